"""What every file of an export is made from: tables, and where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plcjournal.core.findings import Finding
    from plcjournal.core.tables.column import Cell, Table

MADE_BY = "plc export"
BETWEEN = "; "
"""What stands between several things in one cell, where a file knows no lists."""


@dataclass(frozen=True, slots=True)
class Book:
    """The tables of a journal as it was saved at some moment, for an audience.

    The last table is the dictionary of the columns of the others. `left_out` cycles
    are not shared so widely, and `hidden` figures have few learners behind them.
    `problems` are what kept records from being read; they name cycles, so that others
    than the team are not told them.
    """

    journal: str
    audience: str
    saved: str
    tables: tuple[Table, ...]
    left_out: int = 0
    hidden: int = 0
    problems: tuple[Finding, ...] = ()


def in_one_cell(cell: Cell) -> str | int | float | bool | None:
    """Answer a cell as a file has it that knows no lists."""
    return BETWEEN.join(cell) if isinstance(cell, tuple) else cell
