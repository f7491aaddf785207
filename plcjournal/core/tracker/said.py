"""What one row of a tracker says, by field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.folding import folded
from plcjournal.core.tracker.cells import one_line, text_of
from plcjournal.core.tracker.vocabulary import plain_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.marks.cell import Cell
    from plcjournal.core.tracker.days import Calendar
    from plcjournal.core.tracker.days import Said as Day
    from plcjournal.core.tracker.grid import Grid, Row
    from plcjournal.core.tracker.guess import Mapped
    from plcjournal.core.tracker.vocabulary import Vocabulary


class Reader:
    """How the cells of a tracker are read: its fixed words, its days."""

    def __init__(self, words: Vocabulary, calendar: Calendar) -> None:
        self._words = words
        self._calendar = calendar

    def day(self, cell: Cell, *, is_end: bool = False) -> Day:
        """Answer the day of a cell, or why it is none."""
        return self._calendar.read(cell, is_end=is_end)

    def is_nothing(self, text: str) -> bool:
        """Say whether the words of a cell stand for an empty one."""
        return folded(text) in self._words.says_nothing

    def meaning(self, field: str, text: str) -> str:
        """Answer the fixed word that the words of a cell mean, '' if none."""
        return self._words.meanings[field].get(plain_words(text), "")

    def is_bare_note(self, heading: str) -> bool:
        """Say whether a heading says no more than that notes stand below."""
        return plain_words(heading) in self._words.bare_notes


class Said:
    """What one row says, by column."""

    def __init__(
        self, reader: Reader, grid: Grid, columns: Sequence[Mapped], row: Row
    ) -> None:
        self.grid, self.row = grid, row
        self.columns = [one for one in columns if one.field != "leave"]
        self.held = [
            (one, row.cells[one.column.number], text)
            for one in self.columns
            if (text := text_of(row.cells[one.column.number]))
            and not reader.is_nothing(text)
        ]
        self.key_word = one_line(self.text("cycle"))
        self.title = one_line(self.text("title")) or self.key_word
        self.team = one_line(self.text("team"))
        opened = [cell for one, cell, _ in self.held if one.field == "opened"]
        self.opened = reader.day(opened[0]).day if opened else ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing that counts stands in the row."""
        in_play = any(one.column.number in self.row.unknown for one in self.columns)
        return not self.held and not in_play

    @property
    def key(self) -> str:
        """Answer what rows of one cycle have in common."""
        return folded(self.key_word or self.title)

    def text(self, field: str) -> str:
        """Answer the words of a field's column, '' where there are none."""
        found = (text for one, _, text in self.held if one.field == field)
        return next(found, "")

    def of(self, field: str, number: int = 0) -> Iterator[tuple[Mapped, Cell, str]]:
        """Answer the cells of a field, of one action where several are numbered."""
        for one, cell, text in self.held:
            if one.field == field and number in (0, one.of):
                yield one, cell, text

    def column_of(self, field: str) -> str:
        """Answer how a person finds the column of a field."""
        fits = [one.column for one in self.columns if one.field == field]
        return self.grid.label(fits[0]) if fits else ""
