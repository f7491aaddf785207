"""What a journal lets pass with a reason: words, and figures by their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.privacy.passage import bare

if TYPE_CHECKING:
    from plcjournal.core.settings import Allowed, Privacy


_GAPS = str.maketrans(dict.fromkeys("\t\n._-'", " "))


def without_gaps(text: str) -> str:
    """Answer a text as it is compared: without case, accents, and signs in gaps."""
    return bare(text).translate(_GAPS)


def allowed_words(privacy: Privacy) -> frozenset[str]:
    """Answer the words that may stand, without accents and case."""
    return frozenset(
        without_gaps(entry.words.strip()) for entry in privacy.allow if entry.words
    )


def is_allowed(plain: str, start: int, end: int, allowed: frozenset[str]) -> bool:
    """Say whether words are allowed, by themselves or as part of a longer phrase.

    What stands between words does not count: an id made of them has hyphens.
    """
    plain = plain.translate(_GAPS)
    words = plain[start:end]
    for phrase in allowed:
        if phrase == words:
            return True
        at = plain.find(phrase) if words in phrase else -1
        while at >= 0:
            is_whole = not (
                plain[max(0, at - 1) : at].isalnum()
                or plain[at + len(phrase) : at + len(phrase) + 1].isalnum()
            )
            if at <= start and end <= at + len(phrase) and is_whole:
                return True
            at = plain.find(phrase, at + 1)
    return False


def covers(entry: Allowed, cycle: str, field: str) -> bool:
    """Say whether an entry allows a result of a cycle, or a figure of it.

    `field` is the place of the result from its stage on.
    """
    if entry.cycle not in (cycle, None) or not entry.field:
        return False
    whole = entry.field
    whole = whole if whole.startswith("evidence.") else f"evidence.{whole}"
    return whole == field or whole.startswith(f"{field}.")
