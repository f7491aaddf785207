"""How a text was reworded, word by word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Run: TypeAlias = tuple[Literal["same", "gone", "new"], str]
_Pair: TypeAlias = tuple[str, str]  # what stood there, what stands there now

_BESIDE_WORDS = ".,;:!?()[]{}\"'“”\u2018\u2019«»…"
_MOST_PAIRS = 1_000_000  # words of one text times words of the other
_KEPT = 0.2  # of the longer text; with less in common it is another text


def words_between(before: str, after: str) -> tuple[Run, ...]:
    """Answer how a text was reworded: runs of words that stayed, went or are new.

    What stayed and what went make up the old text, what stayed and is new the new one.
    """
    for cut in (_words, _lines):
        pairs = _pairs(cut(before), cut(after))
        if pairs is not None:
            kept = sum(len(old) for old, new in pairs if old == new)
            if kept >= _KEPT * max(len(before), len(after)):
                return (*_runs(pairs),)
            break
    return (*_runs([(before, after)]),)


def _words(text: str) -> list[str]:
    found: list[str] = []
    for chunk in re.findall(r"\s+|\S+", text):
        left = chunk.lstrip(_BESIDE_WORDS)
        word = left.rstrip(_BESIDE_WORDS)
        found += [chunk[: len(chunk) - len(left)], word, left[len(word) :]]
    return [word for word in found if word]


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _pairs(old: Sequence[str], new: Sequence[str]) -> list[_Pair] | None:
    """Answer what stands where, None where it would take too long to find out."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    one, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(one) * len(other) > _MOST_PAIRS:
        return None
    first, last = "".join(old[:head]), "".join(old[len(old) - tail :])
    return [(first, first), *_matched(one, other), (last, last)]


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Answer how many words two texts begin with alike."""
    number = 0
    for old, new in zip(one, other, strict=False):
        if old != new:
            break
        number += 1
    return number


def _matched(one: Sequence[str], other: Sequence[str]) -> Iterator[_Pair]:
    if not (one and other):
        yield "".join(one), "".join(other)
        return
    from difflib import SequenceMatcher  # noqa: PLC0415  # only for what was reworded

    # A gap alone is no match: it belongs to the words on both sides of it.
    matcher = SequenceMatcher(str.isspace, one, other, autojunk=False)
    for _, start, end, begin, stop in matcher.get_opcodes():
        yield "".join(one[start:end]), "".join(other[begin:stop])


def _runs(pairs: Iterable[_Pair]) -> Iterator[Run]:
    for old, new in pairs:
        if old == new:
            if old:
                yield "same", old
            continue
        if old:
            yield "gone", old
        if new:
            yield "new", new
