"""What a list of many cycles needs to know of each: little, and quick to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.folding import folded
from plcjournal.core.search import said_in
from plcjournal.core.status import dues

if TYPE_CHECKING:
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.search import Said


class Glance(NamedTuple):
    """What a list asks of a cycle.

    Whether it is open, the first date that waits in it and the cycle it follows, or
    '', and what is said in it, also folded.
    """

    is_open: bool
    due: str
    follows: str
    said: Said
    words: str


def glance_at(cycle: Cycle) -> Glance:
    """Answer what a list needs to know of a cycle."""
    waiting = dues(cycle, "") if cycle.is_open else ()
    due = waiting[0].date if waiting else ""
    said = said_in(cycle)
    words = folded("\n".join(text for _, _, text in said.texts))
    return Glance(cycle.is_open, due, cycle.priority.follows or "", said, words)
