"""Make a team, add and remove its members, change what it agreed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from plcjournal.core import layout
from plcjournal.core.edits.edited import (
    Edited,
    Refused,
    new_id,
    shortened,
    slug,
    without_none,
)
from plcjournal.core.journal import Journal, pick
from plcjournal.core.parse import parse
from plcjournal.core.shape import plain
from plcjournal.core.team import Team
from plcjournal.core.weekly import slot_of
from plcjournal.errors import Exit, PlcError

_LISTS = ("norms", "hopes", "fears")


class TeamThere(PlcError):
    """A team of that name exists."""

    exit_code = Exit.USAGE


def new_team(journal: Journal, name: str) -> Edited:
    """Add a team without members.

    Raises:
        TeamThere: a team has that id.
    """
    team = slug(name)
    if team in journal.teams:
        raise TeamThere(f"There is a team '{team}' already.", f"plc team {team}")
    return _written(journal, team, {"name": name}, f"Add the team: {name}")


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a team says about itself; None was not said, '' takes it away.

    `added` and `removed` hold sentences by the name of their list: norms, hopes, fears.
    """

    kind: str | None = None
    day: str | None = None
    minutes: int | None = None
    place: str | None = None
    added: Mapping[str, Sequence[str]] = field(default_factory=dict)
    removed: Mapping[str, Sequence[str]] = field(default_factory=dict)


def add_member(
    journal: Journal, team: str, name: str, role: str | None, member: str | None = None
) -> Edited:
    """Add a person, by name or role, to a team; one who left comes back.

    Somebody who is there takes the new role; None leaves the role as it is.

    Raises:
        Refused: the role is none that plc knows.
    """
    values = plain(journal.teams[team])
    for old in values["members"]:
        if old["name"].casefold() == name.casefold() or old["id"] in (member, name):
            was_there = not old["left"]
            called = old["name"] if old["id"] == name else name
            role = role or old["role"]
            old.update({"name": called, "role": role, "left": False})
            break
    else:
        was_there, called, role = False, name, role or "teacher"
        taken = [old["id"] for old in values["members"]]
        item = {"id": member or new_id(name, taken), "name": name, "role": role}
        values["members"].append(item)
    told = f"Add {called} ({role}) to {team}"
    if was_there:
        told = f"{called} is {role} in {team}"
    return _written(journal, team, values, told)


def agree(journal: Journal, team: str, said: Agreement) -> Edited:
    """Change what a team says about itself: kind, meetings, norms, hopes, fears.

    Raises:
        NotFound: no sentence of the list has these words.
        WhichOne: several have.
        Refused: the kind is none that plc knows.
    """
    values = plain(journal.teams[team])
    told = [
        *(one for name in _LISTS for one in _relist(values[name], name, said)),
        *_reschedule(values["meeting"], said),
        *([f"kind {said.kind}"] if said.kind else []),
    ]
    values["kind"] = said.kind or values["kind"]
    words = ", ".join(told)
    edited = _written(journal, team, values, shortened(f"Change {team}: {words}"))
    return replace(edited, sentence=f"{edited.journal.teams[team].name}: {words}")


def doubts(team: str, day: str | None) -> list[str]:
    """Say of words for the usual day that no calendar can have a meeting of them."""
    words = (day or "").strip()
    if not words or slot_of(words):
        return []
    told = (
        f"plc cannot tell a weekday and time from '{words}', so no weekly meeting "
        f'stands in calendars: plc team {team} --day "Wed 15:30"'
    )
    return [told]


def _relist(sentences: list[str], name: str, said: Agreement) -> Iterator[str]:
    """Take out and add sentences of a list; tell each change."""
    one = name.removesuffix("s")
    for words in said.removed.get(name, ()):
        gone = pick(one, words, sentences)
        sentences.remove(gone)
        yield f"removed the {one} '{gone}'"
    for words in said.added.get(name, ()):
        if words not in sentences:
            sentences.append(words)
        yield f"added the {one} '{words}'"


def _reschedule(slot: dict[str, Any], said: Agreement) -> Iterator[str]:
    """Change when and where a team meets; tell each change."""
    given = {"day": said.day, "minutes": said.minutes, "place": said.place}
    for key, value in without_none(given).items():
        slot[key] = value if value != "" else None
        if not slot[key]:
            yield f"no {key} any more"
        else:
            yield f"{value} minutes" if key == "minutes" else f"{key} {value}"


def remove_member(journal: Journal, team: str, words: str) -> Edited:
    """Mark a member as having left; earlier records keep naming them.

    Raises:
        NotFound: nobody of the team is called so.
    """
    values = plain(journal.teams[team])
    by_name = {m["name"].casefold(): m["id"] for m in values["members"]}
    known = [m["id"] for m in values["members"] if not m["left"]]
    member = by_name.get(words.casefold()) or pick("member", words, known)
    for item in values["members"]:
        if item["id"] == member:
            item["left"] = True
    return _written(journal, team, values, f"{member} has left {team}")


def _written(
    journal: Journal, team: str, values: Mapping[str, Any], subject: str
) -> Edited:
    record, findings = parse("team", values, layout.team_path(team))
    if not isinstance(record, Team):
        raise Refused(findings)
    changed = replace(journal, teams={**journal.teams, team: record})
    sentence = subject.replace("Add ", "Added ", 1)
    return Edited(changed, sentence, subject, action="team", id=team)
