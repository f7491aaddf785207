"""Looks at the history: whole, undamaged, with names that every computer can hold."""

from __future__ import annotations

import os
import unicodedata
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from plcjournal import store
from plcjournal.core import layout
from plcjournal.core.amounts import how_many
from plcjournal.doctor.check import attention, broken, good, some
from plcjournal.repository.command import GitFailed
from plcjournal.repository.revisions import Revisions, trailer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plcjournal.doctor.check import Check, Patient

# Git is no quicker with the ten times as much that it takes where nobody says so.
_LITTLE_MEMORY = ("-c", "core.deltaBaseCacheLimit=8m")
_SECONDS = 20
_RECORDS = ("cycles", "teams", "meetings", "models", layout.SETTINGS)


def depth(patient: Patient) -> Iterator[Check]:
    """Tell whether the history is here from its beginning."""
    if not Revisions(patient.repository).is_shallow():
        yield good("depth", "The history is here from its beginning.")
        return
    yield attention(
        "depth",
        "Only the newest part of the history is here: what came before is not shown.",
        "git fetch --unshallow",
    )


def outside(patient: Patient) -> Iterator[Check]:
    """Tell how many changes to records were saved by another program than plc."""
    if patient.tip is None:
        return
    paths = [patient.prefix + one for one in _RECORDS]
    walked = Revisions(patient.repository).walk(patient.tip, paths=paths, merges=False)
    others = [one for one in walked if not trailer(one, "Plc-Action")]
    if not others:
        yield good("outside", "Every change to a record was saved by plc.")
        return
    since = min(one.when for one in others).date().isoformat()
    yield good(
        "outside",
        f"Saved without plc since {since}: {how_many(len(others), 'change')} to"
        " records; plc validate checks them like all others.",
    )


def damage(patient: Patient) -> Iterator[Check]:
    """Tell whether everything the history needs is here."""
    lost = _empty(patient)
    try:
        ended = patient.git.attempt(
            *_LITTLE_MEMORY,
            *("fsck", "--connectivity-only", "--no-dangling", "--no-progress"),
            seconds=_SECONDS,
        )
    except GitFailed:
        yield attention(
            "damage",
            f"The history is too long to look through in {_SECONDS} seconds.",
            "git fsck",
        )
        return
    told = [*ended.error.splitlines(), *os.fsdecode(ended.out).splitlines()]
    if not ended.code and not lost:
        yield good("damage", "The history is whole.")
        return
    url = patient.repository.setting("remote.origin.url")
    anew = f"{patient.place.top.name}-new"
    mend = "Copy the whole folder elsewhere first; then ask whoever looks after plc"
    if url:
        mend = (
            f"In the folder above: plc join {url} {anew}; then copy into it the records"
            " you changed since you last shared"
        )
    yield broken(
        "damage",
        "Part of the history on this computer is damaged. The files in the folder"
        " are not touched by that.",
        mend,
        some([*told, *lost]),
    )


def _empty(patient: Patient) -> list[str]:
    """Answer the contents that a power cut left empty: git looks only when asked."""
    store_of_all = patient.place.common_dir / "objects"
    loose = store_of_all.glob("[0-9a-f][0-9a-f]/*")
    return [f"empty: {patient.shown(one)}" for one in loose if not one.stat().st_size]


def names(patient: Patient) -> Iterator[Check]:
    """Tell which names in the history some computers cannot hold."""
    if patient.tip is None:
        return
    entries = _entries(patient)
    clashes = sorted(_clashing(entries))
    if clashes:
        yield attention(
            "names",
            "Names that differ only in capitals or accents: many computers can hold"
            " only one of each.",
            "Give one of each another name, then: plc save",
            some(clashes),
        )
    unsafe = sorted(path for path in entries if not _is_safe(patient, path))
    if unsafe:
        yield attention(
            "names",
            f"{how_many(len(unsafe), 'name')} that some computers cannot hold.",
            "Give them names of letters, digits and hyphens, then: plc save",
            some(unsafe),
        )
    links = sorted(path for path, mode in entries.items() if not _is_file(mode))
    if links:
        yield attention(
            "names",
            f"{how_many(len(links), 'name')} that stand for another place, not for a"
            " file: colleagues do not have what is there.",
            "Put ordinary files in their place, then: plc save",
            some(links),
        )
    if not clashes and not unsafe and not links:
        yield good("names", "Every computer can hold the names of all files.")


def _entries(patient: Patient) -> dict[str, str]:
    """Answer the mode of everything the last saved change holds, by path."""
    start = ("--", patient.prefix) if patient.prefix else ()
    words = ("ls-tree", "-r", "-z", "--full-tree", str(patient.tip), *start)
    rows = patient.git("--literal-pathspecs", *words).split(b"\0")
    found = {}
    for row in filter(None, rows):
        told, _, path = os.fsdecode(row).partition("\t")
        found[path.removeprefix(patient.prefix)] = told.split()[0]
    return found


def _clashing(paths: Iterable[str]) -> Iterator[str]:
    """Yield what some computers take for the same name: files, or their folders."""
    alike: dict[str, set[str]] = defaultdict(set)
    for path in paths:
        for one in (PurePosixPath(path), *PurePosixPath(path).parents):
            name = unicodedata.normalize("NFC", str(one)).casefold()
            alike[name].add(str(one))
    for several in alike.values():
        if len(several) > 1:
            yield " and ".join(sorted(several))


def _is_safe(patient: Patient, path: str) -> bool:
    try:
        store.check(patient.folder, path)
    except store.UnsafePath:
        return False
    return True


def _is_file(mode: str) -> bool:
    return mode.startswith("100")
