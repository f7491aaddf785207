"""Texts of a journal as readers of its pages may see them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from plcjournal.core.telling.wording import a_day, day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Controls (but line break and tab), and characters that turn the reading direction.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_MARK = "\N{REPLACEMENT CHARACTER}"
_TOKEN = re.compile(r"[a-z0-9.:-]*", re.ASCII)
_DAY = re.compile(r"(?<![\w-])\d{4}-\d\d-\d\d(?![\w-])", re.ASCII)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def safe(text: str) -> str:
    """Answer a text in which nothing can turn the direction or upset a reader."""
    return _UNSAFE.sub(_MARK, text)


def long_day(words: str | None) -> str:
    """Write an ISO day as `8 October 2025`; anything else as it stands."""
    day = a_day(words)
    if day is None:
        return words or ""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(words: str) -> str:
    """Write an ISO day as `8 Oct 2025`; anything else as it stands."""
    day = a_day(words)
    return day_text(day) if day else words


def spoken(text: str) -> str:
    """Answer a text in which ISO days are written as people say them."""
    return _DAY.sub(lambda found: long_day(found[0]), text)


def reworded(value: Any, change: Callable[[str], str]) -> Any:
    """Answer plain values with every text changed; ids, days and words stay."""
    if isinstance(value, str):
        return value if _TOKEN.fullmatch(value) else change(value)
    if isinstance(value, dict):
        return {key: reworded(item, change) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [reworded(item, change) for item in value]
    return value


def unquoting(quoted: Mapping[str, str]) -> Callable[[str], str]:
    """Answer what puts codes in the place of hidden figures that a text quotes."""
    if not quoted:
        return str
    longest = sorted(quoted, key=len, reverse=True)
    either = "|".join(map(re.escape, longest)).replace(r"\ ", r"\s+")
    pattern = re.compile(rf"(?<![\w.,/])(?:{either})(?![\w/]|[.,]\d)")

    def change(text: str) -> str:
        return pattern.sub(lambda found: quoted[" ".join(found[0].split())], text)

    return change
