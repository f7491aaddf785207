"""What is private about learners, and how few of them are meant."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from plcjournal.core.privacy.passage import Hit
from plcjournal.core.privacy.vocabulary.learners import (
    ANY_MANY,
    ANY_ONE,
    LEARNERS,
    NUMBERS,
)
from plcjournal.core.privacy.vocabulary.sensitive import CLEAR, CODES, STAFF, UNCLEAR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.privacy.passage import Passage

_INSTEAD = "some learners"


@cache
def _clear() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(CLEAR)})(?![^\W_])")


@cache
def _unclear() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(UNCLEAR)})(?![^\W_])")


@cache
def starts() -> frozenset[str]:
    """Answer the first letters of the words, to look closer only where one stands."""
    words = (
        re.match(r"[a-z]+", re.sub(r"\(\?:", "", one)) for one in (*CLEAR, *UNCLEAR)
    )
    return frozenset(word.group()[:4] for word in words if word)


def sensitive_words(passage: Passage) -> Iterator[Hit]:
    """Find categories that are private: codes, diagnoses, origins, family events."""
    for code in CODES & passage.words:
        for match in re.finditer(rf"(?<![^\W_]){code}(?![^\W_])", passage.plain):
            said = passage.said(*match.span())
            is_code = said.removesuffix("s").isupper()
            if is_code and not _is_about_staff(passage, match.end()):
                yield _private(passage, match)
    if starts().isdisjoint(word[:4] for word in passage.words):
        return
    for match in _clear().finditer(passage.plain):
        if not _is_about_staff(passage, match.end()):
            yield _private(passage, match)
    if LEARNERS.isdisjoint(passage.words):
        return
    for match in _unclear().finditer(passage.plain):
        clause = passage.plain[passage.clause_start(match.start()) : match.end() + 60]
        has_learners = not LEARNERS.isdisjoint(re.findall(r"[a-z]+", clause))
        if has_learners and not _is_about_staff(passage, match.end()):
            yield _private(passage, match)


def _private(passage: Passage, match: re.Match[str]) -> Hit:
    after = re.match(r" ([a-z]+)", passage.plain[match.end() : match.end() + 20])
    is_beside = after is not None and after.group(1) in LEARNERS
    instead = "some" if is_beside else "(left out)"
    return Hit("sensitive-category", *match.span(), instead)


def _is_about_staff(passage: Passage, end: int) -> bool:
    """Say whether the word behind is staff, a rule of the school, or an occasion."""
    after = re.match(r"[ /-]+([a-z-]+)(?: ([a-z-]+))?", passage.plain[end : end + 40])
    return after is not None and not STAFF.isdisjoint(filter(None, after.groups()))


@cache
def _few(smallest: int) -> re.Pattern[str]:
    # The French "un" is also just "a".
    counted = NUMBERS.keys() - {"un", "une"}
    words = "|".join(word for word in counted if NUMBERS[word] < smallest)
    digits = "|".join(str(number) for number in range(1, smallest))
    private = "|".join((*CLEAR, *UNCLEAR, *CODES))
    between = (
        r"(?:(?:of|the|our|these|those|them|new|more|other|younger|older|quiet|female"
        r"|male|target|targeted|disadvantaged|de|des|ein|o'r|o|who are"
        rf"|{private}) )"
    )
    not_things = (
        r"(?!'|s? (?:teacher|voice|council|work|book|task|interview|question|survey"
        r"|sample|led|centred)s?)"
    )
    not_each = r"(?! (?:at a time|from each|in each|per|each|or more|and the next)\b)"
    many = rf"(?:{ANY_MANY}|ddisgybl|disgybl|blentyn|fachgen|bachgen|ferch|merch)"
    before = (
        r"(?<!year )(?<!grade )(?<!class )(?<!room )(?<!level )(?<!stage )(?<!ks )"
        r"(?<!week )(?<!term )(?<!cycle )(?<!question )(?<!item )(?<!blwyddyn )"
        r"(?<!annee )(?<!cm)(?<!ce)(?<!one in )(?<!1 in )(?<!out of )(?<!every )"
        r"(?<!per )"
        r"(?<!round )(?<!unit )(?<!lesson )(?<!group )(?<!chapter )(?<!set )(?<!than )"
        r"(?<!version )(?<!phase )(?<!step )(?<!tier )(?<!primary )(?<!form )(?<!band )"
        r"(?<!\d in )(?<!two in )(?<!three in )(?<!four in )(?<!groups of )"
        r"(?<!teams of )(?<!tables of )(?<!pairs of )"
        r"(?<!grades )(?<!years )(?<!to )(?<!and )(?<!or )(?<!least )"
    )
    return re.compile(
        rf"{before}(?<![\w./,:%-])(?:"
        rf"(?:{words}|{digits})(?: (?:of |out of )\d{{2,3}})? {between}{{0,3}}?"
        rf"{many}{not_things}\b{not_each}"
        rf"|(?:one|1) {between}{{0,2}}?(?:{ANY_ONE}){not_things}\b{not_each}"
        r"|un (?:d?disgybl|b?plentyn|bachgen|f?erch)\b"
        rf"|(?:{words}|{digits}) of (?:them|these|those|whom)\b"
        rf"|n ?= ?(?:{digits})(?!\d)"
        r")"
    )


def few_learners(passage: Passage, smallest: int) -> Iterator[Hit]:
    """Find how many learners are meant, where it is fewer than a group may be."""
    if not passage.has_digits and NUMBERS.keys().isdisjoint(passage.words):
        return
    for match in _few(min(smallest, 10)).finditer(passage.plain):
        yield Hit("sensitive-few", *match.span(), _INSTEAD)


def is_close(passage: Passage, few: Hit, private: Hit) -> bool:
    """Say whether how few and what is private belong together in one text.

    "One pupil" is also how people tell what anybody does: there nothing but a few
    words may stand between the two.
    """
    if not re.match(r"(?:one|1)\b", passage.plain[few.start : few.end]):
        return True
    start, end = sorted((few, private), key=lambda hit: hit.start)
    between = passage.plain[start.end : end.start]
    return len(between) <= 30 and re.search(r"[,.;:!?\n]", between) is None
