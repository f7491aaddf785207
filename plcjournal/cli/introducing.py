"""Who sits at this computer: as said, as git knows, or as asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from plcjournal.cli.screen import Screen
    from plcjournal.core.journal import Journal
    from plcjournal.repository.author import Person

SAY_WHO = 'plc init --author "Grade 4 teacher A"'


def way_to(folder: Path) -> str:
    """Answer a folder as it is typed here, '' where we are in it."""
    import os

    from plcjournal.views.sharing import quoted

    here = Path.cwd()
    if folder.resolve() in (here, *here.parents):
        return ""
    return quoted(os.path.relpath(folder))


class Nameless(PlcError):
    """Nobody said who sits here, or what was said is no name, and nobody can be asked.

    `said`: what was said.
    """

    exit_code = Exit.USAGE

    def __init__(self, folder: Path, said: str = "") -> None:
        there = f"plc init {way_to(folder)}".strip()
        sentence = (
            f"'{said}' has no letters that could stand beside your changes as a name."
            if said
            else "Your name or role stands beside your changes, and nobody said it yet."
        )
        super().__init__(
            f"{sentence} Nothing was changed.",
            f"Say it once: {SAY_WHO.replace('plc init', there)}",
        )


def person(
    screen: Screen, folder: Path, author: str | None, email: str | None
) -> Person:
    """Answer who sits here: as said, as git knows, or as asked until there is a name.

    Raises:
        Nameless: nobody said, or said no name, and nobody can be asked.
    """
    from plcjournal.core.edits.edited import slug
    from plcjournal.repository.author import cleaned
    from plcjournal.repository.repository import Person
    from plcjournal.who import configured

    known = configured(folder)
    if author is None and known is not None:
        return known if email is None else Person(known.name, email)
    if author is None and screen.can_ask:
        screen.say("Your name stands beside your changes, for everybody to see.")
        author = _asked(screen)
    nobody = f"{slug(author or '-')}@noreply.invalid"
    if not author or cleaned(Person(author, nobody)) is None:
        raise Nameless(folder, author or "")
    if email is None and screen.can_ask:
        screen.say("An address goes into the history; this one reaches nobody:")
        email = screen.ask("E-mail", nobody)
    return Person(author, email or nobody)


def _asked(screen: Screen) -> str:
    """Ask for a name until there is one."""
    from plcjournal.repository.author import Person, cleaned

    while True:
        author = screen.ask("Your name or role", "", "for example: Grade 4 teacher A")
        if cleaned(Person(author, "-@-")) is not None:
            return author
        screen.say(
            "Please type a name or a role: your changes need one. Ctrl-C stops here."
        )


def place_of(
    screen: Screen,
    journal: Journal,
    team: str | None,
    member: str | None,
    name: str,
) -> tuple[str, str]:
    """Answer the team and the member that a person of a name is: as said, or asked.

    Raises:
        NotFound, WhichOne: there is no such team or member, or there are several.
    """
    from plcjournal.core.journal import pick

    names = [*journal.teams]
    if team:
        team_id = journal.find_team(team)
    elif len(names) == 1:
        team_id = names[0]
    elif names and screen.can_ask:
        screen.say("Which team is yours? (Enter: none of them)")
        team_id = screen.choose("Your team", names)
    else:
        team_id = ""
    if team_id not in journal.teams:
        return "", ""
    people = [one for one in journal.teams[team_id].members if not one.left]
    if member:
        return team_id, pick("member", member, [one.id for one in people])
    same = [one.id for one in people if one.name == name]
    if same or not people or not screen.can_ask:
        return team_id, same[0] if same else ""
    screen.say("Which of these are you? (Enter: none of them)")
    return team_id, screen.choose("You are", [one.id for one in people])
