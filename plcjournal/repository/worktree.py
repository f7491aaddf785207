"""Hides how the folder is compared with history: by content, running nobody's code.

`git status` and `git diff` would start file system monitors and filters that the
folder's own settings name, and refresh the index; this only reads.
"""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from plcjournal import disk, store
from plcjournal.repository import content
from plcjournal.repository.command import Git
from plcjournal.store import Unreadable


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
