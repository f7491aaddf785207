"""Files as rows of cells: delimiters, encodings, workbooks, how large they may be."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from mark_sheets import workbook

from plcjournal.core.marks.table import Sheet
from plcjournal.spreadsheet.opening import MOST_BYTES, sheets_in
from plcjournal.spreadsheet.refusal import NotASheet


def _read(folder: Path, data: bytes) -> Sheet:
    (folder / "marks.csv").write_bytes(data)
    [sheet] = sheets_in(folder / "marks.csv")
    return sheet


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\n1,2\n", (("a", "b"), ("1", "2"))),
        ("a;b\n1,5;2\n3,5;4\n", (("a", "b"), ("1,5", "2"), ("3,5", "4"))),
        ("sep=|\na|b;c\n", (("a", "b;c"),)),
        ('"x, y";1\n"z, w";2\n', (("x, y", "1"), ("z, w", "2"))),
        ('"a","b;c;d"\n"e","f;g;h"\n', (("a", "b;c;d"), ("e", "f;g;h"))),
        ("title\na,b\n1,2\n3,4\n", (("title",), ("a", "b"), ("1", "2"), ("3", "4"))),
        ("Mark\n12\n13\n", (("Mark",), ("12",), ("13",))),
        ("Mark\n12,5\n13,5\n", (("Mark",), ("12,5",), ("13,5",))),
        ('a,"two\nlines"\nb,c\n', (("a", "two\nlines"), ("b", "c"))),
    ],
)
def test_the_sign_between_the_cells_is_found(
    tmp_path: Path, text: str, rows: tuple[tuple[str, ...], ...]
) -> None:
    found = _read(tmp_path, text.encode())
    assert tuple(row for row in found.rows if any(row)) == rows


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_letters_of_every_language_are_read(tmp_path: Path, encoding: str) -> None:
    text = "Enw;Sgôr ŵ ŷ\nDim;12\nNeb;13\n"
    found = _read(tmp_path, text.encode(encoding))
    assert found.rows[0] == ("Enw", "Sgôr ŵ ŷ")


def test_letters_of_windows_are_read(tmp_path: Path) -> None:
    found = _read(tmp_path, "Élève;Œuvre … 1\nAucun;12\n".encode("cp1252"))
    assert found.rows[0] == ("Élève", "Œuvre … 1")


def test_a_sheet_has_its_numbers_days_and_percentages(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Name", 12, 12.5, 0.575, datetime(2026, 12, 20), True])  # noqa: DTZ001
        sheet["D1"].number_format = "0.0%"

    [found] = sheets_in(workbook(fill)(tmp_path))
    assert found.rows == (
        ("Name", 12, 12.5, "57.5%", datetime(2026, 12, 20), "TRUE"),  # noqa: DTZ001
    )


def test_hidden_sheets_stay_hidden_and_hidden_rows_are_counted(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Mark"])
        sheet.append([12])
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[9].hidden = True
        other = sheet.parent.create_sheet("Old")
        other.append(["Mark"])
        other.sheet_state = "hidden"
        sheet.parent.create_sheet("Empty")

    [found] = sheets_in(workbook(fill)(tmp_path))
    assert (found.name, found.hidden) == ("Sheet", 1)


def test_formulas_without_a_result_are_known(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["Mark", "=1+1"])

    [found] = sheets_in(workbook(fill)(tmp_path))
    assert found.unknown == frozenset({(0, 1)})


def _rows(sheet: Any) -> None:
    sheet.cell(200_000, 1, "far away")


def _columns(sheet: Any) -> None:
    sheet.cell(1, 9_000, "far away")


@pytest.mark.parametrize("fill", [_rows, _columns])
def test_a_sheet_without_an_end_is_refused(
    tmp_path: Path, fill: Callable[[Any], None]
) -> None:
    with pytest.raises(NotASheet, match="larger than a sheet of marks can be"):
        sheets_in(workbook(fill)(tmp_path))


@pytest.mark.parametrize(
    "data", [b"1\n" * 30_000, b"1," * 3_000 + b"1", b" " * (MOST_BYTES + 1)]
)
def test_a_text_without_an_end_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(NotASheet, match="larger than"):
        _read(tmp_path, data)


def test_a_file_that_may_not_be_opened_is_told(tmp_path: Path) -> None:
    file = tmp_path / "marks.csv"
    file.write_text("Mark\n1\n")
    file.chmod(0)
    try:
        sheets_in(file)  # whoever may read everything is not stopped
    except NotASheet as refused:
        assert "cannot be opened" in refused.sentence  # noqa: PT017
    finally:
        file.chmod(0o600)
