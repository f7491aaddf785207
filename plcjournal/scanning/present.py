"""Every file of the journal as it is in the folder, and what is private in it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from plcjournal import gate, leaf, store
from plcjournal.core import layout
from plcjournal.core.privacy import idle_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from plcjournal.core.findings import Finding
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace


def findings(
    space: Workspace, read: Read, names: Sequence[str]
) -> tuple[int, tuple[Finding, ...]]:
    """Answer how many files there are, and what in them is private."""
    paths = sorted({*_paths(space.folder), *read.files})
    files = dict(_contents(space.folder, paths))
    found = gate.named(read.journal, paths, files, names)
    said = (data.decode("utf-8", "replace") for data in read.files.values())
    found = (*found, *idle_entries(read.journal, (*read.files, *said)))
    records = {path: data for path, data in files.items() if layout.spot(path)}
    return len(paths), leaf.place(tuple(dict.fromkeys(found)), records)


def _contents(folder: Path, paths: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    for path in paths:
        try:
            data = store.read_whole(folder, path)
        except (store.Unreadable, store.UnsafePath):
            continue  # a link, or a name that no record has; its name is looked at
        if data is not None:
            yield path, data


def _paths(folder: Path) -> Iterator[str]:
    """Yield the files of the journal, without following links."""
    for place, folders, names in os.walk(folder):
        at = os.path.relpath(place, folder).replace(os.sep, "/")
        start = "" if at == "." else f"{at}/"
        folders[:] = [
            name
            for name in sorted(folders)
            if name != ".git" and layout.is_journal_file(f"{start}{name}/")
        ]
        yield from (
            f"{start}{name}"
            for name in names
            if layout.is_journal_file(f"{start}{name}")
        )
