"""What commands answer: one value each, shown as text or as JSON."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from plcjournal.core.findings import Finding
    from plcjournal.core.meetings import Turn
    from plcjournal.core.search import Hit
    from plcjournal.core.status import CycleStatus


@dataclass(frozen=True, slots=True)
class StatusList:
    """Where the cycles of a journal are.

    `kept`: what was set aside, as it did not fit what arrived. `unfinished`: versions
    met in the folder that nobody has put together yet. `more`: open cycles beyond
    those listed, in which nothing has waited as long.
    """

    journal: str
    today: str
    cycles: tuple[CycleStatus, ...]
    more: int = 0
    closed: int = 0
    unsaved: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of the journal found."""

    records: int
    findings: tuple[Finding, ...]
    mended: tuple[str, ...] = ()
    excerpts: dict[int, str] = field(default_factory=dict, metadata={"shown": "text"})


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One person of a team."""

    id: str
    name: str
    role: str
    left: bool = False


@dataclass(frozen=True, slots=True)
class TeamView:
    """One team: who belongs to it, when it meets, what it agreed."""

    id: str
    name: str
    kind: str
    members: tuple[MemberLine, ...]
    meeting: str = ""
    norms: tuple[str, ...] = ()
    cycles: tuple[str, ...] = ()
    hopes: tuple[str, ...] = ()
    fears: tuple[str, ...] = ()
    facilitated: tuple[Turn, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamList:
    """The teams of a journal."""

    teams: tuple[TeamView, ...]


@dataclass(frozen=True, slots=True)
class RuleList:
    """Every rule of a journal with its severity and reason."""

    rules: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Begun:
    """A journal that was made, and what to type first."""

    sentence: str
    folder: str
    team: str = ""
    try_next: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The places that touch some words, best first."""

    words: str
    hits: tuple[Hit, ...]


def as_data(value: object) -> Any:
    """Answer a result as JSON knows it: every field, empty ones too."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: as_data(getattr(value, one.name))
            for one in fields(value)
            if one.metadata.get("shown") != "text"
        }
    if isinstance(value, tuple | list | frozenset):
        return [as_data(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return str(value)  # JSON knows no such number
    if isinstance(value, dict):
        return {str(key): as_data(item) for key, item in value.items()}
    return value
