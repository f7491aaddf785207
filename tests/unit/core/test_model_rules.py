"""What must hold for models, and for cycles beside the model they follow."""

from dataclasses import replace

from builders import Change, findings, journal, told

from plcjournal.core.journal import Journal
from plcjournal.core.rules.journal import check_journal

NEED: Change = ("priority", "need", None)


def messages(made: Journal, rule: str) -> list[str]:
    return [found.message for found in check_journal(made) if found.rule == rule]


def test_a_model_of_the_journal_that_wins_over_a_bundled_one_is_noted() -> None:
    made = replace(journal(), bundled_models=frozenset({"small", "triad"}))
    assert messages(made, "own-model-wins") == [
        "This model wins over the 'small' that comes with plc."
    ]
    assert messages(journal(), "own-model-wins") == []


def test_a_model_that_cannot_be_read_is_said_wherever_it_is_followed() -> None:
    broken: Change = ("model", "steps", [])
    text = "This journal's own model 'small' cannot be read."
    assert told("unknown-model", broken) == [text, text]
    (fix,) = {f.fix for f in findings(broken) if f.rule == "unknown-model"}
    assert fix == "plc validate models/small.yaml"


def test_a_bundled_model_stands_in_for_one_that_cannot_be_read() -> None:
    made = replace(journal(), unread_models=frozenset({"small"}))
    text = (
        "This journal's own model 'small' cannot be read; "
        "the one that comes with plc stands in."
    )
    assert messages(made, "unknown-model") == [text, text]


def test_an_answer_in_the_wrong_record_is_kept_and_said() -> None:
    moved = ("review", "answers", {"wonder": "x"})
    assert told("answer-to-no-step", moved) == [
        "The step 'wonder' belongs to priority now; the answer is kept."
    ]


def test_the_steps_that_are_open_are_counted_by_stage() -> None:
    changes: list[Change] = [
        NEED,
        ("priority", "answers", {}),
        ("review", "closed", None),
    ]
    assert told("still-open", *changes) == [
        "The model still asks for 2 of its priority steps: plc next"
    ]
