"""Models are data: what a file of steps may say."""

from typing import Any

import pytest
from builders import WHOLE

from plcjournal import templates
from plcjournal.codec import reader
from plcjournal.core.layout import STAGES
from plcjournal.core.parse import parse
from plcjournal.core.shape import plain
from plcjournal.core.values import Unquoted

MODEL: Any = WHOLE["models/small.yaml"]


def problem(*steps: Any) -> str:
    made, (found,) = parse("model", {**MODEL, "steps": [*steps]}, "models/a.yaml")
    assert made is None
    assert found.rule == "wrong-kind"
    return found.message


def step(name: str, stage: str, done_when: str = "answered") -> dict[str, str]:
    return {
        "id": name,
        "name": name,
        "stage": stage,
        "question": "What?",
        "done_when": done_when,
    }


FOUR = [step(stage, stage) for stage in STAGES]


def test_stages_never_go_back() -> None:
    text = problem(*FOUR, step("again", "action"))
    assert text.startswith("The step 'again' goes back to action;")


def test_every_stage_has_a_step() -> None:
    text = "No step belongs to evidence; every model has all four stages."
    assert problem(FOUR[0], *FOUR[2:]) == text
    assert problem() == "No step belongs to priority; every model has all four stages."


def test_steps_have_ids_of_their_own() -> None:
    text = "Two steps are called 'review'; each needs its own id."
    assert problem(*FOUR, FOUR[-1]) == text


def test_only_answered_may_end_two_steps() -> None:
    text = "Two steps are done when 'need'; only 'answered' may repeat."
    assert (
        problem(step("a", "priority", "need"), step("b", "priority", "need"), *FOUR[1:])
        == text
    )


def test_a_text_may_be_one_or_several_languages() -> None:
    made, _ = parse("model", {**MODEL, "about": {"cy": "Amdanom"}}, "models/a.yaml")
    assert made is not None
    word, _ = parse("model", {**MODEL, "name": Unquoted("5")}, "models/a.yaml")
    assert plain(word)["name"] == {"en": "5"}
    odd: list[Any] = [{"de": "Über"}, {}, [], 7]
    for value in odd:
        assert parse("model", {**MODEL, "about": value}, "models/a.yaml")[0] is None


@pytest.mark.parametrize("path", sorted(templates.model_files()))
def test_every_bundled_model_can_be_read(path: str) -> None:
    reading = reader.read(templates.model_files()[path])
    assert reading.values is not None
    made, problems = parse("model", reading.values, path)
    assert problems == ()
    assert made is not None
    assert path == f"models/{reading.values['id']}.yaml"
