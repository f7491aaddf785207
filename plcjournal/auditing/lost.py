"""What one side of a merge did and its result does not have: on plain values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plcjournal.core.diff import compare
from plcjournal.core.likeness import items_of, same
from plcjournal.core.merging.merge import merge
from plcjournal.core.ways import Ways

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.diff import Change
    from plcjournal.core.merging.merge import Records
    from plcjournal.core.values import Value

    Values = Mapping[str, Value]

CONTESTED = "contested"


def lost(
    base: Records, sides: Sequence[Records], result: Records
) -> Iterator[tuple[Change, tuple[int, ...]]]:
    """Yield what a merge should have kept, as changes that put it into the result.

    Beside each stand the numbers of the sides that had it. It is what exactly one side
    did since the base. Where sides really differ, people have decided or still have
    to; where one took away what another edited, the edit stays.
    """
    should = sides[0]
    for side in sides[1:]:
        should = merge(base, should, side, keep_both=False).records
    for path in {**should, **result}:
        record = _Record(path, base.get(path), [one.get(path) for one in sides])
        yield from record.lost(result.get(path), should.get(path))


class _Record:
    """One record before and on each side."""

    def __init__(
        self,
        path: str,
        base: Values | None,
        sides: Sequence[Values | None],
    ) -> None:
        self._path = path
        self._known = {*_waiting(base)}
        self._sides = [Ways(side) for side in sides]
        self._done = [_Done(compare(path, base, side)) for side in sides]

    def lost(
        self,
        result: Values | None,
        should: Values | None,
    ) -> Iterator[tuple[Change, tuple[int, ...]]]:
        """Yield what would have to change in the result, and whose it was."""
        waiting, there = _waiting(result), Ways(result)
        for change in compare(self._path, result, should):
            if change.keys[:1] == (CONTESTED,):
                # An entry that stands there still loses nobody's words.
                is_settled = change.before is not None
            else:
                is_settled = self._waits(change, waiting)
            if not is_settled:
                having = self._lacking(change, there) or self._left(change, there)
                if having:
                    yield change, having

    def _waits(self, change: Change, waiting: Mapping[str, Sequence[Value]]) -> bool:
        """Say whether people see both values in the result, and will decide."""
        for field, values in waiting.items():
            if _meet(change.field.split("."), field.split(".")) and (
                field not in self._known
                or any(same(value, change.after) for value in values)
            ):
                return True
        return False

    def _lacking(self, change: Change, result: Ways) -> tuple[int, ...]:
        """Answer the sides that alone did something here which the result lacks."""
        return tuple(
            number
            for number, mine in enumerate(self._done)
            if any(
                not same(result.at(done.keys), done.after)
                and not self._others_did(number, done)
                for done in mine.touching(change.keys)
            )
        )

    def _others_did(self, number: int, done: Change) -> bool:
        """Say whether another side did something to the same."""
        others = [some for n, some in enumerate(self._done) if n != number]
        return any(some.touching(done.keys) for some in others)

    def _left(self, change: Change, result: Ways) -> tuple[int, ...]:
        """Answer the sides whose lines are missing in a text that both wrote on.

        They could have stood together. A third text is what somebody made of both.
        """
        there = result.at(change.keys)
        texts = [side.at(change.keys) for side in self._sides]
        if "\n" not in str(change.after) or there not in texts:
            return ()
        return tuple(n for n, text in enumerate(texts) if text != there)


class _Done:
    """What one side did, found by the ways that meet: one is the other's beginning."""

    def __init__(self, changes: Sequence[Change]) -> None:
        self._here: dict[tuple[str, ...], list[Change]] = {}
        self._below: dict[tuple[str, ...], list[Change]] = {}
        for change in changes:
            self._here.setdefault(change.keys, []).append(change)
            for far in range(len(change.keys)):
                self._below.setdefault(change.keys[:far], []).append(change)

    def touching(self, keys: tuple[str, ...]) -> list[Change]:
        """Answer what was done at a way, above it or below it."""
        ways = (keys[:far] for far in range(len(keys) + 1))
        above = [change for way in ways for change in self._here.get(way, ())]
        return above + self._below.get(keys, [])


def _waiting(values: Values | None) -> dict[str, list[Value]]:
    """Answer the fields of a record that wait for a decision, with their values."""
    entries = items_of((values or {}).get(CONTESTED))
    return {
        str(one.get("field")): [
            value.get("value")
            for value in items_of(one.get("values"))
            if isinstance(value, Mapping)
        ]
        for one in entries
        if isinstance(one, Mapping)
    }


def _meet(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether one of two ways is the beginning of the other."""
    return all(a == b for a, b in zip(one, other, strict=False))
