"""Hides the notes plc leaves itself: what it was about to do, what is still to do."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from plcjournal import disk

_ID = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_REF = re.compile(r"refs/[^\x00-\x20\x7f]+")
_GIT_DIR = re.compile(r"\.|worktrees/[^/.][^/]*")
_MODE = re.compile(r"100(644|755)|120000|160000")  # files, links, repositories inside


class Entry(NamedTuple):
    """A file as history has it: path from the top, mode, content id (None: gone).

    What is left out is in the history and shall not be in the folder.
    """

    path: str
    mode: str
    blob: str | None
    left_out: bool = False


class Intent(NamedTuple):
    """A branch that is about to move, and the entries of the index that go with it.

    `git_dir` is relative to the common folder, so that a copied repository can still
    finish; `staged` is what stood in the index at our paths.
    """

    ref: str
    old: str | None
    new: str
    git_dir: str
    entries: tuple[Entry, ...]
    staged: Mapping[str, str | None]


class Pending(NamedTuple):
    """Words on disk that are not yet in history: path from the top, digest, subject."""

    path: str
    digest: str | None
    subject: str


def intent_file(notes: Path) -> Path:
    """Answer where the intent stands while there is one."""
    return notes / "intent"


def write_intent(notes: Path, intent: Intent) -> None:
    """Note durably what is about to happen."""
    entries = [entry._asdict() for entry in intent.entries]
    noted = {**intent._asdict(), "entries": entries}
    disk.put(intent_file(notes), json.dumps(noted).encode())


def read_intent(notes: Path) -> Intent | None:
    """Answer the noted intent; None where there is none that can be trusted.

    The note may come with a folder that somebody else made.
    """
    noted = _json(intent_file(notes))
    if not isinstance(noted, dict):
        return None
    try:
        entries = tuple(Entry(**entry) for entry in noted.pop("entries"))
        intent = Intent(**noted, entries=entries)
        is_sound = (
            _REF.fullmatch(intent.ref)
            and ".." not in intent.ref
            and _GIT_DIR.fullmatch(intent.git_dir)
            and _ID.fullmatch(intent.new)
            and (intent.old is None or _ID.fullmatch(intent.old))
            and all(_is_sound(entry) for entry in entries)
            and isinstance(intent.staged, dict)
        )
    except (KeyError, TypeError):
        return None
    return intent if is_sound else None


def _is_sound(entry: Entry) -> bool:
    is_known = entry.blob is None or _ID.fullmatch(entry.blob)
    return bool(is_known and _MODE.fullmatch(entry.mode) and "\0" not in entry.path)


def write_pending(notes: Path, pending: Sequence[Pending]) -> None:
    """Note what still has to reach history; nothing left removes the note."""
    file = notes / "pending"
    if pending:
        disk.make_folder(notes)
        disk.put(file, json.dumps([one._asdict() for one in pending]).encode())
    else:
        file.unlink(missing_ok=True)


def read_pending(notes: Path) -> tuple[Pending, ...]:
    """Answer what still has to reach history."""
    noted = _json(notes / "pending")
    try:
        return tuple(Pending(**one) for one in noted) if isinstance(noted, list) else ()
    except TypeError:
        return ()


def _json(file: Path) -> object:
    try:
        noted: object = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return None
    return noted
