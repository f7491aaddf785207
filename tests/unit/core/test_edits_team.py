"""Teams and who belongs to them."""

import pytest
from builders import journal

from plcjournal.core.edits.edited import Refused
from plcjournal.core.edits.team import TeamThere, add_member, new_team, remove_member
from plcjournal.core.journal import NotFound


def test_a_team_begins_with_a_name() -> None:
    edited = new_team(journal(), "Grade 4 math team")
    assert edited.journal.teams["grade-4-math-team"].name == "Grade 4 math team"
    assert edited.sentence == "Added the team: Grade 4 math team"
    assert edited.subject == "Add the team: Grade 4 math team"


def test_a_team_that_is_there_is_left_alone() -> None:
    with pytest.raises(TeamThere) as error:
        new_team(journal(), "Maths")
    assert error.value.hint == "plc team maths"


def test_a_team_needs_a_name() -> None:
    with pytest.raises(Refused):
        new_team(journal(), " ")


def test_a_member_gets_an_id_of_the_name_or_the_one_given() -> None:
    made = add_member(journal(), "maths", "Teacher B", "teacher").journal
    made = add_member(made, "maths", "Teacher C", "leader", "head").journal
    members = made.teams["maths"].members
    assert [m.id for m in members] == ["teacher-a", "coach", "teacher-b", "head"]
    assert members[3].role == "leader"


def test_a_member_who_left_comes_back_with_a_new_role() -> None:
    made = remove_member(journal(), "maths", "math COACH").journal
    assert made.teams["maths"].members[1].left
    edited = add_member(made, "maths", "Math Coach", "leader")
    member = edited.journal.teams["maths"].members[1]
    assert (member.id, member.role, member.left) == ("coach", "leader", False)
    assert edited.sentence == "Added Math Coach (leader) to maths"


def test_a_member_named_again_by_id_takes_the_new_name() -> None:
    made = add_member(journal(), "maths", "New coach", "coach", "coach").journal
    assert [m.name for m in made.teams["maths"].members] == ["Teacher A", "New coach"]


@pytest.mark.parametrize(("role", "member"), [("boss", None), ("teacher", "No Id")])
def test_a_role_or_id_that_is_none_is_refused(role: str, member: str | None) -> None:
    with pytest.raises(Refused):
        add_member(journal(), "maths", "Teacher B", role, member)


def test_a_member_who_leaves_stays_named_in_earlier_records() -> None:
    edited = remove_member(journal(), "maths", "teacher")
    assert [m.left for m in edited.journal.teams["maths"].members] == [True, False]
    assert edited.sentence == "teacher-a has left maths"


def test_nobody_leaves_who_is_not_there_or_has_left() -> None:
    made = remove_member(journal(), "maths", "teacher-a").journal
    for words in ("teacher", "zzz"):
        with pytest.raises(NotFound):
            remove_member(made, "maths", words)
