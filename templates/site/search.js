"use strict";
(() => {
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const list = document.getElementById("found");
  const box = document.getElementById("box");
  const words = document.getElementById("words");
  const status = document.getElementById("status");
  const places = [...list.children].map((item) => {
    const title = fold(item.querySelector(".found-title").textContent);
    const text = fold(item.textContent);
    return { item, title, text, kind: item.querySelector(".eyebrow").textContent };
  });
  const MOST = 60;

  const score = (text, word) => {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    const whole = new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[^\p{L}\p{N}]/gu, "\\$&")}(?<end>[\\p{L}\\p{N}])?`, "u").exec(text);
    return whole === null ? 1 : whole.groups.end === undefined ? 4 : 3;
  };

  const search = () => {
    const wanted = fold(words.value).split(/\s+/).filter(Boolean);
    const hits = [];
    for (const place of places) {
      const scores = wanted.map((word) => score(place.text, word) + 2 * score(place.title, word));
      if (wanted.length && scores.every(Boolean)) {
        hits.push({ place, points: scores.reduce((sum, one) => sum + one, 0) });
      }
    }
    hits.sort((one, other) => other.points - one.points);
    const shown = wanted.length
      ? hits.slice(0, MOST).map((hit) => hit.place.item)
      : places.filter((place) => place.kind.startsWith("Cycle")).slice(0, MOST).map((place) => place.item);
    list.replaceChildren(...shown);
    if (!wanted.length) status.textContent = "";
    else if (!hits.length) status.textContent = "Nothing here has these words. Try fewer, or shorter ones.";
    else if (hits.length > MOST) status.textContent = `${hits.length} places; the best ${MOST} are shown.`;
    else status.textContent = hits.length === 1 ? "1 place" : `${hits.length} places`;
  };

  document.getElementById("without").hidden = true;
  box.hidden = false;
  words.value = new URLSearchParams(location.search).get("q") ?? "";
  words.addEventListener("input", search);
  search();
})();
