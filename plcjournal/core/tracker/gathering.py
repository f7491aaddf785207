"""The rows of a tracker, gathered into cycles: rows of one title are one cycle."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from plcjournal.core.folding import folded
from plcjournal.core.tracker.drafted import Drafted, Kind, Remark
from plcjournal.core.tracker.filling import Filling
from plcjournal.core.tracker.said import Reader, Said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.tracker.days import Calendar
    from plcjournal.core.tracker.grid import Grid
    from plcjournal.core.tracker.guess import Mapped
    from plcjournal.core.tracker.vocabulary import Vocabulary


class Gathering:
    """Cycles made row by row, and what there is to say of rows that do not fit."""

    def __init__(self, words: Vocabulary, calendar: Calendar) -> None:
        self._reader = Reader(words, calendar)
        self.cycles: list[Drafted] = []
        self.remarks: list[Remark] = []
        self._by_title: dict[str, list[Drafted]] = defaultdict(list)
        self._last: Drafted | None = None

    def gather(
        self, grid: Grid, columns: Sequence[Mapped], without: frozenset[str]
    ) -> None:
        """Gather the rows of one tracker, but those left out by name.

        A row without a title belongs to the one above, as under merged cells.
        """
        self._last = None
        for row in grid.rows:
            said = Said(self._reader, grid, columns, row)
            if not said.is_empty:
                self._take(said, without)

    def gather_beside(self, grid: Grid, columns: Sequence[Mapped]) -> None:
        """Gather the rows of a table that names cycles gathered before."""
        known = {cycle.key: cycle for cycle in self.cycles if cycle.key}
        for row in grid.rows:
            said = Said(self._reader, grid, columns, row)
            cycle = known.get(said.key_word)
            if cycle is not None:
                Filling(self._reader, said, cycle).fill()

    def _take(self, said: Said, without: frozenset[str]) -> None:
        row = said.row
        if row.name in without:
            if said.title:
                self._last = self._found(said)
            return
        formulas = [one for one in said.columns if one.column.number in row.unknown]
        for one in formulas:
            why = "is a formula without a result: open the file, save it, try again"
            where = said.grid.label(one.column)
            self.remarks.append(Remark(Kind.FAILS, row.name, where, why))
        if formulas:
            return
        cycle = self._found(said)
        if cycle is None and not said.title:
            where = said.column_of("title")
            why = "is empty, so nobody can say which cycle this row belongs to"
            self.remarks.append(Remark(Kind.FAILS, row.name, where, why))
            return
        if cycle is None:
            cycle = Drafted(said.title, said.team, said.key_word)
            self.cycles.append(cycle)
            self._by_title[said.key].append(cycle)
        self._last = cycle
        cycle.rows.append(row.name)
        filling = Filling(self._reader, said, cycle)
        filling.fill()
        self.remarks += dict.fromkeys(filling.remarks)

    def _found(self, said: Said) -> Drafted | None:
        """Answer the cycle that a row belongs to, None where it begins one.

        Another team, or another month of the first day, is another cycle, as of one
        title each year.
        """
        if not said.title:
            return self._last
        month = said.opened[:7]
        for cycle in reversed(self._by_title.get(said.key, [])):
            there = cycle.days.get("opened", "")[:7]
            is_ours = not said.team or folded(said.team) == folded(cycle.team)
            if is_ours and (not month or not there or month == there):
                return cycle
        return None
