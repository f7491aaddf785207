"""Which step of a model is next, and what answers it."""

from typing import Any

import pytest
from builders import GONE, NAME, Change, cycle, journal, open_cycle

from plcjournal.core.steps import closing_todo, is_done, next_step, todo

RESULTS = "measures/0/results"
FIGURES = "plc add-evidence --measure task --date DATE --size N --count N"


def step(name: str) -> Any:
    return next(one for one in journal().models["small"].steps if one.id == name)


@pytest.mark.parametrize(
    ("name", "undone"),
    [
        ("need", ("priority", "need", "")),
        ("wonder", ("priority", "answers/wonder", " \n")),
        ("measure", ("evidence", "measures", [])),
        ("baseline", ("evidence", f"{RESULTS}/0/role", "interim")),
        ("target", ("evidence", "measures/0/targets", [])),
        ("plan", ("action", "actions/0/status", "dropped")),
        ("try", ("action", "actions/0/status", "doing")),
        ("look", ("evidence", f"{RESULTS}/1/role", "interim")),
        ("learn", ("review", "learned", [])),
        ("end", ("review", "outcome", None)),
    ],
)
def test_a_step_is_done_when_its_word_says_so(name: str, undone: Change) -> None:
    made = journal(undone)
    assert is_done(step(name), cycle())
    assert not is_done(step(name), made.cycles[NAME])
    following = next_step(made.models["small"], made.cycles[NAME])
    assert following is not None
    assert following.id == name


def test_a_cycle_with_every_step_done_has_no_next_one() -> None:
    assert next_step(journal().models["small"], cycle()) is None


@pytest.mark.parametrize(
    ("name", "changes", "command"),
    [
        ("wonder", [], 'plc answer wonder "TEXT"'),
        ("need", [], 'plc set priority.need "TEXT"'),
        ("measure", [], 'plc add-evidence --measure "NAME"'),
        (
            "baseline",
            [],
            FIGURES,
        ),
        ("target", [], "plc add-evidence --measure task --target X --by DATE"),
        ("plan", [], 'plc add-action "WHAT" --owner WHO --due DATE'),
        ("try", [], 'plc add-action "WHAT" --owner WHO --due DATE'),
        ("try", [("action", "actions/0/status", "planned")], "plc done talks"),
        (
            "look",
            [],
            f"{FIGURES} --role result",
        ),
        ("learn", [], "plc review"),
        ("end", [], "plc review"),
        (
            "end",
            [("evidence", f"{RESULTS}/1", GONE)],
            f"{FIGURES} --role result",
        ),
        ("end", [("evidence", f"{RESULTS}/1/role", "interim")], "plc review"),
        ("end", [("evidence", "measures", [])], "plc review"),
    ],
)
def test_a_step_names_the_command_that_does_it(
    name: str, changes: list[Change], command: str
) -> None:
    answer = todo(step(name), cycle(*changes))
    assert answer.command == command
    assert answer.what


def test_a_figure_without_a_measure_asks_for_its_name() -> None:
    _, made = open_cycle()
    command = todo(step("baseline"), made).command
    assert command.startswith('plc add-evidence --measure "NAME" ')


@pytest.mark.parametrize(
    ("change", "command"),
    [
        (("review", "closed", None), "plc close"),
        (("review", "outcome", None), "plc review"),
        (("review", "learned", []), "plc review"),
    ],
)
def test_at_the_end_a_cycle_is_closed_or_first_reviewed(
    change: Change, command: str
) -> None:
    assert closing_todo(cycle(change)).command == command
