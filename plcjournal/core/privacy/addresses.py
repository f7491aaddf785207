"""E-mail addresses, and the codes of places where people live."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from plcjournal.core.privacy.passage import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.privacy.passage import Passage


@cache
def _email() -> re.Pattern[str]:
    # Beginning only where a word does, or a long word without @ would take ages.
    return re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@cache
def _spoken() -> re.Pattern[str]:
    """Answer how people write an address that no program shall find."""
    ends = "com|org|net|edu|gov|info|uk|us|ca|fr|ie|wales|cymru|school|sch|ac|co|me|io"
    at = r"(?: at | arobase | a commercial )"
    dot = r"(?: dot | point | ?[(\[{]dot[)\]}] ?)"
    return re.compile(
        rf"(?<![\w.+-])[\w.+-]+{at}[\w-]+(?:(?:{dot}|\.)[\w-]+)*{dot}(?:{ends})(?!\w)"
        r"|(?<![\w.+-])[\w.+-]+ ?[(\[{](?:at|arobase|@)[)\]}] ?[\w-]+"
        rf"(?:(?:{dot}|\.)[\w-]+)*(?:{dot}|\.)(?:{ends})(?!\w)"
    )


@cache
def _post_code() -> re.Pattern[str]:
    british = r"[a-z]{1,2}\d[a-z\d]? \d[abd-hjlnp-uw-z]{2}"
    canadian = r"[abceghj-nprstvxy]\d[a-z] \d[a-z]\d"
    return re.compile(rf"(?<!\w)(?:{british}|{canadian})(?!\w)")


def addresses(passage: Passage) -> Iterator[Hit]:
    """Find e-mail addresses, but no address of a journal and no field of a group."""
    if not {"dot", "point", "at", "arobase"}.isdisjoint(passage.words):
        for match in _spoken().finditer(passage.plain):
            yield Hit("e-mail-address", *match.span(), "(address)")
    if "@" not in passage.plain:
        return
    for match in _email().finditer(passage.plain):
        after = passage.plain[match.end() : match.end() + 2]
        is_of_a_journal = match.group().startswith("git@") and re.match(r":\S", after)
        is_field = re.search(r"(?:^|\.)\d{4}-\d\d-\d\d@", match.group())
        is_link = passage.plain[: match.start()].endswith("://")
        if not (is_of_a_journal or is_field or is_link):
            yield Hit("e-mail-address", *match.span(), "(address)")


def post_codes(passage: Passage) -> Iterator[Hit]:
    """Find codes that lead to a few houses; only as they are written, in capitals."""
    if not passage.has_digits:
        return
    for match in _post_code().finditer(passage.plain):
        said = passage.said(*match.span())
        if said == said.upper():
            yield Hit("post-code", *match.span(), "(place left out)")
