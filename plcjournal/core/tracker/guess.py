"""Which column of a tracker is what, by its heading; and what a person says it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from plcjournal.core.folding import folded
from plcjournal.core.near import meant, near, or_list
from plcjournal.core.tracker.cells import count_of, figure_of, text_of
from plcjournal.core.tracker.vocabulary import plain_words
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plcjournal.core.marks.table import Column
    from plcjournal.core.tracker.days import Calendar, Said
    from plcjournal.core.tracker.grid import Grid
    from plcjournal.core.tracker.vocabulary import Vocabulary

_A_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-/\u2013]\s*\d{2,4})?")
_MOST_WORDS = 8  # of a heading, not of a question in a form
_NEARLY = 0.88  # how alike a heading with a slip of the pen must be
ACTION_PARTS = ("owner", "due", "status", "done")


class BadMap(PlcError):
    """Words that say of no column what it is."""

    exit_code = Exit.USAGE

    def __init__(self, sentence: str, hint: str) -> None:
        super().__init__(f"--map: {sentence} Nothing was changed.", hint)


class NoTitle(PlcError):
    """No column says what should improve."""

    exit_code = Exit.USAGE

    def __init__(self, column: str) -> None:
        super().__init__(
            "No column says what should improve, which is a cycle's title; "
            "nothing was changed.",
            f'Name the one that does: --map "{column}=title"',
        )


@dataclass(frozen=True, slots=True)
class Mapped:
    """One column and what it is; `of` is the number of the action it belongs to."""

    column: Column
    field: str
    of: int = 0


def guess(grid: Grid, words: Vocabulary) -> tuple[Mapped, ...]:
    """Answer what each column is most likely; what has no place is kept as a note.

    A field that stands in one column only goes to the heading that says it best. With
    several columns of actions, who, when and how far belong to the one before them.
    """
    found = {column.number: _said(column, words) for column in grid.columns}
    headings = {one.number: plain_words(one.heading) for one in grid.columns}
    if {*words.own_signs} <= grid.headings:
        idle = [at for at, head in headings.items() if head in words.own_left_out]
        found |= dict.fromkeys(idle, ("leave", 1.0))
    several = sum(field == "action" for field, _ in found.values()) > 1
    best: dict[str, tuple[float, int]] = {}
    for column in grid.columns:
        field, sure = found[column.number]
        if words.is_once(field) and not (several and field in ACTION_PARTS):
            best[field] = max(best.get(field, (0.0, 0)), (sure, -column.number))
    made = []
    for column in grid.columns:
        field, _ = found[column.number]
        if field in best and best[field][1] != -column.number:
            field = "note"
        made.append(Mapped(column, field))
    return _numbered(made)


def _said(column: Column, words: Vocabulary) -> tuple[str, float]:
    """Answer what a heading says its column is, and how surely."""
    tries = [plain_words(column.title), plain_words(column.heading)]
    without = re.sub(r"\([^)]*\)|\[[^]]*\]", " ", column.title)
    tries.insert(1, plain_words(without))
    if column.above:
        tries.append(plain_words(column.above))
    for number, text in enumerate(tries):
        if text in words.heads:
            field, sure = words.heads[text]
            return field, sure - number / 20
        bare = re.sub(r"[ _]?\d+$", "", text)
        if bare != text and bare in words.heads:
            field, sure = words.heads[bare]
            return field, sure - (number + 1) / 20
    return _within(tries[0], words)


def _within(text: str, words: Vocabulary) -> tuple[str, float]:
    """Answer the field whose heading is nearly this one, or stands whole inside it."""
    if not text:
        return "note", 0.0
    inside = [
        (len(head.split()), f" {text} ".rfind(f" {head} "), sure, field)
        for head, (field, sure) in words.heads.items()
        if f" {head} " in f" {text} " and len(head) > 3
    ]
    if inside and len(text.split()) <= _MOST_WORDS:
        # What stands last is what it is: `Team reflections` are no team.
        many, _, sure, field = max(inside)
        if field != "leave":
            return field, sure * (0.4 + many / 20)
    for head in near(text, [head for head in words.heads if len(head) > 4], most=1):
        if SequenceMatcher(None, text, head).ratio() >= _NEARLY:
            field, sure = words.heads[head]
            return field, sure * 0.6
    return "note", 0.0


def _numbered(columns: Sequence[Mapped]) -> tuple[Mapped, ...]:
    """Answer the columns with the number of the action that each belongs to."""
    made: list[Mapped] = []
    several = sum(one.field == "action" for one in columns) > 1
    number = 0
    for one in columns:
        if one.field == "action":
            number += 1
            made.append(replace(one, of=number))
        elif one.field in ACTION_PARTS:
            made.append(replace(one, of=number if several else 1))
        else:
            made.append(one)
    return tuple(made)


_FIGURES = {"baseline": "need", "target": "note", "result": "changed"}
_DAYS = {
    **dict.fromkeys(("opened", "review_by", "due", "baseline_date"), "note"),
    **dict.fromkeys(("target_by", "result_date", "held", "date"), "note"),
    **dict.fromkeys(("done", "closed"), "status"),
}
_WORDS = {"outcome": "changed", "next": "note", "share": "note", "status": "note"}
_COUNTS = dict.fromkeys(
    ("size", "baseline_size", "baseline_count", "result_size", "result_count"), "note"
)


def by_cells(
    grid: Grid, columns: Sequence[Mapped], words: Vocabulary, calendar: Calendar
) -> tuple[Mapped, ...]:
    """Answer the columns, those taken for something else that their cells are not.

    Where less than half of the cells of `Results` are figures, they say what changed.
    """
    taken = {one.field for one in columns}
    made = []
    for one in columns:
        other = _other(grid, one, words, calendar)
        if other and words.is_once(other) and other in taken:
            other = "note"
        taken.add(other)
        made.append(replace(one, field=other or one.field))
    return _numbered(made)


def _other(grid: Grid, one: Mapped, words: Vocabulary, calendar: Calendar) -> str:
    """Answer what a column is instead, '' where its cells bear out its heading."""
    cells = [row.cells[one.column.number] for row in grid.rows]
    cells = [cell for cell in cells if folded(text_of(cell)) not in words.says_nothing]
    if one.field in _FIGURES:
        fits = [cell for cell in cells if figure_of(cell) is not None]
    elif one.field in _DAYS:
        fits = [cell for cell in cells if _is_day(calendar.read(cell))]
    elif one.field in _WORDS:
        known = words.meanings[one.field]
        fits = [cell for cell in cells if plain_words(text_of(cell)) in known]
    elif one.field == "learners":
        fits = [cell for cell in cells if not _A_YEAR.fullmatch(text_of(cell))]
        counts = [cell for cell in fits if count_of(cell) is not None]
        if counts and len(counts) * 2 >= len(cells):
            return "size"  # `No. pupils`: how many they are, not who
    elif one.field in _COUNTS:
        fits = [cell for cell in cells if count_of(cell) is not None]
    else:
        return ""
    if not cells or len(fits) * 2 >= len(cells):
        return ""
    if one.field in ("due", "opened", "review_by", "target_by"):
        return ""  # `Term 2` and `ongoing` are days in their way: told row by row
    if one.field == "status" and all(_is_day(calendar.read(cell)) for cell in cells):
        return "done"
    others = {**_FIGURES, **_DAYS, **_WORDS, **_COUNTS}
    return others.get(one.field, "note")


def _is_day(said: Said) -> bool:
    return bool(said.day) or said.is_ambiguous


def beside(grid: Grid, table: str, words: Vocabulary) -> tuple[Mapped, ...]:
    """Answer the columns of a table that plc wrote beside its table of cycles."""
    fields = words.own_tables.get(table, {})
    made = [
        Mapped(one, fields.get(plain_words(one.heading), "leave"))
        for one in grid.columns
    ]
    return _numbered(made) if {one.field for one in made} >= {"cycle"} else ()


def told(
    grid: Grid,
    columns: Sequence[Mapped],
    said: Mapping[str, str],
    words: Vocabulary,
) -> tuple[Mapped, ...]:
    """Answer the columns with what a person says some are, by heading or letter.

    Another column that was taken for the same thing becomes a note.

    Raises:
        BadMap: there is no such column, or it can be no such thing.
    """
    made = {one.column.number: one for one in columns}
    named = {}
    for name, what in said.items():
        column = find(grid, name)
        named[column.number] = field_named(what, words)
    for number, field in named.items():
        if words.is_once(field) and field not in ACTION_PARTS:
            for other, one in made.items():
                if one.field == field and other not in named:
                    made[other] = replace(one, field="note")
        made[number] = replace(made[number], field=field)
    return _numbered([*made.values()])


def find(grid: Grid, name: str) -> Column:
    """Answer the column of a heading, a part of it, or a letter.

    Raises:
        BadMap: there is none, or several.
    """
    wanted = plain_words(name)
    headed = {one.number: plain_words(one.title) for one in grid.columns}
    for fits in (
        [one for one in grid.columns if headed[one.number] == wanted],
        [one for one in grid.columns if plain_words(one.heading) == wanted],
        [one for one in grid.columns if one.letter.casefold() == wanted],
        [one for one in grid.columns if grid.label(one) == wanted],
        [one for one in grid.columns if wanted and wanted in headed[one.number]],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            letters = or_list([one.letter for one in fits])
            sentence = f"Several columns are called '{name}'."
            raise BadMap(sentence, f"Name it by its letter: {letters}")
    letters = f"{grid.columns[0].letter} to {grid.columns[-1].letter}"
    sentence = f"There is no column '{name}'."
    raise BadMap(sentence, f"Name it by its heading or its letter, {letters}")


def field_named(what: str, words: Vocabulary) -> str:
    """Answer the field that a person's word means.

    Raises:
        BadMap: none is called so.
    """
    wanted = what.strip().casefold().replace(" ", "_").replace("-", "_")
    wanted = {"notes": "note", "out": "leave", "": "leave"}.get(wanted, wanted)
    if wanted in words.abouts:
        return wanted
    if plain_words(what) in words.heads:
        return words.heads[plain_words(what)][0]
    close = near(wanted, words.abouts)
    known = ", ".join(words.abouts)
    raise BadMap(f"A column can be no '{what}'.", meant(close, f"Type one of: {known}"))
