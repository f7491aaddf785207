"""The marks of one column: one writing, one scale, and how many cells hold no mark."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from plcjournal.core.marks.cell import Cell, Reading, Says, decimal_of, read
from plcjournal.errors import Exit, PlcError


class NoMarks(PlcError):
    """A column from which no totals can be made as it is."""

    exit_code = Exit.USAGE


class UnclearComma(NoMarks):
    """Numbers whose comma may divide thousands as well as decimals."""

    def __init__(self) -> None:
        super().__init__(
            "Some marks are written like 1,234: that may be about one, or more than "
            "a thousand; nothing was changed.",
            'Say which sign stands before the decimals: --decimal "," or --decimal "."',
        )


class DifferentTotals(NoMarks):
    """Marks that are not all out of the same."""

    def __init__(self) -> None:
        super().__init__(
            "The marks are out of different totals (as 7/10 beside 12/20); "
            "nothing was changed.",
            "Count each as a percentage of its own total: --as-percent",
        )


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a column, row by row, and what was found beside them.

    `numbers` has one entry a row, None where there is no mark. `out_of` is the highest
    possible mark where the sheet says it, 100 where the marks are percentages.
    """

    numbers: tuple[float | None, ...]
    missing: tuple[tuple[str, int], ...] = ()
    others: int = 0
    days: int = 0
    out_of: float | None = None
    is_percent: bool = False
    has_decimal_comma: bool = False

    @property
    def known(self) -> tuple[float, ...]:
        """Answer the marks there are, in the order of the rows."""
        return tuple(mark for mark in self.numbers if mark is not None)


def marks_of(
    cells: Sequence[Cell],
    *,
    decimal: str = "",
    possible: float | None = None,
    as_percent: bool = False,
) -> Marks:
    """Read a column of cells, one learner each.

    Marks written 12/20 count as 12 where each is out of 20. `as_percent` makes every
    mark a percentage of what it is out of; `possible` is how many points the sheet
    says there were, `decimal` the sign before the decimals where a person said it.

    Raises:
        UnclearComma: a comma may divide thousands or decimals.
        DifferentTotals: the marks are not all out of the same.
        NoMarks: there is no mark, most cells are days, or the cells are written in
            several ways that do not mix.
    """
    decimal = decimal or decimal_of(cells)
    readings = [read(cell, decimal) for cell in cells]
    counted = Counter(reading.says for reading in readings)
    _must_be_readable(readings, counted)
    numbers, out_of, is_percent = _on_one_scale(
        readings, possible, as_percent=as_percent
    )
    missing = Counter(one.word for one in readings if one.says is Says.MISSING)
    return Marks(
        numbers,
        tuple(missing.most_common()),
        counted[Says.OTHER],
        counted[Says.DAY],
        out_of,
        is_percent,
        decimal == "," and any("," in cell for cell in cells if isinstance(cell, str)),
    )


def _must_be_readable(readings: Sequence[Reading], counted: Counter[Says]) -> None:
    marks = sum(reading.is_mark for reading in readings)
    if counted[Says.UNCLEAR]:
        raise UnclearComma
    if counted[Says.DAY] and counted[Says.DAY] >= marks:
        raise NoMarks(
            "This column holds days, not marks; a spreadsheet program may have turned "
            "12/20 into the 20th of December. Nothing was changed.",
            "Name another column with --column, or write the marks again as 12",
        )
    if not marks:
        raise NoMarks(
            "There is no mark in this column; nothing was changed.",
            "Name another column: --column HEADING (or its letter)",
        )


def _on_one_scale(
    readings: Sequence[Reading], possible: float | None, *, as_percent: bool
) -> tuple[tuple[float | None, ...], float | None, bool]:
    """Answer the marks, what they are out of, and whether they are percentages.

    A nought is one in every writing.
    """
    marks = [one for one in readings if one.is_mark]
    ways = {one.says for one in marks if one.number} or {one.says for one in marks}
    totals = {one.out_of for one in marks if one.says is Says.SHARE}
    if as_percent:
        return _percentages(readings, possible), 100, True
    if ways <= {Says.PERCENT}:
        return _as_written(readings), 100, True
    if ways <= {Says.PLAIN}:
        # A number in a heading that many marks are above is no total: `Task (3)`.
        over = sum(one.number > possible for one in marks) if possible else 0
        return (
            _as_written(readings),
            None if over * 10 > len(marks) else possible,
            False,
        )
    if ways <= {Says.SHARE}:
        if len(totals) > 1:
            raise DifferentTotals
        return _as_written(readings), totals.pop(), False
    if ways == {Says.PLAIN, Says.SHARE} and totals == {possible}:
        return _as_written(readings), possible, False
    raise NoMarks(_mixed(marks), "Write all of them the same way, then try again.")


def _mixed(marks: Sequence[Reading]) -> str:
    counted = Counter(one.says for one in marks)
    said = {Says.PLAIN: "as 12", Says.SHARE: "as 12/20", Says.PERCENT: "as 60 %"}
    parts = [f"{counted[says]} {words}" for says, words in said.items()]
    told = ", ".join(part for part in parts if not part.startswith("0 "))
    return f"The marks are written in several ways ({told}); nothing was changed."


def _as_written(readings: Sequence[Reading]) -> tuple[float | None, ...]:
    return tuple(one.number if one.is_mark else None for one in readings)


def _percentages(
    readings: Sequence[Reading], possible: float | None
) -> tuple[float | None, ...]:
    """Answer every mark as a percentage of what it is out of.

    Raises:
        NoMarks: a plain mark is out of nobody knows how many.
    """
    if possible is None and any(o.says is Says.PLAIN and o.number for o in readings):
        raise NoMarks(
            "Some marks do not say what they are out of; nothing was changed.",
            "Leave out --as-percent, or write them all as 12/20",
        )
    found: list[float | None] = []
    for one in readings:
        whole = {Says.PERCENT: 100.0, Says.SHARE: one.out_of}.get(
            one.says, possible or 100.0
        )
        found.append(round(100 * one.number / whole, 9) if one.is_mark else None)
    return tuple(found)
