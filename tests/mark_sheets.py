"""Mark sheets as schools have them, full of obviously invented people."""

import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SURNAME = "Inventedsson"
FORENAME = "Fictitia"


def person(number: int) -> str:
    """Answer an invented learner; every one bears the planted names."""
    return f"{FORENAME}{number:02d} {SURNAME}{number:02d}"


def address(number: int) -> str:
    """Answer an invented learner's address."""
    return f"fictitia{number:02d}@inventedsson.example"


def some_marks(size: int, seed: int = 1, most: int = 20) -> list[int]:
    """Answer marks that differ enough to tell columns apart."""
    chance = random.Random(seed)
    return [chance.randint(most // 5, most) for _ in range(size)]


@dataclass(frozen=True)
class Expected:
    """A sheet and what must come of it: marks, words on the screen, flags needed."""

    write: Callable[[Path], Path]
    marks: list[float]
    says: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    scale: float | None = None


def text_sheet(
    rows: Sequence[Sequence[object]],
    *,
    name: str = "marks.csv",
    sign: str = ",",
    encoding: str = "utf-8",
    end: str = "\n",
) -> Callable[[Path], Path]:
    """Answer what writes rows as text, cells quoted where they have to be."""

    def cell(value: object) -> str:
        text = str(value)
        return f'"{text}"' if sign in text or '"' in text else text

    def write(folder: Path) -> Path:
        lines = [sign.join(map(cell, row)) for row in rows]
        (folder / name).write_bytes((end.join(lines) + end).encode(encoding))
        return folder / name

    return write


def workbook(
    fill: Callable[[Any], None], name: str = "marks.xlsx"
) -> Callable[[Path], Path]:
    """Answer what writes a workbook whose first sheet is filled."""

    def write(folder: Path) -> Path:
        book = Workbook()
        fill(book.active)
        book.save(folder / name)
        return folder / name

    return write


_MARKS = some_marks(24)
_NUMBERS: list[float] = [*map(float, _MARKS)]


def _people(*cells: Sequence[object]) -> list[list[object]]:
    return [[person(n), *row] for n, row in enumerate(zip(*cells, strict=True))]


def _titled(sheet: Any) -> None:
    sheet["A1"] = "Year 8: fractions test, autumn"
    sheet.merge_cells("A1:D1")
    sheet["A2"] = "Set by the team"
    sheet.append([])
    sheet.append(["Surname", "Forename", "Form", "Mark /20"])
    for number, mark in enumerate(_MARKS):
        sheet.append([f"{SURNAME}{number}", f"{FORENAME}{number}", "8A", mark])
    for row in range(len(_MARKS) + 5, len(_MARKS) + 60):
        sheet.cell(row, 1, None)
        sheet.cell(row, 4, "  " if row % 2 else None)


def _shares(sheet: Any) -> None:
    sheet.append(["Name", "Score"])
    for number, mark in enumerate(_MARKS):
        sheet.append([person(number), mark / 20])
        sheet.cell(number + 2, 2).number_format = "0%"


_COMMA = [f"{mark},5" for mark in _MARKS]
_WITH_ABSENT: list[object] = [*_MARKS[:20], "Abs", "absent", "-", "see me"]

SHEETS: dict[str, Expected] = {
    "UTF-8 with a mark at the beginning, Windows line ends": Expected(
        text_sheet(
            [["Name", "Total"], *_people(_MARKS)], encoding="utf-8-sig", end="\r\n"
        ),
        _NUMBERS,
        ("column 'Total'",),
    ),
    "UTF-16 with tabs": Expected(
        text_sheet([["Name", "Score"], *_people(_MARKS)], encoding="utf-16", sign="\t"),
        _NUMBERS,
        ("column 'Score'",),
    ),
    "semicolons, decimal commas, Windows letters, French": Expected(
        text_sheet(
            [["Élève", "Résultat", "Groupe"], *_people(_COMMA, ["4e"] * 24)],
            sign=";",
            encoding="cp1252",
        ),
        [mark + 0.5 for mark in _NUMBERS],
        ("column 'Résultat'", "A comma stands before the decimals"),
    ),
    "Welsh headings in two rows": Expected(
        text_sheet(
            [
                ["", "Prawf 1", "", ""],
                ["Enw", "Sgôr", "Ymdrech", "Dosbarth"],
                *_people(_MARKS, ["da"] * 24, ["8A"] * 24),
            ]
        ),
        _NUMBERS,
        ("column 'Prawf 1 Sgôr'", "headings in rows 1 and 2"),
    ),
    "absent learners and a remark": Expected(
        text_sheet([["Pupil", "Mark"], *_people(_WITH_ABSENT)]),
        _NUMBERS[:20],
        ("Not counted: 3 missing (Abs, empty), 1 not a number.",),
    ),
    "marks as 12/20": Expected(
        text_sheet(
            [["Student", "Result"], *_people([f"{m}/20" for m in _MARKS])], sign=";"
        ),
        _NUMBERS,
        ("out of 20",),
        scale=20,
    ),
    "percent signs": Expected(
        text_sheet([["Student", "%"], *_people([f"{m * 5} %" for m in _MARKS])]),
        [mark * 5 for mark in _NUMBERS],
        ("highest 95 %",),
        scale=100,
    ),
    "a merged title, two names, an empty tail, XLSX": Expected(
        workbook(_titled), _NUMBERS, ("column 'Mark /20'", "row 4"), scale=20
    ),
    "cells formatted as percent, XLSX": Expected(
        workbook(_shares),
        [mark * 5 for mark in _NUMBERS],
        ("column 'Score'",),
        scale=100,
    ),
    "a Google Forms quiz": Expected(
        text_sheet(
            [
                ["Timestamp", "Email Address", "Score", "Your name", "1/4, 1/8?"],
                *[
                    [
                        f"2026/01/12 9:{n:02d}:00 AM",
                        address(n),
                        f"{m} / 20",
                        person(n),
                        "a",
                    ]
                    for n, m in enumerate(_MARKS)
                ],
            ]
        ),
        _NUMBERS,
        ("column 'Score'",),
        scale=20,
    ),
    "a gradebook with a row of points possible": Expected(
        text_sheet(
            [
                ["Student", "ID", "Login", "Section", "Quiz 1 (4711)", "Current Score"],
                ["", "", "", "", "Manual Posting", ""],
                ["    Points Possible", "", "", "", "20", "(read only)"],
                *[
                    [f"{SURNAME}, F{n}", 90000 + n, address(n), "Room 1", m, m * 5]
                    for n, m in enumerate(_MARKS)
                ],
            ]
        ),
        _NUMBERS,
        ("column 'Quiz 1 (4711)'", "out of 20"),
        flags=("--column", "Quiz 1"),
        scale=20,
    ),
    "questions beside a total, and averages below": Expected(
        text_sheet(
            [
                ["Name", "Q1", "Q2", "Total"],
                *_people(
                    [m // 2 for m in _MARKS], [m - m // 2 for m in _MARKS], _MARKS
                ),
                ["", "", "", ""],
                ["Average", 5.1, 5.9, 11.0],
                ["Max", 10, 10, 20],
            ]
        ),
        _NUMBERS,
        ("column 'Total'", "Left out: 2 rows worked out from the others"),
    ),
    "no headings at all": Expected(
        text_sheet(_people(_MARKS)), _NUMBERS, ("from column B:",)
    ),
    "one column of decimal commas": Expected(
        text_sheet([["Mark"], *[[c] for c in _COMMA]], sign="\x00"),
        [mark + 0.5 for mark in _NUMBERS],
        ("column 'Mark'",),
    ),
}
"""Every sheet by what is hard about it."""


@dataclass(frozen=True)
class Refused:
    """A file that cannot be taken, and what is said instead."""

    write: Callable[[Path], Path]
    sentence: str
    flags: tuple[str, ...] = ()


def raw(data: bytes, name: str = "marks.xlsx") -> Callable[[Path], Path]:
    """Answer what writes some bytes."""

    def write(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return write


def _packed(**parts: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/"), text)
    return packed.getvalue()


def _damaged() -> bytes:
    packed = BytesIO()
    book = Workbook()
    book.active.append([person(1), 12])  # type: ignore[union-attr]
    book.save(packed)
    data = bytearray(packed.getvalue())
    for place in range(200, len(data) - 300, 7):
        data[place] ^= 0x5A
    return bytes(data)


def _two_tabs(sheet: Any) -> None:
    for tab in (sheet, sheet.parent.create_sheet(person(2))):
        tab.append(["Name", "Mark"])
        for number, mark in enumerate(_MARKS):
            tab.append([person(number), mark])


def _formulas(sheet: Any) -> None:
    sheet.append(["Name", "Mark"])
    for number in range(24):
        sheet.append([person(number), f"={number}+1"])


def _days(sheet: Any) -> None:
    sheet.append(["Name", "Mark", "Other mark"])
    for number in range(24):
        sheet.append([person(number), date(2026, 12, number + 1), number])


def _only_days(sheet: Any) -> None:
    _days(sheet)
    sheet.delete_cols(3)


def _nothing(sheet: Any) -> None:
    sheet.append([None, "  "])


_TURNED = [["", *[person(n) for n in range(24)]]] + [
    [f"Test {n}", *some_marks(24, n)] for n in range(30)
]
REFUSED: dict[str, Refused] = {
    "a workbook of before 2007": Refused(
        raw(bytes.fromhex("d0cf11e0a1b11ae1") + person(1).encode(), "old.xls"),
        "is a workbook of before 2007 (.xls)",
    ),
    "a locked workbook": Refused(
        raw(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")),
        "is locked with a password",
    ),
    "an OpenDocument sheet": Refused(
        raw(
            b"PK\x03\x04 mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "a.ods",
        ),
        "is an OpenDocument file (.ods)",
    ),
    "a file of Apple Numbers": Refused(
        raw(_packed(Index__Document_iwa="").replace(b"_iwa", b".iwa"), "a.numbers"),
        "is a file of Apple Numbers",
    ),
    "a PDF": Refused(raw(b"%PDF-1.7 " + person(1).encode(), "a.pdf"), "is a PDF"),
    "a web page with the ending of a workbook": Refused(
        raw(b"<html><table><tr><td>" + person(1).encode(), "a.xls"),
        "is a web page, whatever its name says",
    ),
    "an archive": Refused(raw(_packed(names=person(1))), "is an archive"),
    "bytes of no text": Refused(
        raw(bytes(range(256)) * 20, "a.csv"), "is neither a spreadsheet nor text"
    ),
    "a damaged workbook": Refused(raw(_damaged()), "damaged"),
    "a workbook that unpacks to far too much": Refused(
        raw(_packed(**{"xl__workbook.xml": " " * 50_000_000})),
        "larger than a sheet of marks can be",
    ),
    "an empty file": Refused(raw(b"", "a.csv"), "is empty"),
    "an empty workbook": Refused(workbook(_nothing), "is empty"),
    "a sheet of blanks": Refused(raw(b" ,  ,\n, ,\n", "a.csv"), "is empty"),
    "several sheets": Refused(workbook(_two_tabs), "has 2 sheets"),
    "a sheet that is not there": Refused(
        workbook(_two_tabs), "there is no sheet 'Spring'", ("--sheet", "Spring")
    ),
    "formulas that were never worked out": Refused(
        workbook(_formulas), "The formulas in this sheet have no results yet"
    ),
    "days instead of marks": Refused(
        workbook(_days), "This column holds days", ("--column", "Mark")
    ),
    "nothing but days": Refused(
        workbook(_only_days), "There are only days in this sheet"
    ),
    "one column for each learner": Refused(
        text_sheet(_TURNED), "one column for each learner"
    ),
    "one column for each learner, whatever column is named": Refused(
        text_sheet(_TURNED), "one column for each learner", ("--column", "C")
    ),
    "words for marks": Refused(
        text_sheet([["Name", "Mark"], *_people(["good", "fair"] * 12)]),
        "No marks in this sheet are numbers",
    ),
    "a column of words": Refused(
        text_sheet([["Name", "Mark", "Note"], *_people(_MARKS, [person(9)] * 24)]),
        "There is no mark in this column",
        ("--column", "C"),
    ),
    "two columns that may be meant": Refused(
        text_sheet([["Name", "Test 1", "Test 2"], *_people(_MARKS, _MARKS)]),
        "Several columns may hold the marks: B 'Test 1', C 'Test 2'",
    ),
    "many columns headed by words nobody knows": Refused(
        text_sheet(
            [["Name", *[f"{FORENAME}{n}" for n in range(8)]], *_people(*[_MARKS] * 8)]
        ),
        "Several columns may hold the marks: B, C, D, E, F, G, H, I;",
    ),
    "a column that is not there": Refused(
        text_sheet([["Name", "Mark"], *_people(_MARKS)]),
        "no column is called 'Points'",
        ("--column", "Points"),
    ),
    "thousands or decimals": Refused(
        text_sheet([["Name", "Mark"], *_people([f"1,{m:03d}" for m in _MARKS])]),
        "Some marks are written like 1,234",
    ),
    "different totals": Refused(
        text_sheet([["Name", "Mark"], *_people([f"{m}/{20 + m % 2}" for m in _MARKS])]),
        "out of different totals",
    ),
    "several writings": Refused(
        text_sheet(
            [["Name", "Mark"], *_people([*_MARKS[:12], *[f"{m} %" for m in range(12)]])]
        ),
        "written in several ways (12 as 12, 12 as 60 %)",
    ),
    "fewer than ten learners": Refused(
        text_sheet([["Name", "Mark"], *_people(_MARKS[:9])]), "there are 9 marks"
    ),
    "too many levels": Refused(
        text_sheet([["Name", "Mark"], *_people(range(1, 25))]),
        "too many for levels",
        ("--kind", "rubric"),
    ),
    "no file": Refused(lambda folder: folder / "none.xlsx", "There is no file"),
    "a folder": Refused(lambda folder: folder, "is a folder"),
}
"""Every file that is refused, by what is wrong with it."""
