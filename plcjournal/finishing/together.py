"""Records whose versions met, put together field by field, cycle by cycle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import merging, store
from plcjournal.arriving import Copy
from plcjournal.codec.editor import RevisionError
from plcjournal.core.likeness import same
from plcjournal.finishing.halves import is_readable
from plcjournal.finishing.settled import alike
from plcjournal.repository import content
from plcjournal.repository.revisions import Revisions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plcjournal.finishing.settled import Met, Settled
    from plcjournal.finishing.sides import Sides
    from plcjournal.merging import Joined
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.repository import Repository
    from plcjournal.repository.stages import Version

_Files = list[dict[str, bytes]]  # of base, own and shared, by path in the journal


@dataclass(frozen=True, slots=True)
class Together:
    """Puts records together.

    `tried` is what git made of each path by itself, `index` what is staged.
    """

    repository: Repository
    prefix: str
    sides: Sides
    tried: Mapping[str, Version]
    index: Mapping[str, Version]

    def records(
        self, met: Mapping[str, Met], objects: Objects, made: Settled
    ) -> dict[str, bytes | None]:
        """Answer what records become, with what follows from them in their cycle."""
        found: dict[str, bytes | None] = {}
        names = sorted(path.removeprefix(self.prefix) for path in met)
        for group in merging.groups(names).values():
            found |= _Group(self, group, met, objects, made).joined()
        return found

    def before(self, path: str) -> bytes | None:
        """Answer a record as it was where the sides parted, if it can be read.

        Where they parted in several places, those are put together first.
        """
        name = path.removeprefix(self.prefix)
        revisions = Revisions(self.repository)
        found: bytes | None = None
        first = ""
        for base in self.sides.bases:
            data = revisions.blobs(base, [path]).get(path)
            if data is None or not is_readable(name, data):
                continue
            if found is None:
                found, first = data, base
                continue
            older = revisions.merge_bases(first, base)
            past = revisions.blobs(older[0], [path]).get(path) if older else None
            found = _both(name, past, found, data)
        return found


def _both(name: str, past: bytes | None, one: bytes, other: bytes) -> bytes:
    before = {} if past is None else {name: past}
    try:
        made = merging.join_records(before, {name: one}, {name: other})[name]
    except (merging.Unmergeable, RevisionError):
        return one
    return made.data if made else one


@dataclass(frozen=True, slots=True)
class _Group:
    """The records of one cycle, or one other record; `names` are in the journal."""

    whole: Together
    names: Sequence[str]
    met: Mapping[str, Met]
    objects: Objects
    made: Settled

    def joined(self) -> dict[str, bytes | None]:
        """Answer what each record becomes, by path from the top."""
        files = self._files()
        kept = self._whole_cycle(files)
        if kept is not None:
            return kept
        found: dict[str, bytes | None] = {}
        while True:
            try:
                made = self._join(files)
            except merging.Unmergeable as unreadable:
                found |= self._without(unreadable, files)
            except RevisionError as error:
                found |= self._one_by_one(files, error.sentence)
                return found
            else:
                return found | self._taken(made)

    def _join(self, files: _Files) -> dict[str, Joined | None]:
        base, own, shared = files
        return merging.join_records(base, own, shared, self.whole.sides.sign)

    def _path(self, name: str) -> str:
        return self.whole.prefix + name

    def _files(self) -> _Files:
        files: _Files = [{}, {}, {}]
        for name in self.names:
            one = self.met.get(self._path(name))
            held = (one.base, one.own, one.shared) if one else self._context(name)
            for side, data in zip(files, held, strict=True):
                if data is not None:
                    side[name] = data
        return files

    def _context(self, name: str) -> tuple[bytes | None, ...]:
        """Answer a record that git put together by itself, as each side had it."""
        sides, path = self.whole.sides, self._path(name)
        if sides.own and sides.shared and len(sides.bases) == 1:
            commits = (sides.bases[0], sides.own, sides.shared)
            return tuple(self.objects.contents(f"{one}:{path}") for one in commits)
        return (self._staged(path),) * 3

    def _staged(self, path: str) -> bytes | None:
        version = self.whole.index.get(path)
        return self.objects.contents(version.id) if version else None

    def _taken(self, made: Mapping[str, Joined | None]) -> dict[str, bytes | None]:
        found: dict[str, bytes | None] = {}
        for name, joined in made.items():
            path = self._path(name)
            data = content.recorded(path, joined.data) if joined else None
            if path not in self.met and not self._goes_along(path, data):
                continue
            found[path] = data
            if joined:
                self.made.decisions += joined.decisions
        return found

    def _goes_along(self, path: str, data: bytes | None) -> bool:
        """Say whether a record that git put together needs to say something else.

        Only where nobody touched it since.
        """
        staged = self._staged(path)
        version = self.whole.index.get(path)
        if not self.whole.tried or version != self.whole.tried.get(path):
            return False
        if alike(staged, data) or not alike(self._disk(path), staged):
            return False
        if version:
            self.made.modes[path] = version.mode
        return not tell_the_same(path.removeprefix(self.whole.prefix), staged, data)

    def _disk(self, path: str) -> bytes | None:
        try:
            return store.read_whole(self.whole.repository.place.top, path)
        except store.Unreadable:
            return None

    # What cannot be put together

    def _without(
        self, unreadable: merging.Unmergeable, files: _Files
    ) -> dict[str, bytes | None]:
        """Take a record that cannot be read out of the group, or another beginning."""
        name = unreadable.path
        one = self.met.get(self._path(name))
        base = files[0].pop(name, None)
        if one is not None and unreadable.side == "base":
            # Git may have left marks even in what both began with.
            other = self.whole.before(one.path)
            if other is not None and other != base:
                files[0][name] = other
            return {}
        for side in files[1:]:
            side.pop(name, None)
        return self._set_apart(one, unreadable.why) if one else {}

    def _one_by_one(self, files: _Files, why: str) -> dict[str, bytes | None]:
        """Put each record together without the others; set apart what does not fit."""
        found: dict[str, bytes | None] = {}
        for name in self.names:
            one = self.met.get(self._path(name))
            if one is None or not any(name in side for side in files[1:]):
                continue
            alone = [{p: d for p, d in side.items() if p == name} for side in files]
            try:
                made = self._join(alone)
            except (RevisionError, merging.Unmergeable):
                found |= self._set_apart(one, why)
            else:
                found |= self._taken(made)
        return found

    def _set_apart(self, one: Met, why: str) -> dict[str, bytes | None]:
        """Keep both versions: the one that was here in its place, the other beside."""
        sides, name = self.whole.sides, one.path.removeprefix(self.whole.prefix)
        if one.typed is not None and is_readable(name, one.typed):
            return {one.path: one.typed}
        here, other, came = one.shared, one.own, sides.own
        if sides.is_merge:
            here, other, came = one.own, one.shared, sides.shared
        if here is None or other is None:
            return {one.path: other if here is None else here}
        mark = came[:7] if came else "kept"
        stem = name.removesuffix(".yaml").replace("/", ".")
        copy = f"conflicts/{stem}.{mark}.yaml"
        self.made.files[self._path(copy)] = other
        self.made.copies.append(Copy(name, copy, why))
        return {one.path: here}

    # A cycle that one side took away

    def _whole_cycle(self, files: _Files) -> dict[str, bytes | None] | None:
        """Keep a cycle that one side took away while the other worked on it."""
        base, own, shared = files
        sides = self.whole.sides
        if len(base) < 2 or not (sides.own and sides.shared):
            return None
        if not own and shared and shared != base:
            commit, is_ours = sides.shared, False
        elif not shared and own and own != base:
            commit, is_ours = sides.own, True
        else:
            return None
        folder = self._path(self.names[0]).rpartition("/")[0]
        held = self.whole.repository.listing(commit, folder)
        found: dict[str, bytes | None] = {
            f"{folder}/{path}": self.objects.contents(blob)
            for path, blob in held.items()
        }
        decision = merging.kept(self.names[0], is_ours=is_ours)
        self.made.decisions.append(decision)
        return found


def tell_the_same(name: str, one: bytes | None, other: bytes | None) -> bool:
    """Say whether two texts are the same record."""
    if one is None or other is None:
        return False
    try:
        return same(merging.read_values(name, one), merging.read_values(name, other))
    except merging.Unmergeable:
        return False
