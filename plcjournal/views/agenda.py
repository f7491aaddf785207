"""The agenda of a meeting, in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.meetings import Agenda
from plcjournal.views.plain import lines

if TYPE_CHECKING:
    from collections.abc import Iterator


def _agenda(result: Agenda) -> Iterator[str]:
    yield from agenda_heading(result)
    for part in result.parts:
        yield ""
        yield f"{part.minutes} min  {part.title}"
        for point in part.points:
            yield f"  {point}"


def agenda_heading(result: Agenda) -> Iterator[str]:
    """Tell what stands above the parts of an agenda."""
    yield f"Agenda: {result.team_name}, {result.date}, {result.minutes} minutes"
    if result.facilitator_name:
        yield f"Facilitator: {result.facilitator_name}"
    for norm in result.norms:
        yield f"Norm: {norm}"


lines.register(Agenda, _agenda)
