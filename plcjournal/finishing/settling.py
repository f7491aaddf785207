"""What becomes of each path whose versions met; nothing is written yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal import store
from plcjournal.codec import markers
from plcjournal.core import layout
from plcjournal.finishing.bypath import ByPath, agreed
from plcjournal.finishing.halves import Unparted, is_readable, parted
from plcjournal.finishing.others import keep_both
from plcjournal.finishing.settled import Met, Settled, alike
from plcjournal.finishing.together import Together, tell_the_same
from plcjournal.repository.revisions import Revisions
from plcjournal.repository.stages import Stages, differing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plcjournal.finishing.sides import Sides
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.repository import Repository
    from plcjournal.repository.stages import Unmerged, Version

_FILE = "100644"


class Settling:
    """Puts the versions together that met in one folder.

    `by_hand` says of a file that somebody changed by hand since whether it shall stay
    as it is; it does where nothing is said.
    """

    def __init__(
        self,
        repository: Repository,
        prefix: str,
        sides: Sides,
        first_try: str | None,
        by_hand: Mapping[str, bool],
    ) -> None:
        self._repository = repository
        self._prefix = prefix
        self._sides = sides
        self._by_hand = by_hand
        stages = Stages(repository)
        self._tried = stages.held(first_try)
        self._index = stages.settled()
        self._held = stages.held(sides.here)
        self._paths = ByPath.of(Revisions(repository), sides)
        self._together = Together(repository, prefix, sides, self._tried, self._index)
        self._gits: set[str] = set()

    def settled(self, unmerged: Iterable[Unmerged], marked: Iterable[str]) -> Settled:
        """Answer what becomes of the paths that met, and of those staged with marks."""
        made = Settled()
        with self._repository.objects() as objects:
            found = {
                one.path: self._met(one, objects, made)
                for one in unmerged
                if self._is_ours(one, made)
            }
            for path in marked:
                one = self._marked(path, objects, made)
                if one is not None:
                    found[path] = one
            found |= self._by_git(objects, made, {*found, *made.left})
            records = {p: one for p, one in found.items() if self._is_record(p)}
            for path, data in self._together.records(records, objects, made).items():
                self._take(path, data, found.get(path), made)
        for path, one in found.items():
            if path not in records:
                self._other(one, made)
        return made

    def _is_record(self, path: str) -> bool:
        return layout.spot(path.removeprefix(self._prefix)) is not None

    def _is_ours(self, one: Unmerged, made: Settled) -> bool:
        """Say whether a path is the journal's, and an ordinary file on every side."""
        is_ours = one.path.startswith(self._prefix) and one.are_files
        if is_ours:
            try:
                store.check(self._repository.place.top, one.path)
                made.disk[one.path] = self._disk(one.path)
            except (store.UnsafePath, store.Unreadable):
                is_ours = False
        if not is_ours:
            made.left.append(one.path)
        return is_ours

    def _disk(self, path: str) -> bytes | None:
        return store.read_whole(self._repository.place.top, path)

    def _met(self, one: Unmerged, objects: Objects, made: Settled) -> Met:
        """Answer the versions of a path, with what somebody typed over them."""
        held = [_contents(objects, version) for version in one.versions]
        base, ours, theirs = self._as_both_had_it(one, objects)
        made.modes[one.path] = _mode(one)
        disk = made.disk[one.path]
        tried = _contents(objects, self._tried.get(one.path))
        typed = None if any(alike(disk, known) for known in (*held, tried)) else disk
        if typed is not None and markers.has_markers(typed):
            # Somebody began to put them together: what they did shall not be lost.
            made.aside[one.path] = typed
            typed, ours, theirs = None, *self._halves(one.path, typed, ours, theirs)
        is_merge = self._sides.is_merge
        own, shared = (ours, theirs) if is_merge else (theirs, ours)
        return Met(one.path, base, own, shared, typed)

    def _as_both_had_it(
        self, one: Unmerged, objects: Objects
    ) -> tuple[bytes | None, ...]:
        """Answer base, ours and theirs of a path itself, not of one git mistook."""
        versions = one.versions
        if self._paths is not None:
            own, shared = self._sides.own_of(one), self._sides.shared_of(one)
            here = self._held.get(one.path)
            by_path = self._paths.versions(one.path) or (here, here, here)
            if by_path != (one.base, own, shared):
                base, own, shared = by_path
                is_merge = self._sides.is_merge
                versions = (base, own, shared) if is_merge else (base, shared, own)
        return tuple(_contents(objects, version) for version in versions)

    def _by_git(
        self, objects: Objects, made: Settled, known: set[str]
    ) -> dict[str, Met]:
        """Answer the paths that git put together by itself, and not as records are.

        Only those that nobody touched since. What one side alone changed is taken from
        that side at once.
        """
        if self._paths is None or not self._tried:
            return {}
        found: dict[str, Met] = {}
        moved = differing(self._held, self._tried)
        for path in sorted({*self._paths.paths, *moved} - known):
            staged = self._index.get(path)
            if not path.startswith(self._prefix) or staged != self._tried.get(path):
                continue
            here = self._held.get(path)
            versions = self._paths.versions(path) or (here, here, here)
            is_agreed, version = agreed(versions)
            is_file = all(one is None or one.is_file for one in (*versions, staged))
            if not is_file or (is_agreed and version == staged):
                continue
            if not is_agreed and not self._is_record(path):
                continue
            try:
                store.check(self._repository.place.top, path)
                disk = self._disk(path)
            except (store.UnsafePath, store.Unreadable):
                continue
            if not alike(disk, _contents(objects, staged)):
                continue
            kept = version or staged
            made.modes[path] = kept.mode if kept else _FILE
            made.disk[path] = disk
            base, own, shared = (_contents(objects, one) for one in versions)
            found[path] = Met(path, base, own, shared)
            self._gits.add(path)
        return found

    def _halves(
        self, path: str, typed: bytes, ours: bytes | None, theirs: bytes | None
    ) -> tuple[bytes | None, bytes | None]:
        if not self._is_record(path) or ours is None or theirs is None:
            return ours, theirs
        try:
            halves = parted(path.removeprefix(self._prefix), typed)
        except Unparted:
            return ours, theirs
        return halves.first, halves.second

    def _marked(self, path: str, objects: Objects, made: Settled) -> Met | None:
        """Answer the versions of a record that somebody prepared with marks in it."""
        held = objects.contents(self._index[path].id) or b""
        disk = self._disk(path)
        made.disk[path] = disk
        made.modes[path] = self._index[path].mode
        name = path.removeprefix(self._prefix)
        text = held if disk is None else disk
        if not markers.has_markers(text) and is_readable(name, text):
            return Met(path, None, text, text, None)
        try:
            halves = parted(name, text if markers.has_markers(text) else held)
        except Unparted as unparted:
            made.unreadable.append(unparted)
            return None
        if not alike(text, held):
            made.aside[path] = text
        base = self._together.before(path) or halves.base
        own, shared = halves.first, halves.second
        if not self._sides.is_merge:
            own, shared = shared, own
        return Met(path, base, own, shared, None)

    def _take(
        self, path: str, data: bytes | None, met: Met | None, made: Settled
    ) -> None:
        """Take what a record became, or what somebody made of it by hand."""
        typed = met.typed if met else None
        name = path.removeprefix(self._prefix)
        if path in self._gits and tell_the_same(name, made.disk[path], data):
            return  # git's own words do as well
        if path not in made.disk:
            made.disk[path] = self._disk(path)
        if typed is not None and not alike(typed, data):
            if is_readable(name, typed) and self._by_hand.get(path, True):
                made.by_hand.append(path)
                made.files[path] = typed
                return
            made.aside[path] = typed
        made.files[path] = data
        made.records.append(path)

    def _other(self, met: Met, made: Settled) -> None:
        """Take what becomes of a file that is no record: both versions stay."""
        if met.typed is not None:
            if self._by_hand.get(met.path, True):
                made.by_hand.append(met.path)
                made.files[met.path] = met.typed
                return
            made.aside[met.path] = met.typed
        if met.own in (met.base, met.shared):
            made.files[met.path] = met.shared
        elif met.shared == met.base:
            made.files[met.path] = met.own
        else:
            keep_both(self._repository, self._prefix, self._sides, met, made)


def _contents(objects: Objects, version: Version | None) -> bytes | None:
    return objects.contents(version.id) if version else None


def _mode(one: Unmerged) -> str:
    modes = [version.mode for version in (one.ours, one.theirs) if version]
    return max(modes, default=_FILE)
