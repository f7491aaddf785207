"""Whatever stands in a tracker: nothing breaks, and no word of it is lost unsaid."""

from __future__ import annotations

import json
import string
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import builders
from hypothesis import example, given
from hypothesis import strategies as st

from plcjournal import templates
from plcjournal.core.folding import folded
from plcjournal.core.layout import STAGES
from plcjournal.core.marks.table import Sheet
from plcjournal.core.shape import plain
from plcjournal.core.tracker.cells import figure_of, one_line, text_of
from plcjournal.core.tracker.days import Calendar
from plcjournal.core.tracker.entering import enter
from plcjournal.core.tracker.gathering import Gathering
from plcjournal.core.tracker.grid import NoTracker, grid_of
from plcjournal.core.tracker.guess import guess
from plcjournal.core.tracker.naming import named
from plcjournal.core.tracker.vocabulary import plain_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.marks.cell import Cell
    from plcjournal.core.tracker.grid import Grid
    from plcjournal.core.tracker.guess import Mapped

WORDS = templates.tracker()
CALENDAR = Calendar(lambda _: "", lambda _: None, "day-first")
KNOWN = tuple(WORDS.meanings.values())
TODAY = "2026-01-15"
_WORDY = st.text(string.ascii_letters + " äéŵ-'", min_size=1, max_size=20)
_CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.just(""),
    _WORDY,
    st.text(max_size=30),
    st.dates(date(2020, 1, 1), date(2027, 1, 1)),
    st.integers(0, 200),
    st.floats(allow_nan=True),
    st.sampled_from(["39%", "25 of 64", "03/04/2025", "done", "partly", "n/a", "=1+1"]),
)
_HEADS = st.lists(
    st.one_of(st.sampled_from(sorted(WORDS.heads)), _WORDY), min_size=1, max_size=8
)


@st.composite
def _sheets(draw: st.DrawFn) -> Sheet:
    heads = ["Title", *draw(_HEADS)]
    width = len(heads)
    row = st.lists(_CELLS, min_size=width, max_size=width).map(tuple)
    rows = draw(st.lists(row, min_size=1, max_size=6))
    return Sheet((tuple(heads), *rows))


def _cycles_of(grid: Grid, columns: Sequence[Mapped]) -> list[tuple[list[str], str]]:
    """Answer each cycle that a tracker makes: its rows, and all it holds as text."""
    journal = builders.journal()
    gathering = Gathering(WORDS, CALENDAR)
    gathering.gather(grid, columns, frozenset())
    teams = {cycle.team: "maths" for cycle in gathering.cycles}
    made = []
    for one in named(journal, gathering.cycles, teams, TODAY):
        cycle = enter(journal, one, TODAY).cycle
        if cycle is not None:
            values = [plain(cycle.stage(stage)) for stage in STAGES]
            held = json.dumps(values, ensure_ascii=False)
            made.append((one.drafted.rows, one_line(held).casefold()))
    return made


def _ways_to_say(cell: Cell) -> list[str]:
    """Answer the texts of which one must stand in a cycle that has a cell."""
    text = text_of(cell)
    ways = [text, one_line(text), CALENDAR.read(cell).day]
    figure = figure_of(cell)
    if figure is not None:
        ways += [str(n) for n in (figure.value, figure.count) if n is not None]
    ways += [words[plain_words(text)] for words in KNOWN if plain_words(text) in words]
    ways += ["", "planned"] if plain_words(text) in WORDS.meanings["status"] else []
    return [one_line(json.dumps(way, ensure_ascii=False)[1:-1]) for way in ways if way]


@given(_sheets())
@example(Sheet((("Title", "A"), ("DONE", date(2027, 1, 1)))))  # still to come
def test_no_word_of_a_tracker_is_lost(sheet: Sheet) -> None:
    try:
        grid = grid_of(sheet, WORDS)
    except NoTracker:
        return
    columns = guess(grid, WORDS)
    rows = {row.name: row for row in grid.rows}
    for names, held in _cycles_of(grid, columns):
        for name, one in product(names, columns):
            cell = rows[name].cells[one.column.number]
            text = folded(text_of(cell))
            if one.field in ("leave", "team", "cycle") or text in WORDS.says_nothing:
                continue
            ways = _ways_to_say(cell)
            assert any(way.casefold() in held for way in ways), (one.field, ways, held)
