"""Hides how what versions became gets into the folder, and what was typed stays."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from plcjournal import drafts, store
from plcjournal.repository import content
from plcjournal.repository.notes import Entry

if TYPE_CHECKING:
    from pathlib import Path

    from plcjournal.finishing.settled import Settled
    from plcjournal.repository.repository import Repository
    from plcjournal.workspace import Workspace

_FILE, _PROGRAM = "100644", "100755"


def put_aside(workspace: Workspace, made: Settled) -> list[tuple[str, str]]:
    """Keep what somebody typed and the result has not; answer what is kept where.

    It stays on this machine.
    """
    told = []
    for path, data in made.aside.items():
        name = path.removeprefix(workspace.prefix)
        told.append((name, keep(workspace.folder, name, data)))
    return told


def keep(folder: Path, path: str, data: bytes) -> str:
    """Keep bytes in the folder that never leaves this machine; answer where."""
    drafts.make_folder(folder)
    for number in count(1):
        kept = f"{drafts.FOLDER}/kept/{path.replace('/', '.')}.{number}"
        held = store.read_whole(folder, kept)
        if held is None:
            store.write(folder, kept, data, None)
        if held in (None, data):
            return kept
    raise AssertionError  # a count does not end


def write(top: Path, made: Settled) -> None:
    """Put what became of each path into the folder.

    Raises:
        ChangedOnDisk: somebody changed a file meanwhile; it stays as it is.
    """
    for path, data in made.files.items():
        held = made.disk.get(path)
        new = None if data is None else content.recorded(path, data)
        if path in made.by_hand or held == new:
            continue
        store.write(top, path, new, held)
        if new is not None and made.modes.get(path) == _PROGRAM:
            file = top / path
            file.chmod(file.stat().st_mode | 0o111)


def entries_of(repository: Repository, made: Settled) -> tuple[Entry, ...]:
    """Answer the entries of what became of each path; their contents are stored."""
    news = {path: data for path, data in made.files.items() if data is not None}
    blobs = repository.store_blobs(
        [content.recorded(path, data) for path, data in news.items()]
    )
    ids = dict(zip(news, blobs, strict=True))
    return tuple(
        Entry(path, made.modes.get(path, _FILE), ids.get(path)) for path in made.files
    )
