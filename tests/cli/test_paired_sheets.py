"""Two sheets of the same learners: matched exactly, counted, never guessed."""

import statistics
from pathlib import Path

import pytest
from in_process import Plc
from mark_sheets import person, some_marks, text_sheet, workbook
from test_evidence_from_sheets import measure_in

FIRST = some_marks(30, 1)
SECOND = [min(20, mark + move) for mark, move in zip(FIRST, some_marks(30, 2, 6))]  # noqa: B905
ENTERED = ("--date", "2025-10-08")


def _sheet(
    folder: Path, name: str, rows: list[tuple[object, object]], who: str = "Name"
) -> str:
    return str(text_sheet([[who, "Mark"], *rows], name=name)(folder))


def _before(folder: Path) -> str:
    rows: list[tuple[object, object]] = [*zip(map(person, range(30)), FIRST)]  # noqa: B905
    return _sheet(folder, "before.csv", rows)


def test_the_marks_of_the_same_learners_give_their_correlation(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    before = _before(tmp_path)
    rows: list[tuple[object, object]] = []
    for number, mark in [*enumerate(SECOND)][3:]:
        rows.insert(0, (f" {person(number).upper()} ", mark))
    rows += [(person(40), 12), ("", 15), (person(41), 13)]
    after = _sheet(tmp_path, "after.csv", rows)
    task = ("add-evidence", "--measure", "Task", "--from")
    plc(*task, before, *ENTERED)
    ran = plc(*task, after, "--paired-with", before)
    paired = measure_in(journal).results[1].paired
    assert paired is not None
    expected = statistics.correlation(FIRST[3:], SECOND[3:])
    assert (paired.with_, paired.size) == ("2025-10-08", None)
    assert paired.correlation == pytest.approx(expected, abs=0.0005)
    assert f"27 learners with a mark in both sheets, correlation {expected:.2f}" in (
        ran.out
    )
    assert "3 marks only in the earlier sheet, 2 marks only in this one" in ran.out
    assert "1 mark whose learner is not clear" in ran.out
    assert measure_in(journal).same_learners is True
    assert "plc impact compares them pair by pair" in ran.out


def test_both_marks_may_stand_in_one_sheet(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    rows = [
        [f"Invented {n % 4}", f"Fictitia {n}", 7000 + n, one, two]
        for n, (one, two) in enumerate(zip(FIRST, SECOND, strict=True))
    ]
    heads = ["Surname", "Forename", "UPN", "Pre", "Post"]
    file = str(text_sheet([heads, *rows])(tmp_path))
    task = ("add-evidence", "--measure", "Task", "--from", file)
    plc(*task, "--column", "Pre", *ENTERED)
    after = (*task, "--column", "Post", "--paired-with", file)
    ran = plc(*after, code=2)
    assert "that is the same column as the marks" in ran.err
    plc(*after, "--paired-column", "Pre")
    paired = measure_in(journal).results[1].paired
    assert paired is not None
    assert paired.size == 30


def test_a_number_in_a_workbook_is_the_same_as_in_a_text(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    numbers: list[tuple[object, object]] = [(100 + n, m) for n, m in enumerate(FIRST)]
    before = _sheet(tmp_path, "before.csv", numbers, "Student number")

    def fill(sheet: object) -> None:
        sheet.append(["Student Number", "Mark"])  # type: ignore[attr-defined]
        for number, mark in enumerate(SECOND):
            sheet.append([float(100 + number), mark])  # type: ignore[attr-defined]

    after = str(workbook(fill)(tmp_path))
    task = ("add-evidence", "--measure", "Task", "--from")
    plc(*task, before, *ENTERED)
    plc(*task, after, "--paired-with", before)
    paired = measure_in(journal).results[1].paired
    assert paired is not None
    assert paired.size == 30


def test_the_earlier_sheet_must_have_been_entered(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    before = _before(tmp_path)
    rows: list[tuple[object, object]] = [*zip(map(person, range(30)), SECOND)]  # noqa: B905
    after = _sheet(tmp_path, "after.csv", rows)
    task = ("add-evidence", "--measure", "Task", "--from", after)
    ran = plc(*task, "--paired-with", before, code=2)
    assert "has no result before 2026-01-15 to pair this one with" in ran.err
    add = ("add-evidence", "--measure", "Task", "--from", before, "--date")
    plc(*add, "2025-10-08")
    plc(*add, "2025-11-08")
    ran = plc(*task, "--paired-with", before, code=2)
    assert "2025-10-08, 2025-11-08" in ran.err
    plc(*task, "--paired-with", before, "--paired-date", "2025-11-08")
    paired = measure_in(journal).results[2].paired
    assert paired is not None
    assert paired.with_ == "2025-11-08"


def test_few_pairs_are_not_kept(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    before = _before(tmp_path)
    rows: list[tuple[object, object]] = [
        (person(n + 25), m) for n, m in enumerate(SECOND)
    ]
    after = _sheet(tmp_path, "after.csv", rows)
    task = ("add-evidence", "--measure", "Task", "--from")
    plc(*task, before, *ENTERED)
    ran = plc(*task, after, "--paired-with", before)
    assert measure_in(journal).results[1].paired is None
    assert "Not kept: the correlation, as fewer than 10 learners are in both" in ran.out


def test_sheets_without_a_common_way_to_tell_learners_apart_are_not_paired(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    before = _before(tmp_path)
    rows: list[tuple[object, object]] = [*zip(map(person, range(30)), SECOND)]  # noqa: B905
    after = _sheet(tmp_path, "after.csv", rows, "Somebody")
    task = ("add-evidence", "--measure", "Task", "--from")
    plc(*task, before, *ENTERED)
    ran = plc(*task, after, "--paired-with", before, code=2)
    assert "--id-column C" in ran.err
    plc(*task, after, "--paired-with", before, "--id-column", "A")
