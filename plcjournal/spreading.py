"""What of a received state goes into the folder, and what had better not."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import merging, store
from plcjournal.core import layout
from plcjournal.core.merging.lines import merge_lines
from plcjournal.core.merging.merge import Side, Signature
from plcjournal.repository import content
from plcjournal.saving.save import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from plcjournal.core.merging.merge import Decision
    from plcjournal.repository.notes import Entry
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.repository import Repository

BIGGEST = 25 * 1024 * 1024
"""A file of more bytes stays in the history and does not come into the folder."""

_REGULAR = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Spread:
    """The files to write, those left out with the reason, and what was put aside."""

    writes: tuple[Change, ...] = ()
    out: tuple[tuple[str, str], ...] = ()
    aside: tuple[tuple[str, str], ...] = ()
    untouched: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def left_out(self) -> tuple[str, ...]:
        """Answer the paths that history holds and the folder does not."""
        return tuple(path for path, _ in self.out)


class Work:
    """Compares entries of a history with what is in the folder."""

    def __init__(
        self,
        repository: Repository,
        folder: Path,
        ours: str | None,
        entries: Sequence[Entry],
    ) -> None:
        self._repository = repository
        self._folder = folder
        self._ours = ours
        self._entries = entries
        self._writes: list[Change] = []
        self._out: list[tuple[str, str]] = []
        self._aside: list[tuple[str, str]] = []
        self._untouched: list[str] = []
        self._decisions: list[Decision] = []
        self._gone = {entry.path for entry in entries if not entry.blob}

    def spread(self) -> Spread:
        """Answer what to do in the folder; nothing is done yet."""
        names = self._names()
        with self._repository.objects() as objects:
            for entry in self._entries:
                why = self._why_not(entry, names, objects) if entry.blob else ""
                if why:
                    self._out.append((entry.path, why))
                    self._make_room(entry.path, objects)
                else:
                    self._one(entry, objects)
        return Spread(
            tuple(self._writes),
            tuple(self._out),
            tuple(self._aside),
            tuple(self._untouched),
            tuple(self._decisions),
        )

    def _names(self) -> dict[str, str]:
        """Answer the names in the folder as a system sees them that ignores case.

        What is here already comes first, then what arrives in the order of the text.
        """
        known = self._repository.listing(self._ours) if self._ours else {}
        out = self._repository.index.left_out() if self._ours else frozenset()
        here = [path for path in known if path not in self._gone | out]
        added = [entry.path for entry in self._entries if entry.blob]
        names: dict[str, str] = {}
        for path in (*here, *out, *added):
            for part in _parts(path):
                names.setdefault(_folded(part), part)
        return names

    def _why_not(self, entry: Entry, names: dict[str, str], objects: Objects) -> str:
        if entry.mode not in _REGULAR:
            return "it is a link to another place"
        if not store.is_portable(entry.path):
            return "not every computer can hold a file of that name"
        if not self._is_reachable(entry.path):
            return "a link stands where its folder would be"
        if any(names[_folded(part)] != part for part in _parts(entry.path)):
            return "another file has the same name but for capital letters"
        size = objects.size_of(entry.blob or "")
        if size is None or size > BIGGEST:
            return "it is too big"
        return ""

    def _is_reachable(self, path: str) -> bool:
        try:
            store.check(self._folder, path)
        except store.UnsafePath:
            return any(part in self._gone for part in _parts(path))
        return True

    def _make_room(self, path: str, objects: Objects) -> None:
        """Take away what stood here before, where what replaces it stays out."""
        with suppress(store.Unreadable, store.UnsafePath):
            disk = store.read_whole(self._folder, path)
            old = objects.contents(f"{self._ours}:{path}") if self._ours else None
            store.check(self._folder, path)
            if disk is not None and _same(path, disk, old):
                self._writes.append(Change(path, None, disk))

    def _one(self, entry: Entry, objects: Objects) -> None:
        path = entry.path
        if not entry.blob and not store.is_portable(path):
            self._untouched.append(path)
            return
        try:
            disk = store.read_whole(self._folder, path)
        except (store.Unreadable, store.UnsafePath):
            if not any(gone.startswith(f"{path}/") for gone in self._gone):
                self._untouched.append(path)
                return
            disk = None  # a folder that goes away first
        new = objects.contents(entry.blob) if entry.blob else None
        old = objects.contents(f"{self._ours}:{path}") if self._ours else None
        if _same(path, disk, new):
            return
        if _same(path, disk, old):
            self._writes.append(Change(path, new, disk))
        elif new is not None and disk is None:
            self._writes.append(Change(path, new, None))
        else:
            self._dirty(path, (old, disk, new))

    def _dirty(
        self, path: str, sides: tuple[bytes | None, bytes | None, bytes | None]
    ) -> None:
        """Put what arrives beside hand edits that are not saved: they stay."""
        old, disk, new = sides
        if new is None or disk is None:
            self._untouched.append(path)
            return
        both = self._both(path, old, disk, new)
        if both is not None:
            self._writes.append(Change(path, both, disk))
            return
        if not layout.is_journal_file(path):
            self._untouched.append(path)
            return
        name = f"local/kept/{path.replace('/', '.')}"
        kept = next(_free(self._folder, name, disk))
        if store.read_whole(self._folder, kept) is None:
            self._writes.append(Change(kept, disk, None))
        self._writes.append(Change(path, new, disk))
        self._aside.append((path, kept))

    def _both(
        self, path: str, old: bytes | None, disk: bytes, new: bytes
    ) -> bytes | None:
        """Answer hand edits and what arrived in one file; None where that cannot be."""
        if layout.spot(path) is not None:
            base = {} if old is None else {path: old}
            try:
                joined = merging.join_records(
                    base, {path: disk}, {path: new}, self._sign
                )[path]
            except merging.Unmergeable:
                joined = None
            if joined is not None:
                self._decisions += joined.decisions
                return joined.data
        try:
            texts = [data.decode() for data in (old or b"", disk, new)]
        except UnicodeDecodeError:
            return None
        merged = merge_lines(*texts)
        return None if merged is None else merged.encode()

    def _sign(self, path: str, keys: tuple[str, ...], side: Side) -> Signature:
        """Sign what is not saved yet with whoever sits here."""
        del path, keys
        person = self._repository.identity()
        is_ours = side is Side.OURS and person is not None
        return Signature(person.name if person and is_ours else None)


def _parts(path: str) -> Iterator[str]:
    """Yield a path and every folder above it."""
    yield path
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _same(path: str, disk: bytes | None, held: bytes | None) -> bool:
    if disk is None or held is None:
        return disk is held
    # Somebody's git may have put the line ends of their system into the folder.
    return disk == held or _plain(path, disk) == _plain(path, held)


def _plain(path: str, data: bytes) -> bytes:
    return content.recorded(path, data.replace(b"\r\n", b"\n"))


def _free(folder: Path, name: str, data: bytes) -> Iterator[str]:
    """Yield names that are free, or that hold these very bytes already."""
    number = 1
    while True:
        path = f"{name}.{number}"
        held = store.read_whole(folder, path)
        if held is None or held == data:
            yield path
        number += 1
