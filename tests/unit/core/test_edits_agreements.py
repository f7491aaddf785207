"""What a team agrees about itself, and other roles for its members."""

import pytest
from builders import journal

from plcjournal.core.edits.edited import Refused
from plcjournal.core.edits.team import Agreement, add_member, agree
from plcjournal.core.journal import NotFound, WhichOne


def test_norms_hopes_and_fears_are_added_once() -> None:
    added = {"norms": ["We listen"], "hopes": ["More talk"], "fears": ["More paper"]}
    made = agree(journal(), "maths", Agreement(added=added)).journal
    made = agree(made, "maths", Agreement(added=added)).journal
    team = made.teams["maths"]
    assert team.norms == ("We look at work, not at people", "We listen")
    assert (team.hopes, team.fears) == (("More talk",), ("More paper",))


def test_a_sentence_is_taken_out_by_any_clear_part_of_it() -> None:
    said = Agreement(removed={"norms": ["not at PEOPLE"]})
    edited = agree(journal(), "maths", said)
    assert edited.journal.teams["maths"].norms == ()
    assert edited.sentence == (
        "Maths team: removed the norm 'We look at work, not at people'"
    )
    with pytest.raises(NotFound):
        agree(edited.journal, "maths", said)


def test_a_part_of_several_sentences_is_not_guessed() -> None:
    made = journal(("team", "norms", ["We listen", "We ask"]))
    with pytest.raises(WhichOne):
        agree(made, "maths", Agreement(removed={"norms": ["we"]}))


def test_the_meeting_slot_changes_in_part_and_can_be_cleared() -> None:
    said = Agreement(day="Wed", minutes=45, place="Room 12")
    edited = agree(journal(), "maths", said)
    slot = edited.journal.teams["maths"].meeting
    assert (slot.day, slot.minutes, slot.place) == ("Wed", 45, "Room 12")
    assert edited.sentence == "Maths team: day Wed, 45 minutes, place Room 12"
    edited = agree(edited.journal, "maths", Agreement(place=""))
    slot = edited.journal.teams["maths"].meeting
    assert (slot.day, slot.place) == ("Wed", None)
    assert edited.sentence == "Maths team: no place any more"


def test_a_team_has_one_of_the_known_kinds() -> None:
    edited = agree(journal(), "maths", Agreement(kind="triad"))
    assert edited.journal.teams["maths"].kind == "triad"
    assert edited.subject == "Change maths: kind triad"
    with pytest.raises(Refused):
        agree(journal(), "maths", Agreement(kind="club"))


def test_a_member_named_again_takes_another_role_or_keeps_theirs() -> None:
    edited = add_member(journal(), "maths", "math coach", "leader")
    assert edited.journal.teams["maths"].members[1].role == "leader"
    assert edited.sentence == "math coach is leader in maths"
    edited = add_member(journal(), "maths", "coach", None)
    (_, coach) = edited.journal.teams["maths"].members
    assert (coach.id, coach.name, coach.role) == ("coach", "Math coach", "coach")


def test_somebody_new_is_a_teacher_unless_said_otherwise() -> None:
    made = add_member(journal(), "maths", "Teacher B", None).journal
    assert made.teams["maths"].members[2].role == "teacher"
