"""Pages in a folder: only what changed is written, only what is ours is removed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import tempfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from plcjournal import disk
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

LIST = "plc-site.json"
_MOST = 1 << 24  # bytes of pages that are kept aside in memory
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
    """Make a folder hold these files, see `Pages`."""
    with Pages(folder) as pages:
        for path, data in files.items():
            pages.add(path, (data,))
        return pages.write([*files])


class Pages:
    """Files on their way into a folder, kept aside until the last of them is made.

    Of those that the folder has already no more than a digest is kept.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder.

        Raises:
            NotOurs: there is something in it that no earlier run made.
        """
        self._folder = folder
        self._before = _listed(folder)
        self._made: dict[str, str] = {}
        self._changed: dict[str, tuple[int, int]] = {}
        self._aside = tempfile.SpooledTemporaryFile(_MOST)  # noqa: SIM115  # see __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._aside.close()

    def add(self, path: str, pieces: Iterable[bytes]) -> None:
        """Take one file, piece by piece.

        Raises:
            NotOurs: there is something else of that name.
        """
        start, digest = self._aside.tell(), hashlib.sha256()
        for piece in pieces:
            digest.update(piece)
            self._aside.write(piece)
        self._made[path] = digest.hexdigest()
        there = _read(self._folder, path)
        if there is not None and _digest(there) == self._made[path]:
            self._aside.seek(start)  # what comes next is written over it
            return
        self._changed[path] = start, self._aside.tell() - start

    def write(self, order: Sequence[str]) -> Written:
        """Make the folder hold these files, and none that were made before and not now.

        A run that was cut off is finished by the next. What was done is told in the
        order of some paths.

        Raises:
            NotOurs: the folder has something in it that no earlier run made.
        """
        folder, before = self._folder, self._before
        made = {path: self._made[path] for path in order}
        changed = {path: self._changed[path] for path in made if path in self._changed}
        for path in changed:
            _check_way(folder, path)
            if path not in before and _read(folder, path) is not None:
                raise NotOurs(folder / path)
        _sweep(folder, (*made, *before))
        gone = [path for path in before if path not in made]
        # Until all is done the list has what was there as well as what will be.
        _keep_list(folder, {**before, **made})
        for path, (start, size) in changed.items():
            self._aside.seek(start)
            _put(folder, path, self._aside.read(size))
        removed, kept = _remove(folder, gone, before)
        _keep_list(folder, made)
        return Written(tuple(changed), len(made) - len(changed), removed, kept)


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
