"""plc next, plc status, plc show."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.core import layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.status import NextStep
    from plcjournal.core.story import Story
    from plcjournal.reading import Read

app = options.app()

# Of more open cycles than this, a list without --all shows the most pressing.
_MANY = 20


@app.command("next")
def next_(
    ctx: typer.Context,
    cycle: options.Cycle = None,
    new_round: Annotated[
        bool,
        typer.Option("--new-round", help="Begin another round, if the model repeats."),
    ] = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Show the one step to do now, and offer to do it

    \b
    Examples:
      plc next
      plc next comparing-fractions
    """
    from plcjournal.core.status import next_of

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if new_round:
        from plcjournal.core.edits.round import new_round as begin

        found = session.cycle(cycle)
        session.change(begin(session.read.journal, found, session.workspace.today))
        return
    read = session.workspace.look()
    found = session.cycle(cycle, read.journal)
    step = next_of(read.journal, found)
    session.screen.show(step, "next", read.met)
    session.end(read.met)
    if session.screen.can_ask and not session.is_unfinished:
        _offer(ctx, session, step)


def _offer(ctx: typer.Context, session: Session, step: NextStep) -> None:
    """Offer to do the step at once; Enter leaves it for later."""
    from plcjournal.cli import action, evidence, review

    verb = step.command.split()[1]
    if step.stage == "closed" or verb not in _OFFERED or not step.steps:
        return
    if verb in ("answer", "set"):
        _offer_words(ctx, session, step)
    elif not session.screen.confirm("Do it now?"):
        return
    elif step.done_when == "target":
        _ask_target(ctx, session, step.cycle)
    elif verb == "add-evidence":
        again = "--role result" in step.command
        evidence.add_evidence(ctx, step.cycle, role="result" if again else None)
    elif verb == "add-action":
        action.add_action(ctx, cycle=step.cycle)
    elif verb == "done":
        action.done(ctx, cycle=step.cycle)
    else:
        (review.close if verb == "close" else review.review)(ctx, step.cycle)


_OFFERED = ("answer", "set", "add-evidence", "add-action", "done", "review", "close")


def _offer_words(ctx: typer.Context, session: Session, step: NextStep) -> None:
    from plcjournal.cli import action, fields

    answer = session.screen.ask("Your answer (Enter: later)")
    if answer and step.done_when == "answered":
        action.answer(ctx, step.step, answer, cycle=step.cycle)
    elif answer and step.done_when == "need":
        fields.set_(ctx, "priority.need", answer, cycle=step.cycle)


def _ask_target(ctx: typer.Context, session: Session, name: str) -> None:
    from plcjournal.cli import evidence

    screen = session.screen
    measures = [one.name for one in session.cycle(name).evidence.measures]
    measure = measures[0] if measures else screen.ask("Of which measure?")
    target = screen.ask("Which figure do you hope for?")
    day = screen.ask("By when?")
    evidence.add_evidence(
        ctx, name, measure=measure, target=target or None, by=day or None
    )


@app.command("status")
def status(
    ctx: typer.Context,
    team: Annotated[
        str | None,
        typer.Option(
            help="Only the cycles of a team.", autocompletion=completion.team_names
        ),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Closed cycles too.")] = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Show where each cycle is, and what is due

    Of more than 20 open cycles it shows those in which something has waited longest;
    --all shows every one.

    \b
    Examples:
      plc status
      plc status --team grade-4 --all
    """
    from plcjournal.core.status import StatusList, status_of
    from plcjournal.drafts import kept

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    space = session.workspace
    read = space.look()
    wanted = session.team_shown(team, read)
    with closing(space.glances(read)) as glances:
        journal = read.journal
        found = glances.listed(wanted, None if all_ or json else _MANY, closed=all_)
        journal.fetch(found.names)
        teams = {layout.team_path(name.partition("/")[0]) for name in found.names}
        read.look_at((*sorted(teams), *glances.unread()))
        cycles = (journal.cycles[name] for name in found.names)
        told = glances.unsaved
        view = StatusList(
            journal=journal.settings.name,
            today=space.today,
            cycles=tuple(status_of(journal, cycle, space.today) for cycle in cycles),
            more=found.more,
            closed=found.closed,
            unsaved=space.unsaved() if told is None else told,
            kept=kept(space.folder),
            unfinished=session.is_unfinished,
        )
    session.screen.show(view, "status", read.met)
    session.end(read.met)


@app.command("show")
def show(
    ctx: typer.Context,
    cycle: options.Cycle = None,
    at: Annotated[
        str | None,
        typer.Option("--at", help="As it was: a day, 2 weeks ago, last, or an id."),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Show one cycle whole

    \b
    Examples:
      plc show
      plc show comparing-fractions --json
      plc show comparing-fractions --at "2 weeks ago"
    """
    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if at is not None:
        _show_as_it_was(session, cycle, at)
        return
    space = session.workspace
    read = space.look()
    found = session.cycle(cycle, read.journal)
    from plcjournal.gists import gists_of

    told = gists_of(space, read, found)
    with closing(space.glances(read)) as glances:
        story = _story(read, found, space.today, told)
        read.look_at(p for p in glances.unread() if p.startswith("cycles/"))
    session.screen.show(story, "show", read.met)
    session.end(read.met)


def _story(
    read: Read, found: Cycle, today: str, changes: Mapping[str, str] | None = None
) -> Story:
    from plcjournal.core.layout import STAGES
    from plcjournal.core.recalled import values_of
    from plcjournal.core.story import story_of

    records = {
        stage: values_of(found.stage(stage))
        for stage in STAGES
        if stage not in found.unread
    }
    return story_of(read.journal, found, today, records, changes)


def _show_as_it_was(session: Session, words: str | None, at: str) -> None:
    """Show a cycle as it was at a moment: what came next is a matter of now."""
    from plcjournal.cli.past import cycle_named, recovered, tell
    from plcjournal.moments import moment, states

    space = recovered(session)
    then = moment.resolve(space, at)
    if then.first:
        raise moment.NeverLooked
    session.screen.say(f"--at: {then.said}")
    name = cycle_named(session, words)
    read = states.read_at(space, then.commit, name)
    if name and name not in read.journal.cycles:
        raise states.NotThen(name, then, states.day_begun(space, name))
    cycle = read.journal.cycles[name] if name else session.cycle(None, read.journal)
    story = _story(read, cycle, then.day)
    story = story._replace(status=story.status._replace(next=None))
    whence = f"As it was ({then.said})"
    problems = tuple(states.of_the_past(one, whence) for one in read.problems)
    session.screen.show(story, "show", problems if session.screen.is_json else ())
    tell(session, problems)
    session.end(read.problems)
