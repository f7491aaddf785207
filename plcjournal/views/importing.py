"""What a tracker makes, or has made, in lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.importing.incoming import Incoming, many
from plcjournal.views import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.tracker.drafted import Remark
    from plcjournal.importing.incoming import ColumnLine, CycleLine

_SHOWN = 30  # of one kind; JSON has all


def column_lines(columns: Sequence[ColumnLine]) -> Iterator[str]:
    """Tell what each column is: its letter, its heading, what it was taken for."""
    for one in columns:
        heading = f" '{one.heading}'" if one.heading else ""
        field = f" ({one.field})" if one.field not in ("note", "leave") else ""
        yield f"{_capital(one.column)}{heading}: {one.about}{field}"


def _incoming(result: Incoming) -> Iterator[str]:
    if result.saved:
        yield from _saved(result)
        return
    sheet = f", sheet '{result.sheet}'" if result.sheet else ""
    rows = many(result.rows, "row")
    yield f"Read {rows} from {result.file}{sheet} (headings in {result.headings})."
    if result.columns:
        yield ""
        yield "Columns:"
        yield from (f"  {line}" for line in column_lines(result.columns))
    yield from result.notes
    yield ""
    if result.cycles:
        yield f"{many(len(result.cycles), 'cycle')} would come in:"
        yield from _some(map(_cycle, result.cycles), len(result.cycles))
    else:
        yield "No new cycle would come in."
    yield from _beside(result)
    if not result.asks:
        yield from _ending(result)


def _saved(result: Incoming) -> Iterator[str]:
    yield f"Brought in {many(len(result.cycles), 'cycle')}, saved as one change."
    yield from _some(map(_cycle, result.cycles), len(result.cycles))
    yield from result.notes
    yield from _beside(result)
    yield "See where they are: plc status --all"
    yield "  To take it all back: plc undo"


def _beside(result: Incoming) -> Iterator[str]:
    """Tell what does not come in, or comes in otherwise."""
    if result.already:
        told = many(len(result.already), "cycle")
        yield f"There already, so left as they are: {told}"
        yield from _some(
            (f"{one.cycle} ({_rows(one.rows)})" for one in result.already),
            len(result.already),
        )
    for heading, remarks in (
        ("Cannot come in:", result.failing),
        ("Left out:", result.left_out),
        ("Waiting for which stands first, day or month:", result.two_days),
        ("Kept as words in a note:", result.kept),
        ("Read like this:", result.taken),
        ("Look at these again, for they come in as they are:", result.doubtful),
    ):
        if remarks:
            yield heading
            yield from _some(map(_remark, remarks), len(remarks))


def _ending(result: Incoming) -> Iterator[str]:
    yield "Nothing was changed."
    if result.two_days:
        yield "Say which stands first: --dates day-first or --dates month-first"
    if result.failing:
        yield "Mend these rows in the file, or go on without them: --leave-out"
    if result.cycles and not result.failing and not result.two_days:
        yield "If this is right, type the same with --yes (and without --dry-run)"


def _some(lines: Iterator[str], number: int) -> Iterator[str]:
    """Tell the first of many, and how many more there are."""
    for at, line in enumerate(lines):
        if at == _SHOWN:
            yield f"  and {number - _SHOWN} more (all of them: --json)"
            return
        yield f"  {line}"


def _cycle(one: CycleLine) -> str:
    has = f": {', '.join(one.has)}" if one.has else ""
    return f"{one.title} ({one.cycle}, {_rows(one.rows)}){has}"


def _rows(rows: Sequence[str]) -> str:
    """Answer the rows in short: `row 4`, `rows 4, 5 and 9`."""
    if len(rows) == 1:
        return rows[0]
    kind = rows[0].split()[0]
    told = [row.removeprefix(f"{kind} ") for row in rows]
    shown = told[:6]
    tail = f" and {len(told) - 6} more" if len(told) > 6 else f" and {shown.pop()}"
    return f"{kind}s {', '.join(shown)}{tail}"


def _remark(one: Remark) -> str:
    place = f"{one.row}, {one.column}" if one.column else one.row
    return f"{_capital(place)} {one.why}"


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


plain.lines.register(Incoming, _incoming)
