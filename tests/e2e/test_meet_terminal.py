"""A meeting on a real terminal: the agenda, then one question after the other."""

import json
import sys
from pathlib import Path

import pytest
from installed import git, plc_in
from talking import talk

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix kind", allow_module_level=True)

_ENTER = ""


@pytest.fixture
def team(begun: Path) -> Path:
    """A journal with one open cycle and a team of three."""
    for name in ("Teacher A", "Teacher B"):
        assert plc_in(begun, "team", "--add", name).returncode == 0
    return begun


def _meeting(folder: Path, day: str = "2026-01-15") -> str:
    return (folder / f"meetings/{day}-maths.yaml").read_text(encoding="utf-8")


def _commits(folder: Path) -> int:
    return int(git(folder, "rev-list", "--count", "HEAD"))


def test_a_meeting_is_written_down_in_one_go(team: Path) -> None:
    before = _commits(team)
    shown = talk(
        team,
        ["meet"],
        ("Who was there?", "all but 3"),
        ("Who facilitated? [Coach]", "2"),
        ("What was it mostly about? [evidence]", "3"),
        ("What did you decide?", "Reteach group starts Monday"),
        ("What else? (Enter: that is all)", _ENTER),
        ("What will you do next?", "Exit slips in all classes"),
        ("Who does it? (Enter: all of us)", "3"),
        ("By when? [2026-01-29]", "in 3 weeks"),
        ("What else will you do?", "Number talk; ; soonish"),
        ("Who does it? (Enter: all of us)", _ENTER),
        ("By when? [2026-01-29]", _ENTER),
        ("What else will you do?", _ENTER),
        ("How many minutes did it take? [45]", "0"),
        ("How many minutes did it take? [45]", "50"),
        ("Which day was it? [2026-01-15]", _ENTER),
    )
    assert "[ended 0]" in shown
    assert (
        "A meeting takes a minute or more.\r\nhint: Type a number, such as 45" in shown
    )
    assert shown.index("20 min  Decide what to try") < shown.index("Who was there?")
    assert "does not understand the day 'soonish'" in shown
    assert "Kept the meeting of 2026-01-15, Maths; next:" in shown
    assert "Warning" not in shown
    assert _meeting(team) == (
        "# yaml-language-server: $schema=../schemas/meeting.json\n"
        "format: 1\nteam: maths\ndate: 2026-01-15\nminutes: 50\n"
        "facilitator: teacher-a\npresent:\n  - coach\n  - teacher-a\n"
        "focus: planning\ncycles:\n  - maths/2026-01-fractions\n"
        "decided:\n  - Reteach group starts Monday\n"
    )
    action = next(team.glob("cycles/*/*/action.yaml")).read_text()
    assert "owner: teacher-b\n    due: 2026-02-05\n" in action
    assert "owner: all of us\n    due: 2026-01-29\n" in action
    assert _commits(team) == before + 1


def test_enter_all_the_way_keeps_what_is_usual_and_warns(team: Path) -> None:
    questions = ("there?", "facilitated?", "about?", "decide?", "next?", "take?")
    turns = [(question, _ENTER) for question in questions]
    shown = talk(team, ["meet"], *turns, ("Which day", "yesterday"))
    assert "[ended 0]" in shown
    assert "Warning: this meeting ends without a next action" in shown.replace(
        "\r\n", "\n"
    )
    assert "  - coach\n  - teacher-a\n  - teacher-b\n" in _meeting(team, "2026-01-14")


def test_what_was_typed_before_ctrl_c_is_taken_up_again(team: Path) -> None:
    shown = talk(
        team,
        ["meet"],
        ("Who was there?", "nobody we know"),
        ("Who was there?", "coach, teacher b"),
        ("Who facilitated?", "teacher b"),
        ("mostly about?", _ENTER),
        ("decide?", "Reteach group starts Monday"),
        ("What else?", _ENTER),
        ("next?", "Exit slips; coach; next friday"),
        ("What else will you do?", "^C"),
    )
    assert "'nobody we know' is no member of Maths" in shown
    assert "[ended 130]" in shown
    assert not (team / "meetings").exists()
    shown = talk(
        team,
        ["meet"],
        ("meeting of 2026-01-15. Go on from there?", _ENTER),
        ("there? [coach, teacher-b]", _ENTER),
        ("facilitated? [Teacher B]", _ENTER),
        ("about? [evidence]", _ENTER),
        ("What else?", _ENTER),
        ("What else will you do?", _ENTER),
        ("take?", _ENTER),
        ("Which day was it? [2026-01-15]", _ENTER),
        PLC_TODAY="2026-01-16",
    )
    assert "You decided: Reteach group starts Monday" in shown
    assert "Next: Exit slips" in shown
    assert "facilitator: teacher-b\n" in _meeting(team)
    action = next(team.glob("cycles/*/*/action.yaml")).read_text()
    assert "owner: coach\n    due: 2026-01-16\n" in action
    assert [*(team / "local/drafts").glob("meet*")] == []


def test_what_was_typed_before_is_dropped_when_nobody_wants_it(team: Path) -> None:
    talk(
        team,
        ["meet"],
        ("there?", _ENTER),
        ("facilitated?", _ENTER),
        ("about?", _ENTER),
        ("decide?", "A mistake"),
        ("What else?", "^C"),
    )
    shown = talk(
        team, ["meet"], ("Go on from there?", "n"), ("Who was there? (Enter", "^C")
    )
    assert "[ended 130]" in shown
    assert [*(team / "local/drafts").glob("meet*")] == []


def test_words_that_name_a_person_are_said_in_other_words_at_once(team: Path) -> None:
    (team / "local/names.txt").write_text("Gwenllian\n", encoding="utf-8")
    shown = talk(
        team,
        ["meet", "--minutes", "30", "--date", "2026-01-14", "--facilitator", "coach"],
        ("there?", _ENTER),
        ("about?", _ENTER),
        ("decide?", "Gwenllian starts Monday"),
        ("What else?", _ENTER),
        ("next?", "Exit slips;coach;next friday"),
        ("What else will you do?", _ENTER),
        ("other words", "The group starts Monday"),
    )
    assert "[ended 0]" in shown
    assert "30 minutes" in shown
    assert "  - The group starts Monday\n" in _meeting(team, "2026-01-14")
    assert "wenllian" not in git(team, "log", "-p", "--all")
    assert [*(team / "local/drafts").glob("meet*")] == []


def test_words_kept_as_a_draft_are_all_still_there(team: Path) -> None:
    (team / "local/names.txt").write_text("Gwenllian\n", encoding="utf-8")
    shown = talk(
        team,
        ["meet"],
        ("there?", _ENTER),
        ("facilitated?", _ENTER),
        ("about?", _ENTER),
        ("decide?", "Gwenllian starts Monday"),
        ("What else?", _ENTER),
        ("next?", _ENTER),
        ("take?", _ENTER),
        ("Which day", _ENTER),
        ("other words", _ENTER),
    )
    assert "[ended 5]" in shown
    assert "plc meet" in shown
    draft = json.loads((team / "local/drafts/meet-maths.json").read_text())
    assert json.loads(draft["decided"]) == ["Gwenllian starts Monday"]
    assert draft["present"] == "coach, teacher-a, teacher-b"


def test_several_cycles_are_asked_for_action_by_action(team: Path) -> None:
    started = plc_in(team, "new-cycle", "Longer answers", "--need", "One word")
    assert started.returncode == 0
    talk(
        team,
        ["meet"],
        ("there?", _ENTER),
        ("facilitated?", _ENTER),
        ("about?", _ENTER),
        ("decide?", _ENTER),
        ("next?", "Wait three seconds"),
        ("Who does it?", _ENTER),
        ("By when?", _ENTER),
        ("For which cycle?", "2"),
        ("What else will you do?", _ENTER),
        ("take?", _ENTER),
        ("Which day", _ENTER),
    )
    action = team / "cycles/maths/2026-01-longer-answers/action.yaml"
    assert "wait-three-seconds" in action.read_text()


def test_a_team_without_members_or_cycles_can_meet_all_the_same(team: Path) -> None:
    assert plc_in(team, "team", "--new", "Art").returncode == 0
    shown = talk(
        team,
        ["meet", "--team", "art"],
        ("about? [planning]", _ENTER),
        ("decide?", "We begin in March"),
        ("What else?", _ENTER),
        ("take?", _ENTER),
        ("Which day", _ENTER),
    )
    assert "Nobody is in the team yet" in shown
    assert "Next actions need an open cycle: plc new-cycle" in shown
    assert (team / "meetings/2026-01-15-art.yaml").exists()


def test_nothing_is_asked_with_no_input_or_when_it_was_said(team: Path) -> None:
    assert "[ended 0]" in talk(team, ["meet", "--no-input"])
    assert not (team / "meetings").exists()
    shown = talk(team, ["meet", "--decided", "A", "--action", "Exit slips"])
    assert "Kept the meeting" in shown
    assert "Agenda" not in shown


def test_on_a_terminal_with_colour_the_minutes_stand_beside_the_parts(
    team: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR")
    shown = talk(team, ["meet", "--no-input"])
    lines = [line.rstrip() for line in shown.splitlines()]
    assert any(line.startswith("10 min  ") and "Evidence" in line for line in lines)
    assert any(line.startswith("        No figures yet") for line in lines)
