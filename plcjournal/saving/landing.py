"""Hides the order in which a commit becomes what everybody sees.

The person's index first, then the branch: the other way round there is a moment in
which somebody's own commit, made from the old index, takes our records back.
"""

import contextlib
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import ClassVar

from plcjournal.errors import Exit, PlcError
from plcjournal.repository import lock, notes
from plcjournal.repository.index import folders_of
from plcjournal.repository.notes import Entry, Intent
from plcjournal.repository.objects import Objects
from plcjournal.repository.repository import Repository


class Moved(Exception):
    """The branch is no longer where the commit was made to go on."""


class Clash(PlcError):
    """A file is staged where we have a folder, or the other way round."""

    exit_code: ClassVar[Exit] = Exit.NOT_SAVED

    def __init__(self, path: str) -> None:
        super().__init__(
            f"Something else is prepared for saving where {path} belongs.",
            f"Take it back with: git reset -- {path}",
        )


def claim(repository: Repository) -> AbstractContextManager[None]:
    """Keep git programs from committing and staging for a moment."""
    return lock.claimed(repository.index.lock, repository.place.notes)


def land(
    repository: Repository,
    objects: Objects,
    intent: Intent,
    subject: str,
    variables: Mapping[str, str],
) -> None:
    """Put a commit at the tip of its branch and its entries into the index.

    The caller holds the write lock, has recovered, and holds `claim(repository)`.
    Raises `Moved` when the branch is elsewhere, `InUse` when another program does not
    let go.
    """
    index, ref = repository.index, intent.ref
    lock.wait_for(repository.locks(ref))
    if objects.id_of(ref) != intent.old or repository.branch() != ref:
        raise Moved
    staged = _staged(index.around(one.path for one in intent.entries), intent.entries)
    intent = intent._replace(staged=staged)
    notes.write_intent(repository.place.notes, intent)
    index.edit(intent.entries, len(intent.new))
    repository.move_branch(
        ref, intent.new, intent.old, reason=subject, variables=variables
    )
    # Git may fail after it has moved the branch: believe the branch.
    tip = objects.id_of(ref)
    if tip == intent.old:
        raise lock.InUse(repository.locks(ref)[-1])
    forget(repository, intent)
    if tip is None or not repository.is_ancestor(intent.new, tip):
        raise Moved


def forget(repository: Repository, intent: Intent) -> None:
    """Take the intent back, once nothing of it stands in anybody's way.

    Where it cannot be taken back, the next plc finds nothing left of it to do.
    """
    with contextlib.suppress(lock.InUse, OSError):
        lock.wait_for(repository.locks(intent.ref))
        notes.intent_file(repository.place.notes).unlink(missing_ok=True)


def _staged(
    index: Mapping[str, tuple[str, str]], entries: Sequence[Entry]
) -> dict[str, str | None]:
    wanted = {entry.path for entry in entries}
    folders = {folder for path in wanted for folder in folders_of(path)}
    gone = {entry.path for entry in entries if entry.blob is None}
    for path in index.keys() - gone:
        if path in folders or not wanted.isdisjoint(folders_of(path)):
            raise Clash(path)
    return {path: index[path][1] if path in index else None for path in wanted}
