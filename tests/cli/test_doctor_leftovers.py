"""What programs left that died at work: told, finished, set aside."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from examined import FIX, append, examined, old, states
from in_process import Plc
from installed import git

from plcjournal.doctor.leftovers import git_at_work, opened
from plcjournal.repository import lock

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="about POSIX systems")


LOCKS = [
    "index.lock",
    "HEAD.lock",
    "config.lock",
    "packed-refs.lock",
    "shallow.lock",
]


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_of_a_program_that_died_is_set_aside_and_kept(
    plc: Plc, journal: Path, name: str
) -> None:
    old(journal / ".git" / name, text="theirs")
    found = examined(plc, code=1)["locks"][0]
    assert (found.state, found.mend) == ("broken", FIX)
    assert f".git/{name}" in found.sentence
    assert "(for 60 minutes)" in found.sentence
    ran = plc("doctor", "--fix")
    assert f"Mended: .git/{name} is now .git/{name}.stale\n" in ran.out
    assert not (journal / ".git" / name).exists()
    assert (journal / ".git" / f"{name}.stale").read_text() == "theirs"
    plc("team", "--norm", "We look at work, not at people")


def test_locks_set_aside_before_are_never_overwritten(plc: Plc, journal: Path) -> None:
    for text in ("first", "second", "third"):
        old(journal / ".git/index.lock", text=text)
        plc("doctor", "--fix")
    kept = sorted((journal / ".git").glob("index.lock.stale*"))
    assert [one.read_text() for one in kept] == ["first", "second", "third"]


def test_locks_among_branches_are_set_aside_where_git_does_not_stumble(
    plc: Plc, journal: Path
) -> None:
    plain, deep = "refs/heads/main.lock", "refs/remotes/origin/main.lock"
    for name in (plain, deep):
        old(journal / ".git" / name)
    assert states(examined(plc, code=1), "locks") == ["broken", "broken"]
    plc("doctor", "--fix")
    for name in (plain, deep):
        assert not (journal / ".git" / name).exists()
        assert (journal / ".git/plcjournal/stale" / f"{name}.stale").exists()
    assert git(journal, "fsck") == ""
    assert git(journal, "for-each-ref", "--format=%(refname)") == "refs/heads/main\n"


def test_a_young_lock_is_somebody_at_work(plc: Plc, journal: Path) -> None:
    lock = old(journal / ".git/index.lock", minutes=3)
    found = examined(plc, "--fix")["locks"][0]
    assert found.state == "attention"
    assert "for 3 minutes" in found.sentence
    assert lock.exists()


def test_a_lock_that_a_program_has_open_is_left_alone(journal: Path, plc: Plc) -> None:
    lock = old(journal / ".git/index.lock")
    with lock.open("rb"):
        assert states(examined(plc, "--fix"), "locks") == ["attention"]
        assert lock.exists()
    assert states(examined(plc, "--fix"), "locks") == ["good"]


@POSIX
def test_a_git_that_waits_for_its_editor_keeps_its_lock(
    journal: Path, plc: Plc, tmp_path: Path
) -> None:
    editor = tmp_path / "editor"
    editor.write_text("#!/bin/sh\ntouch begun\nread line < gate\n", encoding="utf-8")
    editor.chmod(0o755)
    os.mkfifo(journal / "gate")
    append(journal / "plc.yaml", "weeks: 7\n")
    process = subprocess.Popen(
        ["git", "commit", "-qa"],
        cwd=journal,
        env={**os.environ, "GIT_EDITOR": str(editor)},
        stderr=subprocess.DEVNULL,
    )
    while not (journal / "begun").exists():
        time.sleep(0.01)
    lock = journal / ".git/index.lock"
    then = time.time() - 3600
    os.utime(lock, (then, then))
    try:
        assert states(examined(plc, "--fix"), "locks") == ["attention"]
        assert lock.exists()
    finally:
        (journal / "gate").write_text("on\n")
        process.wait()


@pytest.mark.skipif(shutil.which("lsof") is None, reason="needs lsof")
def test_where_there_is_no_proc_open_files_are_asked_of_lsof(tmp_path: Path) -> None:
    file = tmp_path / "some.lock"
    file.touch()
    assert opened([file], by_lsof=True) == frozenset()
    with file.open("rb"):
        assert opened([file], by_lsof=True) == {file}
    assert not git_at_work([tmp_path], by_lsof=True)
    git(tmp_path, "init", "-q")
    process = subprocess.Popen(
        ["git", "hash-object", "--stdin"], cwd=tmp_path, stdin=subprocess.PIPE
    )
    try:
        for by_lsof in (True, False):
            assert git_at_work([tmp_path], by_lsof=by_lsof)
    finally:
        process.communicate(b"")


def test_a_save_that_was_cut_off_is_finished(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    dies = (
        "import os, sys\n"
        "from plcjournal.repository.repository import Repository\n"
        "Repository.move_branch = lambda *given, **named: os._exit(9)\n"
        "from plcjournal.cli.app import run\n"
        "run(['team', '--norm', 'We look at work'])\n"
    )
    ended = subprocess.run([sys.executable, "-c", dies], cwd=journal, check=False)
    assert ended.returncode == 9
    found = examined(plc)
    assert found["interrupted"][0].state == "attention"
    assert found["interrupted"][0].mend == FIX
    assert states(found, "locks") == ["good"]
    assert "Mended: The save that was cut off is finished" in plc("doctor", "--fix").out
    assert states(examined(plc), "interrupted") == ["good"]
    assert git(journal, "status", "--porcelain") == ""
    assert "We look at work" in git(journal, "show", "HEAD")


def test_a_save_that_is_going_on_is_not_taken_for_one_that_died(
    journal: Path, plc: Plc
) -> None:
    notes = journal / ".git/plcjournal"
    with lock.held(notes), lock.claimed(journal / ".git/index.lock", notes):
        found = examined(plc)
    assert states(found, "interrupted") == ["good"]
    assert states(found, "locks") == ["good"]


def test_receiving_that_was_cut_off_is_told(journal: Path, plc: Plc) -> None:
    tip = git(journal, "rev-parse", "HEAD")
    (journal / ".git/plcjournal/receiving").write_text(tip)
    assert examined(plc)["interrupted"][0].mend == "plc sync"
