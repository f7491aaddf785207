"""What is asked of all cycles at once by somebody who looks at a few."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from plcjournal.core.cycle import short_name
from plcjournal.core.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plcjournal.core.cycle import Cycle


class Overview(Protocol):
    """Knows what is asked of all cycles."""

    def several_open(self) -> bool:
        """Say whether more than one cycle is open."""

    def opened(self, team: str) -> Sequence[str]:
        """Answer the open cycles of a team, '' for all, in order of their names."""

    def titled(self, words: str) -> Sequence[str]:
        """Answer the cycles in whose title some words stand, in order of their names.

        Capitals do not matter.
        """

    def called(self, name: str) -> int:
        """Answer how many cycles have a name, with its month or without."""

    def following(self, cycle: str) -> Sequence[str]:
        """Answer the cycles that say they follow a cycle, in order of their names."""


class ByReading:
    """Reads the cycles to answer it, no more than it takes."""

    def __init__(self, cycles: Mapping[str, Cycle]) -> None:
        self._cycles = cycles

    def several_open(self) -> bool:
        """Say whether more than one cycle is open.

        The newest are asked first: old ones are closed, mostly.
        """
        newest = sorted(self._cycles, key=lambda name: name.split("/")[1], reverse=True)
        still = (name for name in newest if self._cycles[name].is_open)
        return next(islice(still, 1, None), None) is not None

    def opened(self, team: str) -> Sequence[str]:
        """Answer the open cycles of a team, '' for all, in order of their names."""
        start = f"{team}/" if team else ""
        names = [name for name in self._cycles if name.startswith(start)]
        Shelf.over(self._cycles).fetch(names)
        return [name for name in names if self._cycles[name].is_open]

    def titled(self, words: str) -> Sequence[str]:
        """Answer the cycles in whose title some words stand, in order of their names.

        Capitals do not matter.
        """
        wanted = words.casefold()
        titles = ((one.name, one.priority.title) for one in self._cycles.values())
        return [name for name, title in titles if wanted in title.casefold()]

    @cached_property
    def _names(self) -> Counter[str]:
        each = ({name.partition("/")[2], short_name(name)} for name in self._cycles)
        return Counter(name for names in each for name in names)

    def called(self, name: str) -> int:
        """Answer how many cycles have a name, with its month or without."""
        return self._names[name]

    def following(self, cycle: str) -> Sequence[str]:
        """Answer the cycles that say they follow a cycle, in order of their names."""
        every = self._cycles.values()
        return [one.name for one in every if one.priority.follows == cycle]
