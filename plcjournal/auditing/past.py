"""Hides how records of the past are read for comparing, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal import store
from plcjournal.core.rulebook import finding
from plcjournal.moments.moment import local_day, spoken
from plcjournal.moments.states import ABSENT, State, of_the_past, state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plcjournal.core.findings import Finding
    from plcjournal.repository.merges import Graph, Merge
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.revisions import Blob, Revisions

_MOST = 1000  # states kept at once: what one merge had is often the base of the next


class Past:
    """What history holds up to a tip, looked up by content."""

    def __init__(
        self, revisions: Revisions, objects: Objects, tip: str, prefix: str
    ) -> None:
        self.revisions = revisions
        self.problems: dict[tuple[str, str], Finding] = {}
        self._objects = objects
        self._tip = tip
        self._prefix = prefix
        self._states: dict[tuple[str, str], State] = {}
        self._now: dict[str, State] = {}
        self._later: dict[tuple[str, str], tuple[tuple[str, Blob | None], ...]] = {}
        self._files: dict[str, dict[str, Blob]] = {}

    def inside(self, path: str) -> str:
        """Answer the path of a file of the history, as the journal names it."""
        return path.removeprefix(self._prefix)

    def full(self, path: str) -> str:
        """Answer the path of a file of the journal, as the history names it."""
        return self._prefix + path

    def state(self, path: str, blob: Blob | None) -> State:
        """Answer what a record says."""
        if blob is None:
            return ABSENT
        key = path, blob.id
        if key not in self._states:
            if len(self._states) > _MOST:
                self._states.clear()
            self._states[key] = self._read(path, blob)
        return self._states[key]

    def contents(self, blob: Blob | None) -> bytes | None:
        """Answer the bytes of a file."""
        return None if blob is None else self._objects.contents(blob.id)

    def _read(self, path: str, blob: Blob) -> State:
        size = self._objects.size_of(blob.id) or 0
        if blob.is_file and size <= store.LIMIT:
            return state(path, self._objects.contents(blob.id) or b"")
        why = "It is too large for a record." if blob.is_file else "It is a link."
        return State(why=finding("unreadable", path, why))

    def files(self, commit: str) -> Mapping[str, Blob]:
        """Answer all files of a commit, by their path in the history."""
        if commit not in self._files:
            there = self.revisions.changed(None, commit)
            self._files[commit] = {path: b for path, (_, b) in there.items() if b}
        return self._files[commit]

    def is_now(self, path: str, blob: Blob | None) -> bool:
        """Say whether a file is at the tip what it was."""
        now = self._objects.id_of(f"{self._tip}:{self.full(path)}")
        return now == (blob.id if blob else None)

    def now(self, path: str) -> State:
        """Answer what a record says at the tip."""
        if path not in self._now:
            data = self._objects.contents(f"{self._tip}:{self.full(path)}")
            self._now[path] = state(path, data)
        return self._now[path]

    def after(
        self, path: str, commit: str, graph: Graph
    ) -> tuple[tuple[str, Blob | None], ...]:
        """Answer what a file was in commits built on one, newest first."""
        if (path, commit) not in self._later:
            self._later[path, commit] = tuple(self._after(path, commit, graph))
        return self._later[path, commit]

    def _after(
        self, path: str, commit: str, graph: Graph
    ) -> Iterator[tuple[str, Blob | None]]:
        later = graph.after(commit)
        for one in self.revisions.walk(
            self._tip, not_in=[commit], paths=[self.full(path)], with_paths=True
        ):
            for touched in one.touched:
                if one.id in later:
                    yield one.id, touched.after
                for parent, blob in zip(one.parents, touched.before, strict=False):
                    if parent in later:
                        yield parent, blob

    def note(self, path: str, merge: Merge, trouble: Finding) -> None:
        """Note that nobody can tell what a merge did to a record."""
        commit = self.revisions.commit(merge.id)
        who, day = ("", "")
        if commit:
            who, day = commit.author.name, spoken(local_day(commit.when))
        whence = f"In what {who} put together on {day}"
        self.problems[path, merge.id] = of_the_past(trouble, whence)
