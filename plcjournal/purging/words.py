"""The words that are to go: every form of them in a text, and what stands there then.

Case, accents, and what is between two words (a blank, a hyphen in an id, a line break)
do not matter, unless the words count exactly as typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from plcjournal.codec import reader
from plcjournal.metadata.sniffing import encoded_text

if TYPE_CHECKING:
    from collections.abc import Iterator

SAID, NAMED = "(removed)", "removed"
_BETWEEN = r"[\s_.-]+"
_ID = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_COMBINING = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]"
)
_JOINED = frozenset("-_/")


class Words:
    """Some words, found in whatever form they were written."""

    def __init__(self, text: str, *, exact: bool = False) -> None:
        self.text = " ".join(text.split())
        self.is_exact = exact

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        parts = re.split(_BETWEEN, self._bare(self.text).strip("-_. ") or self.text)
        between = r"\s+" if self.is_exact else _BETWEEN
        inner = between.join(re.escape(part) for part in parts if part)
        before = r"(?<![^\W_])" if parts[0][:1].isalnum() else ""
        after = r"(?![^\W_])" if parts[-1][-1:].isalnum() else ""
        return re.compile(f"{before}{inner}{after}")

    def _bare(self, text: str) -> str:
        if self.is_exact:
            return text
        told = unicodedata.normalize("NFD", text.replace("\u2019", "'"))
        return "".join(c for c in told if not unicodedata.combining(c)).casefold()

    @staticmethod
    def _quickly_bare(text: str) -> str:
        told = text.replace("\u2019", "'")
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
        made: list[str] = []
        done = 0
        for start, end in self.spans(text):
            made += [text[done:start], _stand_in(text, start, end)]
            done = end
        return "".join((*made, text[done:]))

    def replaced_in_path(self, path: str) -> str:
        """Answer a path without the words."""
        made, done = [], 0
        for start, end in self.spans(path):
            made += [path[done:start], NAMED]
            done = end
        return "".join((*made, path[done:]))

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
