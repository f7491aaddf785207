"""Hides what ids stand for, so that the past is told in names people know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal import store
from plcjournal.core import layout
from plcjournal.moments.states import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plcjournal.core.journal import Journal
    from plcjournal.workspace import Workspace


class Names:
    """What people and things of a journal are called."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._teams = {name: one.name for name, one in journal.teams.items()}

    @property
    def journal(self) -> str:
        """Answer what the journal is called."""
        return self._journal.settings.name

    def title(self, cycle: str) -> str:
        """Answer the title of a cycle, '' where there is none now."""
        known = self._journal.cycles.get(cycle)
        there = known is not None and "priority" not in known.unread
        return known.priority.title if known and there else ""

    def team(self, team: str) -> str:
        """Answer what a team is called."""
        return self._teams.get(team, team)

    def of(self, cycle: str, path: str) -> Mapping[str, str]:
        """Answer what ids stand for in a cycle, or in another record."""
        there = self._journal.teams.get(team_of(cycle, path))
        members = {one.id: one.name for one in there.members} if there else {}
        return {**self._teams, **members}


def team_of(cycle: str, path: str) -> str:
    """Answer the team that a cycle, or another record, belongs to; '' for none."""
    spot = layout.spot(path)
    if cycle or spot is None:
        return cycle.split("/", maxsplit=1)[0]
    if spot.kind == "meeting":
        return spot.name[len("2025-11-05-") :]
    return spot.name if spot.kind == "team" else ""


def names_now(space: Workspace, cycles: Iterable[str] = ()) -> Names:
    """Answer what things are called in the folder now, some cycles among them."""
    teams = sorted(file.stem for file in (space.folder / "teams").glob("*.yaml"))
    paths = [layout.SETTINGS, *map(layout.team_path, teams)]
    paths += [layout.stage_path(cycle, "priority") for cycle in cycles]
    files: dict[str, bytes] = {}
    for path in paths:
        try:
            data = store.read(space.folder, path)
        except (store.Unreadable, store.UnsafePath):
            continue  # its ids are told as they are
        if data is not None:
            files[path] = data
    return Names(remembered(space, files).journal)
