"""An old tracker on a terminal: understood, asked about, brought in; or left."""

import sys
from pathlib import Path

import pytest
from installed import git
from talking import CTRL_C, talk
from trackers import ACTIONS, SMART, csv_file

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix kind", allow_module_level=True)


def _cycles(journal: Path) -> list[str]:
    folders = journal.glob("cycles/*/*/priority.yaml")
    return sorted(path.parent.name for path in folders)


def test_columns_days_and_cycles_are_agreed_to_one_after_the_other(
    begun: Path, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, ACTIONS, sign=";")
    before = _cycles(begun)

    shown = talk(
        begun,
        ["import", file],
        ("Is this right?", "n"),
        ("(Enter stops)", "Nots"),
        ("(Enter stops)", "notes"),
        ("What is it?", "observtion"),
        ("What is it?", "noticed"),
        ("Is this right?", ""),
        ("Which stands first", "day"),
        ("On which day?", "29 September 2025"),
        ("Bring in 2 cycles?", ""),
    )

    assert "[ended 0]" in shown
    assert "There is no column 'Nots'" in shown
    assert "Column F 'Notes': something noticed (noticed)" in shown
    assert "Nothing was changed." not in shown.split("Bring in 2 cycles?")[0][-400:]
    assert "Brought in 2 cycles, saved as one change." in shown
    new = ["2025-09-attendance-on-mondays", "2025-09-compare-fractions"]
    assert _cycles(begun) == sorted([*before, *new])
    assert git(begun, "status", "--porcelain") == ""


def test_nothing_is_changed_by_no_enter_or_ctrl_c(begun: Path, tmp_path: Path) -> None:
    file = csv_file(tmp_path, SMART)
    before = _cycles(begun), git(begun, "rev-parse", "HEAD")
    right = ("Is this right?", "")
    for turns in (
        [right, ("Bring in 3 cycles?", "n")],
        [("Is this right?", "n"), ("(Enter stops)", "")],
    ):
        assert "Nothing was changed." in talk(begun, ["import", file], *turns)
    shown = talk(begun, ["import", file], right, ("Bring in 3 cycles?", CTRL_C))
    assert "[ended 130]" in shown
    assert (_cycles(begun), git(begun, "rev-parse", "HEAD")) == before
    assert git(begun, "status", "--porcelain") == ""


def test_rows_that_cannot_come_in_are_left_out_only_when_a_person_says_so(
    begun: Path, tmp_path: Path
) -> None:
    rows = [
        ["Goal", "Start", "Comments"],
        ["Fractions on a line", "2025-09-08", "fine"],
        ["Reading aloud", "2025-09-08", "write to ana.b@example.org"],
    ]
    file = csv_file(tmp_path, rows)
    right = ("Is this right?", "")
    question = "Leave out 1 row and bring in 1 cycle?"

    shown = talk(begun, ["import", file], right, (question, ""))
    assert "Nothing was changed." in shown
    assert "ana.b" not in shown
    shown = talk(begun, ["import", file], right, (question, "y"))
    assert "Brought in 1 cycle" in shown
    assert "2025-09-reading-aloud" not in _cycles(begun)


def test_the_title_is_asked_for_where_no_heading_tells_it(
    begun: Path, tmp_path: Path
) -> None:
    rows = [["Colour", "Action"], ["Reading aloud", "Every day"]]
    shown = talk(
        begun,
        ["import", csv_file(tmp_path, rows)],
        ("Which column is it?", "Colour"),
        ("Is this right?", ""),
        ("On which day?", ""),
        ("Bring in 1 cycle?", ""),
    )
    assert "[ended 0]" in shown
    assert "2026-01-reading-aloud" in _cycles(begun)
