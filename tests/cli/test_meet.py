"""Meetings: an agenda, then what came of it in one save; and what a team agrees."""

from pathlib import Path

import pytest
from in_process import Plc
from installed import git

TEAM = "grade-4-math-team"


@pytest.fixture
def team(plc: Plc, cycle: Path) -> Path:
    """A team of three with one open cycle; answers the journal's folder."""
    plc("team", "--add", "Grade 4 teacher A")
    plc("team", "--add", "Principal", "--role", "leader")
    return cycle.parents[2]


def _kept(folder: Path, day: str = "2026-01-15") -> str:
    return (folder / f"meetings/{day}-{TEAM}.yaml").read_text(encoding="utf-8")


def test_without_anything_said_the_agenda_is_shown_and_nothing_saved(
    plc: Plc, team: Path
) -> None:
    before = git(team, "rev-parse", "HEAD")
    ran = plc("meet")
    lines = ran.out.splitlines()
    assert lines[0] == "Agenda: Grade 4 math team, 2026-01-15, 45 minutes"
    assert lines[1] == "Facilitator: Math coach"
    heads = [line.split(" min  ")[0] for line in lines if " min  " in line]
    assert heads == ["5", "10", "20", "5", "5"]
    assert "Where do our learners stand" in ran.out
    assert git(team, "rev-parse", "HEAD") == before
    assert not (team / "meetings").exists()


def test_the_agenda_is_one_json_document(plc: Plc, team: Path) -> None:
    plc("team", "--minutes", "30", "--day", "Wed", "--norm", "We listen")
    document = plc("meet", "--json").document
    assert document["kind"] == "agenda"
    data = document["data"]
    assert (data["team"], data["minutes"], data["meets"]) == (TEAM, 30, "Wed")
    assert [part["minutes"] for part in data["parts"]] == [3, 7, 14, 3, 3]
    assert data["facilitator"] == "math-coach"
    assert data["norms"] == ["We listen"]
    assert data["steps"][0]["cycle"] == f"{TEAM}/2026-01-comparing-fractions"
    assert data["due"][0]["what"] == "Review"


def test_a_meeting_and_its_actions_are_one_save(plc: Plc, team: Path) -> None:
    ran = plc(
        "meet",
        *("--present", "all but principal"),
        *("--focus", "evi"),
        *("--decided", "Reteach group starts Monday"),
        *("--decided", "Look again in March"),
        *("--action", "Exit slips; grade 4 teacher a; in 3 weeks"),
        *("--action", "Number talk"),
    )
    assert "in 3 weeks is 2026-02-05" in ran.err
    first, *more = ran.out.splitlines()
    assert first == (
        "Kept the meeting of 2026-01-15, Grade 4 math team; next: exit-slips "
        "(Grade 4 teacher A, due 2026-02-05); number-talk (nobody yet, due "
        "2026-01-29)."
    )
    assert more[:4] == [
        f"Cycle: {TEAM}/2026-01-comparing-fractions",
        f"Saved: 2026-01-15-{TEAM}.yaml, action.yaml",
        "Present: Math coach, Grade 4 teacher A",
        "Facilitated: Math coach",
    ]
    assert "Warning" not in ran.out
    assert _kept(team) == (
        "# yaml-language-server: $schema=../schemas/meeting.json\n"
        f"format: 1\nteam: {TEAM}\ndate: 2026-01-15\nminutes: 45\n"
        "facilitator: math-coach\npresent:\n  - math-coach\n  - grade-4-teacher-a\n"
        f"focus: evidence\ncycles:\n  - {TEAM}/2026-01-comparing-fractions\n"
        "decided:\n  - Reteach group starts Monday\n  - Look again in March\n"
    )
    action = next(team.glob("cycles/*/*/action.yaml")).read_text()
    assert "owner: grade-4-teacher-a\n    due: 2026-02-05\n" in action
    named = git(team, "show", "--name-only", "--format=%s").split("\n\n")
    assert named[0] == "Meet on 2026-01-15: Grade 4 math team (comparing-fractions)"
    assert len(named[1].split()) == 2
    assert git(team, "status", "--porcelain") == ""
    findings = plc("validate", "--json").data["findings"]
    assert not [found for found in findings if found["severity"] != "note"]


def test_the_same_day_again_adds_decisions_and_corrects_who_was_there(
    plc: Plc, team: Path
) -> None:
    plc("meet", "--present", "all", "--decided", "A", "--action", "Exit slips")
    ran = plc("meet", "--present", "1", "--present", "principal", "--decided", "B")
    assert ran.out.startswith("Updated the meeting of 2026-01-15")
    assert "Warning" not in ran.out
    assert "present:\n  - math-coach\n  - principal\ncycles" in _kept(team)
    assert "decided:\n  - A\n  - B\n" in _kept(team)
    before = git(team, "rev-parse", "HEAD")
    ran = plc("meet", "--decided", "B", "--action", "exit slips")
    assert "just so already" in ran.out
    assert git(team, "rev-parse", "HEAD") == before
    assert plc("meet", "--minutes", "50").code == 0
    assert "minutes: 50\n" in _kept(team)


def test_the_rota_goes_round_and_an_explicit_facilitator_wins(
    plc: Plc, team: Path
) -> None:
    def meet(day: str, *more: str) -> None:
        plc("meet", "--date", day, "--action", "Number talk", *more)

    meet("2026-01-08")
    meet("2026-01-15", "--facilitator", "principal")
    assert "Facilitator: Grade 4 teacher A" in _agenda(plc)
    meet("2026-01-22", "--present", "all but teacher a")
    shown = plc("team", "grade").out
    assert shown.endswith(
        "  Facilitated on 2026-01-22: Math coach\n"
        "  Facilitated on 2026-01-15: Principal\n"
        "  Facilitated on 2026-01-08: Math coach\n"
    )
    data = plc("team", "grade", "--json").data
    assert data["facilitated"][0] == {"date": "2026-01-22", "name": "Math coach"}
    assert {*data["facilitated"][0]} == {"date", "name"}


def _agenda(plc: Plc) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PLC_TODAY", "2026-01-29")
        return plc("meet").out


def test_the_next_agenda_tells_what_was_decided_and_how_actions_stand(
    plc: Plc, team: Path
) -> None:
    plc(
        "meet",
        *("--date", "2026-01-15", "--decided", "Reteach group starts Monday"),
        *("--action", "Exit slips; Principal; 2026-01-20", "--action", "Number talk"),
    )
    plc("done", "number", "--date", "2026-01-20")
    shown = _agenda(plc)
    assert "  Decided on 2026-01-15: Reteach group starts Monday\n" in shown
    assert "  Overdue since 2026-01-20: Exit slips (Principal)\n" in shown
    assert "  Done 2026-01-20: Number talk (nobody yet)\n" in shown


def test_a_meeting_without_an_action_is_warned_about_in_one_sentence(
    plc: Plc, team: Path
) -> None:
    ran = plc("meet", "--decided", "We talked", "--date", "2026-01-14")
    warning = next(line for line in ran.out.splitlines() if "Warning" in line)
    assert warning == (
        "Warning: this meeting ends without a next action; say who does what by "
        'when: plc meet --date 2026-01-14 --action "WHAT; owner; due"'
    )
    ran = plc("meet", "--decided", "We talked again", "--date", "2026-01-14")
    assert "Warning" in ran.out
    notes = plc("meet", "--focus", "planning", "--json").data["notes"]
    assert "Warning" in notes[-1]


def test_without_an_open_cycle_a_meeting_is_kept_but_no_action_is_lost(
    plc: Plc, journal: Path
) -> None:
    assert "start one: plc new-cycle" in plc("meet").out
    ran = plc("meet", "--present", "all", "--decided", "We begin in March")
    assert "say who does what by when: plc new-cycle" in ran.out
    assert "cycles:" not in _kept(journal)
    before = _kept(journal)
    assert "No cycle is open" in plc("meet", "--action", "Read", code=4).err
    assert _kept(journal) == before


def test_several_open_cycles_ask_for_which_the_actions_are(
    plc: Plc, team: Path
) -> None:
    plc("new-cycle", "Longer answers", "--need", "One word")
    assert "Longer answers: " in plc("meet").out
    ran = plc("meet", "--action", "Wait three seconds", code=2)
    assert "Which cycle are the actions for?" in ran.err
    assert "--cycle " in ran.err
    assert not (team / "meetings").exists()
    plc("meet", "--cycle", "longer", "--action", "Wait three seconds")
    assert "comparing" not in _kept(team)
    plc("meet", "--decided", "Both go on")
    assert _kept(team).count("2026-01-") == 3


def test_a_cycle_says_which_team_meets(plc: Plc, team: Path) -> None:
    plc("team", "--new", "Art")
    plc("new-cycle", "Drawing", "--need", "Few try", "--team", "art")
    git(team, "config", "--unset", "plc.team")
    assert "Which team?" in plc("meet", code=2).err
    assert plc("meet", "--cycle", "drawing").out.startswith("Agenda: Art,")
    assert plc("meet", "--team", "grade").out.startswith("Agenda: Grade 4 math team")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--present", "zzz"), 4, "'zzz' is no member of Grade 4 math team"),
        (("--present", " "), 2, "--present all"),
        (("--facilitator", ""), 2, "there are no words"),
        (("--decided", ""), 2, "there are no words"),
        (("--focus", "gossip"), 2, "instruction, evidence, planning or logistics"),
        (("--minutes", "0"), 2, "a minute or more"),
        (("--minutes", "long"), 2, "no whole number"),
        (("--action", "; coach"), 2, "WHAT; owner; due"),
        (("--action", "a; b; c; d"), 2, "WHAT; owner; due"),
        (("--action", "a; b; 03/04"), 2, "two different days"),
        (("--date", "03/04"), 2, "two different days"),
        (("--cycle", "zzz"), 4, "no cycle 'zzz'"),
    ],
)
def test_what_is_not_understood_changes_nothing(
    plc: Plc, team: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    before = git(team, "rev-parse", "HEAD")
    ran = plc("meet", *words, code=code)
    assert said in ran.err
    assert "hint: " in ran.err
    assert git(team, "rev-parse", "HEAD") == before
    assert git(team, "status", "--porcelain") == ""


def test_words_that_point_at_a_person_wait_on_this_machine(
    plc: Plc, team: Path
) -> None:
    (team / "local/names.txt").write_text("Gwenllian\n", encoding="utf-8")
    words = ("--decided", "Gwenllian starts on Monday")
    ran = plc("meet", *words, "--action", "Exit slips", code=5)
    assert "hint: Take it up again: plc meet" in ran.err
    draft = team / f"local/drafts/meet-{TEAM}.json"
    assert "Gwenllian starts on Monday" in draft.read_text(encoding="utf-8")
    assert "Exit slips" in draft.read_text(encoding="utf-8")
    assert not (team / "meetings").exists()
    plc("meet", "--decided", "The group starts on Monday", "--action", "Exit slips")
    assert not draft.exists()
    assert git(team, "status", "--porcelain") == ""


def test_a_meeting_that_cannot_be_read_is_never_written_over(
    plc: Plc, team: Path
) -> None:
    plc("meet", "--decided", "A", "--action", "Exit slips")
    file = team / f"meetings/2026-01-15-{TEAM}.yaml"
    file.write_text("team: [\n", encoding="utf-8")
    assert "cannot be read" in plc("meet", "--decided", "B", code=3).err
    assert file.read_text(encoding="utf-8") == "team: [\n"
    ran = plc("meet", code=3)
    assert ran.out.startswith("Agenda: ")
    assert "1 record could not be read" in ran.err


def test_comments_in_a_meeting_stay(plc: Plc, team: Path) -> None:
    plc("meet", "--decided", "A", "--action", "Exit slips")
    file = team / f"meetings/2026-01-15-{TEAM}.yaml"
    file.write_text(f"# ours\n{_kept(team)}", encoding="utf-8")
    plc("save")
    plc("meet", "--decided", "B")
    assert _kept(team).startswith("# ours\n")
    assert _kept(team).endswith("  - A\n  - B\n")


def test_a_cycle_can_be_taken_away_after_a_meeting_about_it(
    plc: Plc, team: Path
) -> None:
    plc("meet", "--decided", "A", "--action", "Exit slips")
    plc("remove", "--cycle", "comparing", "--yes")
    assert "nothing to mend" in plc("validate").out
    assert "comparing" not in _kept(team)


def test_a_team_keeps_norms_hopes_fears_and_its_meeting_in_one_save(
    plc: Plc, team: Path
) -> None:
    ran = plc(
        "team",
        *("--norm", "We look at work, not at people", "--norm", "We start on time"),
        *("--hope", "More talk about teaching", "--fear", "More paper"),
        *("--day", "Wed", "--minutes", "45 min", "--place", "Room 12"),
        *("--kind", "triad"),
    )
    assert "added the norm 'We start on time'" in ran.out
    assert git(team, "log", "-1", "--format=%s").startswith("Change grade-4-math")
    shown = plc("team", "grade").out
    assert "  Meets: Wed, 45 minutes, Room 12\n" in shown
    assert "  Hope: More talk about teaching\n  Fear: More paper\n" in shown
    assert "Hope" not in plc("team").out
    assert plc("team", "grade", "--json").data["kind"] == "triad"
    plc("team", "--remove-norm", "on time", "--remove-hope", "talk", "--place", "")
    plc("team", "--remove-fear", "paper", "--fear", "Too little time")
    data = plc("team", "grade", "--json").data
    assert data["norms"] == ["We look at work, not at people"]
    assert (data["hopes"], data["fears"]) == ([], ["Too little time"])
    assert data["meeting"] == "Wed, 45 minutes"


def test_the_role_of_a_member_changes_by_naming_them_again(
    plc: Plc, team: Path
) -> None:
    ran = plc("team", "--add", "Math coach", "--role", "external")
    assert "Math coach is external-facilitator in grade-4-math-team" in ran.out
    assert "Math coach, external-facilitator [math-coach]" in plc("team", "grade").out
    plc("team", "--add", "math coach", "--norm", "We listen")
    data = plc("team", "grade", "--json").data
    assert data["members"][0]["role"] == "external-facilitator"
    assert len(data["members"]) == 3


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--role", "coach"), 2, "--add"),
        (("--kind", "club"), 2, "learning-circle"),
        (("--minutes", "0"), 2, "a minute or more"),
        (("--remove-norm", "zzz"), 4, "no norm 'zzz'"),
        (("--add", "X", "--remove", "zzz"), 4, "no member 'zzz'"),
    ],
)
def test_a_team_stays_as_it_is_when_something_is_not_understood(
    plc: Plc, team: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    before = git(team, "rev-parse", "HEAD")
    assert said in plc("team", *words, code=code).err
    assert git(team, "rev-parse", "HEAD") == before


def test_a_new_team_begins_with_people_and_norms_at_once(plc: Plc, team: Path) -> None:
    plc("team", "--new", "Art", "--add", "Art teacher", "--norm", "We draw first")
    shown = plc("team", "art").out
    assert "Art teacher, teacher [art-teacher]" in shown
    assert "Norm: We draw first" in shown
    (team / "teams/music.yaml").write_text("name: [\n", encoding="utf-8")
    assert "cannot be read" in plc("team", "--new", "Music", code=3).err


def test_norms_are_guarded_like_every_other_text(plc: Plc, team: Path) -> None:
    (team / "local/names.txt").write_text("Gwenllian\n", encoding="utf-8")
    plc("team", "--fear", "What Gwenllian will say", code=5)
    assert "Fear" not in plc("team", "grade").out


def test_a_team_that_cannot_be_read_is_there_all_the_same(
    plc: Plc, cycle: Path
) -> None:
    team = cycle.parents[2] / "teams/grade-4-math-team.yaml"
    team.write_text(f"{team.read_text()}oops: [\n")
    for name in ("grade-4-math-team", "Grade-4-Math-Team"):
        told = plc("meet", "--decided", "B", "--team", name, code=3).err
        assert "teams/grade-4-math-team.yaml cannot be read" in told
    assert "There is no team" in plc("meet", "--team", "music", code=4).err
