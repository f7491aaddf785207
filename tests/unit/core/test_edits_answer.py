"""The team's own words for a step of its model."""

import pytest
from builders import NAME, Change, journal

from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.answer import NotAFreeAnswer, answer
from plcjournal.core.edits.edited import NotEditable
from plcjournal.core.journal import Journal, NotFound


def having(*changes: Change) -> tuple[Journal, Cycle]:
    made = journal(*changes)
    return made, made.cycles[NAME]


def test_a_second_answer_replaces_the_first() -> None:
    edited = answer(*having(), "wond", "Yes,\nthey do")
    kept = edited.journal.cycles[NAME].priority.answers
    assert kept == {"wonder": "Yes,\nthey do"}
    assert (edited.stage, edited.id) == ("priority", "wonder")


def test_an_answer_keeps_the_others() -> None:
    edited = answer(*having(("priority", "answers", {"old": "x"})), "wonder", "y")
    kept = edited.journal.cycles[NAME].priority.answers
    assert kept == {"old": "x", "wonder": "y"}


def test_a_step_done_by_something_else_names_its_command() -> None:
    with pytest.raises(NotAFreeAnswer) as error:
        answer(*having(), "need", "x")
    assert error.value.sentence == (
        "The step 'need' is not answered in words. "
        "Steps you can answer in words: wonder."
    )
    assert error.value.hint == 'For this one type: plc set priority.need "TEXT"'


def test_a_model_without_free_answers_suggests_none() -> None:
    change = ("model", "steps/1/done_when", "answered")
    made, cycle = having(
        change,
        (
            "model",
            "steps/1",
            {
                "id": "extra",
                "name": "x",
                "stage": "priority",
                "question": "?",
                "done_when": "need",
            },
        ),
        ("model", "steps/0/done_when", "answered"),
    )
    with pytest.raises(NotAFreeAnswer):
        answer(made, cycle, "extra", "x")


def test_an_unknown_step_is_answered_with_near_ones() -> None:
    with pytest.raises(NotFound) as error:
        answer(*having(), "wander", "x")
    assert error.value.hint == "Did you mean wonder?"


def test_without_a_model_there_is_no_step() -> None:
    with pytest.raises(NotFound) as error:
        answer(*having(("priority", "model", "gone")), "wonder", "x")
    assert error.value.hint == "There is none yet."


def test_an_answer_to_a_record_that_cannot_be_read_is_not_written() -> None:
    made, cycle = having(("priority", "format", 2))
    with pytest.raises(NotEditable):
        answer(made, cycle, "wonder", "x")
