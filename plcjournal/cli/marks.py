"""From a sheet of marks to totals: what was understood, and whether that is right."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from plcjournal.cli.late import settled_late
from plcjournal.cli.rows import Rows
from plcjournal.cli.sheets import Sheets
from plcjournal.cli.typed import NotUnderstood, cut
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.cli.from_file import FromFile
    from plcjournal.cli.session import Session
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.edits.evidence import Figures
    from plcjournal.core.edits.marks import Plan
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
        plan, more = settled_late(session, cycle, plan, said)
    except PlcError:
        raise
    except Exception as error:  # noqa: BLE001  # its words may be a learner's
        raise BrokenSheet(error) from None
    if plan is None:
        session.screen.say("Nothing was changed.")
        return
    edited, paired = _made(session, cycle, plan)
    session.change(edited, [*notes, *more, *paired])


def _made(session: Session, cycle: Cycle, plan: Plan) -> tuple[Edited, list[str]]:
    """Answer the change, and whether it lets the learners be compared in pairs."""
    from plcjournal.core.edits.marks import add_marks
    from plcjournal.core.edits.pairing import are_the_same

    journal, today = session.read.journal, session.workspace.today
    edited = add_marks(journal, cycle, plan.figures, today)
    first, *rest = plan.figures
    if first.paired is None or first.size is None:
        return edited, []
    if not are_the_same(edited, cycle, first):
        why = "too few of them are in both"
        if abs(first.paired["correlation"]) >= 1:
            why = "the marks of all moved exactly alike"
        return edited, [f"plc impact takes the two as separate groups: {why}."]
    same = [replace(first, same_learners=True), *rest]
    how = "compares them pair by pair"
    if first.count is not None or first.levels:
        how = "pairs their marks for the effect size (two shares cannot be paired)"
    told = f"The same learners both times: plc impact {how}."
    return add_marks(journal, cycle, same, today), [told]


def _settled(
    session: Session, cycle: Cycle, given: Figures, said: FromFile
) -> tuple[Plan | None, Sequence[str]]:
    """Answer what to enter, and what is still to be said about it.

    On a terminal everything was said and agreed to; None where the person said no.
    """
    from plcjournal.core.edits.pairing import results_before

    is_asked = session.screen.can_ask and not said.yes
    reader = Sheets(session, said)
    given = _meant(session, cycle, given)
    if said.paired_with is not None:
        dated = replace(given, date=given.date or session.workspace.today)
        results_before(cycle, dated)
    table = reader.table(str(said.file), said.sheet, said.only)
    column = reader.marks_column(table, said.column)
    _must_be_a_group(cycle, given, table, column)
    chosen = _Chosen(Rows(session, reader), table, column, is_asked)
    while True:
        given, plan, notes = _understood(session, cycle, given, chosen)
        if not is_asked:
            return plan, notes
        for note in notes:
            session.screen.say(note)
        if session.screen.confirm("Is this right?", default=True):
            return plan, ()
        again = _corrected(session, cycle, given, replace(chosen, may_begin=False))
        if again is None:
            return None, ()
        given, chosen = again


def _must_be_a_group(
    cycle: Cycle, given: Figures, table: Table, column: Column
) -> None:
    """Refuse one learner's marks, and words for the record that name a learner.

    Raises:
        NotLearners: the rows are days or tests.
        NamesALearner: the name of the measure, or another text, is a learner's.
    """
    from plcjournal.core.edits.evidence import meant_measure
    from plcjournal.core.edits.marks import counts_learners
    from plcjournal.core.marks.headings import is_harmless
    from plcjournal.core.marks.learners import must_be_learners
    from plcjournal.core.marks.named import check_words

    if counts_learners(cycle, given) or not is_harmless(column.title):
        must_be_learners(table, column)
    is_new = meant_measure(cycle, given) is None
    label = str(given.cut.get("label") or "") if given.cut else None
    texts = (
        ("--measure", given.measure if is_new else None),
        ("--cut", label),
        ("--tool", given.tool),
        ("--of", given.of),
        ("--group", given.group),
    )
    check_words(table, texts)


def _day(session: Session, *, is_asked: bool) -> str:
    """Answer the day of the marks: today, where nobody says another."""
    today = session.workspace.today
    if not is_asked:
        return today
    day: str = session.screen.ask_until(
        "On which day was it?",
        lambda words: session.day(words, "day", today, past=True),
        today,
    )
    return day


def _corrected(
    session: Session, cycle: Cycle, given: Figures, chosen: _Chosen
) -> tuple[Figures, _Chosen] | None:
    """Answer what is meant instead, None where the person stops."""
    screen = session.screen
    screen.say("What is not right? (Enter stops)")
    part = screen.choose("Change", ("column", "date", "cut"))
    if part == "date":
        return replace(given, date=_day(session, is_asked=True)), chosen
    if part == "column":
        other = chosen.rows.sheets.ask(chosen.table, "Another column with the marks?")
        if other is None:
            return None
        _must_be_a_group(cycle, given, chosen.table, other)
        return given, replace(chosen, column=other)
    if part == "cut":
        _, marks = chosen.rows.one_each(chosen.table, chosen.column)
        given = _with_cut(session, cycle, given, marks, " (Enter: none)")
        return given, replace(chosen, may_begin=False)
    return None


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

    rows: Rows
    table: Table
    column: Column
    is_asked: bool
    may_begin: bool = True


def _understood(
    session: Session, cycle: Cycle, given: Figures, chosen: _Chosen
) -> tuple[Figures, Plan, list[str]]:
    """Answer the figures as they are meant by now, their plan, and what to say."""
    from plcjournal.core.edits.cuts import NeedsCut
    from plcjournal.core.edits.marks import begins_without_cut, plan
    from plcjournal.core.edits.marks import must_be_enough as enough
    from plcjournal.core.marks.learners import learners_of
    from plcjournal.core.marks.telling import told_of_pairs, understood

    reader, column = chosen.rows.sheets, chosen.column
    table, marks = chosen.rows.one_each(chosen.table, column)
    journal = session.read.journal
    counted = learners_of(table, marks, column)
    enough(journal, cycle, given, marks, counted.number if counted else None)
    notes = understood(table, column, marks)
    groups = reader.groups(table, column)
    begins = chosen.may_begin and begins_without_cut(cycle, given)
    if chosen.is_asked and (begins or given.date is None):
        session.screen.say(notes.pop(0))
    if given.date is None:
        given = replace(given, date=_day(session, is_asked=chosen.is_asked))
    if chosen.is_asked and begins:
        tail = " (Enter: only mean and spread)"
        given = _with_cut(session, cycle, given, marks, tail)
    try:
        made = plan(journal, cycle, given, marks, groups)
    except NeedsCut:
        if not session.screen.can_ask:
            raise
        given = _with_cut(session, cycle, given, marks, "")
        made = plan(journal, cycle, given, marks, groups)
    pairs = reader.pairs(table, column, marks)
    if pairs is not None:
        notes += told_of_pairs(pairs[0])
        made, more = _with_pairs(session, cycle, given, made, *pairs, reader.said)
        notes += more
    return given, made, [*notes, *map(_figures_text, made.figures), *made.notes]


def _with_cut(
    session: Session, cycle: Cycle, given: Figures, marks: Marks, tail: str
) -> Figures:
    """Answer the figures with the mark from which on a learner has reached it."""
    from plcjournal.core.edits.marks import check_cut

    def parse(words: str) -> dict[str, Any] | None:
        if not words and tail:
            return None
        said = cut(words)
        if "at" not in said:
            raise NotUnderstood(f"'{words}' begins with no mark.", "12, or 60%")
        check_cut(cycle, replace(given, cut=said), marks)
        return said

    said = session.screen.ask_until(
        f"From which mark on has a learner reached it?{tail}",
        parse,
        example="for example: 12, or 60%",
    )
    return replace(given, cut=said)


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
    from plcjournal.core.edits.pairing import earlier_result, size_on
    from plcjournal.core.figures import pairs_told

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
    pairs: dict[str, Any] = {"with": day, "correlation": found.correlation}
    first, *rest = made.figures
    # Without its size, a record shows nothing of the few who were there only once.
    if pairs_told(found.size, first.size, size_on(cycle, given, day)) is not None:
        pairs["size"] = found.size
    return replace(made, figures=(replace(first, paired=pairs), *rest)), notes
