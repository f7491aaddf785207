"""Hides how records are found in which something waits for a decision: by a word.

Few records of a journal have such a field, or two versions in their text, so they are
searched as text, which git does in no time, and only those that may are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.repository import worktree
from plcjournal.repository.command import Git

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_TELLING = ("contested", "\\")  # the key, or what may spell it another way
_MARK = "<<<<<<<"  # see `codec.markers`
_PLACES = ("cycles", "teams", "meetings", "models", layout.SETTINGS)


def undecided_paths(folder: Path) -> tuple[str, ...]:
    """Answer the records in a folder that may have a field that waits, sorted."""
    return _holding(folder, _TELLING)


def halved_paths(folder: Path) -> tuple[str, ...]:
    """Answer the records in a folder in whose text two versions may stand, sorted."""
    return _holding(folder, (_MARK,))


def _holding(folder: Path, words: Sequence[str]) -> tuple[str, ...]:
    there = [place for place in _PLACES if (folder / place).exists()]
    found = worktree.holding(Git(folder), words, there)
    return tuple(sorted(path for path in found if layout.spot(path)))


def may_wait(path: str, data: bytes | None) -> bool:
    """Say whether a file holds a record that may have a field that waits."""
    told = data is not None and any(word.encode() in data for word in _TELLING)
    return told and layout.spot(path) is not None
