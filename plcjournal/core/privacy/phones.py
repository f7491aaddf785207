"""Telephone numbers: in international form, or as people at home write them."""

from __future__ import annotations

import re
from bisect import insort
from functools import cache
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from plcjournal.core.privacy.cited import cited_spans, overlaps
from plcjournal.core.privacy.passage import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.privacy.passage import Passage

_SHORTEST = 7
_SHORT, _AROUND = 2000, 40
_NOBODYS_YET = 99  # how the library marks what no country has given out
REGIONS = ("GB", "US", "CA", "FR")
_INSTEAD = "(number left out)"
_AMERICAN = r"(?:1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}"
_CUES_WORDS = """
phone telephone tel mobile cell call ring text whatsapp sms ffon ffonio symudol portable
appeler appelez telephoner
"""
CUES = frozenset(_CUES_WORDS.split())
"""Words that announce a number to call."""
_CUE = rf"(?<![^\W_])(?:{'|'.join(_CUES_WORDS.split())})(?![^\W_])"


@cache
def _cue() -> re.Pattern[str]:
    return re.compile(rf"{_CUE}[^\d.;\n]{{0,24}}$")


def is_promising(plain: str) -> bool:
    """Say whether a telephone number may begin somewhere."""
    return _promising().search(plain) is not None


@cache
def _promising() -> re.Pattern[str]:
    """Answer how a telephone number begins, to load the library for nothing less."""
    return re.compile(
        r"\+ ?\(?\d|(?<!\d)\(?0\d(?:[\s().\-/]{0,3}\d){6}"
        rf"|(?<!\d)(?:{_AMERICAN})|{_CUE}[^\d.;\n]{{0,24}}\(?\d"
    )


@cache
def _american() -> re.Pattern[str]:
    return re.compile(_AMERICAN)


@cache
def _british_mobile() -> re.Pattern[str]:
    return re.compile(r"(?<![\w.,/+-])07\d{3} ?\d{3} ?\d{3}(?![\w/]|[.,-]\d)")


def phone_numbers(passage: Passage) -> Iterator[Hit]:
    """Find telephone numbers; free ones, such as a helpline's, are nobody's own."""
    if not passage.has_digits or len(passage.plain) < _SHORTEST:
        return
    if not is_promising(f"{passage.cue} {passage.plain}"):
        return
    taken = [*cited_spans(passage)]
    mobiles = (match.span() for match in _british_mobile().finditer(passage.plain))
    for span in chain(mobiles, _candidates(passage)):
        if not overlaps(*span, taken):
            insort(taken, span)
            yield Hit("phone-number", *span, _INSTEAD)


def _candidates(passage: Passage) -> Iterator[tuple[int, int]]:
    from phonenumbers import (
        Leniency,
        PhoneNumberMatcher,
        PhoneNumberType,
        number_type,
    )

    nobodys = {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.UAN,
        PhoneNumberType.SHARED_COST,
    }
    plain = passage.plain
    places = ((region, at) for region in (None, *REGIONS) for at in _places(plain))
    for region, (first, last) in places:
        for match in PhoneNumberMatcher(
            plain[first:last], region, Leniency.POSSIBLE, max_tries=last - first
        ):
            kind = number_type(match.number)
            start, end = first + match.start, first + match.end
            if kind in nobodys or _goes_on(passage.plain, start, end):
                continue
            if region is None:
                is_long = len(re.sub(r"\D", "", match.raw_string)) >= 10
                is_one = is_long or kind != _NOBODYS_YET
            else:
                is_one = _is_at_home(passage, start, match.raw_string, kind)
            if is_one:
                yield start, end


def _places(plain: str) -> Iterator[tuple[int, int]]:
    """Answer where in a text to look; looking everywhere takes ages in a long one."""
    if len(plain) <= _SHORT:
        yield 0, len(plain)
        return
    first = last = 0
    for match in _promising().finditer(plain):
        start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
        while start and not plain[start - 1].isalpha():
            start -= 1
        while end < len(plain) and not plain[end].isalpha():
            end += 1
        if start > last:
            if last:
                yield first, last
            first = start
        last = max(last, min(end, len(plain)))
    if last:
        yield first, last


def _goes_on(plain: str, start: int, end: int) -> bool:
    """Say whether digits belong to a longer number or word."""
    before, behind = plain[max(0, start - 1) : start], plain[end : end + 2]
    return bool(re.fullmatch(r"[\w.,]", before) or re.match(r"\w|[.,/-]\d", behind))


def _is_at_home(passage: Passage, start: int, raw: str, kind: int) -> bool:
    """Say whether a number without a country is written as a telephone number."""
    digits = re.sub(r"\D", "", raw)
    announced = _cue().search(passage.plain[max(0, start - 40) : start]) is not None
    if announced or _cue().search(f"{passage.cue} "):
        return len(digits) >= 7
    if kind == _NOBODYS_YET or not 10 <= len(digits) <= 11:
        return False
    if raw.lstrip("(").startswith("0"):
        counts_up = all(
            int(two) - int(one) == 1
            for one, two in pairwise(re.findall(r"\d\d", digits))
        )
        return not counts_up and (len(digits) != len(raw) or not _is_book(digits))
    return _american().fullmatch(raw) is not None


def _is_book(digits: str) -> bool:
    """Say whether ten digits are the number of a book, which may begin with 0 too."""
    from stdnum import isbn

    return len(digits) == 10 and bool(isbn.is_valid(digits))
