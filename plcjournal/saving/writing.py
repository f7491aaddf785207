"""Hides that many files are written at once, each flushed.

A disk does in one go what several ask of it, so that hundreds of records take a
fraction of the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal import store
from plcjournal.errors import PlcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_MANY = 50
_AT_ONCE = 8


class Change(NamedTuple):
    """One file of a change: its new text, and what we read before it was made.

    `data` is None where the file goes, `before` None where there was none.
    """

    path: str
    data: bytes | None
    before: bytes | None

    @property
    def is_one(self) -> bool:
        """Whether anything is to be written."""
        return self.data != self.before


class Outcome(NamedTuple):
    """What became of one change: nothing went wrong, or what did."""

    change: Change
    error: PlcError | None


def written(folder: Path, changes: Sequence[Change]) -> Iterable[Outcome]:
    """Write files whose order does not matter; answer what became of each, in order.

    After the first that goes wrong, few are left as they are; many are all tried. Those
    that go do so one by one: the last of a folder takes the folder along.
    """
    if len(changes) < _MANY or any(one.data is None for one in changes):
        return _one_by_one(folder, changes)
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # rarely needed

    with ThreadPoolExecutor(_AT_ONCE) as hands:
        return [*hands.map(lambda one: _written(folder, one), changes)]


def _one_by_one(folder: Path, changes: Iterable[Change]) -> Iterator[Outcome]:
    for change in changes:
        outcome = _written(folder, change)
        yield outcome
        if outcome.error and not isinstance(outcome.error, store.Unconfirmed):
            return


def _written(folder: Path, change: Change) -> Outcome:
    try:
        store.write(folder, change.path, change.data, change.before)
    except PlcError as error:
        return Outcome(change, error)
    return Outcome(change, None)
