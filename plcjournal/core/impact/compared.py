"""The two results of a measure that are compared, and how each may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.figures import (
    HIDDEN,
    NO_FIGURE,
    baseline_of,
    latest_of,
    names_of_groups,
    size_of,
)
from plcjournal.core.impact.comparable import (
    interval_of,
    is_few,
    is_hidden,
    readings,
    two_readings,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from plcjournal.core.figures import Kind
    from plcjournal.core.impact.comparable import Reading
    from plcjournal.core.records import Action, Measure, Result
    from plcjournal.core.stats.interval import Interval


class Figure(NamedTuple):
    """One dated figure; `number` is None where there is none, or it stays hidden."""

    date: str
    role: str
    text: str
    number: float | None = None
    size: int | None = None
    interval: Interval | None = None


def first_action_of(actions: Iterable[Action]) -> str | None:
    """Answer the day the first action was done, None before that."""
    return min((action.done for action in actions if action.done), default=None)


def pair_of(
    measure: Measure, first_action: str | None, fewest: int
) -> tuple[Reading, Reading] | None:
    """Answer the figures before and after that are compared, None where none are."""
    first = baseline_of(measure, first_action)
    last = latest_of(measure, first)
    if first is None or last is None:
        return None
    if is_hidden(measure, first, fewest) or is_hidden(measure, last, fewest):
        return None
    return two_readings(measure, first, last)


class Compared(NamedTuple):
    """The two results that are compared, and the kind of figure they share.

    `ahead` is the latest result where the baseline is dated after it, or on its day.
    """

    measure: Measure
    first: Result | None
    last: Result | None
    hides: tuple[Result, ...]
    pair: tuple[Reading, Reading] | None
    kind: Kind | None
    ahead: Result | None = None

    @classmethod
    def of(cls, measure: Measure, first_action: str | None, fewest: int) -> Compared:
        """Choose the baseline before the first action, and the latest result."""
        first = baseline_of(measure, first_action)
        last = latest_of(measure, first)
        there = [result for result in (first, last) if result is not None]
        hidden = tuple(r for r in there if is_hidden(measure, r, fewest))
        pair = pair_of(measure, first_action, fewest)
        found = [kind for result in there for kind in readings(measure, result)]
        kind = pair[0].kind if pair else next(iter(found), None)
        ahead = latest_of(measure) if first is not None and last is None else None
        return cls(measure, first, last, hidden, pair, kind, ahead)

    @property
    def groups(self) -> tuple[str, ...]:
        """Answer the names of the groups with figures where everybody has none."""
        results = self.measure.results
        if any(one.group is None for one in results):
            return ()
        names = names_of_groups(self.measure)
        found = {names.get(one.group or "", one.group or "") for one in results}
        return tuple(sorted(found))

    def figure(self, result: Result | None) -> Figure | None:
        """Answer a result as it may be shown, in the kind that is compared."""
        if result is None:
            return None
        if result in self.hides:
            return Figure(result.date, result.role, HIDDEN)
        found = readings(self.measure, result)
        reading = found.get(self.kind) if self.pair and self.kind else None
        reading = reading or next(iter(found.values()), None)
        size = size_of(result)
        if reading is None:
            return Figure(result.date, result.role, NO_FIGURE, None, size)
        if is_few(reading):
            return Figure(result.date, result.role, reading.text, None, size)
        numbers = (reading.number, size, interval_of(reading))
        return Figure(result.date, result.role, reading.text, *numbers)
