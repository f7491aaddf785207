"""What points at people is held back, or told, wherever it was written."""

from pathlib import Path

import pytest
from in_process import Plc
from installed import git

BLOCKED = [
    "UPN B801200005001 joined",
    "Ring 020 7946 0123",
    "He was born on 3 May 2015",
    "He scored 4/10",
    "Three pupils with autism read",
    "OSIS 204518377 is away",
]


def _add(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    old = file.read_text() if file.exists() else ""
    file.write_text(old + text)


@pytest.mark.parametrize("text", BLOCKED)
def test_a_note_that_points_at_somebody_is_held_back(
    plc: Plc, cycle: Path, text: str
) -> None:
    ran = plc("note", text, code=5)
    assert "Not saved, to protect people" in ran.err
    assert text not in git(cycle, "log", "-p", "--all")


@pytest.mark.parametrize("text", BLOCKED)
def test_a_comment_that_points_at_somebody_is_held_back_at_its_line(
    plc: Plc, cycle: Path, text: str
) -> None:
    _add(cycle / "review.yaml", f"# {text}\n")
    line = len((cycle / "review.yaml").read_text().splitlines())
    ran = plc("save", code=5)
    assert f"review.yaml:{line}:" in ran.out + ran.err
    assert f"review.yaml:{line}:" in plc("validate", code=1).out
    assert text not in git(cycle, "log", "-p", "--all")


@pytest.mark.parametrize("text", BLOCKED)
def test_the_message_of_a_save_is_looked_at_too(
    plc: Plc, cycle: Path, text: str
) -> None:
    _add(cycle / "review.yaml", "x_colour: green\n")
    plc("save", "-m", text, code=5)
    assert text not in git(cycle, "log", "--all", "--format=%B")


def test_what_only_may_be_a_name_is_saved_and_told_once(plc: Plc, cycle: Path) -> None:
    ran = plc("note", "Tegwen's book shows it")
    assert "Look again: 'Tegwen' may be a learner's name." in ran.out
    assert "Look again" not in plc("note", "Another day").out
    assert "likely-name" in plc("validate").out


def test_a_warning_blocks_neither_hand_edits_nor_the_editor(
    plc: Plc, cycle: Path
) -> None:
    _add(cycle / "review.yaml", "x_note: Tegwen's book\n# the only girl read\n")
    plc("save")
    told = plc("validate").out
    assert "likely-name" in told
    assert "points-at-one" in told


def test_staff_may_be_named_in_a_comment(plc: Plc, cycle: Path) -> None:
    plc("team", "--add", "Tegwen Fictive")
    _add(cycle / "review.yaml", "# Tegwen's notes stand above\n")
    assert "likely-name" not in plc("validate").out


def test_a_sign_in_a_value_is_no_comment(plc: Plc, cycle: Path) -> None:
    _add(cycle / "review.yaml", "x_note: 'Room #7 of Tegwen''s book'\n")
    told = plc("validate").out
    assert told.count("[likely-name]") == 1


def test_a_group_that_subtraction_shows_is_held_back(plc: Plc, cycle: Path) -> None:
    words = ("add-evidence", "--measure", "Task", "--date", "2026-01-15")
    plc(*words, "--size", "64", "--count", "30")
    ran = plc(*words, "--size", "61", "--count", "28", "--group", "Room 12", code=5)
    assert "everybody less room-12 leaves 3 learners" in ran.err
    plc(*words, "--size", "40", "--count", "18", "--group", "Room 12")


def test_words_that_are_allowed_pass_and_idle_entries_are_told(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    start = (journal / "plc.yaml").read_text().split("privacy:")[0]
    entry = "{words: 020 7946 0123, reason: the school office}"
    (journal / "plc.yaml").write_text(f"{start}privacy:\n  allow:\n    - {entry}\n")
    plc("save")
    assert "idle-allowance" in plc("validate").out
    plc("note", "The office is at 020 7946 0123")
    assert "idle-allowance" not in plc("validate").out
    plc("note", "Ring 020 7946 0991", code=5)
