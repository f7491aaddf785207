"""plc join, plc sync."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session
from plcjournal.errors import Exit

if TYPE_CHECKING:
    from plcjournal.joining import Joined
    from plcjournal.repository.author import Person
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
    """Say who sits here: as typed, or as asked; later is early enough."""
    from plcjournal.beginning import remember
    from plcjournal.workspace import Workspace

    author, email, team, member = said
    space = Workspace(Path(result.folder))
    screen = session.screen
    known = space.repository and space.repository.identity()
    who = None
    if screen.can_ask or author or known:
        from plcjournal.cli.introducing import person

        who = person(screen, space.folder, author, email)
    team_id, member_id = _place_of(session, space, team, member, who)
    if space.repository is not None:
        remember(space.repository, who, team_id, member_id)
    if who is None:
        screen.hint('say who you are: plc init --author "Grade 4 teacher A"')


def _place_of(
    session: Session,
    space: Workspace,
    team: str | None,
    member: str | None,
    who: Person | None,
) -> tuple[str, str]:
    """Answer the team and the member a person is."""
    from plcjournal.core.journal import pick

    journal = space.read().journal
    names = [*journal.teams]
    if team:
        team_id = journal.find_team(team)
    elif len(names) == 1:
        team_id = names[0]
    elif names and session.screen.can_ask:
        session.screen.say("Which team is yours? (Enter: none of them)")
        team_id = session.screen.choose("Your team", names)
    else:
        team_id = ""
    if team_id not in journal.teams:
        return "", ""
    people = [one for one in journal.teams[team_id].members if not one.left]
    if member:
        return team_id, pick("member", member, [one.id for one in people])
    same = [one.id for one in people if who and one.name == who.name]
    if same or not people or not session.screen.can_ask:
        return team_id, same[0] if same else ""
    session.screen.say("Which of these are you? (Enter: none of them)")
    return team_id, session.screen.choose("You are", [one.id for one in people])


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
    from plcjournal.connection import LeavesTeam
    from plcjournal.sync import Sync

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    screen = session.screen
    session.introduced()
    meeting = Sync(session.workspace, asks=screen.can_ask, tell=screen.say)
    try:
        result, held_back = meeting.run(with_, session.start, may_leave=yes)
    except LeavesTeam as leaves:
        if not screen.can_ask or not screen.confirm(f"{leaves.sentence} Leave it?"):
            raise
        result, held_back = meeting.run(with_, session.start, may_leave=True)
    screen.show(result, "sync", held_back if json else ())
    if meeting.failure:
        screen.fail(meeting.failure)
        raise typer.Exit(meeting.failure.exit_code)
    if held_back:
        from plcjournal.views.plain import finding_lines

        for found in held_back:
            for line in finding_lines(found, ""):
                screen.warn(line)
        raise typer.Exit(Exit.NOT_SAVED)
