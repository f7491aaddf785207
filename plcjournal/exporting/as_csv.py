"""Each table as a CSV file, in which no spreadsheet finds a formula.

Texts that a spreadsheet would calculate get an apostrophe before them, as OWASP's
Application Security Verification Standard asks (1.2.10); the other forms keep texts
as they are.
"""

from __future__ import annotations

import csv
import io
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING

from plcjournal.exporting.book import in_one_cell
from plcjournal.exporting.packed import PackedFiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plcjournal.core.tables.column import Cell, Table
    from plcjournal.exporting.book import Book

# Also in the width of Chinese and Japanese, which spreadsheets take for the same.
_BEGINS = frozenset(
    "=+-@|\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}"
    "\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
)
_AT_ONCE = 1000  # rows
_CONTROLS = frozenset("\t\r\0")
_UNSEEN = "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}\N{WORD JOINER}"


def files(book: Book) -> Mapping[str, bytes]:
    """Answer a file for each table."""
    return PackedFiles({f"{table.name}.csv": _pieces(table) for table in book.tables})


def harmless(text: str) -> str:
    """Answer a text that no spreadsheet takes for a formula."""
    bare = text
    while bare and (bare[0].isspace() or bare[0] in _UNSEEN):
        bare = bare[1:]
    blanks = text[: len(text) - len(bare)]
    if bare[:1] in _BEGINS or not _CONTROLS.isdisjoint(blanks) or bare[:1] == "\0":
        return f"'{text}"
    return text


def _pieces(table: Table) -> Iterator[bytes]:
    rows = map(partial(map, _text), table.rows)
    left = chain([[column.name for column in table.columns]], rows)
    while some := [*islice(left, _AT_ONCE)]:
        written = io.StringIO(newline="")
        csv.writer(written, quoting=csv.QUOTE_ALL).writerows(some)
        yield written.getvalue().encode()


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    told = in_one_cell(cell)
    if isinstance(told, str):
        return harmless(told)
    return "" if told is None else repr(told)
