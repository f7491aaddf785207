"""Text with a sign between the cells: CSV from any program, in any of its manners.

The standard library's own guess (csv.Sniffer) takes letters for delimiters and fails on
decimal commas, so the delimiter is the one that makes rows of equal length.
"""

import csv
import io
import re
from collections import Counter

from plcjournal.core.marks.table import Sheet
from plcjournal.metadata.sniffing import text_of
from plcjournal.spreadsheet.refusal import NotASheet

_SIGNS = ("\t", ";", "|", ",")  # the likelier meant where two divide equally well
_LOOKED_AT = 200  # rows, to find the delimiter


def sheet_of(data: bytes, most_rows: int, most_columns: int) -> Sheet:
    """Read the cells of a CSV file.

    Raises:
        NotASheet: it is no text, or larger than a sheet of marks can be.
    """
    text = text_of(data)
    if text is None or "\0" in text:
        raise NotASheet("The file is neither a spreadsheet nor text")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    told = re.match(r"sep=(.)\n", text)
    if told:
        text = text[told.end() :]
    rows: list[tuple[str, ...]] = []
    for row in _rows(text, told.group(1) if told else _delimiter(text)):
        if len(rows) >= most_rows or len(row) > most_columns:
            raise NotASheet("The file is larger than a sheet of marks can be")
        rows.append(tuple(row))
    return Sheet(tuple(rows))


def _rows(text: str, sign: str) -> list[list[str]]:
    try:
        if sign:
            return [*csv.reader(io.StringIO(text, newline=""), delimiter=sign)]
    except csv.Error:
        # Its sentence would quote the file.
        raise NotASheet("The cells of the file cannot be told apart") from None
    return [[line.strip().strip('"')] for line in text.split("\n")]


def _delimiter(text: str) -> str:
    """Answer the sign between the cells, '' where there is one cell a line.

    Most rows must have the same number of cells; among signs, the one that divides
    more rows alike wins. A decimal comma divides the numbers, but not their heading.
    """
    head = "\n".join(text.split("\n")[:_LOOKED_AT])
    best, sign = 0.5, ""
    for one in _SIGNS:
        try:
            rows = [row for row in _rows(head, one) if any(map(str.strip, row))]
        except NotASheet:
            continue
        if not rows:
            return one  # a sheet of blanks
        lengths = Counter(len(row) for row in rows)
        usual, many = max(lengths.items(), key=lambda item: (item[1], item[0]))
        if usual < 2:
            longer = [row for row in rows if len(row) > 1]
            many = len(longer) if len(longer) > 1 else 0
        # A quote left inside a cell shows that the sign stood inside quotes.
        torn = sum(any('"' in cell for cell in row) for row in rows)
        share = (many - torn / 2) / len(rows)
        if share > best and not _is_decimal(one, rows):
            best, sign = share, one
    return sign


def _is_decimal(sign: str, rows: list[list[str]]) -> bool:
    """Say whether a comma stands in numbers alone: one column, and a heading."""
    if sign != "," or max(map(len, rows)) > 2 or len(rows[0]) != 1:
        return False
    pairs = [row for row in rows if len(row) == 2]
    return all(all(part.strip().isdecimal() for part in pair) for pair in pairs)
