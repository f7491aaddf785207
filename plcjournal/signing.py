"""Who gave a field the value a side has, and when: as the history knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.merging.merge import ABSENT, Side, Signature
from plcjournal.core.ways import Ways
from plcjournal.merging import Unmergeable, read_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.values import Value
    from plcjournal.repository.revisions import Commit, Revisions


class Signer:
    """Signs the versions of a field with the people of two sides of a history."""

    def __init__(
        self, revisions: Revisions, bases: Sequence[str], ours: str, theirs: str
    ) -> None:
        self._revisions = revisions
        self._bases = tuple(bases)
        self._tips = {Side.OURS: ours, Side.THEIRS: theirs}
        self._read: dict[tuple[str, str], object] = {}
        self._walked: dict[tuple[str, Side], tuple[Commit, ...]] = {}

    def __call__(self, path: str, keys: tuple[str, ...], side: Side) -> Signature:
        """Answer who last changed a field on one side since the sides parted."""
        commits = self._commits(path, side)
        for commit in commits:
            before = (
                self._value(commit.parents[0], path, keys) if commit.parents else ABSENT
            )
            if self._value(commit.id, path, keys) != before:
                return _signature(commit)
        if commits:
            return _signature(commits[0])
        tip = self._revisions.commit(self._tips[side])
        return _signature(tip) if tip else Signature(None, None)

    def _commits(self, path: str, side: Side) -> tuple[Commit, ...]:
        if (path, side) not in self._walked:
            walk = self._revisions.walk(
                self._tips[side], not_in=self._bases, paths=(path,), merges=False
            )
            self._walked[path, side] = tuple(walk)
        return self._walked[path, side]

    def _value(self, commit: str, path: str, keys: tuple[str, ...]) -> object:
        if (commit, path) not in self._read:
            self._read[commit, path] = self._ways(commit, path)
        ways = self._read[commit, path]
        return _end(ways, keys) if isinstance(ways, Ways) else ways

    def _ways(self, commit: str, path: str) -> object:
        """Answer a record as it was, to look into; its bytes where nobody can."""
        data = self._revisions.blobs(commit, (path,)).get(path)
        if data is None:
            return ABSENT
        try:
            return Ways(read_values(path, data))
        except Unmergeable:
            return data  # whoever made it unreadable, or readable, changed it


def value_at(values: Value, keys: Sequence[str]) -> object:
    """Answer what stands at the end of a way into a record, `ABSENT` for nothing."""
    return _end(Ways(values), keys)


def _end(ways: Ways, keys: Sequence[str]) -> object:
    far, value = ways.reach(keys)
    return value if far == len(keys) else ABSENT


def _signature(commit: Commit) -> Signature:
    return Signature(commit.author.name, commit.when.date().isoformat())
