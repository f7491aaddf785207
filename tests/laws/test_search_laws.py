"""Laws of finding words: what is remembered of texts finds what reading all finds."""

from builders import NAME, WHOLE, files
from hypothesis import given
from hypothesis import strategies as st

from plcjournal import reading
from plcjournal.codec import writer
from plcjournal.core.cycle import Cycle
from plcjournal.core.folding import folded
from plcjournal.core.search import Hit, search, texts
from plcjournal.glancing import glances_of

_WORDS = ("time", "Times", "tïme", "STRASSE", "straße", "fraction", "a", "½", "ǰ", "9")
_said = st.lists(
    st.sampled_from((*_WORDS, ". ", "! ", "\n", ",", " ")), max_size=8
).map(" ".join)
_SHORT = ("priority.yaml", "review.yaml")


@st.composite
def journals(draw: st.DrawFn) -> reading.Read:
    """Make journals of a few cycles that say much the same."""
    made = files()
    for number in range(draw(st.integers(0, 4))):
        name = f"{draw(st.sampled_from(('maths', 'reading')))}/2025-11-{number}"
        title = draw(_said).strip().replace("\n", " ") or "?"
        claims = [
            {"id": f"c{turn}", "claim": text or "?", "confidence": "low"}
            for turn, text in enumerate(draw(st.lists(_said, max_size=2)))
        ]
        first, last = (WHOLE[f"cycles/{NAME}/{one}"] for one in _SHORT)
        made[f"cycles/{name}/priority.yaml"] = {
            **dict(first),
            "title": title,
            "need": draw(_said) or None,
        }
        made[f"cycles/{name}/review.yaml"] = {**dict(last), "learned": claims}
    return reading.read({path: writer.write(raw) for path, raw in made.items()})


def _slowly(
    read: reading.Read, wanted: list[str], team: str, *, learned: bool
) -> dict[Hit, int]:
    """Answer every place that holds a word, and how many it holds, by reading all."""
    return {
        Hit(cycle.name, cycle.priority.title, where, text, name): held
        for cycle in read.journal.cycles.values()
        for where, name, text in texts(cycle)
        if text and (where == "learned" or not learned) and _of(cycle, team)
        if (held := sum(1 for word in wanted if word in folded(text)))
    }


def _of(cycle: Cycle, team: str) -> bool:
    return team in ("", cycle.team)


@given(journals(), st.lists(st.sampled_from(_WORDS), max_size=4), st.data())
def test_the_places_found_are_those_that_hold_most_words(
    read: reading.Read, words: list[str], data: st.DataObject
) -> None:
    team = data.draw(st.sampled_from(("", "maths", "math")))
    learned = data.draw(st.booleans())
    glances = glances_of(read)
    found = search(glances, " ".join(words), team, learned=learned)
    glances.close()
    every = _slowly(read, [*map(folded, words)], team, learned=learned)
    most = max(every.values(), default=0)
    best = sorted((h.cycle, h.where, h.id) for h, held in every.items() if held == most)
    assert sorted((hit.cycle, hit.where, hit.id) for hit in found) == best
    assert [*found] == sorted(found, key=lambda hit: (-hit.score, hit.cycle, hit.id))
    whole = {(h.cycle, h.where, h.id): h.sentence for h in every}
    for hit in found:
        assert hit.sentence in whole[hit.cycle, hit.where, hit.id]
        assert hit.score >= most
