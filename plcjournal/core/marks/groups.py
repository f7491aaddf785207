"""Which groups may be kept beside a total, so that nobody is found by subtraction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plcjournal.core.marks.totals import Totals, totals_of


@dataclass(frozen=True, slots=True)
class Grouped:
    """The groups that are kept, by name, and why the others are not.

    `small` had too few learners or a count of so few, `beside` went with them because
    the total without the others would show them; `without` are marks of no group.
    """

    kept: Mapping[str, Totals]
    small: tuple[int, ...] = ()
    beside: tuple[int, ...] = ()
    without: int = 0


def grouped(
    marks: Sequence[float | None],
    names: Sequence[str],
    fewest: int,
    cut: float | None = None,
    levels: Sequence[str] | None = None,
) -> Grouped:
    """Answer the totals of each group that may stand beside the total of all marks.

    A group stays where it is safe by itself; and everybody who is left out is, taken
    together, as safe as a group, or nobody. Otherwise the next smallest goes as well.
    """
    parts: dict[str, list[float]] = {}
    for mark, name in zip(marks, names, strict=True):
        if mark is not None:
            parts.setdefault(name, []).append(mark)
    rest = parts.pop("", [])
    without = len(rest)
    counted = {name: totals_of(part, cut, levels) for name, part in parts.items()}
    kept = {n: one for n, one in counted.items() if one.is_safe(fewest)}
    small = tuple(sorted(one.size for n, one in counted.items() if n not in kept))
    rest += [mark for n, part in parts.items() if n not in kept for mark in part]
    beside: list[int] = []
    while kept and rest and not totals_of(rest, cut, levels).is_safe(fewest):
        next_one = min(kept, key=lambda name: (kept[name].size, name))
        beside.append(kept.pop(next_one).size)
        rest += parts[next_one]
    order = sorted(kept, key=lambda name: name.casefold())
    return Grouped({n: kept[n] for n in order}, small, tuple(beside), without)
