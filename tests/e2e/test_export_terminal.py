"""plc export on a real terminal: what there is, and a question before replacing."""

import sys
from pathlib import Path

import pytest
from talking import talk

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix kind", allow_module_level=True)


def test_words_on_their_own_show_what_there_is_and_how_to_have_it(begun: Path) -> None:
    shown = talk(begun, ["export"])
    assert "cycles: 1 row" in shown
    assert "plc export --format xlsx --out journal.xlsx" in shown
    assert "[ended 0]" in shown
    assert '"format"' not in shown


def test_a_file_that_is_there_is_replaced_when_a_person_says_so(begun: Path) -> None:
    mine = begun / "mine.md"
    mine.write_text("my own words")
    question = ("is there already. Replace it? (y/N)", "")
    shown = talk(begun, ["export", "--out", "mine.md"], question)
    assert "[ended 2]" in shown
    assert mine.read_text() == "my own words"
    yes = ("is there already. Replace it? (y/N)", "y")
    assert "[ended 0]" in talk(begun, ["export", "--out", "mine.md"], yes)
    assert mine.read_text().startswith("# ")


def test_nothing_steers_the_terminal(begun: Path) -> None:
    file = next(begun.glob("cycles/*/*/priority.yaml"))
    evil = '"\\u202eDigits \\u2066are counted"'
    file.write_text(file.read_text().replace("Digits are counted", evil))
    talk(begun, ["save"])
    shown = talk(begun, ["export", "--format", "markdown"])
    assert "are counted" in shown
    assert not {*"\x1b\u202e\u2066"} & {*shown}
