"""plc calendar at a terminal: what would be in the file, in 80 columns."""

import sys
from pathlib import Path

import pytest
from installed import plc_in
from talking import talk

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix", allow_module_level=True)


@pytest.fixture
def dated(begun: Path) -> Path:
    """A journal with an action that is due, and a team that meets on Wednesdays."""
    for words in (
        ("add-action", "Number talks three times a week", "--due", "2026-01-29"),
        ("team", "--day", "Wed 15:30"),
    ):
        assert plc_in(begun, *words).returncode == 0
    return begun


def test_a_terminal_shows_what_would_be_in_the_file_and_makes_none(
    dated: Path,
) -> None:
    shown = talk(dated, ["calendar"]).replace("\r", "")
    assert "BEGIN:" not in shown
    assert "  2026-01-29  Due: Number talks three times a week\n" in shown
    assert "2026-01-21 15:30  Team meeting: Maths (every week until" in shown
    assert "  plc calendar --out our-dates.ics\n" in shown
    assert shown.endswith("[ended 0]")
    assert not [*dated.glob("**/*.ics")]


def test_a_dash_prints_the_file_on_a_terminal_too(dated: Path) -> None:
    assert "BEGIN:VCALENDAR" in talk(dated, ["calendar", "--out", "-"])


def test_the_file_is_written_and_named(dated: Path) -> None:
    shown = talk(dated, ["calendar", "--out", "our-dates.ics"])
    assert "Wrote a calendar of 3 entries" in shown
    assert (dated / "our-dates.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
