"""Looks at the computer: git, who sits here, the disk."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal import disk
from plcjournal.core.amounts import how_many
from plcjournal.doctor.check import attention, broken, good
from plcjournal.repository import lock, objects
from plcjournal.repository.command import OLDEST, Git, GitMissing, GitTooOld
from plcjournal.who import configured

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.doctor.check import Check, Patient

_NEWEST = "Install the newest one from https://git-scm.com"
# In each series the first release in which opening somebody's journal cannot run code
# of theirs (CVE-2024-32002 and its kin); later series have had it from the start.
_SAFE_FROM = {39: 4, 40: 2, 41: 1, 42: 2, 43: 4, 44: 1, 45: 1}
_FULL, _NEARLY_FULL = 10, 200  # megabytes


def git(folder: Path) -> Iterator[Check]:
    """Tell whether git is here, and new enough."""
    try:
        version = objects.version(Git(folder))
    except GitMissing as error:
        yield broken("git", error.sentence, "Install it from https://git-scm.com")
        return
    told = ".".join(map(str, version)) or "of an unknown version"
    if version < OLDEST:
        yield broken("git", GitTooOld(version).sentence, _NEWEST)
    elif is_safe(version):
        yield good("git", f"The program git is here ({told}).")
    else:
        yield attention(
            "git",
            f"The program git is here, but this one ({told}) has known weaknesses that"
            " a stranger's journal could use.",
            _NEWEST,
        )


def is_safe(version: tuple[int, ...]) -> bool:
    """Tell whether a version of git has what was mended for security in 2024."""
    major, minor, patch = (*version, 0, 0, 0)[:3]
    if (major, minor) > (2, max(_SAFE_FROM)):
        return True
    return major == 2 and minor in _SAFE_FROM and patch >= _SAFE_FROM[minor]


def author(folder: Path) -> Iterator[Check]:
    """Tell whether somebody said who sits here."""
    who = configured(folder)
    if who is not None:
        yield good("author", f"Your changes are signed: {who.name} <{who.email}>.")
        return
    yield attention(
        "author",
        "Nobody has said yet who sits at this computer; plc asks before it saves.",
        'plc init --author "YOUR NAME OR ROLE"',
    )


def room(folder: Path) -> Iterator[Check]:
    """Tell whether the disk has room."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free >= _NEARLY_FULL:
        yield good("disk", "The disk has room.")
        return
    make = broken if free < _FULL else attention
    yield make(
        "disk",
        f"The disk is nearly full ({how_many(free, 'megabyte')} left); what is written"
        " then may not stay.",
        "Make room: move large files elsewhere, empty the bin",
    )


def keeping(patient: Patient) -> Iterator[Check]:
    """Tell whether the disk can do what keeps two programs apart."""
    notes = patient.place.notes
    try:
        disk.make_folder(notes)
        # Recovery removes folders of this name, should this be cut short.
        with tempfile.TemporaryDirectory(dir=notes, prefix="blobs-") as made:
            lacking = [*_lacking(Path(made))]
    except OSError as error:
        yield broken(
            "folder",
            f"This folder may not be written to ({error.strerror or error}).",
            "Ask whoever looks after this computer for permission to write there",
        )
        return
    if not lacking:
        yield good("folder", "The folder can be written to by one program at a time.")
        return
    yield attention(
        "folder",
        f"The disk this folder is on cannot {' or '.join(lacking)}: two programs that"
        " save at the same moment could get in each other's way.",
        "Keep the journal on this computer's own disk, and share it with: plc sync",
        ("Network drives, cloud folders and USB sticks are often like this.",),
    )


def _lacking(folder: Path) -> Iterator[str]:
    try:
        with lock.held(folder):
            if _is_free(folder):
                yield "lock files"
    except OSError:
        yield "lock files"
    try:
        os.link(folder / "lock", folder / "link")
    except OSError:
        if sys.platform != "win32":
            yield "give a file two names"


def _is_free(folder: Path) -> bool:
    try:
        with lock.held(folder, 0):
            return True
    except lock.Busy:
        return False
