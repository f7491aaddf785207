"""Files that are no records: where two versions met, both are kept."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from plcjournal import schemas, store
from plcjournal.arriving import Copy, mark_of, marked
from plcjournal.repository.revisions import Revisions

if TYPE_CHECKING:
    from plcjournal.finishing.settled import Met, Settled
    from plcjournal.finishing.sides import Sides
    from plcjournal.repository.repository import Repository

_WHY = "Two people changed this file."


def keep_both(
    repository: Repository, prefix: str, sides: Sides, met: Met, made: Settled
) -> None:
    """Keep what is shared in its place, and what joins it under a name of its own.

    What one side changed and the other took away stays.
    """
    path, shared, own = met.path, met.shared, met.own
    made.files[path] = own if shared is None else shared
    if shared is None or own is None:
        return
    name = path.removeprefix(prefix)
    if schemas.is_ours(name, shared) and schemas.is_ours(name, own):
        return  # what plc made holds nobody's words
    copy = _copy_name(repository, sides, path, own)
    made.files[copy] = own
    made.modes[copy] = made.modes[path]
    made.disk[copy] = store.read_whole(repository.place.top, copy)
    made.copies.append(Copy(name, copy.removeprefix(prefix), _WHY))


def _copy_name(repository: Repository, sides: Sides, path: str, data: bytes) -> str:
    """Answer a name that says whose version it is, and that no other file has."""
    mark = "kept"
    if sides.own is not None:
        mark = mark_of(Revisions(repository), sides.own, sides.bases, path)
    for number in count(1):
        made = marked(path, f"{mark}-{number}" if number > 1 else mark)
        if store.read_whole(repository.place.top, made) in (None, data):
            return made
    raise AssertionError  # a count does not end
