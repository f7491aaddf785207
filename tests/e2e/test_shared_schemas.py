"""What editors are told stays one thing where work of several people meets."""

import subprocess
from pathlib import Path

import pytest
from older_schemas import as_an_older_plc_made
from team_of_clones import Colleague, Team, assert_settled

_LINE = "# yaml-language-server: $schema=../../../schemas/action.json"
_PATH = "schemas/team.json"


@pytest.fixture
def team(tmp_path: Path, begun: Path, shelf: Path) -> Team:
    return Team(tmp_path, begun, shelf)


def told_by_other_plcs(one: Colleague, other: Colleague) -> None:
    """Let both have a schema that different plcs made, each saved."""
    for person, key in ((one, "contested"), (other, "norms")):
        file = person.folder / _PATH
        file.write_bytes(as_an_older_plc_made(file.read_bytes(), key))
        person.git("commit", "-qam", "Write what editors know about records")


def test_schemas_that_two_plcs_made_leave_no_second_copy(team: Team) -> None:
    coach, ana = team.first, team.colleague("Teacher A")
    told_by_other_plcs(coach, ana)
    coach.plc("sync")
    told = ana.plc("sync")
    assert "Two people" not in told
    assert not [*ana.folder.glob("schemas/*.*.json")]
    assert (ana.folder / _PATH).read_bytes() == (coach.folder / _PATH).read_bytes()
    assert_settled(coach, ana)
    assert "as another plc knew them" in ana.plc("doctor")
    ana.plc("schema")
    ana.plc("sync")
    coach.plc("sync")
    assert "as another plc knew them" not in coach.plc("doctor")


def test_schemas_that_met_in_a_merge_by_git_leave_no_second_copy(team: Team) -> None:
    coach, ana = team.first, team.colleague("Teacher A")
    told_by_other_plcs(coach, ana)
    coach.plc("sync")
    ana.git("fetch", "-q", "origin")
    with pytest.raises(subprocess.CalledProcessError):  # git alone cannot
        ana.git("merge", "-q", "origin/main")
    ana.plc("resolve")
    assert not [*ana.folder.glob("schemas/*.*.json")]
    assert_settled(ana)


def test_the_line_for_editors_survives_a_merge_and_stands_there_once(
    team: Team,
) -> None:
    coach, ana = team.first, team.colleague("Teacher A")
    coach.plc("add-action", "Number talks")
    ana.plc("add-action", "Exit slips")
    for person in (coach, ana, coach):
        person.plc("sync")
    text = coach.text("action")
    assert text.splitlines()[0] == _LINE
    assert text.count("yaml-language-server") == 1
    assert "Number talks" in text
    assert "Exit slips" in text
    assert_settled(coach, ana)


def test_a_cycle_that_two_people_start_at_once_has_the_line_once(team: Team) -> None:
    coach, ana = team.first, team.colleague("Teacher A")
    coach.plc("new-cycle", "Fair tests", "--need", "Few plan one")
    ana.plc("new-cycle", "Fair tests", "--need", "Few finish one")
    for person in (coach, ana, coach):
        person.plc("sync")
    found = [*coach.folder.glob("cycles/*/*fair-tests/*.yaml")]
    assert len(found) == 4
    for file in found:
        text = file.read_text("utf-8")
        assert text.startswith("# yaml-language-server: $schema=../../../schemas/")
        assert text.count("yaml-language-server") == 1
    assert_settled(coach, ana)
