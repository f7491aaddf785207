"""Workbooks of Excel and of whoever writes its format; the only door to openpyxl."""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from plcjournal.core.marks.table import Sheet
from plcjournal.spreadsheet.refusal import NotASheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.marks.cell import Cell

_MOST_UNPACKED = 40 * 1024 * 1024  # bytes of what is read; pictures are not


def sheets_of(data: bytes, most_rows: int, most_columns: int) -> tuple[Sheet, ...]:
    """Read the sheets of a workbook that a person sees and that hold something.

    Raises:
        NotASheet: it is damaged, locked, or larger than sheets of marks can be.
    """
    _must_be_small(data)
    try:
        book, formulas = _opened(data, values=True), _opened(data, values=False)
        found = []
        for tab in book.worksheets:
            if tab.sheet_state != "visible":
                continue
            _must_fit(tab, most_rows, most_columns)
            sheet = _sheet(tab, formulas[tab.title])
            if sheet.rows:
                found.append(sheet)
    except NotASheet:
        raise
    except Exception:  # noqa: BLE001  # a damaged file breaks anywhere, and quotes itself
        raise NotASheet("The workbook is damaged or made in an unknown way") from None
    return tuple(found)


def _must_be_small(data: bytes) -> None:
    """Refuse what would unpack to more than can be read: zipfile keeps to these sizes.

    Raises:
        NotASheet: it would, or is no archive.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    # The last is of what zipfile may not open, or of a format it does not know.
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        raise NotASheet("The workbook is damaged") from None
    read = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in read) > _MOST_UNPACKED or len(parts) > 5_000:
        raise NotASheet("The file is larger than a sheet of marks can be")


def _opened(data: bytes, *, values: bool) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about looks that openpyxl does not keep
        return load_workbook(
            io.BytesIO(data), data_only=values, keep_links=False, rich_text=False
        )


def _must_fit(tab: Any, most_rows: int, most_columns: int) -> None:
    if tab.max_row > most_rows * 4 or tab.max_column > most_columns * 4:
        raise NotASheet("A sheet is larger than a sheet of marks can be")


def _sheet(tab: Any, formulas: Any) -> Sheet:
    rows = [tuple(map(_cell, row)) for row in tab.iter_rows()]
    while rows and not any(cell != "" for cell in rows[-1]):
        rows.pop()
    hidden = [
        number
        for number, look in tab.row_dimensions.items()
        if look.hidden
        and number <= len(rows)
        and any(c != "" for c in rows[number - 1])
    ]
    unknown = frozenset(_without_result(tab, formulas))
    return Sheet(tuple(rows), str(tab.title), len(hidden), unknown)


def _without_result(tab: Any, formulas: Any) -> Iterator[tuple[int, int]]:
    """Answer the places of formulas that no program has worked out yet."""
    for row in formulas.iter_rows():
        for cell in row:
            if cell.data_type == "f" and tab.cell(cell.row, cell.column).value is None:
                yield cell.row - 1, cell.column - 1


def _cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        is_percent = "%" in str(cell.number_format)
        return f"{round(value * 100, 9):.12g}%" if is_percent else value
    if hasattr(value, "isoformat"):
        return value  # type: ignore[no-any-return]  # a day or a time
    return str(value)
