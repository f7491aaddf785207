"""A problem in a journal, as a value: what, how bad, where, what to type instead."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error stops a save, the others never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place.

    `loc` leads to the value as keys and list indexes; `field` is the same place as a
    person types it; `text` is what stands there, where that matters. Line and column
    count from 1 and are 0 while unknown.
    """

    severity: Severity
    rule: str
    path: str
    message: str
    fix: str = ""
    field: str = ""
    loc: tuple[str | int, ...] = ()
    line: int = 0
    column: int = 0
    text: str = ""

    @property
    def blocks(self) -> bool:
        """Say whether nothing may be saved while this stands."""
        return self.severity is Severity.ERROR

    def placed(self, line: int, column: int) -> "Finding":
        """Answer the same finding at a line and column of its file."""
        return replace(self, line=line, column=column)


def by_place(finding: Finding) -> tuple[str, int, int, str]:
    """Sort key: file, line, column, rule."""
    return finding.path, finding.line, finding.column, finding.rule
