"""plc join, plc sync."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.joining import Joined
    from plcjournal.repository.author import Person
    from plcjournal.repository.repository import Repository
    from plcjournal.workspace import Workspace

app = options.app()


@app.command("join")
def join(
    ctx: typer.Context,
    address: Annotated[
        str,
        typer.Argument(help="Where the team's journal is: https://…, or a folder."),
    ],
    folder: Annotated[
        Path | None, typer.Argument(help="Where to put it.", metavar="[DIR]")
    ] = None,
    author: options.Author = None,
    email: options.Email = None,
    team: Annotated[str | None, typer.Option(help="Your team.")] = None,
    member: options.Member = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Bring the team's journal onto this computer

    Asks who you are, so that your changes carry your name. Nothing of the journal is
    run on this computer; it is only read.

    \b
    Examples:
      plc join https://example.org/maple-ridge.git
      plc join /shared/maple-ridge.git our-journal --author "Grade 4 teacher A"
    """
    from plcjournal.joining import default_folder
    from plcjournal.joining import join as joined

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    screen = session.screen
    target = (session.start / (folder or default_folder(address))).absolute()
    result = joined(
        address, target, session.start, asks=screen.can_ask, tell=screen.say
    )
    screen.show(result, "joined")
    _introduced(session, result, (author, email, team, member))


def _introduced(session: Session, result: Joined, said: tuple[str | None, ...]) -> None:
    """Say who sits here: as typed, or as asked; later is early enough.

    Whoever stops here is told that the journal is there, and what is still to be said.
    """
    from plcjournal.cli.introducing import SAY_WHO, person, place_of
    from plcjournal.views.sharing import quoted
    from plcjournal.workspace import Workspace

    author, email, team, member = said
    space = Workspace(Path(result.folder))
    screen = session.screen
    known = space.repository and space.repository.identity()
    who = None
    try:
        if screen.can_ask or author or known:
            who = person(screen, space.folder, author, email)
            _remember(space, who)
        name = who.name if who else ""
        mine = place_of(screen, space.read().journal, team, member, name)
    except (KeyboardInterrupt, PlcError):
        what = "which team is yours" if who else "who you are"
        screen.warn(f"The journal is here, but does not know yet {what}.")
        command = "plc init" if who else SAY_WHO
        screen.hint(f"To say so: cd {quoted(result.folder)} and then {command}")
        raise
    _remember(space, None, *mine)
    if who is None:
        screen.hint(f"In that folder, say who you are: {SAY_WHO}")


def _remember(
    space: Workspace, who: Person | None, team: str = "", member: str = ""
) -> None:
    from plcjournal.beginning import remember

    if space.repository is not None:
        remember(space.repository, who, team, member)


@app.command("sync")
def sync(
    ctx: typer.Context,
    with_: Annotated[
        str | None,
        typer.Option(
            "--with",
            metavar="ADDRESS",
            help="Share with this address from now on: https://…, or a folder.",
        ),
    ] = None,
    yes: options.Yes = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Share what you saved, and receive what others did

    Saves valid hand edits first. What two people changed differently stays readable,
    both versions kept, until somebody decides. Run it again after any interruption.

    \b
    Examples:
      plc sync
      plc sync --with https://example.org/maple-ridge.git
    """
    from plcjournal.connection import Connection, history

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    screen = session.screen
    session.introduced()
    repository = history(session.workspace)
    line = Connection(
        repository,
        _address(session, repository, with_, yes=yes),
        is_new=with_ is not None,
        asks=screen.can_ask,
        tell=screen.say,
    )
    with closing(line):
        line.look_ahead()
        from plcjournal.sync import Sync  # much to load, while the other side answers

        meeting = Sync(session.workspace, line)
        result, held_back = meeting.run()
    held_back = _where_they_are(held_back, dict(result.aside))
    screen.show(result, "sync", held_back if json else ())
    if meeting.failure:
        screen.fail(meeting.failure)
        raise typer.Exit(meeting.failure.exit_code)
    if held_back:
        from plcjournal.views.listed import finding_lines

        for found in held_back:
            for row in finding_lines(found, ""):
                screen.warn(row)
        raise typer.Exit(Exit.NOT_SAVED)


def _address(
    session: Session, repository: Repository, words: str | None, *, yes: bool
) -> str:
    """Answer where to share: as the team does, or where somebody says from now on."""
    from plcjournal.connection import LeavesTeam, known_url, new_url

    if words is None:
        return known_url(repository)
    try:
        return new_url(repository, words, session.start, may_leave=yes)
    except LeavesTeam as leaves:
        screen = session.screen
        if not screen.can_ask or not screen.confirm(f"{leaves.sentence} Leave it?"):
            raise
        return new_url(repository, words, session.start, may_leave=True)


def _where_they_are(
    found: Sequence[Finding], aside: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Answer what is wrong with words by the files they are in now."""
    from dataclasses import replace

    return tuple(replace(one, path=aside.get(one.path, one.path)) for one in found)
