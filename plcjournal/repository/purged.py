"""Hides the note of what was taken out of the past: ids only, never the words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Self

from plcjournal import disk
from plcjournal.repository.repository import Repository

_NOTE = "purged"


@dataclass(frozen=True, slots=True)
class Purge:
    """What the shared journal's lines were and are now, and the oldest changed states.

    `there` are, by our name of a shared line, what it held and what it shall hold. Who
    has one of `roots` in their past has what was taken out. `gone` are the contents of
    the files that went whole.
    """

    there: Mapping[str, tuple[str, str]]
    roots: tuple[str, ...]
    backup: str = ""
    gone: tuple[str, ...] = ()
    is_finished: bool = False
    is_shared: bool = False

    @property
    def must_share(self) -> bool:
        """Say whether the shared journal still has what was taken out here."""
        return not self.is_shared and any(
            old != new for old, new in self.there.values()
        )

    @classmethod
    def of(
        cls,
        there: Mapping[str, tuple[str, str]],
        roots: Sequence[str],
        backup: str,
        gone: Sequence[str],
        earlier: "Purge | None",
    ) -> Self:
        """Answer the note of a purge, with what is left of one before it."""
        if earlier is None:
            return cls(there, tuple(roots), backup, tuple(gone))
        was = {new: old for old, new in earlier.there.values() if earlier.must_share}
        whole = {name: (was.get(old, old), new) for name, (old, new) in there.items()}
        all_roots = tuple(dict.fromkeys((*earlier.roots, *roots)))
        return cls(whole, all_roots, backup, tuple({*earlier.gone, *gone}))

    def finished(self) -> "Purge":
        """Answer the same purge, done."""
        return replace(self, is_finished=True)

    def shared(self) -> "Purge":
        """Answer the same purge, in the shared journal as well."""
        return replace(self, is_shared=True)


def note(repository: Repository, purge: Purge) -> None:
    """Keep a note; the caller holds the write lock."""
    file = repository.place.notes / _NOTE
    disk.put(file, json.dumps(asdict(purge)).encode())


def noted(repository: Repository) -> Purge | None:
    """Answer what was noted; None where nothing was, or nothing that makes sense."""
    try:
        told = json.loads((repository.place.notes / _NOTE).read_bytes())
        there = {str(name): (str(a), str(b)) for name, (a, b) in told["there"].items()}
        return Purge(
            there,
            tuple(str(one) for one in told["roots"]),
            str(told["backup"]),
            tuple(str(one) for one in told["gone"]),
            bool(told["is_finished"]),
            bool(told["is_shared"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def comes_back(repository: Repository, tip: str) -> bool:
    """Say whether a state brings along what was taken out here."""
    purge = noted(repository)
    if purge is None:
        return False
    if any(tip == old != new for old, new in purge.there.values()):
        return True
    return any(repository.is_ancestor(root, tip) for root in purge.roots)
