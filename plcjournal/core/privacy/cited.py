"""Numbers and names that stand for books, and for the people in and behind them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from plcjournal.core.privacy.vocabulary.harmless import PHRASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.privacy.passage import Passage

_SIGNS = ("http", "www.", "doi", "isbn", "issn", "978", "979", "10.")


@cache
def _cited() -> re.Pattern[str]:
    return re.compile(
        r"https?://\S+|www\.\S+|\bdoi:?\s*\S+|\b10\.\d{4,9}/\S+"
        r"|\bis[bs]n(?:-1[03])?[^\d\n]{0,12}\d[\dx -]{7,16}"
        r"|(?<!\d)97[89][ -]?\d(?:[ -]?\d){8}[ -]?[\dx]"
    )


def cited_spans(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Answer where the numbers of books, articles and web pages stand."""
    if not any(sign in passage.plain for sign in _SIGNS):
        return ()
    return tuple(match.span() for match in _cited().finditer(passage.plain))


@cache
def _phrases() -> re.Pattern[str]:
    choices = "|".join(map(re.escape, PHRASES))
    return re.compile(rf"(?<![^\W_])(?:{choices})(?![^\W_])")


@cache
def _phrase_words() -> frozenset[str]:
    return frozenset(re.split(r"[ '-]", one)[0] for one in PHRASES)


def book_people(passage: Passage) -> tuple[tuple[int, int], ...]:
    """Answer where authors, characters and people of history are named in full."""
    if _phrase_words().isdisjoint(passage.words):
        return ()
    return tuple(match.span() for match in _phrases().finditer(passage.plain))


def overlaps(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Say whether a stretch touches one of others, which are in order and apart."""
    at = bisect_left(spans, (end, 0))
    return at > 0 and spans[at - 1][1] > start
