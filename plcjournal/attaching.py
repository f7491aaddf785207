"""Copy a file into a cycle's folder of artefacts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from plcjournal import drafts, store
from plcjournal.core import layout
from plcjournal.core.edits.action import attach
from plcjournal.core.edits.edited import slug
from plcjournal.core.privacy import check_text
from plcjournal.errors import Exit, PlcError
from plcjournal.workspace import Blocked

if TYPE_CHECKING:
    from pathlib import Path

    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.journal import Cycle
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace

_LARGEST = 10 * 1024 * 1024


class CannotAttach(PlcError):
    """A file that is not there, or too large to carry about for ever."""

    exit_code = Exit.USAGE


def attached(
    workspace: Workspace, read: Read, cycle: Cycle, file: Path, action: str | None
) -> Edited:
    """Answer the edit that keeps a copy of a file with a cycle.

    Raises:
        CannotAttach: there is no such file, or it is larger than 10 MB.
        Blocked: its name names a person.
    """
    if not file.is_file():
        raise CannotAttach(f"There is no file {file}.", "Check the name and folder.")
    if file.stat().st_size > _LARGEST:
        sentence = f"{file.name} is larger than 10 MB; every copy would carry it."
        raise CannotAttach(sentence, "Attach a smaller version, or note its address.")
    name = f"{slug(file.stem, 60)}{PurePosixPath(file.name).suffix.lower()}"
    path = f"{layout.files_folder(cycle.name)}/{name}"
    named = check_text(
        file.name,
        read.journal.settings.privacy,
        drafts.names(workspace.folder),
        path=path,
    )
    if named:
        raise Blocked(named, "", "Give the file another name, then attach it.")
    there = store.read_whole(workspace.folder, path)
    if there is not None and there != file.read_bytes():
        sentence = f"The cycle has another file {name} already; nothing was changed."
        raise CannotAttach(sentence, "Give yours another name, then attach it.")
    edited = attach(read.journal, cycle, name, action)
    return replace(edited, added={path: file.read_bytes()})
