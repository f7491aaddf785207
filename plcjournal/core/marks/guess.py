"""Which column holds the marks, and which tells learners apart: never on a hunch."""

from collections.abc import Sequence

from plcjournal.core.folding import folded
from plcjournal.core.marks import headings, words
from plcjournal.core.marks.cell import Cell, Says, read
from plcjournal.core.marks.table import Column, Table
from plcjournal.errors import Exit, PlcError


def mark_columns(table: Table) -> tuple[Column, ...]:
    """Answer the columns that may hold the marks; one where there is no doubt."""
    fits = [column for column in table.columns if _may_hold_marks(table, column)]
    if len(fits) < 2:
        return tuple(fits)
    spoken = [c for c in fits if words.is_said_of_marks(c.title) or c.possible]
    if len(spoken) == 1:
        return tuple(spoken)
    whole = [column for column in fits if not words.is_question(column.heading)]
    return tuple(whole) if len(whole) == 1 and whole[0] in spoken else tuple(fits)


def _may_hold_marks(table: Table, column: Column) -> bool:
    if not column.is_numeric:
        return False
    if words.is_said_of_marks(column.title):
        return True
    title = {*words.words_of(column.title)}
    title -= {"grade"} if column.possible else set()  # a mark there, a year elsewhere
    if not (words.WHO | words.ABOUT).isdisjoint(title):
        return False
    said = [read(cell, ".") for cell in table.cells(column)]
    if any(one.says in (Says.SHARE, Says.PERCENT) for one in said):
        return True
    numbers = [one.number for one in said if one.is_mark]
    is_counting = sorted(numbers) == [numbers[0] + n for n in range(len(numbers))]
    if len(numbers) > 2 and is_counting and not column.heading:
        return False
    # Five digits and more, no two alike: what a school numbers its learners with.
    are_numbers = all(number >= 10_000 for number in numbers)
    return not (are_numbers and len({*numbers}) == len(numbers))


def shared_ids(now: Table, before: Table) -> tuple[tuple[Column, Column], ...]:
    """Answer the columns that tell learners apart in two sheets, headed alike.

    A number of the school's is enough by itself; otherwise all that names a learner
    counts together, so that one is taken for another only where all of it is the same.
    """
    known = {_plain(c.title): c for c in before.columns if words.is_about_who(c.title)}
    both = [
        (c, known[_plain(c.title)]) for c in now.columns if _plain(c.title) in known
    ]
    for one, other in both:
        is_number = not NUMBERS.isdisjoint(words.words_of(one.title))
        if is_number and tells_apart(now.cells(one), before.cells(other)):
            return ((one, other),)
    return tuple(both)


def identities(table: Table, columns: Sequence[Column]) -> tuple[str, ...]:
    """Answer what tells each row's learner from others, `` where nothing does."""
    rows = zip(*(map(identity, table.cells(c)) for c in columns), strict=True)
    return tuple("\n".join(parts) if any(parts) else "" for parts in rows)


_SHORTEST = 3  # letters that may stand for a heading: `n` is an answer, no column
NUMBERS = frozenset(
    {
        *("id", "upn", "uln", "oen", "osis", "no", "nr", "number", "admission"),
        *("candidate", "rhif", "matricule", "numero", "email", "e-mail", "courriel"),
        *("ebost", "username", "identifiant"),
    }
)


def _plain(title: str) -> str:
    return " ".join(folded(title).split())


def tells_apart(*sheets: Sequence[Cell]) -> bool:
    """Say whether nearly every row has something there, and hardly two the same."""
    for cells in sheets:
        held = [one for one in map(identity, cells) if one]
        is_full = len(held) * 10 >= len(cells) * 9
        if not is_full or len({*held}) * 10 < len(held) * 9:
            return False
    return True


def identity(cell: Cell) -> str:
    """Answer what tells a learner from others: exactly as typed, case and ends aside.

    A number in a cell is the same as its digits in a text.
    """
    return shown(cell).casefold()


def shown(cell: Cell) -> str:
    """Answer a cell as a person reads it: a whole number without decimals."""
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return " ".join(str(whole).split())


def columns_named(table: Table, typed: str) -> tuple[Column, ...]:
    """Answer the columns a person means by a heading, a letter or a number.

    The whole heading counts first, then its last line, then any part of it.
    """
    wanted = _plain(typed)
    titles = [(column, _plain(column.title)) for column in table.columns]
    lower = [(c, _plain(c.heading)) for c in table.columns]
    for known in (titles, lower):
        if fits := tuple(column for column, title in known if title == wanted):
            return fits
    for column in table.columns:
        if wanted in (folded(column.letter), str(column.number + 1)):
            return (column,)
    if len(wanted) < _SHORTEST:
        return ()
    return tuple(column for column, title in titles if wanted in title)


class GroupsOfPeople(PlcError):
    """A column by which figures would be about one teacher."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "--group-by: plc keeps no figure about one teacher; nothing was changed.",
            "Name the column of the classes or groups",
        )


def group_names(table: Table, column: Column) -> tuple[str, ...]:
    """Answer the group of each row, `` where there is none; case and ends aside.

    Raises:
        GroupsOfPeople: the groups are teachers.
    """
    if headings.names_teachers(column.title):
        raise GroupsOfPeople
    known: dict[str, str] = {}
    names = []
    for cell in table.cells(column):
        key = identity(cell)
        is_missing = isinstance(cell, str) and read(cell).says is Says.MISSING
        if is_missing or not key:
            names.append("")
            continue
        names.append(known.setdefault(key, shown(cell)))
    return tuple(names)
