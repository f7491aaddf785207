"""Hides how git is asked, quickly, which files of the folder are not as recorded.

Git compares by the times of files, in threads; it would also run filters and monitors
that the journal's own settings name. Where those name any, nobody asks it: the slow
way (`worktree`) reads every file, and runs nothing.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plcjournal import disk
from plcjournal.core import layout
from plcjournal.errors import PlcError
from plcjournal.repository import place
from plcjournal.repository.command import Git, GitMissing

if TYPE_CHECKING:
    import subprocess

    from plcjournal.repository.place import Place

_RUNS_SOMETHING = re.compile(rb"(?i)filter|include|fsmonitor|sparse|worktree")
_QUESTION = (
    *("-c", "core.fileMode=false", "-c", "status.showUntrackedFiles=all"),
    *("status", "--porcelain=v2", "-z", "--branch", "--no-renames"),
    *("--no-ahead-behind", "--ignore-submodules=all", "--untracked-files=all"),
    "--ignored",
)


class Standing(NamedTuple):
    """The commit the folder stands on, '' for none, and the paths that differ."""

    tip: str
    differing: tuple[str, ...]


class Question:
    """A question to git that is answered while something else is done."""

    def __init__(self, process: subprocess.Popen[bytes], prefix: str) -> None:
        self._process = process
        self._prefix = prefix

    def answer(self) -> Standing | None:
        """Answer how the folder stands; None where git does not say."""
        with self._process as process:
            out, _ = process.communicate()
        if process.returncode:
            return None
        tip, differing = "", []
        for row in os.fsdecode(out).split("\0"):
            if row.startswith("! ") and _may_be_records(row[2:], self._prefix):
                return None
            if row.startswith("# branch.oid "):
                tip = row.removeprefix("# branch.oid ")
            elif row.startswith("? "):
                differing.append(row[2:])
            elif row.startswith("1 "):
                differing.append(row.split(" ", 8)[8])
            elif row.startswith("u "):
                differing.append(row.split(" ", 10)[10])
        kept = (
            path.removeprefix(self._prefix)
            for path in differing
            if path.startswith(self._prefix) and not _is_half_written(path)
        )
        return Standing("" if tip == "(initial)" else tip, tuple(sorted({*kept})))


_begun: dict[tuple[Place, str], Question | None] = {}


def begin() -> None:
    """Ask ahead of need about the journal that we are in, if we are in one.

    Git answers while plc is still loading; the next to `ask` gets that answer. What
    goes wrong here is told by whoever asks again.
    """
    with suppress(OSError, PlcError):
        start = Path.cwd()
        for folder in (start, *start.parents):
            if (folder / layout.SETTINGS).exists():
                where = place.find(folder)
                if where is not None and not where.was_interrupted:
                    prefix = where.prefix_of(folder)
                    _begun[where, prefix] = ask(where, prefix)
                return


def ask(where: Place, prefix: str) -> Question | None:
    """Begin to ask how the folder under a prefix stands; None where nobody may."""
    if (where, prefix) in _begun:
        return _begun.pop((where, prefix))
    if _may_run_something(where):
        return None
    only = ("--", prefix) if prefix else ()
    try:
        process = Git(where.top).start("--literal-pathspecs", *_QUESTION, *only)
    except GitMissing:
        return None
    return Question(process, prefix)


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
        if _RUNS_SOMETHING.search(said):
            return True
    return False


def _may_be_records(path: str, prefix: str) -> bool:
    """Say whether something git is told to ignore may be records all the same."""
    inside = path.removeprefix(prefix)
    return path.endswith(("/", ".yaml")) and layout.is_journal_file(inside)


def _is_half_written(path: str) -> bool:
    return path.rpartition("/")[2].startswith(disk.TEMPORARY)
