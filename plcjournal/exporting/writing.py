"""Where an export goes: only what is ours, or was agreed to, is ever replaced."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import disk
from plcjournal.core import layout
from plcjournal.errors import Exit, PlcError
from plcjournal.exporting.book import MADE_BY
from plcjournal.exporting.packed import PackedFiles

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from io import BufferedReader
    from pathlib import Path

LIST = "plc-export.json"


class NoPlace(PlcError):
    """Exports have no place among the records."""

    exit_code = Exit.USAGE

    def __init__(self, out: Path) -> None:
        super().__init__(
            f"{out} belongs to the journal itself; nothing was written.",
            "Choose another place, for example beside the journal: --out ../export",
        )


class NotOurs(PlcError):
    """A folder, or something in it, that no export made."""

    exit_code = Exit.USAGE

    def __init__(self, what: Path) -> None:
        super().__init__(
            f"{what} is there already and was not made by plc export; nothing was "
            "changed.",
            "Choose a new or empty folder with --out",
        )


class IsThere(PlcError):
    """A file that an export would replace."""

    exit_code = Exit.USAGE

    def __init__(self, files: Sequence[Path], *, is_edited: bool) -> None:
        first = files[0]
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        said = "is there already"
        if is_edited:
            said = f"{'were' if more else 'was'} changed by somebody since"
        self.question = f"{first}{more} {said}. Replace {'them' if more else 'it'}?"
        super().__init__(
            f"{first}{more} {said}; nothing was written.",
            "Choose another place with --out, or replace it with --yes",
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What happened, as the names of files."""

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...] = ()


def check_place(journal: Path, out: Path) -> None:
    """Stop where an export would lie among records, or in what keeps the history.

    Raises:
        NoPlace: it would.
    """
    home, there = journal.resolve(), out.resolve()
    if there == home or ".git" in there.parts:
        raise NoPlace(out)
    if home not in there.parents:
        return
    inside = there.relative_to(home)
    path = inside.as_posix()
    is_ours = layout.is_journal_file(path) or layout.is_journal_file(f"{path}/")
    if is_ours:
        raise NoPlace(out)
    if inside.parts[0] == "local" and inside.name == "names.txt":
        raise NoPlace(out)


def write_file(out: Path, data: bytes, *, may_replace: bool) -> Written:
    """Write a file whole or not at all.

    Raises:
        NotOurs: there is a folder or a link of that name.
        IsThere: there is another file, and nobody said it may be replaced.
    """
    if out.is_symlink() or out.is_dir():
        raise NotOurs(out)
    before = _read(out)
    if before == data:
        return Written((), 1)
    if before is not None and not may_replace:
        raise IsThere([out], is_edited=False)
    disk.make_folder(out.parent)
    disk.put(out, data)
    return Written((out.name,), 0)


def write_folder(
    out: Path, files: Mapping[str, bytes], *, may_replace: bool
) -> Written:
    """Make a folder hold these files, and none of an earlier export that are not.

    A run that was cut off is finished by the next.

    Raises:
        NotOurs: the folder has something in it that no earlier run made.
        IsThere: somebody changed a file since, and nobody said it may be replaced.
    """
    before = _listed(out)
    # By digest: the files may be big.
    there = {name: _there(out / name) for name in dict.fromkeys((*before, *files))}
    made = {name: [_digest(_pieces(files, name))] for name in files}
    changed = [name for name in files if there[name] != made[name][0]]
    for name in changed:
        if there[name] is not None and name not in before:
            raise NotOurs(out / name)
    gone = [name for name in before if name not in files and there[name] is not None]
    edited = [
        name
        for name in (*changed, *gone)
        if (digest := there[name]) is not None and digest not in before[name]
    ]
    if edited and not may_replace:
        raise IsThere([out / name for name in edited], is_edited=True)
    disk.make_folder(out)
    # Until all is done the list has what was there as well as what will be.
    both = {name: [*before.get(name, ()), *made.get(name, ())] for name in there}
    _keep_list(out, both)
    for name in changed:
        disk.put(out / name, _pieces(files, name))
    for name in gone:
        disk.remove(out / name)
    _keep_list(out, made)
    return Written((*changed,), len(files) - len(changed), (*gone,))


def _listed(out: Path) -> dict[str, list[str]]:
    """Answer the files that earlier runs made, with their digests.

    Raises:
        NotOurs: there is no such list, and something else.
    """
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise NotOurs(out)
    if not out.exists() or not any(out.iterdir()):
        return {}
    try:
        told = json.loads((out / LIST).read_bytes())
        files = told["files"] if told["made_by"] == MADE_BY else None
    except (OSError, ValueError, KeyError, TypeError):
        files = None
    if not isinstance(files, dict):
        raise NotOurs(out)
    return {
        name: [*map(str, digests)]
        for name, digests in files.items()
        if _is_name(name) and isinstance(digests, list)
    }


def _is_name(name: str) -> bool:
    """Say whether a listed name is that of a file an export makes."""
    return name.endswith((".csv", ".parquet")) and not {"/", "\\"} & {*name}


def _pieces(files: Mapping[str, bytes], name: str) -> Iterable[bytes]:
    return files.pieces(name) if isinstance(files, PackedFiles) else (files[name],)


def _opened(file: Path) -> BufferedReader | None:
    if file.is_symlink():
        raise NotOurs(file)
    try:
        return file.open("rb")
    except FileNotFoundError:
        return None
    except (IsADirectoryError, NotADirectoryError, PermissionError):
        raise NotOurs(file) from None


def _read(file: Path) -> bytes | None:
    opened = _opened(file)
    if opened is None:
        return None
    with opened:
        return opened.read()


def _there(file: Path) -> str | None:
    opened = _opened(file)
    if opened is None:
        return None
    with opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _keep_list(out: Path, files: Mapping[str, Sequence[str]]) -> None:
    document = {
        "about": f"Made by {MADE_BY}; it may replace and remove the files listed.",
        "made_by": MADE_BY,
        "files": {name: [*dict.fromkeys(files[name])] for name in sorted(files)},
    }
    data = f"{json.dumps(document, indent=1)}\n".encode()
    if _read(out / LIST) != data:
        disk.put(out / LIST, data)


def _digest(pieces: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    return found.hexdigest()
