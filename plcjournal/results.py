"""What some commands answer: one value each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plcjournal.core.findings import Finding
    from plcjournal.core.meetings import Turn
    from plcjournal.core.search import Hit


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
