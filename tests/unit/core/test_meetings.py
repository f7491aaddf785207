"""The agenda of a meeting, whose turn it is, and keeping what came of it."""

from dataclasses import replace

import pytest
from builders import NAME, Change, findings, journal, remembered

from plcjournal.core.edits.edited import NotEditable, Refused
from plcjournal.core.edits.meeting import Met, NextAction, meet
from plcjournal.core.edits.start import remove_cycle
from plcjournal.core.journal import Journal, WhichOne
from plcjournal.core.meetings import (
    Agenda,
    Turn,
    Wish,
    agenda_of,
    rota,
    shares,
    turns,
    two_weeks_after,
)
from plcjournal.core.people import NoSuchMember, member, people
from plcjournal.core.records import ActionPlan
from plcjournal.core.rules.journal import check_journal

OPEN: tuple[Change, ...] = (("review", "", {}),)
THIRD: Change = ("team", "members/2", {"id": "head", "name": "Head", "role": "leader"})


def _met(name: str, **values: object) -> Change:
    return (f"meetings/{name}.yaml", "", {"format": 1, **values})


def _agenda(
    *changes: Change, day: str = "2025-11-12", wish: Wish | None = None
) -> Agenda:
    return agenda_of(journal(*changes), "maths", day, wish or Wish(cycles=(NAME,)))


def _points(agenda: Agenda, part: str) -> tuple[str, ...]:
    return next(one.points for one in agenda.parts if one.id == part)


@pytest.mark.parametrize(
    ("minutes", "parts"),
    [
        (45, (5, 10, 20, 5, 5)),
        (30, (3, 7, 14, 3, 3)),
        (60, (7, 13, 27, 7, 6)),
        (90, (10, 20, 40, 10, 10)),
        (1, (0, 0, 1, 0, 0)),
    ],
)
def test_the_parts_share_the_minutes_as_in_a_meeting_of_45(
    minutes: int, parts: tuple[int, ...]
) -> None:
    assert shares(minutes) == parts


@pytest.mark.parametrize("minutes", range(1, 200))
def test_no_minute_is_lost_or_invented(minutes: int) -> None:
    assert sum(shares(minutes)) == minutes


def test_an_agenda_has_the_minutes_of_the_team_unless_somebody_wishes_others() -> None:
    assert _agenda().minutes == 45
    half = ("team", "meeting", {"minutes": 30, "day": "Wed", "place": "Room 12"})
    assert (_agenda(half).minutes, _agenda(half).meets) == (30, "Wed, Room 12")
    assert "You usually meet: Wed, Room 12." in _points(_agenda(half), "log")
    assert _agenda(half, wish=Wish(minutes=60)).minutes == 60
    kept = ("meeting", "minutes", 50)
    assert _agenda(half, kept, day="2025-11-05").minutes == 50


def test_who_never_facilitated_comes_first_in_the_order_of_the_file() -> None:
    assert rota(journal(THIRD), "maths", "2025-11-12") == ("teacher-a", "coach", "head")
    made = journal(THIRD, ("meeting", "facilitator", "teacher-a"))
    assert rota(made, "maths", "2025-11-12") == ("coach", "head", "teacher-a")


def test_then_comes_who_facilitated_longest_ago() -> None:
    made = journal(
        THIRD,
        ("meeting", "facilitator", "head"),
        _met("2025-10-01-maths", facilitator="Math coach"),
        _met("2025-10-08-maths", facilitator="teacher-a"),
        _met("2025-10-15-maths", facilitator="math COACH"),
        _met("2025-10-22-maths"),
        _met("2025-10-29-maths", facilitator="A guest"),
    )
    assert rota(made, "maths", "2025-11-12") == ("teacher-a", "coach", "head")
    assert rota(remembered(made), "maths", "2025-11-12")[0] == "teacher-a"


def test_who_left_or_is_absent_has_no_turn() -> None:
    left = ("team", "members/0/left", True)
    assert rota(journal(THIRD, left), "maths", "2025-11-12") == ("coach", "head")
    assert rota(journal(THIRD), "maths", "2025-11-12", ["head"]) == ("head",)
    empty = _agenda(("team", "members", []))
    assert (empty.facilitator, empty.facilitator_name) == ("", "")


def test_meetings_of_other_teams_and_later_days_do_not_count() -> None:
    made = journal(
        ("teams/art.yaml", "", {"format": 1, "name": "Art"}),
        _met("2025-11-01-art", team="art", facilitator="teacher-a"),
        _met("2025-12-01-maths", team="maths", facilitator="teacher-a"),
    )
    assert rota(made, "maths", "2025-11-12")[0] == "teacher-a"
    assert rota(made, "maths", "2025-12-12")[0] == "coach"


def test_turns_are_dates_with_names_the_newest_first_without_counts() -> None:
    made = journal(
        ("meeting", "facilitator", "coach"),
        _met("2025-10-01-maths", date="2025-10-02", facilitator="teacher-a"),
        _met("2025-10-22-maths"),
        _met("2025-10-29-maths", facilitator="A guest"),
    )
    assert turns(made, ["maths"]) == {
        "maths": (
            Turn("2025-11-05", "Math coach"),
            Turn("2025-10-29", "A guest"),
            Turn("2025-10-02", "Teacher A"),
        )
    }


def test_an_explicit_facilitator_wins_then_the_one_written_down_then_the_rota() -> None:
    kept = ("meeting", "facilitator", "coach")
    wish = Wish(facilitator="teacher-a")
    assert _agenda(kept, day="2025-11-05", wish=wish).facilitator == "teacher-a"
    assert _agenda(kept, day="2025-11-05").facilitator_name == "Math coach"
    assert _agenda(kept).facilitator_name == "Teacher A"


def test_the_last_meeting_and_its_actions_are_told_with_their_status() -> None:
    made = _agenda(
        *OPEN,
        ("meeting", "decided", ["Reteach on Monday"]),
        ("action", "actions/0/done", "2025-11-06"),
        ("action", "actions/1", {"id": "a", "what": "A", "due": "2025-11-11"}),
        ("action", "actions/2", {"id": "b", "what": "B", "due": "2025-11-12"}),
        ("action", "actions/3", {"id": "c", "what": "C", "owner": "coach"}),
        ("action", "actions/4", {"id": "d", "what": "D", "status": "dropped"}),
    )
    assert _points(made, "last") == (
        "Decided on 2025-11-05: Reteach on Monday",
        "Done 2025-11-06: Number talks (all of us)",
        "Overdue since 2025-11-11: A (nobody yet)",
        "Due 2025-11-12: B (nobody yet)",
        "Planned, no date yet: C (Math coach)",
        "Due 2025-12-10: Review",
    )
    assert [one.overdue for one in made.actions] == [False, True, False, False]
    assert made.due[0].due == "2025-12-10"
    assert made.last is not None
    assert made.last.present == ("Teacher A", "Math coach")


def test_what_was_done_before_the_last_meeting_is_not_told_again() -> None:
    points = _points(_agenda(*OPEN, ("priority", "review_by", None)), "last")
    assert points == ("Nothing was decided on 2025-11-05.", "No action is open.")


def test_actions_that_could_not_be_read_are_not_said_to_be_none() -> None:
    made = journal(*OPEN, ("priority", "review_by", None))
    unread = replace(made.cycles[NAME], unread=frozenset({"action"}))
    blank = unread.with_stage("action", ActionPlan())
    made = replace(made, cycles={NAME: blank})
    points = _points(agenda_of(made, "maths", "2025-11-12", Wish((NAME,))), "last")
    assert points[1:] == (f"Actions could not be read: cycles/{NAME}/action.yaml",)


def test_done_without_a_date_is_told_rather_than_left_out() -> None:
    points = _points(_agenda(*OPEN, ("action", "actions/0/done", None)), "last")
    assert "Done: Number talks (all of us)" in points


def test_a_first_meeting_says_so() -> None:
    points = _points(_agenda(*OPEN, day="2025-11-01"), "last")
    assert points[0] == "No earlier meeting was written down here."


def test_evidence_stands_beside_the_step_that_looks_at_it() -> None:
    made = _agenda(*OPEN, ("evidence", "measures/0/targets", []))
    figures, asked = _points(made, "evidence")
    assert figures == (
        "Common task: 39.1 % (25 of 64); mean 10.4, SD 4.1 on 2025-10-08, then "
        "67.7 % (42 of 62); mean 13.6, SD 3.8 on 2025-12-03"
    )
    assert asked == "Target (step 5 of 10): What about target?"
    assert _points(made, "decide") == (
        "What will we do differently before we meet again?",
    )


def test_a_step_that_decides_stands_with_the_decisions() -> None:
    made = _agenda(*OPEN, ("action", "actions", []), ("evidence", "", {}))
    assert _points(made, "evidence")[0].startswith("No figures yet")
    made = _agenda(
        *OPEN,
        ("action", "actions", []),
        ("evidence", "measures/0/results/1/role", "interim"),
    )
    assert _points(made, "decide") == ("Plan (step 6 of 10): What about plan?",)
    bare = {"format": 1, "measures": [{"id": "task", "name": "Task"}]}
    points = _points(_agenda(*OPEN, ("evidence", "", bare)), "evidence")
    assert points[0] == "Task: no figure yet"


def test_several_cycles_are_told_apart_by_their_titles() -> None:
    other = "maths/2025-11-time"
    made = _agenda(
        *OPEN,
        (f"cycles/{other}/priority.yaml", "", {"title": "Time", "model": "small"}),
        wish=Wish(cycles=(NAME, other)),
    )
    assert "Due 2025-12-10: Review (Compare fractions)" in _points(made, "last")
    assert _points(made, "evidence")[-1].startswith("Compare fractions: Learn (step")
    assert _points(made, "decide") == ("Time: Need (step 1 of 10): What about need?",)
    assert [step.cycle for step in made.steps] == [NAME, other]


def test_without_a_cycle_the_agenda_says_how_to_start_one() -> None:
    points = _points(_agenda(wish=Wish()), "decide")
    assert points == ("No cycle is open; start one: plc new-cycle",)


def test_a_cycle_that_is_closed_offers_to_carry_on() -> None:
    (point,) = _points(_agenda(), "decide")
    assert point.endswith("plc new-cycle --follows fractions")


def test_what_was_written_down_today_is_shown() -> None:
    made = _agenda(
        ("meeting", "decided", ["Reteach on Monday"]),
        ("meeting", "present", ["coach", "gone"]),
        day="2025-11-05",
    )
    assert made.last is None
    assert made.so_far is not None
    assert made.so_far.present == ("Math coach", "gone")
    assert "Written down already: Reteach on Monday" in _points(made, "log")


def test_an_agenda_is_the_same_from_remembered_records() -> None:
    made = journal(*OPEN)
    wish = Wish(cycles=(NAME,))
    day = "2025-11-12"
    assert agenda_of(remembered(made), "maths", day, wish) == agenda_of(
        made, "maths", day, wish
    )


def test_an_action_is_usually_due_two_weeks_later() -> None:
    assert two_weeks_after("2025-11-05") == "2025-11-19"
    assert two_weeks_after("9999-12-25") == "9999-12-31"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", "teacher-a coach head"),
        ("All", "teacher-a coach head"),
        ("all but 2", "teacher-a head"),
        ("Everybody but coach, head", "teacher-a"),
        ("not head", "teacher-a coach"),
        ("3 1", "teacher-a head"),
        ("2, Teacher A, 2", "teacher-a coach"),
        ("MATH; head", "coach head"),
    ],
)
def test_people_are_meant_by_name_number_or_exception(words: str, meant: str) -> None:
    team = journal(THIRD).teams["maths"]
    assert people("maths", team, words) == tuple(meant.split())


def test_who_left_is_meant_only_by_the_whole_name() -> None:
    team = journal(THIRD, ("team", "members/0/left", True)).teams["maths"]
    assert people("maths", team, "all") == ("coach", "head")
    assert member("maths", team, "teacher-a") == "teacher-a"
    assert member("maths", team, "1") == "coach"
    with pytest.raises(NoSuchMember):
        member("maths", team, "teacher")


@pytest.mark.parametrize("words", ["zzz", "9", " ", "²"])
def test_nobody_is_meant_by_strange_words(words: str) -> None:
    with pytest.raises(NoSuchMember) as error:
        member("maths", journal().teams["maths"], words)
    assert "It has: Teacher A, Math coach." in error.value.sentence
    assert error.value.hint == 'Add a person: plc team maths --add "NAME"'


def test_an_empty_team_says_that_it_is() -> None:
    with pytest.raises(NoSuchMember, match="no members yet"):
        member("maths", journal(("team", "members", [])).teams["maths"], "1")


def test_a_name_that_fits_several_is_not_guessed() -> None:
    with pytest.raises(WhichOne) as error:
        member("maths", journal(THIRD).teams["maths"], "ea")
    assert error.value.names == ("Teacher A", "Head")


def _keep(made: Journal, **values: object) -> Journal:
    met = Met("maths", **{"date": "2025-11-12", **values})  # type: ignore[arg-type]
    return meet(made, met).journal


def test_a_meeting_and_its_actions_are_kept_in_one_edit() -> None:
    action = NextAction(NAME, "Exit slips", "coach", "2025-11-26")
    met = Met(
        "maths",
        "2025-11-12",
        present=("teacher-a",),
        facilitator="teacher-a",
        focus="evidence",
        minutes=45,
        decided=("Reteach on Monday",),
        cycles=(NAME,),
        actions=(action, NextAction(NAME, "Read")),
    )
    edited = meet(journal(*OPEN), met)
    kept = edited.journal.meetings["2025-11-12-maths"]
    assert (kept.team, kept.focus, kept.minutes) == ("maths", "evidence", 45)
    assert (kept.present, kept.decided) == (("teacher-a",), ("Reteach on Monday",))
    slips = edited.journal.cycles[NAME].action.actions[1]
    assert (slips.id, slips.owner, slips.due) == ("exit-slips", "coach", "2025-11-26")
    assert edited.sentence == (
        "Kept the meeting of 2025-11-12, Maths team; next: "
        "exit-slips (Math coach, due 2025-11-26); read (nobody yet)"
    )
    assert (edited.cycle, edited.stage, edited.action) == (NAME, "action", "meet")
    assert edited.subject == "Meet on 2025-11-12: Maths team"
    assert not [f for f in check_journal(edited.journal) if f.blocks]


def test_once_more_the_same_day_adds_decisions_and_corrects_the_rest() -> None:
    made = _keep(journal(), decided=("A",), present=("coach",), minutes=45)
    made = _keep(made, decided=("B", "A"), present=("teacher-a",), focus="planning")
    kept = made.meetings["2025-11-12-maths"]
    assert (kept.decided, kept.present) == (("A", "B"), ("teacher-a",))
    assert (kept.minutes, kept.focus) == (45, "planning")
    again = meet(made, Met("maths", "2025-11-12", focus="evidence"))
    assert again.sentence == "Updated the meeting of 2025-11-12, Maths team"


def test_saying_the_same_again_changes_nothing() -> None:
    action = NextAction(NAME, "Exit slips", "coach", "2025-11-26")
    made = _keep(journal(*OPEN), decided=("A",), actions=(action,))
    met = Met("maths", "2025-11-12", decided=("A",), actions=(action,))
    again = meet(made, met)
    assert again.journal is made
    assert again.sentence == (
        "The meeting of 2025-11-12, Maths team, was written down just so already"
    )


def test_an_open_action_of_the_same_words_is_corrected_not_doubled() -> None:
    made = _keep(journal(*OPEN), actions=(NextAction(NAME, "Exit slips"),))
    later = NextAction(NAME, "exit SLIPS", "coach", "2025-12-01")
    edited = _keep(made, actions=(later,))
    actions = edited.cycles[NAME].action.actions
    assert [(one.id, one.owner) for one in actions[1:]] == [("exit-slips", "coach")]
    again = _keep(made, actions=(NextAction(NAME, "Number talks"),))
    assert len(again.cycles[NAME].action.actions) == 3


def test_a_value_that_makes_no_record_is_refused() -> None:
    with pytest.raises(Refused):
        _keep(journal(), focus="gossip")


def test_actions_are_not_written_to_a_record_that_cannot_be_read() -> None:
    made = journal(("action", "zzz", 1))
    with pytest.raises(NotEditable):
        _keep(made, actions=(NextAction(NAME, "Exit slips"),))


def test_a_cycle_that_is_taken_away_leaves_no_link_in_a_meeting() -> None:
    made = journal(_met("2025-11-12-maths", team="maths"))
    edited = remove_cycle(made, made.cycles[NAME])
    assert edited.journal.meetings["2025-11-05-maths"].cycles == ()
    kept = edited.journal.meetings["2025-11-12-maths"]
    assert kept is made.meetings["2025-11-12-maths"]
    assert not [f for f in check_journal(edited.journal) if f.rule == "unknown-cycle"]


def test_the_whole_journal_of_the_tests_still_has_no_finding() -> None:
    assert findings() == ()
