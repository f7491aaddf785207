"""What a cell of a tracker says."""

from datetime import date, datetime

import pytest

from plcjournal.core.marks.cell import Cell
from plcjournal.core.tracker.cells import Figure, count_of, figure_of, text_of
from plcjournal.core.tracker.days import Calendar, Order, order_shown


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("25 of 64", Figure(count=25, size=64, is_share=True)),
        ("25/64", Figure(count=25, size=64, is_share=True)),
        ("25/64 (39%)", Figure(count=25, size=64, is_share=True)),
        ("39 % (25 of 64)", Figure(count=25, size=64, is_share=True)),
        ("25/64 (80%)", None),
        ("65/64", None),
        ("0/0", None),
        ("39%", Figure(39, is_share=True)),
        ("39,5 %", Figure(39.5, is_share=True)),
        ("39% (n=64)", Figure(39, size=64, is_share=True)),
        ("139%", None),
        ("140% (n=64)", None),
        ("Level 3", Figure(3, is_level=True)),
        ("14.5", Figure(14.5)),
        ("14,5", Figure(14.5)),
        (14.0, Figure(14)),
        (3, Figure(3)),
        ("about half", None),
        ("", None),
        (date(2025, 9, 8), None),
    ],
)
def test_a_figure_is_read_as_it_is_written(cell: Cell, figure: Figure | None) -> None:
    assert figure_of(cell) == figure


@pytest.mark.parametrize(
    ("cell", "number"),
    [("64", 64), (64.0, 64), ("n = 64", 64), ("64 students", 64), ("many", None)],
)
def test_a_number_of_learners_is_a_whole_number(cell: Cell, number: int) -> None:
    assert count_of(cell) == number


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("  two\r\nlines ", "two\nlines"),
        ("a_x000D_\nb", "a\nb"),
        ("\x1b[31mred\x07", "[31mred"),
        ("\u202eevil", "evil"),
        ("'=1+1", "=1+1"),
        ("'tis", "'tis"),
        ("Réglettes", "Réglettes"),
        (datetime(2025, 9, 8, 9, 30), "2025-09-08"),  # noqa: DTZ001  # as a sheet has it
        (12.0, "12"),
    ],
)
def test_the_words_of_a_cell_are_what_people_see(cell: Cell, text: str) -> None:
    assert text_of(cell) == text


def _calendar(order: Order | None = None) -> Calendar:
    words = {"3 November 2025": "2025-11-03"}
    months = {"Sept 2025": ("2025-09-01", "2025-09-30")}
    return Calendar(lambda text: words.get(text, ""), months.get, order)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2025-09-08", "2025-09-08"),
        ("2025-09-08 14:33:05", "2025-09-08"),
        ("2025-09-08T14:33:05Z", "2025-09-08"),
        ("15/10/2025", "2025-10-15"),
        ("10/15/2025 2:33 PM", "2025-10-15"),
        ("15.10.25", "2025-10-15"),
        ("3 November 2025", "2025-11-03"),
        ("Sept 2025", "2025-09-01"),
        (date(2025, 9, 8), "2025-09-08"),
    ],
)
def test_a_day_is_read_in_many_forms(cell: Cell, day: str) -> None:
    assert _calendar().read(cell).day == day


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("03/04/2025", "could be two different days"),
        ("31/02/2025", "is a day that never was"),
        ("3 November", "has no year"),
        ("spring term", "is no day"),
        ("45938", "is no day"),
        ("the week of 2025", "is no day"),
    ],
)
def test_what_is_no_day_says_why(cell: str, why: str) -> None:
    said = _calendar().read(cell)
    assert (said.day, said.why) == ("", why)


def test_the_order_of_digits_decides_what_else_would_be_two_days() -> None:
    assert _calendar("day-first").read("03/04/2025").day == "2025-04-03"
    assert _calendar("month-first").read("03/04/2025").day == "2025-03-04"


def test_a_month_ends_on_its_last_day_and_says_how_it_was_taken() -> None:
    said = _calendar().read("Sept 2025", is_end=True)
    assert (said.day, said.as_) == ("2025-09-30", "is taken as 2025-09-30")


def test_one_day_of_a_tracker_proves_the_order_of_all_but_two_may_quarrel() -> None:
    cells: list[tuple[str, Cell]] = [("row 2", "03/04/2025"), ("row 3", "15/04/2025")]
    assert order_shown(cells) == ("day-first", "row 3")
    assert order_shown([*cells, ("row 4", "04/15/2025")]) == (None, "")
    assert order_shown(cells[:1]) == (None, "")
