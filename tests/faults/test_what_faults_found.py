"""What went wrong once when something failed, was killed, or lost its power."""

import errno
from pathlib import Path

import pytest
from failing import FAULTS, Act, Ended, Fault, Faultline
from installed import git, plc_in
from scenes import Stage, Stages

from plcjournal.repository import seen
from plcjournal.repository.repository import Repository, find
from plcjournal.site import writing

_TRIES = 5


def struck(
    line: Faultline, stage: Stage, fault: Fault, from_end: int, at: str = ""
) -> Ended:
    """Let something happen to a save, so many operations before its end.

    Now and then a save needs a folder more or less than the one before, because what
    is saved is called by its digest. `at` is what has to be struck: tried until it is.
    """
    words, tries = stage.scene.words, 0
    while True:
        count = line.run(stage.root, stage.journal, words).count
        stage.set()
        ended = line.run(stage.root, stage.journal, words, fault, count - from_end)
        tries += 1
        if ended.what.startswith(at) or tries == _TRIES:
            return ended
        stage.set()


def locks(stage: Stage) -> list[Path]:
    """Answer the locks that keep git from working in the journal."""
    return [*(stage.journal / ".git").rglob("*.lock")]


@pytest.mark.slow
def test_a_save_that_has_nothing_to_save_finishes_one_that_was_killed(
    faultline: Faultline, stages: Stages
) -> None:
    stage = stages.of("note")
    struck(faultline, stage, FAULTS["kill-all"], 5)
    assert locks(stage)

    assert plc_in(stage.journal, "save").stdout == "Nothing to save.\n"

    assert not locks(stage)
    assert not (stage.journal / ".git/plcjournal/intent").exists()


@pytest.mark.parametrize("words", [("save",), ("doctor", "--fix"), ("status",)])
def test_whatever_comes_next_frees_what_sync_was_killed_at(
    stages: Stages, words: tuple[str, ...]
) -> None:
    stage = stages.of("note")
    history = stage.journal / ".git"
    tip = git(stage.journal, "rev-parse", "HEAD").strip()
    note = history / "plcjournal/seen"
    note.write_text(f"refs/remotes/origin/main {tip}\n")
    lock = history / "refs/remotes/origin/main.lock"
    lock.parent.mkdir(parents=True, exist_ok=True)
    lock.write_text(f"{tip}\n")

    assert plc_in(stage.journal, *words).returncode == 0

    assert not locks(stage)
    assert not note.exists()


def test_the_lock_of_a_git_that_was_killed_while_sync_went_on_is_freed(
    stages: Stages, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = stages.of("note")
    place = find(stage.journal)
    assert place is not None
    repository = Repository(place)
    earlier = repository.tip("HEAD~1") or ""
    lock = place.common_dir / "refs/remotes/origin/main.lock"

    def killed(
        _self: Repository, _ref: str, new: str, *_: object, **__: object
    ) -> None:
        lock.parent.mkdir(parents=True, exist_ok=True)
        lock.write_text(f"{new}\n")

    with monkeypatch.context() as patched:
        patched.setattr(Repository, "move_branch", killed)
        seen.note(repository, "refs/heads/main", earlier)
    assert lock.exists()

    assert plc_in(stage.journal, "save").returncode == 0

    assert not locks(stage)
    assert not (place.notes / "seen").exists()


@pytest.mark.slow
@pytest.mark.parametrize("from_end", [1, 2, 3])
def test_what_is_saved_is_said_to_be_saved_though_a_note_cannot_be_removed(
    faultline: Faultline, stages: Stages, from_end: int
) -> None:
    stage = stages.of("note")

    fault = Fault(Act.FAIL, errno.EIO)
    ended = struck(faultline, stage, fault, from_end, "unlink")

    assert ended.what.startswith("unlink"), ended.what
    assert ended.code == 0, ended.told
    assert plc_in(stage.journal, "save").returncode == 0
    assert not locks(stage)


@pytest.mark.slow
def test_words_that_are_in_the_folder_are_not_to_be_typed_again(
    faultline: Faultline, stages: Stages
) -> None:
    stage = stages.of("note")
    full = Fault(Act.FULL_FROM_THEN_ON, errno.ENOSPC)

    ended = struck(faultline, stage, full, 60)

    assert ended.code == 5
    assert ended.err == (
        "plc: The disk is full. Your words are safe in the folder, but not yet in its"
        " history.\nhint: Make room, then type: plc save\n"
    )


def test_pages_that_were_cut_off_before_their_list_are_made_by_the_next_run(
    tmp_path: Path,
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    half = pages / ".plc-tmp.0123456789abcdef"
    half.write_bytes(b"{")

    writing.write(pages, {"index.html": b"<p>"})

    assert not half.exists()
    assert (pages / "index.html").read_bytes() == b"<p>"
