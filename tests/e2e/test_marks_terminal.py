"""A sheet of marks on a terminal: what was understood, and whether that is right."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from installed import git, plc_in
from mark_sheets import SURNAME, person, some_marks, text_sheet, workbook
from talking import CTRL_C, talk

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix kind", allow_module_level=True)

ASK = ["add-evidence", "--measure", "Task", "--from"]


def _two_tests(folder: Path) -> str:
    one, two = some_marks(24, 1), some_marks(24, 2)
    rows: list[list[object]] = [["Name", "Test 1", "Test 2"]]
    rows += [[person(n), *both] for n, both in enumerate(zip(one, two, strict=True))]
    return str(text_sheet(rows)(folder))


def _evidence(journal: Path) -> str:
    return next(journal.glob("cycles/*/*/evidence.yaml")).read_text(encoding="utf-8")


def test_a_sheet_is_shown_as_understood_before_its_totals_are_saved(
    begun: Path, tmp_path: Path
) -> None:
    shown = talk(
        begun,
        [*ASK, _two_tests(tmp_path), "--cut", "12"],
        ("Which column holds the marks?", "Points"),
        ("Which column holds the marks?", "n"),
        ("Which column holds the marks?", "test 1"),
        ("On which day was it?", ""),
        ("Is this right?", "perhaps"),
        ("Is this right?", "n"),
        ("Change", "column"),
        ("Another column with the marks?", "c"),
        ("Is this right?", ""),
    )
    assert "[ended 0]" in shown
    assert "Type y for yes or n for no." in shown
    assert "Read 24 marks from column 'Test 1'" in shown
    assert "Totals for 2026-01-15: 24 marks, mean" in shown
    assert SURNAME not in shown
    assert f"size: 24\n        count: {sum(m >= 12 for m in some_marks(24, 2))}" in (
        _evidence(begun)
    )


def test_nothing_is_changed_by_no_or_ctrl_c(begun: Path, tmp_path: Path) -> None:
    before = _evidence(begun)
    words = [*ASK, _two_tests(tmp_path), "--column", "B"]
    day, cut = ("On which day", ""), ("From which mark on", "")
    shown = talk(begun, words, day, cut, ("Is this right?", "n"), ("Change", ""))
    assert "Nothing was changed." in shown
    shown = talk(begun, words, day, cut, ("Is this right?", CTRL_C))
    assert "[ended 130]" in shown
    assert _evidence(begun) == before
    assert git(begun, "status", "--porcelain") == ""
    assert not list(begun.glob("local/drafts/*"))


def test_nothing_is_asked_with_yes(begun: Path, tmp_path: Path) -> None:
    shown = talk(begun, [*ASK, _two_tests(tmp_path), "--column", "B", "--yes"])
    assert "Is this right?" not in shown
    assert "Totals for 2026-01-15: 24 marks" in shown


def test_the_cut_is_asked_for_where_earlier_figures_are_shares(
    begun: Path, tmp_path: Path
) -> None:
    first = ["--size", "24", "--count", "12", "--date", "2025-10-08"]
    assert plc_in(begun, *ASK[:3], *first).returncode == 0
    shown = talk(
        begun,
        [*ASK, _two_tests(tmp_path), "--column", "B"],
        ("On which day", ""),
        ("From which mark on", "many"),
        ("From which mark on", "12 secure"),
        ("Is this right?", "y"),
    )
    assert "[ended 0]" in shown
    assert "at: 12\n" in _evidence(begun)


def test_what_marks_mean_is_asked_where_nobody_can_tell(
    begun: Path, tmp_path: Path
) -> None:
    marks = some_marks(24)
    rows: list[list[object]] = [["Name", "Mark"]]
    rows += [[person(n), f"1,{mark:03d}"] for n, mark in enumerate(marks)]
    file = str(text_sheet(rows, sign=";")(tmp_path))
    day, cut = ("On which day", ""), ("From which mark on", "")
    comma = ("a little more than one?", "y")
    shown = talk(begun, [*ASK, file], comma, day, cut, ("Is this right?", ""))
    assert f"lowest 1.{min(marks):03d}" in " ".join(shown.split())
    rows[1:] = [[person(n), f"{m}/{20 + n % 2 * 20}"] for n, m in enumerate(marks)]
    file = str(text_sheet(rows, sign=";")(tmp_path))
    words = ["add-evidence", "--measure", "Other work", "--from", file]
    totals = ("count each as its percentage?", "")
    shown = talk(begun, words, totals, day, cut, ("Is this right?", ""))
    assert "[ended 0]" in shown
    assert " %, lowest " in " ".join(shown.split())


def test_the_sheet_is_asked_for_where_there_are_several(
    begun: Path, tmp_path: Path
) -> None:
    def fill(sheet: Any) -> None:
        sheet.title = person(1)
        sheet.append(["About", "us", 1])
        tab = sheet.parent.create_sheet("Marks 4A")
        tab.append(["Name", "Mark"])
        for number, mark in enumerate(some_marks(24)):
            tab.append([person(number), mark])

    file = str(workbook(fill)(tmp_path))
    day, cut = ("On which day", ""), ("From which mark on", "")
    sheet = ("Which sheet holds the marks?", "marks 4a")
    shown = talk(begun, [*ASK, file], sheet, day, cut, ("Is this right?", ""))
    assert "The sheets: 1, 2 'Marks 4A'" in shown
    assert "Read 24 marks" in shown
    assert SURNAME not in shown
    words = ["add-evidence", "--measure", "Other work", "--from", file]
    assert plc_in(begun, *words, "--sheet", "2").returncode == 0


def test_marks_come_in_through_a_pipe_too(begun: Path, tmp_path: Path) -> None:
    file = Path(_two_tests(tmp_path))
    ended = subprocess.run(
        [sys.executable, "-m", "plcjournal", *ASK, "-", "--column", "B"],
        cwd=begun,
        input=file.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert b"Read 24 marks from column 'Test 1'" in ended.stdout


def test_day_and_cut_can_be_changed_after_no(begun: Path, tmp_path: Path) -> None:
    shown = talk(
        begun,
        [*ASK, _two_tests(tmp_path), "--column", "B"],
        ("On which day", ""),
        ("From which mark on", "12"),
        ("Is this right?", "n"),
        ("Change", "date"),
        ("On which day", "20/10/2025"),
        ("Is this right?", "n"),
        ("Change", "cut"),
        ("From which mark on", "10"),
        ("Is this right?", "y"),
    )
    assert "[ended 0]" in shown
    assert "date: 2025-10-20" in _evidence(begun)
    assert "at: 10\n" in _evidence(begun)


def test_which_rows_count_is_asked_where_learners_have_several(
    begun: Path, tmp_path: Path
) -> None:
    rows: list[list[object]] = [["Pupil", "Test", "Mark"]]
    rows += [
        [person(n // 2), f"Test {n % 2 + 1}", m] for n, m in enumerate(some_marks(48))
    ]
    shown = talk(
        begun,
        [*ASK, str(text_sheet(rows)(tmp_path))],
        ("Which rows count, by column 'Test'?", "2"),
        ("On which day", ""),
        ("From which mark on", ""),
        ("Is this right?", ""),
    )
    assert "24 learners have 48 marks" in shown
    assert "Totals for 2026-01-15: 24 marks" in shown


def test_few_learners_are_refused_before_anything_is_asked(
    begun: Path, tmp_path: Path
) -> None:
    rows: list[list[object]] = [["Name", "Mark"]]
    rows += [[person(n), m] for n, m in enumerate(some_marks(6))]
    shown = talk(begun, [*ASK, str(text_sheet(rows)(tmp_path))])
    assert "[ended 5]" in shown


def test_late_marks_are_asked_about(begun: Path, tmp_path: Path) -> None:
    rows: list[list[object]] = [["Name", "Mark"]]
    rows += [[person(n), m] for n, m in enumerate(some_marks(24))]
    first = str(text_sheet(rows)(tmp_path))
    assert plc_in(begun, *ASK, first, "--cut", "12").returncode == 0
    file = str(text_sheet([*rows, [person(24), 9]], name="late.csv")(tmp_path))
    day, right = ("On which day", ""), ("Is this right?", "")
    shown = talk(begun, [*ASK, file], day, right, ("Save it?", ""))
    assert "the mark of that learner" in shown
    assert "Nothing was changed." in shown
    shown = talk(begun, [*ASK, file], day, right, ("Save it?", "counts"))
    assert "size: 25" in _evidence(begun)
    assert "mean" not in _evidence(begun)
