"""Figures that would point at few learners, taken out before anything is shown.

What is hidden here is hidden on every page, for all of them are made from what this
answers. A figure that could be worked out from others hides those as well.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from plcjournal.core.figures import (
    Kind,
    counted,
    figures_of,
    is_about_learners,
    size_of,
)
from plcjournal.core.folding import folded
from plcjournal.core.recalled import Recalled, values_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.records import Measure, Result

_FEW = 10  # a cell of fewer is told as "fewer than 10"
_EDGE = 5  # per cent from either end, in groups of less than a hundred
_HUNDRED = 100
_MANY = 8  # so many groups that nobody sees through what they leave
HIDDEN = "hidden (small numbers)"


class Spot(NamedTuple):
    """Where a figure stands; without a group it is about everybody."""

    cycle: str
    measure: str
    date: str
    group: str | None = None


class Guarded(NamedTuple):
    """What stands in the place of figures that are hidden, and those that go.

    `quoted` are hidden figures as texts may quote them, with what to say instead.
    """

    told: Mapping[Spot, str]
    gone: frozenset[Spot]
    quoted: Mapping[str, str]

    def evidence(self, cycle: Cycle) -> Recalled:
        """Answer the evidence of a cycle with nothing left of what is hidden."""
        return _cut(cycle, self.told, self.gone)


class _Seen(NamedTuple):
    """A figure, and why it is not shown: '' where it is."""

    spot: Spot
    size: int | None
    cells: tuple[int, ...]
    code: str


def guarded(
    cycles: Iterable[Cycle], schools: Mapping[str, str], smallest: int
) -> Guarded:
    """Answer what of the evidence of cycles shows few learners.

    Args:
        cycles: all cycles whose pages will be there.
        schools: the school of each team; its cycles may be about the same learners.
        smallest: how many learners a group has at least, to be shown at all.
    """
    told: dict[Spot, str] = {}
    gone: set[Spot] = set()
    alike: dict[tuple[str, str, str], list[_Seen]] = {}
    quoted: dict[str, str] = {}
    for cycle in cycles:
        for measure in cycle.evidence.measures:
            if not is_about_learners(measure):
                continue
            seen = [_seen(cycle, measure, one, smallest) for one in measure.results]
            told |= {one.spot: one.code for one in seen if one.code}
            for one, result in zip(seen, measure.results, strict=True):
                quoted |= _quotes(measure, result, one.code)
            gone |= {*_groups_apart(measure, seen, smallest)}
            school = schools.get(cycle.team, "")
            for one in seen:
                if one.spot.group is None:
                    key = (school, folded(measure.name), one.spot.date)
                    alike.setdefault(key, []).append(one)
    for same in alike.values():
        for one in _pages_apart(same, smallest):
            told[one.spot] = HIDDEN
    return Guarded(told, frozenset(gone), quoted)


def _seen(cycle: Cycle, measure: Measure, result: Result, smallest: int) -> _Seen:
    spot = Spot(cycle.name, measure.id, result.date, result.group)
    size, behind = size_of(result), counted(measure, result)
    cells = (behind[0], behind[1] - behind[0]) if behind else ()
    return _Seen(spot, size, cells, _code(measure, result, smallest))


def _code(measure: Measure, result: Result, smallest: int) -> str:
    """Answer what to say instead of a figure, '' where it may be shown."""
    size, behind = size_of(result), counted(measure, result)
    found = figures_of(measure, result)
    if result.suppressed or (size is not None and size < smallest):
        return HIDDEN
    if result.sd is not None and not result.sd:
        return HIDDEN  # all of them have that mark
    if behind is not None:
        return _in_code(*behind)
    if Kind.COUNT in found and found[Kind.COUNT] < _FEW:
        return f"fewer than {_FEW}"
    share = found.get(Kind.SHARE)
    if share is None:
        return ""
    if size:
        code = _in_code(round(share * size / 100), size)
        if code:
            return code
    return _near_the_edge(share, size)


def _in_code(count: int, size: int) -> str:
    if count < _FEW:
        return f"fewer than {_FEW} of {size}"
    if size - count < _FEW:
        return f"all but fewer than {_FEW} of {size}"
    return _near_the_edge(100 * count / size, size)


def _near_the_edge(share: float, size: int | None) -> str:
    if size is not None and size >= _HUNDRED:
        return ""
    if share <= _EDGE:
        return f"{_EDGE} % or less"
    return f"{100 - _EDGE} % or more" if share >= 100 - _EDGE else ""


def _quotes(measure: Measure, result: Result, code: str) -> Iterator[tuple[str, str]]:
    """Yield a hidden figure in the words a text may have for it."""
    behind = counted(measure, result) if code else None
    if behind is None:
        return
    count, size = behind
    for pattern in ("{} of {}", "{} out of {}", "{}/{}", "{} o {}", "{} sur {}"):
        yield pattern.format(count, size), code
        yield pattern.format(size - count, size), HIDDEN


def _groups_apart(
    measure: Measure, seen: Sequence[_Seen], smallest: int
) -> Iterator[Spot]:
    """Yield the groups of a date that are left out: all of them, or none.

    They stay only where every figure of that date is shown and nothing about few is
    left when they are taken from the whole, one by one or together.
    """
    inner = {group.id for group in measure.groups if group.part_of}
    for date in {one.spot.date for one in seen}:
        at = [one for one in seen if one.spot.date == date]
        outer = [one for one in at if one.spot.group and one.spot.group not in inner]
        nested = [one for one in at if one.spot.group in inner]
        yield from (one.spot for one in nested)
        whole = next((one for one in at if one.spot.group is None), None)
        is_safe = not any(one.code for one in at) and (
            whole is None or not _leaves_few(whole, outer, smallest)
        )
        if not is_safe:
            yield from (one.spot for one in outer)


def _leaves_few(whole: _Seen, parts: Sequence[_Seen], smallest: int) -> bool:
    """Say whether taking some figures from another leaves one about few learners."""
    if len(parts) > _MANY:
        return True
    families = (
        family
        for many in range(1, len(parts) + 1)
        for family in combinations(parts, many)
    )
    return any(
        0 < number - sum(part) < few
        for family in families
        for few, number, *part in _columns(whole, family, max(smallest, _FEW))
    )


def _columns(
    whole: _Seen, family: Sequence[_Seen], smallest: int
) -> Iterator[tuple[int, ...]]:
    """Yield what counts as few, and the numbers that can be taken from each other."""
    if whole.size is not None and all(one.size is not None for one in family):
        yield (smallest, whole.size, *(one.size or 0 for one in family))
    if whole.cells and all(one.cells for one in family):
        for cells in zip(whole.cells, *(one.cells for one in family), strict=True):
            yield (_FEW, *cells)


def _pages_apart(same: Sequence[_Seen], smallest: int) -> Iterator[_Seen]:
    """Yield what is hidden of one measure at one date that several cycles show.

    The biggest group may stay: on its own nothing can be taken from it.
    """
    if len({one.spot.cycle for one in same}) < 2:
        return
    ordered = sorted(same, key=lambda one: (-(one.size or 0), one.spot))
    whole, *parts = ordered
    kinds = {(one.size, one.cells): one for one in ordered}
    unsafe = len(kinds) > 1 and any(one.code for one in same)
    others = [*kinds.values()]
    if unsafe or any(
        _leaves_few(one, others[number + 1 :], smallest)
        for number, one in enumerate(others)
    ):
        yield from (one for one in parts if not one.code)
        if whole.size is None and not whole.code:
            yield whole


def _cut(
    cycle: Cycle, told: Mapping[Spot, str], left_out: Collection[Spot]
) -> Recalled:
    values = values_of(cycle.evidence)
    measures = []
    for measure, plain in zip(cycle.evidence.measures, values["measures"], strict=True):
        results = []
        for result, raw in zip(measure.results, plain["results"], strict=True):
            spot = Spot(cycle.name, measure.id, result.date, result.group)
            if spot in left_out or (spot.group and spot in told):
                continue
            results.append(_blank(raw) if spot in told else _plainly(measure, raw))
        measures.append({**plain, "results": results})
    return Recalled({**values, "measures": measures})


_FIGURES = ("size", "count", "value", "mean", "sd", "paired")


def _blank(raw: Mapping[str, Any]) -> dict[str, Any]:
    nothing = dict.fromkeys(_FIGURES)
    return {**raw, **nothing, "levels": {}, "suppressed": True}


def _plainly(measure: Measure, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Answer a result without its levels: only how many reached it, or their mean."""
    if not raw["levels"] or not is_about_learners(measure):
        return {**raw}
    result: Any = Recalled(raw)
    behind, found = counted(measure, result), figures_of(measure, result)
    cells: dict[str, Any] = {"size": size_of(result), "levels": {}}
    if behind is not None:
        return {**raw, **cells, "count": behind[0], "mean": None, "sd": None}
    return {**raw, **cells, "mean": found.get(Kind.AMOUNT)}
