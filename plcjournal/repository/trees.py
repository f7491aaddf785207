"""Hides how a few files change the tree of a commit: only the folders on their way.

Reading a whole tree into an index and writing it again takes longer the more a journal
holds; a saved change touches a handful of folders.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from plcjournal.repository.command import GitFailed
from plcjournal.repository.packing import New

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plcjournal.repository.notes import Entry
    from plcjournal.repository.objects import Objects

    _Way: TypeAlias = tuple[bytes, ...]
    _Rows: TypeAlias = dict[bytes, tuple[bytes, bytes]]

NOTHING = "000000"
"""The mode of what is not there."""

_FOLDER = b"40000"


class Grown(NamedTuple):
    """The id of a tree, all new trees in it, deepest first, and what it changes.

    `before` has the mode of each changed path as it was, `NOTHING` where it is new; a
    folder that made room for a file stands there with a slash at its end.
    """

    id: str
    trees: tuple[New, ...]
    before: Mapping[str, str]


def grown(
    objects: Objects, tip: str | None, entries: Sequence[Entry], digits: int
) -> Grown:
    """Answer the tree of a commit with some entries changed; nothing is stored yet."""
    growth = _Growth(objects, digits)
    ways = {tuple(os.fsencode(one.path).split(b"/")): one for one in entries}
    root = growth.held(f"{tip}^{{tree}}") if tip else b""
    made = growth.grow(b"", root, ways) or growth.keep(b"")
    return Grown(made.hex(), tuple(growth.made), growth.before)


class _Growth:
    def __init__(self, objects: Objects, digits: int) -> None:
        self._objects = objects
        self._digits = digits
        self.made: list[New] = []
        self.before: dict[str, str] = {}

    def grow(
        self, place: bytes, raw: bytes, wanted: Mapping[_Way, Entry]
    ) -> bytes | None:
        """Answer the id of a folder once it holds some entries, None if nothing.

        Raises:
            GitFailed: it is written otherwise than git writes folders, so more would
                change in it than what is wanted.
        """
        rows = self._rows(raw)
        if _raw(rows) != raw:
            raise GitFailed("trees", f"'{os.fsdecode(place)}' is not in order")
        inside: dict[bytes, dict[_Way, Entry]] = {}
        for way, entry in wanted.items():
            if len(way) > 1:
                inside.setdefault(way[0], {})[way[1:]] = entry
            else:
                self._put(place, rows, way[0], entry)
        for name, entries in inside.items():
            is_there = _is_folder(rows, name)
            if not is_there and all(one.blob is None for one in entries.values()):
                continue  # nothing to take away
            if name in rows and not is_there:
                self._note(place, rows, name)
            there = self.held(rows[name][1].hex()) if is_there else b""
            made = self.grow(place + name + b"/", there, entries)
            if made is None:
                rows.pop(name, None)
            else:
                rows[name] = _FOLDER, made
        return self.keep(_raw(rows)) if rows else None

    def held(self, name: str) -> bytes:
        """Answer what a folder holds; one that is lost must not look empty."""
        raw = self._objects.contents(name)
        if raw is None:
            raise GitFailed("trees", f"{name} is missing")
        return raw

    def _put(self, place: bytes, rows: _Rows, name: bytes, entry: Entry) -> None:
        if entry.blob is not None:
            row = entry.mode.encode(), bytes.fromhex(entry.blob)
            if rows.get(name) != row:
                self._note(place, rows, name)
            rows[name] = row
        elif name in rows and not _is_folder(rows, name):
            self._note(place, rows, name)
            del rows[name]

    def _note(self, place: bytes, rows: _Rows, name: bytes) -> None:
        mode, _ = rows.get(name, (NOTHING.encode(), b""))
        slash = b"/" if mode == _FOLDER else b""
        self.before[os.fsdecode(place + name + slash)] = mode.decode()

    def keep(self, raw: bytes) -> bytes:
        """Note a new tree; answer its id."""
        new = New("tree", raw)
        self.made.append(new)
        return bytes.fromhex(new.id(self._digits))

    def _rows(self, raw: bytes) -> _Rows:
        rows: _Rows = {}
        at = 0
        while at < len(raw):
            end = raw.index(b"\0", at)
            mode, _, name = raw[at:end].partition(b" ")
            at = end + 1 + self._digits // 2
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
