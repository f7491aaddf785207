"""Each table as a Parquet file that says what its columns mean; pyarrow's only door."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from plcjournal.core.tables.column import Kind
from plcjournal.exporting.book import MADE_BY

if TYPE_CHECKING:
    from typing import Any

    from plcjournal.core.tables.column import Cell, Column, Table
    from plcjournal.exporting.book import Book

_TYPES = {
    Kind.ID: pa.string(),
    Kind.IDS: pa.list_(pa.string()),
    Kind.TEXT: pa.string(),
    Kind.TEXTS: pa.list_(pa.string()),
    Kind.DAY: pa.date32(),
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
}


def files(book: Book) -> dict[str, bytes]:
    """Answer a file for each table."""
    return {f"{table.name}.parquet": _file(table, book) for table in book.tables}


def _file(table: Table, book: Book) -> bytes:
    about = {
        "made_by": MADE_BY,
        "journal": book.journal,
        "audience": book.audience,
        "saved": book.saved,
        "table": table.name,
        "meaning": table.meaning,
    }
    schema = pa.schema([_field(column) for column in table.columns], metadata=about)
    columns = [
        pa.array([_value(column.kind, row[at]) for row in table.rows], field.type)
        for at, (column, field) in enumerate(zip(table.columns, schema, strict=True))
    ]
    written = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=schema), written)
    return written.getvalue()


def _field(column: Column[Any]) -> Any:
    told = {
        "description": column.meaning,
        "type": str(column.kind),
        "unit": column.unit,
        "joins": column.refers,
    }
    metadata = {key: words for key, words in told.items() if words}
    return pa.field(column.name, _TYPES[column.kind], metadata=metadata)


def _value(kind: Kind, cell: Cell) -> object:
    if kind is Kind.DAY and isinstance(cell, str):
        return date.fromisoformat(cell)
    if kind is Kind.NUMBER and isinstance(cell, int | float):
        return float(cell)
    if kind.is_list:
        return list(cell) if isinstance(cell, tuple) else []
    return cell
