"""Which rows of a sheet are headings, which are learners, which are neither."""

from collections.abc import Sequence

import pytest

from plcjournal.core.marks.cell import Cell
from plcjournal.core.marks.column import NoMarks, marks_of
from plcjournal.core.marks.guess import columns_named, mark_columns, shared_ids
from plcjournal.core.marks.table import Column, Sheet, Table, table_of

Rows = Sequence[Sequence[Cell]]
LEARNERS: Rows = [[f"Invented {n}", n % 7 + 3] for n in range(12)]


def table(*rows: Sequence[Cell]) -> Table:
    return table_of(Sheet(tuple(map(tuple, rows))))


def marks(found: Table) -> tuple[float, ...]:
    [column] = mark_columns(found)
    return marks_of(found.cells(column)).known


def test_headings_are_found_below_a_title() -> None:
    found = table(["Spring test", ""], ["", ""], ["Name", "Mark"], *LEARNERS)
    assert found.headings == (3,)
    assert [column.title for column in found.columns] == ["Name", "Mark"]
    assert len(found.rows) == 12


@pytest.mark.parametrize("word", ["see me", "A*", "Retake test", "Abs", ""])
def test_the_first_learner_is_no_heading_whatever_stands_there(word: str) -> None:
    found = table(["Name", "Mark"], ["Invented X", word], *LEARNERS)
    assert len(found.rows) == 13
    assert found.columns[1].title == "Mark"


def test_a_sheet_without_headings_is_spoken_of_by_letters() -> None:
    found = table(["Invented X", 4], *LEARNERS)
    assert (found.headings, len(found.rows)) == ((), 13)
    assert not any(column.is_sayable for column in found.columns)


def test_headings_of_unknown_words_alone_are_not_said() -> None:
    found = table(["Invented A", "Invented B"], *LEARNERS)
    assert not found.columns[1].is_sayable


def test_several_headings_of_unknown_words_are_not_said() -> None:
    rows: Rows = [[f"Invented {n}", n, n + 1, n + 2] for n in range(12)]
    found = table(["Name", "Anon", "Nemo", "Nobody"], *rows)
    assert [column.is_sayable for column in found.columns] == [True, *[False] * 3]
    found = table(["Name", "Fractions", "Decimals", "Total"], *rows)
    assert all(column.is_sayable for column in found.columns)


def test_unlabelled_and_computed_rows_are_no_learners() -> None:
    tail: Rows = [["", ""], ["Set by us", ""], ["Mean", "", 5], ["Max.", "", 9]]
    learners = [[name, "8A", mark] for name, mark in LEARNERS]
    found = table(["Name", "Form", "Mark"], *learners, *tail, ["", "", 5.5])
    assert (len(found.rows), found.computed, found.unlabelled) == (12, 2, 1)


def test_headings_that_come_again_are_no_learners() -> None:
    found = table(["Name", "Mark"], *LEARNERS, ["Name", "Mark "], *LEARNERS)
    assert len(found.rows) == 24


@pytest.mark.parametrize("name", ["Max", "Min", "Mark", "Points"])
def test_a_learner_called_like_a_heading_stays(name: str) -> None:
    found = table(["Name", "Mark"], [name, 4], *LEARNERS, [name, 5], ["Invented", 4])
    assert len(found.rows) >= 14


def test_a_row_of_points_possible_says_what_marks_are_out_of() -> None:
    found = table(["Name", "Quiz"], ["Points possible", 10], *LEARNERS)
    assert (found.columns[1].possible, len(found.rows)) == (10, 12)


def test_rows_of_days_and_points_of_a_classroom_are_no_learners() -> None:
    head: Rows = [["Surname", "Name", "Quiz"], ["Date", "", "2026-01-12"]]
    more: Rows = [["Points", "", 10]]
    found = table(*head, *more, *[["Invented", *row] for row in LEARNERS])
    assert (found.columns[2].possible, len(found.rows)) == (10, 12)


def test_questions_headed_by_numbers_are_headings() -> None:
    rows = [[name, 1, 0, 1, mark] for name, mark in LEARNERS]
    found = table(["Name", 1, 2, 3, "Total"], *rows)
    assert (found.headings, len(found.rows)) == ((1,), 12)
    assert marks(found) == tuple(float(n % 7 + 3) for n in range(12))


def test_numbered_learners_are_no_headings() -> None:
    rows: Rows = [[f"Student {n}", n % 5, n % 7] for n in range(1, 13)]
    found = table(*rows)
    assert len(found.rows) == 12


@pytest.mark.parametrize(
    ("heads", "column"),
    [
        (["Name", "Age", "Mark"], "Mark"),
        (["Enw", "Blwyddyn", "Marc"], "Marc"),
        (["Nom", "Classe", "Note /20"], "Note /20"),
        (["Name", "Q1", "Total"], "Total"),
        (["Name", "Q. 1 /10.00", "Grade/20.00"], "Grade/20.00"),
        (["Name", "Grade", "Quiz 1 [Max pts: 20]"], "Quiz 1 [Max pts: 20]"),
        (["Name", "Fractions", "Score"], "Score"),
        (["Name", "Student no", "Exit ticket"], "Exit ticket"),
    ],
)
def test_the_column_of_marks_is_guessed(heads: list[str], column: str) -> None:
    rows = [[name, 8 + n % 3, mark] for n, (name, mark) in enumerate(LEARNERS)]
    [found] = mark_columns(table(heads, *rows))
    assert found.title == column


@pytest.mark.parametrize(
    "heads",
    [
        ["Name", "Test 1", "Test 2"],
        ["Name", "Mark", "%"],
        ["Name", "Pre", "Post"],
        ["Name", "Fractions", "Decimals"],
    ],
)
def test_two_columns_that_fit_are_never_guessed_between(heads: list[str]) -> None:
    rows = [[name, 8 + n % 3, mark] for n, (name, mark) in enumerate(LEARNERS)]
    found = mark_columns(table(heads, *rows))
    assert len(found) == 2


def test_numbers_of_learners_and_of_rows_are_no_marks() -> None:
    rows = [
        [n, 70_001 + 3 * n, name, mark] for n, (name, mark) in enumerate(LEARNERS, 1)
    ]
    [found] = mark_columns(table(*rows))
    assert found.letter == "D"


def test_a_column_is_named_by_heading_part_letter_or_place() -> None:
    found = table(["Name", "Mark /20"], *LEARNERS)
    for typed in ("mark /20", "MARK", "b", "2"):
        [column] = columns_named(found, typed)
        assert column.letter == "B"
    assert columns_named(found, "Points") == ()


def test_letters_go_on_after_z() -> None:
    assert [Column(n).letter for n in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]


def test_a_sheet_turned_round_is_refused() -> None:
    tests: Rows = [[f"Test {n}", 4, 5, 6] for n in range(20)]
    for heads in (["", "A x", "B y", "C z"], ["Task", "A x", "B y", "C z"]):
        with pytest.raises(NoMarks, match="one column for each learner"):
            table(heads, *tests)
    wide = [f"Invented {chr(65 + n)}x" for n in range(20)]
    with pytest.raises(NoMarks, match="one column for each learner"):
        table(["", *wide], ["Spring", *range(20)], ["Autumn", *range(20)])


def test_numbers_of_the_school_are_enough_to_tell_learners_apart() -> None:
    rows = [[*row, 500 + n] for n, row in enumerate(LEARNERS)]
    one = table(["Name", "Mark", "Student no"], *rows)
    other = table(["Name", "Mark", "student NO"], *rows)
    [(here, there)] = shared_ids(one, other)
    assert (here.letter, there.letter) == ("C", "C")
    assert shared_ids(one, table(["Who", "Mark"], *LEARNERS)) == ()
