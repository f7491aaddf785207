"""The cycles of a tracker, made in a journal of values: nothing is saved here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.edits.edited import Edited, shortened
from plcjournal.core.tracker.drafted import Kind, Remark
from plcjournal.core.tracker.entering import enter
from plcjournal.core.tracker.gathering import Gathering
from plcjournal.core.tracker.naming import named, team_of
from plcjournal.importing.incoming import CycleLine, contents, many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal
    from plcjournal.core.tracker.days import Calendar
    from plcjournal.core.tracker.drafted import Drafted
    from plcjournal.core.tracker.grid import Grid
    from plcjournal.core.tracker.guess import Mapped
    from plcjournal.core.tracker.naming import Named
    from plcjournal.core.tracker.vocabulary import Vocabulary
    from plcjournal.importing.guarding import Guard
    from plcjournal.importing.incoming import Wishes


@dataclass(frozen=True, slots=True)
class Source:
    """Where cycles are made from, and into which journal."""

    grid: Grid
    words: Vocabulary
    guard: Guard
    journal: Journal
    today: str
    beside: tuple[tuple[Grid, tuple[Mapped, ...]], ...] = ()


class Making:
    """The cycles of a tracker, made again without the rows that cannot come in."""

    def __init__(
        self,
        source: Source,
        columns: Sequence[Mapped],
        wishes: Wishes,
        calendar: Calendar,
    ) -> None:
        self._source, self._columns = source, columns
        self._wishes, self._calendar = wishes, calendar
        self.remarks: list[Remark] = []
        self.left_out: list[Remark] = []
        self.doubtful: list[Remark] = []
        self.notes: list[str] = []
        self.entered: list[tuple[Named, Cycle]] = []
        self.already: list[Named] = []

    def make(self) -> None:
        """Make the cycles, without the rows that cannot come in."""
        private, doubtful = self._source.guard.private(self._source.grid, self._columns)
        without = {one.row for one in private}
        failing = [*private]
        while True:
            self._once(frozenset(without))
            more = [one for one in self.remarks if one.kind is Kind.FAILS]
            failing += more
            if not more:
                break
            without |= {one.row for one in more}
        self.doubtful = [one for one in doubtful if one.row not in without]
        if self._wishes.leave_out:
            self.left_out = failing
        else:
            self.remarks += failing

    def _once(self, without: frozenset[str]) -> None:
        source = self._source
        gathering = Gathering(source.words, self._calendar)
        gathering.gather(source.grid, self._columns, without)
        for grid, columns in source.beside:
            gathering.gather_beside(grid, columns)
        self.remarks = [*gathering.remarks]
        cycles = self._with_teams(gathering.cycles)
        first = self._wishes.opened or source.today
        teams = {one.team: self._team(one.team) for one in cycles}
        all_named = named(source.journal, cycles, teams, first)
        self._tell_first_day(all_named, first)
        self.already = [one for one in all_named if one.there]
        new = [one for one in all_named if not one.there]
        names = frozenset({*source.journal.cycles, *(one.name for one in all_named)})
        self.entered = []
        for one in new:
            entered = enter(source.journal, one, source.today, names)
            self.remarks += entered.remarks
            if entered.cycle is not None:
                self.entered.append((one, entered.cycle))
        self._check()

    def _check(self) -> None:
        """Take out what breaks a rule, or shows few learners."""
        if not self.entered:
            return
        why = self._source.guard.broken(self._after(), self._paths())
        if not why:
            return
        for one, _ in self.entered:
            if one.name in why:
                text = f"cannot come in: {why[one.name]}"
                rows = one.drafted.rows
                self.remarks += [Remark(Kind.FAILS, row, "", text) for row in rows]
        self.entered = [one for one in self.entered if one[0].name not in why]

    def _with_teams(self, cycles: Sequence[Drafted]) -> list[Drafted]:
        """Answer the cycles of teams that the journal has; tell of the others."""
        found = []
        for one in cycles:
            if self._team(one.team):
                found.append(one)
                continue
            why = "names a team that is not here: add it (plc team --new) or say --team"
            self.remarks += [Remark(Kind.FAILS, row, "team", why) for row in one.rows]
        return found

    def _team(self, words: str) -> str:
        if self._wishes.team or not words:
            return self._wishes.team or self._wishes.home
        return team_of(self._source.journal, words)

    def _tell_first_day(self, cycles: Sequence[Named], first: str) -> None:
        undated = sum(not one.is_dated for one in cycles)
        self.notes = []
        if not undated:
            return
        whose = "The file does not say when they began"
        if undated < len(cycles):
            whose = f"For {many(undated, 'cycle')} the file does not say when it began"
        tail = "" if self._wishes.opened else " (--opened says another day)"
        self.notes.append(f"{whose}: {first} is taken{tail}.")

    def _after(self) -> Journal:
        journal = self._source.journal
        new = {one.name: cycle for one, cycle in self.entered}
        return replace(journal, cycles={**journal.cycles, **new})

    def _paths(self) -> list[str]:
        return [
            layout.stage_path(one.name, stage)
            for one, _ in self.entered
            for stage in layout.STAGES
        ]

    def edited(self) -> Edited | None:
        """Answer the one change that brings everything in, None where there is none."""
        if not self.entered:
            return None
        told = many(len(self.entered), "cycle")
        subject = f"Import {told}"
        if len(self.entered) == 1:
            subject = f"Import the cycle: {shortened(self.entered[0][0].drafted.title)}"
        return Edited(
            self._after(),
            f"Brought in {told}",
            subject,
            cycle=self.entered[0][0].name if len(self.entered) == 1 else "",
            action="import",
        )

    def there(self, one: Named) -> CycleLine:
        """Answer the cycle of the journal that a tracker's is already."""
        return CycleLine(one.there, "", tuple(one.drafted.rows))

    def line(self, entered: tuple[Named, Cycle]) -> CycleLine:
        """Answer what a cycle has in it, in words."""
        one, cycle = entered
        return CycleLine(
            one.name,
            cycle.priority.title,
            tuple(one.drafted.rows),
            tuple(contents(cycle)),
        )
