"""What a person says about a spreadsheet of marks, in flags."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

import typer

from plcjournal.cli.typed import Missing, NotUnderstood

From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help="A spreadsheet of marks (XLSX or CSV): only its totals are kept.",
    ),
]
ColumnName = Annotated[
    str | None,
    typer.Option(
        "--column", metavar="C", help="With --from: the column, by heading or letter."
    ),
]
SheetName = Annotated[
    str | None,
    typer.Option("--sheet", metavar="NAME", help="With --from: the sheet of several."),
]
GroupBy = Annotated[
    str | None,
    typer.Option(
        "--group-by", metavar="C", help="With --from: a figure for each class, too."
    ),
]
IdColumn = Annotated[
    str | None,
    typer.Option(
        "--id-column", metavar="C", help="With --from: what tells learners apart."
    ),
]
PairedWith = Annotated[
    str | None,
    typer.Option(
        "--paired-with",
        metavar="FILE",
        help="With --from: the sheet of the same learners, earlier.",
    ),
]
PairedColumn = Annotated[
    str | None,
    typer.Option(
        "--paired-column",
        metavar="C",
        help="With --paired-with: its marks, if headed otherwise.",
    ),
]
PairedSheet = Annotated[
    str | None,
    typer.Option(
        "--paired-sheet", metavar="NAME", help="With --paired-with: the sheet in it."
    ),
]
PairedDate = Annotated[
    str | None,
    typer.Option(
        "--paired-date", metavar="DATE", help="With --paired-with: the earlier date."
    ),
]
Decimal = Annotated[
    str | None,
    typer.Option(
        "--decimal", metavar="SIGN", help='With --from: "," or "." before decimals.'
    ),
]
AsPercent = Annotated[
    bool,
    typer.Option(
        "--as-percent", help="With --from: marks as percentages of their totals."
    ),
]
Only = Annotated[
    str | None,
    typer.Option(
        "--only",
        metavar="C=VALUE",
        help='With --from: the rows that count, "Test=Test 2".',
    ),
]
PairedOnly = Annotated[
    str | None,
    typer.Option(
        "--paired-only", metavar="C=VALUE", help="With --paired-with: its rows."
    ),
]
AllMarks = Annotated[
    bool,
    typer.Option("--all-marks", help="With --from: marks above the highest, too."),
]
Late = Annotated[
    str | None,
    typer.Option(
        "--late",
        metavar="WHAT",
        help="With --from: a date again, 1 to 4 more: counts or all.",
    ),
]


@dataclass(frozen=True, slots=True)
class FromFile:
    """What a person said about a spreadsheet of marks."""

    file: str | None = None
    column: str | None = None
    sheet: str | None = None
    group_by: str | None = None
    id_column: str | None = None
    paired_with: str | None = None
    paired_column: str | None = None
    paired_sheet: str | None = None
    paired_date: str | None = None
    decimal: str | None = None
    as_percent: bool = False
    only: str | None = None
    paired_only: str | None = None
    all_marks: bool = False
    late: str | None = None
    yes: bool = False

    def check(self, measure: str) -> None:
        """Refuse what makes no sense together.

        Raises:
            Missing: something is said about a file, but no file.
            NotUnderstood: a sign that is no decimal sign.
        """
        example = f'plc add-evidence --measure "{measure}" --from marks.xlsx'
        if self.file is None and replace(self, yes=False) != FromFile():
            raise Missing(["--from"], example)
        beside = (self.paired_only, self.paired_column, self.paired_sheet)
        if self.paired_with is None and any((*beside, self.paired_date)):
            raise Missing(["--paired-with"], f"{example} --paired-with before.xlsx")
        if self.decimal not in (None, ",", "."):
            sentence = f"--decimal: '{self.decimal}' is neither , nor ."
            raise NotUnderstood(sentence, 'For 12,5 type --decimal ","')
