"""Whose marks the rows of a sheet are: one row for each learner, or it is refused."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from plcjournal.core.amounts import how_many
from plcjournal.core.marks import headings, words
from plcjournal.core.marks.cell import Cell, Says, read
from plcjournal.core.marks.column import Marks
from plcjournal.core.marks.guess import (
    NUMBERS,
    identities,
    identity,
    shown,
    tells_apart,
)
from plcjournal.core.marks.table import Column, Table
from plcjournal.core.marks.words import words_of
from plcjournal.errors import Exit, PlcError


@dataclass(frozen=True, slots=True)
class Learners:
    """How many learners have a mark, and which of the rows are of one learner.

    `twice` are the numbers of the rows, as the spreadsheet program counts them, of
    learners that have several marks; `many` is how many such learners there are.
    """

    number: int
    marks: int
    many: int = 0
    twice: tuple[int, ...] = ()


class NotARowEach(PlcError):
    """Learners who have several marks each: what has to be said to go on."""

    exit_code = Exit.USAGE

    def __init__(self, found: Learners, hint: str) -> None:
        whole = f"{how_many(found.number, 'learner')} have {found.marks} marks"
        if found.many <= 2:
            stands = "stands" if found.many == 1 else "stand"
            rows = _listed(found.twice)
            many = how_many(found.many, "learner")
            whole = f"{many} {stands} there more than once (rows {rows})"
        super().__init__(
            f"{whole}, and one row for each learner is needed; nothing was changed.",
            hint,
        )


def naming_columns(table: Table) -> tuple[Column, ...]:
    """Answer the columns that name learners: by their heading, or as names look."""
    told = [
        column
        for column in table.columns
        if headings.names_learners(column.title)
        or (
            not column.is_numeric
            and not headings.is_work(column.title)
            and headings.look_like_people(table.cells(column))
        )
    ]
    return tuple(told)


def learners_of(
    table: Table, marks: Marks, column: Column, by: Column | None = None
) -> Learners | None:
    """Answer how many learners the marks are of, None where the sheet names nobody.

    A column of the school's numbers counts alone, otherwise all that names a learner;
    `by` is the column a person said it is. Rows without a name count as one each where
    there are few of them, and otherwise as belonging to the name above.
    """
    chosen = (by,) if by else _telling(table, column)
    if not chosen:
        return None
    who = identities(table, chosen)
    held = [
        (name, place + 1)
        for name, place, mark in zip(who, table.places, marks.numbers, strict=True)
        if mark is not None
    ]
    named = [name for name, _ in held if name]
    if not named:
        return None
    bare = len(held) - len(named)
    if bare > len(named):
        rows = tuple(place for name, place in held if not name)
        return Learners(len({*named}), len(held), len({*named}), rows)
    times = Counter(named)
    again = [name for name in times if times[name] > 1]
    rows = tuple(place for name, place in held if times.get(name, 0) > 1)
    return Learners(len(times) + bare, len(held), len(again), rows)


def _telling(table: Table, marks: Column) -> tuple[Column, ...]:
    """Answer the columns that tell the learners of a sheet from each other."""
    naming = [c for c in naming_columns(table) if c.number != marks.number]
    # What only looks like names, as authors of books do, counts where no heading says.
    headed = [c for c in naming if headings.names_learners(c.title)]
    naming = headed or naming
    naming = [c for c in naming if not _is_idle(table, c)]
    numbers = [c for c in naming if not NUMBERS.isdisjoint(words_of(c.title))]
    people = [column for column in naming if column not in numbers]
    if not people:
        return tuple(numbers)
    for column in numbers:
        if tells_apart(table.cells(column)) and _are_nearly_single(table, people):
            return (column,)
    return tuple(people)


def _are_nearly_single(table: Table, people: Sequence[Column]) -> bool:
    """Say whether few names come twice; else a number counts papers, not learners."""
    names = [name for name in identities(table, people) if name]
    return len({*names}) * 10 >= len(names) * 7


def _is_idle(table: Table, column: Column) -> bool:
    """Say whether a column only counts its rows, or says the same in all of them."""
    cells = table.cells(column)
    held = [one for one in map(identity, cells) if one]
    if len({*held}) < 2 < len(held):
        return True
    said = [read(cell, ".") for cell in cells]
    numbers = [one.number for one in said if one.is_mark]
    return len(numbers) > 2 and numbers == [numbers[0] + n for n in range(len(numbers))]


def sayable(table: Table) -> Table:
    """Answer the table whose headings are said only where they have no learner's name.

    A heading of marks may have a word that is a name as well: `Mark`.
    """
    cells = [cell for c in naming_columns(table) for cell in table.cells(c)]
    names = headings.name_words(cells)
    columns = (
        replace(
            column,
            is_sayable=column.is_sayable
            and not headings.has_a_name(column.title, names),
        )
        for column in table.columns
    )
    return replace(table, columns=tuple(columns))


def splitting(table: Table, marks: Column) -> Column | None:
    """Answer the column whose values divide the rows so that each learner is once."""
    who = identities(table, _telling(table, marks))
    naming = {column.number for column in naming_columns(table)}
    for column in table.columns:
        if column.number in naming or column.number == marks.number:
            continue
        cells = [*map(identity, table.cells(column))]
        values = {*cells} - {""}
        pairs = {*zip(who, cells, strict=True)}
        if 1 < len(values) <= len(cells) // 2 and len(pairs) == len(cells):
            return column
    return None


def values_in(table: Table, column: Column) -> tuple[str, ...]:
    """Answer the different values of a column, in order, as they are written."""
    known: dict[str, str] = {}
    for cell in table.cells(column):
        known.setdefault(identity(cell), shown(cell))
    known.pop("", None)
    return tuple(known.values())


def only(table: Table, column: Column, value: str) -> Table:
    """Answer the table with the rows alone that have a value in a column.

    Raises:
        NoSuchRows: no row has it.
    """
    wanted = identity(value)
    kept = [n for n, cell in enumerate(table.cells(column)) if identity(cell) == wanted]
    if not kept:
        raise NoSuchRows(value)
    return replace(
        table,
        rows=tuple(table.rows[n] for n in kept),
        places=tuple(table.places[n] for n in kept),
    )


class NoSuchRows(PlcError):
    """A value that no row has."""

    exit_code = Exit.USAGE

    def __init__(self, value: str) -> None:
        super().__init__(
            f"--only: no row has '{value}' there; nothing was changed.",
            'Type it as it stands in the sheet: --only "Test=Test 2"',
        )


def odd_rows(table: Table, marks: Marks) -> tuple[int, ...]:
    """Answer the rows whose mark is hardly a learner's, as their programs count them.

    Above what was possible; where nobody said what was, more than twice the next
    highest; or the sum of all marks since the last such row, as in a subtotal.
    """
    known = sorted(marks.known)
    if len(known) < 3:
        return ()
    most = marks.out_of or max(known[-2] * 2, 1)
    found: list[int] = []
    total, many = 0.0, 0
    for place, mark in zip(table.places, marks.numbers, strict=True):
        if mark is None:
            continue
        is_sum = many > 2 and mark == total and mark > known[len(known) // 2]
        if mark > most or is_sum:
            found.append(place + 1)
            total, many = 0.0, 0
        else:
            total, many = total + mark, many + 1
    # Where many are above it, the sheet means something else by it.
    return tuple(found) if len(found) * 10 <= len(known) * 3 else ()


class NotLearners(PlcError):
    """A sheet whose rows are days or teachers."""

    exit_code = Exit.USAGE

    def __init__(self, rows: str) -> None:
        super().__init__(
            f"Each row of this sheet is {rows}, not a learner, so these may be one "
            "learner's marks; nothing was changed.",
            "plc needs one row for each learner of a group, with one mark",
        )


def must_be_learners(table: Table, column: Column) -> None:
    """Refuse marks that one person got on many days.

    Raises:
        NotLearners: the column is headed like a person, or each row is another day.
    """
    if naming_columns(table):
        return
    for one in table.columns:
        if one.number == column.number:
            continue
        if _names_work(table, one):
            raise NotLearners("a test")
        cells = [cell for cell in table.cells(one) if identity(cell)]
        days = [identity(cell) for cell in cells if _is_bare_day(cell)]
        if not days or len(days) * 10 < len(table.rows) * 8:
            continue
        is_headed = headings.is_work(column.title) if column.title else True
        is_each = len({*days}) * 10 > len(days) * 9
        if not is_headed or is_each or _comes_again(table, one):
            raise NotLearners("a day")


def _comes_again(table: Table, day: Column) -> bool:
    """Say whether some column has the same words on several days, each once a day."""
    days = [*map(identity, table.cells(day))]
    for column in table.columns:
        if column.is_numeric or column.number == day.number:
            continue
        cells = [*map(identity, table.cells(column))]
        is_once = len({*zip(cells, days, strict=True)}) == len(cells)
        if is_once and 1 < len({*cells}) < len(cells):
            return True
    return False


def _is_bare_day(cell: Cell) -> bool:
    """Say whether a cell is a day without a time, which a form would have."""
    if isinstance(cell, datetime):
        return not (cell.hour or cell.minute or cell.second)
    if isinstance(cell, str):
        return read(cell).says is Says.DAY and ":" not in cell
    return isinstance(cell, date)


def _names_work(table: Table, column: Column) -> bool:
    """Say whether a column names, row by row, the tests that were set."""
    if column.is_numeric or not words.ABOUT.isdisjoint(words_of(column.title)):
        return False
    labels = [identity(cell) for cell in table.cells(column)]
    told = [label for label in labels if words.is_task(label)]
    return len(told) * 10 >= len(labels) * 8


def _listed(rows: Sequence[int], most: int = 6) -> str:
    told = ", ".join(map(str, rows[:most]))
    return told if len(rows) <= most else f"{told} and more"
