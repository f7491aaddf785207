"""What changed for learners, drawn; the same facts as the plain lines."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from plcjournal.core.figures import with_unit
from plcjournal.core.impact.comparable import spoken_day
from plcjournal.core.impact.cycle import CycleImpact
from plcjournal.views import charts
from plcjournal.views import impact as told

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.console import RenderableType

    from plcjournal.core.impact.change import Aim
    from plcjournal.core.impact.cycle import Tried
    from plcjournal.core.impact.impact import Impact

    Safe = Callable[[str], str]

_INDENT = 4
_FEWEST = 5  # points that make a line worth drawing


def drawn(result: object, safe: Safe) -> RenderableType | None:
    """Answer a result drawn, None where plain lines do as well."""
    if not isinstance(result, CycleImpact):
        return None
    parts: list[RenderableType] = []
    for number, text in enumerate(told.heading(result)):
        parts.append(Text(safe(text), style="" if number else "bold"))
    for measure in result.measures:
        parts += [Text(""), Text(safe(told.named(measure)), style="bold")]
        parts += _folded([f"  {measure.sentence}"], safe)
        parts += _charts(measure, result.actions)
        parts += _folded((f"  {text}" for text in told.facts(measure)), safe)
        if measure.series:
            parts += _folded((f"  {text}" for text in told.line(measure.series)), safe)
        parts += _folded(told.ending(measure), safe)
    parts += _folded((*told.tried(result.actions), *told.to_type(result.next)), safe)
    return Group(*parts)


def _folded(lines: Iterable[str], safe: Safe) -> Iterator[RenderableType]:
    """Fold long lines under their start."""
    for text in lines:
        indent = len(text) - len(text.lstrip())
        yield Padding(Text(safe(text.lstrip())), (0, 0, 0, indent))


def _charts(measure: Impact, actions: Iterable[Tried]) -> Iterator[RenderableType]:
    width = shutil.get_terminal_size().columns - _INDENT - 1
    marks = charts.glyphs(sys.stdout.encoding)
    days = [action.date for action in actions]
    for lines in (_bars(measure, width, marks), _line(measure, days, width, marks)):
        if lines:
            text = Text("\n".join(("", *lines)), no_wrap=True, overflow="crop")
            yield Padding(text, (0, 0, 0, _INDENT))
    yield Text("")


def _bars(measure: Impact, width: int, marks: charts.Glyphs) -> tuple[str, ...]:
    rows = [
        charts.Bar(
            label=spoken_day(figure.date),
            number=figure.number,
            text=told.short(figure),
            low=figure.interval.low if figure.interval else None,
            high=figure.interval.high if figure.interval else None,
        )
        for figure in (measure.baseline, measure.latest)
        if figure is not None and figure.number is not None
    ]
    if len(rows) < 2 or measure.change is None:
        return ()
    aim = _aim(measure)
    target = charts.Level(aim.value, told.target_text(aim, measure)) if aim else None
    numbers = [row.high if row.high is not None else row.number for row in rows]
    lows = [row.low if row.low is not None else row.number for row in rows]
    numbers += [target.number] if target else []
    ends = measure.scale or (min(0.0, *lows), max(numbers))
    if ends[0] >= ends[1]:
        return ()
    return charts.bars(rows, ends, width, target, marks)


def _aim(measure: Impact) -> Aim | None:
    """Answer the target, if it stands on the same scale as the figures drawn."""
    aim = measure.target
    return aim if aim and aim.kind is measure.kind else None


def _line(
    measure: Impact, days: list[str], width: int, marks: charts.Glyphs
) -> tuple[str, ...]:
    series = measure.series
    if series is None or len(series.points) < _FEWEST:
        return ()
    median, target = None, None
    if series.chart:
        centre = with_unit(series.chart.centre, series.kind, measure.unit)
        median = charts.Level(series.chart.centre, f"median {centre}")
    elif series.since_baseline:
        centre = with_unit(series.since_baseline.centre, series.kind, measure.unit)
        median = charts.Level(series.since_baseline.centre, f"before: {centre}")
    aim = _aim(measure)
    if aim:
        label = f"target {told.target_text(aim, measure)}"
        target = charts.Level(aim.value, label)
    dots = [charts.Dot(one.date, one.number, one.text) for one in series.points]
    lines = charts.line(charts.Line(dots, median, target, days), width, marks)
    first, last = spoken_day(series.points[0].date), spoken_day(series.points[-1].date)
    span = f"{len(dots)} figures, {first} to {last}"
    within = [day for day in days if dots[0].date <= day <= dots[-1].date]
    sign = f"; {marks.mark} an action was done" if within else ""
    return (*lines, f"{span}{sign}") if lines else ()
