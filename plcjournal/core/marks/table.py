"""A sheet as a table: which rows are headings, which learners, which neither."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from plcjournal.core.marks import headings, words
from plcjournal.core.marks.cell import Cell, Says, read
from plcjournal.core.marks.column import NoMarks

_HEAD_ROWS = 12  # headings stand in the first rows, below titles and notes


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet, by row, as a file holds them.

    `unknown` are the places (row, column, from 0) of formulas without a result,
    `hidden` how many rows a person does not see.
    """

    rows: tuple[tuple[Cell, ...], ...]
    name: str = ""
    hidden: int = 0
    unknown: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: where it stands, what heads it, whether it has numbers.

    `is_sayable` is false where its heading may be a person's name.
    """

    number: int
    heading: str = ""
    above: str = ""
    is_numeric: bool = False
    is_sayable: bool = False
    possible: float | None = None

    @property
    def letter(self) -> str:
        """Answer the letter a spreadsheet program shows over the column."""
        rest, name = self.number + 1, ""
        while rest:
            rest, place = divmod(rest - 1, 26)
            name = chr(ord("A") + place) + name
        return name

    @property
    def title(self) -> str:
        """Answer its heading, with the one above where there are two."""
        parts = (self.above, self.heading)
        return " ".join(part for part in dict.fromkeys(parts) if part)


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a sheet, the rows of its learners, and what was left out."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    places: tuple[int, ...]
    headings: tuple[int, ...] = ()
    computed: int = 0
    unlabelled: int = 0
    teachers: int = 0
    hidden: int = 0
    unknown: Mapping[int, int] = field(default_factory=dict)

    def cells(self, column: Column) -> tuple[Cell, ...]:
        """Answer the cells of a column, one a learner."""
        return tuple(row[column.number] for row in self.rows)


def table_of(sheet: Sheet) -> Table:
    """Answer the table in a sheet: one row for each learner.

    Raises:
        NoMarks: the sheet is empty, has no numbers, or one column for each learner.
    """
    width = max((len(row) for row in sheet.rows), default=0)
    grid = [(*row, *[""] * (width - len(row))) for row in sheet.rows]
    filled = [place for place, row in enumerate(grid) if any(map(_holds, row))]
    if not filled:
        raise NoMarks("The sheet is empty; nothing was changed.", "Check the file.")
    numeric = _numeric(grid, filled, width, sheet.unknown)
    heads, possible, body = _split(grid, filled, numeric)
    headed = {tuple(map(_text, grid[place])) for place in heads}
    body = [place for place in body if tuple(map(_text, grid[place])) not in headed]
    taught = {p for p in body if words.is_teacher(_label(grid[p], numeric))}
    if len(taught) * 2 > len(body):
        taught = set()
    body = [place for place in body if place not in taught]
    learners, computed, bare = _learners(grid, body, numeric)
    columns = _columns(grid, heads, possible, numeric, width)
    rows = tuple(grid[place] for place in learners)
    _must_have_a_row_each(columns, rows)
    unknown: dict[int, int] = {}
    those = {*learners}
    for place, column in sheet.unknown:
        if place in those:
            unknown[column] = unknown.get(column, 0) + 1
    return Table(
        columns,
        rows,
        tuple(learners),
        tuple(place + 1 for place in heads),
        computed,
        bare,
        len(taught),
        sheet.hidden,
        unknown,
    )


def _holds(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def _held(row: Sequence[Cell]) -> int:
    return sum(map(_holds, row))


def _text(cell: Cell) -> str:
    return " ".join(cell.split()) if isinstance(cell, str) else ""


def _numeric(
    grid: Sequence[Sequence[Cell]],
    filled: Sequence[int],
    width: int,
    unknown: frozenset[tuple[int, int]],
) -> set[int]:
    """Answer the columns of which at least half of what is said is numbers.

    Raises:
        NoMarks: there is none.
    """
    body = filled[len(filled) // 3 :] if len(filled) > 3 else filled[-2:]
    found: set[int] = set()
    days = 0
    for column in range(width):
        said = [read(grid[place][column], ".") for place in body]
        marks = sum(one.is_mark for one in said)
        days += sum(one.says is Says.DAY for one in said)
        others = sum(one.says in (Says.OTHER, Says.DAY) for one in said)
        if marks and marks >= others:
            found.add(column)
    if found:
        return found
    if unknown:
        raise NoMarks(
            "The formulas in this sheet have no results yet; nothing was changed.",
            "Open it in your spreadsheet program, save it, and try again.",
        )
    if days:
        raise NoMarks(
            "There are only days in this sheet; a spreadsheet program may have turned "
            "12/20 into the 20th of December. Nothing was changed.",
            "Write the marks again as 12, or as text",
        )
    raise NoMarks(
        "No marks in this sheet are numbers; nothing was changed.",
        "For levels in words (A to D, yes and no) count them: --levels 1=6,2=20 or "
        "--size 26 --count 20; another sheet: --sheet NAME",
    )


def _split(
    grid: Sequence[Sequence[Cell]], filled: Sequence[int], numeric: set[int]
) -> tuple[list[int], dict[int, float], list[int]]:
    """Answer the rows of headings, the points there were to get, and all other rows."""
    heads: list[int] = []
    possible: dict[int, float] = {}
    rest = [*filled]
    while rest and len(filled) - len(rest) < _HEAD_ROWS:
        row = grid[rest[0]]
        is_title = not heads and len(row) > 1 and _is_alone(row, numeric)
        if is_title or (heads and words.is_date(_label(row, numeric))):
            pass
        elif heads and words.is_possible(_label(row, numeric)):
            said = {column: read(row[column], ".") for column in numeric}
            possible = {c: one.number for c, one in said.items() if one.number > 0}
        elif _is_heading(row, numeric, is_first=not heads):
            heads.append(rest[0])
        elif heads or not _is_title(row, numeric):
            break
        rest.pop(0)
    # A last row that heads few columns is a remark on them: `Manual Posting`.
    if len(heads) > 1 and _held(grid[heads[-1]]) < _held(grid[heads[-2]]):
        heads.pop()
    return heads, possible, rest


def _is_alone(row: Sequence[Cell], numeric: set[int]) -> bool:
    """Say whether a row is one cell that heads no column: the title of the sheet."""
    held = [column for column, cell in enumerate(row) if _holds(cell)]
    is_over_marks = held[0] in numeric and words.is_said_of_marks(_text(row[held[0]]))
    return len(held) == 1 and not is_over_marks


def _is_title(row: Sequence[Cell], numeric: set[int]) -> bool:
    """Say whether a row above the headings is a title or a note."""
    held = [column for column, cell in enumerate(row) if _holds(cell)]
    is_short = len(held) == 1 < len(row) or len(held) <= 2 < len(row)
    return is_short and not any(read(row[c]).is_mark for c in held if c in numeric)


def _is_heading(row: Sequence[Cell], numeric: set[int], *, is_first: bool) -> bool:
    """Say whether a row heads columns: words stand where numbers stand below.

    Below other headings, a row that begins with an unknown word is a learner whose
    mark is a word.
    """
    said = {column: read(row[column], ".") for column in sorted(numeric)}
    texts = [_text(row[c]) for c, one in said.items() if one.says is Says.OTHER]
    marks = [one.number for one in said.values() if one.is_mark]
    labels = [_text(cell) for c, cell in enumerate(row) if c not in numeric]
    labels = [label for label in labels if label]
    known = [label for label in labels if words.is_known(label)]
    if not is_first and labels:
        names = [one for one in known if not words.is_question(one)]
        if len(names) * 2 <= len(labels) or not any(map(words.is_known, texts)):
            return False
    if marks:
        # Questions may be headed by bare numbers, beside a word for who answers.
        is_counting = len(marks) > 1 and marks == sorted({*marks})
        who = [one for one in labels if words.is_about_who(one) and one.isalpha()]
        told = any(map(words.is_said_of_marks, texts))
        return is_first and (told or (is_counting and bool(who)))
    if texts:
        return True
    return is_first and len(known) * 2 > len(labels)


def _learners(
    grid: Sequence[Sequence[Cell]], body: Sequence[int], numeric: set[int]
) -> tuple[list[int], int, int]:
    """Answer the rows of learners, how many are computed, how many name nobody."""
    labels = {place: _label(grid[place], numeric) for place in body}
    sure = {place for place in body if words.is_computed(labels[place])}
    computed = {*sure}
    for near in sure:
        for step in (-1, 1):
            at = body.index(near) + step
            while 0 <= at < len(body) and words.may_be_computed(labels[body[at]]):
                computed.add(body[at])
                at += step
    labelled = [place for place in body if labels[place] and place not in computed]
    rest = [place for place in body if place not in computed]
    bare: set[int] = set()
    if labelled and len(labelled) * 10 >= len(rest) * 8:
        bare = {place for place in rest if place > labelled[-1] and not labels[place]}
    notes = {place for place in rest if _is_note(grid[place], numeric)}
    found = [place for place in rest if place not in bare | notes]
    return found, len(computed), len(bare)


def _is_note(row: Sequence[Cell], numeric: set[int]) -> bool:
    """Say whether a row is words below the table: no learner has one cell alone."""
    held = [column for column, cell in enumerate(row) if _holds(cell)]
    return len(held) == 1 < len(row) - 1 and held[0] not in numeric


def _label(row: Sequence[Cell], numeric: set[int]) -> str:
    """Answer the first words of a row outside the columns of numbers."""
    texts = (_text(cell) for c, cell in enumerate(row) if c not in numeric)
    return next((text for text in texts if text), "")


def _columns(
    grid: Sequence[Sequence[Cell]],
    heads: Sequence[int],
    possible: Mapping[int, float],
    numeric: set[int],
    width: int,
) -> tuple[Column, ...]:
    """Answer the columns with their headings.

    A heading is sayable where its row holds a word that heads columns, and where every
    word of it is one that can name nobody.
    """
    last = [_text(cell) for cell in grid[heads[-1]]] if heads else [""] * width
    above = _spread(grid[heads[-2]]) if len(heads) > 1 else [""] * width
    is_real = any(map(words.is_known, (*last, *above)))
    found = []
    for number in range(width):
        heading, over = last[number] or above[number], above[number]
        over = over if last[number] else ""
        points = possible.get(number) or words.out_of(heading)
        sayable = is_real and headings.is_harmless(f"{over} {heading}")
        found.append(Column(number, heading, over, number in numeric, sayable, points))
    return tuple(found)


def _spread(row: Sequence[Cell]) -> list[str]:
    """Answer headings of which each holds until the next one, as merged cells do."""
    found: list[str] = []
    for cell in row:
        found.append(_text(cell) or (found[-1] if found else ""))
    return found


def _must_have_a_row_each(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]]
) -> None:
    """Refuse a sheet in which each learner has a column.

    Raises:
        NoMarks: there are more columns of unknown headings than rows, or every row is
            headed by what otherwise heads a column.
    """
    unknown = [
        column
        for column in columns
        if column.is_numeric and column.heading and not words.is_known(column.heading)
    ]
    labels = [_text(row[0]) for row in rows if row]
    told = [label for label in labels if words.is_task(label)]
    is_headed = len(told) * 2 > len(labels) and len(unknown) >= 3
    spoken = [c for c in columns if c.is_numeric and words.is_said_of_marks(c.title)]
    if is_headed or (not spoken and len(unknown) > max(len(rows), 2)):
        raise NoMarks(
            "This sheet seems to have one column for each learner; plc needs one row "
            "for each. Nothing was changed.",
            "Turn it round in your spreadsheet program (copy, paste transposed)",
        )
