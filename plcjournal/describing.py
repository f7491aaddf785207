"""Write the files that tell editors about records: into the journal, or elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from plcjournal import disk, schemas, store
from plcjournal.core import layout
from plcjournal.errors import Exit, PlcError
from plcjournal.saving.writing import Change

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from plcjournal.workspace import Workspace


class ByHand(PlcError):
    """A file stands where a schema goes, with words that plc did not write."""

    exit_code = Exit.USAGE

    def __init__(self, file: Path | str) -> None:
        super().__init__(
            f"{file} was not written by plc, or was changed since; nothing was"
            " changed.",
            "To write it anew all the same: plc schema --yes",
        )


class NoPlace(PlcError):
    """The place belongs to a journal, which would take the files for its own."""

    exit_code = Exit.USAGE

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} belongs to the journal itself; nothing was changed.",
            "For this journal's own: plc schema; else choose another folder.",
        )


@dataclass(frozen=True, slots=True)
class Described:
    """What became of the schemas in a folder, as paths inside it or the journal."""

    folder: str
    written: tuple[str, ...]
    unchanged: int
    saved: bool


def describe(space: Workspace, *, over: bool = False) -> Described:
    """Bring the journal's own schemas up to date, as one saved change.

    Args:
        space: the journal.
        over: whether to write over what somebody changed by hand.

    Raises:
        ByHand: somebody changed one by hand.
        NotSaved: they are written, but not in the history yet.
    """
    there = {path: store.read_whole(space.folder, path) for path in schemas.PATHS}
    changed = _changed(there, over=over)
    changes = [Change(path, data, there[path]) for path, data in changed.items()]
    for change in changes:
        store.write(space.folder, change.path, change.data, change.before)
    unsaved = [path for path in space.unsaved() if path in there]
    written = sorted({*changed, *unsaved})
    if written and space.repository is not None:
        now = [
            Change(path, data, data)
            for path, data in schemas.files().items()
            if path in written
        ]
        space.record(now, "Write what editors know about records", "schema")
    return Described(
        folder=str(space.folder / PurePosixPath(schemas.PATHS[0]).parent),
        written=tuple(changed),
        unchanged=len(there) - len(changed),
        saved=bool(written) and space.repository is not None,
    )


def describe_elsewhere(folder: Path, *, over: bool = False) -> Described:
    """Write the schemas into any folder; nothing is saved.

    Raises:
        NoPlace: the folder is a place of a journal's own.
        ByHand: a file of another origin stands there.
    """
    _check_place(folder.resolve())
    there = {path: _read(folder / PurePosixPath(path).name) for path in schemas.PATHS}
    changed = _changed(there, over=over)
    disk.make_folder(folder)
    names = [PurePosixPath(path).name for path in changed]
    for name, data in zip(names, changed.values(), strict=True):
        disk.put(folder / name, data)
    return Described(str(folder), tuple(names), len(there) - len(names), saved=False)


def _check_place(folder: Path) -> None:
    for home in (folder, *folder.parents):
        if (home / layout.SETTINGS).is_file():
            inside = f"{folder.relative_to(home).as_posix()}/"
            if folder == home or layout.is_journal_file(inside):
                raise NoPlace(folder)
    if ".git" in folder.parts:
        raise NoPlace(folder)


def _read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None


def _changed(there: Mapping[str, bytes | None], *, over: bool) -> dict[str, bytes]:
    """Answer the schemas that are missing, or were made otherwise, as they shall be."""
    made = {}
    for path, data in schemas.files().items():
        old = there[path]
        if old is None:
            made[path] = data
        elif not schemas.is_same(old, data):
            if not over and not schemas.is_ours(path, old):
                raise ByHand(path)
            made[path] = data
    return made
