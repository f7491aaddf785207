"""Days as trackers have them: in which order digits stand, and when nobody can tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from plcjournal.core.tracker.cells import one_line, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from plcjournal.core.marks.cell import Cell

Order = Literal["day-first", "month-first"]
ORDERS: tuple[Order, ...] = ("day-first", "month-first")

_TIME = re.compile(
    r"[T ,]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*(?:Z|[A-Z]{2,5}|(?:GMT|UTC)?[+-]\d{1,2}:?\d{0,2}))?$",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_DIGITS = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})", re.ASCII)
_LONGEST = 40  # characters; no day is longer, and long texts are read slowly
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Said:
    """The day of a cell, or why it is none; `as_` tells how it was taken."""

    day: str = ""
    why: str = ""
    as_: str = ""
    is_ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """How days are read: the order of their digits, and what words mean.

    `words` answers the ISO day of a text, '' where it means none; `months` the first
    and last day of a month that a text means.
    """

    words: Callable[[str], str]
    months: Callable[[str], tuple[str, str] | None]
    order: Order | None = None
    known: dict[tuple[str, bool], Said] = field(default_factory=dict)

    def read(self, cell: Cell, *, is_end: bool = False) -> Said:
        """Answer the day of a cell; of a month alone its first, or last, day."""
        if isinstance(cell, datetime):
            cell = cell.date()
        if isinstance(cell, date):
            return Said(cell.isoformat())
        text = _TIME.sub("", one_line(text_of(cell)))
        said = self.known.get((text, is_end))
        if said is None:
            said = self.known[text, is_end] = self._read(text, is_end=is_end)
        return said

    def _read(self, text: str, *, is_end: bool) -> Said:
        if found := _ISO.fullmatch(text):
            return _made(*map(int, found.groups()))
        if found := _DIGITS.fullmatch(text):
            one, other, year = (int(part) for part in found.groups())
            return self._in_order(one, other, year + (2000 if year < 100 else 0))
        if not re.search(r"[^\W\d_]", text) or len(text) > _LONGEST:
            return Said(why="is no day")
        if not _YEAR.search(text):
            return Said(why="has no year" if re.search(r"\d", text) else "is no day")
        if day := self.words(text):
            return Said(day)
        if span := self.months(text):
            day = span[is_end]
            return Said(day, as_=f"is taken as {day}")
        return Said(why="is no day")

    def _in_order(self, one: int, other: int, year: int) -> Said:
        if one > 12 or other > 12 or one == other:
            return _made(year, min(one, other), max(one, other))
        if self.order is None:
            return Said(why="could be two different days", is_ambiguous=True)
        month, day = (other, one) if self.order == "day-first" else (one, other)
        return _made(year, month, day)


def _made(year: int, month: int, day: int) -> Said:
    try:
        return Said(date(year, month, day).isoformat())
    except ValueError:
        return Said(why="is a day that never was")


def order_shown(cells: Iterable[tuple[str, Cell]]) -> tuple[Order | None, str]:
    """Answer the order that a day such as 15/10/2025 proves for all, and its row.

    None where no day proves one, or where two prove different ones.
    """
    found: dict[Order, str] = {}
    for row, cell in cells:
        if not isinstance(cell, str):
            continue
        match = _DIGITS.fullmatch(_TIME.sub("", one_line(cell)))
        if match is None:
            continue
        one, other = int(match[1]), int(match[2])
        if one > 12 >= other:
            found.setdefault("day-first", row)
        elif other > 12 >= one:
            found.setdefault("month-first", row)
    return next(iter(found.items())) if len(found) == 1 else (None, "")
