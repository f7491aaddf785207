"""Figures drawn with characters: bars with intervals, and a line over time.

Each chart is lines of text that say the same without colour; where a terminal's
encoding has no blocks, plain ASCII stands in for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_HEIGHT = 10
_WIDEST_STEP = 6
_NARROWEST = 10


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters a chart is drawn with.

    `sure` fills a bar up to the lower end of its interval, `within` goes on to the
    figure, `beyond` to the upper end.
    """

    sure: str
    within: str
    beyond: str
    point: str
    median: str
    target: str
    side: str
    tick: str
    corner: str
    floor: str
    mark: str


BLOCKS = Glyphs("█", "▓", "░", "●", "─", "·", "│", "┤", "└", "─", "▲")
ASCII = Glyphs("#", "=", "-", "o", "-", ".", "|", "+", "+", "-", "^")


def glyphs(encoding: str | None) -> Glyphs:
    """Answer the characters that an encoding has."""
    try:
        "".join(getattr(BLOCKS, name) for name in Glyphs.__slots__).encode(
            encoding or "ascii"
        )
    except (UnicodeEncodeError, LookupError):
        return ASCII
    return BLOCKS


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure: what stands left and right of it, and its interval."""

    label: str
    number: float
    text: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """A figure all across a chart: a median or a target."""

    number: float
    label: str


def bars(
    rows: Sequence[Bar],
    ends: tuple[float, float],
    width: int,
    target: Level | None,
    marks: Glyphs,
) -> tuple[str, ...]:
    """Draw figures below one another, `width` columns in all; () where that is too few.

    `ends` are the figures at the left and the right end of every bar.
    """
    labels = [row.label for row in rows] + ["target" if target else ""]
    left = max(map(len, labels))
    right = max(len(text) for text in [row.text for row in rows])
    room = width - left - right - 4
    if room < _NARROWEST:
        return ()
    lines = []
    for row in rows:
        drawn = _bar(row, ends, room, marks)
        lines.append(f"{row.label:<{left}}  {drawn:<{room}}  {row.text}")
    if target:
        place = min(_place(target.number, ends, room), room - 1)
        told = f"{' ' * place}{marks.mark}"
        lines.append(f"{'target':<{left}}  {told:<{room}}  {target.label}")
    if any(row.low is not None for row in rows):
        sign = f"{marks.within}{marks.beyond}"
        lines.append(f"{'':<{left}}  {sign} where chance may have moved it (95 %)")
    return tuple(line.rstrip() for line in lines)


def _bar(row: Bar, ends: tuple[float, float], room: int, marks: Glyphs) -> str:
    number = _place(row.number, ends, room)
    low = number if row.low is None else _place(row.low, ends, room)
    high = number if row.high is None else _place(row.high, ends, room)
    return (
        marks.sure * low
        + marks.within * (number - low)
        + marks.beyond * (high - number)
    )


def _place(number: float, ends: tuple[float, float], room: int) -> int:
    """Answer how many of the columns lie below a figure."""
    low, high = ends
    share = (number - low) / (high - low)
    return round(min(max(share, 0.0), 1.0) * room)


@dataclass(frozen=True, slots=True)
class Dot:
    """One dated figure of a line."""

    date: str
    number: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a line over time shows beside its points."""

    dots: Sequence[Dot]
    median: Level | None = None
    target: Level | None = None
    days: Sequence[str] = ()


def line(chart: Line, width: int, marks: Glyphs) -> tuple[str, ...]:
    """Draw points in their order, the last ones if not all fit; () where none do.

    Points stand at equal steps, and `days` are marked between those they fall between.
    """
    levels = [level for level in (chart.median, chart.target) if level]
    right = max((len(level.label) for level in levels), default=0)
    left = max(len(dot.text) for dot in chart.dots)
    room = width - left - right - 4
    if room < _NARROWEST:
        return ()
    dots = chart.dots[-room:]
    step = min(_WIDEST_STEP, max(1, (room - 1) // max(len(dots) - 1, 1)))
    across = step * (len(dots) - 1) + 1
    numbers = [*(dot.number for dot in dots), *(level.number for level in levels)]
    frame = _Frame(min(numbers), max(numbers), across)
    for level, sign in ((chart.target, marks.target), (chart.median, marks.median)):
        if level:
            frame.rule(level, sign)
    for place, dot in enumerate(dots):
        frame.put(dot.number, step * place, marks.point, chart.median)
    return tuple(
        text.rstrip()
        for text in (
            *frame.lines(dots, left, marks),
            f"{'':<{left}} {marks.corner}{marks.floor * across}",
            f"{'':<{left}}  {_days(chart.days, dots, step, marks.mark)}",
        )
        if text.strip()
    )


class _Frame:
    """The rows of a line over time, before they are put together."""

    def __init__(self, low: float, high: float, across: int) -> None:
        self._low, self._high = low, high
        self._rows = [[" "] * across for _ in range(_HEIGHT if high > low else 1)]
        self._labels: dict[int, list[str]] = {}

    def _row(self, number: float) -> int:
        span = self._high - self._low
        if not span:
            return 0
        return round((self._high - number) / span * (len(self._rows) - 1))

    def put(self, number: float, place: int, sign: str, median: Level | None) -> None:
        """Put one point into its row, on the median only where it is the median."""
        row = self._row(number)
        if median and row == self._row(median.number) and number != median.number:
            row += -1 if number > median.number else 1
        self._rows[min(max(row, 0), len(self._rows) - 1)][place] = sign

    def rule(self, level: Level, sign: str) -> None:
        """Draw a level all across, its label at the end."""
        row = self._row(level.number)
        self._rows[row] = [sign] * len(self._rows[row])
        self._labels.setdefault(row, []).append(level.label)

    def lines(self, dots: Sequence[Dot], left: int, marks: Glyphs) -> Iterator[str]:
        """Answer the rows with the highest and lowest figure beside them."""
        ends = [pick(dots, key=_number) for pick in (min, max)]
        named = {self._row(dot.number): dot.text for dot in ends}
        for number, row in enumerate(self._rows):
            beside = named.get(number, "")
            tick = marks.tick if beside else marks.side
            labels = ", ".join(self._labels.get(number, ()))
            yield f"{beside:>{left}} {tick}{''.join(row)} {labels}"


def _number(dot: Dot) -> float:
    return dot.number


def _days(days: Sequence[str], dots: Sequence[Dot], step: int, mark: str) -> str:
    """Answer a row of marks under the moments that some days are."""
    row = [" "] * (step * (len(dots) - 1) + 1)
    for day in days:
        for place, (before, after) in enumerate(pairwise(dots)):
            if before.date <= day <= after.date and before.date < after.date:
                begin, end, here = map(
                    date.fromisoformat, (before.date, after.date, day)
                )
                share = (here - begin).days / (end - begin).days
                row[step * place + round(share * step)] = mark
                break
    return "".join(row)
