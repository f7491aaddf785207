"""The line that the figures of a measure make, and what it shows beyond chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.figures import with_unit
from plcjournal.core.impact.comparable import is_hidden, readings
from plcjournal.core.stats.runchart import SHIFT, run_chart, since_baseline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.figures import Kind
    from plcjournal.core.records import Measure
    from plcjournal.core.stats.runchart import RunChart, SinceBaseline

# Fewer points make no line, and one later point no row.
_FEWEST_POINTS = 3
_ROW = 2


class DatedFigure(NamedTuple):
    """One point of the line."""

    date: str
    number: float
    text: str


class Series(NamedTuple):
    """The dated figures of one kind, in order, and what may be said of them.

    `chart` needs 10 useful points. `since_baseline` compares the points after the first
    action with those before it. Without either, nothing is claimed.
    """

    kind: Kind
    points: tuple[DatedFigure, ...]
    chart: RunChart | None
    since_baseline: SinceBaseline | None
    sentences: tuple[str, ...]


def series_of(
    measure: Measure, kind: Kind, first_action: str | None, fewest: int
) -> Series | None:
    """Answer the line of a measure's figures for everybody, None under 3 points.

    Figures about fewer learners than `fewest` are left out. The points up to the day of
    the first action are those before the change.
    """
    shown = (
        (result.date, readings(measure, result).get(kind))
        for result in measure.results
        if result.group is None and not is_hidden(measure, result, fewest)
    )
    points = tuple(
        DatedFigure(day, reading.number, with_unit(reading.number, kind, measure.unit))
        for day, reading in sorted(shown, key=lambda point: point[0])
        if reading is not None
    )
    if len(points) < _FEWEST_POINTS:
        return None
    numbers = [point.number for point in points]
    turn = first_action or ""
    before = [point.number for point in points if point.date <= turn]
    chart, later = run_chart(numbers), since_baseline(before, numbers[len(before) :])
    sentences = (
        *_about_median(chart, kind, measure.unit),
        *_since(later, kind, measure),
    )
    return Series(kind, points, chart, later, sentences)


def _about_median(chart: RunChart | None, kind: Kind, unit: str) -> Iterator[str]:
    if chart is None:
        return
    runs, centre = chart.runs, with_unit(chart.centre, kind, unit)
    row = f"{runs.longest} points in a row lie on one side of the median of {centre}"
    allowed = chart.longest_allowed
    if chart.long_run:
        yield (
            f"{row}; by chance alone more than {allowed} would be unusual, so this "
            "looks like a shift."
        )
    elif chart.shift:
        yield (
            f"{row}. Many handbooks call {SHIFT} in a row a shift, but among so many "
            f"points chance alone may well give a row of {_up_to(allowed)}."
        )
    if chart.few_crossings:
        yield (
            f"The line crosses the median of {centre} {_times(runs.crossings)}; by "
            f"chance alone fewer than {chart.fewest_crossings} crossings would be "
            "unusual (less than 1 time in 20)."
        )
    if not (chart.shift or chart.few_crossings):
        yield f"The points run about their median of {centre} as chance would have it."


def _since(later: SinceBaseline | None, kind: Kind, measure: Measure) -> Iterator[str]:
    if later is None:
        return
    centre = with_unit(later.centre, kind, measure.unit)
    median = f"the median of the {later.baseline} before the first action ({centre})"
    if later.baseline == 1:
        median = f"the one before the first action ({centre})"
    above = later.side > 0
    row = (
        f"The last {later.last} points all lie {'above' if above else 'below'} {median}"
    )
    if later.shift and later.last >= SHIFT:
        way = "better" if above == (measure.better == "up") else "worse"
        yield f"{row}: a fair sign of a lasting change for the {way}."
    elif later.shift:
        many = later.runs.longest
        yield f"After it, {many} points in a row lay on one side of {median}: a shift."
    elif later.side and later.last >= _ROW:
        yield f"{row}; that alone proves nothing."


def _up_to(allowed: int) -> str:
    between = "or" if allowed == SHIFT + 1 else "to"
    return f"{SHIFT}" if allowed <= SHIFT else f"{SHIFT} {between} {allowed}"


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")
