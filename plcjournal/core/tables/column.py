"""What a table is made of: columns that say what stands in them, and where it is from.

Names and order of columns are part of the stable interface: they may be added to at
the end, never renamed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

Source = TypeVar("Source")
Cell: TypeAlias = str | int | float | bool | tuple[str, ...] | None
"""A day is ISO text; what nobody said is None."""


class Kind(StrEnum):
    """What stands in the cells of a column."""

    ID = "id"
    IDS = "list of ids"
    TEXT = "text"
    TEXTS = "list of texts"
    DAY = "date"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "true or false"

    @property
    def is_list(self) -> bool:
        """Say whether a cell holds several."""
        return self in (Kind.IDS, Kind.TEXTS)


@dataclass(frozen=True, slots=True)
class Column(Generic[Source]):
    """One column: its name, what it means, and how a row gets its cell.

    `refers` names the column of another table that has the same ids: `cycles.cycle`.
    """

    name: str
    kind: Kind
    meaning: str
    of: Callable[[Source], Cell]
    unit: str = ""
    refers: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows; each row has a cell for each column."""

    name: str
    meaning: str
    columns: tuple[Column[Any], ...]
    rows: Collection[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Plan(Generic[Source]):
    """A table as it is declared, before there are rows."""

    name: str
    meaning: str
    columns: Sequence[Column[Source]]

    def filled(self, sources: Iterable[Source]) -> Table:
        """Answer the table with a row for each source."""
        return self.of(tuple(map(self.row, sources)))

    def row(self, source: Source) -> tuple[Cell, ...]:
        """Answer the row for one source."""
        return tuple(_said(column.of(source)) for column in self.columns)

    def of(self, rows: Collection[tuple[Cell, ...]]) -> Table:
        """Answer the table of some rows."""
        return Table(self.name, self.meaning, (*self.columns,), rows)


def _said(cell: Cell) -> Cell:
    """Answer a cell: a text without words is none, a whole number has no decimals."""
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return None if cell in ("", ()) else cell
