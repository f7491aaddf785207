"""Where the headings of a tracker stand, and what its columns are taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from trackers import ACTIONS, FORM, FORMS, SMART

from plcjournal import templates
from plcjournal.core.marks.table import Sheet
from plcjournal.core.tracker.days import Calendar
from plcjournal.core.tracker.grid import NoTracker, grid_of
from plcjournal.core.tracker.guess import BadMap, by_cells, guess, told
from plcjournal.core.tracker.learners import (
    NamesLearners,
    NamesPeople,
    learner_words,
    must_name_no_learner,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.marks.cell import Cell
    from plcjournal.core.tracker.grid import Grid
    from plcjournal.core.tracker.guess import Mapped

WORDS = templates.tracker()


def _grid(rows: Sequence[Sequence[object]]) -> Grid:
    cells: list[tuple[Cell, ...]] = [
        tuple(cell if isinstance(cell, int | float) else str(cell) for cell in row)
        for row in rows
    ]
    return grid_of(Sheet(tuple(cells)), WORDS)


def _fields(columns: Sequence[Mapped]) -> list[str]:
    return [one.field for one in columns]


def _guessed(*rows: Sequence[object]) -> list[str]:
    grid = _grid(rows)
    calendar = Calendar(lambda _: "", lambda _: None)
    return _fields(by_cells(grid, guess(grid, WORDS), WORDS, calendar))


def test_the_headings_of_a_sheet_of_smart_goals_are_found_below_its_title() -> None:
    grid = _grid(SMART)
    assert grid.head == "row 3"
    assert len(grid.rows) == 4
    assert _fields(guess(grid, WORDS)) == [
        *("title", "learners", "opened", "review_by", "baseline", "target"),
        *("result", "outcome", "action", "owner", "learned", "note"),
    ]


def test_an_action_log_has_a_row_for_each_action() -> None:
    assert _guessed(*ACTIONS) == ["title", "action", "owner", "due", "status", "note"]


def test_a_form_has_its_headings_down_the_side() -> None:
    grid = _grid(FORM)
    assert grid.turned
    assert [row.name for row in grid.rows] == ["column B"]
    assert grid.label(grid.columns[0]) == "row 2"
    assert "closed" in _fields(guess(grid, WORDS))


def test_the_questions_of_an_online_form_head_columns_as_well() -> None:
    assert _guessed(*FORMS) == ["date", "leave", "title", "action", "action", "note"]


def test_merged_headings_stand_over_those_below() -> None:
    grid = _grid(
        [
            ["Cycle", "Baseline", "", "Result", ""],
            ["", "Date", "%", "Date", "%"],
            ["Fractions", "2025-09-10", "39%", "2025-12-03", "68%"],
        ]
    )
    assert _fields(guess(grid, WORDS)) == [
        *("cycle", "baseline_date", "baseline", "result_date", "result")
    ]
    assert [one.title for one in grid.columns][1:3] == ["Baseline Date", "Baseline %"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("SMART Gaols", "title"),
        ("Inquiry Question:", "question"),
        ("Person(s) responsible", "owner"),
        ("Team reflections", "learned"),
        ("Blaenoriaeth", "title"),
        ("Qui", "owner"),
        ("Échéance", "due"),
        ("Colour of the wall", "note"),
        ("", "note"),
    ],
)
def test_a_heading_in_teachers_words_says_what_its_column_is(
    heading: str, field: str
) -> None:
    rows = [[heading, "Action", "Theory"], ["words", "Number talk", "If, then"]]
    assert _fields(guess(_grid(rows), WORDS))[0] == field


def test_cells_that_are_no_figures_make_results_what_changed() -> None:
    rows = ["Goal", "Results", "Baseline", "Done", "n"]
    cells = ["Fractions", "Most can explain now", "Few could", "yes", "a few"]
    assert _guessed(rows, cells) == ["title", "changed", "need", "status", "note"]


def test_one_thing_stands_in_one_column_and_the_other_becomes_a_note() -> None:
    rows = [["Goal", "Title", "Owner", "Lead person"], ["a", "b", "c", "d"]]
    assert _fields(guess(_grid(rows), WORDS)) == ["note", "title", "owner", "note"]


def test_who_and_when_belong_to_the_action_before_them() -> None:
    rows = [["Goal", "Action 1", "Who", "Action 2", "Who"], ["a", "b", "c", "d", "e"]]
    made = guess(_grid(rows), WORDS)
    assert [(one.field, one.of) for one in made[1:]] == [
        *(("action", 1), ("owner", 1), ("action", 2), ("owner", 2))
    ]


def test_a_person_says_otherwise_by_heading_or_letter() -> None:
    grid = _grid([["Goal", "Title", "Extra"], ["a", "b", "c"]])
    first = guess(grid, WORDS)
    assert _fields(told(grid, first, {"goal": "title"}, WORDS)) == [
        *("title", "note", "note")
    ]
    assert _fields(told(grid, first, {"C": "noticed"}, WORDS))[2] == "noticed"
    assert _fields(told(grid, first, {"Extra": "strategies"}, WORDS))[2] == "action"
    assert _fields(told(grid, first, {"Extra": ""}, WORDS))[2] == "leave"


@pytest.mark.parametrize(
    ("name", "field", "says"),
    [
        ("Nothing", "title", "no column 'Nothing'"),
        ("Same", "title", "Several columns are called 'Same'"),
        ("A", "titel", "can be no 'titel'"),
    ],
)
def test_a_map_that_leads_nowhere_says_so(name: str, field: str, says: str) -> None:
    grid = _grid([["Goal", "Same", "Same"], ["a", "b", "c"]])
    with pytest.raises(BadMap, match=says):
        told(grid, guess(grid, WORDS), {name: field}, WORDS)


@pytest.mark.parametrize("rows", [[], [[""]], [["", " "], [""]]])
def test_an_empty_sheet_is_refused(rows: list[list[str]]) -> None:
    with pytest.raises(NoTracker):
        _grid(rows)


_PEOPLE = ["Emma Invented", "Liam Madeup", "Olivia Fictional"]


@pytest.mark.parametrize(
    "heading", ["Student", "Pupil name", "Surname", "UPN", "Élève"]
)
def test_a_column_headed_like_a_learner_is_refused(heading: str) -> None:
    grid = _grid([["Goal", heading], ["Fractions", "x"], ["Reading", "y"]])
    with pytest.raises(NamesLearners) as refused:
        must_name_no_learner(grid, guess(grid, WORDS), WORDS)
    assert "Column B" in refused.value.sentence


def test_names_under_learners_are_refused_and_groups_are_not() -> None:
    rows = [["Goal", "Students"], *(["Fractions", name] for name in _PEOPLE)]
    grid = _grid(rows)
    with pytest.raises(NamesLearners):
        must_name_no_learner(grid, guess(grid, WORDS), WORDS)
    grid = _grid([["Goal", "Students"], ["Fractions", "All Grade 4 students"]])
    must_name_no_learner(grid, guess(grid, WORDS), WORDS)


def test_names_of_whom_nobody_said_who_they_are_are_refused() -> None:
    rows = [["Goal", "Name"], *(["Fractions", name] for name in _PEOPLE)]
    grid = _grid(rows)
    with pytest.raises(NamesPeople):
        must_name_no_learner(grid, guess(grid, WORDS), WORDS)
    said = told(grid, guess(grid, WORDS), {"Name": "owner"}, WORDS)
    must_name_no_learner(grid, said, WORDS)


def test_colleagues_may_be_named_as_those_who_do_it() -> None:
    rows = [["Goal", "Who"], *(["Fractions", name] for name in _PEOPLE)]
    grid = _grid(rows)
    must_name_no_learner(grid, guess(grid, WORDS), WORDS)


def test_the_names_on_a_class_list_of_the_workbook_are_known() -> None:
    rows = (("Class 4B",), ("Pupil name", "Class"), ("Fictitia Inventedsson", "4B"))
    found = learner_words([Sheet(rows)], WORDS)
    assert found == {"fictitia", "inventedsson"}


def test_a_column_for_each_learner_is_refused() -> None:
    grid = _grid([["Goal", "Emma", "Liam B", "Olivia"], ["Fractions", "y", "n", "y"]])
    with pytest.raises(NamesLearners) as refused:
        must_name_no_learner(grid, guess(grid, WORDS), WORDS)
    assert "The heading of column B, and of others, seems" in refused.value.sentence


def test_goals_under_names_are_refused() -> None:
    rows = [["Goal", "Action"], *([name, "Read more"] for name in _PEOPLE)]
    grid = _grid(rows)
    with pytest.raises(NamesPeople):
        must_name_no_learner(grid, guess(grid, WORDS), WORDS)
