"""The day that a person's words mean."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from plcjournal.core.weekly import day_name, weekdays
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from dateparser.date import DateData

_YEAR_FIRST = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})", re.ASCII)
_TWO_DAYS = re.compile(r"\d{1,4}\s*[-/.]\s*\d{1,2}(?:\s*[-/.]\s*\d{1,4})?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})", re.ASCII)
_LANGUAGES = ("en", "cy", "fr")
_YEARS_AWAY = 10
# Words beside the name of a month that the library stumbles over.
_AROUND = re.compile(r"^(?:last|in|en|yn|ym)\b|\b(?:dernier|diwethaf)$", re.IGNORECASE)
_PART_OF_MONTH = re.compile(
    r"\b\d{1,3}\b|ago|il y a|yn ôl|week|day|semaine|jour|wythnos", re.IGNORECASE
)


class NoSuchDay(PlcError):
    """Words that no day could be made of."""

    exit_code = Exit.USAGE


def understood(
    words: str, today: str, language: str = "en", *, past: bool = False
) -> str:
    """Answer the ISO date some words mean, seen from today.

    With `past`, a weekday or a day of the year means the last one, otherwise the next.
    No month is a thirteenth, so 15/10/2026 and 10/15/2026 are one and the same day.

    Raises:
        NoSuchDay: nobody could tell which day they mean; `03/04` is two days, and so
            is `Saturday 7 November` where that is a Friday.
    """
    text = " ".join(words.split())
    if found := _YEAR_FIRST.fullmatch(text):
        return _iso(text, *map(int, found.groups()))
    if found := _DAY_FIRST.fullmatch(text):
        one, other, year = map(int, found.groups())
        if one > 12 or other > 12 or one == other:
            return _iso(text, year, min(one, other), max(one, other))
    if _TWO_DAYS.fullmatch(text):
        raise NoSuchDay(
            f"'{words}' could be two different days.",
            "Type year, month, day: 2026-11-03 (or 3 November, next friday)",
        )
    day = _from_words(text, date.fromisoformat(today), language, past=past)
    if day is None:
        raise NoSuchDay(
            f"plc does not understand the day '{words}'.",
            "Type it as 2026-11-03, or as next friday, in 2 weeks, 3 November",
        )
    _must_agree(words, day)
    return day.isoformat()


def span(words: str, today: str, language: str = "en") -> tuple[str, str] | None:
    """Answer the first and the last day of a past month or year that words mean.

    None where they mean no whole month or year: `june`, `last month`, `june 2025`.
    """
    text = _AROUND.sub(" ", " ".join(words.split())).strip()
    if not text or _PART_OF_MONTH.search(words):
        return None
    languages = [*dict.fromkeys((language, *_LANGUAGES))]
    base = date.fromisoformat(today)
    told = _told(text, base, languages, [], past=True)
    if text != words.strip() and told.date_obj is None:  # `last month` needs its `last`
        told = _told(words, base, languages, [], past=True)
    if told.date_obj is None or told.period not in {"month", "year"}:
        return None
    year, month = told.date_obj.year, told.date_obj.month
    if abs(year - base.year) > _YEARS_AWAY:
        return None
    first, last = (month, month) if told.period == "month" else (1, 12)
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1).isoformat(), (after - timedelta(days=1)).isoformat()


def iso_day(words: str) -> str:
    """Answer a day written as 2026-11-03.

    Raises:
        NoSuchDay: it is written otherwise, or there is no such day.
    """
    found = _YEAR_FIRST.fullmatch(words.strip())
    if not found:
        sentence = f"'{words}' is no day."
        raise NoSuchDay(sentence, "Type it as 2026-11-03")
    return _iso(words, *map(int, found.groups()))


def _must_agree(words: str, day: date) -> None:
    """Refuse a date that words give another weekday than it has."""
    named, real = weekdays(words), day.isoweekday()
    if named <= {real}:
        return
    other = day_name(min(named - {real}))
    raise NoSuchDay(
        f"'{words}': {day.isoformat()} is a {day_name(real)}, not a {other}.",
        f"Type the date alone if it is right: {day.isoformat()}",
    )


def _iso(text: str, year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        sentence = f"There is no day {text}."
        raise NoSuchDay(sentence, "Type a day such as 2026-11-03") from None


def _from_words(text: str, today: date, language: str, *, past: bool) -> date | None:
    if not re.search(r"[^\W\d]", text):
        return None
    languages = [*dict.fromkeys((language, *_LANGUAGES))]
    day = _parsed(text, today, languages, ["day", "month"], past=past)
    if day is None and not re.search(r"\d", text):
        day = _parsed(text, today, languages, [], past=past)  # a day of the week
    far = day is not None and abs(day.year - today.year) > _YEARS_AWAY
    return None if far else day


def _parsed(
    text: str, today: date, languages: list[str], parts: list[str], *, past: bool
) -> date | None:
    told = _told(text, today, languages, parts, past=past)
    if told.date_obj is None or told.period == "time":
        return None
    if not parts and told.period != "day":
        return None
    found: date = told.date_obj.date()
    return found


def _told(
    text: str, today: date, languages: list[str], parts: list[str], *, past: bool
) -> DateData:
    from dateparser.date import DateDataParser

    parser = DateDataParser(
        languages=languages,
        settings={
            "RELATIVE_BASE": datetime.combine(today, time()),
            "PREFER_DATES_FROM": "past" if past else "future",
            "REQUIRE_PARTS": parts,
            "DATE_ORDER": "DMY",
            "RETURN_TIME_AS_PERIOD": True,
            "PARSERS": ["relative-time", "custom-formats", "absolute-time"],
        },
    )
    return parser.get_date_data(text)
