"""The files of a journal, listed and read no sooner than somebody wants them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from plcjournal import store
from plcjournal.core import layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plcjournal.core.findings import Finding


class Files(Mapping[str, bytes]):
    """The bytes of a journal's files by path, and what could not be opened."""

    def __init__(
        self, held: Mapping[str, bytes], closed: Mapping[str, Finding] | None = None
    ) -> None:
        """Take files that were read, and a finding for each that could not be."""
        self._held = dict(held)
        self.closed = dict(closed or {})

    @cached_property
    def _by_cycle(self) -> dict[str, list[str]]:
        groups: dict[str, list[str]] = {}
        for path in sorted({*self._held, *self.closed}):
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


class FolderFiles(Files):
    """The same of a folder; each file is read once, so that it says one thing."""

    def __init__(
        self,
        folder: Path,
        listed: tuple[tuple[str, ...], tuple[str, ...]] | None = None,
    ) -> None:
        """Take the folder of a journal; `listed` is what `flat` and `cycles` answer."""
        super().__init__({})
        self._folder = folder
        self._absent: set[str] = set()
        self._of: dict[str, dict[str, None]] = {}
        self._folders: dict[str, frozenset[str]] = {}
        self._there: dict[str, bool] = {}
        self._inside: dict[str, tuple[str, ...]] = {}
        self._named: frozenset[str] | None = None
        if listed is not None:
            self._flat, self._cycles = listed
            self._named = frozenset(self._cycles)

    @cached_property
    def _flat(self) -> tuple[str, ...]:
        return store.flat_paths(self._folder)

    @cached_property
    def _cycles(self) -> tuple[str, ...]:
        names = store.cycle_names(self._folder)
        self._there |= dict.fromkeys(names, True)
        return names

    def of(self, folder: str) -> tuple[str, ...]:
        """Answer the paths of the records in a folder such as `teams`, sorted."""
        return tuple(self._listed(folder))

    def _listed(self, folder: str) -> dict[str, None]:
        if folder not in self._of:
            paths = store.paths_in(self._folder, folder)
            self._of[folder] = dict.fromkeys(paths)
        return self._of[folder]

    def has_cycle(self, name: str) -> bool:
        """Say whether a cycle is among the cycles, listing no more than that takes."""
        if self._named is not None:
            return name in self._named
        if name not in self._there:
            team = f"cycles/{name.partition('/')[0]}"
            self._there[name] = (
                team in self._in("cycles")
                and f"cycles/{name}" in self._in(team)
                and store.holds_records(self._folder, name)
            )
        return self._there[name]

    def _in(self, path: str) -> frozenset[str]:
        if path not in self._folders:
            self._folders[path] = store.folders_in(self._folder, path)
        return self._folders[path]

    def apart(self) -> FolderFiles:
        """Answer the same files for a look of its own: what it reads goes with it."""
        made = FolderFiles(self._folder)
        listed = ("_of", "_folders", "_flat", "_cycles", "_named")
        made.__dict__ |= {
            one: self.__dict__[one] for one in vars(self).keys() & {*listed}
        }
        return made

    def flat(self) -> tuple[str, ...]:
        """Answer the paths that belong to no cycle, sorted."""
        return self._flat

    def cycles(self) -> tuple[str, ...]:
        """Answer the names of the cycles, sorted."""
        return self._cycles

    def inside(self, cycle: str) -> tuple[str, ...]:
        """Answer the paths of one cycle, sorted."""
        if cycle not in self._inside:
            self._inside[cycle] = store.cycle_paths(self._folder, cycle)
        return self._inside[cycle]

    def _is_listed(self, path: str) -> bool:
        match path.split("/"):
            case ["cycles", team, folder, _]:
                return self.has_cycle(f"{team}/{folder}")
            case ["teams" | "meetings" | "models" as folder, _]:
                return path in self._listed(folder)
            case _:
                return path == layout.SETTINGS

    def __getitem__(self, path: str) -> bytes:
        if path in self._held:
            return self._held[path]
        if path in self._absent or path in self.closed or not self._is_listed(path):
            raise KeyError(path)
        try:
            data = store.read(self._folder, path)
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
        return tuple(p for p in store.record_paths(self._folder) if p in self)

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


def closed(path: str, error: store.Unreadable) -> Finding:
    """Answer the finding about a file that could not even be opened."""
    from plcjournal.core.rulebook import finding

    return finding("unreadable", path, error.sentence, fix=error.hint)
