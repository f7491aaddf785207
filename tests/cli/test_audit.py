"""plc audit: what is lost where work was put together with other programs."""

import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from dated import By, people
from in_process import Plc
from installed import git

NAME = "grade-4-math-team/2026-01-comparing-fractions"
ACTION = f"cycles/{NAME}/action.yaml"
PRIORITY = f"cycles/{NAME}/priority.yaml"
TEAM = "teams/grade-4-math-team.yaml"
TALK = "action.actions.number-talk"


@pytest.fixture
def by(monkeypatch: pytest.MonkeyPatch) -> By:
    return people(monkeypatch)


@pytest.fixture
def parted(plc: Plc, cycle: Path, journal: Path, by: By, shelf: Path) -> Path:
    """Teacher A changed two fields here, teacher B three and a team there."""
    kept = shelf / "parted"
    if kept.exists():
        shutil.rmtree(journal / ".git")
        shutil.copytree(kept, journal, dirs_exist_ok=True)
        by("Math coach", "18")
        return journal
    plc("add-action", "Number talk", "--due", "2026-01-22")
    plc("add-action", "Reteach", "--due", "2026-01-22")
    git(journal, "branch", "there")
    by("Teacher A", "16")
    plc("set", f"{TALK}.due", "2026-01-29")
    plc("set", "priority.question", "What about size?")
    git(journal, "checkout", "-q", "there")
    by("Teacher B", "17")
    plc("set", f"{TALK}.owner", "all of us")
    plc("add-action", "Third idea", "--due", "2026-02-05")
    plc("set", "priority.need", "They count digits")
    plc("team", "grade-4", "--add", "Teacher C", "--role", "teacher")
    git(journal, "checkout", "-q", "main")
    by("Math coach", "18")
    shutil.copytree(journal, kept)
    return journal


LOST = [
    "reworded what we see: They count digits",
    "number-talk: owner all of us",
    "added action third-idea, due 5 Feb 2026",
    "Teacher C joined Grade 4 math team",
]


def merged(folder: Path, *words: str, other: str = "there") -> None:
    """Put another line of work together with this one, with plain git."""
    git(folder, "merge", "-q", "--no-ff", "-m", "Merge", *words, other)


def merged_as(folder: Path, files: dict[str, str | None], other: str = "there") -> None:
    """Put two lines together, some files with the text that somebody gave them."""
    merged(folder, "--no-commit", "-s", "ours", other=other)
    for path, text in files.items():
        if text is None:
            git(folder, "rm", "-q", "--cached", "--ignore-unmatch", "--", path)
            (folder / path).unlink(missing_ok=True)
        else:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
            git(folder, "add", "--", path)
    git(folder, "commit", "-q", "--no-edit")


def at(folder: Path, name: str, path: str) -> str:
    return git(folder, "show", f"{name}:{path}")


def losses(plc: Plc, *words: str, code: int = 1) -> list[dict[str, Any]]:
    return list(plc("audit", "--json", *words, code=code).data["losses"])


def told(plc: Plc, *words: str, code: int = 1) -> list[str]:
    return [one["sentence"] for one in losses(plc, *words, code=code)]


def commands(plc: Plc) -> list[str]:
    return [one["command"] for one in losses(plc)]


# What is found.


def test_audit_finds_nothing_where_nothing_was_put_together(
    plc: Plc, cycle: Path
) -> None:
    ran = plc("audit")
    assert ran.out == "Nothing is lost.\n  Nobody's work had to be put together.\n"


def test_audit_says_that_nothing_was_saved_yet(plc: Plc, tmp_path: Path) -> None:
    Path("plc.yaml").write_text("format: 1\n", encoding="utf-8")
    assert "Nothing was saved in this journal yet" in plc("audit", code=4).err


def test_audit_lists_exactly_what_a_merge_that_took_one_side_lost(
    plc: Plc, parted: Path
) -> None:
    merged(parted, "-s", "ours")
    ran = plc("audit", code=1)
    assert ran.out == (
        "4 changes were lost when people's work was put together elsewhere:\n"
        "\n"
        "comparing-fractions: put together by Math coach on 18 Jan 2026\n"
        "  reworded what we see: They count digits (Teacher B, 17 Jan 2026)\n"
        '    plc set priority.need "They count digits" --cycle comparing-fractions\n'
        "  number-talk: owner all of us (Teacher B, 17 Jan 2026)\n"
        f'    plc set {TALK}.owner "all of us" --cycle comparing-fractions\n'
        "  added action third-idea, due 5 Feb 2026 (Teacher B, 17 Jan 2026)\n"
        "    plc audit --bring-back action.actions.third-idea"
        " --cycle comparing-fractions\n"
        "\n"
        "Put together by Math coach on 18 Jan 2026\n"
        "  Teacher C joined Grade 4 math team (Teacher B, 17 Jan 2026)\n"
        "    plc audit --bring-back teams.grade-4-math-team.members.teacher-c\n"
    )


def test_audit_lists_what_was_saved_here_and_lost_too(plc: Plc, parted: Path) -> None:
    files = {path: at(parted, "there", path) for path in (ACTION, PRIORITY, TEAM)}
    merged_as(parted, dict(files))
    assert told(plc) == [
        "wrote the question: What about size?",
        "number-talk: due 22 Jan → 29 Jan 2026 (7 days later)",
    ]


def test_audit_finds_nothing_where_everything_was_put_together(
    plc: Plc, parted: Path
) -> None:
    action = at(parted, "there", ACTION).replace("01-22", "01-29", 1)
    priority = at(parted, "main", PRIORITY).replace("Many count", "They count")
    files = {ACTION: action, PRIORITY: priority, TEAM: at(parted, "there", TEAM)}
    merged_as(parted, dict(files))
    ran = plc("audit")
    more = "Work was put together once; all of it is here, or changed since."
    assert ran.out == f"Nothing is lost.\n  {more}\n"


def test_a_json_loss_says_when_who_where_what_and_how_to_bring_it_back(
    plc: Plc, parted: Path
) -> None:
    merged(parted, "-s", "ours")
    document = plc("audit", "--json", code=1).document
    assert document["kind"] == "audit"
    assert document["problems"] == []
    assert document["data"]["merges"] == 1
    loss = document["data"]["losses"][0]
    assert loss == {
        "commit": git(parted, "rev-parse", "HEAD").strip(),
        "when": "2026-01-18",
        "who": "Math coach",
        "cycle": NAME,
        "path": PRIORITY,
        "field": "priority.need",
        "before": "Many count digits",
        "after": "They count digits",
        "sentence": LOST[0],
        "by": "Teacher B",
        "day": "2026-01-17",
        "command": 'plc set priority.need "They count digits"'
        " --cycle comparing-fractions",
    }


def test_a_field_that_both_sides_changed_is_what_people_decided(
    plc: Plc, parted: Path, by: By
) -> None:
    git(parted, "checkout", "-q", "there")
    plc("set", f"{TALK}.due", "2026-02-12")
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    assert told(plc) == LOST


def test_a_value_that_waits_in_the_result_for_a_decision_is_not_lost(
    plc: Plc, parted: Path
) -> None:
    entry = (
        "contested:\n  - field: action.actions.number-talk.owner\n    values:\n"
        "      - value: all of us\n      - absent: true\n"
    )
    merged_as(parted, {ACTION: at(parted, "main", ACTION) + entry})
    assert LOST[1] not in told(plc)


def test_two_versions_that_waited_on_one_side_are_not_lost_silently(
    plc: Plc, parted: Path
) -> None:
    entry = (
        "contested:\n  - field: action.actions.reteach.due\n    values:\n"
        "      - value: 2026-01-22\n        by: Teacher A\n"
        "      - value: 2026-03-05\n        by: Teacher B\n"
    )
    git(parted, "checkout", "-q", "there")
    with (parted / ACTION).open("a", encoding="utf-8") as file:
        file.write(entry)
    plc("save")
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    lost = [one["field"] for one in losses(plc)]
    assert "action.contested.action.actions.reteach.due" in lost
    plc("audit", "--bring-back", "action.contested.action.actions.reteach.due")
    assert "by: Teacher B" in (parted / ACTION).read_text()


def test_what_one_side_took_away_and_the_other_edited_stays_and_is_no_loss(
    plc: Plc, parted: Path
) -> None:
    plc("remove", TALK)
    files = {path: at(parted, "there", path) for path in (ACTION, TEAM)}
    need = at(parted, "main", PRIORITY).replace("Many count", "They count")
    merged_as(parted, {**files, PRIORITY: need})
    assert told(plc, code=0) == []


def test_what_one_side_took_away_and_is_there_again_is_a_loss(
    plc: Plc, parted: Path
) -> None:
    git(parted, "checkout", "-q", "there")
    plc("remove", "action.actions.reteach")
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    assert "took away action reteach" in told(plc)
    plc("audit", "--bring-back", "action.actions.reteach")
    assert "id: reteach" not in (parted / ACTION).read_text()


def test_a_cycle_that_one_side_took_away_and_the_other_worked_on_stays(
    plc: Plc, parted: Path
) -> None:
    git(parted, "branch", "-f", "there")
    (parted.parent / "plan.txt").write_text("a plan", encoding="utf-8")
    plc("attach", "../plan.txt")
    git(parted, "branch", "-f", "there")
    plc("note", "We went on")
    git(parted, "checkout", "-q", "there")
    plc("remove", "--cycle", "fractions", "--yes")
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    assert told(plc, code=0) == []


def test_a_whole_cycle_that_was_taken_away_and_is_there_again_is_told(
    plc: Plc, parted: Path
) -> None:
    git(parted, "branch", "-f", "there")
    git(parted, "checkout", "-q", "there")
    plc("remove", "--cycle", "fractions", "--yes")
    git(parted, "checkout", "-q", "main")
    plc("set", "plc.school", "Maple Ridge")
    merged(parted, "-s", "ours")
    assert told(plc) == ["took away the cycle Comparing fractions"]
    assert commands(plc) == ["plc remove --cycle comparing-fractions"]
    plc("remove", "--cycle", "comparing-fractions", "--yes")
    assert told(plc, code=0) == []


@pytest.mark.parametrize(
    ("field", "value", "typed"),
    [
        (f"{TALK}.quick_win", "true", "true"),
        ("priority.learners.size", "64", "64"),
        (f"{TALK}.due", "", '""'),
        ("priority.plan_link", "Goal2", "Goal2"),
    ],
)
def test_a_single_value_is_brought_back_by_setting_it(
    plc: Plc, parted: Path, field: str, value: str, typed: str
) -> None:
    git(parted, "branch", "-f", "there")
    git(parted, "checkout", "-q", "there")
    plc("set", field, value)
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    [command] = commands(plc)
    assert command == f"plc set {field} {typed} --cycle comparing-fractions"
    plc(*shlex.split(command)[1:])
    assert told(plc, code=0) == []


def test_a_record_too_large_or_a_link_is_a_problem_not_a_crash(
    plc: Plc, parted: Path
) -> None:
    git(parted, "checkout", "-q", "there")
    (parted / PRIORITY).write_text("# much\n" * 60_000, encoding="utf-8")
    (parted / ACTION).unlink()
    (parted / ACTION).symlink_to("priority.yaml")
    git(parted, "commit", "-q", "-a", "-m", "Odd")
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    problems = plc("audit", "--json", code=1).document["problems"]
    assert [one["path"] for one in problems] == [ACTION, PRIORITY]
    assert "too large" in problems[1]["message"]


def test_a_whole_cycle_that_was_lost_is_one_thing(plc: Plc, parted: Path) -> None:
    git(parted, "checkout", "-q", "there")
    plc("new-cycle", "Reading aloud", "--need", "Few read")
    (parted.parent / "plan.txt").write_text("a plan", encoding="utf-8")
    plc("attach", "../plan.txt", "--cycle", "reading")
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    folder = "cycles/grade-4-math-team/2026-01-reading-aloud"
    assert "the whole cycle Reading aloud (4 records and 1 file)" in told(plc)
    assert f"plc audit --bring-back {folder}" in commands(plc)
    plc("audit", "--bring-back", folder)
    for path in (f"{folder}/evidence.yaml", f"{folder}/files/plan.txt"):
        assert (parted / path).read_text() == at(parted, "there", path)
    assert told(plc) == LOST


def test_one_lost_record_is_told_as_one(plc: Plc, parted: Path) -> None:
    git(parted, "checkout", "-q", "there")
    plc("team", "--new", "Reading team")
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    assert "plc audit --bring-back teams.reading-team" in commands(plc)
    plc("audit", "--bring-back", "teams.reading-team")
    there = "teams/reading-team.yaml"
    assert (parted / there).read_text() == at(parted, "there", there)


def test_files_beside_the_records_are_looked_at_too(plc: Plc, parted: Path) -> None:
    plan = parted.parent / "plan.txt"
    plan.write_text("a plan", encoding="utf-8")
    plc("attach", "../plan.txt")
    git(parted, "branch", "-f", "there")
    git(parted, "checkout", "-q", "there")
    held = parted / f"cycles/{NAME}/files/plan.txt"
    held.write_text("a better plan", encoding="utf-8")
    (parted / f"cycles/{NAME}/files/more.txt").write_text("more", encoding="utf-8")
    plc("save")
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    assert told(plc) == ["added the file more.txt", "changed the file plan.txt"]
    plc("audit", "--bring-back", "files/plan.txt", "--cycle", "fractions")
    assert held.read_text() == "a better plan"
    plc("audit", "--bring-back", "more.txt")
    assert told(plc, code=0) == []


def test_a_file_kept_under_another_name_is_not_lost(plc: Plc, parted: Path) -> None:
    git(parted, "branch", "-f", "there")
    git(parted, "checkout", "-q", "there")
    plan = f"cycles/{NAME}/files/plan.txt"
    (parted / plan).parent.mkdir()
    (parted / plan).write_text("theirs", encoding="utf-8")
    plc("save")
    git(parted, "checkout", "-q", "main")
    merged_as(parted, {plan.replace("plan", "plan.teacher-b"): "theirs"})
    assert told(plc, code=0) == []


def test_lines_that_could_stand_together_are_lost_when_one_side_was_taken(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    whole = "one\ntwo\nthree\nfour\nfive\n"
    plc("set", "action.theory", whole)
    git(journal, "branch", "there")
    plc("set", "action.theory", whole.replace("one", "ONE"))
    git(journal, "checkout", "-q", "there")
    plc("set", "action.theory", whole.replace("five", "FIVE"))
    git(journal, "checkout", "-q", "main")
    merged(journal, "-s", "ours")
    [loss] = losses(plc)
    assert loss["after"].split() == ["ONE", "two", "three", "four", "FIVE"]
    assert loss["command"].startswith("plc audit --bring-back action.theory")
    plc("audit", "--bring-back", "action.theory")
    assert "ONE" in (journal / ACTION).read_text()
    assert "FIVE" in (journal / ACTION).read_text()


def test_a_text_that_somebody_made_of_both_is_their_decision(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    plc("set", "action.theory", "one\ntwo\nthree\n")
    git(journal, "branch", "there")
    plc("set", "action.theory", "ONE\ntwo\nthree\n")
    git(journal, "checkout", "-q", "there")
    plc("set", "action.theory", "one\ntwo\nTHREE\n")
    git(journal, "checkout", "-q", "main")
    text = at(journal, "main", ACTION).replace("two", "made of both")
    merged_as(journal, {ACTION: text})
    assert told(plc, code=0) == []


# What happened since.


def test_what_was_mended_by_hand_is_not_listed_again(plc: Plc, parted: Path) -> None:
    merged(parted, "-s", "ours")
    plc("set", "priority.need", "They count digits", "--cycle", "comparing-fractions")
    assert told(plc) == LOST[1:]


def test_every_command_that_is_offered_brings_its_loss_back(
    plc: Plc, parted: Path
) -> None:
    merged(parted, "-s", "ours")
    for command in commands(plc):
        plc(*shlex.split(command)[1:])
    assert told(plc, code=0) == []
    assert "They count digits" in (parted / PRIORITY).read_text()
    assert "all of us" in (parted / ACTION).read_text()
    assert "Third idea" in (parted / ACTION).read_text()
    assert "Teacher C" in (parted / TEAM).read_text()


def test_what_was_decided_otherwise_since_is_not_listed(plc: Plc, parted: Path) -> None:
    merged(parted, "-s", "ours")
    plc("set", "priority.need", "Something else")
    assert told(plc) == LOST[1:]
    plc("set", "priority.need", "Many count digits")
    assert told(plc) == LOST[1:], "somebody looked at it and went back"


def test_a_loss_stays_one_while_other_fields_of_the_record_change(
    plc: Plc, parted: Path
) -> None:
    merged(parted, "-s", "ours")
    plc("set", "priority.title", "Another title")
    plc("set", "action.actions.reteach.owner", "me")
    assert told(plc) == LOST


def test_a_loss_in_something_that_is_gone_is_no_longer_one(
    plc: Plc, parted: Path
) -> None:
    merged(parted, "-s", "ours")
    plc("remove", TALK)
    assert LOST[1] not in told(plc)


def test_a_later_merge_may_bring_things_back(plc: Plc, parted: Path) -> None:
    merged(parted, "-s", "ours")
    git(parted, "checkout", "-q", "there")
    plc("note", "Something later")
    git(parted, "checkout", "-q", "main")
    files = {path: at(parted, "there", path) for path in (ACTION, PRIORITY, TEAM)}
    merged_as(parted, dict(files))
    assert "Third idea" in (parted / ACTION).read_text()
    assert told(plc) == [
        "wrote the question: What about size?",
        "number-talk: due 22 Jan → 29 Jan 2026 (7 days later)",
    ]


def test_since_leaves_out_what_was_put_together_before(
    plc: Plc, parted: Path, by: By
) -> None:
    merged(parted, "-s", "ours")
    first = git(parted, "rev-parse", "HEAD").strip()
    git(parted, "checkout", "-q", "-b", "more")
    plc("set", f"{TALK}.quick_win", "true")
    git(parted, "checkout", "-q", "main")
    by("Math coach", "20")
    plc("note", "Meanwhile")
    merged(parted, "-s", "ours", other="more")
    assert told(plc) == ["number-talk: a quick win", *LOST]
    assert told(plc, "--since", first[:8]) == ["number-talk: a quick win"]
    assert "--since" in plc("audit", "--since", first[:8], code=1).err


def test_since_something_that_is_no_moment_is_refused(plc: Plc, cycle: Path) -> None:
    assert "does not understand" in plc("audit", "--since", "soonish", code=2).err


# Bringing back.


def test_bringing_back_keeps_what_was_typed_since(plc: Plc, parted: Path) -> None:
    merged(parted, "-s", "ours")
    action = parted / ACTION
    text = action.read_text().replace("what: Number talk", "what: Talk of numbers")
    action.write_text(f"# by hand\n{text}", encoding="utf-8")
    ran = plc("audit", "--bring-back", "third-idea", "--json")
    assert ran.data["id"] == "action.actions.third-idea"
    assert "# by hand" in action.read_text()
    assert "Talk of numbers" in action.read_text()
    subject = git(parted, "log", "-1", "--format=%s%n%b").splitlines()
    assert subject[0] == ("Bring back: action.actions.third-idea (comparing-fractions)")
    assert "Plc-Action: bring-back" in subject


def test_bringing_back_can_be_taken_back(plc: Plc, parted: Path) -> None:
    merged(parted, "-s", "ours")
    before = (parted / ACTION).read_bytes()
    plc("audit", "--bring-back", "third-idea")
    plc("undo")
    assert (parted / ACTION).read_bytes() == before
    assert LOST[2] not in told(plc), "somebody decided to leave it"


def test_bringing_back_passes_the_privacy_gate(plc: Plc, parted: Path) -> None:
    merged(parted, "-s", "ours")
    names = parted / "local/names.txt"
    names.parent.mkdir(exist_ok=True)
    names.write_text("Third\n", encoding="utf-8")
    before = (parted / ACTION).read_bytes()
    ran = plc("audit", "--bring-back", "third-idea", code=5)
    assert "Not saved, to protect people" in ran.err
    assert (parted / ACTION).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("nothing-like-it", "See what was lost: plc audit"),
        ("action.actions.third-ide", "Did you mean action.actions.third-idea?"),
    ],
)
def test_bringing_back_what_is_not_lost_is_refused(
    plc: Plc, parted: Path, words: str, hint: str
) -> None:
    merged(parted, "-s", "ours")
    assert hint in plc("audit", "--bring-back", words, code=4).err


def test_a_name_lost_in_two_cycles_needs_the_cycle(plc: Plc, parted: Path) -> None:
    git(parted, "branch", "-f", "there")
    plc("new-cycle", "Reading aloud", "--need", "Few read")
    git(parted, "branch", "-f", "there")
    git(parted, "checkout", "-q", "there")
    for name in ("reading", "fractions"):
        plc("set", "priority.plan_link", "Goal 2", "--cycle", name)
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    ran = plc("audit", "--bring-back", "priority.plan_link", code=2)
    assert "was lost in several cycles" in ran.err
    assert f"--cycle {NAME}" in ran.err
    assert [one["cycle"] for one in losses(plc, "--cycle", "reading")] == [
        "grade-4-math-team/2026-01-reading-aloud"
    ]
    plc("audit", "--bring-back", "priority.plan_link", "--cycle", "reading")
    assert [one["cycle"] for one in losses(plc)] == [NAME]


def test_a_value_no_shell_would_take_is_brought_back_by_name(
    plc: Plc, parted: Path
) -> None:
    git(parted, "checkout", "-q", "there")
    plc("set", f"{TALK}.owner", 'me & "you" $HOME')
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    owner = next(one for one in losses(plc) if one["field"] == f"{TALK}.owner")
    assert owner["command"].startswith("plc audit --bring-back ")
    plc("audit", "--bring-back", f"{TALK}.owner")
    assert 'me & "you" $HOME' in plc("show", "--json").out.replace("\\", "")


# Unusual pasts.


def test_crossing_lines_are_compared_with_every_past_they_share(
    plc: Plc, parted: Path, by: By
) -> None:
    git(parted, "branch", "-f", "there", "main")
    plc("set", "priority.plan_link", "Goal 2")
    git(parted, "checkout", "-q", "there")
    plc("set", f"{TALK}.owner", "all of us")
    here, there = (git(parted, "rev-parse", name).strip() for name in ("main", "there"))
    merged(parted, "-q", other=here)
    git(parted, "checkout", "-q", "main")
    merged(parted, other=there)
    plc("set", f"{TALK}.quick_win", "true")
    merged(parted, "-s", "ours")
    assert told(plc, code=0) == []
    git(parted, "checkout", "-q", "there")
    plc("set", "action.actions.reteach.owner", "me")
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    assert told(plc) == ["reteach: owner me"]


def test_three_lines_put_together_at_once_are_looked_at(plc: Plc, parted: Path) -> None:
    git(parted, "checkout", "-q", "-b", "third", "main")
    plc("set", "priority.plan_link", "Goal 2")
    git(parted, "checkout", "-q", "main")
    plc("note", "Here")
    git(parted, "merge", "-q", "-s", "ours", "-m", "Merge", "there", "third")
    found = told(plc)
    assert {*LOST} < {*found}
    assert any("Goal 2" in sentence for sentence in found)


def test_lines_without_a_common_past_lose_whole_records(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    git(journal, "checkout", "-q", "--orphan", "alone")
    git(journal, "rm", "-r", "-q", "--cached", ".")
    shutil.rmtree(journal / "cycles")
    team = journal / "teams/other.yaml"
    team.write_text("format: 1\nname: Other team\n", encoding="utf-8")
    git(journal, "add", "teams/other.yaml")
    git(journal, "commit", "-q", "-m", "Alone")
    git(journal, "checkout", "-q", "-f", "main")
    merged(journal, "-s", "ours", "--allow-unrelated-histories", other="alone")
    assert commands(plc) == ["plc audit --bring-back teams.other"]


def test_a_copy_without_the_beginning_says_so(
    plc: Plc, parted: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    merged(parted, "-s", "ours")
    git(tmp_path, "clone", "-q", "--depth=2", f"file://{parted}", "copy")
    monkeypatch.chdir(tmp_path / "copy")
    ran = plc("audit")
    assert "The history here begins on 16 Jan 2026" in ran.out


def test_a_journal_inside_a_bigger_history_is_audited(
    plc: Plc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path / "work", "init", "-q")
    (tmp_path / "work/other.txt").write_text("other", encoding="utf-8")
    plc("init", "journal", "--author", "Math coach", "--team", "Maths")
    monkeypatch.chdir(tmp_path / "work/journal")
    git(Path(), "branch", "there")
    plc("set", "teams.maths.meeting.place", "Room 1")
    git(Path(), "checkout", "-q", "there")
    plc("set", "teams.maths.meeting.day", "Wed")
    Path("../other.txt").write_text("changed", encoding="utf-8")
    git(Path(), "add", "../other.txt")
    git(Path(), "commit", "-q", "-m", "Not of the journal")
    git(Path(), "checkout", "-q", "main")
    merged(Path(), "-s", "ours")
    assert commands(plc) == ["plc set teams.maths.meeting.day Wed"]
    plc("set", "teams.maths.meeting.day", "Wed")
    assert told(plc, code=0) == []


def test_a_result_nobody_could_read_is_compared_as_it_was_mended(
    plc: Plc, parted: Path
) -> None:
    marked = "<<<<<<< HEAD\n" + at(parted, "main", ACTION) + "=======\n>>>>>>> there\n"
    merged_as(parted, {ACTION: marked})
    problems = plc("audit", "--json", code=1).document["problems"]
    assert [one["path"] for one in problems] == [ACTION]
    assert "this record cannot be read" in problems[0]["message"]
    (parted / ACTION).write_text(at(parted, "main^", ACTION), encoding="utf-8")
    git(parted, "commit", "-q", "-a", "-m", "Mended")
    document = plc("audit", "--json", code=1).document
    assert document["problems"] == []
    assert {*LOST[1:3]} < {one["sentence"] for one in document["data"]["losses"]}
    plc("audit", "--bring-back", "third-idea")
    assert "Third idea" in (parted / ACTION).read_text()


def test_a_side_nobody_can_read_is_a_problem_with_its_name(
    plc: Plc, parted: Path
) -> None:
    git(parted, "checkout", "-q", "there")
    (parted / ACTION).write_text("actions: [\n", encoding="utf-8")
    git(parted, "commit", "-q", "-a", "-m", "Broken")
    git(parted, "checkout", "-q", "main")
    files = {path: at(parted, "there", path) for path in (PRIORITY, TEAM)}
    question = "question: What about size?"
    files[PRIORITY] += question if "question:" not in files[PRIORITY] else ""
    merged_as(parted, dict(files))
    ran = plc("audit", "--json", code=1)
    assert [one["path"] for one in ran.document["problems"]] == [ACTION]
    assert f"{ACTION}: In what Math coach put together" in plc("audit", code=1).err


def test_what_somebody_tried_to_hide_in_a_name_does_not_reach_the_terminal(
    plc: Plc, parted: Path
) -> None:
    git(parted, "checkout", "-q", "there")
    text = at(parted, "main", ACTION).replace("Reteach", '"Re\\u202eteach"')
    (parted / ACTION).write_text(text, encoding="utf-8")
    git(parted, "commit", "-q", "-a", "-m", "Odd")
    git(parted, "checkout", "-q", "main")
    merged(parted, "-s", "ours")
    assert "\u202e" not in plc("audit", code=1).out


# Our own.


@pytest.mark.slow
def test_what_plc_puts_together_itself_loses_nothing(
    plc: Plc, parted: Path, by: By, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "--bare", "hub")
    plc("sync", "--with", str(tmp_path / "hub"), "--no-input")
    by("Teacher B", "19")
    plc("join", str(tmp_path / "hub"), str(tmp_path / "two"), "--no-input")
    monkeypatch.chdir(tmp_path / "two")
    plc("set", f"{TALK}.due", "2026-03-01")
    plc("set", "action.actions.reteach.owner", "us")
    plc("add-action", "Read aloud", "--due", "2026-03-02")
    plc("set", "priority.need", "One thing")
    plc("sync", "--no-input")
    by("Math coach", "20")
    monkeypatch.chdir(parted)
    plc("set", f"{TALK}.due", "2026-04-01")
    plc("remove", "action.actions.reteach")
    plc("add-action", "Read-aloud!", "--due", "2026-04-02")
    plc("new-cycle", "Reading", "--need", "Few read")
    ran = plc("sync", "--no-input", "--json")
    assert ran.data["losses"] == []
    assert ran.data["waiting"]
    assert plc("audit", "--json").data["merges"] == 1


def test_sync_tells_what_arrived_with_losses(
    plc: Plc, parted: Path, by: By, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "--bare", "hub")
    plc("sync", "--with", str(tmp_path / "hub"), "--no-input")
    git(tmp_path, "clone", "-q", "hub", "web")
    web = tmp_path / "web"
    git(web, "fetch", "-q", str(parted), "there:there")
    merged(web, "-s", "ours")
    git(web, "push", "-q", "origin", "main")
    ran = plc("sync", "--no-input", "--json")
    assert [one["sentence"] for one in ran.data["losses"]] == LOST
