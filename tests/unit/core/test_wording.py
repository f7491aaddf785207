"""Dates, numbers and texts as a sentence says them."""

from datetime import date

import pytest

from plcjournal.core.telling.wording import (
    a_day,
    day_text,
    days_between,
    difference,
    number_text,
    one_line,
)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("2025-12-10", "2025-12-11", "1 day later"),
        ("2025-12-10", "2025-12-09", "1 day earlier"),
        ("2025-12-10", "2025-12-17", "7 days later"),
        ("2025-12-10", "2025-12-24", "2 weeks later"),
        ("2025-12-10", "2025-11-26", "2 weeks earlier"),
        ("2025-12-10", "2025-12-25", "15 days later"),
        ("2025-12-10", "2025-12-10", ""),
    ],
)
def test_days_are_so_many_days_or_weeks_apart(
    before: str, after: str, words: str
) -> None:
    assert days_between(date.fromisoformat(before), date.fromisoformat(after)) == words


def test_a_day_leaves_out_the_year_everybody_knows() -> None:
    day = date(2025, 10, 8)
    assert day_text(day) == "8 Oct 2025"
    assert day_text(day, "2025") == "8 Oct"
    assert day_text(day, "2024") == "8 Oct 2025"
    assert day_text(date(1, 1, 1), "0001") == "1 Jan"


def test_what_is_no_day_is_none() -> None:
    assert a_day("2025-10-08") == date(2025, 10, 8)
    assert (a_day("soon"), a_day("2025-02-30"), a_day(20251008)) == (None, None, None)


@pytest.mark.parametrize(
    ("number", "text"),
    [(5, "5"), (5.0, "5"), (10.4, "10.4"), (0.1 + 0.2, "0.3"), (10**15, f"{10**15}")],
)
def test_numbers_are_as_short_as_they_are_exact(number: float, text: str) -> None:
    assert number_text(number) == text


@pytest.mark.parametrize(
    ("before", "after", "text"),
    [(60, 65, "+5"), (65, 60, "-5"), (10.4, 11, "+0.6"), (1, 1, ""), (1, 1.00001, "")],
)
def test_a_difference_has_its_sign(before: float, after: float, text: str) -> None:
    assert difference(before, after) == text


def test_a_text_is_one_line_cut_between_words() -> None:
    assert one_line("  two\n lines\u2028here ") == "two lines here"
    assert one_line("one two, three", 10) == "one two…"
    assert one_line("unbelievable", 6) == "unbel…"
    assert one_line("") == ""
