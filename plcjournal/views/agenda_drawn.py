"""The agenda of a meeting, drawn for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from plcjournal.views.agenda import agenda_heading

if TYPE_CHECKING:
    from collections.abc import Callable

    from plcjournal.core.meetings import Agenda


def drawn(result: Agenda, safe: Callable[[str], str]) -> Group:
    """Draw the parts of an agenda beside their minutes."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 1, 0))
    table.add_column(justify="right", no_wrap=True)
    table.add_column(overflow="fold")
    for part in result.parts:
        points = "".join(f"\n{safe(point)}" for point in part.points)
        words = Text.assemble((part.title, "bold"), points)
        table.add_row(Text(f"{part.minutes} min"), words)
    heading = [Text(safe(line)) for line in agenda_heading(result)]
    heading[0].stylize("bold")
    return Group(*heading, Text(""), table)
