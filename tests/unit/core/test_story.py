"""One cycle whole."""

from typing import Any

import pytest
from builders import NAME, Change, journal, open_cycle

from plcjournal.core.layout import STAGES
from plcjournal.core.story import Line, Point, Story, story_of

OPEN: Change = ("review", "closed", None)


def story(*changes: Change) -> Story:
    made = journal(*changes)
    return story_of(made, made.cycles[NAME], "2025-12-11", {"priority": {}})


def test_a_story_holds_every_fact() -> None:
    told = story()
    assert dict(told.facts)["Learners"] == "all of grade 4, 64 learners"
    assert dict(told.facts)["What we see"] == "Many treat 1/8 as larger than 1/4"
    review = dict(told.review)
    assert (review["Outcome"], review["Next"]) == ("met", "adapt")
    assert review["Assumptions"] == "practice dropped"
    assert review["Shared with"] == "team"
    assert told.records == {"priority": {}}
    assert told.status.cycle == NAME


def test_what_was_not_said_is_not_shown() -> None:
    made, cycle = open_cycle()
    told = story_of(made, cycle, "2025-12-11", {})
    assert (told.facts, told.review, told.measures) == ((), (), ())
    assert not any(step.done for step in told.steps)


def test_every_step_says_whether_it_is_done() -> None:
    told = story(("review", "outcome", None), OPEN)
    done = {step.id: step.done for step in told.steps}
    assert done["need"]
    assert not done["end"]
    answers = {step.id: step.answer for step in told.steps}
    assert answers["wonder"] == "Do they count digits?"


def test_an_answer_to_no_step_is_shown_all_the_same() -> None:
    told = story(("review", "answers", {"old": "kept", "blank": " "}))
    assert [step.id for step in told.steps][-1] == "old"
    other = story(("priority", "model", "gone"))
    assert [step.id for step in other.steps] == [*STAGES, "wonder"]


def test_a_measure_shows_target_prediction_and_points() -> None:
    (told,) = story().measures
    assert told.target == "65 % by 2025-12-05"
    assert told.prediction == "60 %"
    text = "39.1 % (25 of 64); mean 10.4, SD 4.1"
    first = Point("2025-10-08", "baseline", text, told.points[0].figure)
    assert told.points[0] == first


def test_a_target_for_a_group_is_not_shown_as_everybody_s() -> None:
    group = ("evidence", "measures/0/targets/0/group", "room-12")
    plain = ("evidence", "measures/0/prediction", None)
    (told,) = story(group, plain, ("evidence", "measures/0/unit", "percent")).measures
    assert (told.target, told.prediction) == ("", "")


def test_a_target_without_a_day_or_unit_is_a_number() -> None:
    day = ("evidence", "measures/0/targets/0/by", None)
    (told,) = story(day, ("evidence", "measures/0/unit", "score")).measures
    assert told.target == "65"


def test_a_target_has_the_unit_and_the_decimals_of_its_measure() -> None:
    minutes = ("evidence", "measures/0/unit", "minutes")
    (told,) = story(minutes, ("evidence", "measures/0/targets/0/value", 0.75)).measures
    assert told.target == "0.75 min by 2025-12-05"


@pytest.mark.parametrize(
    ("action", "beside"),
    [
        ({"status": "done", "done": "2025-10-20"}, "done 2025-10-20"),
        ({"status": "done"}, "done"),
        ({"status": "planned", "due": "2025-10-22"}, "planned, due 2025-10-22"),
        ({"status": "doing"}, "doing"),
        ({"status": "dropped", "why": "No time"}, "dropped: No time"),
        ({"status": "dropped", "due": "2025-10-22"}, "dropped"),
        ({"status": "doing", "owner": "coach"}, "doing; Math coach"),
        ({"status": "doing", "owner": "all of us"}, "doing; all of us"),
    ],
)
def test_an_action_says_where_it_stands(action: dict[str, Any], beside: str) -> None:
    told = story(("action", "actions/0", {"id": "a", "what": "Talks", **action}))
    assert told.actions == (Line("a", "Talks", beside),)


def test_learning_log_and_observations_are_told() -> None:
    told = story(
        ("evidence", "observations/0/means", "They see two numbers"),
        ("action", "log/0/date", None),
        ("review", "learned/0/transfer", "Any grade"),
    )
    assert told.learning == (Line("reading", "Read a chapter", "planned; coach"),)
    assert told.log == (Line("argue", "They argue", ""),)
    digits = Line("digits", "Students count digits", "perhaps: They see two numbers")
    assert told.observations == (digits,)
    assert told.learned == (
        Line("lines", "Lines show thinking", "tentative; Any grade"),
    )
    assert story().observations[0].beside == ""
