"""The folder after its past was written anew: its files as the history has them now.

Only what the purge changed is touched; what somebody else changed stays.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal import store
from plcjournal.repository.content import blob_id
from plcjournal.repository.purged import noted
from plcjournal.repository.revisions import Revisions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plcjournal.purging.words import Words
    from plcjournal.repository.repository import Repository


def settle(repository: Repository, folder: Path, path: str, words: Words) -> None:
    """Let the files that a purge changed be what the history says now.

    `path` is the file or folder that went, '' if it was words.
    """
    for name, have, want in _differing(repository, path, words):
        store.write(folder, name, want, have)
        if want is None:
            _drop_empty(folder, name)


def unsettled(repository: Repository, path: str, words: Words) -> tuple[str, ...]:
    """Answer the changed files that a purge which was stopped does not explain."""
    explained = {name for name, _, _ in _differing(repository, path, words)}
    return tuple(one for one in repository.changed_paths() if one not in explained)


def _differing(
    repository: Repository, path: str, words: Words
) -> Iterator[tuple[str, bytes | None, bytes | None]]:
    """Yield files that differ from the history only by what was taken out."""
    names, tip = repository.changed_paths(), repository.tip() or ""
    purge = noted(repository)
    gone = frozenset(purge.gone if purge else ())
    held = Revisions(repository).blobs(tip, names)
    for name in names:
        have = store.read_whole(repository.place.top, name)
        want = held.get(name)
        if have is None:
            is_ours = not path and "removed" in name  # a new name
        elif want is not None:
            is_ours = words.replaced_in(have.replace(b"\r\n", b"\n")) == want
        elif blob_id(have, digits=len(tip)) in gone:
            is_ours = True
        elif path:
            is_ours = name == path or name.startswith(f"{path}/")
        else:
            is_ours = _is_renamed(repository, tip, name, have, words)
        if is_ours:
            yield name, have, want


def _is_renamed(
    repository: Repository, tip: str, name: str, have: bytes, words: Words
) -> bool:
    """Say whether the history has a file under a name without the words."""
    new = words.replaced_in_path(name)
    made = words.replaced_in(have.replace(b"\r\n", b"\n"))
    if new == name:
        return False
    there = repository.listing(tip, new.rpartition("/")[0]).values()
    return blob_id(have if made is None else made, digits=len(tip)) in there


def _drop_empty(folder: Path, name: str) -> None:
    for above in (folder / name).parents:
        if above == folder:
            return
        try:
            above.rmdir()
        except OSError:
            return
