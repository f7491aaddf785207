"""Whose versions met: which is shared already, who wrote each, where they parted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.core.merging.sides import Side, Signature
from plcjournal.repository import underway
from plcjournal.repository.revisions import Revisions
from plcjournal.repository.stages import Stages
from plcjournal.signing import Signer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.merging.sides import Sign
    from plcjournal.repository.repository import Repository
    from plcjournal.repository.revisions import Commit
    from plcjournal.repository.stages import Unmerged, Version
    from plcjournal.repository.underway import Underway

_MOST = 200  # commits to look at for the names of those who wrote them


@dataclass(frozen=True, slots=True)
class Sides:
    """Two sides of a meeting: `shared` stays in place in a clash, `own` joins it.

    In a merge, what is merged in counts as shared; else what stands here already, as a
    rebase lays a person's own commits on top of it. A side is None where it is no
    commit: a patch, or what was put aside.
    """

    shared: str | None
    own: str | None
    bases: tuple[str, ...]
    is_merge: bool
    sign: Sign
    people: tuple[str, ...] = ()

    def shared_of(self, one: Unmerged) -> Version | None:
        """Answer the version of a path that is shared already."""
        return one.theirs if self.is_merge else one.ours

    def own_of(self, one: Unmerged) -> Version | None:
        """Answer the version of a path that joins it."""
        return one.ours if self.is_merge else one.theirs

    @property
    def here(self) -> str | None:
        """Answer the side that the folder was on."""
        return self.own if self.is_merge else self.shared


@dataclass(frozen=True, slots=True)
class Me:
    """The person who puts two versions together, and the day."""

    name: str
    today: str


def sides_of(
    repository: Repository,
    state: Underway,
    unmerged: Sequence[Unmerged],
    prefix: str,
    me: Me,
) -> Sides:
    """Answer whose versions met in what somebody began."""
    revisions = Revisions(repository)
    other = state.theirs[-1] if state.theirs else None
    if other and not state.what and not _is_of(repository, other, unmerged):
        other = None
    shared, own = (other, state.ours) if state.is_merge else (state.ours, other)
    bases: tuple[str, ...] = (state.base,) if state.base else ()
    if (state.is_merge or not state.what) and shared and own:
        bases = revisions.merge_bases(own, shared)
    found = _Sides(repository, revisions, state, bases, me)
    return Sides(
        shared,
        own,
        bases,
        state.is_merge,
        found.sign(shared, own, prefix),
        found.people(shared, own),
    )


def _is_of(repository: Repository, commit: str, unmerged: Sequence[Unmerged]) -> bool:
    """Say whether the versions that met are really those of a commit."""
    held = Stages(repository).held(commit)
    return all(one.theirs == held.get(one.path) for one in unmerged)


@dataclass(frozen=True, slots=True)
class _Sides:
    """Asks history who wrote what."""

    repository: Repository
    revisions: Revisions
    state: Underway
    bases: tuple[str, ...]
    me: Me

    def _own_signature(self, own: str | None) -> Signature | None:
        """Answer who stands for the side that joins, where history cannot tell."""
        if self.state.what == "am":
            name = underway.patch_author(self.repository)
            return Signature(name or None, None)
        if self.state.what == "revert" or own is None:
            return Signature(self.me.name or None, self.me.today)
        return None

    def sign(self, shared: str | None, own: str | None, prefix: str) -> Sign:
        """Answer who signs for the values of each side."""
        signer = None
        if shared is not None:
            signer = Signer(self.revisions, self.bases, own or shared, shared)
        ours = self._own_signature(own)

        def sign(path: str, keys: tuple[str, ...], side: Side) -> Signature:
            if side is Side.OURS and ours is not None:
                return ours
            return signer(prefix + path, keys, side) if signer else Signature()

        return sign

    def people(self, shared: str | None, own: str | None) -> tuple[str, ...]:
        """Answer who wrote what met here, those who joined first."""
        signed = self._own_signature(own)
        commits = [self._one(own)] if self.state.base else self._since(own)
        named = [signed.by or ""] if signed else []
        named += [one.author.name for one in commits if one and not signed]
        named += [one.author.name for one in self._since(shared)]
        return tuple(dict.fromkeys(name for name in named if name))

    def _one(self, name: str | None) -> Commit | None:
        return self.revisions.commit(name) if name else None

    def _since(self, tip: str | None) -> list[Commit]:
        if tip is None:
            return []
        if not self.bases:
            found = self._one(tip)
            return [found] if found else []
        walk = self.revisions.walk(tip, not_in=self.bases, limit=_MOST, merges=False)
        return [*walk]
