"""Teams, their members and their meetings."""

from typing import Literal

from pydantic import Field

from plcjournal.core.dated import JournalRecord
from plcjournal.core.settings import Level, PartOf
from plcjournal.core.shape import Count, Day, Flag, Id, Line, Many, Record, Words

MemberRole = Literal[
    "teacher",
    "facilitator",
    "coach",
    "leader",
    "critical-friend",
    "external-facilitator",
]
TeamKind = Literal[
    "plc",
    "triad",
    "data-team",
    "learning-circle",
    "leadership",
    "cluster",
    "partnership",
    "network",
]
Focus = Literal["instruction", "evidence", "planning", "logistics"]


class Member(Record):
    """A person of a team, by name or by role."""

    id: Id
    name: Words
    role: MemberRole = "teacher"
    left: Flag = False


class MeetingSlot(Record):
    """When and where a team usually meets."""

    day: Line | None = None
    minutes: Count | None = None
    place: Line | None = None


class Team(JournalRecord):
    """The people who keep cycles together."""

    name: Words
    kind: TeamKind = "plc"
    school: Line | None = None
    level: Level | None = None
    part_of: PartOf | None = None
    members: Many[Member] = ()
    meeting: MeetingSlot = Field(default_factory=MeetingSlot)
    norms: Many[Line] = ()
    hopes: Many[Line] = ()
    fears: Many[Line] = ()


class Meeting(JournalRecord):
    """One meeting: who was there, what it was about, what was decided."""

    team: Id | None = None
    date: Day | None = None
    minutes: Count | None = None
    facilitator: Line | None = None
    present: Many[Id] = ()
    focus: Focus | None = None
    cycles: Many[Line] = ()
    decided: Many[Line] = ()
