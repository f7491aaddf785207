"""Words that are likely to be a learner's name: by a cue, or by themselves."""

from __future__ import annotations

import re
from bisect import insort
from functools import cache
from typing import TYPE_CHECKING

from plcjournal.core.privacy.cited import book_people, overlaps
from plcjournal.core.privacy.passage import Hit
from plcjournal.core.privacy.vocabulary.dates import DAYS, MONTHS
from plcjournal.core.privacy.vocabulary.first_names import FIRST_NAMES
from plcjournal.core.privacy.vocabulary.harmless import (
    AFTER,
    BEFORE,
    NO_NAMES,
    SURNAMES,
)
from plcjournal.core.privacy.vocabulary.learners import ANY_ONE, ONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.privacy.passage import Passage

_RELATIVES_WORDS = """
parents parent mother father mum mom dad sister brother family grandmother carer
rhieni mam tad teulu mere pere famille
"""
_RELATIVES = frozenset(_RELATIVES_WORDS.split())
THINGS = (
    "books? work writing mum mom dad mother father parents family desk iep marks? "
    "scores? answers? reading behaviou?r sister brother home homework exercise "
    "workbook notebook drawing story essay attendance progress plan"
)
CUES = frozenset(
    (*ONE.split(), *_RELATIVES, "iep", "llyfr", "gwaith", "cahier", "copie")
)
_NAME = r"(?P<name>[^\W\d_]+(?:['-][^\W\d_]+)*)"
_ABBREVIATIONS_WORDS = """
us uk pe it re dt am pm eg ie nb bc ad dc sc un eu ps qa id tv ph st rs ht la ta ny nz
cy
"""
_ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())


@cache
def _by_cue() -> re.Pattern[str]:
    relatives = "|".join(sorted(_RELATIVES, key=len, reverse=True))
    return re.compile(
        rf"(?<![^\W_])(?:(?P<cue>{ANY_ONE})"
        r"(?:,| called| named| o'r enw| nommee?| appelee?)?"
        rf"|(?:{relatives}|ieps?|cahier|copie|travail) (?:of |for |to |de |d'|i )"
        rf"|(?:llyfr|gwaith|rhieni|mam|teulu)) ?{_NAME}"
    )


@cache
def _by_thing() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'-]){_NAME}'s? (?:{'|'.join(THINGS.split())})\b")


@cache
def _initials() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.])[a-z]\. ?[a-z]\.(?!\w|\.)")


def likely_names(passage: Passage, known: frozenset[str]) -> Iterator[Hit]:
    """Find what may be a learner's name.

    `known` are words that name staff, teams and schools of this journal.
    """
    firsts = FIRST_NAMES & passage.words
    has_cue = not CUES.isdisjoint(passage.words)
    if (
        not firsts
        and not has_cue
        and "'" not in passage.plain
        and "." not in passage.plain
    ):
        return
    if passage.text == passage.plain:  # nothing is written with a capital
        return
    harmless = book_people(passage)
    taken: list[tuple[int, int]] = []
    told: set[str] = set()
    for hit in _candidates(passage, firsts, known, has_cue=has_cue):
        words = passage.plain[hit.start : hit.end]
        touches = overlaps(hit.start, hit.end, taken)
        if words in told or touches or overlaps(hit.start, hit.end, harmless):
            continue
        told.add(words)
        insort(taken, (hit.start, hit.end))
        yield hit


def _candidates(
    passage: Passage, firsts: frozenset[str], known: frozenset[str], *, has_cue: bool
) -> Iterator[Hit]:
    if has_cue:
        yield from _beside_cues(passage, known)
    if "'" in passage.plain:
        for match in _by_thing().finditer(passage.plain):
            name, at = match.group("name"), match.start("name")
            is_open = name not in SURNAMES and _before(passage, at) not in BEFORE
            if is_open and _may_be(passage, name, at, known):
                yield Hit("likely-name", *match.span("name"), "a learner")
    if firsts:
        yield from _first_names(passage, firsts, known)
    if "." in passage.plain:
        yield from _two_letters(passage)


def _beside_cues(passage: Passage, known: frozenset[str]) -> Iterator[Hit]:
    for match in _by_cue().finditer(passage.plain):
        name, at = match.group("name"), match.start("name")
        cue = match.group("cue")
        if cue and passage.is_capital(match.start()):
            before = passage.plain[passage.clause_start(match.start()) : match.start()]
            if before.strip(" -*\"'("):
                continue  # capitals within a sentence: a title, or the name of a thing
        if not _may_be(passage, name, at, known) or name in SURNAMES:
            continue
        yield Hit("likely-name", *match.span("name"), "A" if cue else "a learner")


def _may_be(passage: Passage, name: str, at: int, known: frozenset[str]) -> bool:
    """Say whether a word is written as a name and is none of the words we know."""
    first = re.split("['-]", name, maxsplit=1)[0]
    if len(name) < 2 or not passage.is_capital(at):
        return False
    usual = first in NO_NAMES or name in NO_NAMES or name in known or first in known
    if usual or first in (DAYS | MONTHS) - {"april", "may", "june", "august"}:
        return False
    said = passage.said(at, at + len(name))
    return len(name) <= 2 or not said.isupper() or name in FIRST_NAMES


def _first_names(
    passage: Passage, firsts: frozenset[str], known: frozenset[str]
) -> Iterator[Hit]:
    for match in re.finditer(r"[^\W\d_]+(?:'[^\W\d_]+)*", passage.plain):
        name, at = match.group().removesuffix("'s"), match.start()
        if name not in firsts or name in known or not passage.is_capital(at):
            continue
        end = at + len(name)
        if passage.said(at, end).isupper() and not passage.text.isupper():
            continue  # letters that stand for other words
        after = re.match(r"(?:-| )([^\W\d_]+)", passage.plain[end:])
        surname = ""
        if after and passage.is_capital(end + after.start(1)):
            surname = after.group(1)
        if _before(passage, at) in BEFORE or surname in AFTER or surname in SURNAMES:
            continue
        if _is_cited(passage, end + (after.end() if after and surname else 0)):
            continue
        if surname and surname not in NO_NAMES and after:
            end += after.end()
        yield Hit("likely-name", at, end, "a learner")


def _before(passage: Passage, at: int) -> str:
    """Answer the word before a place of the plain text."""
    found = re.search(r"([^\W\d_]+)[.,]?[ -]+$", passage.plain[max(0, at - 20) : at])
    return found.group(1) if found else ""


def _is_cited(passage: Passage, end: int) -> bool:
    """Say whether a year or another author follows, as after an author's name."""
    behind = passage.plain[end : end + 40]
    return (
        re.match(
            r"(?: (?:&|and|et al)\.? ?[^\W\d_]*)?,? ?\(?(?:18|19|20)\d\d\b", behind
        )
        is not None
    )


def _two_letters(passage: Passage) -> Iterator[Hit]:
    for match in _initials().finditer(passage.plain):
        letters = re.sub(r"[ .]", "", match.group())
        start, end = match.span()
        said = passage.said(start, end)
        if letters in _ABBREVIATIONS or said != said.upper():
            continue
        after = re.match(r" ([^\W\d_]{2,})", passage.plain[end:])
        if after and passage.is_capital(end + 1):
            continue  # the author J. S. Bruner
        if re.search(r"[^\W\d_]{3,},? $", passage.plain[:start]) and re.match(
            r" ?\(?(?:18|19|20)\d\d|,? ?[&(]", passage.plain[end:]
        ):
            continue  # Bruner, J. S. (1960)
        yield Hit("likely-name", start, end, "a learner")
