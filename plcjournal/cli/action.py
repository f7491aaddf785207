"""plc add-action, add-learning, note, answer, attach, done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.cli.typed import Missing, NotUnderstood

if TYPE_CHECKING:
    from plcjournal.cli.session import Say
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.edits.action import Plan
    from plcjournal.core.edits.edited import Edited

app = options.app()


@app.command("add-action")
def add_action(
    ctx: typer.Context,
    what: Annotated[
        str | None, typer.Argument(help="What you will try.", metavar="WHAT")
    ] = None,
    owner: Annotated[
        str | None, typer.Option(help="Who does it: a member, several, or in words.")
    ] = None,
    due: Annotated[
        str | None, typer.Option(help="By when; two weeks from now if not said.")
    ] = None,
    because: Annotated[
        list[str] | None,
        typer.Option(
            help="The measure or observation that is the reason (id).",
            autocompletion=completion.reason_names,
        ),
    ] = None,
    quick_win: Annotated[
        bool, typer.Option("--quick-win", help="Something that shows soon.")
    ] = False,
    round_: options.Round = None,
    cycle: options.OfCycle = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Plan something to try in your teaching

    \b
    Examples:
      plc add-action "Number talk three times a week" --owner "all of us"
      plc add-action "Exit slips" --due "in 2 weeks" --because common-task
    """
    from plcjournal.core.edits.action import Plan

    session = _begin(ctx, json=json, no_input=no_input)
    found = session.cycle(cycle)
    given = Plan(what or "", owner, due, tuple(because or ()), quick_win, round_)
    with session.questions("add-action"):
        _plan(session, found, given)


def _plan(session: Session, found: Cycle, given: Plan) -> None:
    from dataclasses import replace
    from datetime import date, timedelta

    from plcjournal.core.edits.action import add_action as edit

    today = session.workspace.today
    in_two_weeks = (date.fromisoformat(today) + timedelta(weeks=2)).isoformat()
    if not given.what and session.screen.can_ask:
        given = _ask_plan(session, found, given, in_two_weeks)
    _needed(given.what, '"WHAT"', 'plc add-action "Number talk" --owner "all of us"')
    plan = replace(given, due=session.day(given.due, "--due", in_two_weeks))

    def make(say: Say) -> Edited:
        owner = say(plan.owner) if plan.owner else None
        words = replace(plan, what=say(plan.what), owner=owner)
        return edit(session.read.journal, found, words)

    session.change(make)


def _ask_plan(session: Session, found: Cycle, given: Plan, usual: str) -> Plan:
    from dataclasses import replace

    screen = session.screen
    what = screen.ask("What will you try?")
    owner = given.owner or screen.ask("Who does it? (Enter: all of us)", "") or None
    due = given.due or screen.ask_until("By when?", session.understood, usual)
    reasons = [one.id for one in found.evidence.measures]
    reasons += [one.id for one in found.evidence.observations]
    because = given.because
    if reasons and not because:
        asked = "Which evidence is the reason? (Enter: none)"
        because = tuple(filter(None, [screen.choose(asked, reasons)]))
    return replace(given, what=what, owner=owner, due=due, because=because)


@app.command("add-learning")
def add_learning(
    ctx: typer.Context,
    what: Annotated[
        str | None, typer.Argument(help="What you want to learn.", metavar="WHAT")
    ] = None,
    with_: Annotated[
        str | None, typer.Option("--with", help="With or from whom.")
    ] = None,
    cycle: options.OfCycle = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Say what the team wants to learn itself, and from whom

    \b
    Examples:
      plc add-learning "Read the number-line chapter" --with math-coach
    """
    from plcjournal.core.edits.action import add_learning as edit

    session = _begin(ctx, json=json, no_input=no_input)
    found = session.cycle(cycle)
    if not what and session.screen.can_ask:
        what = session.screen.ask("What do you want to learn?")
    text = _needed(what, '"WHAT"', 'plc add-learning "Read the number-line chapter"')
    journal = session.read.journal
    session.change(lambda say: edit(journal, found, say(text), with_))


@app.command("note")
def note(
    ctx: typer.Context,
    text: Annotated[
        str | None, typer.Argument(help="One line about how it goes.", metavar="TEXT")
    ] = None,
    date: options.Date = None,
    round_: options.Round = None,
    cycle: options.OfCycle = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Note one line about how it goes

    \b
    Examples:
      plc note "More learners explain with the distance from a half"
      plc note "Timetable changed" --date "last friday"
    """
    from plcjournal.core.edits.action import add_note

    session = _begin(ctx, json=json, no_input=no_input)
    found = session.cycle(cycle)
    if not text and session.screen.can_ask:
        text = session.screen.ask("What do you want to note?")
    words = _needed(text, '"TEXT"', 'plc note "Explaining became routine"')
    day = session.day(date, "--date", session.workspace.today, past=True)
    journal = session.read.journal
    session.change(lambda say: add_note(journal, found, say(words), day, round_))


@app.command("answer")
def answer(
    ctx: typer.Context,
    step: Annotated[
        str,
        typer.Argument(help="A step of the model that is answered in words."),
    ],
    text: Annotated[str | None, typer.Argument(help="Your answer.")] = None,
    cycle: options.OfCycle = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Answer a step of the cycle's model in words

    plc next names the step and its question.

    \b
    Examples:
      plc answer feedback-meeting "Try waiting after every question"
    """
    from plcjournal.core.edits.answer import answer as edit

    session = _begin(ctx, json=json, no_input=no_input)
    found = session.cycle(cycle)
    if not text and session.screen.can_ask:
        text = session.screen.ask(_question(session, found.name, step))
    words = _needed(text, "the answer", f'plc answer {step} "TEXT"')
    journal = session.read.journal
    session.change(lambda say: edit(journal, found, step, say(words)))


@app.command("attach")
def attach(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(help="A lesson plan, a blank rubric, …")],
    to: Annotated[
        str | None, typer.Option(help="The action it belongs to (id).")
    ] = None,
    clean: Annotated[
        bool,
        typer.Option(
            "--clean",
            help="Keep a copy without personal information: JPEG, PNG, Word, Excel, …",
        ),
    ] = False,
    cycle: options.OfCycle = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Keep a file with the cycle: never one that names a learner

    The file is copied into the cycle's folder files. plc looks into photos, PDFs,
    office files and texts for names, addresses, and where a photo was taken.

    \b
    Examples:
      plc attach lesson-plan.docx --to number-talks
      plc attach wall.jpg --clean
    """
    from plcjournal.attaching import attached

    session = _begin(ctx, json=json, no_input=no_input)
    found = session.cycle(cycle)
    kept = attached(session.workspace, session.read, found, file, to, clean=clean)
    if kept.says_who and session.screen.can_ask:
        session.screen.say(f"{kept.says_who} It would stay in the history for ever.")
        if session.screen.confirm("Keep a copy without that?", default=True):
            space, read = session.workspace, session.read
            kept = attached(space, read, found, file, to, clean=True)
    session.change(kept.edited, kept.notes)


@app.command("done")
def done(
    ctx: typer.Context,
    action: Annotated[
        str | None,
        typer.Argument(
            help="Any part of the action's id.",
            metavar="ACTION",
            autocompletion=completion.action_names,
        ),
    ] = None,
    date: options.Date = None,
    dropped: Annotated[
        str | None,
        typer.Option(help="Drop it instead, with the reason.", metavar="WHY"),
    ] = None,
    cycle: options.OfCycle = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Mark an action as done, or as dropped

    \b
    Examples:
      plc done number-talks
      plc done peer-scoring --dropped "Lost to a schedule change"
    """
    from plcjournal.core.edits.action import Ending, finish_action

    session = _begin(ctx, json=json, no_input=no_input)
    found = session.cycle(cycle)
    plan = found.action
    waiting = [
        item.id
        for items in (plan.actions, plan.learning)
        for item in items
        if item.status in ("planned", "doing")
    ]
    if not action and session.screen.can_ask and waiting:
        action = session.screen.choose("Which one is done", waiting)
    name = _needed(action, "the action's id", f"plc done {[*waiting, 'ACTION'][0]}")
    if dropped and date:
        sentence = "What is dropped has no day on which it was done."
        raise NotUnderstood(sentence, f'plc done {name} --dropped "WHY"')
    day = session.day(date, "--date", past=True) if date else None
    ending = Ending(session.workspace.today, day, dropped)
    session.change(finish_action(session.read.journal, found, name, ending))


def _begin(ctx: typer.Context, *, json: bool, no_input: bool) -> Session:
    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    return session


def _needed(text: str | None, what: str, example: str) -> str:
    if not (text or "").strip():
        raise Missing([what], example)
    return str(text).strip()


def _question(session: Session, cycle: str, step: str) -> str:
    from plcjournal.core.language import said

    journal = session.read.journal
    model = journal.model_of(journal.cycles[cycle])
    for one in model.steps if model else ():
        if one.id == step:
            return said(one.question, journal.settings.language)
    return "Your answer"
