"""A sheet as a tracker: where its headings stand, and which rows are filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plcjournal.core.marks.table import Column
from plcjournal.core.tracker.cells import one_line, text_of
from plcjournal.core.tracker.vocabulary import plain_words
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.marks.cell import Cell
    from plcjournal.core.marks.table import Sheet
    from plcjournal.core.tracker.vocabulary import Vocabulary

_HEAD_ROWS = 15  # headings stand in the first rows, below titles and notes
_LONGEST_HEADING = 80


class NoTracker(PlcError):
    """A sheet in which no row heads columns of a tracker."""

    exit_code = Exit.USAGE

    def __init__(self, sentence: str, hint: str) -> None:
        super().__init__(f"{sentence}; nothing was changed.", hint)


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row, called as a spreadsheet program does: `row 5`."""

    name: str
    cells: tuple[Cell, ...]
    unknown: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Grid:
    """The columns and rows of a tracker.

    `turned`: it is a form, with its headings down the side, a column for each cycle.
    `headings` are the plain words of all of them, also over columns that are empty.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    head: str
    turned: bool = False
    hidden: int = 0
    headings: frozenset[str] = frozenset()

    def label(self, column: Column) -> str:
        """Answer how a person finds a column: its letter, or the row of a form."""
        return f"row {column.number + 1}" if self.turned else f"column {column.letter}"


def grid_of(sheet: Sheet, words: Vocabulary) -> Grid:
    """Answer the tracker in a sheet.

    Raises:
        NoTracker: it is empty, or no row of it heads columns.
    """
    width = max((len(row) for row in sheet.rows), default=0)
    cells = tuple((*row, *[""] * (width - len(row))) for row in sheet.rows)
    whole = replace(sheet, rows=cells)
    if not any(_filled(row) for row in cells):
        raise NoTracker("The sheet is empty", "Check that it is the right file")
    head, known = _heading(cells, words)
    form = _turned(whole)
    side, told = _heading(form.rows, words)
    if told > known and told > 1:
        return _grid(form, side, words, turned=True)
    return _grid(whole, head, words)


def known_headings(sheet: Sheet, words: Vocabulary) -> int:
    """Answer how many headings of a sheet are those of a tracker."""
    width = max((len(row) for row in sheet.rows), default=0)
    cells = tuple((*row, *[""] * (width - len(row))) for row in sheet.rows)
    form = _turned(replace(sheet, rows=cells))
    return max(_heading(cells, words)[1], _heading(form.rows, words)[1])


def _filled(row: Sequence[Cell]) -> list[int]:
    return [at for at, cell in enumerate(row) if text_of(cell)]


def _heading(rows: Sequence[Sequence[Cell]], words: Vocabulary) -> tuple[int, int]:
    """Answer the row that heads the columns best, and how many it heads."""
    best = (0, -1, -1)
    looked = [at for at, row in enumerate(rows) if _filled(row)][:_HEAD_ROWS]
    for at in looked:
        texts = [text_of(cell) for cell in rows[at]]
        heads = [plain_words(text) for text in texts if text]
        known = len({words.heads[one][0] for one in heads if one in words.heads})
        # Where no word is known, what fills most of a row of words heads it.
        is_words = all(len(text) <= _LONGEST_HEADING for text in texts)
        best = max(best, (known, len(heads) if is_words else 0, -at))
    return -best[2], best[0]


def _turned(sheet: Sheet) -> Sheet:
    rows = tuple(zip(*sheet.rows, strict=True))
    unknown = frozenset((column, row) for row, column in sheet.unknown)
    return replace(sheet, rows=rows, unknown=unknown)


def _grid(sheet: Sheet, head: int, words: Vocabulary, *, turned: bool = False) -> Grid:
    """Answer the tracker below one row of headings.

    Raises:
        NoTracker: nothing is filled in below it.
    """
    rows = sheet.rows
    first, last = head, head
    below = head + 1
    if below < len(rows) and _is_under(rows[head], rows[below], words):
        last = below
    elif head and _is_over(rows[head - 1], rows[head]):
        first = head - 1
    columns = _columns(rows, first, last)
    made = _body(sheet, last, turned=turned)
    used = {at for row in made for at in (*_filled(row.cells), *row.unknown)}
    kept = tuple(
        one
        for one in columns
        if one.number in used or plain_words(one.heading) in words.heads
    )
    if not made or not kept:
        sentence = "No row below the headings is filled in"
        raise NoTracker(sentence, "Check that it is the right file, or sheet: --sheet")
    return Grid(
        kept,
        made,
        _name(last, turned=turned),
        turned,
        sheet.hidden,
        frozenset(plain_words(one.heading) for one in columns),
    )


def _body(sheet: Sheet, last: int, *, turned: bool) -> tuple[Row, ...]:
    """Answer the filled rows below the headings, but not the headings again.

    They stand there again on each printed page.
    """
    headings = tuple(map(text_of, sheet.rows[last]))
    made = []
    for at, row in enumerate(sheet.rows[last + 1 :], last + 1):
        unknown = frozenset(c for c in range(len(row)) if (at, c) in sheet.unknown)
        is_filled = bool(_filled(row) or unknown)
        if is_filled and tuple(map(text_of, row)) != headings:
            made.append(Row(_name(at, turned=turned), tuple(row), unknown))
    return tuple(made)


def _name(at: int, *, turned: bool) -> str:
    return f"column {Column(at).letter}" if turned else f"row {at + 1}"


def _is_under(head: Sequence[Cell], below: Sequence[Cell], words: Vocabulary) -> bool:
    """Say whether a row divides the columns that merged headings above stand over."""
    held = _filled(below)
    known = [plain_words(text_of(below[at])) in {*words.under} for at in held]
    is_merged = any(not text_of(head[at]) for at in held)
    return len(held) > 1 and all(known) and is_merged


def _is_over(above: Sequence[Cell], head: Sequence[Cell]) -> bool:
    """Say whether a row has headings that stand over several columns below."""
    held = _filled(above)
    if not held or held == [0] or len(held) >= len(_filled(head)):
        return False
    return all(isinstance(above[at], str) for at in held) and (
        all(len(text_of(above[at])) <= _LONGEST_HEADING for at in held)
        and any(not text_of(above[at + 1]) for at in held if at + 1 < len(above))
    )


def _columns(
    rows: Sequence[Sequence[Cell]], first: int, last: int
) -> tuple[Column, ...]:
    heads = [one_line(text_of(cell)) for cell in rows[last]]
    overs = [""] * len(heads)
    if first != last:
        over = ""
        for at, cell in enumerate(rows[first]):
            over = one_line(text_of(cell)) or over
            overs[at] = over
        bare = [one_line(text_of(cell)) for cell in rows[first]]
        heads = [head or bare[at] for at, head in enumerate(heads)]
        overs = [
            over if text_of(rows[last][at]) else "" for at, over in enumerate(overs)
        ]
    return tuple(
        Column(at, head[:_LONGEST_HEADING], overs[at][:_LONGEST_HEADING])
        for at, head in enumerate(heads)
    )
