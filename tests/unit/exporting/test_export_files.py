"""Tables as files: read back by other programs, whatever the texts in them say."""

import csv
import io
import json
import zipfile
from datetime import date, datetime
from typing import Any

import pyarrow.parquet as pq
import pytest
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from plcjournal.core.tables.column import Cell, Column, Kind, Table
from plcjournal.exporting import as_csv, as_json, as_markdown, as_parquet, as_xlsx
from plcjournal.exporting.book import Book

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "|pipe",
    "  =1+1",
    "\N{NO-BREAK SPACE}=1+1",
    "\N{ZERO WIDTH SPACE}=1+1",
    "\t=1",
    "\N{FULLWIDTH EQUALS SIGN}1",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    "a | b",
    "two\nlines",
    'a "quoted" word, and a comma',
    "\N{HEBREW LETTER ALEF} and \N{ARABIC LETTER BEH}",
    "#REF!",
    "_x0041_",
    "[link](javascript:alert(1))",
    "![](http://example.invalid/x.png)",
    "# no heading",
    "1. no list",
    "***",
    "`code`",
    "&lt;b&gt;",
]
_NAMES = {
    "id": Kind.ID,
    "words": Kind.TEXT,
    "some": Kind.TEXTS,
    "day": Kind.DAY,
    "whole": Kind.WHOLE,
    "number": Kind.NUMBER,
    "flag": Kind.FLAG,
}
Row = tuple[Cell, ...]


def table(name: str, *rows: Row) -> Table:
    columns: tuple[Column[Any], ...] = tuple(
        Column(key, kind, f"What {key} means", lambda one: one, "units", "other.id")
        for key, kind in _NAMES.items()
    )
    return Table(name, "A table.", columns, rows)


def book(*rows: Row, saved: str = "2026-01-15T10:00:00+01:00") -> Book:
    words = (Column("meaning", Kind.TEXT, "What it means", str),)
    dictionary = Table("dictionary", "All columns.", words, (("What it is",),))
    return Book("Our journal", "team", saved, (table("things", *rows), dictionary))


FULL: Row = ("a-b", "words", ("x", "y"), "2025-10-08", 64, 39.0625, True)
EMPTY: Row = ("c", None, None, None, None, None, None)


def texts() -> Book:
    return book(*(("x", one, (one, "b"), None, None, None, None) for one in HOSTILE))


def sheet(data: bytes, name: str = "things") -> list[tuple[Any, ...]]:
    read = load_workbook(io.BytesIO(data))
    return [*read[name].iter_rows(values_only=True)]


# CSV


def rows_of(data: bytes) -> list[list[str]]:
    return [*csv.reader(io.StringIO(data.decode(), newline=""))]


def test_csv_has_a_file_for_each_table_and_quotes_everything() -> None:
    files = as_csv.files(book(FULL, EMPTY))
    assert [*files] == ["things.csv", "dictionary.csv"]
    assert files["things.csv"].splitlines()[1] == (
        b'"a-b","words","x; y","2025-10-08","64","39.0625","true"'
    )
    assert rows_of(files["things.csv"])[2] == ["c", "", "", "", "", "", ""]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_csv_file_begins_like_a_formula(text: str) -> None:
    read = rows_of(
        as_csv.files(book(("x", text, None, None, None, None, None)))["things.csv"]
    )
    told = read[1][1]
    assert told.removeprefix("'") == text
    bare = told.strip(" \n\N{NO-BREAK SPACE}\N{ZERO WIDTH SPACE}")
    assert bare[:1] not in "=+-@|\t\r\N{FULLWIDTH EQUALS SIGN}"


@pytest.mark.parametrize("number", [-3, -2.5])
def test_a_number_below_zero_stays_a_number(number: float) -> None:
    one: Row = ("x", None, None, None, None, number, None)
    assert rows_of(as_csv.files(book(one))["things.csv"])[1][5] == str(number)


def test_harmless_words_get_no_apostrophe() -> None:
    for text in ("words", "a=b", "1/8 > 1/4", "", "it's - well - fine"):
        assert as_csv.harmless(text) == text


# XLSX


def test_a_workbook_has_texts_numbers_and_real_days() -> None:
    read = sheet(as_xlsx.workbook(book(FULL, EMPTY)))
    assert read[0] == tuple(_NAMES)
    day = datetime(2025, 10, 8)  # noqa: DTZ001  # so a workbook has it
    assert read[1] == ("a-b", "words", "x; y", day, 64, 39.0625, True)
    assert read[2] == ("c", *[None] * 6)


def test_no_cell_of_a_workbook_is_a_formula_or_an_error() -> None:
    data = as_xlsx.workbook(texts())
    read = load_workbook(io.BytesIO(data))["things"]
    for row, text in zip(read.iter_rows(min_row=2), HOSTILE, strict=True):
        assert row[1].data_type in ("s", "inlineStr"), text
        assert row[1].value == text.replace("_x0041_", "_x005F_x0041_")
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        inside = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in inside
    assert b'quotePrefix="1"' in zipfile.ZipFile(io.BytesIO(data)).read("xl/styles.xml")


def test_a_day_that_excel_does_not_know_is_a_text() -> None:
    days = ("0001-01-01", "1900-02-28", "no day")
    rows = (("x", None, None, day, None, None, None) for day in days)
    assert [one[3] for one in sheet(as_xlsx.workbook(book(*rows)))[1:]] == [*days]


def test_a_text_longer_than_a_cell_says_that_it_was_cut() -> None:
    one: Row = ("x", "=" + "long " * 9000, None, None, None, None, None)
    told = sheet(as_xlsx.workbook(book(one)))[1][1]
    assert len(told) <= 32_767
    assert told.endswith("(cut here; the whole text is in the CSV and JSON forms)")


def test_what_xml_cannot_hold_is_marked() -> None:
    one: Row = ("x", "a\x1b[31mb\x00", None, None, None, None, None)
    assert sheet(as_xlsx.workbook(book(one)))[1][1] == "a\ufffd[31mb\ufffd"


# Parquet


def test_parquet_keeps_kinds_and_says_what_columns_mean() -> None:
    files = as_parquet.files(book(FULL, EMPTY))
    assert [*files] == ["things.parquet", "dictionary.parquet"]
    read = pq.read_table(io.BytesIO(files["things.parquet"]))
    kinds = [str(field.type) for field in read.schema]
    assert kinds[:2] == ["string", "string"]
    assert kinds[3:] == ["date32[day]", "int64", "double", "bool"]
    first, second = read.to_pylist()
    assert first["day"] == date(2025, 10, 8)
    assert first["some"] == ["x", "y"]
    assert second == {**dict.fromkeys(_NAMES), "id": "c", "some": []}
    told = read.schema.field("number").metadata
    assert told[b"description"] == b"What number means"
    assert told[b"unit"] == b"units"
    assert told[b"joins"] == b"other.id"
    assert read.schema.metadata[b"journal"] == b"Our journal"


def test_parquet_keeps_every_text_as_it_is() -> None:
    read = pq.read_table(io.BytesIO(as_parquet.files(texts())["things.parquet"]))
    assert read.column("words").to_pylist() == HOSTILE


# JSON


def test_json_is_one_document_with_everything() -> None:
    told = json.loads(as_json.document(book(FULL, EMPTY)))
    assert (told["format"], told["kind"], told["problems"]) == (1, "export", [])
    data = told["data"]
    assert data["tables"]["things"][0]["some"] == ["x", "y"]
    assert data["tables"]["things"][1] == {
        **dict.fromkeys(_NAMES),
        "id": "c",
        "some": [],
    }
    assert data["dictionary"] == [{"meaning": "What it is"}]
    assert data["saved"] == "2026-01-15T10:00:00+01:00"


def test_json_keeps_every_text_as_it_is() -> None:
    told = json.loads(as_json.document(texts()))["data"]["tables"]["things"]
    assert [one["words"] for one in told] == HOSTILE


# Markdown


def test_markdown_tables_show_every_text_as_text() -> None:
    page = as_markdown.page(texts())
    assert "{{" not in page
    assert "{%" not in page
    reader = MarkdownIt("commonmark", {"html": True}).enable("table")
    cells, kinds = [], set()
    inside = False
    for token in reader.parse(page):
        inside = token.type == "td_open" or (inside and token.type != "td_close")
        if inside and token.type == "inline":
            cells.append(token)
            kinds |= {child.type for child in token.children or ()}
    assert kinds <= {"text", "text_special"}
    told = ["".join(c.content for c in cell.children or ()) for cell in cells]
    words = told[1::7][: len(HOSTILE)]
    assert words == [" / ".join(text.split("\n")).strip() for text in _as_read()]


def _as_read() -> list[str]:
    """The hostile texts as one line has them: blanks between words are one."""
    return [
        "\n".join(" ".join(line.split()) for line in text.splitlines())
        for text in HOSTILE
    ]


def test_a_table_without_rows_says_so() -> None:
    assert "No rows." in as_markdown.page(book())


# All of them


@pytest.mark.parametrize(
    "make",
    [as_csv.files, as_xlsx.workbook, as_parquet.files, as_markdown.page],
    ids=lambda one: str(one.__module__),
)
def test_the_same_tables_are_the_same_bytes(
    make: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make(texts())
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert make(texts()) == first


def test_a_workbook_does_not_know_when_it_was_written() -> None:
    data = as_xlsx.workbook(book(FULL))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        assert {one.date_time[:3] for one in parts.infolist()} == {(1980, 1, 1)}
        told = parts.read("docProps/core.xml").decode()
    assert told.count("2026-01-15T09:00:00Z") == 2
