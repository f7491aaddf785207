"""Where each cycle is, as plain values."""

from dataclasses import replace

import pytest
from builders import NAME, Change, journal, open_cycle

from plcjournal.core.status import Due, next_of, status_of
from plcjournal.views.plain import lines

OPEN: Change = ("review", "closed", None)
HELD: Change = ("review", "held", None)


def test_a_new_cycle_asks_its_first_question() -> None:
    made, cycle = open_cycle()
    step = next_of(made, cycle)
    assert (step.cycle, step.title, step.model) == (NAME, "Compare fractions", "small")
    assert (step.step, step.name, step.stage) == ("need", "Need", "priority")
    assert step.question == "What about need?"
    assert (step.number, step.steps) == (1, 10)
    assert step.command


def test_a_question_is_asked_in_the_language_of_the_journal() -> None:
    changes = [("plc", "language", "cy"), ("priority", "answers", {}), OPEN]
    made = journal(*changes)
    step = next_of(made, made.cycles[NAME])
    assert step.name == "Cam wonder"
    assert step.question == "What about wonder?"
    assert step.hints == ("one", "two")


def test_a_closed_cycle_offers_another() -> None:
    made = journal()
    step = next_of(made, made.cycles[NAME])
    assert step.stage == "closed"
    assert step.command == "plc new-cycle --follows fractions"


def test_a_closed_cycle_of_an_unknown_model_is_still_closed() -> None:
    made = journal(("priority", "model", "gone"))
    assert next_of(made, made.cycles[NAME]).stage == "closed"


def test_an_unknown_model_is_said_and_how_to_choose_another() -> None:
    made = journal(OPEN, ("priority", "model", "gone"))
    step = next_of(made, made.cycles[NAME])
    assert step.what == "choose a model plc knows; 'gone' is not one of them"
    assert step.command.startswith("plc set priority.model ")


def test_with_every_step_done_the_cycle_can_be_closed() -> None:
    made = journal(OPEN)
    step = next_of(made, made.cycles[NAME])
    assert (step.stage, step.command, step.number) == ("review", "plc close", 10)


def test_a_status_names_team_dates_and_outcome() -> None:
    made = journal()
    line = status_of(made, made.cycles[NAME], "2025-12-11")
    assert (line.team, line.team_name) == ("maths", "Maths team")
    assert (line.opened, line.review_by) == ("2025-10-01", "2025-12-10")
    assert (line.closed, line.outcome) == ("2025-12-10", "met")
    assert line.due == ()


def test_an_unknown_team_goes_by_its_folder() -> None:
    made = journal(("cycles/new/2025-11-time/priority.yaml", "", {"title": "Time"}))
    line = status_of(made, made.cycles["new/2025-11-time"], "2025-12-11")
    assert line.team_name == "new"
    assert line.unread == ("action", "evidence", "review")


@pytest.mark.parametrize(
    ("today", "overdue"),
    [
        ("2025-10-22", [False, False]),
        ("2025-10-23", [True, False]),
        ("2025-12-11", [True, True]),
    ],
)
def test_what_is_due_is_listed_in_order_and_overdue_only_the_day_after(
    today: str, overdue: list[bool]
) -> None:
    made = journal(OPEN, HELD, ("action", "actions/0/status", "doing"))
    line = status_of(made, made.cycles[NAME], today)
    assert line.due == (
        Due("Number talks", "2025-10-22", "talks", "all of us", overdue[0]),
        Due("Review", "2025-12-10", overdue=overdue[1]),
    )


def test_what_waits_names_its_owner_as_the_team_does() -> None:
    owned = ("action", "actions/0/owner", "coach")
    made = journal(OPEN, HELD, ("action", "actions/0/status", "doing"), owned)
    line = status_of(made, made.cycles[NAME], "2025-10-01")
    assert line.due[0].owner == "Math coach"


@pytest.mark.parametrize(
    "changes",
    [
        [HELD, ("priority", "review_by", None)],
        [],
        [HELD, ("review", "held", "2025-12-10")],
    ],
)
def test_what_is_done_or_has_no_day_is_not_due(changes: list[Change]) -> None:
    made = journal(OPEN, *changes)
    assert status_of(made, made.cycles[NAME], "2026-01-01").due == ()


def test_contested_fields_are_listed() -> None:
    made = journal(("priority", "contested", [{"field": "priority.need"}]))
    line = status_of(made, made.cycles[NAME], "2026-01-01")
    assert line.contested == ("priority.need",)


def test_a_model_of_our_own_that_cannot_be_read_is_to_be_mended() -> None:
    made = journal(OPEN, ("model", "steps", []))
    step = next_of(made, made.cycles[NAME])
    assert step.command == "plc validate models/small.yaml"
    assert "cannot be read" in step.what


@pytest.mark.parametrize(
    ("changes", "stage"),
    [
        ([], "evidence"),
        ([], "action"),
        ([("review", "learned", [])], "review"),
        ([], "review"),
    ],
)
def test_a_record_that_the_next_step_would_be_written_to_is_to_be_mended(
    changes: list[Change], stage: str
) -> None:
    empty = (stage, "", {"format": 1})
    made = journal(OPEN, *changes, *([empty] if stage != "review" else []))
    cycle = replace(made.cycles[NAME], unread=frozenset({stage}))
    step = next_of(made, cycle)
    assert (step.stage, step.name, step.number) == (stage, "", 0)
    assert step.what == f"mend {stage}.yaml, which cannot be read"
    assert step.command == f"plc validate cycles/{NAME}/{stage}.yaml"
    assert [*lines(step)][1].startswith("Next: mend")


def test_a_record_that_the_next_step_leaves_alone_may_wait() -> None:
    made, cycle = open_cycle()
    step = next_of(made, replace(cycle, unread=frozenset({"action"})))
    assert (step.step, step.stage) == ("need", "priority")
