"""Hides how unsaved changes come along while git goes on with a rebase.

Git would refuse to go on. What it put aside itself before it began, it brings back at
the end; we put aside in the same place, in the same form, what was typed since.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from plcjournal import disk
from plcjournal.repository.command import Git
from plcjournal.repository.content import recorded
from plcjournal.repository.notes import Entry
from plcjournal.repository.stages import Stages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from plcjournal.repository.repository import Repository

_FOLDERS = ("rebase-merge", "rebase-apply")
_SUBJECT = "Unsaved changes, put aside by plc\n"


def carry(
    repository: Repository, paths: Sequence[str], variables: Mapping[str, str]
) -> bool:
    """Put the unsaved changes of some files aside until the rebase ends.

    Answer whether that could be done: git has room for one packet only.
    """
    git_dir = repository.place.git_dir
    folders = (git_dir / name for name in _FOLDERS)
    folder = next((one for one in folders if one.is_dir()), None)
    if folder is None:
        return False
    entries = _entries(repository, paths)
    packet = folder / "autostash"
    if packet.exists():
        held = Stages(repository).held(packet.read_text("ascii").strip())
        if any(_id(held.get(one.path)) != one.blob for one in entries):
            return False
        # Put aside before, by a plc that was stopped here.
    else:
        aside = _packet(repository, entries, variables)
        disk.put(packet, f"{aside}\n".encode())
    names = b"".join(os.fsencode(path) + b"\0" for path in paths)
    git = Git(repository.place.top, repository.inherit)
    git("checkout-index", "-f", "-z", "--stdin", stdin=names)
    return True


def _packet(
    repository: Repository, entries: Sequence[Entry], variables: Mapping[str, str]
) -> str:
    """Store the changes as git's stash has them; answer the id."""

    def stored(tree: str, *parents: str) -> str:
        return repository.commit(tree, parents, _SUBJECT, variables, is_for_good=False)

    prepared = repository.index.run("write-tree").decode().strip()
    # What is prepared for saving is not theirs: it is the ground they stand on.
    base = stored(prepared, repository.tip() or "")
    tree = repository.index.tree(base, entries, len(base))
    return stored(tree, base, stored(prepared, base))


def _entries(repository: Repository, paths: Sequence[str]) -> list[Entry]:
    """Answer what the folder has of some files, stored; nothing where one is gone."""
    staged = Stages(repository).settled()
    data = {path: _content(repository.place.top, path) for path in paths}
    there = [path for path in paths if data[path] is not None]
    blobs = repository.store_blobs(
        [recorded(path, data[path] or b"") for path in there]
    )
    stored = dict(zip(there, blobs, strict=True))
    return [Entry(path, staged[path].mode, stored.get(path)) for path in paths]


def _content(top: Path, path: str) -> bytes | None:
    file = top / path
    return file.read_bytes() if file.is_file() and not file.is_symlink() else None


def _id(version: object) -> str | None:
    return getattr(version, "id", None)
