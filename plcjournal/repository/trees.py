"""Hides how a few files change the tree of a commit: only the folders on their way.

Reading a whole tree into an index and writing it again takes longer the more a journal
holds; a saved change touches a handful of folders.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plcjournal.repository.notes import Entry
    from plcjournal.repository.objects import Objects

    _Way: TypeAlias = tuple[bytes, ...]
    _Rows: TypeAlias = dict[bytes, tuple[bytes, bytes]]

_FOLDER = b"40000"


class Grown(NamedTuple):
    """The id of a tree, and the contents of all new trees in it, deepest first."""

    id: str
    trees: tuple[bytes, ...]


def grown(
    objects: Objects, tip: str | None, entries: Sequence[Entry], digits: int
) -> Grown:
    """Answer the tree of a commit with some entries changed; nothing is stored yet."""
    growth = _Growth(objects, digits)
    ways = {tuple(os.fsencode(one.path).split(b"/")): one for one in entries}
    root = objects.contents(f"{tip}^{{tree}}") if tip else b""
    made = growth.grow(root or b"", ways) or growth.keep(b"")
    return Grown(made.hex(), tuple(growth.made))


class _Growth:
    def __init__(self, objects: Objects, digits: int) -> None:
        self._objects = objects
        self._width = digits // 2
        self.made: list[bytes] = []

    def grow(self, raw: bytes, wanted: Mapping[_Way, Entry]) -> bytes | None:
        """Answer the id of a folder once it holds some entries, None if nothing."""
        rows = self._rows(raw)
        inside: dict[bytes, dict[_Way, Entry]] = {}
        for way, entry in wanted.items():
            if len(way) > 1:
                inside.setdefault(way[0], {})[way[1:]] = entry
            elif entry.blob is not None:
                rows[way[0]] = entry.mode.encode(), bytes.fromhex(entry.blob)
            elif not _is_folder(rows, way[0]):
                rows.pop(way[0], None)
        for name, entries in inside.items():
            is_there = _is_folder(rows, name)
            if not is_there and all(one.blob is None for one in entries.values()):
                continue  # nothing to take away
            there = self._objects.contents(rows[name][1].hex()) if is_there else b""
            made = self.grow(there or b"", entries)
            if made is None:
                rows.pop(name, None)
            else:
                rows[name] = _FOLDER, made
        return self.keep(_raw(rows)) if rows else None

    def keep(self, raw: bytes) -> bytes:
        """Note a new tree; answer its id."""
        self.made.append(raw)
        name = "sha256" if self._width == 32 else "sha1"
        digest = hashlib.new(name, b"tree %d\0" % len(raw), usedforsecurity=False)
        digest.update(raw)
        return digest.digest()

    def _rows(self, raw: bytes) -> _Rows:
        rows: _Rows = {}
        at = 0
        while at < len(raw):
            end = raw.index(b"\0", at)
            mode, _, name = raw[at:end].partition(b" ")
            at = end + 1 + self._width
            rows[name] = mode, raw[end + 1 : at]
        return rows


def _is_folder(rows: _Rows, name: bytes) -> bool:
    return name in rows and rows[name][0] == _FOLDER


def _raw(rows: _Rows) -> bytes:
    """Answer what a tree holds: folders stand as if their name ended in a slash."""

    def place(name: bytes) -> bytes:
        return name + b"/" if _is_folder(rows, name) else name

    return b"".join(
        b"%b %b\0%b" % (rows[name][0], name, rows[name][1])
        for name in sorted(rows, key=place)
    )
