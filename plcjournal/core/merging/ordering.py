"""Hides in which order the items stand that two versions of a list leave over."""

from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


def arranged(
    base: Sequence[Name],
    ours: Sequence[Name],
    theirs: Sequence[Name],
    left: Collection[Name],
) -> list[Name]:
    """Answer the names left over in the order of theirs.

    Where only ours put some elsewhere, in the order of ours. What only the other side
    has stands behind its neighbour there; with the result as ours it is the same again.
    """
    kept = {*left}
    # Only what is left over counts: an item that went cannot have been moved.
    before, mine, shared = (
        [name for name in names if name in kept] for names in (base, ours, theirs)
    )
    if _is_moved(before, mine) and not _is_moved(before, shared):
        return _woven(mine, shared)
    return _woven(shared, mine)


def _is_moved(before: Sequence[Name], after: Sequence[Name]) -> bool:
    places = {name: place for place, name in enumerate(before)}
    order = [places[name] for name in after if name in places]
    return order != sorted(order)


def _woven(frame: Sequence[Name], others: Sequence[Name]) -> list[Name]:
    known = {*frame}
    # What follows a name, None for the front; at most one run for each name.
    behind: dict[Name | None, list[Name]] = {}
    neighbour: Name | None = None
    for name in others:
        if name in known:
            neighbour = name
        else:
            behind.setdefault(neighbour, []).append(name)
    made = behind.get(None, [])
    for name in frame:
        made += [name, *behind.get(name, [])]
    return made
