"""The charts of plc impact: on a terminal, narrow, without blocks, and not at all."""

import re
import sys
from pathlib import Path

import pytest
from installed import plc_in
from talking import talk

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix", allow_module_level=True)

BLOCKS = "█▓░●─▲┤"
WORDS = ["impact", "comparing"]


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The journal of plc demo."""
    assert plc_in(tmp_path, "demo", "example").returncode == 0
    return tmp_path / "example"


def shown_on(folder: Path, monkeypatch: pytest.MonkeyPatch, **env: str) -> list[str]:
    """Answer the lines of a terminal that draws, without colour."""
    monkeypatch.delenv("NO_COLOR")
    shown = talk(folder, ["--color", "never", *WORDS], **env)
    assert "\x1b" not in shown
    return shown.replace("\r", "").splitlines()


def test_a_terminal_draws_bars_and_a_line_in_80_columns(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shown_on(example, monkeypatch, COLUMNS="80")
    assert max(map(len, lines)) <= 80
    bars = [one.split() for one in lines if "█" in one]
    assert [one[:3] for one in bars[:2]] == [["8", "Oct", "2025"], ["3", "Dec", "2025"]]
    assert re.fullmatch("█+▓+░+", bars[0][3])
    assert any(one.rstrip().endswith("median 46 %") for one in lines)
    assert any("13 figures, 10 Sep 2025 to 3 Dec 2025; ▲" in one for one in lines)
    assert sum(one.count("●") for one in lines) == 13
    assert any("target" in one and "▲" in one and "65 %" in one for one in lines)


def test_every_fact_stands_beside_the_drawing(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = plc_in(example, *WORDS).stdout
    drawn = " ".join(" ".join(shown_on(example, monkeypatch, COLUMNS="80")).split())
    for line in plain.splitlines():
        assert " ".join(line.split()) in drawn


def test_a_terminal_without_blocks_gets_ascii(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shown_on(example, monkeypatch, PYTHONIOENCODING="ascii", COLUMNS="80")
    text = "\n".join(lines)
    assert not any(sign in text for sign in BLOCKS)
    assert "######" in text
    assert text.count("o") > 13


def test_a_narrow_terminal_leaves_the_drawing_out(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = shown_on(example, monkeypatch, COLUMNS="30")
    assert not any("█" in one for one in lines)
    assert any("Change: +28.7" in one for one in lines)


@pytest.mark.parametrize("words", [["--plain", *WORDS], WORDS])
def test_who_asks_for_plain_lines_gets_sentences(
    example: Path, words: list[str]
) -> None:
    # NO_COLOR, which the tests set, asks for plain lines too.
    shown = talk(example, words, COLUMNS="80")
    assert not any(sign in shown for sign in BLOCKS)
    assert "13 figures from 10 Sep 2025 to 3 Dec 2025: 41 %, 38 %, 44 %" in shown
    assert "The line crosses the median of 46 % once" in shown


def test_a_review_shows_the_change_before_it_asks(example: Path) -> None:
    shown = talk(
        example,
        ["review", "comparing"],
        ("How did it go?", "met"),
        ("What changed", ""),
        ("What comes next?", ""),
        ("Who may see", ""),
        COLUMNS="80",
    )
    asked, _, _ = shown.partition("How did it go?")
    assert "baseline: 39.1 % (25 of 64), 8 Oct 2025" in asked
    assert "latest:   67.7 % (42 of 62), 3 Dec 2025" in asked
    assert "target:   65 % by 2025-12-05" in asked
    assert "change:   up 28.7 percentage points, between 11.3 and 43.8" in asked
    assert "Bear in mind: Without a comparison group" in asked
    assert "[ended 0]" in shown
