"""Pages in a folder: only what changed is written, only what is ours is removed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import disk
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

LIST = "plc-site.json"
_OURS = re.compile(
    r"(?:[a-z]+\.html|feed\.xml|teams/[a-z0-9-]+\.html"
    r"|cycles/[a-z0-9-]+/[a-z0-9-]+\.html)",
    re.ASCII,
)


class NotOurs(PlcError):
    """A folder, or a file in it, that somebody else made."""

    exit_code = Exit.USAGE

    def __init__(self, what: Path) -> None:
        super().__init__(
            f"{what} is there already and was not made by plc publish; nothing was "
            "changed.",
            "Choose a new or empty folder: plc publish --out our-pages",
        )


@dataclass(frozen=True, slots=True)
class Written:
    """What happened in the folder, as paths inside it.

    `kept` are pages that are no longer made, but were changed by hand since.
    """

    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def write(folder: Path, files: Mapping[str, bytes]) -> Written:
    """Make a folder hold these files, and none that an earlier run made and this not.

    A run that was cut off is finished by the next.

    Raises:
        NotOurs: the folder has something in it that no earlier run made.
    """
    before = _listed(folder)
    changed = {
        path: data for path, data in files.items() if _read(folder, path) != data
    }
    for path in changed:
        _check_way(folder, path)
        if path not in before and _read(folder, path) is not None:
            raise NotOurs(folder / path)
    _sweep(folder, (*files, *before))
    gone = [path for path in before if path not in files]
    made = {path: _digest(data) for path, data in files.items()}
    # Until all is done the list has what was there as well as what will be.
    _keep_list(folder, {**before, **made})
    for path, data in changed.items():
        _put(folder, path, data)
    removed, kept = _remove(folder, gone, before)
    _keep_list(folder, made)
    return Written(tuple(changed), len(files) - len(changed), removed, kept)


def _listed(folder: Path) -> dict[str, str]:
    """Answer the files that earlier runs made, with their digests.

    Raises:
        NotOurs: there is no such list, and something else.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise NotOurs(folder)
    if not folder.exists() or all(
        file.name.startswith(disk.TEMPORARY) for file in folder.iterdir()
    ):
        return {}
    try:
        told = json.loads((folder / LIST).read_bytes())
        files = told["files"] if told["made_by"] == "plc publish" else None
        if isinstance(files, dict):
            return {
                path: str(digest)
                for path, digest in files.items()
                if isinstance(path, str) and _OURS.fullmatch(path)
            }
    except (OSError, ValueError, KeyError, TypeError):
        pass
    raise NotOurs(folder)


def _check_way(folder: Path, path: str) -> None:
    """Stop where a link would lead out of the folder."""
    here = folder
    for part in path.split("/")[:-1]:
        here /= part
        if here.is_symlink() or (here.exists() and not here.is_dir()):
            raise NotOurs(here)


def _read(folder: Path, path: str) -> bytes | None:
    file = folder / path
    try:
        return None if file.is_symlink() else file.read_bytes()
    except FileNotFoundError:
        return None
    except (IsADirectoryError, NotADirectoryError, PermissionError):
        raise NotOurs(file) from None


def _sweep(folder: Path, paths: Iterable[str]) -> None:
    """Remove the halves of pages that a run which was cut off left beside them."""
    places = {folder}
    for path in paths:
        with contextlib.suppress(NotOurs):
            _check_way(folder, path)
            places.add((folder / path).parent)
    for place in places:
        for left in place.glob(f"{disk.TEMPORARY}*"):
            left.unlink(missing_ok=True)


def _put(folder: Path, path: str, data: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{disk.TEMPORARY}{os.urandom(8).hex()}")
    try:
        temporary.write_bytes(data)
        disk.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _remove(
    folder: Path, gone: Iterable[str], before: Mapping[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    removed, kept = [], []
    for path in gone:
        _check_way(folder, path)
        data = _read(folder, path)
        if data is None:
            continue
        if _digest(data) != before[path]:
            kept.append(path)
            continue
        (folder / path).unlink()
        removed.append(path)
        for parent in (folder / path).parents:
            if parent == folder:
                break
            with contextlib.suppress(OSError):  # something else is in it
                parent.rmdir()
    return tuple(removed), tuple(kept)


def _keep_list(folder: Path, made: Mapping[str, str]) -> None:
    document = {
        "about": "Made by plc publish; it may replace and remove the files listed.",
        "made_by": "plc publish",
        "files": dict(sorted(made.items())),
    }
    data = f"{json.dumps(document, indent=1)}\n".encode()
    if _read(folder, LIST) != data:
        # Flushed, unlike the pages: they can be made again, but without the list
        # nobody could tell whose they are.
        disk.make_folder(folder)
        disk.put(folder / LIST, data)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
