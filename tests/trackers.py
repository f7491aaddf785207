"""Old trackers as schools have them; all people, teams and figures are invented."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from mark_sheets import text_sheet
from openpyxl import Workbook

Rows = Sequence[Sequence[object]]

SMART: Rows = [
    ["Grade 4 math team: SMART goals 2024-25"],
    [],
    [
        "SMART Goal",
        "Target group",
        "Start date",
        "Review date",
        "Baseline",
        "Target",
        "Result",
        "Goal met?",
        "Strategies",
        "Person responsible",
        "What worked",
        "Comments",
    ],
    [
        "Students place fractions on a number line",
        "All Grade 4 students",
        "15/09/2024",
        "10/12/2024",
        "25/64 (39%)",
        "65%",
        "42 of 62",
        "Yes",
        "Number talks three times a week",
        "Math coach",
        "Saying why, not the line itself",
        "Materials in the shared cupboard",
    ],
    ["", "", "", "", "", "", "", "", "Exit slips on Fridays", "Grade 4 teacher A"],
    [
        "Students explain their estimates",
        "All Grade 4 students",
        "13/01/2025",
        "14/03/2025",
        "41%",
        "70%",
        "55%",
        "Partially",
        "Estimation station",
        "all of us",
        "",
        "Needs more time",
    ],
    [
        "Reading stamina",
        "Grade 4B",
        "Sept 2025",
        "",
        "about half",
        "80%",
        "",
        "",
        "Reading log",
        "Grade 4 teacher B",
    ],
]
ACTIONS: Rows = [
    ["Priority", "Action step", "Who", "By when", "Status", "Notes"],
    ["Compare fractions", "Number talk", "Math coach", "03.10.2025", "Complete"],
    [
        "Compare fractions",
        "Exit slips",
        "all of us",
        "10.10.2025",
        "In progress",
        "Two groups so far",
    ],
    ["Attendance on Mondays", "Call home", "Office", "06.10.2025", "Not started"],
    ["Attendance on Mondays", "Breakfast club", "", "spring term", "", "Ask the PTA"],
]
FORM: Rows = [
    ["PDSA form"],
    ["Title", "Number talks"],
    ["Target group", "All Grade 4 students"],
    ["Start date", "2025-09-08"],
    ["Why", "Many count digits"],
    ["What we will do", "Number talk each day"],
    ["What we learned", "Explaining takes a month"],
    ["Goal met?", "yes"],
    ["Date closed", "2025-12-01"],
]
FORMS: Rows = [
    [
        "Timestamp",
        "Email Address",
        "Your team's goal",
        "What strategies will you try? [1]",
        "What strategies will you try? [2]",
        "How did it go?",
    ],
    [
        "9/15/2025 14:33:05",
        "office@example.org",
        "Fractions on a line",
        "Number talk",
        "Exit slips",
        "Better than we thought",
    ],
]


def csv_file(
    folder: Path,
    rows: Rows,
    name: str = "tracker.csv",
    *,
    sign: str = ",",
    encoding: str = "utf-8",
) -> str:
    """Write rows as a text with a sign between the cells; answer where."""
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    return str(text_sheet(rows, name=name, sign=sign, encoding=encoding)(folder))


def two_sheets(folder: Path) -> str:
    """Write a workbook: a sheet to read, then one with merged headings."""
    book = Workbook()
    assert book.active is not None
    book.active.title = "Read me"
    book.active.append(["How to use this tracker"])
    tab = book.create_sheet("Cycles 2025")
    tab.append(["Cycle", "Start", "Baseline", "", "Result", "", "Owner"])
    tab.append(["", "", "Date", "%", "Date", "%", ""])
    tab.merge_cells("C1:D1")
    tab.merge_cells("E1:F1")
    days = date(2025, 9, 8), date(2025, 9, 10), date(2025, 12, 3)
    tab.append(["Fractions", days[0], days[1], 0.39, days[2], 0.68, "Math coach"])
    for place in ("D3", "F3"):
        tab[place].number_format = "0%"
    tab.append(["Stamina", days[0], days[1], "25/64", "", "", "all of us"])
    tab.row_dimensions[4].hidden = True
    path = folder / "tracker.xlsx"
    book.save(path)
    return str(path)
