"""Hides what waited too long between two moments: overdue, or without any change."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.status import status_of
from plcjournal.moments.moment import end_of, local_day, past_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal
    from plcjournal.core.status import Due
    from plcjournal.moments.moment import Moment
    from plcjournal.repository.revisions import Revisions
    from plcjournal.workspace import Workspace

_STALLED = timedelta(days=28)
_MANY = 10


def overdue(
    journal: Journal, cycle: Cycle, before: Moment, after: Moment
) -> tuple[Due, ...]:
    """Answer what was to be done by a day between two moments, and was not."""
    alone = replace(journal, cycles={cycle.name: cycle})  # others do not matter here
    dues = status_of(alone, cycle, after.day).due
    return tuple(due for due in dues if due.overdue and due.date >= before.day)


def stalled(
    space: Workspace, cycles: Collection[str], before: Moment, after: Moment
) -> dict[str, str]:
    """Answer which of some cycles stand still for four weeks, and since which day.

    Only those for which the four weeks were up between the two moments.
    """
    revisions, _, prefix = past_of(space)
    edge = _ago(revisions, after, after.commit)
    if edge is None or not cycles:
        return {}
    folders = _folders(cycles, prefix)
    lately = _cycles(revisions.changed(edge, after.commit, folders), prefix)
    still = {*cycles} - lately
    if not still:
        return {}
    earlier = _ago(revisions, before, after.commit)
    still &= _cycles(revisions.changed(earlier, edge, folders), prefix)
    return _last_changes(revisions, after.commit, still, prefix)


def _folders(cycles: Collection[str], prefix: str) -> list[str]:
    """Answer where to look for some cycles: for many, everywhere is quicker."""
    if len(cycles) > _MANY:
        return [f"{prefix}cycles"]
    return [f"{prefix}cycles/{cycle}" for cycle in sorted(cycles)]


def _ago(revisions: Revisions, moment: Moment, tip: str) -> str | None:
    """Answer what was saved four weeks before a moment."""
    day = date.fromisoformat(moment.day) - _STALLED
    return revisions.at(end_of(day.isoformat()), tip)


def _cycles(paths: Iterable[str], prefix: str) -> set[str]:
    spots = (layout.spot(path.removeprefix(prefix)) for path in paths)
    return {spot.name for spot in spots if spot and spot.is_stage}


def _last_changes(
    revisions: Revisions, tip: str, cycles: set[str], prefix: str
) -> dict[str, str]:
    """Answer the day of the newest change of each cycle."""
    found: dict[str, str] = {}
    if not cycles:
        return found
    folders = _folders(cycles, prefix)
    for commit in revisions.walk(tip, paths=folders, with_paths=True, merges=False):
        for cycle in _cycles(commit.paths, prefix) & cycles:
            found.setdefault(cycle, local_day(commit.when))
        if len(found) == len(cycles):
            break
    return found
