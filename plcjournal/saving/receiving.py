"""Hides how what colleagues did becomes part of this folder: files first, then history.

A kill in between leaves their words in the folder and a note whose they are; the same
receiving, done again, takes them for done. The other order would let the next save
take their words back.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from plcjournal import disk
from plcjournal.repository import author
from plcjournal.repository.notes import Entry, Intent
from plcjournal.repository.repository import Repository
from plcjournal.repository.revisions import Revisions
from plcjournal.saving import landing, recording, recovery
from plcjournal.saving.writing import Change, written

_NOTE = "receiving"


@dataclass(frozen=True, slots=True)
class Arrival:
    """What the folder and its history shall hold once colleagues' work is in.

    `entries` differ from what is here.
    """

    ours: str | None
    theirs: str
    entries: tuple[Entry, ...] = ()
    writes: tuple[Change, ...] = ()
    is_ahead: bool = False  # they have everything that is here: nothing to put together

    @property
    def needs_commit(self) -> bool:
        """Say whether two pasts meet; else the branch only moves to where they are."""
        return not self.is_ahead and self.ours is not None


def noted(repository: Repository) -> str | None:
    """Answer whose work was being received when something interrupted it."""
    try:
        words = (repository.place.own_notes / _NOTE).read_bytes()
    except OSError:
        return None
    name = words.decode("ascii", "replace").strip()
    return name if name.isalnum() and len(name) in {40, 64} else None


def forget(repository: Repository) -> None:
    """Take the note away once nothing is left to receive."""
    (repository.place.own_notes / _NOTE).unlink(missing_ok=True)


def prepare(repository: Repository) -> None:
    """Finish what an earlier command left; the caller holds the write lock.

    Where receiving was cut off, a half-written file may lie beside any that came in.
    """
    left = noted(repository)
    is_there = left is not None and repository.is_complete(left)
    near = Revisions(repository).changed(None, left) if left and is_there else ()
    recovery.recover(repository, [*near])


def receive(
    repository: Repository,
    folder: Path,
    arrival: Arrival,
    subject: str,
    put: Callable[[], object] = lambda: None,
) -> str:
    """Put what arrived into the folder and its history; answer the new tip.

    The caller holds the write lock and has called `prepare`; `put` is called when all
    is in the folder, and before it is in the history.

    Raises:
        Moved: somebody saved meanwhile; begin again with what is there now.
        ChangedOnDisk: somebody edited a file meanwhile; begin again.
        Hindered: nothing may be recorded now.
    """
    ref = recording.branch_of(repository)
    variables = _variables(repository, arrival)
    disk.make_folder(repository.place.own_notes)
    disk.put(repository.place.own_notes / _NOTE, arrival.theirs.encode())
    for changes in _in_turns(arrival.writes):
        for _, error in written(folder, changes):
            if error is not None:
                raise error
    put()
    new = _commit(repository, arrival, subject, variables)
    git_dir = repository.place.git_dir
    intent = Intent(
        ref=ref,
        old=arrival.ours,
        new=new,
        git_dir=git_dir.relative_to(repository.place.common_dir).as_posix(),
        entries=arrival.entries,
        staged={},
    )
    with repository.objects() as objects, landing.claim(repository):
        landing.land(repository, objects, intent, subject, variables)
    forget(repository)
    return new


def _in_turns(writes: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
    """Yield the writes so that a kill in between loses no version of a file.

    Copies come before what they are copies of goes; what stands where a folder is
    needed, or in a folder where a file is, goes before what needs its place.
    """
    gone = {one.path for one in writes if one.data is None}
    new = {one.path for one in writes if one.before is None}
    folders = {str(above) for path in gone | new for above in Path(path).parents}

    def turn(one: Change) -> int:
        if one.data is not None and one.before is not None:
            return 3
        above = {str(folder) for folder in Path(one.path).parents}
        if one.data is None:
            return 1 if one.path in folders or above & new else 4
        return 2 if above & gone or one.path in folders else 0

    for _, some in groupby(sorted(writes, key=turn), key=turn):
        yield tuple(some)


def _variables(repository: Repository, arrival: Arrival) -> dict[str, str]:
    if not arrival.needs_commit and repository.identity() is None:
        # Nobody signs anything.
        somebody = author.Person("plcjournal", "plcjournal@noreply.invalid")
        return author.variables(somebody, somebody)
    return recording.signatures(repository, None)


def _commit(
    repository: Repository,
    arrival: Arrival,
    subject: str,
    variables: Mapping[str, str],
) -> str:
    if not arrival.needs_commit or arrival.ours is None:
        return arrival.theirs
    digits = len(arrival.ours)
    tree = repository.index.tree(arrival.ours, arrival.entries, digits)
    parents: Sequence[str] = (arrival.ours, arrival.theirs)
    text = f"{subject}\n\nPlc-Action: sync\n"
    return repository.commit(tree, parents, text, variables)
