"""One sheet of a tracker: what its columns are, and what comes of its rows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from plcjournal import templates
from plcjournal.core.tracker import guess
from plcjournal.core.tracker.cells import text_of
from plcjournal.core.tracker.days import Calendar, order_shown
from plcjournal.core.tracker.drafted import Kind
from plcjournal.core.tracker.grid import grid_of, known_headings
from plcjournal.core.tracker.learners import learner_words, must_name_no_learner
from plcjournal.core.tracker.naming import is_name
from plcjournal.core.tracker.vocabulary import plain_words
from plcjournal.days import NoSuchDay, span, understood
from plcjournal.importing.guarding import Guard
from plcjournal.importing.incoming import ColumnLine, Incoming
from plcjournal.importing.making import Making, Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.marks.table import Sheet
    from plcjournal.core.tracker.days import Order
    from plcjournal.core.tracker.drafted import Remark
    from plcjournal.core.tracker.grid import Grid
    from plcjournal.core.tracker.guess import Mapped
    from plcjournal.core.tracker.vocabulary import Vocabulary
    from plcjournal.importing.incoming import Wishes
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace

_DAY_FIELDS = frozenset(
    {"opened", "review_by", "baseline_date", "target_by", "result_date", "due"}
    | {"done", "held", "closed", "date"}
)


class Tracker:
    """One sheet of a tracker, and what is understood of it."""

    def __init__(
        self, space: Workspace, read: Read, sheets: Sequence[Sheet], sheet: Sheet
    ) -> None:
        self._today, self._journal = space.today, read.journal
        self.words = templates.tracker()
        self.grid = grid_of(sheet, self.words)
        self._sheet = sheet
        self._beside = self._own_tables(sheets)
        others = [one for one in sheets if one is not sheet]
        # What plc wrote itself has no list of learners, but words about them.
        learners = learner_words([] if self._beside else others, self.words)
        self._guard = Guard(space.folder, read.journal, learners)

    def _own_tables(
        self, sheets: Sequence[Sheet]
    ) -> tuple[tuple[Grid, tuple[Mapped, ...]], ...]:
        """Answer the tables that plc wrote beside one of cycles, with their columns.

        Their cells passed the gate as records once, and pass it as records again.
        """
        if not {*self.words.own_signs} <= self.grid.headings:
            return ()
        found = []
        for sheet in sheets:
            if sheet.name in self.words.own_tables:
                grid = grid_of(sheet, self.words)
                found.append((grid, guess.beside(grid, sheet.name, self.words)))
        return tuple((grid, columns) for grid, columns in found if columns)

    def columns(self, wishes: Wishes) -> tuple[Mapped, ...]:
        """Answer what each column is, as guessed and as a person says.

        Raises:
            BadMap: a person names a column or a field that is not there.
            NamesLearners: a column names learners.
            NoTitle: no column says what should improve.
        """
        first = guess.guess(self.grid, self.words)
        calendar = self._calendar(None)
        likely = guess.by_cells(self.grid, first, self.words, calendar)
        columns = guess.told(self.grid, likely, dict(wishes.map), self.words)
        must_name_no_learner(self.grid, columns, self.words)
        titles = [one for one in columns if one.field == "title"]
        names = [one.column.number for one in columns if one.field == "cycle"]
        said = [text_of(row.cells[at]) for row in self.grid.rows for at in names]
        is_strange = not wishes.map and not known_headings(self._sheet, self.words)
        if is_strange or (not titles and (not said or any(map(is_name, said)))):
            raise guess.NoTitle(self.grid.columns[0].letter)
        return columns

    def order(self, columns: Sequence[Mapped]) -> tuple[Order | None, str]:
        """Answer the order of days that a day of the tracker proves, and its row."""
        days = [one.column.number for one in columns if one.field in _DAY_FIELDS]
        cells = [(row.name, row.cells[at]) for row in self.grid.rows for at in days]
        return order_shown(cells)

    def is_ambiguous(self, columns: Sequence[Mapped]) -> bool:
        """Say whether a day may be two, and no other day of the tracker tells which."""
        if self.order(columns)[0] is not None:
            return False
        calendar = self._calendar(None)
        days = [one.column.number for one in columns if one.field in _DAY_FIELDS]
        return any(
            calendar.read(row.cells[at]).is_ambiguous
            for row in self.grid.rows
            for at in days
        )

    def has_days(self, columns: Sequence[Mapped]) -> bool:
        """Say whether a column tells when the cycles began."""
        return any(one.field in ("opened", "date") for one in columns)

    def _calendar(self, order: Order | None) -> Calendar:
        today, language = self._today, self._journal.settings.language

        def day(text: str) -> str:
            try:
                return understood(text, today, language, past=True)
            except NoSuchDay:
                return ""

        return Calendar(day, lambda text: span(text, today, language), order)

    def incoming(
        self, file: str, columns: Sequence[Mapped], wishes: Wishes
    ) -> Incoming:
        """Answer what the tracker makes, with the change that would save it."""
        shown, row = self.order(columns)
        calendar = self._calendar(wishes.dates or shown)
        source = Source(
            self.grid,
            self.words,
            self._guard,
            self._journal,
            self._today,
            self._beside,
        )
        made = Making(source, columns, wishes, calendar)
        made.make()
        by_kind: dict[Kind, list[Remark]] = defaultdict(list)
        there = {row for one in made.already for row in one.drafted.rows}
        for remark in dict.fromkeys(made.remarks):
            # Of a cycle that is there, all was told when it came in.
            if remark.row not in there or remark.kind is Kind.FAILS:
                by_kind[remark.kind].append(self._placed(remark, columns))
        return Incoming(
            file=file,
            sheet=self._sheet.name if self._guard.is_sayable(self._sheet.name) else "",
            headings=self.grid.head,
            rows=len(self.grid.rows),
            columns=self.lines(columns),
            cycles=tuple(map(made.line, made.entered)),
            already=tuple(map(made.there, made.already)),
            failing=tuple(by_kind[Kind.FAILS]),
            left_out=tuple(self._placed(one, columns) for one in made.left_out),
            kept=tuple(by_kind[Kind.KEPT]),
            taken=tuple(by_kind[Kind.TAKEN]),
            doubtful=tuple(made.doubtful),
            notes=(
                *self._notes(row if wishes.dates is None else "", shown),
                *made.notes,
            ),
            two_days=tuple(by_kind[Kind.TWO_DAYS]),
            edited=made.edited(),
        )

    def _placed(self, remark: Remark, columns: Sequence[Mapped]) -> Remark:
        """Answer a remark with the label of its column, where it names a field."""
        if remark.column not in self.words.abouts:
            return remark
        fits = [one.column for one in columns if one.field == remark.column]
        return replace(remark, column=self.grid.label(fits[0]) if fits else "")

    def _notes(self, row: str, order: Order | None) -> Iterator[str]:
        """Answer what holds for the whole file; `row` proves the order of days."""
        if row:
            yield f"Days are read {order}, as {row} shows."
        if self.grid.hidden == 1:
            yield "1 row is hidden in the sheet; it counts as well."
        elif self.grid.hidden:
            yield f"{self.grid.hidden} rows are hidden; they count as well."
        if self._beside:
            yield "Measures and results of an export do not come back in yet."

    def lines(self, columns: Sequence[Mapped]) -> tuple[ColumnLine, ...]:
        """Answer the columns as they are understood, for a person to agree to."""
        return tuple(map(self._line, columns))

    def _line(self, one: Mapped) -> ColumnLine:
        heading = one.column.title
        shown = heading if self._guard.is_sayable(heading) else ""
        about = self.words.abouts[one.field]
        return ColumnLine(self.grid.label(one.column), shown, one.field, about)


def likely_sheet(sheets: Sequence[Sheet], words: Vocabulary) -> Sheet | None:
    """Answer the only sheet with headings of a tracker, None where several do."""
    own = [sheet for sheet in sheets if _is_own(sheet, words)]
    if len(own) == 1:
        return own[0]
    known = [(known_headings(sheet, words), sheet) for sheet in sheets]
    found = [sheet for many, sheet in known if many > 1]
    return found[0] if len(found) == 1 else None


def _is_own(sheet: Sheet, words: Vocabulary) -> bool:
    """Say whether a sheet is the table of cycles that plc writes."""
    heads = {plain_words(text_of(cell)) for row in sheet.rows[:1] for cell in row}
    return {*words.own_signs} <= heads
