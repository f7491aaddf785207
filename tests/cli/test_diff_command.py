"""plc diff and plc show --at: the journal between two moments, and at one."""

import subprocess
from pathlib import Path

import pytest
from dated import On, days
from in_process import Plc
from installed import git

NAME = "grade-4-math-team/2025-10-comparing-fractions"
HEADING = f"Grade 4 math team\n  Comparing fractions ({NAME})\n"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    return days(monkeypatch)


@pytest.fixture
def team(plc: Plc, on: On, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of October 2025 with one cycle; the test stands inside."""
    on("2025-10-01")
    plc("init", "journal", "--author", "Math coach", "--team", "Grade 4 math team")
    folder = tmp_path / "work/journal"
    monkeypatch.chdir(folder)
    plc("new-cycle", "Comparing fractions", "--need", "Many count digits")
    on("2025-10-08")
    plc("add-action", "Number talks", "--due", "2025-10-22", "--owner", "Ben")
    return folder


def record(team: Path, stage: str) -> Path:
    return team / f"cycles/{NAME}/{stage}.yaml"


def replace_in(file: Path, old: str, new: str) -> None:
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


def test_nothing_unsaved_is_said(plc: Plc, team: Path) -> None:
    assert plc("diff").out == "Everything is saved.\n"
    assert plc("diff", "fractions").out == f"Everything of {NAME} is saved.\n"
    assert plc("diff", "--json").data["teams"] == []


def test_of_a_record_with_a_mistake_only_the_edit_is_told(plc: Plc, team: Path) -> None:
    replace_in(record(team, "action"), "due: 2025-10-22", "due: 2025-10-29\n    dew: 3")
    ran = plc("diff", "--json", code=3)
    (cycle,) = ran.data["teams"][0]["cycles"]
    assert [one["field"] for one in cycle["changes"]] == [
        "action.actions.number-talks.due",
        "action.actions.number-talks.dew",
    ]


def test_hand_edits_are_told_field_by_field(plc: Plc, team: Path) -> None:
    replace_in(record(team, "action"), "due: 2025-10-22", "due: 2025-10-29")
    replace_in(record(team, "priority"), "Many count digits", "Many still count digits")
    assert plc("diff").out == (
        f"{HEADING}"
        "    number-talks: due 22 Oct → 29 Oct 2025 (7 days later)\n"
        "    reworded what we see\n"
        "      Many {+still +}count digits\n"
        "\n"
        "Not saved yet. To save it, type:\n"
        "  plc save\n"
    )
    (told,) = plc("diff", "--json").data["teams"]
    (cycle,) = told["cycles"]
    assert cycle["cycle"] == NAME
    assert [one["field"] for one in cycle["changes"]] == [
        "priority.need",
        "action.actions.number-talks.due",
    ]
    assert cycle["changes"][0]["words"] == [
        ["same", "Many "],
        ["new", "still "],
        ["same", "count digits"],
    ]
    assert (cycle["changes"][1]["before"], cycle["changes"][1]["after"]) == (
        "2025-10-22",
        "2025-10-29",
    )


def test_moved_keys_and_comments_are_no_difference(plc: Plc, team: Path) -> None:
    file = record(team, "action")
    values, last = file.read_text().split("log: []")
    file.write_text(f"# Moved\nlog: []\n{values}{last}")
    assert plc("diff").out == (
        f"No more than comments or layout changed in: cycles/{NAME}/action.yaml\n"
        "\n"
        "Not saved yet. To save it, type:\n"
        "  plc save\n"
    )
    plc("save")
    assert plc("diff", "--from", "2025-10-07", "--to", "2025-10-07").out == (
        "Nothing changed between the two moments.\n"
    )
    moved = plc("diff", "fractions", "--from", git(team, "rev-parse", "HEAD^").strip())
    assert moved.out == f"Nothing of {NAME} changed since then.\n"


def test_an_unreadable_hand_edit_is_a_problem(plc: Plc, team: Path) -> None:
    replace_in(record(team, "priority"), "Many count digits", "Many still count digits")
    record(team, "action").write_text("actions: [\n")
    ran = plc("diff", code=3)
    assert "    action.yaml cannot be compared, because it cannot be read\n" in ran.out
    assert "Many {+still +}count digits" in ran.out
    assert f"1 record could not be read: cycles/{NAME}/action.yaml" in ran.err
    assert "hint: plc validate" in ran.err
    document = plc("diff", "--json", code=3).document
    assert [one["path"] for one in document["problems"]] == [
        f"cycles/{NAME}/action.yaml"
    ]


def test_a_misspelt_hand_edit_is_told_and_is_a_problem(plc: Plc, team: Path) -> None:
    file = record(team, "priority")
    file.write_text(f"{file.read_text()}mood: hopeful\n")
    ran = plc("diff", code=3)
    assert "    priority.mood: hopeful\n" in ran.out
    assert "1 record could not be read" in ran.err


def test_a_link_in_place_of_a_record_is_a_problem(plc: Plc, team: Path) -> None:
    file = record(team, "review")
    file.unlink()
    file.symlink_to(team / "plc.yaml")
    assert "1 record could not be read" in plc("diff", code=3).err


def test_a_journal_never_saved_is_all_unsaved(plc: Plc) -> None:
    Path("plc.yaml").write_text("format: 1\nname: Ours\n")
    Path("teams").mkdir()
    Path("teams/maths.yaml").write_text("format: 1\nname: Maths\n")
    for _ in ("without a history", "with an empty one"):
        out = plc("diff").out
        assert out.startswith("The whole journal\n  began the journal Ours\n")
        assert "Maths\n  started the team Maths\n" in out
        subprocess.run(["git", "init", "-q"], check=True)
    assert "no past to look at" in plc("diff", "--from", "yesterday", code=4).err


def test_two_moments_are_compared_and_echoed(plc: Plc, team: Path, on: On) -> None:
    on("2025-10-15", "Ben Teacher")
    plc("set", "action.actions.number-talks.due", "2025-11-05")
    on("2025-10-20")
    plc("note", "It works")
    ran = plc("diff", "--from", "2025-10-10", "--to", "last friday")
    assert ran.err == (
        "--from: 10 Oct 2025, as saved by Math coach on 8 Oct 2025\n"
        "--to: last friday is 17 Oct 2025, as saved by Ben Teacher on 15 Oct 2025\n"
    )
    assert ran.out == (
        f"{HEADING}    number-talks: due 22 Oct → 5 Nov 2025 (2 weeks later)\n"
    )
    ran = plc("diff", "--from", "2025-10-10")
    assert "    noted: It works\n" in ran.out
    data = plc("diff", "--from", "2025-10-10", "--json").data
    assert data["before"]["said"] == "10 Oct 2025, as saved by Math coach on 8 Oct 2025"
    assert data["after"]["commit"] == git(team, "rev-parse", "HEAD").strip()


def test_hand_edits_are_no_part_of_what_is_saved(plc: Plc, team: Path) -> None:
    replace_in(record(team, "action"), "due: 2025-10-22", "due: 2025-10-29")
    out = plc("diff", "--from", "today").out
    assert out == "Nothing changed since then.\n"
    out = plc("diff", "--from", "today", "--to", "today").out
    assert out == "Nothing changed between the two moments.\n"


def test_what_came_and_went_is_told_whole(plc: Plc, team: Path, on: On) -> None:
    on("2025-10-15")
    plc("remove", "action.actions.number-talks", "--yes")
    plc("add-action", "Strips")
    plc("new-cycle", "Angles", "--need", "Many guess")
    out = plc("diff", "--from", "2025-10-14").out
    assert out == (
        "Grade 4 math team\n"
        "  Angles (grade-4-math-team/2025-10-angles)\n"
        "    started the cycle Angles\n"
        "    review by 26 Nov 2025\n"
        f"  Comparing fractions ({NAME})\n"
        "    took away action number-talks\n"
        "    added action strips, due 29 Oct 2025\n"
    )
    on("2025-10-16")
    plc("remove", "--cycle", "angles", "--yes")
    out = plc("diff", "angles", "--from", "2025-10-15").out
    assert out.startswith(
        "Grade 4 math team\n  Angles (grade-4-math-team/2025-10-angles)\n"
    )
    assert "took away" in out


def test_teams_settings_and_files_are_told_beside_the_cycles(
    plc: Plc, team: Path, on: On
) -> None:
    on("2025-10-15")
    plc("team", "--add", "Ben Teacher", "--role", "teacher")
    plc("set", "plc.name", "Our journal")
    Path("plan.txt").write_text("A lesson plan")
    plc("attach", "plan.txt")
    out = plc("diff", "--from", "2025-10-14").out
    assert out.startswith("The whole journal\n  ")
    assert "Grade 4 math team\n  Ben Teacher joined Grade 4 math team\n" in out
    assert "    added the file plan.txt\n" in out


def test_what_became_overdue_between_two_moments_is_told(
    plc: Plc, team: Path, on: On
) -> None:
    on("2025-10-30")
    late = "    overdue: Number talks (Ben), due 22 Oct 2025\n"
    assert plc("diff", "--from", "2025-10-20").out == f"{HEADING}{late}"
    assert late in plc("diff", "--from", "2025-10-22").out
    assert late not in plc("diff", "--from", "2025-10-23").out
    assert late not in plc("diff", "--from", "2025-10-09", "--to", "2025-10-22").out
    (told,) = plc("diff", "--from", "2025-10-20", "--json").data["teams"]
    (due,) = told["cycles"][0]["overdue"]
    assert (due["id"], due["date"], due["owner"]) == (
        "number-talks",
        "2025-10-22",
        "Ben",
    )


def test_a_cycle_nobody_touched_for_four_weeks_is_told(
    plc: Plc, team: Path, on: On
) -> None:
    on("2025-11-10")
    plc("new-cycle", "Angles", "--need", "Many guess")
    plc("done", "number-talks", "--cycle", "fractions", "--date", "2025-10-08")
    on("2025-12-20")
    out = plc("diff", "--from", "2025-12-01").out
    assert out.count("    stalled: nothing changed since 10 Nov 2025\n") == 2
    assert "stalled" not in plc("diff", "--from", "2025-12-09").out
    one = plc("diff", "angles", "--from", "2025-12-01").out
    assert one.count("stalled") == 1
    plc("review", "angles", "--outcome", "cannot-tell", "--learned", "Ask earlier")
    plc("close", "angles")
    assert plc("diff", "--from", "2025-12-01").out.count("stalled") == 1


def test_the_end_alone_is_refused(plc: Plc, team: Path) -> None:
    ran = plc("diff", "--to", "last friday", code=2)
    assert ran.err == (
        "plc: --to last friday says where to end, and nothing says where to begin.\n"
        'hint: Add the other moment: plc diff --from "2 weeks ago" --to "last friday"\n'
    )


def test_moments_the_wrong_way_round_are_refused(plc: Plc, team: Path) -> None:
    ran = plc("diff", "--from", "2025-10-08", "--to", "2025-10-02", code=2)
    assert "'2025-10-08' is later than '2025-10-02'." in ran.err
    assert 'plc diff --from "2025-10-02" --to "2025-10-08"' in ran.err


@pytest.mark.parametrize(
    ("words", "code"),
    [("2025-09-01", 4), ("nonsense", 2), ("03/04", 2), ("beefbeef", 4)],
)
def test_a_moment_that_is_none_says_so(
    plc: Plc, team: Path, words: str, code: int
) -> None:
    ran = plc("diff", "--from", words, code=code)
    assert ran.err.startswith("plc: ")
    assert "\nhint: " in ran.err
    assert plc("show", "fractions", "--at", words, code=code).err == ran.err


def test_old_records_that_cannot_be_read_are_told(plc: Plc, team: Path, on: On) -> None:
    file = record(team, "action")
    good = file.read_text()
    on("2025-10-10")
    file.write_text("actions: [\n")
    git(team, "commit", "-qam", "By hand")
    on("2025-10-12")
    file.write_text(good)
    git(team, "commit", "-qam", "Mended")
    ran = plc("diff", "--from", "2025-10-11", code=3)
    assert "action.yaml cannot be compared, because it cannot be read" in ran.out
    assert (
        f"cycles/{NAME}/action.yaml: As it was (11 Oct 2025, as saved by Math coach on"
        " 10 Oct 2025), this record cannot be read: "
    ) in ran.err
    assert len(
        plc("diff", "--from", "2025-10-11", "--json", code=3).document["problems"]
    )
    assert plc("diff", "--from", "2025-10-09").out == "Nothing changed since then.\n"


def test_last_shows_four_weeks_and_moves_only_on_a_terminal(
    plc: Plc, team: Path, on: On
) -> None:
    ran = plc("diff", "--from", "last")
    assert ran.err == (
        "--from: you have not looked before, so this shows the last 4 weeks\n"
    )
    assert "    added action number-talks, due 22 Oct 2025 (owner: Ben)\n" in ran.out
    plc("diff", "--from", "last", "--json")
    assert "you have not looked before" in plc("diff", "--from", "last").err
    ran = plc("show", "fractions", "--at", "last", code=4)
    assert (
        "hint: Look at it whole in a terminal, and it will: plc diff --from last"
        in ran.err
    )


def test_a_cycle_is_shown_as_it_was(plc: Plc, team: Path, on: On) -> None:
    on("2025-10-15")
    plc("done", "number-talks")
    ran = plc("show", "fractions", "--at", "2025-10-08")
    assert "(planned, due 2025-10-22; Ben) [number-talks]" in ran.out
    assert "\nNext" not in ran.out
    assert ran.err == "--at: 8 Oct 2025, as saved by Math coach that day\n"
    assert "number-talks" not in plc("show", "--at", "2025-10-07").out
    document = plc("show", "fractions", "--at", "2025-10-08", "--json").document
    assert document["kind"] == "show"
    assert document["data"]["actions"][0]["id"] == "number-talks"


def test_a_cycle_that_was_not_there_yet_says_when_it_began(
    plc: Plc, team: Path, on: On
) -> None:
    on("2025-10-15")
    plc("new-cycle", "Angles", "--need", "Many guess")
    ran = plc("show", "angles", "--at", "2025-10-14", code=4)
    assert ran.err == (
        "--at: 14 Oct 2025, as saved by Math coach on 8 Oct 2025\n"
        "plc: There was no cycle grade-4-math-team/2025-10-angles then (14 Oct 2025, as"
        " saved by Math coach on 8 Oct 2025).\n"
        "hint: It began on 15 Oct 2025. Type that day or a later one: 2025-10-15\n"
    )
    assert "There is no cycle 'zzz'" in plc("show", "zzz", "--at", "today", code=4).err


def test_a_cycle_that_is_gone_is_shown_as_it_was(plc: Plc, team: Path, on: On) -> None:
    on("2025-10-15")
    plc("remove", "--cycle", "fractions", "--yes")
    out = plc("show", "fractions", "--at", "2025-10-10").out
    assert out.startswith("Comparing fractions\n")


def test_an_unreadable_record_of_then_is_a_problem(
    plc: Plc, team: Path, on: On
) -> None:
    on("2025-10-10")
    file = record(team, "action")
    good = file.read_text()
    file.write_text("actions: [\n")
    git(team, "commit", "-qam", "By hand")
    on("2025-10-12")
    file.write_text(good)
    git(team, "commit", "-qam", "Mended")
    ran = plc("show", "fractions", "--at", "2025-10-11", code=3)
    assert "Could not be read: action.yaml" in ran.out
    plc("show", "fractions", "--at", "2025-10-12")
