"""What stands in the files of a new cycle."""

import pytest
from builders import journal, open_cycle, record

from plcjournal.core.layout import STAGES
from plcjournal.core.scaffold import questions, shown
from plcjournal.core.shape import plain


@pytest.mark.parametrize("stage", STAGES)
def test_a_new_record_shows_the_usual_keys_and_reads_back_the_same(stage: str) -> None:
    _, cycle = open_cycle()
    values = plain(cycle.stage(stage))
    kept = shown(stage, values)
    assert next(iter(kept)) == "format"
    assert "contested" not in kept
    assert "answers" in kept
    assert record(stage, kept) == cycle.stage(stage)


def test_an_unusual_key_is_shown_once_it_has_a_value() -> None:
    values = plain(record("priority", {"title": "a", "plan_link": "team", "x_": 0}))
    kept = shown("priority", values)
    assert kept["plan_link"] == "team"
    assert kept["x_"] == 0
    assert "follows" not in kept


def test_each_question_stands_above_the_key_that_answers_it() -> None:
    model = journal().models["small"]
    asked = questions("priority", model, "en")
    assert asked["need"] == ["Need: What about need?"]
    assert asked["answers"] == [
        "Wonder (wonder): What about wonder?",
        "  For example: one; two",
    ]
    assert len(questions("evidence", model, "en")["measures"]) == 3
    assert questions("action", model, "cy")["actions"][0].startswith("Cam plan: ")


def test_a_question_whose_key_is_elsewhere_stands_at_the_top() -> None:
    model = journal().models["small"]
    asked = questions("review", model, "en")
    assert "Look: What about look?" in asked["outcome"]


@pytest.mark.parametrize("stage", STAGES)
def test_without_a_model_only_the_stage_is_explained(stage: str) -> None:
    (only,) = questions(stage, None, "en").items()
    assert only[0] == ""
    assert only[1][0].endswith((".", "?"))
