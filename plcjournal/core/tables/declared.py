"""Every table in its order, and the dictionary of their columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from plcjournal.core.tables.column import Column, Kind, Plan
from plcjournal.core.tables.of_cycles import ACTIONS, CYCLES, LEARNED
from plcjournal.core.tables.of_figures import MEASURES, RESULTS
from plcjournal.core.tables.of_teams import CHANGES, MEETINGS

if TYPE_CHECKING:
    from plcjournal.core.tables.column import Table

PLANS: tuple[Plan[Any], ...] = (
    CYCLES,
    MEASURES,
    RESULTS,
    ACTIONS,
    LEARNED,
    MEETINGS,
    CHANGES,
)
"""The tables of a journal; new ones come at the end."""


class _Entry(NamedTuple):
    """A column, and the table it is in."""

    table: str
    column: Column[Any]


DICTIONARY: Plan[_Entry] = Plan(
    "dictionary",
    "One row for each column of the other tables: what stands in it.",
    (
        Column("table", Kind.TEXT, "Table the column is in", lambda one: one.table),
        Column("column", Kind.TEXT, "Name of the column", lambda o: o.column.name),
        Column(
            "type",
            Kind.TEXT,
            "What its cells hold; several in one cell stand after a semicolon where"
            " a file knows no lists",
            lambda one: str(one.column.kind),
        ),
        Column(
            "unit", Kind.TEXT, "What its numbers count", lambda one: one.column.unit
        ),
        Column("meaning", Kind.TEXT, "What it means", lambda one: one.column.meaning),
        Column(
            "joins",
            Kind.TEXT,
            "Column of another table that has the same ids",
            lambda one: one.column.refers,
        ),
    ),
)


def dictionary() -> Table:
    """Answer the table that explains every column of all tables."""
    entries = (_Entry(one.name, each) for one in PLANS for each in one.columns)
    return DICTIONARY.filled(entries)
