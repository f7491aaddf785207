"""The figures of a measure over time, as places on a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.figures import Kind, target_of, with_unit
from plcjournal.core.impact.comparable import interval_of, is_few, readings
from plcjournal.core.telling.wording import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from plcjournal.core.impact.comparable import Reading
    from plcjournal.core.impact.cycle import Tried
    from plcjournal.core.impact.impact import Impact
    from plcjournal.core.records import Measure, Result

WIDTH, HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 72, 28, 50, 40
_EVERY_LABEL = 4  # so few points are all labelled
_WITH_INTERVALS = 4
_CLEAR = 225  # from either side, so that a day between does not touch the others
_APART = 26  # between the numbers of two actions
_ROW = 21


class Mark(NamedTuple):
    """A word beside a line or a point, where it stands and to which side it runs."""

    x: float
    y: float
    text: str
    anchor: str = "middle"


class Dot(NamedTuple):
    """One figure; `low` and `high` are the ends of its interval, None without one."""

    x: float
    y: float
    text: str
    day: str
    low: float | None = None
    high: float | None = None


class Try(NamedTuple):
    """The day of one action or more: its line, and their numbers in the list below."""

    x: float
    y: float
    numbers: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of figures over time, in units of its own."""

    title: str
    said: str
    dots: tuple[Dot, ...]
    path: str
    labels: tuple[Mark, ...]
    across: tuple[Mark, ...]
    days: tuple[Mark, ...]
    target: Mark | None
    tries: tuple[Try, ...]
    left: int = _LEFT
    right: int = WIDTH - _RIGHT
    top: int = _TOP
    bottom: int = HEIGHT - _BOTTOM
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def has_intervals(self) -> bool:
        """Say whether a figure is drawn with where chance may have moved it."""
        return any(dot.low is not None for dot in self.dots)


def chart_of(measure: Measure, impact: Impact, tried: Sequence[Tried]) -> Chart | None:
    """Answer the drawing of a measure, None where it has less than two figures."""
    kind = impact.kind
    shown = _shown(measure, kind) if kind else []
    if kind is None or len({result.date for result, _ in shown}) < 2:
        return None
    target = target_of(measure)
    numbers = [reading.number for _, reading in shown]
    if target is not None:
        numbers.append(float(target.value))
    low, high, step = _ends(numbers, kind, impact.scale)
    days = [result.date for result, _ in shown]
    frame = _Frame(kind, measure.unit, low, high, _across([*days, *_days_of(tried)]))
    dots = _dots(shown, frame)
    return Chart(
        title=f"{measure.name} over time",
        said=_said(shown, frame, len(tried)),
        dots=dots,
        path=" ".join(
            f"{'M' if number == 0 else 'L'}{dot.x} {dot.y}"
            for number, dot in enumerate(dots)
        ),
        labels=_labels(dots),
        across=tuple(
            Mark(_LEFT - 8, frame.y(number), frame.text(number))
            for number in _ticks(low, high, step)
        ),
        days=_days(dots),
        target=_aim(float(target.value), frame, dots) if target else None,
        tries=_tries(tried, frame.x),
    )


_Shown = tuple["Result", "Reading"]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What figures are, and where each lies on the drawing."""

    kind: Kind
    unit: str
    low: float
    high: float
    x: Callable[[str], float]

    def y(self, number: float) -> float:
        """Answer how far down a figure lies."""
        room = HEIGHT - _BOTTOM - _TOP
        share = (number - self.low) / (self.high - self.low)
        return round(HEIGHT - _BOTTOM - share * room, 1)

    def text(self, number: float) -> str:
        """Write a figure with its unit."""
        return with_unit(number, self.kind, self.unit)


def _shown(measure: Measure, kind: Kind) -> list[_Shown]:
    """Answer the figures for everybody that are drawn, in order."""
    found = []
    for result in sorted(measure.results, key=lambda one: one.date):
        if result.group is not None or result.suppressed:
            continue
        reading = readings(measure, result).get(kind)
        if reading is not None and not is_few(reading):
            found.append((result, reading))
    return found


def _days_of(tried: Iterable[Tried]) -> list[str]:
    return [one.date for one in tried]


def _aim(value: float, frame: _Frame, dots: Sequence[Dot]) -> Mark:
    """Put the word beside a target at the end where the line is further from it."""
    y, text = frame.y(value), f"target {frame.text(value)}"
    if abs(dots[0].y - y) >= abs(dots[-1].y - y):
        return Mark(_LEFT + 2, y, text, "start")
    return Mark(WIDTH - _RIGHT, y, text, "end")


def _dots(shown: Sequence[_Shown], frame: _Frame) -> tuple[Dot, ...]:
    few = len(shown) <= _WITH_INTERVALS
    found = []
    for result, reading in shown:
        span = interval_of(reading) if few else None
        found.append(
            Dot(
                frame.x(result.date),
                frame.y(reading.number),
                frame.text(reading.number),
                result.date,
                frame.y(max(span.low, frame.low)) if span else None,
                frame.y(min(span.high, frame.high)) if span else None,
            )
        )
    return tuple(found)


def _ends(
    numbers: Sequence[float], kind: Kind, scale: tuple[float, float] | None
) -> tuple[float, float, float]:
    """Answer the lowest and highest place and the way between two lines."""
    if kind is Kind.SHARE:
        return 0, 100, 25
    low, high = scale or (0, max(numbers))
    low, high = min(low, *numbers), max(high, *numbers)
    high = high if high > low else low + 1
    rough = (high - low) / 4
    power = 10 ** floor(log10(rough))
    step = next(n * power for n in (1, 2, 2.5, 5, 10) if n * power >= rough)
    return floor(low / step) * step, ceil(high / step) * step, step


def _ticks(low: float, high: float, step: float) -> list[float]:
    return [low + step * n for n in range(round((high - low) / step) + 1)]


def _across(days: Sequence[str]) -> Callable[[str], float]:
    known = sorted(map(date.fromisoformat, days))
    begin, span = known[0], max((known[-1] - known[0]).days, 1)
    left, room = _LEFT + 28, WIDTH - _RIGHT - _LEFT - 56

    def place(day: str) -> float:
        return round(left + (date.fromisoformat(day) - begin).days / span * room, 1)

    return place


def _labels(dots: Sequence[Dot]) -> tuple[Mark, ...]:
    told = dots if len(dots) <= _EVERY_LABEL else (dots[0], dots[-1])
    return tuple(
        Mark(
            dot.x,
            min(y for y in (dot.y, dot.low, dot.high) if y is not None) - 9,
            dot.text,
        )
        for dot in told
    )


def _days(dots: Sequence[Dot]) -> tuple[Mark, ...]:
    """Answer the days below the drawing: of the first and last, and between if room."""
    ends = {0: "start", len(dots) - 1: "end"}
    told = [0, len(dots) - 1]
    between = sorted(
        range(1, len(dots) - 1),
        key=lambda n: abs(dots[n].x - (dots[0].x + dots[-1].x) / 2),
    )
    if between and _CLEAR < dots[between[0]].x < WIDTH - _CLEAR:
        told.insert(1, between[0])
    y = HEIGHT - _BOTTOM + 26
    return tuple(
        Mark(dots[n].x, y, _day(dots[n].day), ends.get(n, "middle")) for n in told
    )


def _tries(tried: Sequence[Tried], place: Callable[[str], float]) -> tuple[Try, ...]:
    by_day: dict[str, list[int]] = {}
    for number, one in enumerate(tried, 1):
        by_day.setdefault(one.date, []).append(number)
    found: list[Try] = []
    for day, numbers in by_day.items():
        x, row = place(day), 0
        if found and x - found[-1].x < _APART and found[-1].y > _TOP - _ROW - 12:
            row = 1
        y = _TOP - 14 - row * _ROW
        found.append(Try(x, y, ", ".join(map(str, numbers))))
    return tuple(found)


def _said(shown: Sequence[_Shown], frame: _Frame, tried: int) -> str:
    """Say in words what the drawing shows."""
    began, ended = (
        f"{frame.text(reading.number)} on {_day(result.date)}"
        for result, reading in (shown[0], shown[-1])
    )
    days = {0: "", 1: " The day of 1 action is marked."}
    marked = days.get(tried, f" The days of {tried} actions are marked.")
    return f"{len(shown)} figures, from {began} to {ended}.{marked}"


def _day(day: str) -> str:
    return day_text(date.fromisoformat(day))
