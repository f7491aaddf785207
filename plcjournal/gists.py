"""What changed in a cycle, in a few words, remembered as long as nothing changed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from plcjournal import __version__
from plcjournal.cache import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.core.cycle import Cycle
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace


def gists_of(space: Workspace, read: Read, cycle: Cycle) -> Mapping[str, str]:
    """Answer in a few words what changed in each measure of a cycle, by its id.

    '' where a measure has too little to say that. History is asked only when there is
    a newer state of it, or the records of the cycle say something else.
    """
    if not any(len(measure.results) > 1 for measure in cycle.evidence.measures):
        return {}
    key, cache = _key(space, read, cycle), space.cache()
    known = _sensible(cache.get([key]).get(key)) if key else None
    if known is not None:
        return known
    from plcjournal.weighing import gists_weighed

    told = gists_weighed(space, read.journal, cycle)
    if key:
        cache.put({key: told})
    return told


def _sensible(known: Any) -> Mapping[str, str] | None:
    told = known if isinstance(known, dict) else None
    return told if told and all(isinstance(x, str) for x in told.values()) else None


def _key(space: Workspace, read: Read, cycle: Cycle) -> str:
    """Answer the key of all that the words depend on, '' where nobody can tell."""
    tip = space.place.tip if space.place else None
    if not tip:
        return ""
    fewest = read.journal.settings.privacy.min_group
    # Days are days of here, and here may be somewhere else tomorrow.
    around = (__version__, tip, space.prefix, cycle.name, fewest, time.tzname)
    inside = sorted(read.files.inside(cycle.name))
    parts = [repr(around).encode(), *(read.files.get(path) or b"" for path in inside)]
    lengths = repr([*zip(inside, map(len, parts[1:]), strict=True)]).encode()
    return key_of("gists", b"\n".join((lengths, *parts)))
