"""Tables with a row for each learner, in the text of a file: a column of names."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.privacy.passage import Hit, bare
from plcjournal.core.privacy.vocabulary.everyday import EVERYDAY
from plcjournal.core.privacy.vocabulary.first_names import FIRST_NAMES
from plcjournal.core.privacy.vocabulary.headings import (
    NAMES,
    OF_LEARNERS,
    OF_STAFF,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.privacy.passage import Passage

_RULE = "names-in-a-table"
_SIGNS = "\t;,|"
_LONGEST_ROW = 2000
_ROWS = 60  # below a heading; who is in the first rows is like who comes later
_FEWEST_LINES = 3
_NAME = r"[^\W\d_]+(?:['-][^\W\d_]+)*\.?"


@cache
def _heading() -> re.Pattern[str]:
    heads = "|".join(re.escape(one) for one in sorted(NAMES, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{heads})(?![^\W_])")


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"{_NAME}(?:,? {_NAME}){{0,3}}")


@cache
def _marked() -> re.Pattern[str]:
    """Answer how a line looks that is a whole name and a mark."""
    return re.compile(
        rf"^[\s\"*-]*(?P<name>{_NAME}[ \t;,]{{1,3}}{_NAME})\"?[\s:;,|=-]+"
        r"\d{1,3}(?:[.,]\d+)?(?: ?(?:%|/ ?\d+))?[\s;,]*$",
        re.MULTILINE,
    )


class _Line(NamedTuple):
    start: int
    text: str


def names_in_tables(passage: Passage) -> Iterator[Hit]:
    """Find a column whose heading and cells are names, and lines of names and marks."""
    lines = None
    seen: set[str] = set()
    for match in _heading().finditer(passage.plain):
        if lines is None:
            lines = _lines(passage)
        hit = _column(passage, lines, match.start())
        words = passage.plain[hit.start : hit.end] if hit else ""
        if hit and words not in seen:
            seen.add(words)
            yield hit
    if not seen:
        yield from _marked_names(passage)


def _lines(passage: Passage) -> list[_Line]:
    found, start = [], 0
    for text in passage.plain.split("\n"):
        found.append(_Line(start, text))
        start += len(text) + 1
    return found


def _column(passage: Passage, lines: Sequence[_Line], at: int) -> Hit | None:
    """Answer the heading of a column of names, if a place stands in one."""
    number = bisect_right(lines, at, key=lambda line: line.start) - 1
    start, head = lines[number]
    if len(head) > _LONGEST_ROW:
        return None
    sign = max(_SIGNS, key=head.count)
    if sign not in head:
        return None
    heads = [_bare(cell) for cell in head.split(sign)]
    column = head[: at - start].count(sign)
    if heads[column] not in NAMES or not OF_STAFF.isdisjoint(heads):
        return None
    told = []
    for below in lines[number + 1 : number + 1 + _ROWS]:
        if sign in below.text and len(below.text) <= _LONGEST_ROW:
            cells = passage.said(below.start, below.start + len(below.text)).split(sign)
            told.append(cells[column].strip(' "\r') if column < len(cells) else "")
    names = [one for one in told if _is_name(one)]
    if len({*names}) * 2 < len(told) or not names:
        return None
    if heads[column] not in OF_LEARNERS and not _are_people(names):
        return None
    end = at + len(heads[column])
    return Hit(_RULE, at, end, "(names left out)")


def _bare(cell: str) -> str:
    return " ".join(cell.strip(' "\r*#').split())


def _is_name(cell: str) -> bool:
    """Say whether a cell is one to four words with capitals, and none of a title."""
    words = cell.replace(",", " ").split()
    return (
        _name().fullmatch(cell) is not None
        and 1 < len(cell) <= 60
        and words[0][:1].isupper()
        and not re.match(r"(?:Mr|Mrs|Ms|Miss|Dr|Mme|M)\b", cell)
    )


def _are_people(names: Sequence[str]) -> bool:
    """Say whether enough of some words begin or end as people are called."""
    firsts = FIRST_NAMES | EVERYDAY
    known = sum(
        any(word in firsts for word in re.findall(r"[^\W\d_]+", bare(name)))
        for name in names
    )
    return known * 3 >= len(names)


def _marked_names(passage: Passage) -> Iterator[Hit]:
    if not passage.has_digits:
        return
    found = [
        match
        for match in _marked().finditer(passage.plain)
        if passage.is_capital(match.start("name"))
    ]
    names = list(dict.fromkeys(match["name"] for match in found))
    if len(names) >= _FEWEST_LINES and _are_people(names):
        first = found[0]
        yield Hit("one-learner-marks", first.start("name"), first.end(), "(left out)")
