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
from plcjournal.saving.writing import Change

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
_AT_ONCE = 100  # entries whose contents are fetched together


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


class _Held:
    """What history holds of some entries: what was here, and what arrives."""

    def __init__(
        self, objects: Objects, ours: str | None, entries: Sequence[Entry]
    ) -> None:
        self._objects = objects
        # Nothing is done about names that not every computer can hold.
        paths = [one.path for one in entries if store.is_portable(one.path)]
        before = objects.blob_ids([f"{ours}:{path}" for path in paths]) if ours else ()
        self._known = dict(zip(paths, before, strict=False))
        ids = list(dict.fromkeys(one.blob for one in entries if one.blob))
        sizes = zip(ids, objects.all_sizes(ids), strict=True)
        self._fit = [one for one, size in sizes if size is not None and size <= BIGGEST]
        contents = objects.all_contents(self._fit)
        self._contents = dict(zip(self._fit, contents, strict=True))

    def is_fit(self, entry: Entry) -> bool:
        """Say whether what arrives is there, and not too big for the folder."""
        return entry.blob in self._contents

    def new(self, entry: Entry) -> bytes | None:
        """Answer what a file shall hold, None where it goes away."""
        return self._contents.get(entry.blob or "")

    def old(self, path: str) -> bytes | None:
        """Answer what a file held when it was saved here last."""
        known = self._known.get(path)
        return self._objects.contents(known) if known else None

    def is_old(self, path: str, disk: bytes | None) -> bool:
        """Say whether a file in the folder is as it was saved here last."""
        known = self._known.get(path)
        if disk is None or known is None:
            return disk is None and known is None
        if content.blob_id(disk, digits=len(known)) == known:
            return True
        return _same(path, disk, self.old(path))


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
            for start in range(0, len(self._entries), _AT_ONCE):
                some = self._entries[start : start + _AT_ONCE]
                held = _Held(objects, self._ours, some)
                for entry in some:
                    why = self._why_not(entry, names, held) if entry.blob else ""
                    if why:
                        self._out.append((entry.path, why))
                        self._make_room(entry.path, held)
                    else:
                        self._one(entry, held)
        return Spread(
            tuple(self._writes),
            tuple(self._out),
            tuple(self._aside),
            tuple(self._untouched),
            tuple(self._decisions),
        )

    def _names(self) -> dict[str, str]:
        """Answer the names of what is new, as a system sees them that ignores case.

        What is here already comes first, then what arrives in the order of the text.
        """
        known, out = self._repository.index.names() if self._ours else ([], [])
        here = dict.fromkeys(path for path in known if path not in self._gone)
        coming = (entry.path for entry in self._entries if entry.blob)
        # A folder that ignores case may hold one file for two names that are known.
        is_blind = self._repository.setting("core.ignorecase") == "true"
        added = [path for path in coming if is_blind or path not in here]
        if not added:
            return {}
        wanted = {_folded(part) for path in added for part in _parts(path)}
        names: dict[str, str] = {}
        seen: set[str] = set()
        last = ""
        for path in (*here, *out, *added):
            folder = path.rpartition("/")[0]
            for part in (path,) if folder == last else _parts(path):
                if part in seen:
                    break  # and so were the folders it lies in
                seen.add(part)
                folded = _folded(part)
                if folded in wanted:
                    names.setdefault(folded, part)
            last = folder
        return names

    def _why_not(self, entry: Entry, names: dict[str, str], held: _Held) -> str:
        if entry.mode not in _REGULAR:
            return "it is a link to another place"
        if not store.is_portable(entry.path):
            return "not every computer can hold a file of that name"
        if not self._is_reachable(entry.path):
            return "a link stands where its folder would be"
        if any(names.get(_folded(part), part) != part for part in _parts(entry.path)):
            return "another file has the same name but for capital letters"
        return "" if held.is_fit(entry) else "it is too big"

    def _is_reachable(self, path: str) -> bool:
        try:
            store.check(self._folder, path)
        except store.UnsafePath:
            return any(part in self._gone for part in _parts(path))
        return True

    def _make_room(self, path: str, held: _Held) -> None:
        """Take away what stood here before, where what replaces it stays out."""
        with suppress(store.Unreadable, store.UnsafePath):
            disk = store.read_whole(self._folder, path)
            store.check(self._folder, path)
            if disk is not None and held.is_old(path, disk):
                self._writes.append(Change(path, None, disk))

    def _one(self, entry: Entry, held: _Held) -> None:
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
        new = held.new(entry)
        if _same(path, disk, new):
            return
        if held.is_old(path, disk):
            self._writes.append(Change(path, new, disk))
        elif new is not None and disk is None:
            self._writes.append(Change(path, new, None))
        else:
            self._dirty(path, (held.old(path), disk, new))

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
    if path.isascii():
        return path.lower()
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
