"""Bring the team's journal onto this computer."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import drafts
from plcjournal.arriving import arrive
from plcjournal.connection import connect, is_newer, main_of
from plcjournal.core import layout
from plcjournal.errors import Exit, PlcError
from plcjournal.repository import address, lock, place
from plcjournal.repository.refusals import NotReached
from plcjournal.repository.remote import Remote
from plcjournal.repository.repository import Repository
from plcjournal.repository.revisions import Revisions
from plcjournal.saving import receiving
from plcjournal.workspace import NewerJournal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


class FolderTaken(PlcError):
    """Something else is in the folder already; nothing was touched."""

    exit_code = Exit.USAGE

    def __init__(self, folder: Path, words: str) -> None:
        super().__init__(
            f"{folder} has something else in it; nothing was changed.",
            f"Choose another folder: plc join {address.shown(words)} FOLDER",
        )


class InsideJournal(PlcError):
    """A journal inside a journal would be nobody's."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "You are in a journal already; nothing was changed.",
            "To share and receive: plc sync (to join another one, leave this folder)",
        )


class AlreadyHere(PlcError):
    """The journal was joined before."""

    exit_code = Exit.USAGE

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"This journal is in {folder} already; nothing was changed.",
            "Go into that folder and type: plc sync",
        )


class NothingThere(PlcError):
    """The address can be reached and holds no journal."""

    exit_code = Exit.NOT_FOUND


@dataclass(frozen=True, slots=True)
class Joined:
    """The team's journal, now on this computer."""

    folder: str
    address: str
    journal: str
    cycles: int
    people: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    commit: str = ""


def default_folder(words: str) -> str:
    """Answer the folder a journal goes into when nobody named one."""
    last = words.rstrip("/").removesuffix("/.git").replace("\\", "/")
    name = last.rpartition("/")[2].rpartition(":")[2].removesuffix(".git")
    return name.strip(". ") or "journal"


def join(
    words: str,
    folder: Path,
    here: Path,
    *,
    asks: bool = False,
    tell: Callable[[str], None] | None = None,
) -> Joined:
    """Copy a shared journal into a folder; go on where an earlier try was stopped.

    Raises:
        FolderTaken: the folder has something else in it.
        NothingThere: there is no journal at the address.
    """
    url = address.checked(words, here)
    there = address.folder(url)
    if there is not None and not there.exists():
        raise address.BadAddress(f"There is no folder {there}.")
    repository, is_new = _begun(folder, url, words)
    try:
        return _joined(repository, folder, url, asks=asks, tell=tell)
    except NotReached as error:
        _take_back_new(repository, folder, is_new=is_new)
        raise error.before_anything() from error
    except (PlcError, KeyboardInterrupt):
        _take_back_new(repository, folder, is_new=is_new)
        raise


def _begun(folder: Path, url: str, words: str) -> tuple[Repository, bool]:
    """Answer the history in the folder, a new one unless an earlier try made it."""
    if any((above / layout.SETTINGS).exists() for above in folder.parents):
        raise InsideJournal
    there = place.find(folder) if folder.is_dir() else None
    if there is not None and there.top == folder.resolve():
        repository = Repository(there)
        known = repository.setting("remote.origin.url")
        if known == url and repository.tip() is not None:
            raise AlreadyHere(folder)
        if known == url or [one.name for one in folder.iterdir()] == [".git"]:
            return repository, repository.tip() is None
        raise FolderTaken(folder, words)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderTaken(folder, words)
    return Repository.create(folder), True


def _take_back_new(repository: Repository, folder: Path, *, is_new: bool) -> None:
    if is_new and repository.tip() is None:
        _take_back(folder)


def _take_back(folder: Path) -> None:
    """Leave no trace, unless something arrived already: then the next try goes on."""
    if {one.name for one in folder.iterdir()} <= {".git", "local"}:
        shutil.rmtree(folder / ".git", ignore_errors=True)
        shutil.rmtree(folder / "local", ignore_errors=True)
        folder.rmdir()


def _joined(
    repository: Repository,
    folder: Path,
    url: str,
    *,
    asks: bool,
    tell: Callable[[str], None] | None,
) -> Joined:
    remote = Remote(repository, url, asks=asks, tell=tell)
    heads = remote.heads()
    shown = address.shown(url)
    ref = main_of(heads) if heads.tips else ""
    tip = remote.fetch(ref) if ref else None
    if tip is None:
        raise NothingThere(
            f"Nothing has been shared at {shown} yet.",
            f"Share the journal from the computer that has it: plc sync --with {shown}",
        )
    revisions = Revisions(repository)
    held = revisions.blobs(tip, (layout.SETTINGS,))
    if is_newer(held):
        raise NewerJournal
    if not held:
        raise NothingThere(
            f"What is shared at {shown} is no journal of plc.",
            "Check the address with whoever told you.",
        )
    _stand_on(repository, ref)
    connect(repository, url, ref)
    drafts.make_folder(folder)
    with lock.held(repository.place.notes) as descriptor:
        mine = Repository(repository.place, (descriptor,))
        receiving.prepare(mine)
        arrived = arrive(mine, folder, None, tip)
        receiving.receive(mine, folder, arrived.arrival, "Join the journal")
    remote.note_seen(ref, tip)
    return _told(folder, shown, revisions, tip, arrived.spread.out)


def _stand_on(repository: Repository, ref: str) -> None:
    """Let the new, empty history be on the branch of the shared one."""
    if repository.tip() is None and repository.branch() != ref:
        repository.stand_on(ref)


def _told(
    folder: Path,
    shown: str,
    revisions: Revisions,
    tip: str,
    out: tuple[tuple[str, str], ...],
) -> Joined:
    from plcjournal.workspace import Workspace

    journal = Workspace(folder).look().journal
    people = dict.fromkeys(commit.author.name for commit in revisions.walk(tip))
    return Joined(
        str(folder),
        shown,
        journal.settings.name,
        len(journal.cycles),
        tuple(people),
        out,
        tip,
    )
