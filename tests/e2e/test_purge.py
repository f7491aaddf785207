"""When it is too late: words and files go out of the whole past, and stay out."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import attachments
import pytest
from installed import PLC, environment, git, plc_in
from stored import holding

from plcjournal.repository import place as places
from plcjournal.repository.repository import Repository

if sys.platform != "win32":
    from talking import talk

NAME = "Zorvane Plimsoe"


@pytest.fixture
def spoiled(begun: Path) -> Path:
    """A journal in whose past a learner is named in every place there is."""
    plc_in(begun, "new-cycle", f"Why {NAME} reads", "--need", "ZORVANE  plimsoe waits")
    cycle = "zorvane"
    for words in (
        ("note", f"Spoke with {NAME}'s group", "--cycle", cycle),
        ("add-action", f"Ask {NAME}", "--owner", "us", "--cycle", cycle),
        ("done", "ask-zorvane-plimsoe", "--cycle", cycle),
    ):
        ended = plc_in(begun, *words)
        assert ended.returncode == 0, ended.stderr
    folder = next((begun / "cycles").glob("*/*zorvane*"))
    (folder / "files").mkdir(exist_ok=True)
    (folder / f"files/{NAME}.txt").write_text(f"For {NAME}\n")
    (folder / "files/removed.txt").write_text("Was there before\n")
    (folder / "files/plan.docx").write_bytes(attachments.docx(f"To {NAME}, with love"))
    (folder / "files/old.txt").write_bytes(
        f"Pour Zorvané Plimsoe {NAME}".encode("cp1252")
    )
    git(begun, "add", ".")
    git(begun, "commit", "-q", "-m", f"Files of {NAME}")
    git(begun, "branch", "by-zorvane-plimsoe")
    git(begun, "tag", "-a", "zorvane-plimsoe-1", "-m", f"For {NAME}")
    git(begun, "commit", "-q", "--allow-empty", "-m", f"lost {NAME}")
    git(begun, "reset", "-q", "--hard", "HEAD~1")
    git(begun, "repack", "-a", "-d", "-q")
    return begun


def _purged(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    ended = plc_in(folder, "privacy", "purge", *words, "--yes")
    assert ended.returncode == 0, ended.stderr
    return ended


def test_nothing_is_left_anywhere_and_everything_can_be_read(spoiled: Path) -> None:
    git_dir = spoiled / ".git"
    assert len(holding(git_dir, NAME)) > 15
    states = git(spoiled, "rev-list", "--count", "HEAD")
    ended = _purged(spoiled, NAME)
    assert "Nothing of it is left" in ended.stdout
    assert holding(git_dir, NAME) == []
    assert git(spoiled, "status", "--porcelain") == ""
    assert git(spoiled, "rev-list", "--count", "HEAD") == states
    assert "removed" in git(spoiled, "tag")
    git(spoiled, "fsck", "--strict")
    names = [path.name for path in spoiled.rglob("*") if ".git" not in path.parts]
    assert not [one for one in names if "zorvane" in one.casefold()]
    assert {"removed.txt", "removed-2.txt"} <= {*names}
    assert "plan.docx" not in names
    assert plc_in(spoiled, "validate").returncode == 0
    told = json.loads(plc_in(spoiled, "status", "--json").stdout)
    assert not told["problems"]
    assert "done" in plc_in(spoiled, "show", "removed").stdout
    assert plc_in(spoiled, "history").returncode == 0
    assert plc_in(spoiled, "note", "going on", "--cycle", "removed").returncode == 0
    assert plc_in(spoiled, "undo").returncode == 0


def test_the_backup_has_everything_and_lies_outside(spoiled: Path) -> None:
    before = git(spoiled, "rev-parse", "HEAD").strip()
    ended = _purged(spoiled, NAME)
    backup = spoiled.parent / "journal-before-purge-1.bundle"
    assert str(backup) in ended.stdout
    git(spoiled.parent, "clone", "-q", str(backup), "back")
    assert git(spoiled.parent / "back", "rev-parse", "HEAD").strip() == before
    if os.name == "posix":
        assert backup.stat().st_mode & 0o077 == 0


def test_a_look_first_changes_nothing(spoiled: Path) -> None:
    before = git(spoiled, "for-each-ref")
    ended = plc_in(spoiled, "privacy", "purge", NAME, "--dry-run")
    assert ended.returncode == 0
    for words in ("'zorvane-plimsoe'", "ZORVANE plimsoe", "plan.docx", "Marks changed"):
        assert words in ended.stdout
    assert "only this computer" in ended.stdout
    assert git(spoiled, "for-each-ref") == before
    assert not [*spoiled.parent.glob("*.bundle")]


def test_nothing_goes_without_a_word(spoiled: Path) -> None:
    before = git(spoiled, "for-each-ref")
    ended = plc_in(spoiled, "privacy", "purge", NAME)
    assert ended.returncode == 2
    assert "--yes" in ended.stderr
    assert git(spoiled, "for-each-ref") == before


@pytest.mark.parametrize("words", ["a", " - ", "removed", "(Removed)"])
def test_words_that_cannot_go_are_refused(begun: Path, words: str) -> None:
    ended = plc_in(begun, "privacy", "purge", "--yes", "--", words)
    assert ended.returncode in {2, 7}
    assert "hint:" in ended.stderr


def test_words_that_stand_nowhere_are_said_to(begun: Path) -> None:
    ended = plc_in(begun, "privacy", "purge", NAME, "--yes")
    assert ended.returncode == 0
    assert "stand nowhere" in ended.stdout
    assert not [*begun.parent.glob("*.bundle")]


def test_what_no_name_leads_to_any_more_goes_as_well(begun: Path) -> None:
    git(begun, "commit", "-q", "--allow-empty", "-m", f"lost {NAME}")
    git(begun, "reset", "-q", "--hard", "HEAD~1")
    assert holding(begun / ".git", NAME)
    _purged(begun, NAME)
    assert holding(begun / ".git", NAME) == []


def test_unsaved_work_stops_it(spoiled: Path) -> None:
    file = next(spoiled.rglob("priority.yaml"))
    file.write_text(file.read_text() + "x_mine: 1\n")
    ended = plc_in(spoiled, "privacy", "purge", NAME, "--yes")
    assert ended.returncode == 7
    assert "plc save" in ended.stderr
    assert file.read_text().endswith("x_mine: 1\n")


_FIRST = {
    "stash": "git stash pop",
    "staged": "git reset",
    "worktree": "git worktree remove",
    "shallow": "git fetch --unshallow",
}


@pytest.mark.parametrize("how", [*_FIRST])
def test_what_git_keeps_elsewhere_stops_it_and_says_what_to_type(
    spoiled: Path, how: str
) -> None:
    file = next(spoiled.rglob("priority.yaml"))
    if how == "worktree":
        git(spoiled, "worktree", "add", "-q", "../other", "-b", "other")
    elif how == "shallow":
        (spoiled / ".git/shallow").write_text(git(spoiled, "rev-parse", "HEAD"))
    else:
        file.write_text(file.read_text() + "x_mine: 1\n")
        git(spoiled, *(["stash", "-q"] if how == "stash" else ["add", "."]))
    ended = plc_in(spoiled, "privacy", "purge", NAME, "--yes")
    assert ended.returncode == 7, ended.stdout
    assert "nothing was changed" in " ".join(ended.stderr.split())
    assert _FIRST[how] in " ".join(ended.stderr.split())


def test_a_second_folder_goes_by_what_is_said_to_type(spoiled: Path) -> None:
    git(spoiled, "worktree", "add", "-q", "../other one", "-b", "other")
    ended = plc_in(spoiled, "privacy", "purge", NAME, "--yes")
    typed = ended.stderr.partition("First type: ")[2].split()
    assert typed[:3] == ["git", "worktree", "remove"]
    git(spoiled, *shlex.split(" ".join(typed))[1:])
    _purged(spoiled, NAME)
    assert holding(spoiled / ".git", NAME) == []


def test_own_settings_that_hold_it_come_with_what_to_type(spoiled: Path) -> None:
    git(spoiled, "config", "branch.main.description", f"For {NAME}")
    ended = plc_in(spoiled, "privacy", "purge", NAME, "--yes")
    assert ended.returncode == 7
    command = "git config --unset-all branch.main.description"
    assert command in ended.stdout
    git(spoiled, *command.split()[1:])
    _purged(spoiled, NAME)
    assert holding(spoiled / ".git", NAME) == []


def test_a_name_with_signs_goes_from_ids_as_well(begun: Path) -> None:
    name = "Zorvané O'Plimsoe-Weiß"
    for words in (("note", f"{name} reads"), ("add-action", f"Ask {name}")):
        ended = plc_in(begun, *words, *(["--owner", "us"] * (words[0] != "note")))
        assert ended.returncode == 0, ended.stderr
    assert holding(begun / ".git", "zorvane-o-plimsoe-weiss")
    _purged(begun, "zorvane o\u2019plimsoe-weiß")
    for part in ("zorvane", "plimsoe"):
        assert holding(begun / ".git", part) == []
    assert plc_in(begun, "validate").returncode == 0


def test_a_file_goes_whole_with_its_copies(begun: Path) -> None:
    folder = next((begun / "cycles").glob("*/*"))
    (folder / "files").mkdir(exist_ok=True)
    for name in ("wall.jpg", "copy.jpg"):
        (folder / "files" / name).write_bytes(attachments.jpeg())
    git(begun, "add", ".")
    git(begun, "commit", "-q", "-m", "A photo")
    path = (folder / "files/wall.jpg").relative_to(begun).as_posix()
    ended = _purged(begun, path)
    assert "copy.jpg" in ended.stdout
    assert holding(begun / ".git", attachments.ARTIST) == []
    assert not (folder / "files").exists()
    assert git(begun, "status", "--porcelain") == ""


def test_of_a_record_only_the_past_goes(begun: Path) -> None:
    plc_in(begun, "note", "What nobody shall know")
    (entry,) = (
        line for line in plc_in(begun, "show").stdout.splitlines() if "nobody" in line
    )
    name = entry.split("[")[1].split("]")[0]
    assert plc_in(begun, "remove", f"action.log.{name}").returncode == 0
    path = next(begun.rglob("action.yaml")).relative_to(begun).as_posix()
    now = (begun / path).read_bytes()
    ended = _purged(begun, path)
    assert "Its past goes" in ended.stdout
    assert (begun / path).read_bytes() == now
    blobs = holding(begun / ".git", "nobody shall know")
    assert not [where for where in blobs if where.startswith("blob")]


def test_what_still_stands_in_a_record_is_changed_there_first(begun: Path) -> None:
    plc_in(begun, "note", "Zorvane reads")
    (begun / "local/names.txt").write_text("Zorvane\n")
    path = next(begun.rglob("action.yaml")).relative_to(begun).as_posix()
    ended = plc_in(begun, "privacy", "purge", path, "--yes")
    assert ended.returncode == 7
    assert "still stands" in ended.stderr


def _shared(folder: Path) -> Path:
    hub = folder.parent / "hub.git"
    git(folder.parent, "init", "-q", "--bare", "--initial-branch=main", str(hub))
    ended = plc_in(folder, "sync", "--with", str(hub))
    assert ended.returncode == 0, ended.stderr
    return hub


def test_a_team_gets_rid_of_it_together(spoiled: Path) -> None:
    hub = _shared(spoiled)
    other = spoiled.parent / "other"
    plc_in(spoiled.parent, "join", str(hub), "other", "--author", "Other teacher")
    assert plc_in(other, "note", "mine", "--cycle", "fractions").returncode == 0
    assert plc_in(other, "sync").returncode == 0
    assert plc_in(spoiled, "sync").returncode == 0
    ended = _purged(spoiled, NAME)
    assert "Other teacher" in ended.stdout
    assert "plc privacy purge --share" in ended.stdout
    ended = plc_in(spoiled, "sync")
    assert ended.returncode == 7
    assert "plc privacy purge --share" in ended.stderr
    assert holding(spoiled / ".git", NAME) == []
    ended = plc_in(spoiled, "privacy", "purge", "--share", "--yes")
    assert ended.returncode == 0, ended.stderr
    assert "gc --prune=now" in ended.stdout
    git(hub, "reflog", "expire", "--expire=now", "--all")
    git(hub, "gc", "-q", "--prune=now")
    assert holding(hub, NAME) == []
    assert plc_in(spoiled, "sync").returncode == 0
    # A colleague who still has the old past neither loses work nor brings it back.
    plc_in(other, "note", "later", "--cycle", "fractions")
    ended = plc_in(other, "sync")
    assert ended.returncode == 7
    assert "plc join" in ended.stderr
    ended = plc_in(
        spoiled.parent, "join", str(hub), "anew", "--author", "Other teacher"
    )
    assert ended.returncode == 0, ended.stderr
    assert holding(spoiled.parent / "anew/.git", NAME) == []
    assert plc_in(spoiled.parent / "anew", "sync").returncode == 0


def test_what_was_taken_out_is_not_even_brought_while_others_have_it(
    spoiled: Path,
) -> None:
    _shared(spoiled)
    _purged(spoiled, NAME)
    file = next((spoiled / "cycles").glob("*/*/priority.yaml"))
    file.write_text(f"{file.read_text()}# by hand\n")
    lock = spoiled / ".git/index.lock"
    lock.touch()
    assert plc_in(spoiled, "sync").returncode == 5, "somebody else is saving"
    assert holding(spoiled / ".git", NAME) == []
    lock.unlink()
    assert plc_in(spoiled, "sync").returncode == 7
    assert holding(spoiled / ".git", NAME) == []


def test_what_an_old_sync_brought_along_is_gone_once_the_past_is_shared(
    spoiled: Path,
) -> None:
    hub = _shared(spoiled)
    _purged(spoiled, NAME)
    git(spoiled, "fetch", "-q", "--no-write-fetch-head", str(hub), "main")
    assert holding(spoiled / ".git", NAME)
    assert plc_in(spoiled, "privacy", "purge", "--share", "--yes").returncode == 0
    assert holding(spoiled / ".git", NAME) == []


def test_what_colleagues_shared_since_is_not_thrown_away(spoiled: Path) -> None:
    hub = _shared(spoiled)
    plc_in(spoiled.parent, "join", str(hub), "other", "--author", "Other teacher")
    _purged(spoiled, NAME)
    other = spoiled.parent / "other"
    plc_in(other, "note", "theirs", "--cycle", "fractions")
    assert plc_in(other, "sync").returncode == 0
    before = git(hub, "rev-parse", "main")
    ended = plc_in(spoiled, "privacy", "purge", "--share", "--yes")
    assert ended.returncode == 7
    assert "shared something since" in ended.stderr
    assert git(hub, "rev-parse", "main") == before
    ended = plc_in(spoiled, "sync")
    assert ended.returncode == 7
    assert holding(spoiled / ".git", NAME) == []


def test_an_old_copy_that_brought_it_back_is_kept_out(spoiled: Path) -> None:
    hub = _shared(spoiled)
    old = git(hub, "rev-parse", "main").strip()
    _purged(spoiled, NAME)
    assert plc_in(spoiled, "privacy", "purge", "--share", "--yes").returncode == 0
    git(hub, "update-ref", "refs/heads/main", old)
    ended = plc_in(spoiled, "sync")
    assert ended.returncode == 7
    assert "old copy" in ended.stderr
    assert holding(spoiled / ".git", NAME) == []


def test_only_what_was_not_shared_changes_nothing_for_others(begun: Path) -> None:
    hub = _shared(begun)
    plc_in(begun, "note", f"About {NAME}")
    ended = _purged(begun, NAME)
    assert "only this computer" in ended.stdout
    assert "plc privacy purge --share" not in ended.stdout
    ended = plc_in(begun, "sync")
    assert ended.returncode == 0, ended.stderr
    assert holding(hub, NAME) == []


def test_a_journal_that_git_cloned_can_be_rid_of_it_as_well(spoiled: Path) -> None:
    hub = _shared(spoiled)
    git(spoiled.parent, "clone", "-q", str(hub), "cloned")
    cloned = spoiled.parent / "cloned"
    assert "origin/HEAD" in git(cloned, "for-each-ref")
    _purged(cloned, NAME)
    assert holding(cloned / ".git", NAME) == []
    assert "ref: refs/remotes/origin/main" in (
        (cloned / ".git/refs/remotes/origin/HEAD").read_text()
    )
    assert plc_in(cloned, "privacy", "purge", "--share", "--yes").returncode == 0


def test_a_host_that_keeps_its_past_is_said_to(spoiled: Path) -> None:
    hub = _shared(spoiled)
    git(hub, "config", "receive.denyNonFastForwards", "true")
    _purged(spoiled, NAME)
    ended = plc_in(spoiled, "privacy", "purge", "--share", "--yes")
    assert ended.returncode == 6, ended.stderr
    assert "protect" in ended.stderr
    git(hub, "config", "receive.denyNonFastForwards", "false")
    ended = plc_in(spoiled, "privacy", "purge", "--share", "--yes")
    assert ended.returncode == 0, ended.stderr


def test_the_backup_never_goes_into_the_journal(spoiled: Path) -> None:
    before = git(spoiled, "for-each-ref")
    ended = plc_in(spoiled, "privacy", "purge", NAME, "--yes", "--backup", ".")
    assert ended.returncode == 7
    assert "outside" in ended.stderr
    assert git(spoiled, "for-each-ref") == before
    (spoiled.parent / "safe").mkdir()
    _purged(spoiled, NAME, "--backup", "../safe")
    assert [*(spoiled.parent / "safe").glob("*.bundle")]


def test_there_is_nothing_to_share_without_a_purge(begun: Path) -> None:
    ended = plc_in(begun, "privacy", "purge", "--share", "--yes")
    assert ended.returncode == 6
    assert "plc sync" in ended.stderr


_STOPS = (
    ("plcjournal.purging", "begin"),
    ("plcjournal.purging", "note"),
    ("plcjournal.purging", "settle"),
    ("plcjournal.store", "write"),
    ("plcjournal.repository.rewriting", "match_index"),
    ("plcjournal.repository.rewriting", "move_names"),
    ("plcjournal.repository.rewriting", "forget_past"),
    ("plcjournal.repository.rewriting", "forget_unreachable"),
    ("plcjournal.purging.traces", "of_words"),
)


def _stopped(folder: Path, module: str, step: str, *, late: bool) -> None:
    """Kill a purge before or after one of its steps."""
    program = f"""
import os, sys
import {module} as place
real = place.{step}
def stop(*a, **k):
    if {late}: real(*a, **k)
    os._exit(9)
place.{step} = stop
from plcjournal.cli.app import run
sys.exit(run(["privacy", "purge", {NAME!r}, "--yes"]))
"""
    stopped = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, check=False
    )
    assert stopped.returncode == 9, stopped.stderr


@pytest.mark.parametrize("late", [False, True], ids=["before", "after"])
@pytest.mark.parametrize(("module", "step"), _STOPS, ids=[step for _, step in _STOPS])
def test_a_purge_that_was_stopped_is_finished_by_the_next(
    spoiled: Path, module: str, step: str, late: bool
) -> None:
    _stopped(spoiled, module, step, late=late)
    ended = _purged(spoiled, NAME)
    assert "Nothing of it is left" in ended.stdout
    assert holding(spoiled / ".git", NAME) == []
    assert git(spoiled, "status", "--porcelain") == ""
    assert not [p for p in spoiled.rglob("*zorvane*") if ".git" not in p.parts]
    found = places.find(spoiled)
    assert found is not None
    assert Repository(found).changed_paths() == ()


@pytest.mark.parametrize(("module", "step"), _STOPS[1:])
def test_nothing_is_saved_before_a_purge_that_was_stopped_is_finished(
    spoiled: Path, module: str, step: str
) -> None:
    _stopped(spoiled, module, step, late=False)
    states = git(spoiled, "rev-list", "--all")
    noted = plc_in(spoiled, "note", "after the kill", "--cycle", "fractions")
    for ended in (noted, plc_in(spoiled, "save"), plc_in(spoiled, "sync")):
        assert ended.returncode, ended.stdout
    assert "A purge stopped half way" in noted.stderr
    assert "plc privacy purge" in noted.stderr
    assert git(spoiled, "rev-list", "--all") == states
    for command in ("status", "doctor"):
        ended = plc_in(spoiled, command)
        told = " ".join((ended.stdout + ended.stderr).split())
        assert "A purge stopped half way" in told
        assert "plc privacy purge" in told
    assert plc_in(spoiled, "privacy", "purge", "Else", "--yes").returncode == 7
    ended = plc_in(spoiled, "privacy", "purge", "--no-input")
    assert ended.returncode == 0, ended.stderr
    assert "Nothing of it is left" in ended.stdout
    assert plc_in(spoiled, "save").returncode == 0
    assert "after the kill" in plc_in(spoiled, "show", "fractions").stdout
    assert holding(spoiled / ".git", NAME) == []
    assert git(spoiled, "status", "--porcelain") == ""
    assert "purge" not in plc_in(spoiled, "doctor").stdout


def test_what_git_recorded_after_a_purge_was_stopped_goes_too(spoiled: Path) -> None:
    _stopped(spoiled, "plcjournal.repository.rewriting", "move_names", late=False)
    file = next(spoiled.rglob("priority.yaml"))
    file.write_text(file.read_text() + f"x_mine: {NAME}\n")
    git(spoiled, "add", ".")
    git(spoiled, "commit", "-q", "-m", f"By hand for {NAME}")
    assert plc_in(spoiled, "privacy", "purge").returncode == 0
    assert holding(spoiled / ".git", NAME) == []
    assert "By hand for (removed)" in git(spoiled, "log")


def test_a_file_whose_purge_was_stopped_goes_without_naming_it_again(
    begun: Path,
) -> None:
    folder = next((begun / "cycles").glob("*/*"))
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files/wall.txt").write_text(f"For {NAME}\n")
    git(begun, "add", ".")
    git(begun, "commit", "-q", "-m", "A file")
    path = (folder / "files/wall.txt").relative_to(begun).as_posix()
    program = f"""
import os, sys
from plcjournal.repository import rewriting
rewriting.forget_past = lambda *a: os._exit(9)
from plcjournal.cli.app import run
sys.exit(run(["privacy", "purge", {path!r}, "--yes"]))
"""
    subprocess.run([sys.executable, "-c", program], cwd=begun, check=False)
    assert holding(begun / ".git", NAME)
    assert plc_in(begun, "privacy", "purge").returncode == 0
    assert holding(begun / ".git", NAME) == []
    assert git(begun, "status", "--porcelain") == ""


def test_an_old_folder_put_together_by_git_is_kept_out_by_everybody(
    spoiled: Path,
) -> None:
    hub, start = _shared(spoiled), spoiled.parent
    for name in ("old", "late"):
        plc_in(start, "join", str(hub), name, "--author", f"Teacher {name}")
    _purged(spoiled, NAME)
    assert plc_in(spoiled, "privacy", "purge", "--share", "--yes").returncode == 0
    git(hub, "reflog", "expire", "--expire=now", "--all")
    git(hub, "gc", "-q", "--prune=now")
    plc_in(start, "join", str(hub), "anew", "--author", "Teacher anew")
    ended = plc_in(start / "late", "sync")
    assert ended.returncode == 7
    assert "this folder still has" in " ".join(ended.stderr.split())
    old = start / "old"
    git(old, "fetch", "-q")
    git(old, "merge", "-q", "--allow-unrelated-histories", "-X", "ours", "origin/main")
    git(old, "push", "-q", "origin", "HEAD:main")
    assert holding(hub, NAME)
    for name in ("anew", "journal"):
        ended = plc_in(start / name, "sync")
        assert ended.returncode == 7, ended.stdout
        assert "old copy brought it back" in " ".join(ended.stderr.split())
        assert holding(start / name / ".git", NAME) == []
    # As it is said: taken out again in a new folder, everybody goes on.
    plc_in(start, "join", str(hub), "mend", "--author", "Teacher mend")
    mend = start / "mend"
    _purged(mend, NAME)
    assert plc_in(mend, "privacy", "purge", "--share", "--yes").returncode == 0
    for name in ("anew", "journal"):
        ended = plc_in(start / name, "sync")
        assert ended.returncode == 0, ended.stderr
        assert holding(start / name / ".git", NAME) == []


def test_who_was_away_before_it_came_in_goes_on_as_ever(begun: Path) -> None:
    hub, start = _shared(begun), begun.parent
    plc_in(start, "join", str(hub), "away", "--author", "Teacher away")
    plc_in(start / "away", "note", "written on a journey")
    plc_in(begun, "note", f"About {NAME}")
    assert plc_in(begun, "sync").returncode == 0
    _purged(begun, NAME)
    assert plc_in(begun, "privacy", "purge", "--share", "--yes").returncode == 0
    for folder in (start / "away", begun):
        ended = plc_in(folder, "sync")
        assert ended.returncode == 0, ended.stderr
    assert "written on a journey" in plc_in(begun, "show").stdout
    git(hub, "reflog", "expire", "--expire=now", "--all")
    git(hub, "gc", "-q", "--prune=now")
    assert holding(hub, NAME) == []


def test_what_stands_for_a_purge_cannot_be_taken_back(spoiled: Path) -> None:
    _shared(spoiled)
    _purged(spoiled, NAME)
    before = git(spoiled, "rev-parse", "HEAD")
    assert "Plc-Purged: " in git(spoiled, "log", "-1")
    assert plc_in(spoiled, "undo", before[:8]).returncode
    assert git(spoiled, "rev-parse", "HEAD") == before


def test_a_listed_name_in_a_message_is_named_in_what_to_type(begun: Path) -> None:
    hub = _shared(begun)
    name = "Zorvane O'Plimsoe"
    (begun / "local/names.txt").write_text(f"{name}\n")
    git(begun, "commit", "-q", "--allow-empty", "-m", f"Spoke with {name} today")
    ended = plc_in(begun, "sync")
    assert ended.returncode == 6
    command = f'plc privacy purge "{name}"'
    assert command in " ".join(ended.stderr.split())
    _purged(begun, *shlex.split(command)[3:])
    ended = plc_in(begun, "sync")
    assert ended.returncode == 0, ended.stderr
    assert holding(hub, "plimsoe") == []


def test_a_small_figure_is_corrected_before_its_past_goes(begun: Path) -> None:
    _shared(begun)
    file = next(begun.rglob("priority.yaml"))
    file.write_text(re.sub(r"(?m)^  size: .*$", "  size: 4", file.read_text()))
    git(begun, "commit", "-q", "-a", "-m", "By hand")
    ended = plc_in(begun, "sync")
    assert ended.returncode == 6, ended.stdout
    told = " ".join(ended.stderr.split())
    path = file.relative_to(begun).as_posix()
    assert "First correct the figure" in told
    assert f"plc privacy purge {path}" in told
    file.write_text(file.read_text().replace("size: 4", "size: 40"))
    assert plc_in(begun, "save").returncode == 0
    _purged(begun, path)
    assert plc_in(begun, "privacy", "purge", "--share", "--yes").returncode == 0
    ended = plc_in(begun, "sync")
    assert ended.returncode == 0, ended.stderr


def test_a_listed_name_that_a_colleague_shared_is_told_with_the_way_out(
    begun: Path,
) -> None:
    hub, start = _shared(begun), begun.parent
    plc_in(start, "join", str(hub), "other", "--author", "Other teacher")
    (begun / "local/names.txt").write_text(f"{NAME}\n")
    plc_in(start / "other", "note", f"{NAME} reads")
    assert plc_in(start / "other", "sync").returncode == 0
    ended = plc_in(begun, "sync")
    told = " ".join(ended.stdout.split())
    assert f"'{NAME}' is on your list of names to keep out." in told
    assert f'plc privacy purge "{NAME}"' in told
    assert "action.yaml" in told


def test_without_the_program_one_sentence_says_how_to_get_it(spoiled: Path) -> None:
    program = f"""
import importlib.util, sys
real = importlib.util.find_spec
importlib.util.find_spec = lambda n, *a: None if n == "git_filter_repo" else real(n, *a)
from plcjournal.cli.app import run
sys.exit(run(["privacy", "purge", {NAME!r}, "--yes"]))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program],
        cwd=spoiled,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 2
    assert "pip install 'plcjournal[purge]'" in ended.stderr


def test_words_may_come_from_a_pipe(spoiled: Path) -> None:
    ended = subprocess.run(
        [*PLC, "privacy", "purge", "-", "--dry-run"],
        cwd=spoiled,
        input=f"{NAME}\n",
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert "Will be taken out" in ended.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no terminal to talk with")
def test_at_a_terminal_the_words_are_asked_for_and_typed_again(spoiled: Path) -> None:
    shown = talk(
        spoiled,
        ["privacy", "purge"],
        ("Which words or file shall go?", NAME),
        ("type the same words again", "Zorvane"),
    )
    assert "Nothing was changed" in shown
    assert holding(spoiled / ".git", NAME)
    shown = talk(
        spoiled,
        ["privacy", "purge"],
        ("Which words or file shall go?", NAME),
        ("type the same words again", NAME),
    )
    assert "[ended 0]" in shown
    assert holding(spoiled / ".git", NAME) == []
