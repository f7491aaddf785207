"""What was understood of a sheet, in sentences that point at nobody."""

from collections.abc import Sequence

from plcjournal.core.amounts import how_many
from plcjournal.core.marks.column import Marks
from plcjournal.core.marks.paired import Paired
from plcjournal.core.marks.table import Column, Table


def called(column: Column) -> str:
    """Answer how to speak of a column: by its letter where a heading may be a name."""
    if column.is_sayable and column.title:
        return f"column '{column.title}'"
    return f"column {column.letter}"


def listed(columns: Sequence[Column], most: int = 8) -> str:
    """Answer some columns for a person to choose from: letter and heading."""
    told = [
        f"{column.letter} '{column.title}'"
        if column.is_sayable and column.title
        else column.letter
        for column in columns[:most]
    ]
    more = len(columns) - len(told)
    return ", ".join(told) + (f" and {more} more" if more else "")


def understood(table: Table, column: Column, marks: Marks) -> list[str]:
    """Answer what was read, what was not, and what is odd; one sentence each."""
    known = marks.known
    where = f"Read {how_many(len(known), 'mark')} from {called(column)}"
    if table.headings:
        rows = " and ".join(map(str, table.headings[-2:]))
        word = "row" if len(table.headings[-2:]) == 1 else "rows"
        where = f"{where} (headings in {word} {rows})"
    unit = " %" if marks.is_percent else ""
    ends = f"highest {_mark(max(known))}{unit}, lowest {_mark(min(known))}{unit}"
    whole = f", out of {_mark(marks.out_of)}" if marks.out_of and not unit else ""
    told = [f"{where}: {ends}{whole}."]
    gone = _not_counted(marks)
    if gone:
        told.append(f"Not counted: {', '.join(gone)}.")
    return [*told, *_odd(table, column, marks)]


def _not_counted(marks: Marks) -> list[str]:
    gone = []
    if marks.missing:
        words = ", ".join(word for word, _ in marks.missing)
        gone.append(f"{sum(many for _, many in marks.missing)} missing ({words})")
    if marks.others:
        gone.append(f"{marks.others} not a number")
    if marks.days:
        word = "is a day" if marks.days == 1 else "are days"
        gone.append(f"{marks.days} {word}, perhaps 12/20 taken for a date")
    return gone


def _odd(table: Table, column: Column, marks: Marks) -> list[str]:
    told = []
    if table.computed:
        rows = how_many(table.computed, "row")
        told.append(f"Left out: {rows} worked out from the others, as an average is.")
    if table.unlabelled:
        rows = how_many(table.unlabelled, "row")
        told.append(f"Left out: {rows} at the end that {_is(rows)} of no learner.")
    if table.teachers:
        rows = how_many(table.teachers, "row")
        told.append(f"Left out: {rows} that {_name(rows)} a teacher, not a learner.")
    if table.hidden:
        rows = how_many(table.hidden, "hidden row")
        told.append(f"The sheet has {rows}, read like the others.")
    empty = table.unknown.get(column.number, 0)
    if empty:
        told.append(
            f"{how_many(empty, 'formula')} had no result yet and counted as missing; "
            "open and save the sheet in your spreadsheet program first."
        )
    if marks.has_decimal_comma:
        told.append("A comma stands before the decimals: 12,5 is twelve and a half.")
    over = [mark for mark in marks.known if marks.out_of and mark > marks.out_of]
    if over:
        count = how_many(len(over), "mark")
        told.append(f"{count} {_is(count)} above the {_mark(marks.out_of)} possible.")
    return told


def told_of_pairs(found: Paired) -> list[str]:
    """Answer what was found of learners in two sheets, without a word of either."""
    r = "" if found.correlation is None else f", correlation {found.correlation:.2f}"
    told = [f"Paired: {how_many(found.size, 'learner')} with a mark in both sheets{r}."]
    if not found.size:
        told.append(
            "Nobody is written the same way in both: names must be alike to the "
            "letter. A column that is alike in both may tell them: --id-column C"
        )
    gone = []
    if found.only_before:
        gone.append(f"{how_many(found.only_before, 'mark')} only in the earlier sheet")
    if found.only_now:
        gone.append(f"{how_many(found.only_now, 'mark')} only in this one")
    if found.unclear:
        gone.append(f"{how_many(found.unclear, 'mark')} whose learner is not clear")
    if gone:
        told.append(f"Not paired: {', '.join(gone)}.")
    return told


def _is(counted: str) -> str:
    return "is" if counted.startswith("1 ") else "are"


def _name(counted: str) -> str:
    return "names" if counted.startswith("1 ") else "name"


def _mark(mark: float | None) -> str:
    return f"{mark or 0:.10g}"
