"""plc add-evidence --from: rows that are no learners, and learners in several rows."""

from pathlib import Path

import pytest
from in_process import Plc
from mark_sheets import FORENAME, SURNAME, person, some_marks, text_sheet
from test_evidence_from_sheets import measure_in

TASK = ("add-evidence", "--measure", "Task", "--from")
Rows = list[list[object]]


def _written(folder: Path, rows: Rows, name: str = "marks.csv") -> str:
    return str(text_sheet(rows, name=name, sign=";")(folder))


def _long(folder: Path, learners: int, *, heads: bool = True) -> str:
    rows: Rows = [["Pupil", "Test", "Mark"]] if heads else []
    for number, mark in enumerate(some_marks(learners * 4)):
        rows.append([person(number // 4), f"Test {number % 4 + 1}", mark])
    return _written(folder, rows)


@pytest.mark.parametrize("heads", [True, False])
def test_learners_with_several_marks_are_not_counted_as_more_learners(
    plc: Plc, cycle: Path, tmp_path: Path, *, heads: bool
) -> None:
    ran = plc(*TASK, _long(tmp_path, 6, heads=heads), code=2)
    assert "6 learners have 24 marks, and one row for each learner is" in ran.err
    column = "Test" if heads else "B"
    assert f'--only "{column}=Test 4"' in ran.err
    only = f"{column}=test 2"
    ran = plc(*TASK, _long(tmp_path, 6, heads=heads), "--only", only, code=5)
    assert "there are 6 marks" in ran.err


def test_the_rows_of_one_test_are_enough(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    file = _long(tmp_path, 24)
    first = ("--only", "Test=Test 1", "--date", "2025-10-08")
    plc(*TASK, file, *first)
    later = ("--only", "Test=Test 4", "--paired-with", file)
    plc(*TASK, file, *later, "--paired-only", "Test=Test 1")
    result = measure_in(journal).results[1]
    assert result.size == 24
    assert result.paired is not None
    ran = plc(*TASK, file, "--only", "Test=Test 9", code=2)
    assert "no row has 'Test 9' there" in ran.err
    assert "--only" in plc(*TASK, file, "--only", "Test 9", code=2).err


@pytest.mark.parametrize("beside", ["Author", "Assignment name", "Book no", "Feedback"])
def test_what_stands_beside_a_learner_makes_no_other_learner(
    plc: Plc, cycle: Path, tmp_path: Path, beside: str
) -> None:
    rows: Rows = [["Pupil", beside, "Mark"]]
    for number, mark in enumerate(some_marks(24)):
        rows.append([person(number % 6), f"Nobody Written{number:02d}", mark])
    ran = plc(*TASK, _written(tmp_path, rows), "--column", "Mark", code=2)
    assert "6 learners have 24 marks" in ran.err


def test_first_names_on_several_days_are_no_group(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Date", "Star", "Mark"]]
    for number, mark in enumerate(some_marks(24)):
        name = f"{FORENAME}{'abcdef'[number % 6]}"
        rows.append([f"2025-10-{number // 6 + 1:02d}", name, mark])
    ran = plc(*TASK, _written(tmp_path, rows), code=2)
    assert "Each row of this sheet is a day" in ran.err


def test_names_written_once_for_several_rows_are_as_many_learners(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Pupil", "Test", "Mark"]]
    for number, mark in enumerate(some_marks(24)):
        name = "" if number % 4 else person(number)
        rows.append([name, f"Test {number % 4}", mark])
    ran = plc(*TASK, _written(tmp_path, rows), code=2)
    assert "6 learners have 24 marks" in ran.err


def test_one_learner_there_twice_has_to_be_settled(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Name", "Seat", "Mark"]]
    rows += [[person(n % 24), 2 * n, m] for n, m in enumerate(some_marks(25))]
    file = _written(tmp_path, rows)
    ran = plc(*TASK, file, "--column", "Mark", code=2)
    assert "1 learner stands there more than once (rows 2, 26)" in ran.err
    assert FORENAME not in ran.err
    plc(*TASK, file, "--column", "Mark", "--id-column", "Seat")
    assert measure_in(journal).results[0].size == 25


def test_numbers_of_the_school_tell_two_of_one_name_apart(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Name", "UPN", "Mark"]]
    rows += [[person(n % 24), 7000 + 3 * n, m] for n, m in enumerate(some_marks(25))]
    plc(*TASK, _written(tmp_path, rows))
    assert measure_in(journal).results[0].size == 25


def test_a_number_for_each_paper_is_no_number_of_a_learner(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Name", "Submission ID", "Mark"]]
    rows += [[person(n % 6), 7000 + 3 * n, m] for n, m in enumerate(some_marks(24))]
    ran = plc(*TASK, _written(tmp_path, rows), code=2)
    assert "6 learners have 24 marks" in ran.err


# One learner's marks


@pytest.mark.parametrize("heading", [person(1), FORENAME, "Mark", "Reading"])
def test_marks_of_many_days_are_no_group(
    plc: Plc, cycle: Path, tmp_path: Path, heading: str
) -> None:
    rows: Rows = [["Date", heading]]
    rows += [[f"2025-10-{n + 1:02d}", m] for n, m in enumerate(some_marks(24))]
    ran = plc(*TASK, _written(tmp_path, rows), code=2)
    assert "Each row of this sheet is a day, not a learner" in ran.err
    assert FORENAME not in ran.out + ran.err


def test_marks_of_many_tests_are_no_group(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Test", FORENAME]]
    rows += [[f"Test {n}", m] for n, m in enumerate(some_marks(24))]
    ran = plc(*TASK, _written(tmp_path, rows), code=2)
    assert "Each row of this sheet is a test, not a learner" in ran.err


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        (f"Marked by {FORENAME} {SURNAME}", "column B"),
        (f"{FORENAME}03 mark", "column B"),
        ("Poppy", "column B"),
        ("Reading", "column 'Reading'"),
        ("Maths test 2 /20", "column 'Maths test 2 /20'"),
        ("Prawf darllen", "column 'Prawf darllen'"),
        ("Dictée", "column 'Dictée'"),
    ],
)
def test_a_heading_is_said_only_where_it_can_name_nobody(
    plc: Plc, cycle: Path, tmp_path: Path, heading: str, said: str
) -> None:
    rows: Rows = [["Name", heading]]
    rows += [[person(n), m] for n, m in enumerate(some_marks(24))]
    ran = plc(*TASK, _written(tmp_path, rows))
    assert f"from {said} (" in ran.out


# Rows of no learner


@pytest.mark.parametrize(
    "label",
    [
        *("Subtotal", "Sub-total", "Class average", "Average for class 4A", "Total 4A"),
        *("Moyenne de la classe", "Sous-total", "Cyfanswm y dosbarth", "Is-gyfanswm"),
        *("Mrs Inventedsson", "Mme Inventedsson", "Athrawes: Inventedsson"),
    ],
)
def test_totals_and_teachers_are_no_learners(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path, label: str
) -> None:
    rows: Rows = [["Name", "Class", "Mark"]]
    rows += [[person(n), "4A", m] for n, m in enumerate(some_marks(12))]
    rows += [[label, "", 150]]
    rows += [[person(n), "4B", m] for n, m in enumerate(some_marks(12), 12)]
    ran = plc(*TASK, _written(tmp_path, rows))
    assert measure_in(journal).results[0].size == 24
    assert "Left out: 1 row" in ran.out


def test_a_mark_far_above_the_others_is_asked_about(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    marks = some_marks(24)
    rows: Rows = [["Name", "Mark"], *[[person(n), m] for n, m in enumerate(marks)]]
    rows.insert(13, [person(30), sum(marks[:12])])
    ran = plc(*TASK, _written(tmp_path, rows), code=2)
    assert "row 14" in ran.err
    plc(*TASK, _written(tmp_path, rows), "--all-marks")
    assert measure_in(journal).results[0].size == 25


def test_a_mark_above_the_possible_is_asked_about(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Name", "Mark /20"]]
    rows += [[person(n), m] for n, m in enumerate([*some_marks(24), 21])]
    ran = plc(*TASK, _written(tmp_path, rows), code=2)
    assert "1 mark is above the 20 possible, or a sum: row 26" in ran.err


def test_14_of_20_is_a_mark(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Name", "Mark"]]
    rows += [[person(n), f"{m} of 20"] for n, m in enumerate(some_marks(24))]
    assert "out of 20" in plc(*TASK, _written(tmp_path, rows)).out


# Words for the record


@pytest.mark.parametrize(
    ("flags", "rewrite"),
    [
        (("--measure", f"Reading of {FORENAME}01"), "Reading of a learner"),
        (("--measure", f"{person(1).casefold()}, task"), "a learner task"),
        (
            ("--measure", "Task", "--tool", f"Sheet of {person(2)}"),
            "Sheet of a learner",
        ),
        (("--measure", "Task", "--cut", f"12 as {SURNAME}01 did"), "as a learner did"),
    ],
)
def test_a_name_of_the_sheet_does_not_come_into_the_record(
    plc: Plc, cycle: Path, tmp_path: Path, flags: tuple[str, ...], rewrite: str
) -> None:
    rows: Rows = [["Name", "Mark"]]
    rows += [[person(n), m] for n, m in enumerate(some_marks(24))]
    before = (cycle / "evidence.yaml").read_bytes()
    ran = plc("add-evidence", *flags, "--from", _written(tmp_path, rows), code=5)
    assert f'"{rewrite}"' in ran.err
    assert (cycle / "evidence.yaml").read_bytes() == before


def test_a_group_called_as_a_learner_is_refused(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    rows: Rows = [["Name", "Group", "Mark"]]
    rows += [[person(n), person(n // 12), m] for n, m in enumerate(some_marks(24))]
    file = _written(tmp_path, rows)
    ran = plc(*TASK, file, "--group-by", "Group", code=2)
    assert "a group has the name of a person" in ran.err
