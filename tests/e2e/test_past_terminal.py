"""Looking back on a terminal: what was seen there is kept, marks stand in colour."""

import sys
from pathlib import Path

import pytest
from installed import git, plc_in
from talking import talk

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix", allow_module_level=True)


def test_last_is_kept_when_the_whole_was_seen(begun: Path) -> None:
    never = "you have not looked before"
    assert never in talk(begun, ["diff", "fractions", "--from", "last"])
    assert never in plc_in(begun, "diff", "--from", "last").stderr
    assert never in talk(begun, ["diff", "--from", "last", "--json"])
    assert never in talk(begun, ["diff", "--from", "last"])
    looked = git(begun, "rev-parse", "refs/plcjournal/looked^{commit}")
    assert looked == git(begun, "rev-parse", "HEAD")

    plc_in(begun, "note", "It works")
    shown = talk(begun, ["diff", "--from", "last"])
    assert "you last looked on" in shown
    assert "noted: It works" in shown
    assert "Nothing changed since then." in talk(begun, ["diff", "--from", "last"])
    assert "you last looked on" in plc_in(begun, "show", "--at", "last").stderr


def test_looking_goes_on_in_a_journal_that_cannot_be_written(begun: Path) -> None:
    folder = begun / ".git/refs/plcjournal"
    folder.mkdir()
    (folder / "looked.lock").touch()
    shown = talk(begun, ["diff", "--from", "last"])
    assert "plc could not keep that you looked" in shown
    assert "[ended 0]" in shown


def test_a_terminal_shows_marks_and_colours(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (file,) = begun.glob("cycles/*/*/priority.yaml")
    file.write_text(file.read_text().replace("Digits are", "Only digits are"))
    monkeypatch.delenv("NO_COLOR")
    shown = talk(begun, ["diff"])
    assert "\x1b[32m{+Only digits+}\x1b[0m" in shown
    assert "Not saved yet." in shown
    shown = talk(begun, ["history", "fractions"])
    assert "- started the cycle Fractions" in shown
    assert "\x1b[1mCoach\x1b[0m:" in shown
    assert "began the journal" in talk(begun, ["history"])
