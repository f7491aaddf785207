"""A cycle as a tracker has it, before it is one of the journal; and remarks on rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plcjournal.core.tracker.cells import Figure


class Kind(StrEnum):
    """What became of a cell that does not fit: kept in words, taken so, or refused.

    One of `two-days` waits for the order in which the digits of days stand.
    """

    KEPT = "kept"
    TAKEN = "taken"
    TWO_DAYS = "two-days"
    FAILS = "fails"


@dataclass(frozen=True, slots=True)
class Remark:
    """What there is to say of one cell, found by its row and column; quotes nothing."""

    kind: Kind
    row: str
    column: str
    why: str


@dataclass(slots=True)
class Trial:
    """An action as a row has it."""

    what: str
    owner: str = ""
    due: str = ""
    status: str = ""
    done: str = ""
    row: str = ""


@dataclass(slots=True)
class Look:
    """One figure of a row: its role (baseline, target, result), and its day."""

    role: str
    figure: Figure
    day: str
    measure: str
    row: str
    column: str
    text: str


@dataclass(slots=True)
class Drafted:
    """A cycle as its rows have it; texts and days by the field they are for.

    `key` is what a column of cycles calls it; `first` is the row that said a field.
    """

    title: str
    team: str = ""
    key: str = ""
    rows: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    days: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    size: int | None = None
    trials: list[Trial] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    noticed: list[tuple[str, str]] = field(default_factory=list)
    learning: list[tuple[str, str]] = field(default_factory=list)
    learned: list[str] = field(default_factory=list)
    row_days: list[str] = field(default_factory=list)

    def note(self, day: str, about: str, text: str) -> None:
        """Keep words that have no other place, once."""
        if (day, about, text) not in self.notes and all(
            text != other for _, _, other in self.notes
        ):
            self.notes.append((day, about, text))
