"""Look through the journal, or its whole past, for what names or shows a learner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import drafts
from plcjournal.core.findings import Severity
from plcjournal.scanning import present

if TYPE_CHECKING:
    from collections.abc import Callable

    from plcjournal.core.findings import Finding
    from plcjournal.core.settings import Allowed
    from plcjournal.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Saved:
    """A moment something entered the history: the day, who saved it, which change."""

    day: str
    who: str
    commit: str


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something found, and how long it has stood in the history, if that was asked."""

    rule: str
    severity: Severity
    path: str
    message: str
    fix: str = ""
    field: str = ""
    line: int = 0
    is_here_now: bool = True
    first: Saved | None = None
    last: Saved | None = None
    versions: int = 0

    @classmethod
    def of(cls, found: Finding) -> Sighting:
        """Answer something that stands in the folder now."""
        return cls(
            rule=found.rule,
            severity=found.severity,
            path=found.path,
            message=found.message,
            fix=found.fix,
            field=found.field,
            line=found.line,
        )

    @property
    def blocks(self) -> bool:
        """Say whether it would not be saved or shared today."""
        return self.severity is Severity.ERROR


@dataclass(frozen=True, slots=True)
class Permission:
    """What the team lets pass, and why."""

    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a look through the journal found."""

    files: int
    names: int
    sightings: tuple[Sighting, ...]
    allowed: tuple[Permission, ...] = ()
    history: bool = False
    saved_states: int = 0
    begins: str = ""

    @property
    def blocks(self) -> bool:
        """Say whether something was found that must not be saved or shared."""
        return any(one.blocks for one in self.sightings)


def scan(
    space: Workspace,
    *,
    history: bool = False,
    tell: Callable[[str], None] | None = None,
) -> tuple[Scanned, tuple[Finding, ...]]:
    """Answer everything private in the journal, and which records could not be read.

    Args:
        space: the journal.
        history: also look at every version of every file that was ever saved.
        tell: told how far it is, when it takes longer than a second.
    """
    read = space.read()
    names = drafts.names(space.folder)
    files, found = present.findings(space, read, names)
    sightings = [*map(Sighting.of, found)]
    states, begins = 0, ""
    if history and space.repository is not None:
        from plcjournal.scanning.past import look_back  # noqa: PLC0415 - few ask for it

        states, begins, sightings = look_back(space, read, names, sightings, tell)
    result = Scanned(
        files=files,
        names=len(names),
        sightings=tuple(sorted(sightings, key=_order)),
        allowed=tuple(map(_permission, read.journal.settings.privacy.allow)),
        history=history,
        saved_states=states,
        begins=begins,
    )
    return result, read.problems


def _order(one: Sighting) -> tuple[bool, bool, str, int, str]:
    return not one.blocks, not one.is_here_now, one.path, one.line, one.message


def _permission(entry: Allowed) -> Permission:
    where = " ".join(
        filter(None, (entry.field, f"({entry.cycle})" if entry.cycle else ""))
    )
    return Permission(entry.words or where, entry.reason)
