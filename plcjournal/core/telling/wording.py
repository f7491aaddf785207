"""Dates, numbers and texts as a sentence says them."""

from __future__ import annotations

from datetime import date

_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_DAYS = {
    (1, True): "1 day later",
    (1, False): "1 day earlier",
    (0, True): "{number} days later",
    (0, False): "{number} days earlier",
}
_WEEKS = {True: "{number} weeks later", False: "{number} weeks earlier"}
_LONGEST = 80
_DIGITS = 15  # all that a float is sure of
_PLACES = 4  # decimals of a difference


def one_line(text: str, longest: int = _LONGEST) -> str:
    """Answer a text as one line, cut between words where it is long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    kept = line[: longest - 1]
    whole = kept.rsplit(" ", 1)[0]
    return (whole if len(whole) > longest // 2 else kept).rstrip(" ,;:.") + "…"


def a_day(words: object) -> date | None:
    """Answer the day that ISO words stand for, None for anything else."""
    try:
        return date.fromisoformat(words) if isinstance(words, str) else None
    except ValueError:
        return None


def day_text(day: date, year: str = "") -> str:
    """Write a day as `8 Oct 2025`, without its year where that is the given one."""
    short = f"{day.day} {_MONTHS[day.month - 1]}"
    return short if f"{day.year:04}" == year else f"{short} {day.year}"


def days_between(before: date, after: date) -> str:
    """Say how much later or earlier another day is; '' for the same day."""
    days = (after - before).days
    number, is_later = abs(days), days > 0
    if not number:
        return ""
    if number >= 14 and number % 7 == 0:
        return _WEEKS[is_later].format(number=number // 7)
    return _DAYS[int(number == 1), is_later].format(number=number)


def number_text(number: float) -> str:
    """Write a number as short as it is exact."""
    if isinstance(number, int) or number.is_integer():
        return str(int(number))
    return f"{number:.{_DIGITS}g}"


def difference(before: float, after: float) -> str:
    """Write how much more or less a number is than another; '' for next to nothing."""
    change = round(after - before, _PLACES)
    if not change:
        return ""
    return ("+" if change > 0 else "-") + number_text(abs(change))
