"""The words that are to go: every form of them in a text, and what stands there then.

Case, accents, and what is between two words (a blank, a hyphen in an id, a line break)
do not matter, unless the words count exactly as typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from plcjournal.codec import reader
from plcjournal.core.edits.edited import slug
from plcjournal.metadata.sniffing import encoded_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAID, NAMED = "(removed)", "removed"
_BETWEEN = r"[\s_.-]+"
_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_COMBINING = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)
_JOINED = frozenset("-_/")
_PART = re.compile(r"[^\W_]+")
# One sign for each kind of apostrophe and hyphen; letters without what is no accent.
_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u02b9\u00b4\u0060\uff07", "'")
    | dict(zip("\u0142\u0141\u00f8\u00d8\u0111\u0110\u0131", "lLoOdDi", strict=True))
    | dict.fromkeys("\u2010\u2011\u2012\u2013", "-")
    | {"\u00e6": "ae", "\u00c6": "AE", "\u0153": "oe", "\u0152": "OE"}
    | {"\u00fe": "th", "\u00de": "TH", "\u00f0": "d", "\u00d0": "D"}
)


def _as_typed(words: str, between: str) -> str:
    """Answer a pattern for words that stand whole, each sign as it is."""
    parts = [part for part in re.split(_BETWEEN, words) if part] or [words]
    before = r"(?<![^\W_])" if parts[0][:1].isalnum() else ""
    after = r"(?![^\W_])" if parts[-1][-1:].isalnum() else ""
    return f"{before}{between.join(map(re.escape, parts))}{after}"


def _as_ids(words: str) -> str:
    """Answer a pattern for words in which a hyphen or nothing stands for a sign.

    Nothing stands only for a hyphen or an apostrophe.
    """
    found = [*_PART.finditer(words)]
    made = [r"(?<![^\W_])", found[0][0]]
    for one, other in pairwise(found):
        sign = words[one.end() : other.start()]
        may_be_nothing = not sign.strip("-'")
        made += [r"['\s_.-]*" if may_be_nothing else r"['\s_.-]+", other[0]]
    return "".join((*made, r"(?![^\W_])"))


class Words:
    """Some words, found in whatever form they were written."""

    def __init__(self, text: str, *, exact: bool = False) -> None:
        self.text = " ".join(text.split())
        self.is_exact = exact

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = self._bare(self.text).strip("-_. ") or self.text
        ways = [_as_typed(words, r"\s+" if self.is_exact else _BETWEEN)]
        if not self.is_exact:
            if len(_PART.findall(words)) > 1:
                ways.append(_as_ids(words))
            made = slug(self.text, 0).replace("-", " ")
            if " " in made or words.isalnum():  # an id of C++ would be every c
                ways.append(_as_typed(made, _BETWEEN))
        return re.compile("|".join(dict.fromkeys(ways)))

    def _bare(self, text: str) -> str:
        if self.is_exact:
            return text
        told = unicodedata.normalize("NFD", text.translate(_PLAIN))
        return "".join(c for c in told if not unicodedata.combining(c)).casefold()

    @staticmethod
    def _quickly_bare(text: str) -> str:
        told = text.translate(_PLAIN)
        return (
            told if text.isascii() else unicodedata.normalize("NFD", told)
        ).casefold()

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where in a text the words stand."""
        if not self.text:
            return
        if self.is_exact:
            yield from (found.span() for found in self._pattern.finditer(text))
            return
        if not self._pattern.search(_COMBINING.sub("", self._quickly_bare(text))):
            return
        bare: list[str] = []
        origin: list[int] = []
        for number, character in enumerate(text):
            for one in self._bare(character):
                bare.append(one)
                origin.append(number)
        for found in self._pattern.finditer("".join(bare)):
            end = origin[found.end() - 1] + 1
            while unicodedata.combining(text[end : end + 1] or " "):
                end += 1
            yield origin[found.start()], end

    def forms(self, text: str) -> Counter[str]:
        """Answer the forms in which the words stand in a text, and how often."""
        return Counter(" ".join(text[a:b].split()) for a, b in self.spans(text))

    def stand_in(self, text: str) -> bool:
        """Say whether the words stand in a text."""
        return next(self.spans(text), None) is not None

    def replaced(self, text: str) -> str:
        """Answer a text without the words; what is an id stays one."""
        return self._with(text, _stand_in)

    def replaced_in_path(self, path: str) -> str:
        """Answer a path without the words."""
        return self._with(path, lambda _path, _start, _end: NAMED)

    def _with(self, text: str, stand_in: Callable[[str, int, int], str]) -> str:
        made, done = [], 0
        for start, end in self.spans(text):
            made += [text[done:start], stand_in(text, start, end)]
            done = end
        return "".join((*made, text[done:]))

    def replaced_in(self, data: bytes) -> bytes | None:
        """Answer a file without the words; None where it is no text.

        A record that could be read can be read afterwards.
        """
        told = encoded_text(data)
        if told is None:
            return None
        text, encoding = told
        if not self.stand_in(text):
            return data
        made = self.replaced(text).encode(encoding)
        if _is_record(data) and not _is_record(made):
            # A line break between two words was the end of a value.
            lines = text.splitlines(keepends=True)
            made = "".join(map(self._word_by_word, lines)).encode(encoding)
        return made

    def _word_by_word(self, line: str) -> str:
        for part in self.text.split():
            line = Words(part, exact=self.is_exact).replaced(line)
        return line


def _stand_in(text: str, start: int, end: int) -> str:
    """Answer the neutral word for a place: in an id or an address, one that fits."""
    found = text[start:end]
    before, after = text[start - 1 : start], text[end : end + 1]
    is_joined = (before in _JOINED and before) or (after in _JOINED and after)
    is_file = bool(re.match(r"\.[a-z0-9]{1,5}\b", text[end : end + 7]))
    if (is_joined or is_file) and _ID.fullmatch(found):
        return NAMED
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line = text[line_start : None if line_end < 0 else line_end]
    value = re.sub(r"^\s*(?:- )?(?:[\w]+: )?", "", line).strip("\"' \r")
    is_whole_id = value == found and _ID.fullmatch(found)
    is_key = after == ":" and not text[line_start:start].strip(" -\"'")
    return NAMED if is_whole_id or is_key else SAID


def _is_record(data: bytes) -> bool:
    return reader.read(data).values is not None
