"""What one cell of a mark column says."""

from datetime import date, time

import pytest

from plcjournal.core.marks import words
from plcjournal.core.marks.cell import Cell, Reading, Says, decimal_of, read


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("12.5", 12.5),
        ("12,5", 12.5),
        (".5", 0.5),
        ("-3", -3),
        ("\u22123", -3),
        ("+4", 4),
        ("007", 7),
        ("Level 3", 3),
        ("Niveau 3", 3),
        ("lefel 3", 3),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1,234,567", 1_234_567),
        (12, 12),
        (12.25, 12.25),
        ("0.125", 0.125),
    ],
)
def test_a_number_is_a_mark(cell: Cell, number: float) -> None:
    assert read(cell) == Reading(Says.PLAIN, number)


@pytest.mark.parametrize(
    ("cell", "number", "out_of"),
    [
        ("12/20", 12, 20),
        ("12 / 20", 12, 20),
        ("7.5 out of 10", 7.5, 10),
        ("7,5 sur 10", 7.5, 10),
        ("7 allan o 10", 7, 10),
    ],
)
def test_a_share_says_what_it_is_out_of(
    cell: str, number: float, out_of: float
) -> None:
    assert read(cell) == Reading(Says.SHARE, number, out_of)


@pytest.mark.parametrize(("cell", "number"), [("85%", 85), ("8,5 %", 8.5)])
def test_a_percentage_is_one(cell: str, number: float) -> None:
    assert read(cell) == Reading(Says.PERCENT, number)


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("-", "empty"),
        ("\u2014", "empty"),
        ("Abs", "Abs"),
        ("ABSENT", "Abs"),
        ("(absent)", "Abs"),
        ("Absennol", "Abs"),
        ("N/A", "n/a"),
        ("#N/A", "n/a"),
        ("Dispens\u00e9e", "Ex"),
        ("ar goll", "missing"),
    ],
)
def test_a_missing_mark_is_no_nought(cell: str, word: str) -> None:
    assert read(cell) == Reading(Says.MISSING, word=word)


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "A",
            "B+",
            "12*",
            "12?",
            "<5",
            "see me",
            "NaN",
            "inf",
            "1e5",
            "12 5",
            "1 234",
        ),
        *(
            "TRUE",
            "#DIV/0!",
            "12/0",
            "1,23,4",
            "1.2.3.4",
            "12-13",
            "\u0661\u0662",
            "\u00bd",
        ),
        *("9" * 41, float("nan"), float("inf"), 10**400, 2 * 10**9),
    ],
)
def test_what_is_no_number_stays_none(cell: Cell) -> None:
    assert read(cell).says in (Says.OTHER, Says.DAY)
    assert not read(cell).is_mark


@pytest.mark.parametrize(
    "cell", [date(2026, 12, 20), time(9, 30), "20-Dec", "2026-12-20", "20/12/2026"]
)
def test_a_day_is_no_mark(cell: Cell) -> None:
    assert read(cell).says is Says.DAY


@pytest.mark.parametrize(
    ("cells", "sign"),
    [
        (["12", "13"], "."),
        (["12,5", "1,250"], ","),
        (["12.5", "1,250"], "."),
        (["1,250", "2,500"], ""),
        (["0,125"], ","),
        (["1.250", "3.125"], "."),
        (["1,234.5"], "."),
        (["1.234,5"], ","),
        (["12,5", "12.5"], "."),
        ([12.5, "1,250"], ""),
        (["12.11.2026", "12"], "."),
    ],
)
def test_the_decimal_sign_is_told_by_the_column(cells: list[Cell], sign: str) -> None:
    assert decimal_of(cells) == sign


@pytest.mark.parametrize(
    ("heading", "points"),
    [
        ("Mark /20", 20),
        ("Note sur 20", 20),
        ("Marc allan o 20", 20),
        ("Quiz (20 pts)", 20),
        ("Quiz [Max pts: 20]", 20),
        ("Grade/20.00", 20),
        ("Quiz (471123)", None),
        ("Test of 12/10", None),
        ("2/3 of a pizza", None),
    ],
)
def test_a_heading_may_say_what_marks_are_out_of(
    heading: str, points: float | None
) -> None:
    assert words.out_of(heading) == points


def test_thousands_are_never_guessed() -> None:
    assert read("1,250", "").says is Says.UNCLEAR
    assert read("1,250", ",").number == 1.25
    assert read("1,250", ".").number == 1250
