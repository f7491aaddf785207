"""Writes a past anew without some words or files: a program of its own.

It runs in a bare git folder and reads what to do from standard input, never from its
command line, which others on the computer could see. The work is git-filter-repo's.
"""

import base64
import json
import sys
from dataclasses import asdict, dataclass, field
from typing import Any

from plcjournal.purging.words import Words

_WAYS = (
    *("--force", "--quiet", "--partial"),
    *("--prune-empty", "never", "--prune-degenerate", "never"),
    *("--replace-refs", "update-no-add"),
)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to go, and what takes its place.

    `paths` are those that change: their new name, None where the file goes whole.
    `present` are records whose past goes: each version becomes the one of now.
    """

    words: str = ""
    is_exact: bool = False
    paths: dict[str, str | None] = field(default_factory=dict)
    present: dict[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Answer the task as it is handed over."""
        return json.dumps(asdict(self)).encode()


class _Rewriter:
    """The changes to contents and commits as they pass."""

    def __init__(self, task: Task, library: Any) -> None:
        self._words = Words(task.words, exact=task.is_exact) if task.words else None
        self._paths = {
            _bytes(old): None if new is None else _bytes(new)
            for old, new in task.paths.items()
        }
        self._present = {
            _bytes(path): base64.b64decode(data) for path, data in task.present.items()
        }
        self._ids: dict[bytes, int] = {}
        self._library = library
        self.filter: Any = None

    def blob(self, blob: Any, _more: Any) -> None:
        """Take the words out of a content."""
        if self._words is not None:
            new = self._words.replaced_in(blob.data)
            blob.data = blob.data if new is None else new

    def commit(self, commit: Any, _more: Any) -> None:
        """Take the words out of what is said of a change, and the files out of it."""
        if self._words is not None:
            commit.message = self._said(commit.message)
            for who in ("author", "committer"):
                name, address = f"{who}_name", f"{who}_email"
                setattr(commit, name, self._said(getattr(commit, name)))
                setattr(commit, address, self._named(getattr(commit, address)))
        kept = []
        for change in commit.file_changes:
            new = self._paths.get(change.filename, change.filename)
            if new is None:
                continue
            if change.type == b"M" and change.filename in self._present:
                change.blob_id = self._id_of(change.filename)
            change.filename = new
            kept.append(change)
        commit.file_changes = kept

    def _id_of(self, path: bytes) -> int:
        if path not in self._ids:
            blob = self._library.Blob(self._present[path])
            self.filter.insert(blob)
            self._ids[path] = blob.id
        return self._ids[path]

    def _said(self, text: bytes) -> bytes:
        words = self._words
        return _bytes(words.replaced(_text(text))) if words else text

    def _named(self, text: bytes) -> bytes:
        words = self._words
        return _bytes(words.replaced_in_path(_text(text))) if words else text


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def main() -> None:
    """Do the task."""
    import git_filter_repo as library  # type: ignore[import-untyped]  # noqa: PLC0415

    rewriter = _Rewriter(Task(**json.load(sys.stdin.buffer)), library)
    options = library.FilteringOptions.parse_args([*_WAYS])
    rewriter.filter = library.RepoFilter(
        options, blob_callback=rewriter.blob, commit_callback=rewriter.commit
    )
    rewriter.filter.run()


if __name__ == "__main__":
    main()
