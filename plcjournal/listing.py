"""Which files a journal's folder holds, listed no further than somebody asks."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from plcjournal import store
from plcjournal.core import layout

if TYPE_CHECKING:
    from pathlib import Path


class Listing:
    """The files of a folder, each part listed once, so that it says one thing."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of a journal."""
        self.folder = folder
        self._of: dict[str, dict[str, None]] = {}
        self._folders: dict[str, frozenset[str]] = {}
        self._there: dict[str, bool] = {}
        self._inside: dict[str, tuple[str, ...]] = {}

    @classmethod
    def known(
        cls, folder: Path, flat: tuple[str, ...], cycles: tuple[str, ...]
    ) -> Listing:
        """Answer a listing of which somebody knows `flat` and `cycles`."""
        made = cls(folder)
        made.flat, made.cycles = flat, cycles
        made.known_cycles = frozenset(cycles)
        return made

    @cached_property
    def flat(self) -> tuple[str, ...]:
        """The paths that belong to no cycle, sorted."""
        return store.flat_paths(self.folder)

    @cached_property
    def cycles(self) -> tuple[str, ...]:
        """The names of the cycles, sorted."""
        names = store.cycle_names(self.folder)
        self._there |= dict.fromkeys(names, True)
        return names

    known_cycles: frozenset[str] | None = None
    """The cycles, where nobody has to ask the disk about one."""

    def of(self, folder: str) -> dict[str, None]:
        """Answer the paths of the records in a folder such as `teams`, sorted."""
        if folder not in self._of:
            self._of[folder] = dict.fromkeys(store.paths_in(self.folder, folder))
        return self._of[folder]

    def inside(self, cycle: str) -> tuple[str, ...]:
        """Answer the paths of one cycle, sorted."""
        if cycle not in self._inside:
            self._inside[cycle] = store.cycle_paths(self.folder, cycle)
        return self._inside[cycle]

    def has_cycle(self, name: str) -> bool:
        """Say whether a cycle is among the cycles, listing no more than that takes."""
        if self.known_cycles is not None:
            return name in self.known_cycles
        if name not in self._there:
            team = f"cycles/{name.partition('/')[0]}"
            self._there[name] = (
                team in self._in("cycles")
                and f"cycles/{name}" in self._in(team)
                and store.holds_records(self.folder, name)
            )
        return self._there[name]

    def _in(self, path: str) -> frozenset[str]:
        if path not in self._folders:
            self._folders[path] = store.folders_in(self.folder, path)
        return self._folders[path]

    def __contains__(self, path: str) -> bool:
        """Say whether a path is among those of the journal."""
        match path.split("/"):
            case ["cycles", team, folder, _]:
                return self.has_cycle(f"{team}/{folder}")
            case ["teams" | "meetings" | "models" as folder, _]:
                return path in self.of(folder)
            case _:
                return path == layout.SETTINGS
