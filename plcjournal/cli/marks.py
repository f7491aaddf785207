"""From a sheet of marks to totals: what was understood, and whether that is right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plcjournal.cli.sheets import Sheets
from plcjournal.cli.typed import NotUnderstood, number
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.cli.from_file import FromFile
    from plcjournal.cli.session import Session
    from plcjournal.core.edits.evidence import Figures
    from plcjournal.core.edits.marks import Plan
    from plcjournal.core.journal import Cycle
    from plcjournal.core.marks.column import Marks
    from plcjournal.core.marks.paired import Paired
    from plcjournal.core.marks.table import Column, Table


class BrokenSheet(PlcError):
    """A sheet that plc stumbled over; what it holds is not repeated."""

    exit_code = Exit.USAGE

    def __init__(self, error: Exception) -> None:
        super().__init__(
            "plc could not make sense of the sheet "
            f"({type(error).__name__}); nothing was changed.",
            "Copy the marks into a new sheet with one row for each learner",
        )


def from_sheet(session: Session, cycle: Cycle, given: Figures, said: FromFile) -> None:
    """Read a sheet of marks, say what was understood, and enter its totals.

    Raises:
        PlcError: whatever keeps it from being entered; no error quotes a cell.
    """
    if given.has_result or (given.group and said.group_by):
        sentence = "--from brings the figures; leave out --size, --count and so on."
        raise NotUnderstood(sentence, "Nothing was changed; take one of them.")
    try:
        plan, notes = _settled(session, cycle, given, said)
    except PlcError:
        raise
    except Exception as error:  # noqa: BLE001  # its words may be a learner's
        raise BrokenSheet(error) from None
    if plan is None:
        session.screen.say("Nothing was changed.")
        return
    from plcjournal.core.edits.marks import add_marks

    journal, today = session.read.journal, session.workspace.today
    session.change(add_marks(journal, cycle, plan.figures, today), notes)


def _settled(
    session: Session, cycle: Cycle, given: Figures, said: FromFile
) -> tuple[Plan | None, Sequence[str]]:
    """Answer what to enter, and what is still to be said about it.

    On a terminal everything was said and agreed to; None where the person said no.
    """
    is_asked = session.screen.can_ask and not said.yes
    reader = Sheets(session, said)
    given = _meant(session, cycle, given)
    given = replace(given, date=given.date or session.workspace.today)
    table = reader.table(str(said.file), said.sheet)
    column = reader.marks_column(table, said.column)
    while True:
        chosen = _Chosen(reader, table, column, is_asked)
        plan, notes = _understood(session, cycle, given, chosen)
        if not is_asked:
            return plan, notes
        for note in notes:
            session.screen.say(note)
        if session.screen.confirm("Is this right?", default=True):
            return plan, ()
        other = reader.ask(table, "Another column with the marks? (Enter stops)")
        if other is None:
            return None, ()
        column = other


def _figures_text(given: Figures) -> str:
    """Answer the figures that come of a sheet, for a person to agree to."""
    from plcjournal.core.figures import mark_text

    words = [f"{given.size} marks"]
    if given.mean is not None:
        words.append(f"mean {mark_text(given.mean)}")
    if given.sd is not None:
        words.append(f"SD {mark_text(given.sd)}")
    if given.count is not None:
        words.append(f"{given.count} reached it")
    words += [f"{many} at {name}" for name, many in given.levels.items()]
    place = f" of {given.group}" if given.group else f" for {given.date}"
    return f"Totals{place}: {', '.join(words)}."


def _meant(session: Session, cycle: Cycle, given: Figures) -> Figures:
    """Answer the figures with the measure that is meant, asked if a name is near."""
    from plcjournal.core.edits.evidence import NearlyTheSame, meant_measure

    try:
        meant_measure(cycle, given)
    except NearlyTheSame as near:
        if not session.screen.can_ask:
            raise
        question = f"Do you mean the measure '{near.existing}'?"
        if session.screen.confirm(question, default=True):
            return replace(given, measure=near.existing)
        return replace(given, new=True)
    return given


@dataclass(frozen=True, slots=True)
class _Chosen:
    """The table and the column that are understood as the marks."""

    reader: Sheets
    table: Table
    column: Column
    is_asked: bool


def _understood(
    session: Session, cycle: Cycle, given: Figures, chosen: _Chosen
) -> tuple[Plan, list[str]]:
    from plcjournal.core.edits.marks import NeedsCut, begins_without_cut, plan
    from plcjournal.core.marks.telling import told_of_pairs, understood

    reader, table, column = chosen.reader, chosen.table, chosen.column
    marks = reader.marks(table, column)
    notes = understood(table, column, marks)
    groups = reader.groups(table, column)
    journal = session.read.journal
    if chosen.is_asked and begins_without_cut(cycle, given):
        session.screen.say(notes.pop(0))
        given = _with_cut(session, given, " (Enter: only mean and spread)")
    try:
        made = plan(journal, cycle, given, marks, groups)
    except NeedsCut:
        if not session.screen.can_ask:
            raise
        given = _with_cut(session, given, "")
        made = plan(journal, cycle, given, marks, groups)
    pairs = reader.pairs(table, column, marks)
    if pairs is not None:
        notes += told_of_pairs(pairs[0])
        made, more = _with_pairs(session, cycle, given, made, *pairs, reader.said)
        notes += more
    return made, [*notes, *map(_figures_text, made.figures), *made.notes]


def _with_cut(session: Session, given: Figures, tail: str) -> Figures:
    """Answer the figures with the mark from which on a learner has reached it."""
    at = session.screen.ask_until(
        f"From which mark on has a learner reached it?{tail}",
        lambda words: number(words, "cut") if words or not tail else None,
        example="for example: 12",
    )
    return given if at is None else replace(given, cut={"at": at})


def _with_pairs(
    session: Session,
    cycle: Cycle,
    given: Figures,
    made: Plan,
    found: Paired,
    before: Marks,
    said: FromFile,
) -> tuple[Plan, list[str]]:
    """Answer the plan with what the pairs tell, or why they are not kept."""
    from plcjournal.core.edits.pairing import earlier_result

    fewest = session.read.journal.settings.privacy.smallest
    if found.size < fewest:
        few = f"Not kept: the correlation, as fewer than {fewest} learners are in both."
        return made, [few]
    if found.correlation is None:
        return made, [
            "Not kept: the correlation, as all marks of a sheet are the same."
        ]
    on = session.day(said.paired_date, "--paired-date", past=True)
    day, notes = earlier_result(cycle, given, before, on)
    pairs = {"with": day, "size": found.size, "correlation": found.correlation}
    first, *rest = made.figures
    return replace(made, figures=(replace(first, paired=pairs), *rest)), notes
