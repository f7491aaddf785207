"""Which members of a team some words mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plcjournal.core.journal import WhichOne
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.team import Member, Team

_EVERYBODY = ("", "all", "everybody", "everyone")
_BUT = re.compile(r"(?:(?:all|everybody|everyone)\s+but|without|not)\s+", re.IGNORECASE)


class NoSuchMember(PlcError):
    """Words that name nobody of a team."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, words: str, name: str, team: Team) -> None:
        people = ", ".join(member.name for member in current(team))
        there = f"It has: {people}." if people else "It has no members yet."
        super().__init__(
            f"'{words}' is no member of {team.name}. {there}",
            f'Add a person: plc team {name} --add "NAME"',
        )


def current(team: Team) -> tuple[Member, ...]:
    """Answer the members who have not left, in the order of the file."""
    return tuple(member for member in team.members if not member.left)


def name_of(team: Team, words: str) -> str:
    """Answer the name behind a member's id; other words stay as they are."""
    return {member.id: member.name for member in team.members}.get(words, words)


def id_of(team: Team, words: str) -> str:
    """Answer the id of the member called exactly so; other words stay as they are."""
    wanted = words.strip().casefold()
    for member in team.members:
        if wanted in (member.id, member.name.casefold()):
            return member.id
    return words.strip()


def member(name: str, team: Team, words: str) -> str:
    """Answer the id of the one member that a number, a name or a part of it means.

    Numbers count the current members from 1, as lists on the screen do.

    Raises:
        NoSuchMember: nobody of the team is meant.
        WhichOne: several may be.
    """
    wanted = words.strip().casefold()
    exact = id_of(team, words)
    if exact in [one.id for one in team.members]:
        return exact
    here = current(team)
    if wanted.isascii() and wanted.isdecimal() and 0 < int(wanted) <= len(here):
        return here[int(wanted) - 1].id
    fits = [
        one for one in here if wanted and wanted in f"{one.name.casefold()}\n{one.id}"
    ]
    if len(fits) > 1:
        hint = f"Type more of the name, for example: {fits[0].name}"
        names = [one.name for one in fits]
        raise WhichOne(f"'{words.strip()}' may be one of several people:", names, hint)
    if not fits:
        raise NoSuchMember(words.strip(), name, team)
    return fits[0].id


def people(name: str, team: Team, words: str) -> tuple[str, ...]:
    """Answer the ids of everybody some words mean, in the order of the file.

    `all` or nothing means all current members, `all but 2` the others; otherwise
    names or numbers with commas between them (spaces will do between numbers).

    Raises:
        NoSuchMember: a part names nobody of the team.
        WhichOne: a part may mean several people.
    """
    text = words.strip()
    here = [one.id for one in current(team)]
    if text.casefold() in _EVERYBODY:
        return tuple(here)
    if (but := _BUT.match(text)) is not None:
        absent = people(name, team, text[but.end() :])
        return tuple(one for one in here if one not in absent)
    return in_order(team, [member(name, team, part) for part in _parts(text)])


def in_order(team: Team, ids: Sequence[str]) -> tuple[str, ...]:
    """Answer each of some members once, in the order of the file."""
    return tuple(one.id for one in team.members if one.id in ids)


def _parts(text: str) -> list[str]:
    if re.fullmatch(r"[\d\s]+", text):
        return text.split()
    return [part for part in re.split(r"[,;]", text) if part.strip()]
