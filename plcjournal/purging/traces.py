"""What is left of some words or files after they were taken out, and where."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from plcjournal import drafts
from plcjournal.metadata.looking import Looker
from plcjournal.purging.holding import Holder
from plcjournal.repository import rewriting
from plcjournal.repository.purged import HALF_DONE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plcjournal.purging.words import Words
    from plcjournal.repository.repository import Repository

_LARGEST = 64 * 1024 * 1024
_NAMES = "local/names.txt"  # where the words are meant to be


def of_words(repository: Repository, words: Words) -> tuple[str, ...]:
    """Answer every place in the history's own folder where the words still stand.

    Looks at everything stored, led to by a name or not, and at git's own files.
    """
    found = []
    with Looker() as looker:
        holder = Holder(words, looker)
        for one, kind, data in rewriting.everything(repository):
            if _holds(data, kind, holder, words):
                found.append(f"{kind} {one[:10]}")
    return (*found, *_files(repository, words))


def of_contents(repository: Repository, blobs: frozenset[str]) -> tuple[str, ...]:
    """Answer the contents that should be gone and are still stored."""
    stored = (one for one, _, _ in rewriting.everything(repository))
    return tuple(f"blob {one[:10]}" for one in stored if one in blobs)


def _holds(data: bytes, kind: str, holder: Holder, words: Words) -> bool:
    if kind == "tree":  # names between modes and ids
        return words.stand_in(" ".join(_names(data)))
    return bool(holder.forms_in(data)[0])


def _names(tree: bytes) -> Iterator[str]:
    place = 0
    while place < len(tree):
        end = tree.index(b"\0", place)
        yield tree[place:end].partition(b" ")[2].decode("utf-8", "replace")
        place = end + 21


def _files(repository: Repository, words: Words) -> Iterator[str]:
    """Yield git's and plc's own files beside the history that hold the words."""
    place = repository.place
    for folder in dict.fromkeys((place.common_dir, place.git_dir)):
        for file in sorted(folder.rglob("*")):
            inside = file.relative_to(folder).as_posix()
            if file == place.notes / HALF_DONE:
                continue  # it goes when all is done
            if inside.startswith("objects/") or not file.is_file() or file.is_symlink():
                continue
            if words.stand_in(inside) or words.stand_in(_text(file)):
                yield f".git/{inside}"


def mends(repository: Repository, words: Words) -> tuple[str, ...]:
    """Answer what to type where the words stand in the folder's own settings."""
    found = []
    for key, value in rewriting.own_settings(repository):
        if words.stand_in(key):
            section = shlex.quote(key.rpartition(".")[0])
            found.append(f"git config --remove-section {section}")
        elif words.stand_in(value):
            is_name = key == "user.name"
            found.append(
                'plc init --author "ANOTHER NAME"'
                if is_name
                else f"git config --unset-all {shlex.quote(key)}"
            )
    return tuple(dict.fromkeys(found))


def _text(file: Path) -> str:
    if file.stat().st_size > _LARGEST:
        return ""
    return file.read_bytes().decode("utf-8", "replace")


def on_this_computer(folder: Path, words: Words) -> tuple[str, ...]:
    """Answer the files that never leave this computer and hold the words: drafts."""
    local = folder / drafts.FOLDER
    found = []
    for file in sorted(local.rglob("*")) if local.is_dir() else ():
        inside = file.relative_to(folder).as_posix()
        if inside == _NAMES or not file.is_file() or file.is_symlink():
            continue
        if words.stand_in(inside) or words.stand_in(_text(file)):
            found.append(inside)
    return tuple(found)
