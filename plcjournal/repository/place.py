"""Hides where a folder's history lies; finds it without starting or loading git."""

import re
from pathlib import Path
from typing import NamedTuple

_POINTER = b"gitdir: "
_REF = b"ref: "
_ID = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_LONGEST = 4096
_UNDERWAY = (
    ("MERGE_HEAD", "merge"),
    ("rebase-merge", "rebase"),
    ("rebase-apply", "rebase"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
    ("BISECT_LOG", "bisect"),
    ("plcjournal/purging", "purge"),
)


class Place(NamedTuple):
    """A work tree, its own git folder, and the one it may share with others."""

    top: Path
    git_dir: Path
    common_dir: Path

    @property
    def notes(self) -> Path:
        """The folder of our lock and intent: one for everybody on this history."""
        return self.common_dir / "plcjournal"

    def prefix_of(self, folder: Path) -> str:
        """Answer where a folder lies inside its history: '' or `folder/`."""
        inside = folder.resolve()
        if self.top == inside:
            return ""
        return f"{inside.relative_to(self.top).as_posix()}/"

    @property
    def was_interrupted(self) -> bool:
        """Whether a save may have been cut off: something of one stands in the way."""
        notes = (self.notes / "intent", self.notes / "seen")
        files = (*notes, self.git_dir / "index.lock")
        return any(file.exists() for file in files)

    @property
    def in_progress(self) -> str | None:
        """What somebody started in the folder and has not finished."""
        for name, what in _UNDERWAY:
            if (self.git_dir / name).exists():
                return what
        return None

    @property
    def tip(self) -> str | None:
        """The newest saved state as the files of history name it, None where unsure."""
        words = _first_line(self.git_dir / "HEAD") or b""
        if words.startswith(_REF):
            name = words.removeprefix(_REF)
            ref = self.common_dir / name.decode("utf-8", "replace")
            words = _first_line(ref) or _packed(self.common_dir, name)
        return words.decode("ascii") if _ID.fullmatch(words) else None

    @property
    def own_notes(self) -> Path:
        """The folder of notes about this work tree only."""
        return self.git_dir / "plcjournal"


def find(folder: Path) -> Place | None:
    """Find the history that a folder is recorded in, walking up."""
    start = folder.resolve()
    for top in (start, *start.parents):
        git_dir = _git_dir(top / ".git")
        if git_dir is not None:
            return Place(top, git_dir, _common_dir(git_dir))
    return None


def _git_dir(dot_git: Path) -> Path | None:
    if dot_git.is_dir():
        return dot_git if (dot_git / "HEAD").exists() else None
    words = _first_line(dot_git)
    if words is None or not words.startswith(_POINTER):
        return None
    named = dot_git.parent / words.removeprefix(_POINTER).decode("utf-8", "replace")
    return named.resolve() if (named / "HEAD").exists() else None


def _common_dir(git_dir: Path) -> Path:
    words = _first_line(git_dir / "commondir")
    if words is None:
        return git_dir
    return (git_dir / words.decode("utf-8", "replace")).resolve()


def _first_line(file: Path) -> bytes | None:
    try:
        with file.open("rb") as opened:
            return opened.read(_LONGEST).rstrip(b"\r\n")
    except OSError:
        return None


def _packed(common_dir: Path, name: bytes) -> bytes:
    """Answer what a ref that has no file of its own points at, b'' for nothing."""
    try:
        rows = (common_dir / "packed-refs").read_bytes().splitlines()
    except OSError:
        return b""
    return next(
        (row[: -len(name) - 1] for row in rows if row.endswith(b" " + name)), b""
    )
