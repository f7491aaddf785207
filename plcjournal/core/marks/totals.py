"""The totals of marks: how many, mean, spread, how many from the cut on, by level."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import floor, log10
from statistics import fmean, stdev

from plcjournal.core.marks.column import NoMarks

MOST_LEVELS = 12
_SMALL_CELL = range(1, 5)


@dataclass(frozen=True, slots=True)
class Totals:
    """What is kept of the marks of a group.

    `mean` and `sd` are rounded where the spread makes further digits idle; `sd` is the
    sample spread (n - 1), None for a single mark.
    """

    size: int
    mean: float
    sd: float | None
    reached: int | None = None
    levels: Mapping[str, int] = field(default_factory=dict)

    @property
    def cells(self) -> tuple[int, ...]:
        """Answer the numbers of learners that the counts show."""
        halves = (
            () if self.reached is None else (self.reached, self.size - self.reached)
        )
        return (*halves, *self.levels.values())

    def is_safe(self, fewest: int) -> bool:
        """Say whether no learner can be recognised in these figures.

        `fewest` is the smallest group that may be shown, 0 where no learners count.
        """
        if not fewest:
            return True
        return self.size >= fewest and not any(c in _SMALL_CELL for c in self.cells)


def totals_of(
    marks: Iterable[float],
    cut: float | None = None,
    levels: Sequence[str] | None = None,
) -> Totals:
    """Answer the totals of some marks; a mark at the cut has reached it.

    `levels` asks for counts by level too: these always, others where they occur.

    Raises:
        NoMarks: there are none, or they are no levels.
    """
    known = sorted(marks)  # one order, so that rounding cannot depend on the rows
    if not known:
        raise NoMarks("There is no mark to count; nothing was changed.")
    spread = stdev(known) if len(known) > 1 else None
    digits = _digits(spread)
    return Totals(
        len(known),
        _rounded(fmean(known), digits),
        None if spread is None else _rounded(spread, digits),
        None if cut is None else sum(mark >= cut for mark in known),
        {} if levels is None else _by_level(known, levels),
    )


def _digits(spread: float | None) -> int:
    """Answer the decimals that give a spread three figures, two at least."""
    if not spread:
        return 2
    return min(max(2, 2 - floor(log10(spread))), 9)


def _rounded(number: float, digits: int) -> float:
    value = round(number, digits)
    return int(value) if value.is_integer() else value


def _by_level(marks: Sequence[float], levels: Sequence[str]) -> dict[str, int]:
    counted = dict.fromkeys(levels, 0)
    for mark in marks:
        name = f"{mark:g}"
        counted[name] = counted.get(name, 0) + 1
    if len(counted) > MOST_LEVELS:
        raise NoMarks(
            f"There are {len(counted)} different marks, too many for levels; nothing "
            "was changed.",
            "Say from which mark on a learner reached it: --cut 12 (and --unit score)",
        )
    return dict(sorted(counted.items(), key=lambda item: float(item[0])))
