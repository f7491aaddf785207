"""The folders that a power cut may leave behind, made from what a command wrote.

The model is that of a file system with a journal (ext4, XFS): a flush of anything makes
all names before it last, in order; of the names after the last flush the first ones are
kept; and bytes that were not flushed themselves may be there, or in part, or
not at all. Weaker file systems, which may lose a name that was followed by a flush of
something else, are outside it: there git itself does not hold.
"""

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Cut(StrEnum):
    """What becomes of that which was not flushed when the power went."""

    KEPT = "kept"  # the names are there, and of the bytes nothing is
    DROPPED = "dropped"
    MIXED = "mixed"  # the first of the names, and some of the bytes


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was done to a file or folder."""

    kind: str
    path: str
    other: str
    at: int
    data: bytes


def changes(record: Path) -> tuple[Change, ...]:
    """Answer what a command did, in order, from what `faultline.c` wrote down."""
    return tuple(_changes(record.read_bytes()))


def _changes(data: bytes) -> Iterator[Change]:
    place = 0
    while place < len(data):
        end = data.index(b"\n", place)
        kind, path, other, at, size = os.fsdecode(data[place:end]).split("\t")
        place = end + 1 + int(size)
        yield Change(kind, path, other, int(at), data[end + 1 : place])


@dataclass(slots=True)
class _Names:
    """Which file each name stands for, and which folders there are."""

    files: dict[str, int] = field(default_factory=dict)
    folders: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)

    def copy(self) -> "_Names":
        return _Names({**self.files}, {*self.folders}, {**self.links})

    def apply(self, change: Change, node: int) -> None:
        """Let a change of names happen, if what it needs is there."""
        path, other = change.path, change.other
        is_possible = str(Path(path).parent) in self.folders
        match change.kind:
            case "create" if is_possible:
                self.files[path] = node
            case "link" if is_possible and node >= 0:
                self.files[path] = node
            case "rename" if other in self.folders:
                self._move(other, path)
            case "rename" if is_possible and other in self.files:
                self.files[path] = self.files.pop(other)
            case "unlink":
                self.files.pop(path, None)
                self.links.pop(path, None)
            case "mkdir" if is_possible:
                self.folders.add(path)
            case "rmdir" if not any(one.startswith(f"{path}/") for one in self.files):
                self.folders.discard(path)
            case "symlink":
                self.links[path] = other
            case _:  # what changes no name, or cannot be
                pass

    def _move(self, old: str, new: str) -> None:
        start = f"{old}/"
        self.folders = {
            new + one.removeprefix(old) if f"{one}/".startswith(start) else one
            for one in self.folders
        }
        self.files = {
            new + one.removeprefix(old) if one.startswith(start) else one: node
            for one, node in self.files.items()
        }


class PowerCuts:
    """A folder as it was, and what was done to it until the power went."""

    def __init__(self, folder: Path, done: tuple[Change, ...]) -> None:
        """Read the folder as it was before anything of it was done."""
        self.done = done
        self._folder = folder.resolve()
        self._names = _Names(folders={str(self._folder)})
        self._bytes: dict[int, bytes] = {}
        self._modes: dict[int, int] = {}
        for file in self._folder.rglob("*"):
            if file.is_symlink():
                self._names.links[str(file)] = str(file.readlink())
            elif file.is_dir():
                self._names.folders.add(str(file))
            else:
                self._names.files[str(file)] = number = len(self._bytes)
                self._bytes[number] = file.read_bytes()
                self._modes[number] = file.stat().st_mode

    def leave(self, at: int, cut: Cut, chance: random.Random) -> None:
        """Make the folder what is left when the power goes after some changes."""
        live, content = self._names.copy(), {**self._bytes}
        lasting, flushed = self._names.copy(), {**self._bytes}
        waiting: list[tuple[Change, int]] = []
        for change in self.done[:at]:
            node = self._node(live, content, change)
            live.apply(change, node)
            if change.kind == "fsync":
                for one, its in waiting:
                    lasting.apply(one, its)
                waiting = []
                if node in content:
                    flushed[node] = content[node]
            else:
                waiting.append((change, node))
        kept = {Cut.KEPT: len(waiting), Cut.DROPPED: 0}
        for one, its in waiting[: kept.get(cut, chance.randint(0, len(waiting)))]:
            lasting.apply(one, its)
        self._write(lasting, self._left(content, flushed, cut, chance))

    @staticmethod
    def _node(names: _Names, content: dict[int, bytes], change: Change) -> int:
        """Answer which file a change is about, its bytes changed; -1 for none."""
        if change.kind == "create":
            content[len(content)] = b""
            return len(content) - 1
        path = change.other if change.kind in {"link", "rename"} else change.path
        node = names.files.get(path, -1)
        if node < 0:
            return node
        old = content[node]
        if change.kind == "write":
            start = old[: change.at].ljust(change.at, b"\0")
            content[node] = start + change.data + old[change.at + len(change.data) :]
        elif change.kind in {"truncate", "ftruncate"}:
            content[node] = old[: change.at].ljust(change.at, b"\0")
        return node

    @staticmethod
    def _left(
        content: dict[int, bytes],
        flushed: dict[int, bytes],
        cut: Cut,
        chance: random.Random,
    ) -> dict[int, bytes]:
        left = {}
        for node, data in content.items():
            old = flushed.get(node, b"")
            left[node] = old
            if data != old and cut is Cut.MIXED:
                half = data[: (len(old) + len(data)) // 2]
                left[node] = chance.choice((old, half, data))
        return left

    def _write(self, names: _Names, content: dict[int, bytes]) -> None:
        shutil.rmtree(self._folder)
        for folder in sorted(names.folders):
            Path(folder).mkdir(parents=True, exist_ok=True)
        for path, target in names.links.items():
            Path(path).symlink_to(target)
        written: dict[int, str] = {}
        for path, node in names.files.items():
            if node in written:
                Path(path).hardlink_to(written[node])
                continue
            Path(path).write_bytes(content[node])
            if node in self._modes:
                Path(path).chmod(self._modes[node])
            written[node] = path
