"""One row for each learner: what is asked, or refused, where a sheet has others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.cli.screen import Screen
    from plcjournal.cli.session import Session
    from plcjournal.cli.sheets import Sheets
    from plcjournal.core.marks.column import Marks
    from plcjournal.core.marks.learners import Learners
    from plcjournal.core.marks.table import Column, Table

_MOST_SHOWN = 12


class OddMarks(PlcError):
    """Marks so high that they are hardly a learner's, and nobody can be asked."""

    exit_code = Exit.USAGE

    def __init__(self, told: str) -> None:
        super().__init__(
            f"{told}; nothing was changed.",
            "Take such rows out of the sheet, or if they are learners: --all-marks",
        )


class Rows:
    """The rows of a sheet that are one for each learner; asked once for a column."""

    def __init__(self, session: Session, sheets: Sheets) -> None:
        self._screen = session.screen
        self.sheets = sheets
        self._found: dict[int, tuple[Table, Marks]] = {}

    def one_each(self, table: Table, column: Column) -> tuple[Table, Marks]:
        """Answer the rows that are one for each learner, and their marks.

        Raises:
            NotARowEach: some learner has several, and nobody said which counts.
            OddMarks: some mark is hardly a learner's, and nobody can be asked.
        """
        place = column.number
        if place not in self._found:  # asked once, whatever is corrected later
            self._found[place] = self._one_each(table, column)
        return self._found[place]

    def _one_each(self, table: Table, column: Column) -> tuple[Table, Marks]:
        from plcjournal.core.marks.learners import NotARowEach, odd_rows, only

        marks = self.sheets.marks(table, column)
        found = self._learners(table, column, marks)
        if found and found.many:
            value_column = _splitting(table, column, found)
            if value_column is None or not self._screen.can_ask:
                raise NotARowEach(found, self._hint(table, value_column))
            self._screen.say(
                f"{found.number} learners have {found.marks} marks: one row for each "
                "learner is needed."
            )
            table = only(table, value_column, self._ask_value(table, value_column))
            marks = self.sheets.marks(table, column)
        odd = () if self.sheets.said.all_marks else odd_rows(table, marks)
        if odd:
            table = _without_odd(self._screen, table, odd, marks)
            marks = self.sheets.marks(table, column)
        return table, marks

    def _learners(self, table: Table, column: Column, marks: Marks) -> Learners | None:
        from plcjournal.core.marks.learners import learners_of

        typed = self.sheets.said.id_column
        by = self.sheets.named(table, typed, "--id-column") if typed else None
        return learners_of(table, marks, column, by)

    def _hint(self, table: Table, column: Column | None) -> str:
        if column is None:
            return (
                "Take rows out of the sheet, or say which count: "
                '--only "Test=Test 2"; for two learners of one name: --id-column C'
            )
        heading = column.title if column.is_sayable and column.title else column.letter
        values = self._sayable_values(table, column)
        last = values[-1] if values else "VALUE"
        return f'Say which rows count: --only "{heading}={last}"'

    def _sayable_values(self, table: Table, column: Column) -> Sequence[str]:
        """Answer the values of a column, nothing where one may be a person's name."""
        from plcjournal.core.marks.headings import is_harmless
        from plcjournal.core.marks.learners import values_in

        values = values_in(table, column)
        is_private = self.sheets.is_private
        is_plain = all(is_harmless(one) and not is_private(one) for one in values)
        return values if is_plain and len(values) <= _MOST_SHOWN else ()

    def _ask_value(self, table: Table, column: Column) -> str:
        from plcjournal.core.marks.learners import only
        from plcjournal.core.marks.telling import called

        values = self._sayable_values(table, column)
        if values:
            question = f"Which rows count, by {called(column)}?"
            return self._screen.choose(question, values)

        def parse(words: str) -> str:
            only(table, column, words)
            return words

        question = f"Which rows count? Type what stands in {called(column)}"
        chosen: str = self._screen.ask_until(question, parse)
        return chosen


def _splitting(table: Table, column: Column, found: Learners) -> Column | None:
    from plcjournal.core.marks.learners import splitting

    return splitting(table, column) if found.many > 2 else None


def _without_odd(
    screen: Screen, table: Table, odd: Sequence[int], marks: Marks
) -> Table:
    rows = ", ".join(map(str, odd[:6]))
    count = "1 mark is" if len(odd) == 1 else f"{len(odd)} marks are"
    word = "row" if len(odd) == 1 else "rows"
    most = f" ({marks.out_of:g} is possible)" if marks.out_of else ""
    told = f"{count} far above the others, or their sum{most}: {word} {rows}"
    if marks.out_of:
        told = f"{count} above the {marks.out_of:g} possible, or a sum: {word} {rows}"
    if not screen.can_ask:
        raise OddMarks(told)
    screen.say(f"{told}.")
    if screen.confirm("Count it as a learner's mark?"):
        return table
    kept = [n for n, place in enumerate(table.places) if place + 1 not in odd]
    return replace(
        table,
        rows=tuple(table.rows[n] for n in kept),
        places=tuple(table.places[n] for n in kept),
        computed=table.computed + len(odd),
    )
