"""What one cell of a tracker says: words, a figure, a day written in digits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from plcjournal.core.marks.cell import Says, read

if TYPE_CHECKING:
    from plcjournal.core.marks.cell import Cell

_GUARD = re.compile(r"'(?=\s*[=+\-@\t\r|])")
_BREAK = re.compile(r"\r\n?|_x000D_\n?|[\u2028\u2029\v\f]")


def text_of(cell: Cell) -> str:
    """Answer the words of a cell; days as ISO text, whole numbers without a point.

    Characters that nobody sees (controls, turns of the reading direction) are left
    out, and so is the apostrophe that keeps a spreadsheet from reading a formula.
    """
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return f"{cell:.12g}"
    if cell.isprintable() and cell.isascii() and "'" not in cell:
        return cell.strip()  # most cells, and there are many
    text = _GUARD.sub("", _BREAK.sub("\n", cell), count=1) if "'" in cell else cell
    text = _BREAK.sub("\n", text)
    return "".join(c for c in text if not _is_unseen(c)).strip()


def _is_unseen(character: str) -> bool:
    if character in "\n\t" or (character.isascii() and character.isprintable()):
        return False
    turns = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return unicodedata.category(character) in ("Cc", "Cs", "Co") or character in turns


def one_line(text: str) -> str:
    """Answer a text in one line, one blank between its words."""
    return " ".join(text.split())


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as a cell has it: a share or a number, counts, of how many."""

    value: float | None = None
    count: int | None = None
    size: int | None = None
    is_share: bool = False
    is_level: bool = False


_OF = r"(\d{1,6})\s*(?:/|of|out of|sur|allan o|o)\s*(\d{1,6})"
_SHARE = r"(\d{1,3}(?:[.,]\d+)?)\s*%"
_N = r"\(?\s*(?:n\s*=?|of|sur|o)\s*(\d{1,6})\s*\)?"
_COUNTED = re.compile(rf"{_OF}(?:[\s,;:=-]*\(?\s*{_SHARE}\s*\)?)?", re.IGNORECASE)
_SHARED = re.compile(rf"{_SHARE}[\s,;:=-]*\(?\s*{_OF}\s*\)?", re.IGNORECASE)
_SIZED = re.compile(rf"{_SHARE}[\s,;:]*{_N}", re.IGNORECASE)


def figure_of(cell: Cell) -> Figure | None:
    """Answer the figure of a cell, None where it is none or may be two.

    `25 of 64`, `39 % (25/64)`, `39% (n=64)`, `39,1 %`, `Level 3`, `14.5`. A share
    that does not go with its counts is no figure.
    """
    if isinstance(cell, str):
        text = one_line(text_of(cell))
        if found := _COUNTED.fullmatch(text):
            return _counted(found[1], found[2], found[3])
        if found := _SHARED.fullmatch(text):
            return _counted(found[2], found[3], found[1])
        if found := _SIZED.fullmatch(text):
            share = _number(found[1])
            size = int(found[2])
            return Figure(share, size=size, is_share=True) if share <= 100 else None
        cell = _decimal_point(text)
    said = read(cell, ".")
    if said.says is Says.PERCENT:
        possible = 0 <= said.number <= 100
        return Figure(_whole(said.number), is_share=True) if possible else None
    if said.says is Says.PLAIN:
        is_level = isinstance(cell, str) and cell[:1].isalpha()
        return Figure(_whole(said.number), is_level=is_level)
    return None


def _decimal_point(text: str) -> str:
    """Answer a number with its decimal comma as a point, but not one of thousands."""
    return re.sub(r"^(\D*\d+),(\d{1,2})(?!\d)", r"\1.\2", text)


def _counted(count: str, size: str, share: str | None) -> Figure | None:
    many, whole = int(count), int(size)
    if many > whole or not whole:
        return None
    if share is not None and abs(_number(share) - 100 * many / whole) > 1:
        return None
    return Figure(count=many, size=whole, is_share=True)


def _number(text: str) -> float:
    return _whole(float(text.replace(",", ".")))


def _whole(number: float) -> float:
    return int(number) if float(number).is_integer() else number


def count_of(cell: Cell) -> int | None:
    """Answer the whole number of a cell, None where it holds none."""
    text = re.sub(r"^n\s*=?\s*", "", one_line(text_of(cell)), flags=re.IGNORECASE)
    text = re.sub(r"\s*(?:students|learners|pupils|children)$", "", text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None
