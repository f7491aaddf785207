"""Hides how records are found in which something waits for a decision: by a word.

Few records of a journal have such a field, or two versions in their text, so they are
searched as text, which git does in no time, and only those that may are read. Of cycles
somebody may remember which these are.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from plcjournal import store
from plcjournal.core import layout
from plcjournal.repository import worktree
from plcjournal.repository.command import Git

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TELLING = ("contested", "\\")  # the key, or what may spell it another way
_MARK = "<<<<<<<"  # see `codec.markers`
_PLACES = ("cycles", "teams", "meetings", "models", layout.SETTINGS)


def undecided_paths(
    folder: Path, cycles: Sequence[str] | None = None
) -> tuple[str, ...]:
    """Answer the records in a folder that may have a field that waits, sorted.

    `cycles` are those worth a look, where somebody knows them; else all are searched.
    """
    if cycles is None:
        return _holding(folder, _TELLING)
    found = {*_holding(folder, _TELLING, _PLACES[1:])}
    for cycle in cycles:
        for path in store.cycle_paths(folder, cycle):
            with suppress(store.Unreadable, store.UnsafePath):
                if may_wait(path, store.read(folder, path)):
                    found.add(path)
    return tuple(sorted(found))


def halved_paths(folder: Path) -> tuple[str, ...]:
    """Answer the records in a folder in whose text two versions may stand, sorted."""
    return _holding(folder, (_MARK,))


def _holding(
    folder: Path, words: Sequence[str], places: Sequence[str] = _PLACES
) -> tuple[str, ...]:
    there = [place for place in places if (folder / place).exists()]
    found = worktree.holding(Git(folder), words, there)
    return tuple(sorted(path for path in found if layout.spot(path)))


def may_wait(path: str, data: bytes | None) -> bool:
    """Say whether a file holds a record that may have a field that waits."""
    told = data is not None and any(word.encode() in data for word in _TELLING)
    return told and layout.spot(path) is not None
