"""The names of the local list, however they are written."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from plcjournal.core.privacy.passage import Hit, bare
from plcjournal.core.privacy.vocabulary.everyday import AFTER_A_WORD, EVERYDAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.privacy.passage import Passage

_INSTEAD = "a learner"
_TWO = str.maketrans(
    {
        "ö": "oe",
        "ä": "ae",
        "ü": "ue",
        "Ö": "Oe",
        "Ä": "Ae",
        "Ü": "Ue",
        "ø": "oe",
        "å": "aa",
    }
)
_TOKEN = re.compile(r"[^\W\d_]+")
_SAYS = re.compile(r"[^\W_]")


def listed_names(passage: Passage, names: Sequence[str]) -> Iterator[Hit]:
    """Find names of the list: whole words, accents and case aside.

    A name of several words is also found with hyphens, dots or nothing in between, as
    in ids and file names; `Last, First` counts in both orders.
    """
    if not names:
        return
    first_words, pattern = _prepared(tuple(names))
    if not first_words.isdisjoint(_TOKEN.findall(passage.plain)):
        parts = _words(tuple(names))
        for match in pattern().finditer(passage.plain):
            if _is_meant(passage, *match.span()):
                span = _whole(passage, *match.span(), parts)
                yield Hit("listed-name", *span, _INSTEAD)
    yield from _initialled(passage, tuple(names))
    yield from _disguised(passage, tuple(names))


def _is_meant(passage: Passage, start: int, end: int) -> bool:
    """Say whether words are written as a name: "Mark", not "mark"."""
    words = passage.plain[start:end]
    first, comma, _ = words.partition(",")
    if comma and first in EVERYDAY and not passage.is_capital(start):
        return False
    if words not in EVERYDAY:
        return True
    if not passage.is_capital(start):
        return False
    after = re.match(r" ([^\W\d_]+)", passage.plain[end : end + 40])
    begins = not passage.plain[passage.clause_start(start) : start].strip(" -*\"'(")
    return not (begins and after and after.group(1) in AFTER_A_WORD)


def _whole(
    passage: Passage, start: int, end: int, parts: frozenset[str]
) -> tuple[int, int]:
    """Answer where a name begins and ends with all of its parts that are on the list.

    A name left in half would still be one.
    """
    while after := re.match(r"[ '-]([^\W\d_]+)", passage.plain[end : end + 40]):
        if after.group(1) not in parts or not passage.is_capital(end + 1):
            break
        end += after.end()
    while before := re.search(
        r"(?<![^\W_])([^\W\d_]+)[ '-]$|(?<![^\W_])[a-z]\. ?$",
        passage.plain[max(0, start - 40) : start],
    ):
        at = start - len(before.group())
        is_part = before.group(1) is None or before.group(1) in parts
        if not is_part or not passage.is_capital(at):
            break
        start = at
    while passage.plain[end : end + 1].isdigit():
        end += 1
    return start - (passage.plain[max(0, start - 1) : start] == "#"), end


def _initialled(passage: Passage, names: tuple[str, ...]) -> Iterator[Hit]:
    """Find the first letter and the family name of somebody on the list."""
    if "." not in passage.plain:
        return
    told = _initials(names)
    for match in re.finditer(r"(?<![\w.])([a-z])\. ?([^\W\d_]+)", passage.plain):
        if match.group(1) in told.get(match.group(2), ()):
            span = _whole(passage, *match.span(), _words(names))
            yield Hit("listed-name", *span, _INSTEAD)


_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_][ ._*·-]{1,2}){3,}[^\W\d_](?![^\W_])")
_BROKEN = re.compile(r"(?<![^\W_])[^\W\d_]+(?:(?:-\s*|\s*\n\s*)[^\W\d_]+)+")
_TURNED = "\u202e"  # what follows it is shown from right to left


def _disguised(passage: Passage, names: tuple[str, ...]) -> Iterator[Hit]:
    """Find names with a hyphen or a new line inside a word, l e t t e r s, turned."""
    closed = _closed(names)
    for match in _SPACED.finditer(passage.plain):
        joined = "".join(_TOKEN.findall(match.group()))
        if any(one in joined for one in closed):
            yield Hit("listed-name", *match.span(), _INSTEAD)
    if "-" in passage.plain or "\n" in passage.plain:
        for match in _BROKEN.finditer(passage.plain):
            yield from _rejoined(match, closed)
    if _TURNED in passage.text:
        whole = len(passage.plain)
        _, pattern = _prepared(names)
        for match in pattern().finditer(passage.plain[::-1]):
            start, end = match.span()
            yield Hit("listed-name", whole - end, whole - start, _INSTEAD)


def _rejoined(match: re.Match[str], closed: frozenset[str]) -> Iterator[Hit]:
    """Find two or three pieces in a row that make a name together."""
    pieces = [*_TOKEN.finditer(match.group())]
    for first, one in enumerate(pieces):
        joined = one.group()
        for two in pieces[first + 1 : first + 4]:
            joined += two.group()
            if joined in closed:
                at = match.start()
                yield Hit("listed-name", at + one.start(), at + two.end(), _INSTEAD)


@cache
def _closed(names: tuple[str, ...]) -> frozenset[str]:
    """Answer the names without gaps; short ones would be found in other words."""
    told = ("".join(_TOKEN.findall(one)) for name in names for one in _spellings(name))
    return frozenset(one for one in told if len(one) > 3)


@cache
def _initials(names: tuple[str, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name in names:
        for words in map(_TOKEN.findall, _spellings(name)):
            if len(words) > 1 and len(words[-1]) > 1:
                for last in {words[-1], words[1]}:
                    found.setdefault(last, set()).add(words[0][0])
    return found


def parts_of_names(passage: Passage, names: Sequence[str]) -> Iterator[Hit]:
    """Find the first or last word of a longer name on the list, standing alone."""
    if not names:
        return
    parts, words = _parts(tuple(names)), _words(tuple(names))
    if parts.isdisjoint(_TOKEN.findall(passage.plain)):
        return
    for match in _TOKEN.finditer(passage.plain):
        if match.group() in parts and passage.is_capital(match.start()):
            yield Hit("likely-name", *_whole(passage, *match.span(), words), _INSTEAD)


@cache
def _spellings(name: str) -> tuple[str, ...]:
    """Answer how a name is written: accents aside or as two letters, both orders."""
    told = dict.fromkeys((bare(name.strip()), bare(name.strip().translate(_TWO))))
    found: list[str] = []
    # A line that divides the list is no name; looked for, it would be everywhere.
    for plain in filter(_SAYS.search, told):
        last, comma, first = (part.strip() for part in plain.partition(","))
        if comma and last and first:
            found += [f"{last} {first}", f"{first} {last}", f"{last}, {first}"]
            continue
        found.append(plain)
        words = plain.split()
        if len(words) > 1:
            found.append(f"{words[-1]}, {' '.join(words[:-1])}")
            found += [f"{' '.join(words[1:])}, {words[0]}"] if len(words) > 2 else []
    return tuple(found)


@cache
def _parts(names: tuple[str, ...]) -> frozenset[str]:
    longer = (_TOKEN.findall(one) for name in names for one in _spellings(name))
    return frozenset(
        word
        for words in longer
        if len(words) > 1
        for word in (words[0], words[-1])
        if len(word) > 2
    )


@cache
def _words(names: tuple[str, ...]) -> frozenset[str]:
    """Answer every word of the names that is longer than a letter or two."""
    told = (_TOKEN.findall(one) for name in names for one in _spellings(name))
    return frozenset(word for words in told for word in words if len(word) > 2)


class _Late:
    """A pattern that is made when first needed."""

    def __init__(self, spellings: Sequence[str]) -> None:
        self._spellings = spellings
        self._made: re.Pattern[str] | None = None

    def __call__(self) -> re.Pattern[str]:
        if self._made is None:
            choices = "|".join(
                r"[\s._'-]*".join(
                    re.escape(part) for part in re.split(r"[\s'-]+", spelling)
                )
                for spelling in sorted(self._spellings, key=len, reverse=True)
            )
            found = choices or "(?!)"  # no name is nowhere
            self._made = re.compile(rf"(?<![^\W\d_])(?:{found})(?![^\W\d_])")
        return self._made


@cache
def _prepared(names: tuple[str, ...]) -> tuple[frozenset[str], _Late]:
    """Answer the words a name of the list can begin with, and how to find it."""
    spellings = {one for name in names for one in _spellings(name)}
    firsts = set()
    for one in spellings:
        words = _TOKEN.findall(one)
        firsts |= {"".join(words[: n + 1]) for n in range(len(words))}
    return frozenset(firsts), _Late([*spellings])
