"""How the actions of a cycle stood when a meeting was written down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from plcjournal.core import layout
from plcjournal.core.meetings import heading
from plcjournal.moments.states import state
from plcjournal.repository.revisions import trailer

if TYPE_CHECKING:
    from plcjournal.exporting.sight import Sight
    from plcjournal.repository.revisions import Commit

_Items = dict[str, dict[str, Any]]


def stood(sight: Sight, meeting: str, day: str, cycle: str) -> _Items | None:
    """Answer the values of each action then, by id, None where nobody can tell.

    What was added to the meeting later counts as well: the actions that such a change
    brought or corrected, and nothing else that was new by then.
    """
    record = f"{sight.prefix}meetings/{meeting}.yaml"
    saved = sight.revisions.last_change(sight.tip, record)
    if saved is None:
        return None
    found = _actions(sight, saved.id, cycle)
    if found is None:
        return None
    for one in _added(sight, saved.id, day, cycle):
        before = _actions(sight, one.parents[0], cycle) if one.parents else None
        after = _actions(sight, one.id, cycle) or {}
        new = {name for name in after if after[name] != (before or {}).get(name)}
        found |= {name: after[name] for name in new}
    return found


def _added(sight: Sight, since: str, day: str, cycle: str) -> list[Commit]:
    """Answer the later changes of a meeting that touched a cycle, the first first."""
    path = sight.prefix + layout.stage_path(cycle, "action")
    walked = sight.revisions.walk(sight.tip, not_in=[since], paths=[path], merges=False)
    return [
        one
        for one in walked
        if trailer(one, "Plc-Action") == "meet" and one.subject.startswith(heading(day))
    ][::-1]


def _actions(sight: Sight, commit: str, cycle: str) -> _Items | None:
    path = layout.stage_path(cycle, "action")
    start = sight.prefix
    data = sight.revisions.blobs(commit, [start + path]).get(start + path)
    plain = state(path, data).plain
    items = plain.get("actions") if plain else None
    if not isinstance(items, list | tuple):
        return None
    return {str(one["id"]): dict(one) for one in items if isinstance(one, dict)}
