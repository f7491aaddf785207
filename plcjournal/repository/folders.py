"""Hides which folders hold the names that git saw in them when it last looked.

Git lists every folder to find files that nobody saved, which takes most of its time
in a journal of thousands. A folder whose times are as they were holds the same names,
so git is asked about the others alone. What is remembered names only folders that
hold something recorded, and counts for the commit it was seen at.
"""

from __future__ import annotations

import os
import sys
import zlib
from array import array
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.beside import Double, can_split
from plcjournal.core import layout

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from pathlib import Path

    # When a folder changed, in nanoseconds, and which one it is.
    Times = tuple[int, int]

BIG = 2**20
"""A journal whose index has fewer bytes is listed in no time."""

_VERSION = 2
_SEAL = 4
_NONE = (0, 0)
_TICK = 2_000_000_000  # nanoseconds: no system counts times more coarsely


class Seen(NamedTuple):
    """A folder as it was before git looked: its times, and what is in it."""

    times: Times
    files: Sequence[str]
    folders: Sequence[str]


class Compared(NamedTuple):
    """The commit at which git last looked, '' for never, and where it has to again."""

    tip: str
    doubtful: frozenset[str]


class Folders:
    """The folders of one journal, as far as git looked into them before."""

    def __init__(self, top: Path, notes: Path) -> None:
        """Take the journal's folder, and where notes about this work tree are kept."""
        self._top = top
        self._start = os.fsencode(f"{_VERSION} {sys.byteorder} {top}")
        self._file = notes / "folders"
        self._new = notes / "folders.new"
        self._latest = 0
        self._ahead: Double | None = None

    @cached_property
    def _known(self) -> tuple[str, dict[str, Times]]:
        """What is remembered: a commit, and folders; '' is the journal's own."""
        try:
            data = self._file.read_bytes()
            seal, said = data[:_SEAL], data[_SEAL:]
            start, tip, size, rest = said.split(b"\0", 3)
            times = array("q", rest[: int(size)])
            paths = os.fsdecode(rest[int(size) :]).split("\0")
            if seal == _seal(said) and start == self._start:
                one = iter(times)
                each = zip(paths, zip(one, one, strict=True), strict=True)
                return tip.decode(), dict(each)
        except (OSError, ValueError):
            pass  # never looked, or it is not whole
        return "", {}

    def compared(self) -> Compared:
        """Answer into which folders git has to look, at the commit of its last look."""
        if self._ahead is not None:
            try:
                said = self._ahead.answer()
            finally:
                self._ahead.end()
                self._ahead = None
            if said:
                tip, *doubtful = os.fsdecode(said).split("\0")
                return Compared(tip, frozenset(doubtful))
        tip, known = self._known
        now = ((path, times, self._now(path)) for path, times in known.items())
        found = (path for path, times, new in now if times != new or new == _NONE)
        return Compared(tip, frozenset(found if known else [""]))

    def look_ahead(self) -> None:
        """Let another process compare meanwhile, where that can be."""
        if can_split():
            with suppress(OSError):  # then this process does it when it is needed
                self._ahead = Double(self._told_ahead)

    def _told_ahead(self) -> bytes:
        tip, doubtful = self.compared()
        return os.fsencode("\0".join((tip, *doubtful)))

    def around(self, paths: Iterable[str]) -> frozenset[str]:
        """Answer the innermost folder around each of some paths that is remembered."""
        return frozenset(_nearest(path, self._known[1]) for path in paths)

    def _now(self, path: str) -> Times:
        try:
            told = os.lstat(f"{self._top}/{path}")
        except OSError:
            return _NONE
        return told.st_ctime_ns, told.st_ino

    def look(self, doubtful: Iterable[str]) -> dict[str, Seen]:
        """Look into some folders, and into those in them that nobody remembers.

        One that is gone is seen as one with nothing in it.
        """
        with suppress(OSError):
            self._new.touch()
            self._latest = self._new.stat().st_mtime_ns - _TICK
        found: dict[str, Seen] = {}
        waiting, known = [*doubtful], self._known[1]
        while waiting:
            path = waiting.pop()
            times = self._now(path)
            found[path] = Seen(times, *self._inside(path))
            waiting += [one for one in found[path].folders if one not in known]
        return found

    def _inside(self, path: str) -> tuple[list[str], list[str]]:
        files, folders = [], []
        with suppress(OSError), os.scandir(f"{self._top}/{path}") as entries:
            for entry in entries:
                name = f"{path}/{entry.name}" if path else entry.name
                if not entry.is_dir(follow_symlinks=False):
                    files.append(name)
                elif layout.may_hold(name):
                    folders.append(name)
        return files, folders

    def remember(
        self, seen: Mapping[str, Seen], tip: str, loose: frozenset[str]
    ) -> None:
        """Remember folders that git looked into after they were seen.

        `loose` are the paths it told of that are not recorded: the folders they are in
        stay doubtful, as do those in which something changed just now.
        """
        if any(path.endswith("/") for path in loose):
            return  # nobody says what is inside: what was doubtful stays so
        before = self._known[1].items()
        kept = {path: times for path, times in before if path not in seen}
        # The innermost come first: a folder holds what they hold.
        for path, one in sorted(seen.items(), reverse=True):
            is_recorded = not loose.issuperset(one.files)
            if is_recorded or not kept.keys().isdisjoint(one.folders):
                is_old = one.times[0] < self._latest
                kept[path] = one.times if is_old else _NONE
        for path in (*(seen.keys() - kept.keys()), *loose):
            kept[_nearest(path, kept)] = _NONE
        with suppress(OSError):
            self._new.write_bytes(self._told(kept, tip))
            self._new.replace(self._file)

    def _told(self, kept: Mapping[str, Times], tip: str) -> bytes:
        times = array("q", (one for times in kept.values() for one in times)).tobytes()
        size = str(len(times)).encode()
        said = b"\0".join((self._start, tip.encode(), size, times))
        said += os.fsencode("\0".join(kept))
        return _seal(said) + said


def _nearest(path: str, known: Container[str]) -> str:
    """Answer the innermost of some folders around a path; '' holds everything."""
    while path and path not in known:
        path = path.rpartition("/")[0]
    return path


def _seal(said: bytes) -> bytes:
    # What computes digests takes longer to load than all else here, and git waits.
    return zlib.crc32(said).to_bytes(_SEAL)
