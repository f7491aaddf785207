"""One cycle whole, drawn for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from plcjournal.views import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from plcjournal.core.story import MeasureStory, Story

_BARS = "▁▂▃▄▅▆▇█"


def drawn(result: Story, safe: Callable[[str], str]) -> Group:
    """Draw the plain lines, with a line of bars under each measure."""
    parts: list[RenderableType] = []
    for line in plain.lines(result):
        heading = line and not line.startswith(" ") and ":" not in line
        parts.append(Text(safe(line), style="bold" if heading else ""))
        measure = next(
            (m for m in result.measures if line.startswith(f"  {m.name} [{m.id}]")),
            None,
        )
        if measure is not None and (spark := sparkline(measure)):
            parts.append(Padding(Text(spark, style="cyan"), (0, 0, 0, 4)))
    return Group(*parts)


def sparkline(measure: MeasureStory) -> str:
    """Draw the figures for everybody as one line of bars; '' for fewer than two."""
    figures = [
        point.figure
        for point in measure.points
        if point.figure is not None and not point.group
    ]
    if len(figures) < 2:
        return ""
    low, high = min(figures), max(figures)
    span = (high - low) or 1
    return "".join(
        _BARS[round((figure - low) / span * (len(_BARS) - 1))] for figure in figures
    )
