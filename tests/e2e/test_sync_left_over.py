"""Sharing that was cut off at the worst moment, and files that do not fit together."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from installed import git
from team_of_clones import Colleague, Team, assert_settled

# Runs plc, and ends it like a power cut when a function is about to be called again.
_DIES = """
import os, sys
from importlib import import_module
module, name, times = sys.argv.pop(1), sys.argv.pop(1), int(sys.argv.pop(1))
owner = import_module(module)
for part in name.split(".")[:-1]:
    owner = getattr(owner, part)
name = name.split(".")[-1]
real, count = getattr(owner, name), 0

def dying(*words, **named):
    global count
    count += 1
    if count > times:
        os._exit(9)
    return real(*words, **named)

setattr(owner, name, dying)
from plcjournal.cli.app import run
sys.exit(run())
"""


@pytest.fixture
def team(tmp_path: Path, begun: Path, shelf: Path) -> Team:
    return Team(tmp_path, begun, shelf)


@pytest.fixture
def coach(team: Team) -> Colleague:
    return team.first


@pytest.fixture
def zoe(team: Team) -> Colleague:
    return team.colleague("Zoe")


def _dies(one: Colleague, module: str, name: str, times: int, *words: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _DIES, module, name, str(times), *words],
        cwd=one.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 9, ended.stderr


def _file(one: Colleague, name: str, words: str | bytes | None) -> Path:
    """Put a file of the cycle into the folder and save it with plain git."""
    path = one.file("action").parent / "files" / name
    path.parent.mkdir(exist_ok=True, parents=True)
    if words is None:
        path.unlink()
    else:
        path.write_bytes(words.encode() if isinstance(words, str) else words)
    one.git("add", "-A", ".")
    one.git("commit", "-qm", f"Change {name}")
    return path


@pytest.mark.parametrize("step", ["forget", "_finished"])
def test_a_file_left_out_is_not_taken_away_after_a_kill(
    team: Team, coach: Colleague, zoe: Colleague, step: str
) -> None:
    huge = b"\0" * (26 * 1024 * 1024)
    _file(coach, "video.bin", huge)
    coach.git("push", "-q", str(team.hub), "HEAD:main")  # plc would not send it
    place = {
        "forget": ("plcjournal.saving.receiving", "forget", 1),
        "_finished": ("plcjournal.repository.repository", "Repository.move_branch", 0),
    }[step]
    _dies(zoe, *place, "sync")
    told = zoe.plc("sync")
    assert told.startswith("Nothing new")
    zoe.plc("save")
    zoe.plc("sync")
    listed = git(team.hub, "ls-tree", "-r", "main")
    assert "video.bin" in listed
    assert_settled(zoe)


def test_what_replaces_a_file_and_is_left_out_does_not_hide_later_words(
    team: Team, coach: Colleague, zoe: Colleague
) -> None:
    _file(coach, "plan.md", "A plan\n")
    coach.plc("sync")
    zoe.plc("sync")
    _file(coach, "plan.md", b"\0" * (26 * 1024 * 1024))
    coach.git("push", "-q", str(team.hub), "HEAD:main")  # plc would not send it
    zoe.plc("sync")
    mine = zoe.file("action").parent / "files/plan.md"
    assert not mine.exists()
    assert_settled(zoe)
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("My own plan\n", encoding="utf-8")
    assert "Saved 1 file" in zoe.plc("save")
    assert zoe.git("show", "HEAD:./" + mine.relative_to(zoe.folder).as_posix()) == (
        "My own plan"
    )


@pytest.mark.parametrize("writes", [0, 1])
def test_a_kill_between_two_files_loses_no_version(
    team: Team, coach: Colleague, zoe: Colleague, writes: int
) -> None:
    for one in (coach, zoe):
        _file(one, "plan.md", f"The plan of {one.name}\n")
    coach.plc("sync")
    _dies(zoe, "plcjournal.store", "write", writes, "sync")
    zoe.plc("save", code=None)
    zoe.plc("sync")
    coach.plc("sync")
    texts = {
        file.read_text(encoding="utf-8")
        for file in coach.file("action").parent.glob("files/*")
    }
    assert {"The plan of Coach\n", "The plan of Zoe\n"} <= texts
    assert coach.tip() == zoe.tip()


def test_a_file_that_became_a_folder_and_back_arrives(
    team: Team, coach: Colleague, zoe: Colleague
) -> None:
    path = _file(coach, "plan.md", "A plan\n")
    coach.plc("sync")
    zoe.plc("sync")
    path.unlink()
    path.mkdir()
    _file(coach, "plan.md/part-1.md", "Part 1\n")
    coach.plc("sync")
    zoe.plc("sync")
    theirs = zoe.file("action").parent / "files/plan.md"
    assert (theirs / "part-1.md").read_text(encoding="utf-8") == "Part 1\n"
    (path / "part-1.md").unlink()
    path.rmdir()
    _file(coach, "plan.md", "One plan again\n")
    coach.plc("sync")
    zoe.plc("sync")
    assert theirs.read_text(encoding="utf-8") == "One plan again\n"
    assert_settled(coach, zoe)


def test_one_odd_file_name_stops_nothing_else(team: Team, coach: Colleague) -> None:
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    folder = coach.file("action").parent / "files"
    folder.mkdir()
    (folder / "What next?.txt").write_text("x", encoding="utf-8")
    text = coach.text("priority").replace("Digits are", "Digits were")
    coach.file("priority").write_text(text, encoding="utf-8")
    told = coach.plc("sync", code=5)
    assert "Not every computer can hold a file of this name" in told
    assert "Saved what was changed by hand: priority.yaml" in told
    assert "Digits were" in git(team.hub, "show", f"main:{_inside(coach, 'priority')}")


def _inside(one: Colleague, stage: str) -> str:
    return one.file(stage).relative_to(one.folder).as_posix()


def test_a_shared_journal_whose_line_was_renamed_is_followed(
    team: Team, coach: Colleague
) -> None:
    git(team.hub, "branch", "-m", "main", "trunk")
    git(team.hub, "symbolic-ref", "HEAD", "refs/heads/trunk")
    coach.plc("note", "After the move")
    coach.plc("sync")
    branches = git(team.hub, "for-each-ref", "--format=%(refname)").split()
    assert branches == ["refs/heads/trunk"]
    assert "After the move" in git(
        team.hub, "show", f"trunk:{_inside(coach, 'action')}"
    )


def test_messages_and_file_names_are_looked_at_before_sharing(
    team: Team, coach: Colleague
) -> None:
    _file(coach, "emily.smith@school.org.md", "x")
    told = coach.plc("sync", code=6)
    assert "Not shared, to protect people" in told
    assert "emily" not in git(team.hub, "ls-tree", "-r", "main")


def test_what_was_received_is_told_also_when_sharing_fails(
    team: Team, coach: Colleague, zoe: Colleague
) -> None:
    coach.plc("note", "Of the coach")
    coach.plc("sync")
    zoe.git("commit", "-q", "--allow-empty", "-m", "For a.parent@example.com")
    told = zoe.plc("sync", code=6)
    assert "Received 1 change from Coach" in told
    assert "Nothing of yours was shared yet" in told
    assert "Not shared, to protect people" in told


def test_a_newer_journal_is_not_touched(
    team: Team, coach: Colleague, zoe: Colleague
) -> None:
    settings = coach.folder / "plc.yaml"
    text = settings.read_text(encoding="utf-8").replace("format: 1", "format: 2")
    settings.write_text(text, encoding="utf-8")
    coach.git("commit", "-qam", "Newer")
    coach.git("push", "-q", "origin", "HEAD:main")
    before = zoe.tip()
    zoe.plc("note", "Mine")
    told = zoe.plc("sync", code=3)
    assert "newer plc" in told
    assert zoe.git("rev-parse", "HEAD~1") == before


def test_a_line_of_work_of_ones_own_is_not_pushed_into_the_teams(
    team: Team, coach: Colleague
) -> None:
    tip = team.tip()
    coach.git("switch", "-qc", "experiment")
    coach.plc("note", "Only a try")
    assert "line of work of its own" in coach.plc("sync", code=7)
    assert team.tip() == tip


def test_an_empty_address_does_not_take_the_place_of_the_teams(
    team: Team, coach: Colleague
) -> None:
    told = coach.plc("sync", "--with", "../wrong/place.git", code=7)
    assert "is shared with" in told
    assert not (team.folder / "wrong").exists()
    coach.plc("sync", "--with", "../wrong/place.git", "--yes")
    assert (team.folder / "wrong/place.git/HEAD").exists()


def test_fields_that_wait_are_named_at_every_sync(
    team: Team, coach: Colleague, zoe: Colleague
) -> None:
    for one in (coach, zoe):
        one.plc("set", "priority.need", f"Said by {one.name}", "--cycle", "fractions")
        one.plc("sync")
    assert "1 field waits for the team, in two versions" in coach.plc("sync")
    assert "1 field waits for the team, in two versions" in coach.plc("sync")


def test_a_journal_does_not_go_into_a_journal(team: Team, coach: Colleague) -> None:
    told = coach.plc("join", str(team.hub), "inside", code=2)
    assert "You are in a journal already" in told
    assert not (coach.folder / "inside").exists()


@pytest.mark.slow
def test_two_logs_that_are_too_long_together_both_stay(team: Team) -> None:
    coach, ana = team.first, team.colleague("Teacher A")
    for one in (coach, ana):
        file = one.file("action")
        words = "The pairs drew the number line before they wrote anything. " * 2
        notes = (
            f"- id: {one.name[:1].lower()}-{number}\n  date: 2025-11-05\n"
            f"  text: {words}{number}\n"
            for number in range(900)
        )
        text = re.sub(r"(?m)^log:.*\n", "", file.read_text(encoding="utf-8"))
        file.write_text(f"{text}\nlog:\n{''.join(notes)}", encoding="utf-8")
        one.plc("save")
    coach.plc("sync")
    told = ana.plc("sync")
    assert "are kept" in told
    assert "Together they are longer than the 256 KB of a record." in told
    coach.plc("sync")
    assert_settled(coach, ana)
    assert coach.text("action").count("  text: ") == 900
    (copy,) = (coach.folder / "conflicts").iterdir()
    assert copy.read_text(encoding="utf-8").count("  text: ") == 900
    coach.plc("audit")  # nothing was lost


def test_a_half_written_file_goes_also_when_work_went_on_meanwhile(
    coach: Colleague, zoe: Colleague
) -> None:
    coach.plc("note", "The pairs drew first")
    coach.plc("sync")
    folder = zoe.file("action").parent
    for times in range(12):
        _dies(zoe, "plcjournal.disk", "replace", times, "sync")
        if [*folder.glob(".plc-tmp.*")]:
            break
    else:
        pytest.fail("no file was half written")
    zoe.git("commit", "-q", "--allow-empty", "-m", "By hand")
    zoe.plc("sync")
    coach.plc("sync")
    assert_settled(coach, zoe)
    assert "The pairs drew first" in zoe.text("action")
