"""The day that a person's words mean."""

from __future__ import annotations

import re
from datetime import date, datetime

from plcjournal.errors import Exit, PlcError

_SLASHES = re.compile(r"\d{1,4}\s*[/.]\s*\d{1,2}(?:\s*[/.]\s*\d{1,4})?")


class NoSuchDay(PlcError):
    """Words that no day could be made of."""

    exit_code = Exit.USAGE


def understood(words: str, today: str, language: str = "en") -> str:
    """Answer the ISO date some words mean, seen from today.

    Raises:
        NoSuchDay: nobody could tell which day they mean; `03/04` is two days.
    """
    text = words.strip()
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", text):
        return _iso(text)
    if _SLASHES.fullmatch(text):
        raise NoSuchDay(
            f"'{words}' could be two different days.",
            "Type year, month, day: 2026-11-03 (or 3 November, next friday)",
        )
    day = _from_words(text, today, language)
    if day is None:
        raise NoSuchDay(
            f"plc does not understand the day '{words}'.",
            "Type it as 2026-11-03, or as next friday, in 2 weeks, 3 November",
        )
    return day


def _iso(text: str) -> str:
    year, month, day = map(int, text.split("-"))
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        sentence = f"There is no day {text}."
        raise NoSuchDay(sentence, "Type a day such as 2026-11-03") from None


def _from_words(text: str, today: str, language: str) -> str | None:
    from dateparser.date import DateDataParser

    base = datetime.fromisoformat(today)
    parser = DateDataParser(
        languages=[*dict.fromkeys((language, "en"))],
        settings={
            "RELATIVE_BASE": base,
            "PREFER_DATES_FROM": "future",
            "REQUIRE_PARTS": [],
            "STRICT_PARSING": False,
            "DATE_ORDER": "YMD",
        },
    )
    found = parser.get_date_data(text).date_obj
    if found is None or re.fullmatch(r"[\d\s:.,]+", text):
        return None
    return str(found.date().isoformat())
