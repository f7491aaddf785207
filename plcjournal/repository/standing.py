"""Hides how git is asked, quickly, which files of the folder are not as recorded.

Git compares by the times of files, in threads; it would also run filters and monitors
that the journal's own settings name. Where those name any, nobody asks it: the slow
way (`worktree`) reads every file, and runs nothing.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plcjournal import disk
from plcjournal.core import layout
from plcjournal.errors import PlcError
from plcjournal.repository import folders, place
from plcjournal.repository.command import Git, GitMissing
from plcjournal.repository.folders import Folders

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Collection, Iterator

    from plcjournal.repository.place import Place

_RUNS_SOMETHING = (b"filter", b"include", b"fsmonitor", b"sparse", b"worktree")
_QUESTION = (
    *("--literal-pathspecs", "-c", "core.fileMode=false"),
    *("status", "--porcelain=v2", "-z", "--branch", "--no-renames"),
    *("--no-ahead-behind", "--ignore-submodules=all"),
)
_EVERYTHING = ("--untracked-files=all", "--ignored")
_RECORDED = ("--untracked-files=no",)
_MOST = 60  # folders that git is asked about one by one


class Standing(NamedTuple):
    """The commit the folder stands on, '' for none, and the paths that differ.

    They are those of the journal's files, sorted.
    """

    tip: str
    differing: tuple[str, ...]


class _Told(NamedTuple):
    """What git told: the commit, what differs from it, what of that it never saved."""

    tip: str
    differing: frozenset[str]
    loose: frozenset[str]
    ignored: frozenset[str]


class Question:
    """A question to git that is answered while something else is done.

    In a big journal it is about recorded files alone; about others git is asked only
    where folders changed.
    """

    def __init__(self, where: Place, prefix: str, *, ahead: bool = False) -> None:
        """Ask how the folder under a prefix stands; `ahead`: nothing else runs yet."""
        self._where = where
        self._prefix = prefix
        self._folders = _folders(where, prefix)
        words = _RECORDED if self._folders else _EVERYTHING
        self._process = self._start(*words, *self._about([""]))
        if self._folders and ahead:
            self._folders.look_ahead()

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        return Git(self._where.top).start(*_QUESTION, *words)

    def _about(self, paths: Collection[str]) -> tuple[str, ...]:
        """Answer the words that limit a question to some folders of the journal."""
        few = [""] if "" in paths or len(paths) > _MOST else paths
        named = [f"{self._prefix}{path}" for path in few]
        return ("--", *named) if all(named) else ()

    def answer(self) -> Standing | None:
        """Answer how the folder stands; None where git does not say."""
        told = self._told(self._process)
        if told and told.tip and self._folders:
            told = self._with_others(told, self._folders)
        if told is None or any(map(_may_be_records, told.ignored)):
            return None
        return Standing(told.tip, tuple(sorted(told.differing)))

    def _with_others(self, told: _Told, known: Folders) -> _Told | None:
        """Answer the same with the files that only a look into folders can find."""
        tip, doubtful = known.compared()
        if tip == told.tip and not doubtful:
            return told
        if tip not in ("", told.tip):
            moved = paths_between(self._where, self._prefix, tip, told.tip)
            doubtful |= known.around([""] if moved is None else moved)
        seen = known.look(doubtful)
        more = self._told(self._start(*_EVERYTHING, *self._about(doubtful)))
        if more is None or more.tip != told.tip:
            return None
        both = _Told(
            told.tip, *(a | b for a, b in zip(told[1:], more[1:], strict=True))
        )
        known.remember(seen, told.tip, both.loose | both.ignored)
        return both

    def _told(self, process: subprocess.Popen[bytes]) -> _Told | None:
        with process:
            out, _ = process.communicate()
        if process.returncode:
            return None
        tip = ""
        for row in os.fsdecode(out).split("\0"):
            if row.startswith("# branch.oid "):
                tip = row.removeprefix("# branch.oid ").replace("(initial)", "")
        rows = [
            (kind, path)
            for kind, path in _rows(out, self._prefix)
            if layout.is_journal_file(path)
        ]
        return _Told(
            tip,
            frozenset(path for kind, path in rows if kind[0] != "!"),
            frozenset(path for kind, path in rows if kind in _LOOSE or kind[0] in "?u"),
            frozenset(path for kind, path in rows if kind[0] == "!"),
        )


# How many words stand before the path in a row of each kind; what is only staged is
# as loose as what git never saw.
_FIELDS = {"? ": 1, "! ": 1, "1 ": 8, "u ": 10}
_LOOSE = ("1 A",)


def _rows(out: bytes, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield what git told of each file under a prefix: how it differs, and its path."""
    for row in os.fsdecode(out).split("\0"):
        if row[:2] in _FIELDS:
            path = row.split(" ", _FIELDS[row[:2]])[-1]
            is_whole = not path.rpartition("/")[2].startswith(disk.TEMPORARY)
            if path.startswith(prefix) and is_whole:
                yield row[:3], path.removeprefix(prefix)


def _folders(where: Place, prefix: str) -> Folders | None:
    """Answer what is known of the folders of a big journal, where that is sure."""
    with suppress(OSError):
        size = (where.git_dir / "index").stat().st_size
        if os.name == "posix" and size >= folders.BIG:
            where.own_notes.mkdir(exist_ok=True)
            if os.access(where.own_notes, os.W_OK):
                return Folders(where.top / prefix, where.own_notes)
    return None


_begun: dict[tuple[Place, str], Question | None] = {}
_begun_all: dict[tuple[Place, str], subprocess.Popen[bytes] | None] = {}


def begin(*, for_all: bool = False) -> None:
    """Ask ahead of need about the journal that we are in, if we are in one.

    Git answers while plc is still loading; the next to `ask`, or to `all_differing`
    where it is `for_all`, gets that answer. What goes wrong here is told by whoever
    asks again.
    """
    with suppress(OSError, PlcError):
        start = Path.cwd()
        for folder in (start, *start.parents):
            if (folder / layout.SETTINGS).exists():
                where = place.find(folder)
                if where is not None and not where.was_interrupted:
                    prefix = where.prefix_of(folder)
                    if for_all:
                        _begun_all[where, prefix] = _ask_for_all(where, prefix)
                    else:
                        _begun[where, prefix] = ask(where, prefix, ahead=True)
                return


def ask(where: Place, prefix: str, *, ahead: bool = False) -> Question | None:
    """Begin to ask how the folder under a prefix stands; None where nobody may."""
    if (where, prefix) in _begun:
        return _begun.pop((where, prefix))
    if _may_run_something(where):
        return None
    try:
        return Question(where, prefix, ahead=ahead)
    except GitMissing:
        return None


def all_differing(where: Place, prefix: str) -> tuple[str, ...] | None:
    """Answer every file under a prefix that differs, whether the journal's or not.

    Not what somebody asked git to ignore; a name that ends in a slash is somebody's
    repository inside. None where git does not say, or nobody may ask it.
    """
    known = (where, prefix) in _begun_all
    process = _begun_all.pop((where, prefix)) if known else _ask_for_all(where, prefix)
    if process is None:
        return None
    with process:
        out, _ = process.communicate()
    if known and f"# branch.oid {where.tip}\0".encode() not in out:
        return all_differing(where, prefix)  # something was saved since it was asked
    if process.returncode or b"# branch.oid (initial)" in out:
        return None
    return tuple(path for _, path in _rows(out, prefix))


def _ask_for_all(where: Place, prefix: str) -> subprocess.Popen[bytes] | None:
    if _may_run_something(where):
        return None
    only = ("--", prefix) if prefix else ()
    return Git(where.top).start(*_QUESTION, "--untracked-files=all", *only)


def paths_between(where: Place, prefix: str, old: str, new: str) -> list[str] | None:
    """Answer the paths in which two commits differ under a prefix, from there.

    None where one of them is not here.
    """
    ended = Git(where.top).attempt(
        *("--literal-pathspecs", "diff-tree", "-r", "-z", "--name-only"),
        *("--no-renames", "--end-of-options", old, new),
        *(("--", prefix) if prefix else ()),
    )
    if ended.code:
        return None
    paths = os.fsdecode(ended.out).split("\0")
    return [path.removeprefix(prefix) for path in paths if path]


def _may_run_something(where: Place) -> bool:
    for name in ("config", "config.worktree"):
        try:
            said = (where.common_dir / name).read_bytes()
        except FileNotFoundError:
            continue
        except OSError:
            return True
        said = said.lower()
        if any(word in said for word in _RUNS_SOMETHING):
            return True
    return False


def _may_be_records(path: str) -> bool:
    """Say whether something git is told to ignore may be records all the same."""
    return path.endswith(("/", ".yaml"))
