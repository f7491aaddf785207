"""All tables as one JSON document; the only form in which nothing is rearranged."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from plcjournal.data import as_data
from plcjournal.exporting.book import MADE_BY

if TYPE_CHECKING:
    from plcjournal.core.tables.column import Table
    from plcjournal.exporting.book import Book

KIND = "export"


def data_of(book: Book) -> dict[str, Any]:
    """Answer the tables as JSON knows them: a row is a mapping of all its columns."""
    *tables, dictionary = book.tables
    return {
        "made_by": MADE_BY,
        "journal": book.journal,
        "audience": book.audience,
        "saved": book.saved,
        "left_out": book.left_out,
        "hidden": book.hidden,
        "unreadable": sorted({one.path for one in book.problems}),
        "tables": {table.name: _rows(table) for table in tables},
        "dictionary": _rows(dictionary),
    }


def document(book: Book) -> bytes:
    """Answer the file: the same document that stands on the screen with `--json`."""
    whole = {
        "format": 1,
        "kind": KIND,
        "data": data_of(book),
        "problems": as_data(book.problems),
    }
    text = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)
    return f"{text}\n".encode()


def _rows(table: Table) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    empty = [() if column.kind.is_list else None for column in table.columns]
    return [
        {
            name: as_data(none if cell is None else cell)
            for name, none, cell in zip(names, empty, row, strict=True)
        }
        for row in table.rows
    ]
