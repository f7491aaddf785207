"""All tables as one Markdown page, for people and for pasting somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.exporting import markup
from plcjournal.exporting.book import in_one_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.tables.column import Cell, Table
    from plcjournal.exporting.book import Book


def page(book: Book) -> str:
    """Answer the page."""
    return "\n".join(_lines(book)) + "\n"


def _lines(book: Book) -> Iterator[str]:
    yield f"# {markup.inline(book.journal)}: tables"
    for table in book.tables:
        yield ""
        yield f"## {table.name}"
        yield ""
        yield table.meaning
        yield ""
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    if not table.rows:
        yield "No rows."
        return
    yield _row([markup.cell(column.name) for column in table.columns])
    yield _row(["---"] * len(table.columns))
    for row in table.rows:
        yield _row([*map(_text, row)])


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    told = in_one_cell(cell)
    if isinstance(told, str):
        return markup.cell(told)
    return "" if told is None else repr(told)
