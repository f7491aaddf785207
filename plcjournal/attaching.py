"""Copy a file into a cycle's folder of artefacts."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from plcjournal import artefacts, drafts, store
from plcjournal.core import layout
from plcjournal.core.edits.action import attach
from plcjournal.core.edits.edited import slug
from plcjournal.core.folding import is_text
from plcjournal.core.privacy import check_text
from plcjournal.errors import Exit, PlcError
from plcjournal.metadata.cleaning import cleaned
from plcjournal.metadata.inside import Kind
from plcjournal.metadata.looking import Looker
from plcjournal.workspace import Blocked

if TYPE_CHECKING:
    from pathlib import Path

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.edits.edited import Edited
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace


class CannotAttach(PlcError):
    """A file that is not there, or too large to carry about for ever."""

    exit_code = Exit.USAGE


class CannotClean(PlcError):
    """A file of which plc cannot make a copy that says nothing of people."""

    exit_code = Exit.USAGE

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"plc cannot take the personal information out of {name}: {why}. Nothing"
            " was attached.",
            "Take it out in the program the file comes from, then attach it.",
        )


@dataclass(frozen=True, slots=True)
class Attachment:
    """The edit that keeps a file, and what a person should know of the file.

    `says_who` is what it says of who made it, if a copy could be without.
    """

    edited: Edited
    notes: tuple[str, ...] = ()
    says_who: str = ""


def attached(  # noqa: PLR0913  # the last is a flag
    workspace: Workspace,
    read: Read,
    cycle: Cycle,
    file: Path,
    action: str | None,
    *,
    clean: bool = False,
) -> Attachment:
    """Answer the edit that keeps a copy of a file with a cycle.

    With `clean` the copy has no personal information beside its content.

    Raises:
        CannotAttach: there is no such file, it is larger than 10 MB, or is called by
            what is no text.
        CannotClean: that cannot be done with this kind of file.
        Blocked: its name, or what is in it, names a person or shows where they are.
    """
    _must_fit(file)
    name = f"{slug(file.stem, 60)}{PurePosixPath(file.name).suffix.lower()}"
    path = f"{layout.files_folder(cycle.name)}/{name}"
    data = _cleaned(file) if clean else file.read_bytes()
    privacy, names = read.journal.settings.privacy, drafts.names(workspace.folder)
    named = [
        one for one in check_text(file.name, privacy, names, path=path) if one.blocks
    ]
    if named:
        raise Blocked(named, "", "Give the file another name, then attach it.")
    found = artefacts.check(path, data, privacy, names)
    if errors := [one for one in found if one.blocks]:
        way = errors[0].fix.replace("FILE", shlex.quote(str(file)))
        raise Blocked([replace(errors[0], fix=way), *errors[1:]], "", "")
    there = store.read_whole(workspace.folder, path)
    if there is not None and there != data:
        sentence = f"The cycle has another file {name} already; nothing was changed."
        raise CannotAttach(sentence, "Give yours another name, then attach it.")
    edited = attach(read.journal, cycle, name, action)
    notes = [f"Look at it again: {one.message}" for one in found]
    if clean:
        notes.append(
            "The copy has no personal information; your own file stays as it is."
        )
    elif found:
        notes.append(f"To take it back: plc privacy purge {path}")
    said = (one for one in found if one.rule == "file-says-who")
    who = next((one.message for one in said if one.fix == artefacts.AGAIN), "")
    return Attachment(replace(edited, added={path: data}), tuple(notes), who)


def _must_fit(file: Path) -> None:
    """Refuse what is no file, what is too large, and a name that is no text."""
    if not file.is_file():
        raise CannotAttach(f"There is no file {file}.", "Check the name and folder.")
    if not is_text(file.name):
        sentence = "The name of that file has signs that are no text."
        raise CannotAttach(sentence, "Give it another name, then attach it.")
    if file.stat().st_size > artefacts.LARGEST:
        sentence = f"{file.name} is larger than 10 MB; every copy would carry it."
        raise CannotAttach(sentence, "Attach a smaller version, or note its address.")


def _cleaned(file: Path) -> bytes:
    """Answer the bytes of a file without personal information."""
    data = file.read_bytes()
    with Looker() as looker:
        problem = looker.look(data).problem
        made = None if problem else cleaned(data)
        if made is None:
            raise CannotClean(file.name, problem or "it is another kind of file")
        left = [one for one in looker.look(made).facts if one.kind is not Kind.WORDS]
    if left:
        raise CannotClean(file.name, f"it still names its {left[0].label}")
    return made
