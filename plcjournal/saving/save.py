"""Hides how words become history: on disk first, then recorded, whole or not at all.

Knows bytes and paths only. The order of effects is exact: see `landing` for why.
"""

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from plcjournal import store
from plcjournal.errors import Exit, PlcError
from plcjournal.repository import lock, notes
from plcjournal.repository.author import Person
from plcjournal.repository.lock import Busy
from plcjournal.repository.notes import Pending
from plcjournal.repository.place import Place, find
from plcjournal.repository.repository import Repository
from plcjournal.saving import recording, recovery
from plcjournal.saving.writing import Change, written

_ONCE_MORE = re.compile(r"(?:,? and|, then) run the same command again\.?")
_THEN_SAVE = ", then type: plc save"

__all__ = [
    "Busy",
    "Message",
    "NotSaved",
    "Saved",
    "needs_recovery",
    "record",
    "recover",
    "recover_if_free",
    "save",
]


class Message(NamedTuple):
    """What history says of a change; without an author, the person of this folder."""

    subject: str
    trailers: tuple[tuple[str, str], ...] = ()
    author: Person | None = None


class Saved(NamedTuple):
    """The commit that has the words, and the paths it changed, from the journal."""

    commit: str
    paths: tuple[str, ...]


class NotSaved(PlcError):
    """The words are safe in the folder, but not yet in history."""

    exit_code: ClassVar[Exit] = Exit.NOT_SAVED

    def __init__(self, why: str, hint: str) -> None:
        super().__init__(
            f"{why} Your words are safe in the folder, but not yet in its history.",
            hint,
        )
        self.why = why


def save(folder: Path, changes: Sequence[Change], message: Message) -> Saved:
    """Write files and record them, with words that earlier could not be recorded.

    Changes whose bytes are on disk already (`data == before`) are recorded as they
    are. Where history has everything already, no commit is made and `paths` is empty.
    """
    place = find(folder)
    if place is None:
        _write(folder, changes)
        raise NotSaved("This folder has no history yet.", "Run: plc init")
    with contextlib.ExitStack() as stack:
        try:
            descriptor = stack.enter_context(lock.held(place.notes))
        except OSError as error:
            _write(folder, changes)
            raise _not_saved(error) from error
        repository = Repository(place, (descriptor,))
        return _save(repository, folder, tuple(changes), message)


def record(folder: Path, changes: Sequence[Change], message: Message) -> Saved | None:
    """Record files as `save` does; None where history has everything already."""
    saved = save(folder, changes, message)
    return saved if saved.paths else None


def needs_recovery(folder: Path) -> bool:
    """Tell, by one look at a file, whether an earlier save was interrupted."""
    place = find(folder)
    return place is not None and recovery.is_needed(place)


def recover(folder: Path, wait: float | None = None) -> None:
    """Finish or forget what an interrupted save left."""
    place = find(folder)
    if place is None:
        return
    try:
        with lock.held(place.notes, wait) as descriptor:
            recovery.recover(Repository(place, (descriptor,)))
    except OSError as error:
        raise _not_saved(error) from error


def recover_if_free(folder: Path) -> None:
    """Recover if that is needed and possible right now; for commands that only read."""
    if needs_recovery(folder):
        with contextlib.suppress(PlcError):
            recover(folder, wait=0)


def _save(
    repository: Repository, folder: Path, changes: Sequence[Change], message: Message
) -> Saved:
    place = repository.place
    prefix = _prefix(folder, place)
    news = {prefix + change.path: change.data for change in changes}
    # What keeps words from history never keeps them from the disk: they come first.
    hindrance = _hindrance(lambda: recovery.recover(repository, tuple(news)))
    earlier = _still_there(place)
    noted = (*earlier, *_pending(news, message.subject, earlier))
    unnoted = _hindrance(lambda: notes.write_pending(place.own_notes, noted))
    unsure: store.Unconfirmed | None = None
    try:
        _write(folder, changes)
    except store.Unconfirmed as error:
        unsure = error
    except PlcError:
        _hindrance(lambda: notes.write_pending(place.own_notes, tuple(earlier)))
        raise
    try:
        if hindrance := hindrance or unnoted or unsure:
            raise hindrance
        wanted = {one.path: data for one, data in earlier.items()} | news
        made = recording.record(
            repository,
            recording.News(
                files=wanted,
                subject=message.subject,
                trailers=message.trailers,
                earlier=tuple((one.path, one.subject) for one in earlier),
                author=message.author,
            ),
        )
    except (PlcError, OSError) as error:
        if unnoted:
            _hindrance(lambda: notes.write_pending(place.own_notes, noted))
        raise _not_saved(error) from error
    _hindrance(lambda: notes.write_pending(place.own_notes, ()))
    inside = (path for path in made.paths if path.startswith(prefix))
    return Saved(made.commit, tuple(path.removeprefix(prefix) for path in inside))


def _hindrance(step: Callable[[], object]) -> PlcError | OSError | None:
    try:
        step()
    except (PlcError, OSError) as error:
        return error
    return None


def _write(folder: Path, changes: Sequence[Change]) -> None:
    """Put words on disk: all of them, or after a failure none.

    Raises `Unconfirmed` at the end if all are there, but perhaps not for good.
    """
    for change in changes:
        store.check(folder, change.path)
        if not store.is_current(folder, change.path, change.before):
            raise store.ChangedOnDisk(change.path)
    unsure: store.Unconfirmed | None = None
    done: list[Change] = []
    failed: PlcError | None = None
    for change, error in written(folder, [one for one in changes if one.is_one]):
        if isinstance(error, store.Unconfirmed):
            unsure = error
        elif error is not None:
            failed = failed or error
            continue
        done.append(change)
    if failed:
        _take_back(folder, done)
        raise failed
    if unsure:
        raise unsure


def _take_back(folder: Path, done: Sequence[Change]) -> None:
    for change in reversed(done):
        with contextlib.suppress(PlcError):
            store.write(folder, change.path, change.before, change.data)


def _prefix(folder: Path, place: Place) -> str:
    inside = folder.resolve().relative_to(place.top).as_posix()
    return "" if inside == "." else f"{inside}/"


def _pending(
    news: Mapping[str, bytes | None], subject: str, earlier: Iterable[Pending]
) -> list[Pending]:
    """Note our words, and that earlier ones live on in those that replace them."""
    told = [(one.path, one.subject) for one in earlier if one.path in news]
    told += [(path, subject) for path in news]
    return [Pending(path, _digest(news[path]), about) for path, about in told]


def _still_there(place: Place) -> dict[Pending, bytes | None]:
    """Answer the words that earlier could not be recorded, if they are still there."""
    found: dict[Pending, bytes | None] = {}
    for one in notes.read_pending(place.own_notes):
        with contextlib.suppress(PlcError):
            data = store.read_whole(place.top, one.path)
            if _digest(data) == one.digest:
                found[one] = data
    return found


def _digest(data: bytes | None) -> str | None:
    return None if data is None else hashlib.sha256(data).hexdigest()


def _not_saved(error: PlcError | OSError) -> PlcError:
    if isinstance(error, store.Unconfirmed):
        return error  # here nobody can say that the words are safe
    if isinstance(error, PlcError):
        # The words are in the folder: the same command would add them once more.
        return NotSaved(error.sentence, _ONCE_MORE.sub(_THEN_SAVE, error.hint))
    why = error.strerror or type(error).__name__
    return NotSaved(
        f"The computer refused to keep the history ({why}).",
        "Make room or ask for permission to write, then type: plc save",
    )
