"""Dates of birth: a date beside a word that says so."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from plcjournal.core.privacy.cited import book_people, overlaps
from plcjournal.core.privacy.passage import Hit
from plcjournal.core.privacy.vocabulary.dates import ANY_DAY, ANY_MONTH, ORDINALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.privacy.passage import Passage

_CUES_WORDS = """
born dob birth birthdate birthday ne nee geni ganwyd anwyd ganed naissance
anniversaire penblwydd
"""
CUES = frozenset(_CUES_WORDS.split())
"""Words without which no date is one of birth."""
_LONG_AGO = 1940  # from then on people of the journal may be meant
_THINGS = (
    r"\b(?:idea|project|programme|program|school|team|network|plan|cycle|initiative|club"
    r"|movement|journal|tradition|model|plc|ysgol|ecole|projet|equipe|idee|tim"
    r"|poet|author|writer|king|queen|president|scientist|artist|composer|explorer)\b"
)


@cache
def _date() -> str:
    day = r"\d{1,2}(?:st|nd|rd|th|er|af|ain|fed|ydd|eg)?"
    return (
        r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})"
        rf"|{day} (?:of |o )?(?:{ANY_MONTH})\b\.?(?:,? \d{{4}})?"
        rf"|(?:{ANY_MONTH})\b\.? {day}(?:,? \d{{4}})?"
        rf"|(?:the )?(?:{ANY_DAY}) (?:of )?(?:{ANY_MONTH})\b(?:,? \d{{4}})?"
        rf"|(?:{ANY_MONTH}) (?:the )?(?:{ANY_DAY})\b(?:,? \d{{4}})?)(?![\d/])"
    )


@cache
def _announced() -> re.Pattern[str]:
    cues = (
        r"born|d\.?o\.?b\b\.?|date of birth|birth ?date|nee? le|nee?\(e\) le"
        r"|date de naissance|ganwyd|anwyd|ganed|dyddiad geni"
        r"|(?:his|her|their|child's|pupil's|student's|learner's) birthday"
        r"|(?:son|leur) anniversaire|ei (?:b|ph)en-?blwydd"
    )
    return re.compile(
        rf"(?<!\w)(?P<cue>{cues})(?!\w)[^.!?;\n\d]{{0,25}}?(?P<date>{_date()})"
        rf"|(?P<first>{_date()})[\s,(-]{{1,3}}(?:dob|d\.o\.b\.?|date of birth)(?!\w)"
    )


@cache
def _only_a_date() -> re.Pattern[str]:
    return re.compile(_date())


@cache
def _key() -> re.Pattern[str]:
    return re.compile(
        r"(?<![^\W_])(?:dob|born|birth ?da(?:te|y)|date of birth|naissance|geni)"
        r"(?![^\W_])"
    )


def birth_dates(passage: Passage) -> Iterator[Hit]:
    """Find dates of birth; those of long ago and of projects are nobody's here."""
    if not passage.has_digits and ORDINALS.isdisjoint(passage.words):
        return
    if passage.cue and _key().search(passage.cue):
        for match in _only_a_date().finditer(passage.plain):
            yield Hit("birth-date", *match.span(), "(date left out)")
        return
    if CUES.isdisjoint(passage.words) and "d.o.b" not in passage.plain:
        return
    for match in _announced().finditer(passage.plain):
        year = re.search(r"\d{4}", match.group("date") or match.group("first"))
        if year is not None and int(year.group()) < _LONG_AGO:
            continue
        start = passage.clause_start(match.start())
        clause = passage.plain[start : match.start()]
        is_known = overlaps(start, match.start(), book_people(passage))
        if is_known or re.search(_THINGS, clause[-60:]):
            continue
        yield Hit("birth-date", *match.span(), "(date of birth left out)")
