"""The pages in a real browser, opened from disk: nothing to fetch, nothing amiss."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from installed import git, plc_in
from published import pages_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_HOSTILE = "<script>alert(1)</script>{{ 7*7 }} ![x](https://example.org/x.png) =cmd()"


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is missing")
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    with api.sync_playwright() as play:
        own = Path(play.chromium.executable_path)
        if found is None and not own.exists():
            pytest.skip("no browser is installed here")
        words = ["--no-sandbox", "--disable-gpu"]
        opened = play.chromium.launch(executable_path=found, args=words)
        yield opened
        opened.close()


@pytest.fixture
def pages(tmp_path: Path, shelf: Path) -> Path:
    """Pages of the example journal, with one cycle that is hostile in every text."""
    kept = shelf / "pages-of-the-demo"
    if not kept.exists():
        made = plc_in(tmp_path, "demo", "demo")
        assert made.returncode == 0, made.stderr
        folder = tmp_path / "demo"
        git(folder, "config", "user.name", "<b>Eve</b>\u202e{{ 7*7 }}")
        team = ("--team", "triad-4")
        for words in (
            ("new-cycle", _HOSTILE, "--need", _HOSTILE, *team),
            ("set", "priority.question", _HOSTILE, "--cycle", "script"),
            ("add-action", _HOSTILE, "--cycle", "script"),
            ("note", f"[click](javascript:alert(1)) {_HOSTILE}", "--cycle", "script"),
            ("note", "unbroken" * 40, "--cycle", "script"),
        ):
            done = plc_in(folder, *words)
            assert done.returncode == 0, done.stderr
        ended = plc_in(folder, "publish", "--audience", "team", "--out", str(kept))
        assert ended.returncode == 0, ended.stderr
    return kept


def _watched(page: "Page", told: list[str]) -> None:
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("dialog", lambda dialog: told.append(dialog.message))
    page.on(
        "request",
        lambda asked: None if asked.url.startswith("file:") else told.append(asked.url),
    )


def _html(pages: Path) -> list[Path]:
    return [pages / path for path in pages_in(pages) if path.endswith(".html")]


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_page_is_shown_whole_at_every_width(
    browser: "Browser", pages: Path, width: int
) -> None:
    told: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 800})
    _watched(page, told)
    for file in _html(pages):
        page.goto(file.as_uri())
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.lang") == "en"
        needed = page.evaluate("document.documentElement.scrollWidth")
        assert needed <= width, f"{file.name} is {needed} wide"
    assert told == []
    page.close()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: "Browser", pages: Path, scheme: Any) -> None:
    library = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = browser.new_page(viewport={"width": 700, "height": 900}, color_scheme=scheme)
    for file in _html(pages):
        page.goto(file.as_uri())
        page.evaluate(
            "document.querySelectorAll('details').forEach((one) => { one.open = true })"
        )
        found = library.Axe().run(page, options={"runOnly": _RULES}).response
        amiss = [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]]
        assert amiss == [], file.name
    page.close()


def test_the_search_finds_words_without_a_server(
    browser: "Browser", pages: Path
) -> None:
    told: list[str] = []
    page = browser.new_page()
    _watched(page, told)
    page.goto((pages / "search.html").as_uri())
    page.get_by_role("searchbox").fill("NUMBER lîne")
    assert page.get_by_role("status").inner_text().endswith("places")
    first = page.locator(".found li").first
    assert "number" in first.inner_text().casefold()
    first.get_by_role("link").click()
    assert "/cycles/" in page.url
    page.goto((pages / "search.html").as_uri())
    page.get_by_role("searchbox").fill("zzzz")
    assert page.locator(".found li").count() == 0
    assert "Nothing here" in page.get_by_role("status").inner_text()
    assert told == []
    page.close()


def test_everything_can_be_read_without_script(browser: "Browser", pages: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((pages / "search.html").as_uri())
    assert page.locator(".found li").count() > 40
    assert not page.locator("#box").is_visible()
    page.goto((pages / "index.html").as_uri())
    page.get_by_role("link", name="Comparing fractions").first.click()
    assert page.get_by_role("img", name="Common task, 5 items over time").is_visible()
    context.close()


def test_every_link_leads_to_a_page_that_is_there(pages: Path) -> None:
    for path, text in pages_in(pages).items():
        for target in re.findall(r' href="([^"#]+)', text):
            if path.endswith(".html") and "://" not in target:
                assert ((pages / path).parent / target).resolve().exists(), target


def test_hostile_text_runs_nothing_and_turns_nothing(
    browser: "Browser", pages: Path
) -> None:
    told: list[str] = []
    page = browser.new_page()
    _watched(page, told)
    (file,) = (one for one in _html(pages) if "script" in one.name)
    page.goto(file.as_uri())
    heading = page.locator("h1").inner_text()
    assert "<script>alert(1)</script>{{ 7*7 }}" in heading
    assert page.locator("main script, main img").count() == 0
    assert page.locator("a[href^=javascript]").count() == 0
    assert "\u202e" not in page.content()
    assert "{{ 7*7 }}" in page.locator(".who").first.inner_text()
    assert told == []
    page.close()
