"""What two sides did to each path, wherever git thinks that a file has moved.

No file of a journal is ever renamed. But an unfinished cycle looks much like another,
and git takes one that went and one that came for the same: it then puts what somebody
wrote in the one into the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.repository.stages import Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.finishing.sides import Sides
    from plcjournal.repository.revisions import Blob, Revisions

Versions = tuple[Version | None, Version | None, Version | None]


@dataclass(frozen=True, slots=True)
class ByPath:
    """The paths that two sides changed since they parted, before and after."""

    own: Mapping[str, tuple[Version | None, Version | None]]
    shared: Mapping[str, tuple[Version | None, Version | None]]

    @classmethod
    def of(cls, revisions: Revisions, sides: Sides) -> ByPath | None:
        """Answer what both sides did; None where they are no plain commits."""
        if not (sides.own and sides.shared and len(sides.bases) == 1):
            return None
        (base,) = sides.bases
        found = cls(
            _changed(revisions, base, sides.own),
            _changed(revisions, base, sides.shared),
        )
        return None if found._has_file_for_folder() else found

    @property
    def paths(self) -> frozenset[str]:
        """Answer every path that a side changed."""
        return frozenset({*self.own, *self.shared})

    def versions(self, path: str) -> Versions | None:
        """Answer a path where they parted and on each side; None: nobody changed it."""
        mine, other = self.own.get(path), self.shared.get(path)
        if mine is None:
            return other and (other[0], other[0], other[1])
        return mine[0], mine[1], other[1] if other else mine[0]

    def _has_file_for_folder(self) -> bool:
        """Say whether one side has a file where the other has a folder."""
        there = {
            path
            for path in self.paths
            if any(version for version in (self.versions(path) or ())[1:])
        }
        folders = {path[:at] for path in there for at, c in enumerate(path) if c == "/"}
        return bool(there & folders)


def agreed(versions: Versions) -> tuple[bool, Version | None]:
    """Answer whether only one side changed a path, or both alike, and its version."""
    base, own, shared = versions
    if own in (base, shared):
        return True, shared
    return shared == base, own


def _changed(
    revisions: Revisions, base: str, tip: str
) -> dict[str, tuple[Version | None, Version | None]]:
    found = revisions.changed(base, tip).items()
    return {
        path: (_version(before), _version(after)) for path, (before, after) in found
    }


def _version(blob: Blob | None) -> Version | None:
    return Version(blob.mode, blob.id) if blob else None
