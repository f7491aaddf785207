"""plc history, plc diff."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.workspace import Workspace

app = options.app()

Cycle = Annotated[
    str | None,
    typer.Argument(
        help="Any part of the cycle's name; none means the whole journal.",
        metavar="[CYCLE]",
        autocompletion=completion.cycle_names,
        show_default=False,
    ),
]
_MOST = 200  # saved changes that are told of a whole journal
_WHEN = "a day, june, 2 weeks ago, last (since you last looked) or an id"


class OnlyTheEnd(PlcError):
    """A moment to end with, and none to begin with."""

    exit_code = Exit.USAGE

    def __init__(self, words: str) -> None:
        super().__init__(
            f"--to {words} says where to end, and nothing says where to begin.",
            f'Add the other moment: plc diff --from "2 weeks ago" --to "{words}"',
        )


@app.command("history")
def history(
    ctx: typer.Context,
    cycle: Cycle = None,
    field: Annotated[
        str | None,
        typer.Option(
            "--field",
            help="Only one field: due, or action.actions.number-talks.due.",
            autocompletion=completion.field_names,
        ),
    ] = None,
    since: Annotated[
        str | None, typer.Option("--since", help=f"Only from then on: {_WHEN}.")
    ] = None,
    by: Annotated[
        str | None, typer.Option("--by", help="Only what somebody of this name did.")
    ] = None,
    all_: Annotated[
        bool, typer.Option("--all", help="Every change of the whole journal.")
    ] = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Tell who changed what, and when, in sentences

    Of the whole journal it tells the newest 200 changes; --all tells every one.

    \b
    Examples:
      plc history comparing-fractions
      plc history comparing-fractions --field due
      plc history --since "last friday" --by coach
    """
    from plcjournal import history as past
    from plcjournal.moments import moment

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    space = recovered(session)
    start = None
    if since is not None:
        start = moment.since(space, since)
        session.screen.say(f"--since: {start.said}")
    name = cycle_named(session, cycle)
    is_narrow = any((name, field, by, since))
    asked = past.Asked(
        cycle=name,
        field=field or "",
        by=by or "",
        since=start,
        in_sentences=not (json or field),  # what else there is, nobody would see
        most=None if is_narrow or all_ or json else _MOST,
    )
    found, problems = past.history(space, asked)
    session.screen.show(found, "history", problems if json else ())
    tell(session, problems)
    _end(problems)


@app.command("diff")
def diff(
    ctx: typer.Context,
    cycle: Cycle = None,
    from_: Annotated[
        str | None, typer.Option("--from", help=f"The moment to begin with: {_WHEN}.")
    ] = None,
    to: Annotated[
        str | None,
        typer.Option(
            "--to", help="The moment to end with; now, as saved, if not said."
        ),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Show what changed between two moments, field by field

    Without moments, it shows what was changed by hand and is not saved yet.

    \b
    Examples:
      plc diff
      plc diff --from last
      plc diff comparing-fractions --from "2 weeks ago"
    """
    from plcjournal import comparing
    from plcjournal.moments import moment

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    space = recovered(session)
    if from_ is None:
        if to is not None:
            raise OnlyTheEnd(to)
        found, problems = comparing.unsaved(space, cycle_named(session, cycle))
        session.screen.show(found, "diff", problems)
        session.tell_unfinished(problems)
        _end(problems)
        return
    start = moment.resolve(space, from_)
    session.screen.say(f"--from: {start.said}")
    end = moment.now(space) if to is None else moment.resolve(space, to)
    if to is not None:
        session.screen.say(f"--to: {end.said}")
    name = cycle_named(session, cycle)
    found, problems = comparing.between(space, start, end, name)
    session.screen.show(found, "diff", problems if json else ())
    tell(session, problems)
    is_whole = start.words == moment.LAST and not (end.words or name or json)
    if is_whole and sys.stdout.isatty() and not moment.look_is_kept(space, end.commit):
        session.screen.warn("plc could not keep that you looked: see plc doctor")
    _end(problems)


def recovered(session: Session) -> Workspace:
    """Open the journal; finish what an interrupted save left, if there is anything."""
    space = session.workspace
    if space.place is not None and space.place.was_interrupted:
        space.look()
    return space


def cycle_named(session: Session, words: str | None) -> str:
    """Answer the cycle a person named, '' where they named none."""
    from plcjournal.core.journal import WhichOne
    from plcjournal.moments.states import find_cycle

    if not words:
        return ""
    try:
        return find_cycle(session.workspace, words)
    except WhichOne as which:
        if not session.screen.can_ask:
            raise
        session.screen.say(which.sentence.split("\n")[0])
        return session.screen.choose("Which cycle", which.names)


def tell(session: Session, problems: Sequence[Finding]) -> None:
    """Tell what of the past cannot be read, where JSON does not say it."""
    if not session.screen.is_json:
        for found in problems:
            session.screen.warn(f"{found.path}: {found.message}")


def _end(problems: Sequence[Finding]) -> None:
    """End a command that looked back: 3 where something could not be read."""
    if problems:
        raise typer.Exit(Exit.JOURNAL)
