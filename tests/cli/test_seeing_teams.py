"""plc team, looking: what each team has, also beside unsaved and broken records."""

from pathlib import Path

import pytest
from in_process import Plc

CYCLE = "grade-4-math-team/2026-01-comparing-fractions"
OTHER = "grade-5-science/2026-01-fair-tests"


@pytest.fixture
def teams(plc: Plc, cycle: Path) -> Path:
    """Two teams with a cycle and meetings each, and one with neither."""
    plc("team", "--new", "Grade 5 science")
    plc("team", "--new", "Grade 6 art")
    plc("team", "grade-5", "--add", "Science coach")
    plc("new-cycle", "Fair tests", "--team", "grade-5", "--need", "Few plan one")
    for day, team, person in (
        ("2026-01-07", "grade-4", "Math coach"),
        ("2026-01-08", "grade-5", "Science coach"),
        ("2026-01-14", "grade-4", "Math coach"),
    ):
        words = ("--date", day, "--facilitator", person, "--decided", "Go on")
        plc("meet", "--team", team, *words)
    return cycle.parents[2]


def shown(plc: Plc, *, code: int = 0) -> dict[str, tuple[list[str], list[str]]]:
    """The open cycles of each team and the days when somebody facilitated.

    Whoever asks for one team is told the same as of all.
    """
    listed = plc("team", "--json", code=code).data["teams"]
    for one in listed:
        assert plc("team", one["id"], "--json", code=code).data == one
    return {
        one["id"]: (one["cycles"], [turn["date"] for turn in one["facilitated"]])
        for one in listed
    }


def test_every_team_has_its_own_open_cycles_and_turns(plc: Plc, teams: Path) -> None:
    assert shown(plc) == {
        "grade-4-math-team": ([CYCLE], ["2026-01-14", "2026-01-07"]),
        "grade-5-science": ([OTHER], ["2026-01-08"]),
        "grade-6-art": ([], []),
    }


def test_what_was_changed_by_hand_is_shown_at_once(plc: Plc, teams: Path) -> None:
    shown(plc)
    review = teams / "cycles" / OTHER / "review.yaml"
    review.write_text("format: 1\nclosed: 2026-01-15\n", encoding="utf-8")
    (teams / "meetings/2026-01-14-grade-4-math-team.yaml").unlink()
    assert shown(plc) == {
        "grade-4-math-team": ([CYCLE], ["2026-01-07"]),
        "grade-5-science": ([], ["2026-01-08"]),
        "grade-6-art": ([], []),
    }
    review.unlink()
    assert shown(plc)["grade-5-science"] == ([OTHER], ["2026-01-08"])


def test_a_record_that_cannot_be_read_is_told_wherever_it_lies(
    plc: Plc, teams: Path
) -> None:
    shown(plc)
    for path in (f"cycles/{OTHER}/evidence.yaml", "meetings/2026-01-08-grade-5.yaml"):
        (teams / path).write_text("a: [\n", encoding="utf-8")
    assert "2 records could not be read" in plc("team", "grade-4", code=3).err
    assert "2 records could not be read" in plc("team", code=3).err
    assert shown(plc, code=3)["grade-5-science"] == ([OTHER], ["2026-01-08"])
    (teams / "teams/grade-6-art.yaml").write_text("a: [\n", encoding="utf-8")
    assert "cannot be read" in plc("team", "grade-6-art", code=3).err
    assert {*shown(plc, code=3)} == {"grade-4-math-team", "grade-5-science"}
