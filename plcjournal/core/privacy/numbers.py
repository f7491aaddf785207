"""Numbers that schools and states give to one person."""

from __future__ import annotations

import re
from bisect import insort
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.privacy.cited import cited_spans, overlaps
from plcjournal.core.privacy.passage import Hit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from plcjournal.core.privacy.passage import Passage

_ENOUGH = r"(?:\d[ -]?){6}"
_GENERAL = (
    r"(?:pupil|student|learner|child|candidate)(?:'?s)?'? ?"
    r"(?:id|ids|no\b\.?|nr|numbers?|ref|reference|code|identifier)"
)


class _Kind(NamedTuple):
    """One kind of number: its shape, the words that announce it, a check if any.

    `sure` kinds are what they look like once the check holds; others need the words.
    `alone` kinds are told of, mildly, without the words.
    """

    name: str
    shape: str
    cue: str
    holds: Callable[[str], bool] | None = None
    sure: bool = False
    alone: bool = False


def _is_upn(number: str) -> bool:
    from stdnum.gb import upn

    # Its own list of authorities leaves out Wales: the check letter decides.
    return len(number) == 13 and upn.calc_check_digit(number[1:]) == number[0]


def _is_uln(number: str) -> bool:
    """Say whether the check digit of a Unique Learner Number holds.

    The weights are 10 to 2; what is left of 11 is the last digit (GOV.UK, ULN guide).
    """
    left = sum(int(d) * w for d, w in zip(number[:9], range(10, 1, -1), strict=True))
    return left % 11 != 0 and 10 - left % 11 == int(number[9])


def _is_ssn(number: str) -> bool:
    from stdnum.us import ssn

    return bool(ssn.is_valid(number))


def _is_nir(number: str) -> bool:
    from stdnum.fr import nir

    return bool(nir.is_valid(number))


_NINE = r"\d{9}|\d{3} \d{3} \d{3}|\d{3}-\d{3}-\d{3}"
_TEN = r"\d{10}|\d{3} \d{3} \d{4}|\d{3}-\d{3}-\d{4}"
_LETTER = "[a-hj-np-rt-z]"
_KINDS = (
    _Kind(
        "UPN",
        rf"{_LETTER}[ -]?\d{{3}}[ -]?\d{{4}}[ -]?\d{{2}}[ -]?"
        rf"(?:\d{{3}}|\d{{2}}{_LETTER})"
        rf"|{_LETTER}(?=(?:[ \n.-]?\d){{11}}[ \n.-]?[\da-z](?![^\W_]))"
        rf"[ \n.-]?\d{{3,12}}(?:[ \n.-]\d{{3,9}}){{0,2}}[ \n.-]?\d*{_LETTER}?",
        r"upn|unique pupil number",
        _is_upn,
        sure=True,
        alone=True,
    ),
    _Kind(
        "national insurance number",
        r"(?!bg|gb|nk|kn|tn|nt|zz)[a-ceghj-prtw-z][a-ceghj-nprtw-z]"
        r" ?\d{2} ?\d{2} ?\d{2} ?[a-d]",
        r"nino?|ni (?:no|number)|national insurance|yswiriant (?:gwladol|cenedlaethol)",
        alone=True,
    ),
    _Kind(
        "social security number",
        r"\d{3}-\d{2}-\d{4}",
        r"ssn|social security",
        _is_ssn,
        alone=True,
    ),
    _Kind(
        "social security number",
        r"[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}",
        r"nir|securite sociale|numero de secu",
        _is_nir,
        alone=True,
    ),
    _Kind("INE", r"\d{9}[a-z0-9]{2}|\d{10}[a-z]", r"ine|identifiant national"),
    _Kind("code permanent", r"[a-z]{4} ?\d{4} ?\d{4}", r"code permanent"),
    _Kind("ULN", _TEN, r"uln|unique learner|rhif unigryw", _is_uln, alone=True),
    _Kind("NHS number", _TEN, r"nhs|gig"),
    _Kind(
        "learner's number",
        _NINE,
        r"oen|osis|ontario education number|numero d'(?:eleve|immatriculation)"
        r"|rhif y? ?(?:d?disgybl|d?dysgwr)",
        alone=True,
    ),
    _Kind("social insurance number", _NINE, r"sin|nas|social insurance"),
    _Kind("learner's number", rf"\d{{6,12}}|{_NINE}|{_TEN}", _GENERAL),
)
_ANY_CUE = "|".join(kind.cue for kind in _KINDS)
_ALONE_ONLY_UNBROKEN = ("learner's number", "ULN")


def person_numbers(passage: Passage, *, may_doubt: bool) -> Iterator[Hit]:
    """Find numbers of one person: sure ones, those announced, and others mildly.

    Others are looked for with `may_doubt` only.
    """
    if not passage.has_digits or not re.search(_ENOUGH, passage.plain):
        return
    cited = cited_spans(passage)
    taken: list[tuple[int, int]] = []
    is_spoken_of = _cue(_ANY_CUE).search(f"{passage.cue} | {passage.plain}")
    announced = [kind for kind in _KINDS if kind.sure or is_spoken_of]
    others = [kind for kind in _KINDS if kind.alone and may_doubt]
    for is_announced, kinds in ((True, announced), (False, others)):
        for kind in kinds:
            for match in _shape(kind.shape).finditer(passage.plain):
                span = match.span()
                if overlaps(*span, cited) or overlaps(*span, taken):
                    continue
                hit = _judged(passage, kind, span, is_announced=is_announced)
                if hit is not None:
                    insort(taken, span)
                    yield hit


def has_shape(plain: str) -> bool:
    """Say whether a text holds anything in the shape of such a number."""
    return _any_shape().search(plain) is not None


@cache
def _any_shape() -> re.Pattern[str]:
    return _shape("|".join(kind.shape for kind in _KINDS))


def _judged(
    passage: Passage, kind: _Kind, span: tuple[int, int], *, is_announced: bool
) -> Hit | None:
    number = re.sub(r"[\s.-]", "", passage.plain[slice(*span)]).upper()
    if is_announced:
        sure = kind.sure and kind.holds is not None and kind.holds(number)
        if sure or _has_cue(passage, kind.cue, span):
            return Hit("learner-number", *span, "(number left out)", kind.name)
        return None
    unbroken = len(number) == span[1] - span[0]
    if kind.name in _ALONE_ONLY_UNBROKEN and not unbroken:
        return None
    if kind.holds is not None and not kind.sure and not kind.holds(number):
        return None
    return Hit("number-like-an-id", *span, "(number left out)", kind.name)


def _has_cue(passage: Passage, cue: str, span: tuple[int, int]) -> bool:
    """Say whether words that announce a number stand close before or behind it."""
    start, end = span
    before = passage.plain[max(0, start - 40) : start].rpartition("\n")[2]
    behind = re.split(r"[.;,\n]", passage.plain[end : end + 24])[0]
    beside = f"{passage.cue} | {before} | {behind}"
    return _cue(cue).search(beside) is not None


@cache
def _shape(shape: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,/+-])(?:{shape})(?![\w/]|[.,-]\d|-\w)")


@cache
def _cue(cue: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{cue})(?![^\W_])")
