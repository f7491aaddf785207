"""plc add-evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, from_file, options, typed
from plcjournal.cli.session import Session
from plcjournal.cli.typed import Missing, NotUnderstood, number, one_of, whole

if TYPE_CHECKING:
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.edits.evidence import Figures

app = options.app()


@app.command("add-evidence")
def add_evidence(
    ctx: typer.Context,
    cycle: options.Cycle = None,
    measure: Annotated[
        str | None,
        typer.Option(
            help="What you look at: a task, a tally, a survey.",
            autocompletion=completion.measure_names,
        ),
    ] = None,
    date: options.Date = None,
    size: Annotated[
        str | None, typer.Option(help="How many there were in all.", metavar="N")
    ] = None,
    count: Annotated[
        str | None, typer.Option(help="How many of them reached it.", metavar="N")
    ] = None,
    levels: Annotated[
        str | None, typer.Option(help="How many at each level.", metavar="1=4,2=20,…")
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(help="The figure, where no counts are known.", metavar="X"),
    ] = None,
    suppressed: Annotated[
        bool, typer.Option("--suppressed", help="Too few learners to show a figure.")
    ] = False,
    role: Annotated[
        str | None, typer.Option(help="baseline, interim or result.")
    ] = None,
    mean: Annotated[str | None, typer.Option(help="The mean mark.")] = None,
    sd: Annotated[str | None, typer.Option(help="The spread of marks (SD).")] = None,
    unit: Annotated[
        str | None, typer.Option(help="percent, score, count, level, minutes, seconds.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option(help="assessment, rubric, attendance, survey, …")
    ] = None,
    better: Annotated[str | None, typer.Option(help="up or down.")] = None,
    cut: Annotated[
        str | None,
        typer.Option(help='From which mark on: "12" or "12 Level 3 or above".'),
    ] = None,
    tool: Annotated[str | None, typer.Option(help="The task or sheet used.")] = None,
    of: Annotated[
        str | None, typer.Option(help="What is counted: learners, lessons, books, …")
    ] = None,
    group: Annotated[
        str | None, typer.Option(help="The part of the learners it is about (id).")
    ] = None,
    target: Annotated[
        str | None, typer.Option(help="The figure you hope for.", metavar="X")
    ] = None,
    by: Annotated[
        str | None, typer.Option(help="When you hope to reach it.", metavar="DATE")
    ] = None,
    prediction: Annotated[
        str | None, typer.Option(help="The figure you expect.", metavar="X")
    ] = None,
    noticed: Annotated[
        str | None, typer.Option(help="Something you noticed.", metavar="TEXT")
    ] = None,
    means: Annotated[
        str | None, typer.Option(help="With --noticed: what it may mean.")
    ] = None,
    round_: options.Round = None,
    from_: from_file.From = None,
    column: from_file.ColumnName = None,
    sheet: from_file.SheetName = None,
    group_by: from_file.GroupBy = None,
    paired_with: from_file.PairedWith = None,
    id_column: from_file.IdColumn = None,
    paired_column: from_file.PairedColumn = None,
    paired_sheet: from_file.PairedSheet = None,
    paired_date: from_file.PairedDate = None,
    decimal: from_file.Decimal = None,
    as_percent: from_file.AsPercent = False,
    only: from_file.Only = None,
    paired_only: from_file.PairedOnly = None,
    all_marks: from_file.AllMarks = False,
    late: from_file.Late = None,
    new: Annotated[
        bool, typer.Option("--new", help="A new measure, although a name is near.")
    ] = False,
    yes: options.Yes = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Add evidence: totals of a group, or something noticed

    Only totals are kept, never a learner's mark. The first figure of a measure is its
    baseline; entering a date again corrects it. A spreadsheet is read and forgotten.

    \b
    Examples:
      plc add-evidence --measure "Common task" --size 64 --count 25
      plc add-evidence --measure "Common task" --from marks.xlsx --cut 12
      plc add-evidence --measure "Common task" --target 65 --by 2026-12-05
      plc add-evidence --noticed "Students count digits"
    """
    from plcjournal.core.edits.evidence import Figures, add_observation

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    found = session.cycle(cycle)
    journal, today = session.read.journal, session.workspace.today
    if means and not noticed:
        raise Missing(["--noticed"], 'plc add-evidence --noticed "WHAT" --means "…"')
    told = from_file.FromFile(
        from_,
        column,
        sheet,
        group_by,
        id_column,
        paired_with,
        paired_column,
        paired_sheet,
        paired_date,
        decimal,
        as_percent,
        only,
        paired_only,
        all_marks,
        one_of(late, ("counts", "all"), "--late") if late else None,
        yes,
    )
    told.check(measure or "Common task")
    if noticed:
        described = (unit, kind, better, cut, tool, of, group, role, round_, new)
        aimed = (target, by, prediction)
        figures = (measure, size, count, levels, value, suppressed, mean, sd, from_)
        if any((*figures, *aimed, *described)):
            sentence = "--noticed and figures are two entries; nothing was changed."
            raise NotUnderstood(sentence, "Enter the one, then the other.")
        day = session.day(date, "--date", today, past=True)
        meaning = means or ""
        session.change(
            lambda say: add_observation(
                journal, found, say(noticed), say(meaning) or None, day
            )
        )
        return
    if measure is None:
        measure = _ask_measure(session, found)
    if measure == "":
        raise Missing(
            ["--measure or --noticed"],
            'plc add-evidence --measure "Common task" --size 64 --count 25',
        )
    given = Figures(
        measure=measure,
        date=session.day(date, "--date", past=True) or None,
        role=one_of(role, ("baseline", "interim", "result"), "--role")
        if role
        else None,
        group=group,
        size=whole(size, "--size", "64") if size else None,
        count=whole(count, "--count", "25") if count else None,
        levels=_levels(levels),
        value=number(value, "--value") if value else None,
        mean=number(mean, "--mean") if mean else None,
        sd=number(sd, "--sd") if sd else None,
        suppressed=suppressed,
        kind=kind,
        of=of,
        unit=unit,
        better=better,
        tool=tool,
        cut=None if cut is None else typed.cut(cut),
        target=number(target, "--target") if target else None,
        shares=frozenset(
            name
            for name, words in (("target", target), ("prediction", prediction))
            if words and typed.is_share(words)
        ),
        target_by=session.day(by, "--by") or None,
        prediction=number(prediction, "--prediction") if prediction else None,
        new=new,
        round=round_,
    )
    if from_ is not None:
        from plcjournal.cli.marks import from_sheet

        from_sheet(session, found, given, told)
        return
    bare = Figures(measure=measure, role=given.role, new=new, round=round_)
    nothing = bare == given
    ways = [given.count is not None, bool(given.levels), given.value is not None]
    if sum([*ways, given.suppressed]) > 1:
        sentence = "One of --count, --levels, --value, --suppressed, not several."
        raise NotUnderstood(sentence, "Nothing was changed; take one of them.")
    if nothing and session.screen.can_ask:
        with session.questions("add-evidence"):
            _save(session, found, _ask_figures(session, given))
        return
    if given.date and not given.has_result:
        raise Missing(
            ["--size and --count (or --levels, --value, --suppressed)"],
            f'plc add-evidence --measure "{measure}" --size 64 --count 25',
        )
    _save(session, found, given)


def _save(session: Session, cycle: Cycle, given: Figures) -> None:
    from plcjournal.core.edits.aims import check_aims
    from plcjournal.core.edits.evidence import (
        NearlyTheSame,
        add_figures,
        meant_measure,
    )

    journal, today = session.read.journal, session.workspace.today
    try:
        edited = add_figures(journal, cycle, given, today)
    except NearlyTheSame as near:
        if not session.screen.can_ask:
            raise
        question = f"Do you mean the measure '{near.existing}'?"
        if session.screen.confirm(question, default=True):
            given = replace(given, measure=near.existing)
        else:
            given = replace(given, new=True)
        edited = add_figures(journal, cycle, given, today)
    notes = check_aims(meant_measure(cycle, given), given)
    session.change(edited, notes)


def _ask_measure(session: Session, cycle: Cycle) -> str:
    if not session.screen.can_ask:
        return ""
    names = [one.name for one in cycle.evidence.measures]
    return session.screen.ask(
        "What did you look at?",
        names[0] if names else "",
        "for example: Common task, 5 items",
    )


def _ask_figures(session: Session, given: Figures) -> Figures:
    """Ask for the totals of one look; Enter at the size enters none."""
    screen = session.screen
    size = screen.ask_until(
        "How many learners were there in all? (Enter: not yet known)",
        lambda words: whole(words, "", "64") if words else None,
    )
    if size is None:
        return given
    count = screen.ask_until(
        "How many of them reached it?", lambda words: whole(words, "", "25")
    )
    day = screen.ask_until("On which day?", session.understood, session.workspace.today)
    return replace(given, size=size, count=count, date=day)


def _levels(words: str | None) -> dict[str, int]:
    """Answer the counts of `1=4,2=20`.

    Raises:
        NamedTwice: a level stands there twice.
        NotUnderstood: a part is not a level with a whole number.
    """
    from plcjournal.core.edits.pairs import pairs

    found: dict[str, int] = {}
    example = "1=6,2=20,3=25,4=13"
    for name, count in pairs(words or "", "--levels").items():
        if count is None or not name:
            part = name if count is None else f"={count}"
            raise NotUnderstood(
                f"--levels: '{part}' is not a level with a number.",
                f"--levels {example}",
            )
        found[name] = whole(count, "--levels", example)
    return found
