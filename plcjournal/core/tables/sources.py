"""What the rows of tables are made from: records, and what is known around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.impact.cycle import CycleImpact
    from plcjournal.core.impact.impact import Impact
    from plcjournal.core.records import Action, Claim, Measure, Result
    from plcjournal.core.team import Meeting


@dataclass(frozen=True, slots=True)
class Whole:
    """A cycle, and what is known of it beside its records.

    `called` answers what to call members by their ids, `model` is the id of the model
    the cycle follows, `stale` says that its evidence changed after its review, and
    `codes` are what is told instead of a figure, by measure, date and group.
    """

    cycle: Cycle
    team_name: str
    places: Mapping[str, str]
    model: str
    impact: CycleImpact
    called: Callable[[str], str]
    stale: bool = False
    codes: Mapping[tuple[str, str, str | None], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Looked:
    """A measure of a cycle, and what changed in it."""

    whole: Whole
    measure: Measure
    impact: Impact


@dataclass(frozen=True, slots=True)
class Seen:
    """A dated result of a measure; `code` stands in the place of its figure.

    How many were there on both days would show others how few were not.
    """

    whole: Whole
    measure: Measure
    result: Result
    code: str = ""
    with_pairs: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """An action of a cycle."""

    whole: Whole
    action: Action


@dataclass(frozen=True, slots=True)
class Claimed:
    """Something learned in a cycle."""

    whole: Whole
    claim: Claim


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting by the name of its record."""

    name: str
    team_name: str
    meeting: Meeting
    called: Callable[[str], str]

    @property
    def team(self) -> str:
        """Answer the team that met."""
        return self.meeting.team or self.name[len("2025-11-05-") :]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence about something that somebody saved; `part` counts those of it."""

    change: str
    part: int
    day: str
    moment: str
    who: str
    cycle: str
    sentence: str
