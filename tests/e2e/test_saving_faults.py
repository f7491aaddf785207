"""A disk that fails, or a person who presses Ctrl-C, at every step of a save."""

import contextlib
import errno
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from saved_folder import (
    RECORD,
    assert_nothing_left,
    assert_sound,
    git,
    new_journal,
    on_disk,
    recorded,
    write,
)

from plcjournal.errors import PlcError
from plcjournal.saving.save import Message, NotSaved, Saved, save
from plcjournal.saving.writing import Change, written
from plcjournal.store import CannotWrite, Unconfirmed

OLD, NEW = b"words: old\n", b"words: new\n"
STEPS = 60
# Every step by hand (PLC_EVERY=1); in the suite each third, shifted by error.
EVERY = int(os.environ.get("PLC_EVERY", "3"))


def fail_at(
    monkeypatch: pytest.MonkeyPatch,
    names: tuple[str, ...],
    number: int,
    make: Callable[[], BaseException],
    *,
    is_sticky: bool,
) -> Callable[[], int]:
    """Make the n-th of these calls fail, and later ones too if sticky."""
    calls = 0

    def wrapped(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls == number or (is_sticky and calls > number):
                raise make()
            return real(*given, **named)

        return call

    for name in names:
        owner: Any = subprocess if name == "Popen" else os
        monkeypatch.setattr(owner, name, wrapped(getattr(owner, name)))
    return lambda: calls


def prepared(tmp_path: Path) -> tuple[Path, str]:
    folder = new_journal(tmp_path / "journal")
    write(folder, RECORD, OLD)
    (folder / "mine").write_text("staged\n")
    git(folder, "add", "mine")
    return folder, git(folder, "ls-files", "--stage", "mine")


def assert_healed(folder: Path, staged: str, *, is_noted: bool = True) -> None:
    """Check that the next save needs no help and that nothing was lost."""
    assert on_disk(folder, RECORD) in {OLD, NEW}
    assert recorded(folder) in {OLD, NEW}
    assert_sound(folder)
    words = on_disk(folder, RECORD)

    write(folder, "plc.yaml", b"format: 1\nname: after\n")
    if not is_noted:  # a disk that fails for good takes no note either
        write(folder, RECORD, words)

    assert on_disk(folder, RECORD) == recorded(folder) == words
    assert git(folder, "ls-files", "--stage", "mine") == staged
    assert git(folder, "status", "--porcelain") == "A  mine"
    assert_sound(folder)
    assert_nothing_left(folder)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("start", "error", "is_sticky"),
    [
        (1, errno.EIO, False),
        (2, errno.EACCES, False),
        (3, errno.ENOSPC, False),
        (1, errno.ENOSPC, True),
    ],
)
def test_a_failing_disk_leaves_the_old_words_or_the_new(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    start: int,
    error: int,
    is_sticky: bool,
) -> None:
    folder, staged = prepared(tmp_path)
    names = ("replace", "fsync", "link", "unlink", "mkdir", "utime")
    for number in range(start, STEPS, EVERY):
        with monkeypatch.context() as patch:
            calls = fail_at(
                patch,
                names,
                number,
                lambda: OSError(error, os.strerror(error)),
                is_sticky=is_sticky,
            )
            outcome: object = None
            try:
                outcome = write(folder, RECORD, NEW)
            except PlcError as failed:
                outcome = failed
        if isinstance(outcome, Saved):
            assert recorded(folder) == NEW
        if isinstance(outcome, CannotWrite):
            assert recorded(folder) == OLD
        if isinstance(outcome, Saved | NotSaved | Unconfirmed):
            assert on_disk(folder, RECORD) == NEW
        elif not is_sticky:
            assert on_disk(folder, RECORD) == OLD
        assert_healed(folder, staged, is_noted=not is_sticky)
        if calls() < number:
            break
        write(folder, RECORD, OLD)
        write(folder, "plc.yaml", b"format: 1\n")
    else:
        pytest.fail(f"more than {STEPS} calls")


@pytest.mark.slow
def test_ctrl_c_leaves_the_old_words_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, staged = prepared(tmp_path)
    names = ("replace", "fsync", "link", "unlink", "Popen")
    for number in range(1, STEPS, EVERY):
        with monkeypatch.context() as patch:
            calls = fail_at(patch, names, number, KeyboardInterrupt, is_sticky=False)
            with contextlib.suppress(KeyboardInterrupt):
                write(folder, RECORD, NEW)
        assert_healed(folder, staged)
        if calls() < number:
            break
        write(folder, RECORD, OLD)
        write(folder, "plc.yaml", b"format: 1\n")
    else:
        pytest.fail(f"more than {STEPS} calls")


@pytest.mark.slow
def test_git_dying_at_any_command_leaves_the_old_words_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, staged = prepared(tmp_path)
    for number in range(1, STEPS, EVERY):
        with monkeypatch.context() as patch:
            calls = fail_at(
                patch, ("Popen",), number, lambda: OSError("gone"), is_sticky=False
            )
            try:
                write(folder, RECORD, NEW)
            except NotSaved:
                assert on_disk(folder, RECORD) == NEW
        assert_healed(folder, staged)
        if calls() < number:
            break
        write(folder, RECORD, OLD)
        write(folder, "plc.yaml", b"format: 1\n")
    else:
        pytest.fail(f"more than {STEPS} calls")


# Many files are written at once, by threads; the first is one they all replace.
MANY = [RECORD, *(f"cycles/grade-4/2025-10-{n}/action.yaml" for n in range(60))]


def full_disk() -> OSError:
    return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def made_of_many(folder: Path) -> list[Change]:
    return [Change(path, NEW, on_disk(folder, path)) for path in MANY]


def test_many_files_are_all_tried_and_each_tells_what_became_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _ = prepared(tmp_path)
    changes = made_of_many(folder)
    with monkeypatch.context() as patch:
        fail_at(patch, ("replace",), 20, full_disk, is_sticky=False)
        found = [*written(folder, changes)]
    assert [change for change, _ in found] == changes
    failed = [change.path for change, error in found if error]
    assert len(failed) == 1
    assert {path for path in MANY if on_disk(folder, path) != NEW} == {*failed}


@pytest.mark.parametrize("number", [1, 20, len(MANY)])
def test_one_of_many_files_that_cannot_be_written_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder, staged = prepared(tmp_path)
    changes = made_of_many(folder)
    with monkeypatch.context() as patch:
        # The very first puts the note of what is about to be saved in its place.
        fail_at(patch, ("replace",), 1 + number, full_disk, is_sticky=False)
        with pytest.raises(CannotWrite):
            save(folder, changes, Message("Many"))
    assert [on_disk(folder, path) for path in MANY] == [OLD, *[None] * 60]
    assert_healed(folder, staged)
    assert len(save(folder, made_of_many(folder), Message("Many")).paths) == len(MANY)
    assert {on_disk(folder, path) for path in MANY} == {NEW}
