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


def settle(
    repository: Repository, folder: Path, tip: str, path: str, words: Words
) -> tuple[str, ...]:
    """Let the files that a purge changes be what the new history says.

    Args:
        repository: where; the write lock on it is held.
        folder: the journal.
        tip: the state that is new, whether or not the branch stands there yet.
        path: the file or folder that goes, '' if it is words.
        words: the words that go.

    Returns:
        The files that nobody saved and that still hold the words.
    """
    for name, have, want in _differing(repository, tip, path, words):
        store.write(folder, name, want, have)
    return tuple(_unsaved(repository, tip, words))


def _unsaved(repository: Repository, tip: str, words: Words) -> Iterator[str]:
    held = repository.listing(tip)
    for name in repository.changed_paths():
        have = store.read_whole(repository.place.top, name)
        if have is None or blob_id(have, digits=len(tip)) == held.get(name):
            continue
        if words.stand_in(name) or words.stand_in(have.decode("utf-8", "replace")):
            yield name


def _differing(
    repository: Repository, tip: str, path: str, words: Words
) -> Iterator[tuple[str, bytes | None, bytes | None]]:
    """Yield files that differ from the new history only by what was taken out.

    What somebody typed since stays, without the words.
    """
    revisions = Revisions(repository)
    absent = repository.index.left_out()
    names = {*repository.changed_paths(), *revisions.changed("HEAD", tip)}
    purge = noted(repository)
    gone = frozenset(purge.gone if purge else ())
    held = revisions.blobs(tip, sorted(names))
    for name in sorted(names):
        have = store.read_whole(repository.place.top, name)
        want = held.get(name)
        if have == want or (have is None and name in absent):
            continue
        if have is None:
            is_ours = not path and "removed" in name  # a new name
        elif want is not None:
            plain = have.replace(b"\r\n", b"\n")
            want = words.replaced_in(plain)
            is_ours = want is not None and want != plain
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
