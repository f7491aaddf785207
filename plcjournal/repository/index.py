"""Hides git's index: the person's own, of which we touch our entries, and ours."""

import os
import shutil
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from plcjournal import disk
from plcjournal.repository.command import Git
from plcjournal.repository.notes import Entry
from plcjournal.repository.place import Place

# Our own index is thrown away: not flushed, not split, complete.
_OURS = (
    *("-c", "core.fsync=all,-index"),
    *("-c", "core.splitIndex=false"),
    *("-c", "core.untrackedCache=false"),
    *("-c", "index.sparse=false"),
)
_EDIT = ("update-index", "-z", "--index-info")
_FEW = 50  # folders


class Index(NamedTuple):
    """The index of one work tree.

    Every command about it runs in an empty folder that it takes for the work tree, so
    that none looks at a person's files, let alone runs a filter over them.
    """

    place: Place
    inherit: tuple[int, ...] = ()

    @property
    def file(self) -> Path:
        """The person's index."""
        return self.place.git_dir / "index"

    @property
    def lock(self) -> Path:
        """The file that git programs make to say the index is theirs."""
        return self.place.git_dir / "index.lock"

    def run(self, *words: str, stdin: bytes = b"", **variables: str) -> bytes:
        """Run a git command on this history, away from the person's files."""
        return self.git(*words, stdin=stdin, env=self.env(**variables))

    @property
    def git(self) -> Git:
        """Git in the empty folder."""
        return Git(self._nothing, self.inherit)

    def env(self, **more: str) -> dict[str, str]:
        """Answer the environment that says which history is meant."""
        return {
            "GIT_DIR": str(self.place.git_dir),
            "GIT_WORK_TREE": str(self._nothing),
            **more,
        }

    @property
    def _nothing(self) -> Path:
        return self.place.notes / "nothing"

    def prepare(self) -> None:
        """Make the folders that writing needs."""
        disk.make_folder(self._nothing)

    def entries(self, *folders: str) -> dict[str, tuple[str, str]]:
        """Answer what is staged, in some folders or all: mode and id by path."""
        staged = {}
        question = ("--literal-pathspecs", "ls-files", "--stage", "-z", "--full-name")
        # Git compares every path with every folder: of many, all is quicker.
        few = folders if len(folders) <= _FEW else ()
        rows = self.run(*question, "--", *few).split(b"\0")[:-1]
        if folders and not few:
            names = [row.partition(b"\t")[2] for row in rows]  # as git sorts them
            starts = [os.fsencode(folder) for folder in folders]
            ends = [(bisect_left(names, f + b"/"), f + b"0") for f in starts]
            spans = [(start, bisect_left(names, end, start)) for start, end in ends]
            rows = [row for start, end in spans for row in rows[start:end]]
        for row in rows:
            words, _, path = os.fsdecode(row).partition("\t")
            mode, blob, _ = words.split()
            staged[path] = (mode, blob)
        return staged

    def around(self, paths: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Answer what is staged in the folders of some paths, or further out.

        Where nothing is staged in a folder, one further out says whether a file stands
        in its place.
        """
        folders = {str(PurePosixPath(path).parent) for path in paths}
        while True:
            if "." in folders:
                return self.entries()
            staged = self.entries(*sorted(folders))
            empty = folders - {one for path in staged for one in folders_of(path)}
            if not empty:
                return staged
            folders = (folders - empty) | {str(PurePosixPath(e).parent) for e in empty}

    def edit(self, entries: Iterable[Entry], digits: int) -> None:
        """Change some entries of the person's index and nothing else in it.

        The caller holds `lock`. The index keeps its time: a file not older than the
        index is compared by content, so a younger index would hide somebody's edits.
        """
        copy = self.file.with_name("index.plc")
        times = None
        if self.file.exists():
            stat = self.file.stat()
            times = (stat.st_atime_ns, stat.st_mtime_ns)
            shutil.copy2(self.file, copy)
        changes = tuple(entries)
        info = _index_info(changes, digits)
        self.run(*_EDIT, stdin=info, GIT_INDEX_FILE=str(copy))
        # In the same step: a file that is missing for no reason is one to take away.
        out = "".join(f"{one.path}\0" for one in changes if one.left_out)
        if out:
            words = ("update-index", "--skip-worktree", "-z", "--stdin")
            self.run(*words, stdin=os.fsencode(out), GIT_INDEX_FILE=str(copy))
        if times:
            os.utime(copy, ns=times)
        disk.replace(copy, self.file)
        disk.flush_folder(self.file.parent)

    def left_out(self) -> frozenset[str]:
        """Answer the paths that shall not be in the folder."""
        return frozenset(self.names()[1])

    def names(self) -> tuple[list[str], list[str]]:
        """Answer the paths that shall be in the folder, and those that shall not."""
        rows = os.fsdecode(self.run("ls-files", "-t", "-z")).split("\0")[:-1]
        out = [row[2:] for row in rows if row.startswith("S ")]
        return [row[2:] for row in rows if not row.startswith("S ")], out

    def fill(self, tip: str) -> None:
        """Make the person's index say what a commit says."""
        copy = self.file.with_name("index.plc")
        self.run("read-tree", tip, GIT_INDEX_FILE=str(copy))
        disk.replace(copy, self.file)
        disk.flush_folder(self.file.parent)

    def tree(self, tip: str | None, entries: Iterable[Entry], digits: int) -> str:
        """Store the tree of a commit with some entries changed; answer its id."""
        ours = self.place.notes / "tree-index"
        self._forget(ours)
        if tip is not None:
            self.run(*_OURS, "read-tree", tip, GIT_INDEX_FILE=str(ours))
        info = _index_info(entries, digits)
        self.run(*_OURS, *_EDIT, stdin=info, GIT_INDEX_FILE=str(ours))
        made = self.run(*_OURS, "write-tree", GIT_INDEX_FILE=str(ours))
        self._forget(ours)
        return made.decode().strip()

    def forget_copies(self) -> None:
        """Remove what a plc that died was still working on."""
        self._forget(self.file.with_name("index.plc"))
        self._forget(self.place.notes / "tree-index")

    @staticmethod
    def _forget(file: Path) -> None:
        for one in (file, file.with_name(f"{file.name}.lock")):
            one.unlink(missing_ok=True)


def folders_of(path: str) -> list[str]:
    """Answer every folder that a path lies in."""
    return [path[:at] for at, letter in enumerate(path) if letter == "/"]


def _index_info(entries: Iterable[Entry], digits: int) -> bytes:
    """Answer the changes as git reads them, removals first: they make room."""
    return b"".join(
        os.fsencode(
            f"{one.mode} {one.blob}\t{one.path}\0"
            if one.blob
            else f"0 {'0' * digits}\t{one.path}\0"
        )
        for one in sorted(entries, key=lambda entry: entry.blob is not None)
    )
