"""Hides where we remember what the shared journal last held: a branch beside ours.

Plain git knows it as `origin/<branch>`. It only tells a history that was rewritten
from one that went on, so where it cannot be moved now, the next time is soon enough.
"""

import contextlib
import re
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from plcjournal import disk
from plcjournal.errors import PlcError
from plcjournal.repository import lock
from plcjournal.repository.place import Place
from plcjournal.repository.repository import Repository

_NOTED = re.compile(rb"(refs/remotes/origin/[^\x00-\x20\x7f]+) ([0-9a-f]{40,64})\n")
_NOTE = "seen"
_NOBODY = {
    f"GIT_COMMITTER_{part}": f"plcjournal{rest}"
    for part, rest in (("NAME", ""), ("EMAIL", "@noreply.invalid"))
}


def seen(repository: Repository, ref: str) -> str | None:
    """Answer what a branch of the shared journal held when we last looked."""
    return repository.tip(_name(ref))


def note(repository: Repository, ref: str, commit: str) -> None:
    """Remember what a branch of the shared journal holds.

    Takes the write lock, unless the caller holds it and says so by the descriptors
    that the repository's processes inherit.
    """
    with contextlib.suppress(PlcError, OSError):  # the next time is soon enough
        left = was_cut_off(repository.place) or any(_half_written(repository))
        if seen(repository, ref) != commit or left:
            with locked(repository) as held:
                _move(held, _name(ref), commit)


def _move(held: Repository, name: str, commit: str) -> None:
    free(held)
    held.prepare()
    note_file, lock_file = _note_file(held), _lock_of(held, name)
    is_locked = lock_file.exists()  # by another program
    # A note first: the lock that a killed git leaves is then known to be ours.
    disk.put(note_file, f"{name} {commit}\n".encode())
    held.move_branch(
        *(name, commit, held.tip(name)),
        reason="plcjournal: as the shared journal has it",
        variables=_NOBODY,
    )
    # A lock that stayed is that of a git that something ended: the note says to the
    # next command that it is ours.
    if is_locked or not lock_file.exists():
        note_file.unlink(missing_ok=True)


def was_cut_off(place: Place) -> bool:
    """Tell whether a plc was killed while it remembered something."""
    return (place.notes / _NOTE).exists()


def free(repository: Repository) -> None:
    """Remove the lock that a killed plc left while it remembered something.

    The caller holds the write lock: who left it is dead.
    """
    for half in _half_written(repository):
        half.unlink(missing_ok=True)
    noted = _note_file(repository)
    try:
        found = _NOTED.fullmatch(noted.read_bytes())
        age = noted.stat().st_mtime_ns
    except OSError:
        return
    if found and b".." not in found[1]:
        file = _lock_of(repository, found[1].decode())
        with contextlib.suppress(lock.InUse):
            # A living git program is done with such a file in a moment.
            lock.wait_for((file,), 0.3)
        with contextlib.suppress(OSError):
            is_ours = (found[2] + b"\n").startswith(file.read_bytes())
            if is_ours and file.stat().st_mtime_ns >= age:
                file.unlink()
    noted.unlink(missing_ok=True)


def _half_written(repository: Repository) -> Iterator[Path]:
    return repository.place.notes.glob(f"{disk.TEMPORARY}*")


def locked(repository: Repository) -> AbstractContextManager[Repository]:
    """Hold the write lock, unless it is held already."""
    return (
        contextlib.nullcontext(repository) if repository.inherit else _held(repository)
    )


@contextlib.contextmanager
def _held(repository: Repository) -> Iterator[Repository]:
    with lock.held(repository.place.notes) as descriptor:
        yield Repository(repository.place, (descriptor,))


def _lock_of(repository: Repository, name: str) -> Path:
    return repository.place.common_dir / f"{name}.lock"


def _note_file(repository: Repository) -> Path:
    return repository.place.notes / _NOTE


def _name(ref: str) -> str:
    return f"refs/remotes/origin/{ref.removeprefix('refs/heads/')}"
