"""The journal's own settings: plc.yaml."""

from typing import Literal

from pydantic import Field

from plcjournal.core.dated import JournalRecord
from plcjournal.core.shape import Count, Id, Line, Many, Record, Words

Level = Literal["class", "team", "school", "cluster", "district", "province"]


class PartOf(Record):
    """The bigger units a journal or team belongs to."""

    cluster: Line | None = None
    district: Line | None = None
    province: Line | None = None


class Allowed(Record):
    """Something the privacy gate lets pass, with the reason."""

    words: Line | None = None
    cycle: Line | None = None
    field: Line | None = None
    reason: Words


SMALLEST_GROUP = 5  # the smallest in use anywhere, see the field's own norms


class Privacy(Record):
    """How small a group may be, and what was allowed all the same."""

    min_group: Count = 10
    allow: Many[Allowed] = ()

    @property
    def smallest(self) -> int:
        """Answer the smallest group to show, whatever somebody typed in a file."""
        return max(self.min_group, SMALLEST_GROUP)


class Neighbour(Record):
    """Another journal we read."""

    id: Id
    url: Words


class Settings(JournalRecord):
    """What holds for the whole journal."""

    id: Id | None = None
    name: Words = "Our inquiry journal"
    school: Line | None = None
    level: Level = "school"
    part_of: PartOf = Field(default_factory=PartOf)
    language: Literal["en", "cy", "fr"] = "en"
    model: Id = "four-stage"
    weeks: Count | None = None
    privacy: Privacy = Field(default_factory=Privacy)
    network: Many[Neighbour] = ()
