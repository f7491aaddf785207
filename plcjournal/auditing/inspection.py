"""Hides how merges are gone through: what each lost, and whether it is still gone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.auditing.lost import CONTESTED
from plcjournal.auditing.past import Past
from plcjournal.auditing.view import View
from plcjournal.core import layout
from plcjournal.core.likeness import items_of, same
from plcjournal.core.merging.merge import Side, Signature
from plcjournal.moments.moment import NoPast, local_day, past_of
from plcjournal.repository.merges import Merges
from plcjournal.signing import Signer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.auditing.view import Lost
    from plcjournal.core.diff import Change
    from plcjournal.core.findings import Finding
    from plcjournal.core.values import Value
    from plcjournal.moments.states import State
    from plcjournal.repository.merges import Merge
    from plcjournal.repository.revisions import Blob, Commit
    from plcjournal.workspace import Workspace

_SIDES = (Side.OURS, Side.THEIRS)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was lost: a field, an item, a file, or all files of a cycle.

    `merge` put work together; `by` had made the change on `day`, where that is known.
    """

    merge: Commit
    lost: tuple[Lost, ...]
    by: str = ""
    day: str = ""

    @property
    def is_cycle(self) -> bool:
        """Say whether it is a whole cycle."""
        return len(self.lost) > 1

    @property
    def change(self) -> Change | None:
        """Answer the change of a field or an item, None for anything bigger."""
        one = self.lost[0].change
        return one if one.keys else None

    @property
    def path(self) -> str:
        """Answer its file, or the folder of its cycle."""
        path = self.lost[0].change.path
        return "/".join(path.split("/")[:3]) if self.is_cycle else path

    @property
    def field(self) -> str:
        """Answer how people type it."""
        one = self.lost[0]
        spot = layout.spot(one.change.path)
        if self.is_cycle or one.is_file or spot is None:
            return self.path.removeprefix(f"cycles/{self.cycle}/") or self.path
        return one.change.field or spot.start

    @property
    def cycle(self) -> str:
        """Answer the cycle it belongs to, '' for anything beside the cycles."""
        parts = self.path.split("/")
        return "/".join(parts[1:3]) if parts[0] == "cycles" and len(parts) > 2 else ""


class Inspection:
    """The merges in the past of one commit, and what they lost.

    Raises:
        NoPast: nothing was saved yet.
    """

    def __init__(self, space: Workspace, tip: str = "") -> None:
        self._revisions, newest, prefix = past_of(space)
        self._tip = tip or newest
        self._prefix = prefix
        self._is_cut = self._revisions.is_shallow()
        if space.repository is None:
            raise NoPast
        self._merges = Merges(space.repository, self._tip, prefix)
        self.problems: tuple[Finding, ...] = ()

    @property
    def seen(self) -> int:
        """Answer how many merges were gone through."""
        return self._merges.seen

    def begins(self) -> str:
        """Answer the day this copy begins, '' where it has the whole past."""
        firsts = [self._revisions.commit(one) for one in self._revisions.boundary()]
        return min((local_day(one.when) for one in firsts if one), default="")

    def items(self, not_in: Sequence[str] = ()) -> tuple[Item, ...]:
        """Answer what was lost and is still gone, newest first."""
        found: list[Item] = []
        with self._revisions.objects() as objects:
            past = Past(self._revisions, objects, self._tip, self._prefix)
            for merge in self._merges.doubtful(not_in):
                if merge.bases or not self._is_cut:
                    lost = self._lost(past, merge)
                    gone = [one for one in lost if self._is_gone(past, one)]
                    items = self._items(merge, gone, past)
                    found += sorted(items, key=_by_place)
        self.problems = tuple(past.problems.values())
        return tuple(found)

    def _lost(self, past: Past, merge: Merge) -> list[Lost]:
        """Answer what a merge lost, but for what it put right itself."""
        found = self._seen_in(past, merge)
        earlier = {
            side: [
                one
                for before in self._merges.doubtful(merge.bases, merge.parents[side])
                for one in self._seen_in(past, before)
            ]
            for side in {one.sides[0] for one in found}
        }
        return [
            one
            for one in found
            if not any(_puts_right(one, other) for other in earlier[one.sides[0]])
        ]

    def _seen_in(self, past: Past, merge: Merge) -> list[Lost]:
        """Answer what a merge lost, seen from each state its sides have in common."""
        found: dict[tuple[str, tuple[str, ...]], Lost] | None = None
        for mets in merge.doubtful:
            view = View(past, self._merges.graph, merge, mets)
            seen = {(one.change.path, one.change.keys): one for one in view.lost()}
            # Seen from another state, it may be no news of this side.
            found = seen if found is None else {k: found[k] for k in found if k in seen}
        return [*(found or {}).values()]

    def _is_gone(self, past: Past, one: Lost) -> bool:
        """Say whether nobody brought a thing back, or changed it, since."""
        path = one.change.path
        later = past.after(path, one.since, self._merges.graph)
        if not one.change.keys:
            return past.is_now(path, one.has) and all(
                _id(blob) == _id(one.has) for _, blob in later
            )
        was = past.state(path, one.has)
        return _is_as(one, was, past.now(path)) and all(
            _is_as(one, was, past.state(path, blob)) for _, blob in later
        )

    def _items(self, merge: Merge, lost: Sequence[Lost], past: Past) -> Iterator[Item]:
        """Yield what a merge lost as people see it: a whole cycle is one thing."""
        commit = self._revisions.commit(merge.id) if lost else None
        if commit is None:
            return
        there = [past.inside(path) for path in past.files(merge.id)]
        found: dict[tuple[str, ...], list[Lost]] = {}
        for one in lost:
            path, keys = one.change.path, one.change.keys
            is_whole = not keys and _is_whole(_folder(path), lost, there)
            key = (_folder(path),) if is_whole else (path, *keys)
            found.setdefault(key, []).append(one)
        sign = Signer(self._revisions, merge.bases, *merge.parents[:2])
        for some in found.values():
            first = some[0]
            signed = Signature()
            if first.sides[0] < len(_SIDES) and merge.bases:
                path = past.full(first.change.path)
                signed = sign(path, first.change.keys, _SIDES[first.sides[0]])
            yield Item(commit, tuple(some), signed.by or "", signed.date or "")


def _folder(path: str) -> str:
    """Answer the folder of the cycle a file belongs to, '' for no cycle's."""
    start = path.split("/")[:3]
    return f"{'/'.join(start)}/" if start[0] == "cycles" else ""


def _is_whole(folder: str, lost: Sequence[Lost], there: Sequence[str]) -> bool:
    """Say whether a whole cycle is lost, or should have gone as a whole."""
    gone = {one.change.path for one in lost if not one.change.after}
    is_none_there = not any(path.startswith(folder) for path in there)
    return bool(folder) and (is_none_there or f"{folder}priority.yaml" in gone)


def _puts_right(one: Lost, earlier: Lost) -> bool:
    """Say whether a side got what is missing here only because a merge lost it."""
    new, old = one.change, earlier.change
    return (new.path, new.keys) == (old.path, old.keys) and (
        same(new.before, old.after) if new.keys else _id(one.has) == _id(earlier.wanted)
    )


def _by_place(item: Item) -> tuple[bool, str, bool, int]:
    """Sort key: cycle by cycle, records in their order, then files."""
    spot = layout.spot(item.path)
    is_file = spot is None or not spot.is_stage
    stage = layout.STAGES.index(spot.kind) if spot and spot.is_stage else 0
    return not item.cycle, item.cycle, is_file, stage


def _id(blob: Blob | None) -> str:
    return blob.id if blob else ""


def _is_as(one: Lost, was: State, then: State) -> bool:
    """Say whether a place in a record is as it was; one that nobody can read counts."""
    if then.trouble:
        return True
    (far, value), (distance, other) = (
        state.ways.reach(one.change.keys) for state in (was, then)
    )
    return (
        far == distance
        and same(value, other)
        and _waits(one, was.raw) == _waits(one, then.raw)
    )


def _waits(one: Lost, values: Mapping[str, Value] | None) -> bool:
    """Say whether a place waits for people to decide."""
    entries = items_of((values or {}).get(CONTESTED))
    fields = [entry.get("field") for entry in entries if isinstance(entry, Mapping)]
    return one.change.field in fields
