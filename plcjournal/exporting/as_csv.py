"""Each table as a CSV file, in which no spreadsheet finds a formula.

Texts that a spreadsheet would calculate get an apostrophe before them, as OWASP's
Application Security Verification Standard asks (1.2.10); the other forms keep texts
as they are.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from plcjournal.exporting.book import in_one_cell

if TYPE_CHECKING:
    from plcjournal.core.tables.column import Cell, Table
    from plcjournal.exporting.book import Book

# Also in the width of Chinese and Japanese, which spreadsheets take for the same.
_BEGINS = frozenset(
    "=+-@|\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
_CONTROLS = frozenset("\t\r\0")
_UNSEEN = "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}"


def files(book: Book) -> dict[str, bytes]:
    """Answer a file for each table."""
    return {f"{table.name}.csv": _file(table) for table in book.tables}


def harmless(text: str) -> str:
    """Answer a text that no spreadsheet takes for a formula."""
    bare = text
    while bare and (bare[0].isspace() or bare[0] in _UNSEEN):
        bare = bare[1:]
    blanks = text[: len(text) - len(bare)]
    if bare[:1] in _BEGINS or not _CONTROLS.isdisjoint(blanks) or bare[:1] == "\0":
        return f"'{text}"
    return text


def _file(table: Table) -> bytes:
    made = io.BytesIO()
    with io.TextIOWrapper(made, "utf-8", newline="") as written:
        writer = csv.writer(written, quoting=csv.QUOTE_ALL)
        writer.writerow(column.name for column in table.columns)
        writer.writerows(map(_text, row) for row in table.rows)
        written.flush()
        return made.getvalue()


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    told = in_one_cell(cell)
    if isinstance(told, str):
        return harmless(told)
    return "" if told is None else repr(told)
