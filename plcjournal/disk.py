"""Hides how bytes are made to outlast a power cut on each system."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterable
from pathlib import Path

if sys.platform == "darwin":
    import fcntl

TEMPORARY = ".plc-tmp."
_PATIENCE = 2.0
_CANNOT_FLUSH = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS}


def flush(descriptor: int) -> None:
    """Ask the system to put a file's bytes on the disk itself."""
    if sys.platform == "darwin":
        # macOS: fsync only hands the bytes to the drive, which may keep them a while.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def flush_file(file: Path) -> None:
    """Ask the system to put a file that somebody else wrote on the disk."""
    descriptor = os.open(file, os.O_RDWR)
    try:
        flush(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Make new, replaced and removed names in a folder durable."""
    if sys.platform == "win32":
        return  # Windows has no such call; the file system journals names itself
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        flush(descriptor)
    except OSError as error:
        # Some network and FUSE file systems refuse to flush a folder: nothing to do.
        if error.errno not in _CANNOT_FLUSH:
            raise
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and its parents where missing, each durably."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    with contextlib.suppress(FileExistsError):
        folder.mkdir()
    flush_folder(folder.parent)


def replace(source: Path, target: Path) -> None:
    """Put a file in another's place at once, patient with virus scanners."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            os.replace(source, target)  # noqa: PTH105 - tests make this very call fail
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def put(target: Path, data: bytes | Iterable[bytes], mode: int | None = None) -> None:
    """Write a file whole or not at all, durably.

    Args:
        target: the file; its folder exists.
        data: everything that shall be in it, whole or in pieces.
        mode: the permissions it shall have; by default those of any new file.
    """
    temporary = target.with_name(TEMPORARY + os.urandom(8).hex())
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None and sys.platform != "win32":
                os.fchmod(descriptor, mode)
            file.writelines([data] if isinstance(data, bytes) else data)
            file.flush()
            flush(descriptor)
        replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    flush_folder(target.parent)


def remove(target: Path) -> None:
    """Remove a file durably; nothing happens when it is not there."""
    try:
        target.unlink()
    except FileNotFoundError:
        return
    flush_folder(target.parent)
