"""One text as the detectors see it: without case and accents, its letters traced."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.privacy.vocabulary.lookalikes import (
    BLANKS,
    DASHES,
    LETTERS,
    UNSEEN,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_SPECIAL = {
    **dict(zip("łøđð", "lodd", strict=True)),
    **dict(zip("ŁØĐ", "lod", strict=True)),
    "æ": "ae",
    "Æ": "ae",
    "œ": "oe",
    "Œ": "oe",
    "þ": "th",
    "\u0131": "i",
    **dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4", "'"),
    **LETTERS,
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys(BLANKS, " "),
}
_WORD = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


@cache
def _bare(character: str) -> str:
    """Answer a letter without accents and case; nothing for what nobody sees."""
    if character in UNSEEN or unicodedata.category(character) == "Cf":
        return ""
    apart = unicodedata.normalize("NFKD", _SPECIAL.get(character, character))
    marks = (c for c in apart if unicodedata.category(c) not in ("Mn", "Me"))
    return "".join(_SPECIAL.get(c, c) for c in marks).casefold()


def bare(text: str) -> str:
    """Answer a text without accents, case and invisible characters."""
    if text.isascii():
        return text.replace("`", "'").lower()
    return "".join(map(_bare, text))


class Hit(NamedTuple):
    """Words found in a passage: from where to where, and what to say instead.

    `kind` says in two words what it is, where a rule covers several things.
    """

    rule: str
    start: int
    end: int
    instead: str
    kind: str = ""


class Passage:
    """A text, the same without case and accents (`plain`), and the words in it.

    `cue` are words that stand beside the text, as a key stands beside its value.
    """

    __slots__ = ("_origin", "cue", "has_digits", "plain", "text", "words")

    def __init__(self, text: str, cue: str = "") -> None:
        self.text, self.cue = text, cue
        self.plain = bare(text)
        self.words = frozenset(_WORD.findall(self.plain))
        self.has_digits = _DIGIT.search(self.plain) is not None
        self._origin: Sequence[int] | None = None
        if not text.isascii():
            self._origin = [n for n, c in enumerate(text) for _ in _bare(c)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Answer where in the text a stretch of the plain text stands."""
        if self._origin is None or start >= end:
            return start, end
        first, last = self._origin[start], self._origin[end - 1] + 1
        while last < len(self.text) and unicodedata.combining(self.text[last]):
            last += 1
        return first, last

    def said(self, start: int, end: int) -> str:
        """Answer the words of the text at a stretch of the plain text."""
        first, last = self.span(start, end)
        return self.text[first:last]

    def is_capital(self, at: int) -> bool:
        """Say whether a letter of the plain text was typed as a capital."""
        return self.said(at, at + 1)[:1].isupper()

    def clause_start(self, at: int) -> int:
        """Answer where the clause begins that a place of the plain text stands in."""
        return max(self.plain.rfind(sign, 0, at) for sign in ".!?;\n") + 1
