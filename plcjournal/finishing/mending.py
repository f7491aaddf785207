"""Records that were saved or left with two versions in one text, made whole again."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plcjournal import merging, store
from plcjournal.codec import markers
from plcjournal.codec.editor import RevisionError
from plcjournal.core.merging.sides import Side, Signature, unsigned
from plcjournal.finishing.finish import apart
from plcjournal.finishing.halves import Unparted, is_readable, parted
from plcjournal.finishing.writing import keep
from plcjournal.repository.revisions import Revisions
from plcjournal.signing import Signer
from plcjournal.undecided import halved_paths

if TYPE_CHECKING:
    from plcjournal.core.merging.merge import Decision
    from plcjournal.core.merging.sides import Sign
    from plcjournal.finishing.halves import Parted
    from plcjournal.repository.revisions import Commit
    from plcjournal.workspace import Workspace


@dataclass(slots=True)
class Mended:
    """Records that are whole again, in the folder and not saved yet, and the others."""

    records: list[str] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    unreadable: list[Unparted] = field(default_factory=list)


def mended(workspace: Workspace) -> Mended:
    """Make every record whole in whose text two versions stand.

    Those that git still holds apart are not looked at: finishing does that.
    """
    made = Mended()
    for path, data in _marked(workspace).items():
        try:
            new = _Mending(workspace, path, data, made).text()
        except Unparted as unparted:
            made.unreadable.append(unparted)
            continue
        made.aside.append((path, keep(workspace.folder, path, data)))
        store.write(workspace.folder, path, new, data)
        made.records.append(path)
    return made


def _marked(workspace: Workspace) -> dict[str, bytes]:
    held_apart = apart(workspace)
    found = {}
    for path in halved_paths(workspace.folder):
        if workspace.prefix + path in held_apart:
            continue
        try:
            data = store.read(workspace.folder, path)
        except store.Unreadable:
            continue
        if data is not None and markers.has_markers(data):
            found[path] = data
    return found


@dataclass(frozen=True, slots=True)
class _Mending:
    """One record in whose text two versions stand."""

    workspace: Workspace
    path: str
    data: bytes
    made: Mended

    def text(self) -> bytes:
        """Answer the text of the record with both versions put together.

        Raises:
            Unparted: they cannot be told apart or read.
        """
        halves = parted(self.path, self.data)
        base, sign = self._past(halves)
        before = {} if base is None else {self.path: base}
        first, second = {self.path: halves.first}, {self.path: halves.second}
        try:
            joined = merging.join_records(before, first, second, sign)[self.path]
        except (RevisionError, merging.Unmergeable) as error:
            raise Unparted(self.path, 1, str(error)) from error
        if joined is None:
            raise Unparted(self.path, 1, "nothing is left of the two versions.")
        self.made.decisions += joined.decisions
        return joined.data

    def _past(self, halves: Parted) -> tuple[bytes | None, Sign]:
        """Answer what both versions began with, and who wrote each, if known."""
        repository = self.workspace.repository
        if repository is None:
            return halves.base, unsigned
        revisions = Revisions(repository)
        meeting = self._meeting(revisions)
        if meeting is None:
            return halves.base, self._by_names(revisions, halves.names)
        ours, theirs = meeting.parents[:2]
        bases = revisions.merge_bases(ours, theirs)
        signer = Signer(revisions, bases, ours, theirs)
        base = halves.base
        for one in bases:
            held = revisions.blobs(one, [self._full]).get(self._full)
            if base is None and held is not None and is_readable(self.path, held):
                base = held

        def sign(path: str, keys: tuple[str, ...], side: Side) -> Signature:
            return signer(self.workspace.prefix + path, keys, side)

        return base, sign

    @property
    def _full(self) -> str:
        return self.workspace.prefix + self.path

    def _meeting(self, revisions: Revisions) -> Commit | None:
        """Answer where the marks were saved, if two lines of work met there."""
        repository = self.workspace.repository
        tip = repository.tip() if repository else None
        if tip is None:
            return None
        held = revisions.blobs(tip, [self._full]).get(self._full)
        if held is None or not markers.has_markers(held):
            return None
        last = revisions.last_change(tip, self._full)
        return last if last and last.is_merge else None

    def _by_names(self, revisions: Revisions, names: tuple[str, str]) -> Sign:
        """Answer who wrote each version, as far as the marks call it by its history."""
        sides = dict(zip((Side.OURS, Side.THEIRS), names, strict=True))
        commits = {side: self._commit(revisions, name) for side, name in sides.items()}

        def sign(path: str, keys: tuple[str, ...], side: Side) -> Signature:
            del path, keys
            one = commits[side]
            if one is None:
                return Signature()
            return Signature(one.author.name, one.when.date().isoformat())

        return sign

    def _commit(self, revisions: Revisions, name: str) -> Commit | None:
        word = name.split(maxsplit=1)[0].rstrip(".") if name.strip() else ""
        if not re.fullmatch(r"[0-9a-f]{7,64}|[A-Za-z0-9][\w./-]*", word):
            return None
        repository = self.workspace.repository
        tip = repository.tip(word) if repository else None
        return revisions.last_change(tip, self._full) if tip else None
