"""One row for each learner: what is asked, or refused, where a sheet has others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def one_row_each(
    session: Session, reader: Sheets, table: Table, column: Column
) -> tuple[Table, Marks]:
    """Answer the rows that are one for each learner, and their marks.

    Raises:
        NotARowEach: some learner has several, and nobody said which counts.
        OddMarks: some mark is hardly a learner's, and nobody can be asked.
    """
    from plcjournal.core.marks.learners import NotARowEach, odd_rows, only

    marks = reader.marks(table, column)
    found = _learners(reader, table, column, marks)
    if found and found.many:
        value_column = _splitting(table, column, found)
        if value_column is None or not session.screen.can_ask:
            raise NotARowEach(found, _hint(reader, table, value_column))
        session.screen.say(
            f"{found.number} learners have {found.marks} marks: one row for each "
            "learner is needed."
        )
        value = _ask_value(session, reader, table, value_column)
        table = only(table, value_column, value)
        marks = reader.marks(table, column)
    odd = () if reader.said.all_marks else odd_rows(table, marks)
    if odd:
        table = _without_odd(session, table, odd, marks)
        marks = reader.marks(table, column)
    return table, marks


def _learners(
    reader: Sheets, table: Table, column: Column, marks: Marks
) -> Learners | None:
    from plcjournal.core.marks.learners import learners_of

    typed = reader.said.id_column
    by = reader.named(table, typed, "--id-column") if typed else None
    return learners_of(table, marks, column, by)


def _splitting(table: Table, column: Column, found: Learners) -> Column | None:
    from plcjournal.core.marks.learners import splitting

    return splitting(table, column) if found.many > 2 else None


def _hint(reader: Sheets, table: Table, column: Column | None) -> str:
    if column is None:
        return (
            "Take rows out of the sheet, or say which count: "
            '--only "Test=Test 2"; for two learners of one name: --id-column C'
        )
    heading = column.title if column.is_sayable and column.title else column.letter
    values = _sayable_values(reader, table, column)
    last = values[-1] if values else "VALUE"
    return f'Say which rows count: --only "{heading}={last}"'


def _sayable_values(reader: Sheets, table: Table, column: Column) -> Sequence[str]:
    """Answer the values of a column, nothing where one may be a person's name."""
    from plcjournal.core.marks.headings import is_harmless
    from plcjournal.core.marks.learners import values_in

    values = values_in(table, column)
    is_plain = all(is_harmless(one) and not reader.is_private(one) for one in values)
    return values if is_plain and len(values) <= _MOST_SHOWN else ()


def _ask_value(session: Session, reader: Sheets, table: Table, column: Column) -> str:
    from plcjournal.core.marks.learners import only
    from plcjournal.core.marks.telling import called

    values = _sayable_values(reader, table, column)
    if values:
        return session.screen.choose(f"Which rows count, by {called(column)}?", values)

    def parse(words: str) -> str:
        only(table, column, words)
        return words

    question = f"Which rows count? Type what stands in {called(column)}"
    chosen: str = session.screen.ask_until(question, parse)
    return chosen


def _without_odd(
    session: Session, table: Table, odd: Sequence[int], marks: Marks
) -> Table:
    rows = ", ".join(map(str, odd[:6]))
    count = "1 mark is" if len(odd) == 1 else f"{len(odd)} marks are"
    word = "row" if len(odd) == 1 else "rows"
    most = f" ({marks.out_of:g} is possible)" if marks.out_of else ""
    told = f"{count} far above the others, or their sum{most}: {word} {rows}"
    if marks.out_of:
        told = f"{count} above the {marks.out_of:g} possible, or a sum: {word} {rows}"
    if not session.screen.can_ask:
        raise OddMarks(told)
    session.screen.say(f"{told}.")
    if session.screen.confirm("Count it as a learner's mark?"):
        return table
    kept = [n for n, place in enumerate(table.places) if place + 1 not in odd]
    return replace(
        table,
        rows=tuple(table.rows[n] for n in kept),
        places=tuple(table.places[n] for n in kept),
        computed=table.computed + len(odd),
    )
