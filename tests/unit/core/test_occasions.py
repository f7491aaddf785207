"""What of a journal a calendar shows, and how it stands."""

import pytest
from builders import GONE, NAME, Change, journal

from plcjournal.core.occasions import (
    Occasion,
    Standing,
    gone,
    occasions_of,
    promised,
)
from plcjournal.core.weekly import Slot, slot_of

_OPEN: tuple[Change, ...] = (
    ("review", "held", GONE),
    ("review", "closed", GONE),
    ("review", "outcome", GONE),
    ("action", "actions/0/status", "planned"),
    ("action", "actions/0/done", GONE),
)
_WED: Change = ("team", "meeting", {"day": "Wed 15:30", "minutes": 50, "place": "12"})


def found(*changes: Change) -> dict[str, Occasion]:
    """The occasions of the changed journal, by what they are."""
    made = journal(*changes)
    told = occasions_of(made, [*made.teams], [*made.cycles])
    assert len({one.key for one in told}) == len(told)
    return {one.kind: one for one in told}


def test_an_open_cycle_has_a_review_and_its_open_actions_ahead() -> None:
    told = found(*_OPEN)
    assert told["review"].day == "2025-12-10"
    assert told["review"].title == "Look back: Compare fractions"
    assert told["review"].standing is Standing.AHEAD
    assert told["action"].day == "2025-10-22"
    assert told["action"].title == "Due: Number talks"
    assert told["action"].standing is Standing.AHEAD
    assert f"When it is done: plc done talks --cycle {NAME}" in told["action"].lines


def test_what_is_done_moves_to_the_day_it_was_done() -> None:
    told = found()
    assert told["action"].day == "2025-10-20"
    assert told["action"].title == "Done: Number talks"
    assert told["action"].standing is Standing.DONE
    assert told["review"].title == "Looked back: Compare fractions"
    assert told["review"].standing is Standing.DONE


def test_a_dropped_action_is_taken_out_of_calendars() -> None:
    told = found(*_OPEN[:3], ("action", "actions/0/status", "dropped"))
    assert told["action"].standing is Standing.OFF
    assert told["action"].day == "2025-10-22"


def test_what_a_closed_cycle_leaves_open_is_taken_out_of_calendars() -> None:
    told = found(("review", "held", GONE), ("action", "actions/0/status", "doing"))
    assert told["action"].standing is Standing.OFF
    assert told["review"].standing is Standing.OFF


def test_what_has_no_day_is_in_no_calendar() -> None:
    told = found(
        *_OPEN,
        ("action", "actions/0/due", GONE),
        ("priority", "review_by", GONE),
        ("meeting", "", GONE),
    )
    assert told == {}


def test_the_key_of_an_occasion_has_none_of_its_words() -> None:
    before = found(*_OPEN)
    after = found(
        *_OPEN,
        ("priority", "title", "Another title"),
        ("priority", "review_by", "2026-02-01"),
        ("action", "actions/0/what", "Other words"),
        ("action", "actions/0/due", "2026-01-20"),
    )
    assert {k: one.key for k, one in before.items()} == {
        k: one.key for k, one in after.items()
    }
    assert before["action"].title != after["action"].title


def test_members_are_called_by_their_names() -> None:
    told = found(*_OPEN, ("action", "actions/0/owner", "coach, teacher-a"))
    assert "Who: Math coach, Teacher A" in told["action"].lines


def test_a_meeting_is_on_its_day_at_the_usual_hour_and_place() -> None:
    told = found(_WED)["meeting"]
    assert (told.day, told.clock, told.minutes) == ("2025-11-05", "15:30", 50)
    assert told.place == "12"
    assert told.title == "Team meeting: Maths team"


def test_a_meeting_on_another_weekday_lasts_the_day() -> None:
    told = found(_WED, ("meeting", "date", "2025-11-06"))["meeting"]
    assert (told.day, told.clock) == ("2025-11-06", "")


def test_the_usual_meeting_comes_every_week_while_a_cycle_is_open() -> None:
    told = found(*_OPEN, _WED)["weekly"]
    assert (told.day, told.until) == ("2025-10-01", "2025-12-10")
    assert told.clock == "15:30"
    assert told.but_not == ("2025-11-05",)  # which has an entry of its own


def test_a_team_whose_usual_day_nobody_can_tell_has_no_weekly_meeting() -> None:
    usual = {"day": "every other Wed"}
    assert "weekly" not in found(*_OPEN, ("team", "meeting", usual))


def test_a_cycle_that_cannot_be_read_says_nothing() -> None:
    told = found(*_OPEN, ("action", "actions", "broken"))
    assert {*told} == {"meeting"}


def test_what_is_gone_has_none_of_the_words_it_had() -> None:
    told = gone(("action", NAME, "talks"), "2025-10-22", "maths", "x.yaml")
    assert told.standing is Standing.OFF
    assert "Number" not in repr(told)


@pytest.mark.parametrize(
    ("path", "values", "expected"),
    [
        ("priority", {"review_by": "2026-01-01"}, {("review", NAME, ""): "2026-01-01"}),
        ("priority", {"review_by": "soon"}, {}),
        ("review", {"held": "2026-01-01"}, {("review", NAME, ""): "2026-01-01"}),
        ("action", {"actions": "none"}, {}),
        ("action", {"actions": ["text", {"id": "a"}]}, {}),
        (
            "action",
            {"actions": [{"id": "a", "due": "2026-01-01"}]},
            {("action", NAME, "a"): "2026-01-01"},
        ),
        ("evidence", {"measures": []}, {}),
    ],
)
def test_what_a_record_once_put_into_a_calendar_is_known_by_its_keys(
    path: str, values: dict[str, object], expected: object
) -> None:
    assert promised(f"cycles/{NAME}/{path}.yaml", values) == expected


def test_a_meeting_once_stood_on_the_day_its_file_is_called_after() -> None:
    key = ("meeting", "2025-11-05-maths", "")
    assert promised("meetings/2025-11-05-maths.yaml", {}) == {key: "2025-11-05"}
    assert promised("files/x.txt", {}) == {}


def test_a_usual_meeting_once_came_every_week() -> None:
    usual: dict[str, object] = {"meeting": {"day": "Wed"}}
    assert promised("teams/maths.yaml", usual) == {("weekly", "maths", ""): ""}
    assert promised("teams/maths.yaml", {"meeting": {"day": "often"}}) == {}
    assert promised("teams/maths.yaml", {"meeting": None}) == {}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Wed", Slot(3)),
        ("wednesdays", Slot(3)),
        ("Wed 15:30", Slot(3, "15:30")),
        ("every Friday at 3.30 pm", Slot(5, "15:30")),
        ("Mon, 8:15", Slot(1, "08:15")),
        ("Tuesday 12 am", Slot(2, "00:00")),
        ("mercredi 15h30", Slot(3, "15:30")),
        ("mercredi 15h", Slot(3, "15:00")),
        ("mercredi à 9 h 05", Slot(3, "09:05")),
        ("dydd Gwener am 15:30", Slot(5, "15:30")),
        ("every other Wed", None),
        ("Wed 3", None),
        ("Wed 25:00", None),
        ("Wed 13 pm", None),
        ("Wed 3:pm", None),
        ("Wed 3.", None),
        ("Wed 3:", None),
        ("mercredi 24h", None),
        ("mercredi 15h3", None),
        ("Wed and Fri", None),
        ("after school", None),
        ("", None),
    ],
)
def test_a_usual_day_is_understood_where_it_is_said_plainly(
    words: str, expected: Slot | None
) -> None:
    assert slot_of(words) == expected
