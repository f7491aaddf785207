"""Hides where lines of work met, and which files came out otherwise than a side had."""

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush

from plcjournal.repository.command import Git
from plcjournal.repository.repository import Repository
from plcjournal.repository.revisions import Blob, Revisions

_AT_ONCE = 100  # merges looked at by one process
_NO_PAST = ""
_Changed = Mapping[str, tuple[Blob | None, Blob | None]]


@dataclass(frozen=True, slots=True)
class Met:
    """One file where lines met: what each side had, and what came out."""

    path: str
    base: Blob | None
    sides: tuple[Blob | None, ...]
    result: Blob | None

    @property
    def is_settled(self) -> bool:
        """Say whether what came out is plainly all that the sides made of it."""
        return {side for side in self.sides if side != self.base} <= {self.result}


@dataclass(frozen=True, slots=True)
class Merge:
    """A commit that put lines of work together.

    `doubtful` has, for each common past of its sides, the files that need a closer
    look; where the sides have no common past, everything is compared with nothing.
    """

    id: str
    parents: tuple[str, ...]
    bases: tuple[str, ...]
    doubtful: tuple[tuple[Met, ...], ...]


class Graph:
    """Which commit is built on which, from a newest one back."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self._newest = [row[0] for row in rows]
        self._place = {one: number for number, one in enumerate(self._newest)}
        self.trees = {row[0]: row[1] for row in rows}
        self.parents = {row[0]: tuple(row[2:]) for row in rows}

    def bases(self, commits: Sequence[str]) -> tuple[str, ...]:
        """Answer the newest commits that all of some have in their past."""
        everybody = (1 << len(commits)) - 1
        stale = everybody + 1  # in the past of a common one that was found
        marks: dict[str, int] = {}
        for number, one in enumerate(commits):
            marks[one] = marks.get(one, 0) | 1 << number
        waiting = sorted((self._place[one], one) for one in marks)
        found = []
        # A commit comes after all that are built on it, so its mark is whole then.
        while any(not marks[one] & stale for _, one in waiting):
            _, here = heappop(waiting)
            if marks[here] == everybody:
                found.append(here)
                marks[here] |= stale
            for parent in self.parents[here]:
                if parent not in marks:
                    heappush(waiting, (self._place[parent], parent))
                marks[parent] = marks.get(parent, 0) | marks[here]
        return tuple(found)

    def after(self, commit: str) -> frozenset[str]:
        """Answer the commits that are built on one."""
        found = {commit}
        for one in reversed(self._newest[: self._place[commit]]):
            if not found.isdisjoint(self.parents[one]):
                found.add(one)
        return frozenset(found - {commit})


class Merges:
    """Every place in one history, up to a tip, where lines of work met."""

    seen = 0  # merges looked at

    def __init__(self, repository: Repository, tip: str, prefix: str = "") -> None:
        self._git = Git(repository.place.top, repository.inherit)
        self._revisions = Revisions(repository)
        self._tip = tip
        self._folder = (prefix,) if prefix else ()

    @cached_property
    def graph(self) -> Graph:
        """Answer the whole past of the tip."""
        out = self._git(
            *("rev-list", "--topo-order", "--no-commit-header", "--format=%H %T %P"),
            *("--end-of-options", self._tip, "--"),
        )
        return Graph([line.split() for line in out.decode().splitlines()])

    def doubtful(self, not_in: Sequence[str] = (), tip: str = "") -> Iterator[Merge]:
        """Yield the merges not in the past of some commits, newest first.

        Those that plainly kept all that the sides made are left out. With another tip,
        which the first one is built on, only those in its past.
        """
        out = self._git(
            *("rev-list", "--topo-order", "--merges", "--end-of-options"),
            tip or self._tip,
            *(f"^{one}" for one in not_in),
            "--",
        )
        commits = out.decode().split()
        if not tip:
            self.seen = len(commits)
        for start in range(0, len(commits), _AT_ONCE):
            yield from self._looked_at(commits[start : start + _AT_ONCE])

    def _looked_at(self, commits: Sequence[str]) -> Iterator[Merge]:
        graph = self.graph
        bases = {one: graph.bases(graph.parents[one]) for one in commits}
        changed = self._changed(
            (graph.trees[base], graph.trees[state])
            for one in commits
            for base in bases[one]
            for state in (*graph.parents[one], one)
        )
        for one in commits:
            found = []
            for base in bases[one] or (_NO_PAST,):
                states = (*graph.parents[one], one)
                found.append(_doubtful([self._since(changed, base, s) for s in states]))
            if all(found):
                yield Merge(one, graph.parents[one], bases[one], tuple(found))

    def _since(
        self, changed: Mapping[tuple[str, str], _Changed], base: str, state: str
    ) -> _Changed:
        """Answer what became of files between a common past and a state."""
        if base == _NO_PAST:
            return self._revisions.changed(None, state, self._folder)
        return changed[self.graph.trees[base], self.graph.trees[state]]

    def _changed(
        self, pairs: Iterator[tuple[str, str]]
    ) -> dict[tuple[str, str], _Changed]:
        """Answer the files that differ in each of many pairs of trees."""
        asked = dict.fromkeys(pairs)
        out = self._git(
            *("--literal-pathspecs", "diff-tree", "--stdin", "-r", "-z", "--raw"),
            *("--no-abbrev", "--no-renames", "--no-relative", "--", *self._folder),
            stdin="".join(f"{one} {other}\n" for one, other in asked).encode(),
        )
        found: dict[tuple[str, str], dict[str, tuple[Blob | None, Blob | None]]] = {}
        here: dict[str, tuple[Blob | None, Blob | None]] = {}
        fields = iter(os.fsdecode(out).split("\0"))
        for field in fields:
            *pairs_before, words = field.split("\n")
            for pair in pairs_before:
                one, _, other = pair.partition(" ")
                here = found.setdefault((one, other), {})
            if words:
                here[next(fields)] = _blobs(words)
        return {pair: found[pair] for pair in asked}


def _blobs(words: str) -> tuple[Blob | None, Blob | None]:
    """Answer what `:<mode> <mode> <id> <id> <status>` says of a file."""
    old_mode, mode, old, new, _ = words.removeprefix(":").split(" ", 4)
    return (
        Blob(old_mode, old) if old_mode.strip("0") else None,
        Blob(mode, new) if mode.strip("0") else None,
    )


def _doubtful(states: Sequence[_Changed]) -> tuple[Met, ...]:
    """Answer the files that need a closer look: sides first, then the result."""
    paths = dict.fromkeys(path for state in states[:-1] for path in state)
    found = []
    for path in paths:
        base = next(state[path][0] for state in states if path in state)
        *sides, result = (state[path][1] if path in state else base for state in states)
        met = Met(path, base, tuple(sides), result)
        if not met.is_settled:
            found.append(met)
    return tuple(found)
