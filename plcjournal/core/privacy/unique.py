"""Phrases that point at one learner without naming anybody."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from plcjournal.core.privacy.passage import Hit
from plcjournal.core.privacy.vocabulary.learners import ANY_MANY, ANY_ONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.privacy.passage import Passage

_TRIGGERS_WORDS = """
only sole one arrival arrivals arrived twin twins sibling siblings triplets brother
sister brothers sisters youngest oldest tallest unig un efeilliaid gefeilliaid brawd
frawd chwaer cyrraedd gyrraedd seul seule unique une jumeau jumeaux jumelle jumelles
frere soeur freres soeurs arrive arrivee
"""
TRIGGERS = frozenset(_TRIGGERS_WORDS.split())
"""Words of which each phrase has one."""


@cache
def _phrases() -> re.Pattern[str]:
    one = (
        rf"(?:{ANY_ONE})(?!'s? |s? (?:voice|work|task|question|survey|book|data|outcome"
        r"|response|teacher|test)s?)\b"
    )
    few = r"(?:[a-z-]+ ){0,3}?"
    return re.compile(
        rf"\b(?:the|our|my|your) (?:only|sole|one) (?:other )?{few}{one}"
        rf"|\bonly (?:{ANY_ONE})\b"
        r"|\bthe only (?:one|person) (?:in (?:the|our|his|her|that) "
        r"(?:class|year|school|group|grade)|who)"
        rf"|\bone of (?:the|our) (?:only )?(?:two|three|few) {few}(?:{ANY_MANY})\b"
        rf"|\b(?:the|our) (?:youngest|oldest|tallest) (?:{ANY_ONE})\b"
        r"|\b(?:new|recent) arrivals?,? (?:\w+ ){0,2}from\b"
        r"|\b(?:newly|recently|just) arrived (?:\w+ ){0,2}from\b"
        r"|\b(?:twins?|triplets)\b(?![ -](?:schools?|towns?|track|goals?|aims?|focus"
        r"|priorit|cit(?:y|ies)|approach|peaks|challenges?|tasks?|set|sheet))"
        r"|\bsiblings?\b(?! (?:schools?|classes))"
        r"|\b(?:his|her|their|an?|the|older|younger|big|little|elder|twin) "
        r"(?:older |younger |big |little |elder |twin )?(?:brother|sister)s?\b"
        r"(?! (?:schools?|grimm|class))"
        r"|\byr unig (?:un\b|d?disgybl|b?plentyn|bachgen|fachgen|merch|ferch)"
        r"|\bunig (?:ddisgybl|blentyn|fachgen|ferch|ddysgwr)\b"
        r"|\bun o'r (?:ddau|ddwy) (?:ddisgybl|blentyn|fachgen|ferch)"
        r"|\bg?efeilliaid\b|\b(?:ei|eu) (?:brawd|frawd|brodyr|chwaer|chwiorydd)\b"
        r"|\bnewydd gyrraedd o\b"
        r"|\b(?:le seul|la seule|notre seule?|l'unique|notre unique)"
        rf" {few}(?:{ANY_ONE})\b"
        rf"|\bune? des deux {few}(?:{ANY_MANY})\b"
        r"|\bjume(?:au|aux|lles?)\b"
        r"|\b(?:son|sa|ses) (?:grande?s? |petite?s? )?(?:frere|soeur)s?\b"
        r"|\bvien(?:t|nent) d'arriver (?:de|du|d')"
        r"|\bnouvel(?:le)? arrivee? (?:de|du|d')"
    )


def unique_phrases(passage: Passage) -> Iterator[Hit]:
    """Find words such as "the only girl", "our one pupil", "a new arrival from"."""
    if TRIGGERS.isdisjoint(passage.words):
        return
    for match in _phrases().finditer(passage.plain):
        yield Hit("points-at-one", *match.span(), "some learners")
