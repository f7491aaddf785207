"""Texts and names as readers of the pages may see them."""

import pytest
from builders import journal

from plcjournal.core.records import Audience
from plcjournal.site.addresses import cycle_page, root_of, team_page
from plcjournal.site.audience import People, is_office
from plcjournal.site.words import long_day, reworded, safe, spoken, unquoting


def people(audience: Audience) -> People:
    members = [
        {"id": "ann", "name": "Ann Example", "role": "coach"},
        {"id": "will", "name": "Will Sample"},
        {"id": "old", "name": "Otto Gone", "left": True},
        {"id": "teacher-a", "name": "Grade 4 teacher A"},
    ]
    made = journal(("team", "members", members), ("meeting", "present", []))
    return People(made.teams, audience)


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Grade 4 teacher A", True),
        ("Math coach", True),
        ("ELA teacher 2", True),
        ("Principal", True),
        ("Ann Example", False),
        ("Teacher Ann", False),
        ("", False),
    ],
)
def test_a_name_of_what_somebody_does_is_told_from_a_person(
    name: str, office: bool
) -> None:
    assert is_office(name) is office


def test_a_team_reads_names_and_others_read_what_people_do() -> None:
    assert people("team").called("maths", "ann, will") == "Ann Example, Will Sample"
    assert people("school").called("maths", "ann, will") == "coach, teacher"
    assert people("school").called("maths", "teacher-a") == "Grade 4 teacher A"


def test_somebody_outside_the_team_is_not_named_to_others() -> None:
    assert people("team").called("maths", "Pat Elsewhere") == "Pat Elsewhere"
    assert not people("public").called("maths", "Pat Elsewhere")
    assert people("public").author("maths", "Pat Elsewhere") == "a colleague"
    assert people("public").author("maths", "Ann Example") == "coach"


def test_members_in_a_text_become_what_they_do() -> None:
    text = "Will Sample and Ann Example tried it; Will it last?"
    assert people("team").without_names(text) == text
    assert (
        people("school").without_names(text)
        == "teacher and coach tried it; Will it last?"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ann showed it", "coach showed it"),
        ("Ask Mrs Example", "Ask coach"),
        ("Ann's lesson", "coach's lesson"),
        ("An Example of it", "An Example of it"),
        ("Anna came", "Anna came"),
        ("Sample tasks", "Sample tasks"),
    ],
)
def test_a_part_of_a_name_is_a_name_where_it_can_be_nothing_else(
    text: str, told: str
) -> None:
    assert people("public").without_names(text) == told


def test_members_are_counted_for_others() -> None:
    assert people("team").members("maths")[0] == ("Ann Example", "coach")
    assert people("school").members("maths") == (("1 coach", ""), ("2 teachers", ""))


def test_nothing_invisible_turns_the_direction() -> None:
    assert safe("a\u202eb\x1b[31mc\u2066") == "a\ufffdb\ufffd[31mc\ufffd"


def test_days_are_told_as_people_say_them() -> None:
    assert long_day("2025-10-08") == "8 October 2025"
    assert long_day("soon") == "soon"
    assert spoken("due 2025-10-08, or 12025-10-08-9") == (
        "due 8 October 2025, or 12025-10-08-9"
    )


def test_a_hidden_figure_is_no_longer_quoted() -> None:
    change = unquoting({"3 of 64": "fewer than 10 of 64", "3/64": "few"})
    assert change("Only 3  of 64, that is 3/64.") == (
        "Only fewer than 10 of 64, that is few."
    )
    assert change("23 of 64; 3 of 640; 3 of 64.5") == "23 of 64; 3 of 640; 3 of 64.5"


def test_texts_are_reworded_and_ids_are_not() -> None:
    values = {"id": "ann", "text": "Ann saw", "many": ["Ann here", 3, None]}
    changed = reworded(values, lambda text: text.replace("Ann", "coach"))
    assert changed == {
        "id": "ann",
        "text": "coach saw",
        "many": ["coach here", 3, None],
    }


def test_every_page_has_a_name_that_every_system_takes() -> None:
    assert (
        cycle_page("maths/2025-10-fractions") == "cycles/maths/2025-10-fractions.html"
    )
    assert team_page("con") != "teams/con.html"
    assert "/" not in team_page("../up").removeprefix("teams/")
    assert root_of("cycles/maths/x.html") == "../../"
