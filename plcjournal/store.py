"""Hides how a folder holds records: safe paths, whole writes, no lost edits."""

import errno
import os
import re
import stat
import sys
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from plcjournal import disk
from plcjournal.core.layout import STAGES
from plcjournal.errors import Exit, PlcError

LIMIT = 256 * 1024
"""More than this is no record; a reader sees at most one byte more of a file."""

_LEAST = 8192
_SETTINGS = "plc.yaml"
_FLAT = ("teams", "meetings", "models")
_READ = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
_ABSENT = {errno.ENOENT, errno.ENOTDIR}
# What Windows or a git on another system would read differently from us.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


class Unreadable(PlcError):
    """Something stands where a record should be that cannot be read as a file."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(
            f"{path} cannot be read: {why}.",
            "Put an ordinary text file in its place, or move it out of the journal.",
        )
        self.path = path


class ChangedOnDisk(PlcError):
    """A file is no longer what the command had read; nothing was overwritten."""

    exit_code: ClassVar[Exit] = Exit.NEEDS_PERSON
    may_pass: ClassVar[bool] = True

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} was changed by somebody else in the meantime, so it was left"
            " as it is.",
            "Run the same command again: it starts from the file as it is now.",
        )
        self.path = path


class UnsafePath(PlcError):
    """A path that leaves the journal or that some system cannot hold."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path!r} is not a place inside the journal that every computer can hold.",
            "Choose a name of letters, digits and hyphens.",
        )
        self.path = path


class CannotWrite(PlcError):
    """The disk refused the words; the file is what it was."""

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(
            f"{path} could not be written and is as it was before:"
            f" {error.strerror or error}.",
            "Make room or ask for permission to write, then run the same command"
            " again.",
        )
        self.path = path


class Unconfirmed(PlcError):
    """The words are in the file, but the disk did not say that they stay there."""

    exit_code: ClassVar[Exit] = Exit.NOT_SAVED

    def __init__(self, path: str, error: OSError) -> None:
        super().__init__(
            f"Your words are in {path}, but the disk did not confirm that it keeps"
            f" them: {error.strerror or error}.",
            "Make a copy of the folder on another disk, then run the same command"
            " again.",
        )
        self.path = path


def read(folder: Path, path: str) -> bytes | None:
    """Answer a file's bytes, at most `LIMIT` + 1 of them, or None if it is absent."""
    return _content(folder, path, LIMIT + 1)


def read_whole(folder: Path, path: str) -> bytes | None:
    """Answer all bytes of any file, such as an attachment; None if it is absent."""
    return _content(folder, path, sys.maxsize)


def record_paths(folder: Path) -> tuple[str, ...]:
    """List the records of a journal folder, sorted, real folders only."""
    found = [*flat_paths(folder)]
    for team in _folders_in(folder, "cycles"):
        for cycle in _folders_in(folder, team):
            found += _yaml_in(folder, cycle)
    return tuple(sorted(found))


def flat_paths(folder: Path) -> tuple[str, ...]:
    """List the records of a journal folder that belong to no cycle."""
    found = [_SETTINGS] if os.path.lexists(folder / _SETTINGS) else []
    for name in _FLAT:
        found += _yaml_in(folder, name)
    return tuple(sorted(found))


def paths_in(folder: Path, name: str) -> tuple[str, ...]:
    """List the records in one folder of a journal, such as `teams`, sorted."""
    return tuple(sorted(_yaml_in(folder, name)))


def folders_in(folder: Path, path: str) -> frozenset[str]:
    """List the real folders in one folder of a journal, such as `cycles`."""
    return frozenset(_folders_in(folder, path))


def holds_records(folder: Path, cycle: str) -> bool:
    """Say whether the folder of a cycle, which is there, holds a record."""
    place = f"{folder}{os.sep}cycles{os.sep}{cycle}{os.sep}"
    return any(os.path.lexists(f"{place}{stage}.yaml") for stage in STAGES)


def cycle_names(folder: Path) -> tuple[str, ...]:
    """List the cycles of a journal folder as `team/cycle`: folders that hold records.

    Nearly all hold the first one, so one question for each is enough.
    """
    teams = _folders_in(folder, "cycles")
    paths = [path for team in teams for path in _folders_in(folder, team)]
    stages = [f"{os.sep}{stage}.yaml" for stage in STAGES]
    top = f"{folder}{os.sep}"
    return tuple(
        sorted(
            path.removeprefix("cycles/")
            for path in paths
            if any(os.path.lexists(f"{top}{path}{stage}") for stage in stages)
        )
    )


def cycle_paths(folder: Path, cycle: str) -> tuple[str, ...]:
    """List the records, and other YAML files, in the folder of one cycle."""
    return tuple(sorted(_yaml_in(folder, f"cycles/{cycle}")))


def is_current(folder: Path, path: str, data: bytes | None) -> bool:
    """Tell whether a file holds exactly these bytes, or is absent for None."""
    limit = 1 if data is None else len(data) + 1
    return _content(folder, path, limit) == data


def write(folder: Path, path: str, data: bytes | None, before: bytes | None) -> None:
    """Replace one file at once, or remove it, unless it changed since it was read.

    With a file go the folders that it leaves empty, as they do for git.

    Args:
        folder: the journal's folder.
        path: the file, relative to the folder, with `/`.
        data: the new bytes; None removes the file.
        before: the bytes the caller has read; None where the file did not exist.
    """
    target = _target(folder, path)
    if not is_current(folder, path, before):
        raise ChangedOnDisk(path)
    try:
        if data is None:
            disk.remove(target)
            _drop_empty(folder, target)
            return
        disk.make_folder(target.parent)
        mode = None if before is None else target.stat().st_mode & 0o777
        disk.put(target, data, mode)
    except OSError as error:
        is_there = data != before and is_current(folder, path, data)
        raise (Unconfirmed if is_there else CannotWrite)(path, error) from error


def _drop_empty(folder: Path, target: Path) -> None:
    for above in target.parents:
        if above == folder or _is_here(above):
            return
        try:
            above.rmdir()
        except OSError:
            return  # there is something else in it


def _is_here(folder: Path) -> bool:
    """Say whether somebody works in a folder, who would stand in nothing."""
    try:
        return folder.samefile(os.curdir)
    except OSError:
        return True


def is_portable(path: str) -> bool:
    """Tell whether every system can hold a path."""
    return all(_is_portable(part) for part in path.split("/"))


def check(folder: Path, path: str) -> None:
    """Refuse a path that leaves the folder or that some system cannot hold."""
    _target(folder, path)


def _target(folder: Path, path: str) -> Path:
    parts = path.split("/")
    if not all(_is_portable(part) for part in parts):
        raise UnsafePath(path)
    place = folder
    for part in parts[:-1]:
        place /= part
        try:
            kind = os.lstat(place).st_mode
        except FileNotFoundError:
            break
        if not stat.S_ISDIR(kind) or _is_junction(place):
            raise UnsafePath(path)
    return folder.joinpath(*parts)


def _is_junction(place: Path) -> bool:
    # Windows: a junction looks like a folder and leads elsewhere.
    if sys.platform != "win32":
        return False
    return bool(os.lstat(place).st_file_attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)


@lru_cache(1000)  # the same few stand in most paths
def _is_portable(part: str) -> bool:
    if part in {"", ".", ".."} or _FORBIDDEN.search(part) or part[-1] in ". ":
        return False
    if _DEVICE.fullmatch(part):
        return False
    # Format characters are invisible, and some systems drop them: `.g\u200cit`.
    seen = "".join(c for c in part if unicodedata.category(c) != "Cf")
    return seen.casefold() not in {".git", "git~1"}


def _content(folder: Path, path: str, limit: int) -> bytes | None:
    parts = path.split("/")
    if "\0" in path or not {"", ".", ".."}.isdisjoint(parts):
        raise UnsafePath(path)
    try:
        descriptor = os.open(os.path.join(folder, *parts), _READ)  # noqa: PTH118  # quick
    except OSError as error:
        if error.errno in _ABSENT:
            return None
        raise Unreadable(path, _reason(error)) from error
    try:
        about = os.fstat(descriptor)
        if not stat.S_ISREG(about.st_mode):
            raise Unreadable(path, "it is not an ordinary file")
        return _bytes(descriptor, about.st_size + 1, limit)
    except OSError as error:
        raise Unreadable(path, _reason(error)) from error
    finally:
        os.close(descriptor)


def _bytes(descriptor: int, likely: int, limit: int) -> bytes:
    """Answer what a file holds, at most so many bytes, in as few calls as can be."""
    found, likely = b"", max(likely, _LEAST)  # some folders do not say how many
    while part := os.read(descriptor, min(likely, limit - len(found))):
        found += part
    return found


def _reason(error: OSError) -> str:
    if error.errno in {errno.ELOOP, errno.EMLINK}:
        return "it is a link to another place"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return "this account may not read it"
    if error.errno in {errno.ENXIO, errno.ENODEV}:
        return "it is not an ordinary file"
    return error.strerror or type(error).__name__


def _entries(folder: Path, path: str) -> list[os.DirEntry[str]]:
    place = folder / path
    try:
        if place.is_symlink():
            return []
        with os.scandir(place) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise Unreadable(path, _reason(error)) from error


def _folders_in(folder: Path, path: str) -> list[str]:
    return [
        f"{path}/{entry.name}"
        for entry in _entries(folder, path)
        if entry.is_dir(follow_symlinks=False)
    ]


def _yaml_in(folder: Path, path: str) -> list[str]:
    return [
        f"{path}/{entry.name}"
        for entry in _entries(folder, path)
        if entry.name.endswith(".yaml")
    ]
