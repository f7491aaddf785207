"""Who sits at this computer, as far as git was told anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.repository import place
from plcjournal.repository.repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from plcjournal.repository.author import Person


def configured(folder: Path) -> Person | None:
    """Answer the person git would sign with in a folder, None if nobody said.

    The folder need not exist, nor have a history.
    """
    there = next(one for one in (folder, *folder.parents) if one.is_dir())
    found = place.find(there)
    nowhere = place.Place(there, there / ".git", there / ".git")
    return Repository(found or nowhere).identity()
