"""Hides what a save that was killed, or lost its power, left behind.

The caller holds the write lock: whoever left it is dead. Everything here can itself
be interrupted and run again.
"""

import contextlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from plcjournal import disk
from plcjournal.repository import lock, notes, seen
from plcjournal.repository.notes import Intent
from plcjournal.repository.place import Place
from plcjournal.repository.repository import Repository
from plcjournal.saving import landing


def is_needed(place: Place) -> bool:
    """Tell whether a save was interrupted at a point where that shows."""
    is_noted = notes.intent_file(place.notes).exists() or seen.was_cut_off(place)
    return is_noted or any(lock.is_ours(file, place.notes) for file in _locks(place))


def recover(repository: Repository, near: Sequence[str] = ()) -> None:
    """Finish or forget what an earlier save left.

    Args:
        repository: where; the write lock on it is held.
        near: paths from the top in whose folders to look for half-written files, next
            to those that are noted.
    """
    repository.prepare()
    _tidy(repository, near)
    seen.free(repository)
    intent = notes.read_intent(repository.place.notes)
    if intent is None:
        notes.intent_file(repository.place.notes).unlink(missing_ok=True)
        return
    there = _where(repository, intent)
    if there is None:
        notes.intent_file(repository.place.notes).unlink(missing_ok=True)
        return
    lock.free(there.index.lock, there.place.notes)
    there.index.forget_copies()
    _free_branch(there, intent)
    _finish(there, intent)
    landing.forget(there, intent)


def _finish(there: Repository, intent: Intent) -> None:
    tip = there.tip(intent.ref)
    if there.branch() != intent.ref or there.in_progress():
        return  # somebody went on elsewhere; the words are in the folder
    is_old = tip == intent.old
    if is_old and there.is_complete(intent.new):
        _restore_index(there, intent, intent.new)
        variables = {
            f"GIT_COMMITTER_{part}": "plcjournal" for part in ("NAME", "EMAIL")
        }
        reason = "plcjournal: finish an interrupted save"
        there.move_branch(
            intent.ref, intent.new, intent.old, reason=reason, variables=variables
        )
    elif not is_old and tip is not None and there.is_ancestor(intent.new, tip):
        _restore_index(there, intent, tip)


def _restore_index(there: Repository, intent: Intent, commit: str) -> None:
    """Let the index say of our paths what the commit says, where nobody else spoke."""
    with lock.claimed(there.index.lock, there.place.notes):
        staged = there.index.entries()
        with there.objects() as objects:
            entries = tuple(
                entry
                for entry in intent.entries
                if objects.id_of(f"{commit}:{entry.path}") == entry.blob
                and _is_ours(staged.get(entry.path), intent.staged.get(entry.path))
                and (staged.get(entry.path) or ("", None))[1] != entry.blob
            )
        if entries:
            there.index.edit(entries, len(intent.new))


def _is_ours(now: tuple[str, str] | None, before: str | None) -> bool:
    return (now[1] if now else None) == before


def _free_branch(there: Repository, intent: Intent) -> None:
    """Remove git's locks on the branch that are ours: newer than the intent."""
    noted = notes.intent_file(there.place.notes).stat().st_mtime_ns
    new = intent.new.encode() + b"\n"
    with contextlib.suppress(lock.InUse):
        # A living git program is done with such a file in a moment.
        lock.wait_for(there.locks(intent.ref), 0.3)
        return
    for file in there.locks(intent.ref):
        with contextlib.suppress(FileNotFoundError):
            is_newer = file.stat().st_mtime_ns >= noted
            if is_newer and new.startswith(file.read_bytes()):
                file.unlink()
    lock.wait_for(there.locks(intent.ref), 1.0)


def _where(repository: Repository, intent: Intent) -> Repository | None:
    """Answer the work tree that the interrupted save was in."""
    place = repository.place
    git_dir = place.common_dir / intent.git_dir
    if git_dir == place.git_dir:
        return repository
    if not (git_dir / "HEAD").exists():
        return None
    return Repository(Place(place.top, git_dir, place.common_dir), repository.inherit)


def _locks(place: Place) -> tuple[Path, ...]:
    """Name the locks of git's that we take ourselves."""
    shared = (place.common_dir / f"{name}.lock" for name in ("config", "shallow"))
    return (place.git_dir / "index.lock", *shared)


def _tidy(repository: Repository, near: Sequence[str]) -> None:
    place = repository.place
    for file in _locks(place):
        lock.free(file, place.notes)
    repository.index.forget_copies()
    for left in place.notes.iterdir():
        if left.name.startswith("token-"):
            left.unlink(missing_ok=True)
        elif left.name.startswith("blobs-"):
            shutil.rmtree(left, ignore_errors=True)
    _tidy_folder(place.notes)
    _tidy_folder(place.own_notes)
    noted = (one.path for one in notes.read_pending(place.own_notes))
    for folder in {(place.top / path).parent for path in (*noted, *near)}:
        _tidy_folder(folder)


def _tidy_folder(folder: Path) -> None:
    with contextlib.suppress(OSError):
        for left in folder.iterdir():
            if left.name.startswith(disk.TEMPORARY):
                left.unlink()
