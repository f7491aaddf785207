"""Texts in which no detector can find anything, told apart at once.

Each detector begins with something to look for: a word, a sign, some digits. Where
nothing of all that stands in a text, none is asked. What is refused here may be
harmless all the same; what is let pass holds nothing (`tests/laws` compares).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from plcjournal.core.privacy import (
    births,
    likely,
    marks,
    numbers,
    phones,
    sensitive,
    unique,
)
from plcjournal.core.privacy.passage import bare
from plcjournal.core.privacy.vocabulary.first_names import FIRST_NAMES
from plcjournal.core.privacy.vocabulary.sensitive import CODES

_TYPED = re.compile(r"[a-zA-Z]+")
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")
# Digits that may be one number: of a person, of a telephone. A day or a month is none.
_LONG_NUMBER = re.compile(r"\d(?:[\s().\-/]{0,3}\d){5,}")
_DAY = re.compile(r"[12]\d{3}-\d\d(?:-\d\d)?", re.ASCII)
# Nor are they behind the end of a team's name: grade-4/2025-11-comparing-fractions.
_NO_NUMBER = re.compile(rf"(?:[1-9]\d?/)?{_DAY.pattern}", re.ASCII)
# A number to call, few of many, a post code.
_TELLING = re.compile(r"\+ ?\(?\d|of (?:the |our |these )?\d\d|\d[a-z\d]? \d[a-z]")
# A list of marks is at least four numbers with something between them.
_NUMBER = re.compile(r"\d{1,3}")
_BETWEEN = re.compile(r"[,;\n]| and ")
_SHORTEST_LIST = 4
_TWO_LETTERS = re.compile(r"[a-z]\. ?[a-z]\.")
_IN_BRACKETS = re.compile(r"[(\[{]at[)\]}]")
_ADDRESS = frozenset({"dot", "point", "arobase"})


@cache
def _alarming() -> frozenset[str]:
    """Answer the words with which something may begin, however they are written."""
    return births.CUES | likely.CUES | unique.TRIGGERS | _ADDRESS


@cache
def _alarming_beside_digits() -> frozenset[str]:
    return marks.CUES | phones.CUES


@cache
def _owned() -> re.Pattern[str]:
    return re.compile(rf"'s? (?:{'|'.join(likely.THINGS.split())})\b")


_LONGEST = 2000


def is_quiet(text: str) -> bool:
    """Say whether no detector can find anything in a text, names of a list aside.

    A long text is never called so: something is in it, mostly.
    """
    return len(text) <= _LONGEST and _is_quiet(text)


@lru_cache(maxsize=1 << 13)
def _is_quiet(text: str) -> bool:
    if _DAY.fullmatch(text):
        return True
    plain = bare(text)
    if text.isascii():
        words = frozenset(_TYPED.findall(text))
    else:  # as if all were capitals, since letters may change places
        words = frozenset(map(str.upper, _WORD.findall(plain)))
    return not (
        (not words <= _harmless and not all(map(_is_harmless, words - _harmless)))
        or "@" in plain
        or ("." in plain and _has_initials(plain))
        or ("'" in plain and _owned().search(plain))
        or _IN_BRACKETS.search(plain)
        or (_DIGIT.search(plain) and _tells_numbers(plain, words))
    )


def _has_initials(plain: str) -> bool:
    return "d.o.b" in plain or _TWO_LETTERS.search(plain) is not None


def _tells_numbers(plain: str, words: frozenset[str]) -> bool:
    return (
        "'s " in plain
        or _TELLING.search(plain) is not None
        or _may_be_one_number(plain)
        or not _alarming_beside_digits().isdisjoint(map(str.lower, words))
        or _may_list(plain)
    )


def _may_be_one_number(plain: str) -> bool:
    if all(map(_NO_NUMBER.fullmatch, _LONG_NUMBER.findall(plain))):
        return False
    return numbers.has_shape(plain) or phones.is_promising(plain)


def _may_list(plain: str) -> bool:
    if len(_NUMBER.findall(plain)) < _SHORTEST_LIST:
        return False
    return len(_BETWEEN.findall(plain)) >= _SHORTEST_LIST - 1


_harmless: set[str] = set()
_MOST = 1 << 16


def _is_harmless(word: str) -> bool:
    """Say whether nothing begins with a word as it is typed; remembers if so."""
    plain = word.lower()
    if (
        plain in _alarming()
        or plain[:4] in sensitive.starts()
        or (plain in CODES and word.removesuffix("s").isupper())
        or (plain in FIRST_NAMES and word[0].isupper())
    ):
        return False
    if len(_harmless) < _MOST:
        _harmless.add(word)
    return True
