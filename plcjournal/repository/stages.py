"""Hides the versions of a file that git could not put together: its stages.

Nothing here looks at the person's files, so that no filter and no hook is run.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plcjournal.repository import lock, worktree
from plcjournal.repository.notes import Entry
from plcjournal.repository.repository import Repository

_REGULAR = ("100644", "100755")


@dataclass(frozen=True, slots=True)
class Version:
    """A file as one side has it: what kind of file, and the id of its content."""

    mode: str
    id: str

    @property
    def is_file(self) -> bool:
        """Say whether it is an ordinary file: no link, no repository inside."""
        return self.mode in _REGULAR


@dataclass(frozen=True, slots=True)
class Unmerged:
    """A path, from the top, with the versions that met; None: that side has none."""

    path: str
    base: Version | None = None
    ours: Version | None = None
    theirs: Version | None = None

    @property
    def versions(self) -> tuple[Version | None, Version | None, Version | None]:
        """Answer base, ours and theirs."""
        return self.base, self.ours, self.theirs

    @property
    def are_files(self) -> bool:
        """Say whether every version there is is an ordinary file."""
        return all(one is None or one.is_file for one in self.versions)


class Stages:
    """What a person's index says about each path."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository

    def unmerged(self) -> tuple[Unmerged, ...]:
        """Answer the paths whose versions were not put together yet."""
        found: dict[str, dict[str, Version]] = {}
        for stage, path, version in self._rows("--unmerged"):
            found.setdefault(path, {})[stage] = version
        return tuple(
            Unmerged(path, sides.get("1"), sides.get("2"), sides.get("3"))
            for path, sides in sorted(found.items())
        )

    def settled(self) -> dict[str, Version]:
        """Answer the other paths, each as it is prepared for saving."""
        rows = self._rows("--stage")
        return {path: version for stage, path, version in rows if stage == "0"}

    def resolved(self) -> frozenset[str]:
        """Answer the paths that somebody put together and prepared for saving."""
        return frozenset(path for _, path, _ in self._rows("--resolve-undo"))

    def unstaged(self) -> tuple[str, ...]:
        """Answer the paths that the folder has otherwise than prepared for saving."""
        left_out = self._repository.index.left_out()
        staged = {
            path: version.id
            for path, version in self.settled().items()
            if version.is_file and path not in left_out
        }
        return worktree.differing(self._repository.place.top, staged, ())

    def held(self, name: str | None) -> dict[str, Version]:
        """Answer every path that a commit or a tree holds; none for None."""
        if name is None:
            return {}
        out = self._repository.index.run("ls-tree", "-r", "-z", "--full-tree", name)
        found = {}
        for row in filter(None, out.split(b"\0")):
            words, _, path = os.fsdecode(row).partition("\t")
            mode, _, blob = words.split()
            found[path] = Version(mode, blob)
        return found

    def stage(self, entries: Iterable[Entry]) -> None:
        """Prepare some paths for saving in place of the versions that met.

        The caller holds the write lock.
        """
        index = self._repository.index
        ordered = in_order(entries)
        if not ordered:
            return
        with lock.claimed(index.lock, self._repository.place.notes):
            index.edit(ordered, self._repository.id_digits(self._repository.tip()))

    def _rows(self, which: str) -> list[tuple[str, str, Version]]:
        found = []
        out = self._repository.index.run("ls-files", which, "-z")
        for row in filter(None, out.split(b"\0")):
            words, _, path = os.fsdecode(row).partition("\t")
            mode, blob, stage = words.split()
            found.append((stage, path, Version(mode, blob)))
        return found


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Answer entries so that what goes makes room for what comes."""
    return tuple(sorted(entries, key=lambda one: (one.blob is not None, one.path)))


def entry(path: str, version: Version | None) -> Entry:
    """Answer the entry that makes a path be as a version has it, or go."""
    if version is None:
        return Entry(path, _REGULAR[0], None)
    return Entry(path, version.mode, version.id)


def differing(
    before: Mapping[str, Version], after: Mapping[str, Version]
) -> dict[str, Version | None]:
    """Answer the paths that two states have otherwise, each as the later has it."""
    return {
        path: after.get(path)
        for path in {*before, *after}
        if before.get(path) != after.get(path)
    }
