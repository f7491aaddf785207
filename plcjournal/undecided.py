"""Hides how records are found in which something waits for a decision: by a word.

Few records of a journal have such a field, so they are searched as text, which git
does in no time, and only those that may have one are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.repository import worktree
from plcjournal.repository.command import Git

if TYPE_CHECKING:
    from pathlib import Path

_TELLING = ("contested", "\\")  # the key, or what may spell it another way
_PLACES = ("cycles", "teams", "meetings", "models", layout.SETTINGS)


def undecided_paths(folder: Path) -> tuple[str, ...]:
    """Answer the records in a folder that may have a field that waits, sorted."""
    there = [place for place in _PLACES if (folder / place).exists()]
    found = worktree.holding(Git(folder), _TELLING, there)
    return tuple(sorted(path for path in found if layout.spot(path)))


def may_wait(path: str, data: bytes | None) -> bool:
    """Say whether a file holds a record that may have a field that waits."""
    told = data is not None and any(word.encode() in data for word in _TELLING)
    return told and layout.spot(path) is not None
