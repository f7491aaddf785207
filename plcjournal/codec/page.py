"""Hides the lines of a text: where they begin and end, and how splices are made."""

import re
from bisect import bisect_right
from typing import NamedTuple

_BREAK = re.compile(r"\r\n|\r|\n")


class Splice(NamedTuple):
    """A stretch of the text and what stands there instead.

    Where `is_lines` is true, the new words are whole lines and begin on a new line.
    """

    start: int
    end: int
    words: str
    is_lines: bool = False


class Page:
    """A text by lines. Every index counts characters of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        breaks = list(_BREAK.finditer(text))
        self.newline = breaks[0].group() if breaks else "\n"
        self._starts = [0, *(found.end() for found in breaks)]
        self._ends = [*(found.start() for found in breaks), len(text)]

    def start_of_line(self, index: int) -> int:
        """Answer where the line begins that holds the character."""
        return self._starts[self._line(index)]

    def end_of_line(self, index: int) -> int:
        """Answer where the line ends that holds the character, before its break."""
        return self._ends[self._line(index)]

    def after_line(self, index: int) -> int:
        """Answer where the line after the one that holds the character begins."""
        line = self._line(index) + 1
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def begins_line(self, index: int) -> bool:
        """Say whether only blanks stand before the character on its line."""
        return not self.text[self.start_of_line(index) : index].strip()

    def above_comments(self, line_start: int) -> int:
        """Answer where the comment lines begin that stand directly above a line."""
        line = self._line(line_start)
        while line > 0 and self._is_comment(line - 1):
            line -= 1
        return self._starts[line]

    def lines_between(self, start: int, end: int) -> list[tuple[int, str]]:
        """Answer start and words of each line that begins between two places."""
        first, last = self._line(start), self._line(end)
        return [
            (self._starts[line], self.text[self._starts[line] : self._ends[line]])
            for line in range(first, last + 1)
        ]

    def applied(self, splices: list[Splice]) -> str:
        """Answer the text with all splices made; they must not overlap."""
        return self.part_applied(splices, 0, len(self.text))

    def part_applied(self, splices: list[Splice], start: int, end: int) -> str:
        """Answer a part of the text, with the splices that are all inside it made."""
        parts: list[str] = []
        done = start
        ends_line = True
        for splice in sorted(splices, key=lambda splice: splice[:2]):
            if splice.start < done:
                raise ValueError(splice)
            kept = self.text[done : splice.start]
            words = splice.words.replace("\n", self.newline)
            ends_line = kept.endswith(("\n", "\r")) if kept else ends_line
            if splice.is_lines and not ends_line:
                words = self.newline + words
            parts += [kept, words]
            ends_line = words.endswith(("\n", "\r")) if words else ends_line
            done = splice.end
        return "".join([*parts, self.text[done:end]])

    def _line(self, index: int) -> int:
        return bisect_right(self._starts, index) - 1

    def _is_comment(self, line: int) -> bool:
        words = self.text[self._starts[line] : self._ends[line]]
        return words.lstrip(" \t").startswith("#")
