"""Ids as others than the team see them."""

import pytest
from builders import record

from plcjournal.core.team import Team
from plcjournal.exporting.ids import Ids


def team(*names: str) -> dict[str, Team]:
    members = [
        {"id": f"member-{number}", "name": name, "role": "coach"}
        for number, name in enumerate(names)
    ]
    return {"maths": record("team", {"name": "Maths", "members": members})}


def test_the_team_sees_ids_as_they_are() -> None:
    assert (
        Ids(team("Ann Example"), "team").of("ann-example-visits")
        == "ann-example-visits"
    )


def test_others_see_no_name_in_an_id() -> None:
    ids = Ids(team("Ann Example"), "public")
    assert ids.of("ann-example-visits") == "coach-visits"
    assert ids.of("maths/2025-10-anns-question") == "maths/2025-10-coach-question"
    assert ids.of("action.actions.example.due") == "action.actions.coach.due"
    assert ids.of("number-talks") == "number-talks"


def test_two_ids_never_become_one_and_one_stays_one() -> None:
    ids = Ids(team("Ann Example", "Bob Sample"), "public")
    told = [
        ids.of("ann-visits-bob"),
        ids.of("bob-visits-ann"),
        ids.of("ann-visits-bob"),
    ]
    assert told == ["coach-visits-coach", "coach-visits-coach-2", "coach-visits-coach"]


def test_roles_are_no_names() -> None:
    ids = Ids(team("Grade 4 teacher A"), "public")
    assert ids.of("teacher-a-visits") == "teacher-a-visits"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Critical friend from the senior team", "the-senior-team-from-here"),
        ("critical friend from the senior team", "the-senior-team-from-here"),
        ("Ann from the senior team", "the-senior-team-from-here"),
    ],
)
def test_common_words_beside_an_office_are_no_names(name: str, told: str) -> None:
    assert Ids(team(name), "public").of("the-senior-team-from-here") == told


@pytest.mark.parametrize(
    "name", ["ann example", "ann the coach", "Mrs Ann", "Ann O'Example", "ANN-MARIE"]
)
def test_names_are_known_however_they_are_written(name: str) -> None:
    assert Ids(team(name), "public").of("ann-visits") == "coach-visits"
