"""Hides who may write: our own lock between processes, and git's lock files."""

import contextlib
import os
import random
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from plcjournal import disk
from plcjournal.errors import Exit, PlcError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 20.0
_A_MOMENT = 2.0  # seconds, to let another program finish
_TOKEN = b"plcjournal holds this until it has saved "


class Busy(PlcError):
    """Another plc is writing to the same history; nothing was touched."""

    exit_code: ClassVar[Exit] = Exit.BUSY

    def __init__(self) -> None:
        super().__init__(
            "Another plc is saving in this journal right now; nothing was changed.",
            "Wait a moment and run the same command again.",
        )


class InUse(PlcError):
    """Another program holds one of git's lock files."""

    exit_code: ClassVar[Exit] = Exit.NOT_SAVED

    def __init__(self, file: Path) -> None:
        super().__init__(
            "Another program is working on this folder right now.",
            "Close other programs that use the folder, then type: plc save",
        )
        self.file = file


@contextlib.contextmanager
def held(notes: Path, wait: float | None = None) -> Iterator[int]:
    """Hold the journal's write lock; the descriptor is for every child to inherit.

    The system frees the lock when the last process that has the descriptor ends, so
    it is never stale; on network and cloud-drive folders it may not exclude anybody.
    """
    disk.make_folder(notes)
    descriptor = os.open(notes / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        deadline = time.monotonic() + (PATIENCE if wait is None else wait)
        while not _is_taken(descriptor):
            if time.monotonic() >= deadline:
                raise Busy
            time.sleep(random.uniform(0.005, 0.03))  # noqa: S311 - only to take turns
        yield descriptor
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def claimed(file: Path, notes: Path) -> Iterator[None]:
    """Hold one of git's lock files, provably ours even after a crash.

    Args:
        file: the lock file, such as `.git/index.lock`.
        notes: our folder on the same disk; the write lock on it is held.
    """
    token = notes / f"token-{secrets.token_hex(8)}"
    ours = _TOKEN + token.name.encode() + b"\n"
    try:
        token.write_bytes(ours)
        deadline = time.monotonic() + _A_MOMENT
        while not _is_linked(token, file):
            if time.monotonic() >= deadline:
                raise InUse(file)
            time.sleep(0.01)
        yield
    finally:
        # What cannot be removed, the next plc knows as ours; what was done is done.
        with contextlib.suppress(OSError):
            if _head(file) == ours:
                file.unlink()
        with contextlib.suppress(OSError):
            token.unlink()


def free(file: Path, notes: Path) -> None:
    """Remove one of git's lock files if a plc that died left it.

    The caller holds the write lock, so no living plc can own the file.
    """
    if is_ours(file, notes):
        file.unlink()


def is_ours(file: Path, notes: Path) -> bool:
    """Tell whether some plc made this lock file.

    What stands in it says so also in a copied folder; after a power cut that may be
    gone or torn, and it still is the same file as its token.
    """
    if _head(file).startswith(_TOKEN) or not file.exists():
        return _head(file).startswith(_TOKEN)
    return any(token.samefile(file) for token in notes.glob("token-*"))


def wait_for(files: tuple[Path, ...], wait: float = _A_MOMENT) -> None:
    """Wait until none of git's lock files is there."""
    deadline = time.monotonic() + wait
    while taken := [file for file in files if file.exists()]:
        if time.monotonic() >= deadline:
            raise InUse(taken[0])
        time.sleep(0.01)


def _is_taken(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _is_linked(token: Path, file: Path) -> bool:
    try:
        os.link(token, file)
    except FileExistsError:
        return False
    except OSError:
        return _is_copied(token, file)
    return True


def _is_copied(token: Path, file: Path) -> bool:
    # For file systems without hard links (FAT, some shares). A kill between the two
    # calls leaves an empty lock that doctor has to remove, as after any killed git.
    try:
        with file.open("xb") as lock:
            lock.write(token.read_bytes())
    except FileExistsError:
        return False
    return True


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            return opened.read(200)
    except FileNotFoundError:
        return b""
