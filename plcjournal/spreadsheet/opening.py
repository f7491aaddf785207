"""A file of marks, opened as what it is, whatever its name says; then forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from plcjournal.spreadsheet.comma import sheet_of
from plcjournal.spreadsheet.refusal import SAVE_AS, NotASheet

if TYPE_CHECKING:
    from pathlib import Path

    from plcjournal.core.marks.table import Sheet

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 500
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheets_in(path: Path) -> tuple[Sheet, ...]:
    """Read the sheets of a file that hold something.

    Raises:
        NotASheet: there is no such file, or it holds no marks plc can read.
    """
    try:
        with path.open("rb") as file:
            return sheets_from(file, str(path))
    except FileNotFoundError:
        raise NotASheet(f"There is no file {path}", "Check the name.") from None
    except IsADirectoryError:
        raise NotASheet(f"{path} is a folder", "Name the file in it.") from None
    except OSError as error:
        sentence = f"{path} cannot be opened ({error.strerror or 'refused'})"
        raise NotASheet(
            sentence, "Close it in other programs, then try again"
        ) from None


def sheets_from(stream: BinaryIO, name: str) -> tuple[Sheet, ...]:
    """Read the sheets of an open file; `name` is how to speak of it.

    Raises:
        NotASheet: it holds no marks plc can read.
    """
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        sentence = f"{name} is larger than 20 MB, more than plc reads"
        raise NotASheet(sentence, "Save only the sheet that is needed as a file")
    _must_be_readable(data, name)
    if data.startswith(b"PK"):
        # Loading openpyxl takes a fifth of a second.
        from plcjournal.spreadsheet.excel import sheets_of  # noqa: PLC0415

        return sheets_of(data, MOST_ROWS, MOST_COLUMNS)
    return (sheet_of(data, MOST_ROWS, MOST_COLUMNS),)


def _must_be_readable(data: bytes, name: str) -> None:
    """Refuse what begins as something else than text or a workbook.

    Raises:
        NotASheet: it does.
    """
    if not data.strip():
        raise NotASheet(f"{name} is empty", "Check that it is the right file.")
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data.startswith(_OLD) and "EncryptedPackage".encode("utf-16-le") in data:
        hint = "Take the password off (in a copy), or save the sheet as CSV"
        raise NotASheet(f"{name} is locked with a password", hint)
    if data.startswith(_OLD):
        raise NotASheet(f"{name} is a workbook of before 2007 (.xls)")
    if start.startswith(b"%pdf"):
        hint = "Ask for the table as XLSX or CSV where the PDF came from"
        raise NotASheet(f"{name} is a PDF", hint)
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise NotASheet(f"{name} is a web page, whatever its name says")
    if data.startswith(b"PK"):
        _must_be_a_workbook(data, name)
    elif start.startswith((b"\x89png", b"\xff\xd8\xff", b"gif8", b"rar!", b"7z\xbc")):
        raise NotASheet(f"{name} is a picture or an archive, no spreadsheet")


def _must_be_a_workbook(data: bytes, name: str) -> None:
    """Refuse archives that are no workbook of Excel's kind, by what lies in them.

    Raises:
        NotASheet: it is none.
    """
    kinds = {
        b"application/vnd.oasis.opendocument": "an OpenDocument file (.ods)",
        b"Index/Document.iwa": "a file of Apple Numbers",
        b"xl/workbook.bin": "a binary workbook (.xlsb)",
        b"word/document.xml": "a text document, no spreadsheet",
    }
    for sign, kind in kinds.items():
        if sign in data:
            raise NotASheet(f"{name} is {kind}")
    if b"xl/workbook" not in data and b"xl/" not in data:
        raise NotASheet(f"{name} is an archive, no spreadsheet", SAVE_AS)
