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

_TOKEN = re.compile(r"[^\W_]+")


def listed_names(passage: Passage, names: Sequence[str]) -> Iterator[Hit]:
    """Find names of the list: whole words, accents and case aside.

    A name of several words is also found with hyphens, dots or nothing in between, as
    in ids and file names; `Last, First` counts in both orders.
    """
    if not names:
        return
    first_words, pattern = _prepared(tuple(names))
    if first_words.isdisjoint(_TOKEN.findall(passage.plain)):
        return
    for match in pattern().finditer(passage.plain):
        if match.group() not in EVERYDAY or _is_meant(passage, *match.span()):
            yield Hit("listed-name", *match.span(), "a learner")


def _is_meant(passage: Passage, start: int, end: int) -> bool:
    """Say whether an everyday word is written as a name: "Mark", not "mark"."""
    if not passage.is_capital(start):
        return False
    after = re.match(r" ([^\W\d_]+)", passage.plain[end:])
    begins = not passage.plain[passage.clause_start(start) : start].strip(" -*\"'(")
    return not (begins and after and after.group(1) in AFTER_A_WORD)


def parts_of_names(passage: Passage, names: Sequence[str]) -> Iterator[Hit]:
    """Find the first or last word of a longer name on the list, standing alone."""
    if not names:
        return
    parts = _parts(tuple(names))
    if parts.isdisjoint(_TOKEN.findall(passage.plain)):
        return
    for match in _TOKEN.finditer(passage.plain):
        if match.group() in parts and passage.is_capital(match.start()):
            yield Hit("likely-name", *match.span(), "a learner")


@cache
def _spellings(name: str) -> tuple[str, ...]:
    plain = bare(name.strip())
    last, comma, first = plain.partition(",")
    last, first = last.strip(), first.strip()
    if comma and last and first:
        return f"{last} {first}", f"{first} {last}", f"{last}, {first}"
    return (plain,) if plain else ()


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
            self._made = re.compile(rf"(?<![^\W_])(?:{choices})(?![^\W_])")
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
