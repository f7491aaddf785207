"""What a list of many cycles needs to know of each: little, and quick to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.folding import folded
from plcjournal.core.search import texts
from plcjournal.core.status import dues

if TYPE_CHECKING:
    from plcjournal.core.journal import Cycle


class Glance(NamedTuple):
    """What a list asks of a cycle.

    Whether it is open, the first date that waits in it, the cycle it follows, and all
    of its words, folded; '' where there is none.
    """

    is_open: bool
    due: str
    follows: str
    words: str


def glance_at(cycle: Cycle) -> Glance:
    """Answer what a list needs to know of a cycle."""
    waiting = dues(cycle, "") if cycle.is_open else ()
    due = waiting[0].date if waiting else ""
    said = "\n".join(text for _, _, text in texts(cycle) if text)
    return Glance(cycle.is_open, due, cycle.priority.follows or "", folded(said))
