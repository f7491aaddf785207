"""What must hold in a whole journal: its settings, models, teams, meetings, cycles."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from plcjournal.core import layout
from plcjournal.core.findings import Finding
from plcjournal.core.journal import Journal
from plcjournal.core.rulebook import finding
from plcjournal.core.rules.cycle import check_cycle, check_stage
from plcjournal.core.rules.models import (
    check_model,
    check_named,
)
from plcjournal.core.rules.naming import (
    contested_fields,
    double_ids,
    unknown,
    unknown_cycle,
    unknown_team,
)
from plcjournal.core.settings import SMALLEST_GROUP
from plcjournal.core.team import Meeting

Kind = TypeVar("Kind")


def check_journal(
    journal: Journal, paths: Iterable[str] | None = None, today: str = ""
) -> tuple[Finding, ...]:
    """Answer every finding between fields and records.

    With `paths`, only the cycles, teams and meetings these files belong to are checked.
    Without `today`, the day on which it is asked, only what saving needs to know: what
    would make a review more honest keeps nobody from it.
    """
    spots = None if paths is None else [layout.spot(path) for path in paths]
    names = None if spots is None else {spot.name for spot in spots if spot}

    checks = _checks(journal, today, names)
    return tuple(one for found in checks for one in found)


def errors_in(journal: Journal, paths: Iterable[str]) -> tuple[Finding, ...]:
    """Answer what must not be in some files, and no more than that takes to find.

    What lies beside them in their cycles is looked at only where they speak of it, and
    notes on a whole cycle are not made.
    """
    spots = [spot for spot in map(layout.spot, paths) if spot]
    stages = [one for one in spots if one.is_stage and one.name in journal.cycles]
    checks = [*_checks(journal, "", {one.name for one in spots if not one.is_stage})]
    checks += [check_stage(journal, journal.cycles[s.name], s.kind) for s in stages]
    return tuple(one for found in checks for one in found if one.blocks)


def _checks(
    journal: Journal, today: str, names: set[str] | None
) -> Iterator[Iterator[Finding]]:
    """Yield what to check: of everything, or of what some names belong to."""
    if names is None or "" in names:
        yield _settings(journal)
    for name, model in _named(journal.models, names):
        # What ships with plc was checked before it was shipped.
        if name in journal.own_models:
            yield check_model(journal, name, model)
            yield contested_fields(layout.model_path(name), model)
    for name, team in _named(journal.teams, names):
        path = layout.team_path(name)
        yield double_ids(path, ("members",), team.members)
        yield contested_fields(path, team)
    for name, meeting in _named(journal.meetings, names):
        yield _meeting(journal, name, meeting)
        yield contested_fields(f"meetings/{name}.yaml", meeting)
    for _, cycle in _named(journal.cycles, names):
        yield check_cycle(journal, cycle, today)


def _named(
    records: Mapping[str, Kind], names: set[str] | None
) -> Iterable[tuple[str, Kind]]:
    if names is None:
        return records.items()
    return [(name, records[name]) for name in sorted(names) if name in records]


def _settings(journal: Journal) -> Iterator[Finding]:
    smallest = journal.settings.privacy.min_group
    if smallest < SMALLEST_GROUP:
        yield finding(
            "group-too-small",
            layout.SETTINGS,
            f"A group of {smallest} is too small to hide anybody; 5 is the least.",
            loc=("privacy", "min_group"),
            field="privacy.min_group",
            fix="min_group: 10",
        )
    yield from check_named(journal, layout.SETTINGS, journal.settings.model)
    yield from double_ids(layout.SETTINGS, ("network",), journal.settings.network)
    yield from contested_fields(layout.SETTINGS, journal.settings)


def _meeting(journal: Journal, name: str, meeting: Meeting) -> Iterator[Finding]:
    path = f"meetings/{name}.yaml"
    folder = name[11:]
    team = meeting.team or folder
    if folder in journal.teams and team != folder:
        message = f"'team' says {team}, but the file is called {name}; choose one."
        fix = f"team: {folder}"
        yield finding(
            "team-and-folder", path, message, loc=("team",), field="team", fix=fix
        )
    if not team:
        message = "Nobody can tell which team met."
        yield finding("unknown-team", path, message, field="team", fix="team: …")
        return
    if team not in journal.teams:
        yield unknown_team(journal, path, team)
        return
    members = [member.id for member in journal.teams[team].members]
    for number, person in enumerate(meeting.present):
        if person not in members:
            yield unknown(
                path,
                "unknown-member",
                f"'{person}' is no member of {team}",
                person,
                members,
                ("present", number),
                f"present.{person}",
            )
    for number, cycle in enumerate(meeting.cycles):
        if cycle not in journal.cycles:
            place = ("cycles", number)
            yield unknown_cycle(journal, path, cycle, place, f"cycles.{cycle}")
