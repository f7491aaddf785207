"""Models and choices, drawn for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from plcjournal.core.catalogue import ModelList
from plcjournal.views import models, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from plcjournal.core.catalogue import Choice, ModelGuide


def drawn(result: ModelList | ModelGuide | Choice, safe: Callable[[str], str]) -> Group:
    """Draw the list of models as a table, else the plain lines with their headings."""
    if isinstance(result, ModelList):
        return _models(result, safe)
    return _with_headings(result, safe)


def _models(result: ModelList, safe: Callable[[str], str]) -> Group:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading, ratio in (("Model", 3), ("Steps", 1), ("Weeks", 1), ("Best for", 4)):
        table.add_column(heading, overflow="fold", ratio=ratio)
    for line in result.models:
        name = Text.assemble((safe(line.id), "bold"), f"\n{safe(line.name)}")
        for mark in models.marks(line):
            name.append(f"\n{mark}", style="cyan")
        if line.default:
            name.append("\nthe default here", style="cyan")
        weeks = str(line.weeks or "")
        table.add_row(name, str(line.steps), weeks, Text(safe(line.best_for)))
    return Group(table, *(Text(line) for line in models.ending()))


def _with_headings(result: object, safe: Callable[[str], str]) -> Group:
    """Draw plain lines, those that head others in bold, folded under their start."""
    parts: list[RenderableType] = []
    for number, line in enumerate(plain.lines(result)):
        text = Text(safe(line.lstrip()), style="bold" if _heads(number, line) else "")
        parts.append(Padding(text, (0, 0, 0, len(line) - len(line.lstrip()))))
    return Group(*parts)


def _heads(number: int, line: str) -> bool:
    return number == 0 or (not line.startswith(" ") and ":" not in line[:-1])
