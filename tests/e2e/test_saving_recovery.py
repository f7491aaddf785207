"""What the next save makes of one that died at its worst moments."""

import json
import os
import shutil
from pathlib import Path

import pytest
from saved_folder import (
    RECORD,
    assert_nothing_left,
    assert_sound,
    git,
    new_journal,
    on_disk,
    python,
    recorded,
    repository_at,
    write,
)

from plcjournal.repository.lock import held
from plcjournal.saving.save import (
    Busy,
    NotSaved,
    needs_recovery,
    recover,
    recover_if_free,
)

OLD, NEW = b"words: old\n", b"words: new\n"

DIES = """
import os, sys
from pathlib import Path
from plcjournal.repository.index import Index
from plcjournal.repository.repository import Repository
from plcjournal.saving.save import Message, save
from plcjournal.saving.writing import Change

def die(*given, **named):
    os._exit(9)

setattr({"Index": Index, "Repository": Repository}[sys.argv[1]], sys.argv[2], die)
path, folder = sys.argv[3], Path.cwd()
before = (folder / path).read_bytes() if (folder / path).exists() else None
save(folder, [Change(path, b"words: new\\n", before)], Message("Change the words"))
"""
BEFORE_INDEX = ("Index", "edit")
BEFORE_BRANCH = ("Repository", "move_branch")
BEFORE_UNLOCK = ("Repository", "is_ancestor")


def die(folder: Path, moment: tuple[str, str]) -> None:
    """Start a save and let it die at a moment."""
    process = python(folder, DIES, *moment, RECORD)
    process.communicate()
    assert process.returncode == 9


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = new_journal(tmp_path / "journal")
    write(folder, RECORD, OLD)
    (folder / "mine").write_text("staged\n")
    git(folder, "add", "mine")
    return folder


@pytest.mark.parametrize("moment", [BEFORE_INDEX, BEFORE_BRANCH])
def test_a_save_that_had_said_what_it_does_is_finished(
    folder: Path, moment: tuple[str, str]
) -> None:
    die(folder, moment)
    assert needs_recovery(folder)
    assert recorded(folder) == OLD

    recover(folder)

    assert not needs_recovery(folder)
    assert recorded(folder) == on_disk(folder, RECORD) == NEW
    assert git(folder, "status", "--porcelain") == "A  mine"
    assert git(folder, "log", "-1", "--format=%s") == "Change the words"
    assert_sound(folder)
    recover(folder)
    assert write(folder, RECORD, NEW).paths == ()
    assert_nothing_left(folder)


def test_a_reader_finishes_it_too_if_nobody_is_writing(folder: Path) -> None:
    die(folder, BEFORE_BRANCH)

    with held(folder / ".git/plcjournal"):
        recover_if_free(folder)
        assert needs_recovery(folder)
        with pytest.raises(Busy):
            recover(folder, wait=0)
    recover_if_free(folder)

    assert recorded(folder) == NEW


def test_a_commit_of_somebody_in_between_is_kept(folder: Path) -> None:
    die(folder, BEFORE_BRANCH)
    (folder / ".git/index.lock").unlink()
    git(folder, "commit", "-qm", "By hand")
    theirs = git(folder, "rev-parse", "HEAD")

    write(folder, "plc.yaml", b"format: 1\nname: x\n")

    git(folder, "merge-base", "--is-ancestor", theirs, "HEAD")
    assert recorded(folder) == NEW
    assert git(folder, "status", "--porcelain") == ""
    assert_nothing_left(folder)


def test_a_commit_of_somebody_before_the_index_moved_loses_nothing(
    folder: Path,
) -> None:
    die(folder, BEFORE_INDEX)
    (folder / ".git/index.lock").unlink()
    git(folder, "commit", "-qm", "By hand")
    assert recorded(folder) == OLD

    saved = write(folder, "plc.yaml", b"format: 1\nname: x\n", "Name the journal")

    assert saved.paths == (RECORD, "plc.yaml")
    assert recorded(folder) == NEW
    assert git(folder, "log", "-1", "--format=%b") == (
        "Also saves:\n- Change the words\n"
    )
    assert git(folder, "status", "--porcelain") == ""


def test_what_somebody_staged_of_our_file_since_then_stays_staged(folder: Path) -> None:
    die(folder, BEFORE_INDEX)
    (folder / ".git/index.lock").unlink()
    (folder / RECORD).write_bytes(b"words: newest\n")
    git(folder, "add", RECORD)
    staged = git(folder, "ls-files", "--stage", RECORD)

    recover(folder)

    assert recorded(folder) == NEW
    assert git(folder, "ls-files", "--stage", RECORD) == staged


def test_a_branch_that_was_left_meanwhile_is_not_moved(folder: Path) -> None:
    die(folder, BEFORE_INDEX)
    (folder / ".git/index.lock").unlink()
    git(folder, "switch", "-q", "-c", "other")
    main = git(folder, "rev-parse", "main")

    saved = write(folder, "plc.yaml", b"format: 1\nname: x\n")

    assert git(folder, "rev-parse", "main") == main
    assert saved.paths == (RECORD, "plc.yaml")
    assert recorded(folder) == NEW


def test_a_commit_the_disk_has_lost_is_made_again_from_the_words(folder: Path) -> None:
    die(folder, BEFORE_BRANCH)
    for made in git(folder, "fsck", "--unreachable", "--no-reflogs").splitlines():
        name = made.split()[2]
        (folder / ".git/objects" / name[:2] / name[2:]).unlink()
    git(folder, "read-tree", "--index-output=.git/index", "HEAD", code=128)
    (folder / ".git/index.lock").unlink()
    git(folder, "read-tree", "HEAD")

    saved = write(folder, "plc.yaml", b"format: 1\nname: x\n")

    assert saved.paths == (RECORD, "plc.yaml")
    assert recorded(folder) == NEW
    assert_sound(folder)


def test_a_copied_folder_finishes_the_save_of_the_one_it_was_copied_from(
    folder: Path,
) -> None:
    die(folder, BEFORE_BRANCH)
    copy = folder.parent / "backup"
    shutil.copytree(folder, copy)

    recover(copy)

    assert recorded(copy) == NEW
    assert recorded(folder) == OLD
    assert write(copy, RECORD, NEW).paths == ()
    assert_nothing_left(copy)


def test_a_save_that_died_in_a_linked_work_tree_is_finished_from_any_other(
    folder: Path,
) -> None:
    other = folder.parent / "other"
    git(folder, "worktree", "add", "-q", "-b", "ideas", str(other))
    die(other, BEFORE_BRANCH)
    assert needs_recovery(folder)

    write(folder, "plc.yaml", b"format: 1\nname: x\n")

    assert git(other, "status", "--porcelain") == ""
    assert recorded(other) == NEW
    assert_nothing_left(folder)
    assert git(folder, "status", "--porcelain") == "A  mine"


def test_a_save_that_died_in_a_work_tree_that_is_gone_is_forgotten(
    folder: Path,
) -> None:
    other = folder.parent / "other"
    git(folder, "worktree", "add", "-q", "-b", "ideas", str(other))
    die(other, BEFORE_BRANCH)
    git(folder, "worktree", "remove", "--force", str(other))

    write(folder, "plc.yaml", b"format: 1\nname: x\n")

    assert not needs_recovery(folder)
    assert_sound(folder)


@pytest.mark.parametrize("torn", [0, 13, 41])
def test_locks_that_git_left_while_moving_our_branch_are_removed(
    folder: Path, torn: int
) -> None:
    die(folder, BEFORE_BRANCH)
    noted = (folder / ".git/plcjournal/intent").read_text()
    new = noted.partition('"new": "')[2][:40] + "\n"
    (folder / ".git/HEAD.lock").write_text("")
    (folder / ".git/refs/heads/main.lock").write_text(new[:torn])

    recover(folder)

    assert recorded(folder) == NEW
    assert write(folder, RECORD, NEW).paths == ()
    assert_nothing_left(folder)


@pytest.mark.slow
@pytest.mark.parametrize("is_older", [False, True])
def test_locks_that_are_not_ours_keep_everything_as_it_is(
    folder: Path, is_older: bool
) -> None:
    die(folder, BEFORE_BRANCH)
    lock = folder / ".git/refs/heads/main.lock"
    lock.write_text("" if is_older else "0123456789\n")
    if is_older:
        os.utime(lock, (1, 1))

    with pytest.raises(NotSaved, match="Another program"):
        write(folder, "plc.yaml", b"format: 1\nname: x\n")

    assert needs_recovery(folder)
    assert lock.exists()
    assert on_disk(folder, "plc.yaml") == b"format: 1\nname: x\n"
    lock.unlink()
    write(folder, "teams/t.yaml", b"format: 1\n")
    assert recorded(folder) == NEW
    assert recorded(folder, "plc.yaml") == b"format: 1\nname: x\n"
    assert_nothing_left(folder)


def note(**fields: object) -> bytes:
    sound: dict[str, object] = {
        "ref": "refs/heads/main",
        "old": None,
        "new": "1" * 40,
        "git_dir": ".",
        "entries": [],
        "staged": {},
    }
    return json.dumps(sound | fields).encode()


@pytest.mark.parametrize(
    "noted",
    [
        b"",
        b"{",
        b"[]",
        b"[1]",
        b"{}",
        note(),
        note(new="--help"),
        note(git_dir="worktrees/.."),
        note(ref="refs/../HEAD"),
        note(ref=1, git_dir=[]),
        note(entries=[{}]),
        note(entries=5),
        note(entries=[{"path": 1, "mode": 2, "blob": 3}]),
    ],
)
def test_a_note_that_makes_no_sense_is_dropped(folder: Path, noted: bytes) -> None:
    (folder / ".git/plcjournal/intent").write_bytes(noted)
    (folder / ".git/plcjournal/pending").write_bytes(noted)
    tip = git(folder, "rev-parse", "HEAD")

    recover(folder)

    assert git(folder, "rev-parse", "HEAD") == tip
    assert not needs_recovery(folder)
    write(folder, RECORD, NEW)
    assert_nothing_left(folder)


def test_a_folder_that_may_only_be_read_is_left_alone(folder: Path) -> None:
    die(folder, BEFORE_BRANCH)
    git_dir = folder / ".git"
    if os.geteuid() == 0:
        shutil.move(git_dir / "plcjournal/lock", git_dir / "was")
        (git_dir / "plcjournal/lock").mkdir()
    else:
        (git_dir / "plcjournal").chmod(0o500)

    recover_if_free(folder)

    assert needs_recovery(folder)
    assert repository_at(folder).tip() == git(folder, "rev-parse", "HEAD")


def test_nothing_is_finished_in_the_middle_of_a_merge(folder: Path) -> None:
    git(folder, "commit", "-qm", "By hand")
    git(folder, "switch", "-q", "-c", "side")
    git(folder, "commit", "-q", "--allow-empty", "-m", "Side")
    git(folder, "switch", "-q", "main")
    die(folder, BEFORE_INDEX)
    (folder / ".git/index.lock").unlink()
    git(folder, "merge", "-q", "--no-ff", "--no-commit", "side")
    tip = git(folder, "rev-parse", "HEAD")

    recover(folder)

    assert git(folder, "rev-parse", "HEAD") == tip
    git(folder, "merge", "--abort")
    write(folder, "plc.yaml", b"format: 1\nname: x\n")
    assert recorded(folder) == NEW
