"""What can be worked out by taking published figures of groups from each other.

Groups that lie inside each other make a tree below everybody. Of such a family, the
figures of each group less those of the groups right inside it give one rest, and all
that can be worked out is a sum of such rests: so a rest of few is the whole leak.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.figures import FEW

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SIZE = "\0size"  # no level can be called so
_OPPOSITES = r"(?:non|not|no|other|pas|sans|heb)-"


class Shown(NamedTuple):
    """The figures of one group at one date that anybody can see.

    `group` is None for everybody; `cells` are numbers of learners by name, with
    `SIZE` for all of them; `has_figure` says whether more than a size is shown.
    """

    group: str | None
    cells: Mapping[str, int]
    has_figure: bool = True


class Rest(NamedTuple):
    """What is left of a group's cell when other groups are taken away."""

    whole: str | None
    less: tuple[str, ...]
    cell: str
    number: int


def rests(
    shown: Sequence[Shown], parents: Mapping[str, str | None], smallest: int
) -> Iterator[Rest]:
    """Yield the rests about fewer than `smallest` learners, or cells of 1 to 4.

    `parents` answers which group each group is a part of, None for everybody.
    """
    by_group = {one.group: one for one in shown}
    for whole in shown:
        inside = [
            one
            for one in shown
            if one is not whole
            and _nearest(one.group, by_group, parents) == whole.group
            and one.group is not None
        ]
        seen: set[tuple[str, ...]] = set()
        for part in _families(whole, inside):
            names = tuple(str(one.group) for one in part)
            if names not in seen:
                seen.add(names)
                yield from _small(whole, part, smallest)


def _nearest(
    group: str | None,
    shown: Mapping[str | None, Shown],
    parents: Mapping[str, str | None],
) -> str | None:
    """Answer the smallest shown group that another lies in; '' if it lies in none."""
    here, steps = group, 0
    while here is not None and steps <= len(parents):
        here, steps = parents.get(here), steps + 1
        if here in shown:
            return here
    return ""


def _families(whole: Shown, inside: Sequence[Shown]) -> Iterator[Sequence[Shown]]:
    """Yield sets of groups that do not overlap, as far as their figures tell.

    Each group alone is one. All together are one if they fit into the whole; if not,
    those whose names are made the same way (room-12, room-13) may be.
    """
    if not inside:
        return
    for one in inside:
        yield [one]
    if _fit(whole, inside):
        yield inside
        return
    kinds: dict[str, list[Shown]] = {}
    for one in inside:
        kinds.setdefault(_stem(str(one.group)), []).append(one)
    for part in kinds.values():
        if _fit(whole, part):
            yield part


def _stem(name: str) -> str:
    bare = re.sub(_OPPOSITES, "", name)
    if bare in ("boys", "girls", "garcons", "filles", "bechgyn", "merched"):
        return "boys"
    return re.sub(r"(?:-?\d+[a-z]?|-[a-z])$", "", bare)


def _fit(whole: Shown, parts: Sequence[Shown]) -> bool:
    return all(
        sum(part.cells.get(cell, 0) for part in parts) <= number
        for cell, number in whole.cells.items()
    )


def _small(whole: Shown, parts: Sequence[Shown], smallest: int) -> Iterator[Rest]:
    names = tuple(str(part.group) for part in parts)
    left = _left(whole, parts, SIZE)
    have_figures = whole.has_figure and all(part.has_figure for part in parts)
    if left is not None and (left in FEW or (have_figures and 0 < left < smallest)):
        yield Rest(whole.group, names, SIZE, left)
        return
    for cell in whole.cells:
        number = None if cell == SIZE else _left_where_shown(whole, parts, cell)
        if number is not None and number[1] in FEW:
            yield Rest(whole.group, number[0], cell, number[1])
            return


def _left(whole: Shown, parts: Sequence[Shown], cell: str) -> int | None:
    """Answer what is left of a cell, None where it cannot be worked out."""
    if cell not in whole.cells or any(cell not in part.cells for part in parts):
        return None
    return whole.cells[cell] - sum(part.cells[cell] for part in parts)


def _left_where_shown(
    whole: Shown, parts: Sequence[Shown], cell: str
) -> tuple[tuple[str, ...], int] | None:
    """Answer what is left of a cell after the parts that show it."""
    having = [part for part in parts if cell in part.cells]
    left = _left(whole, having, cell) if having else None
    return None if left is None else (tuple(str(p.group) for p in having), left)
