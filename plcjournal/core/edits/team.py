"""Make a team, add and remove its members."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from plcjournal.core import layout
from plcjournal.core.edits.edited import Edited, Refused, new_id, slug
from plcjournal.core.journal import Journal, pick
from plcjournal.core.parse import parse
from plcjournal.core.shape import plain
from plcjournal.core.team import Team
from plcjournal.errors import Exit, PlcError


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


def add_member(
    journal: Journal, team: str, name: str, role: str, member: str | None = None
) -> Edited:
    """Add a person, by name or role, to a team; one who left comes back.

    Raises:
        Refused: the role is none that plc knows.
    """
    values = plain(journal.teams[team])
    for old in values["members"]:
        if old["name"].casefold() == name.casefold() or old["id"] == member:
            old.update({"name": name, "role": role, "left": False})
            break
    else:
        taken = [old["id"] for old in values["members"]]
        item = {"id": member or new_id(name, taken), "name": name, "role": role}
        values["members"].append(item)
    return _written(journal, team, values, f"Add {name} ({role}) to {team}")


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
