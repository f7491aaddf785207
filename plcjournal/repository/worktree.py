"""Hides how the folder is compared with history: by content, running nobody's code.

`git status` and `git diff` would start file system monitors and filters that the
folder's own settings name, and refresh the index; this only reads. Where the settings
name none, git tells by the times of files which are worth reading (`suspects`).
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from plcjournal import disk, store
from plcjournal.repository import content, standing
from plcjournal.repository.command import Git, GitFailed
from plcjournal.repository.place import Place
from plcjournal.store import Unreadable

_PLAIN_FILE = re.compile(rb"H 100(?:644|755) [0-9a-f]+ 0\t[^\0]+\0")
_MANY = 100


def suspects(git: Git, place: Place, prefix: str) -> tuple[str, ...] | None:
    """Answer the files under a folder that may differ from history, from the top.

    None where every file has to be read: git would run something for an answer, or
    look past what it was told to, or what is no ordinary file; or much has changed.
    """
    found = standing.all_differing(place, prefix)
    if found is None or len(found) > _MANY:
        return None
    under = ("--full-name", "--", prefix or ".")
    listed = git.attempt("--literal-pathspecs", "ls-files", "-s", "-v", "-z", *under)
    if listed.code or _PLAIN_FILE.sub(b"", listed.out):
        return None
    return tuple(prefix + one for one in found if not one.endswith("/"))


def holding(git: Git, words: Sequence[str], paths: Sequence[str]) -> tuple[str, ...]:
    """Answer the files at or under some paths in whose bytes one of some words is."""
    either = (part for word in words for part in ("-e", word))
    ended = git.attempt(
        *("--literal-pathspecs", "grep", "--no-index", "-l", "-z", "-a", "-F"),
        *("--no-color", "--no-textconv", *either, "--", *paths),
    )
    if ended.code not in {0, 1}:
        raise GitFailed("grep", ended.error)
    return tuple(filter(None, os.fsdecode(ended.out).split("\0")))


def present(git: Git, top: Path, prefix: str) -> tuple[set[str], set[str]]:
    """Answer the files under a folder, from the top, and those meant to be absent.

    Files that somebody asked to ignore are not among them.
    """
    out = git(
        *("--literal-pathspecs", "ls-files", "-t", "-z", "--cached", "--others"),
        *("--exclude-standard", "--full-name", "--", prefix or "."),
    )
    rows = [os.fsdecode(one) for one in out.split(b"\0") if one]
    meant = {row[2:] for row in rows if row.startswith("S ")}
    # What is there all the same is somebody's, and counts as anything else.
    left_out = {path for path in meant if not os.path.lexists(top / path)}
    # A name that ends in a slash is somebody's repository inside.
    paths = {row[2:] for row in rows if not row.endswith("/")}
    return paths - left_out, left_out


def differing(
    top: Path, recorded: Mapping[str, str], paths: Iterable[str]
) -> tuple[str, ...]:
    """Answer the paths whose bytes are not those that history holds, sorted."""
    return tuple(
        sorted(
            path
            for path in {*recorded, *paths}
            if not path.rpartition("/")[2].startswith(disk.TEMPORARY)
            and not _is_same(top, path, recorded.get(content.recorded_path(path)))
        )
    )


def _is_same(top: Path, path: str, blob: str | None) -> bool:
    try:
        data = store.read_whole(top, path)
    except (Unreadable, store.UnsafePath):
        return False
    if data is None or blob is None:
        return data is None and blob is None
    if content.blob_id(data, digits=len(blob)) == blob:
        return True
    # Somebody's git may have put the line ends of their system into the folder.
    plain = data.replace(b"\r\n", b"\n")
    return plain != data and content.blob_id(plain, digits=len(blob)) == blob
