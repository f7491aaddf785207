"""All tables as one Excel workbook, a sheet each: texts are texts, days are days."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from plcjournal.core.tables.column import Kind
from plcjournal.exporting.book import MADE_BY, in_one_cell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.tables.column import Cell, Table
    from plcjournal.exporting.book import Book

_MOST = 32_767  # characters that Excel keeps in a cell
_CUT = " … (cut here; the whole text is in the CSV and JSON forms)"
_FIRST_DAY = "1900-03-01"  # Excel counts wrong before it
_DAY_FORM = "yyyy-mm-dd"
_WIDTHS = {Kind.TEXT: 32, Kind.TEXTS: 28, Kind.ID: 24, Kind.IDS: 24, Kind.DAY: 12}
_OTHER_WIDTH = 10
# What Excel would read as one character by its number.
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_FIRST_OF_ZIP = (1980, 1, 1, 0, 0, 0)


def workbook(book: Book) -> bytes:
    """Answer the file; the same tables saved at the same moment make the same bytes."""
    made = Workbook(write_only=True)
    when = _moment(book.saved)
    made.properties.creator = MADE_BY
    made.properties.title = _text(book.journal)
    made.properties.created = when
    for table in book.tables:
        sheet = made.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(table.columns, 1):
            width = max(_WIDTHS.get(column.kind, _OTHER_WIDTH), len(column.name) + 2)
            sheet.column_dimensions[get_column_letter(number)].width = width
        for row in _rows(table, sheet):
            sheet.append(row)
    written = io.BytesIO()
    made.save(written)
    return _same_again(written.getvalue(), when)


def _rows(table: Table, sheet: Any) -> Iterator[list[Any]]:
    heads = [_words(sheet, column.name) for column in table.columns]
    for head in heads:
        head.font = Font(bold=True)
    yield heads
    kinds = [column.kind for column in table.columns]
    for row in table.rows:
        yield [_cell(sheet, kind, cell) for kind, cell in zip(kinds, row, strict=True)]


def _cell(sheet: Any, kind: Kind, cell: Cell) -> Any:
    told = in_one_cell(cell)
    if not isinstance(told, str):
        return told
    if kind is Kind.DAY and (day := _day(told)) is not None:
        made = WriteOnlyCell(sheet, day)
        made.number_format = _DAY_FORM
        return made
    return _words(sheet, told)


def _words(sheet: Any, text: str) -> Any:
    """Answer a cell that stays a text, also when somebody edits it."""
    made = WriteOnlyCell(sheet, _text(text))
    if made.data_type != "s":  # what looks like a formula or an error
        made.data_type = "s"
        made.quotePrefix = True
    return made


def _text(text: str) -> str:
    plain = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
    coded = _CODED.sub("_x005F_", plain)
    if len(coded) <= _MOST:
        return coded
    return f"{coded[: _MOST - len(_CUT)]}{_CUT}"


def _day(text: str) -> datetime | None:
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        return None
    return day if text >= _FIRST_DAY else None


def _moment(saved: str) -> datetime:
    try:
        found = datetime.fromisoformat(saved).astimezone(UTC)
    except (ValueError, OverflowError):
        found = datetime(1980, 1, 1, tzinfo=UTC)
    return found.replace(tzinfo=None, microsecond=0)


def _same_again(data: bytes, when: datetime) -> bytes:
    """Answer a workbook without the moment it happened to be written at."""
    written = io.BytesIO()
    told = when.isoformat().encode() + b"Z"
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            inside = old.read(part)
            if part.filename == "docProps/core.xml":
                inside = _MODIFIED.sub(rb"\g<1>" + told, inside)
            entry = zipfile.ZipInfo(part.filename, _FIRST_OF_ZIP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            new.writestr(entry, inside)
    return written.getvalue()
