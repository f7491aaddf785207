"""The files of a journal, listed and read no sooner than somebody wants them."""

from __future__ import annotations

import marshal
import zlib
from collections.abc import Mapping
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from plcjournal import store
from plcjournal.core import layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plcjournal.core.findings import Finding
    from plcjournal.listing import Listing

_AT_ONCE = 200  # files that are packed together
_HELD = 4  # so many times as many are held unpacked


class Files(Mapping[str, bytes]):
    """The bytes of a journal's files by path, and what could not be opened."""

    def __init__(
        self,
        held: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
        closed: Mapping[str, Finding] | None = None,
    ) -> None:
        """Take files that were read, and a finding for each that could not be."""
        self._held = dict(held)
        self.closed = dict(closed or {})

    @cached_property
    def _by_cycle(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for path in sorted({*self, *self.closed}):
            spot = layout.spot(path)
            groups.setdefault(spot.name if spot and spot.is_stage else "", []).append(
                path
            )
        return groups

    def flat(self) -> tuple[str, ...]:
        """Answer the paths that belong to no cycle, sorted."""
        return tuple(self._by_cycle.get("", ()))

    def of(self, folder: str) -> tuple[str, ...]:
        """Answer the paths of the records in a folder such as `teams`, sorted."""
        return tuple(path for path in self.flat() if path.startswith(f"{folder}/"))

    def has_cycle(self, name: str) -> bool:
        """Say whether a cycle is among the cycles, listing no more than that takes."""
        return bool(name) and name in self._by_cycle

    def cycles(self) -> tuple[str, ...]:
        """Answer the names of the cycles, sorted."""
        return tuple(name for name in self._by_cycle if name)

    def inside(self, cycle: str) -> tuple[str, ...]:
        """Answer the paths of one cycle, sorted."""
        return tuple(self._by_cycle.get(cycle, ()))

    def apart(self) -> Files:
        """Answer the same files for a look of its own: what it reads goes with it."""
        return self

    def __getitem__(self, path: str) -> bytes:
        return self._held[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)


class PassingFiles(Files):
    """The same of very many files: packed, and unpacked some at a time."""

    def __init__(
        self,
        files: Iterable[tuple[str, bytes]],
        closed: Mapping[str, Finding] | None = None,
    ) -> None:
        """Take files, one after the other; neighbours are unpacked together."""
        super().__init__({}, closed)
        self._parts: list[bytes] = []
        self._part_of: dict[str, int] = {}
        self._unpacked: dict[int, dict[str, bytes]] = {}
        left = iter(files)
        while part := dict(islice(left, _AT_ONCE)):
            self._part_of |= dict.fromkeys(part, len(self._parts))
            self._parts.append(zlib.compress(marshal.dumps(part), 1))

    def __getitem__(self, path: str) -> bytes:
        part = self._part_of[path]
        if part not in self._unpacked:
            if len(self._unpacked) == _HELD:
                del self._unpacked[next(iter(self._unpacked))]
            packed = zlib.decompress(self._parts[part])
            self._unpacked[part] = marshal.loads(packed)  # noqa: S302  # our own
        return self._unpacked[part][path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._part_of)

    def __len__(self) -> int:
        return len(self._part_of)


class FolderFiles(Files):
    """The same of a folder; each file is read once, so that it says one thing."""

    def __init__(self, listing: Listing) -> None:
        """Take what the folder holds."""
        super().__init__({})
        self._listing = listing
        self._absent: set[str] = set()

    def of(self, folder: str) -> tuple[str, ...]:
        """Answer the paths of the records in a folder such as `teams`, sorted."""
        return tuple(self._listing.of(folder))

    def has_cycle(self, name: str) -> bool:
        """Say whether a cycle is among the cycles, listing no more than that takes."""
        return self._listing.has_cycle(name)

    def apart(self) -> FolderFiles:
        """Answer the same files for a look of its own: what it reads goes with it."""
        return FolderFiles(self._listing)

    def flat(self) -> tuple[str, ...]:
        """Answer the paths that belong to no cycle, sorted."""
        return self._listing.flat

    def cycles(self) -> tuple[str, ...]:
        """Answer the names of the cycles, sorted."""
        return self._listing.cycles

    def inside(self, cycle: str) -> tuple[str, ...]:
        """Answer the paths of one cycle, sorted."""
        return self._listing.inside(cycle)

    def __getitem__(self, path: str) -> bytes:
        if path in self._held:
            return self._held[path]
        if path in self._absent or path in self.closed or path not in self._listing:
            raise KeyError(path)
        try:
            data = store.read(self._listing.folder, path)
        except store.Unreadable as error:
            self.closed[path] = closed(path, error)
            raise KeyError(path) from None
        if data is None:
            self._absent.add(path)
            raise KeyError(path)
        self._held[path] = data
        return data

    @cached_property
    def _all(self) -> tuple[str, ...]:
        return tuple(p for p in store.record_paths(self._listing.folder) if p in self)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def closed(path: str, error: store.Unreadable) -> Finding:
    """Answer the finding about a file that could not even be opened."""
    from plcjournal.core.rulebook import finding

    return finding("unreadable", path, error.sentence, fix=error.hint)
