"""Hides how one merge is looked at: from one state that its sides have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.auditing.lost import lost
from plcjournal.core import layout
from plcjournal.core.diff import Change
from plcjournal.merging import groups

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plcjournal.auditing.past import Past
    from plcjournal.core.values import Value
    from plcjournal.moments.states import State
    from plcjournal.repository.merges import Graph, Merge, Met
    from plcjournal.repository.revisions import Blob

    Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Lost:
    """What one side did and a merge does not have.

    `change` leads from what the merge has to what it should have; of a file that is no
    record it says only whether the file was and should be there. `has` is the file as
    the merge has it, or where nobody could read that, as the next one who touched it
    left it, at `since`; `wanted` is the file of a side that had it right.
    """

    merge: Merge
    since: str
    change: Change
    has: Blob | None
    wanted: Blob | None
    sides: tuple[int, ...]

    @property
    def is_file(self) -> bool:
        """Say whether nothing is known but that a file was there, or another one."""
        return not self.change.keys and isinstance(self.change.after, bool)


@dataclass(frozen=True, slots=True)
class _Record:
    """One record before, on each side and as the merge has it, as plain values."""

    base: Values | None
    sides: tuple[Values | None, ...]
    result: Values | None
    has: Blob | None
    since: str


class View:
    """One merge, seen from one state that its sides have in common."""

    def __init__(
        self, past: Past, graph: Graph, merge: Merge, mets: Sequence[Met]
    ) -> None:
        self._past = past
        self._graph = graph
        self._merge = merge
        self._mets = {past.inside(met.path): met for met in mets}

    def lost(self) -> Iterator[Lost]:
        """Yield what the merge lost."""
        records: dict[str, _Record] = {}
        for path, met in self._mets.items():
            record = self._record(path, met) if layout.spot(path) else None
            if record is not None:
                records[path] = record
            else:
                yield from self._lost_file(path, met)
        for together in groups(records).values():
            yield from self._lost_fields(
                {path: records[path] for path in together if path in records}
            )

    def _lost_file(self, path: str, met: Met) -> Iterator[Lost]:
        """Yield a file that exactly one side added, changed or took away."""
        sides = tuple(n for n, one in enumerate(met.sides) if one != met.base)
        if len(sides) != 1:
            return
        wanted = met.sides[sides[0]]
        if wanted is None:
            is_lost = not self._is_worked_on(path, sides)
        else:
            is_lost = wanted.is_file and not self._is_elsewhere(wanted)
        if is_lost:
            change = Change(path, (), "", met.result is not None, wanted is not None)
            since = self._merge.id
            yield Lost(self._merge, since, change, met.result, wanted, sides)

    def _lost_fields(self, records: Mapping[str, _Record]) -> Iterator[Lost]:
        """Yield what is lost of records whose items name each other."""
        count = len(self._merge.parents)
        base = _there({path: one.base for path, one in records.items()})
        sides = [
            _there({path: one.sides[number] for path, one in records.items()})
            for number in range(count)
        ]
        result = _there({path: one.result for path, one in records.items()})
        for change, having in lost(base, sides, result):
            is_gone = not change.keys and change.after is None
            if is_gone and self._is_worked_on(change.path, having):
                continue
            record, met = records[change.path], self._mets[change.path]
            wanted = met.sides[having[0]]
            yield Lost(self._merge, record.since, change, record.has, wanted, having)

    def _record(self, path: str, met: Met) -> _Record | None:
        """Answer a record in all its states, None where one cannot be read."""
        states = [self._past.state(path, blob) for blob in (met.base, *met.sides)]
        changed = [one for one in met.sides if one != met.base]
        if len(changed) > 1 and all(one and self._is_elsewhere(one) for one in changed):
            return None  # one version stands in its place, the others beside it
        for one, blob in zip(states, (met.base, *met.sides), strict=True):
            if one.trouble:
                if len(changed) > 1 and not (blob and self._is_elsewhere(blob)):
                    self._past.note(path, self._merge, one.trouble)
                return None
        result, has, since = self._result(path, met)
        if result.trouble:
            self._past.note(path, self._merge, result.trouble)
            return None
        states.append(result)
        if all(one.is_absent or one.plain is not None for one in states):
            values = [one.plain for one in states]
        else:
            values = [one.written for one in states]
        return _Record(values[0], tuple(values[1:-1]), values[-1], has, since)

    def _result(self, path: str, met: Met) -> tuple[State, Blob | None, str]:
        """Answer what came out; where nobody could read that, what came of it next."""
        result = self._past.state(path, met.result)
        if not result.trouble:
            return result, met.result, self._merge.id
        later = [*self._past.after(path, self._merge.id, self._graph)]
        for commit, blob in reversed(later):
            following = self._past.state(path, blob)
            if not following.trouble:
                return following, blob, commit
        return result, met.result, self._merge.id

    def _is_elsewhere(self, blob: Blob) -> bool:
        """Say whether the merge kept a file under another name."""
        there = self._past.files(self._merge.id)
        return any(one.id == blob.id for one in there.values())

    def _is_worked_on(self, path: str, sides: Sequence[int]) -> bool:
        """Say whether another side worked on the cycle a file was taken away from.

        Then the cycle stays, with all that is in it.
        """
        folder = "/".join(path.split("/")[:3])
        return folder.startswith("cycles/") and any(
            side is not None and side != met.base
            for other, met in self._mets.items()
            if other.startswith(f"{folder}/")
            for number, side in enumerate(met.sides)
            if number not in sides
        )


def _there(states: Mapping[str, Values | None]) -> dict[str, Values]:
    return {path: values for path, values in states.items() if values is not None}
