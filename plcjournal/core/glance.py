"""What a list of many cycles needs to know of each: little, and quick to compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.folding import folded
from plcjournal.core.search import texts
from plcjournal.core.status import dues

if TYPE_CHECKING:
    from plcjournal.core.journal import Cycle


class Glance(NamedTuple):
    """Whether a cycle is open, the first date that waits in it, all of its words."""

    is_open: bool
    due: str
    words: str


def glance_at(cycle: Cycle) -> Glance:
    """Answer what a list needs to know of a cycle; '' where no date waits."""
    waiting = dues(cycle, "") if cycle.is_open else ()
    said = "\n".join(text for _, _, text in texts(cycle) if text)
    return Glance(cycle.is_open, waiting[0].date if waiting else "", folded(said))
