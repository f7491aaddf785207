"""plc undo, plc audit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.past import cycle_named, recovered, tell
from plcjournal.cli.session import Session
from plcjournal.errors import Exit

if TYPE_CHECKING:
    from plcjournal.undoing import Undoing

app = options.app()


@app.command("undo")
def undo(
    ctx: typer.Context,
    number: Annotated[
        str | None,
        typer.Argument(
            help="Which: 1 is your last change, 2 the one before it.",
            metavar="[NUMBER]",
            show_default=False,
        ),
    ] = None,
    list_: Annotated[
        bool,
        typer.Option("--list", help="List your last changes with their numbers."),
    ] = False,
    yes: options.Yes = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Take back your last saved change

    As a new change: what others or you did since stays, and so does the history. Also
    works after sharing. The same command again brings it back. On a terminal it asks
    first where the change is not your last one, or people went on from it.

    \b
    Examples:
      plc undo
      plc undo --list
      plc undo 2
    """
    from plcjournal.cli.typed import NotUnderstood
    from plcjournal.undoing import Undoing

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    session.stop_if_unfinished()
    if list_:
        from plcjournal.undoing.listing import undo_list

        space = recovered(session)
        session.screen.show(undo_list(space, session.read), "undo-list")
        return
    words = number.strip() if number else "1"
    if not re.fullmatch(r"[1-9]\d{0,5}", words, re.ASCII):
        raise NotUnderstood(
            f"'{number}' is not which change: 1 is your last one, 2 the one before it.",
            "plc undo 2",
        )
    undoing = Undoing(recovered(session), session.read, int(words))
    if not yes and session.screen.can_ask and not _is_wanted(session, undoing):
        session.screen.say("Nothing was changed.")
        return
    before = _saved_by_hand(session, undoing)
    session.screen.show(undoing.done(before), "changed")


def _is_wanted(session: Session, undoing: Undoing) -> bool:
    """Ask whether to take a change back that is old or that people went on from."""
    from plcjournal.views.auditing import intended_lines

    intended = undoing.intended
    if intended.is_plain:
        return True
    for line in intended_lines(intended):
        session.screen.say(line)
    return session.screen.confirm(intended.question)


def _saved_by_hand(session: Session, undoing: Undoing) -> tuple[str, ...]:
    """Save what was changed by hand as a change of its own, apart from the undo."""
    from plcjournal.checking import save_by_hand

    space = session.workspace
    if not space.unsaved():
        return ()
    changed, held_back = save_by_hand(space, space.folder, None, None)
    undoing.refuse(space.unsaved(), held_back)
    return changed.paths


@app.command("audit")
def audit(
    ctx: typer.Context,
    since: Annotated[
        str | None,
        typer.Option(help="Only since a day: 2026-01-15, or words: 2 weeks ago."),
    ] = None,
    bring_back: Annotated[
        str | None,
        typer.Option(help="Bring back one thing that was lost.", metavar="FIELD"),
    ] = None,
    cycle: Annotated[
        str | None,
        typer.Option(
            "--cycle",
            help="Only what belongs to one cycle: any part of its name.",
            autocompletion=completion.cycle_names,
        ),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Find what was lost when work was put together

    Where two people's work was put together on a website or with other programs, one
    side's change can get lost. This finds each that nobody put right since, with the
    command that brings it back. Ends with 1 if there is any.

    \b
    Examples:
      plc audit
      plc audit --since "2 weeks ago"
    """
    from plcjournal.auditing import audit as look_back
    from plcjournal.moments.moment import since as moment_of

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    space = recovered(session)
    name = cycle_named(session, cycle)
    if bring_back is not None:
        _bring_back(session, bring_back, name)
        return
    moment = moment_of(space, since) if since is not None else None
    if moment:
        session.screen.say(f"--since: {moment.said}")
    found, problems = look_back(space, cycle=name, since=moment)
    session.screen.show(found, "audit", problems if json else ())
    tell(session, problems)
    if found.losses:
        raise typer.Exit(Exit.NO)
    if problems:
        raise typer.Exit(Exit.JOURNAL)


def _bring_back(session: Session, words: str, cycle: str) -> None:
    from plcjournal.auditing import find
    from plcjournal.auditing.mending import edit_of, files_of
    from plcjournal.undoing import bring_back

    space = session.workspace
    item = find(space, words, cycle)
    was, want = files_of(space, item)
    edited = edit_of(item, session.read.journal)
    changed = bring_back(space, session.read, was, want, edited)
    session.screen.show(changed, "changed")
