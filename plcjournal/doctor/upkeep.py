"""Looks at the lines that tell git how to treat a journal's files."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from plcjournal import beginning, drafts, store
from plcjournal.core.journal import Journal
from plcjournal.core.settings import Settings
from plcjournal.doctor.check import FIX, attention, broken, good, some
from plcjournal.doctor.lines import added, doubled, lines_of, once

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from plcjournal.doctor.check import Check, Patient

_HERE = drafts.FOLDER
# What git does with a record as far as nobody says otherwise, by attribute.
_PLAIN = {
    "merge": {"unspecified", "set", "text", "plc"},
    "filter": {"unspecified", "unset"},
    "working-tree-encoding": {"unspecified", "unset"},
}


@cache
def _ours() -> Mapping[str, tuple[bytes, ...]]:
    """Answer the lines that every journal begins with, by file."""
    files = beginning.new_files(Journal(settings=Settings()))
    return {
        name: lines_of(data) for name, data in files.items() if name.startswith(".git")
    }


def lines(patient: Patient) -> Iterator[Check]:
    """Tell whether git knows how to treat the journal's files."""
    missing, twice = [], []
    for name, ours in _ours().items():
        data = store.read(patient.folder, name) or b""
        there = lines_of(data)
        missing += [f"{name}: {one.decode()}" for one in ours if one not in there]
        twice += [f"{name}: {one.decode()}" for one in doubled(data, ours)]
    if missing:
        yield attention(
            "lines",
            "Lines are missing that tell git how to treat the journal's files.",
            FIX,
            missing,
        )
    if twice:
        yield attention("lines", "Lines for git stand there twice.", FIX, twice)
    if not missing and not twice:
        yield good("lines", "Git is told how to treat the journal's files.")


def put_back(patient: Patient) -> Iterator[str]:
    """Add our lines where they are missing, take away those that stand there twice."""
    for name, ours in _ours().items():
        before = store.read(patient.folder, name)
        data = added(once(before or b"", ours), ours)
        if data != (before or b""):
            store.write(patient.folder, name, data, before)
            yield f"{name} tells git again how to treat the journal's files"


def local(patient: Patient) -> Iterator[Check]:
    """Tell whether what shall stay on this computer does."""
    here = f"{patient.prefix}{_HERE}/"
    names = [n for n in _recorded(patient, here) if n != f"{here}.gitignore"]
    if names:
        yield broken(
            "local",
            "Files that should never leave this computer are in the journal's history:"
            " names in them go to everybody it is shared with.",
            f"git rm -r --cached {here} && git commit -m 'Keep {_HERE} on this"
            " computer'",
            (*some(names), "What was shared already stays in the shared history."),
        )
        return
    words = ("check-ignore", "-q", "--no-index", "--", f"{here}names.txt")
    if patient.git.attempt(*words).code:
        is_listed = f"{_HERE}/".encode() in lines_of(_ignored(patient))
        yield broken(
            "local",
            "The folder local, with names that must not leave this computer, could be"
            " saved with the journal.",
            "Take out of .gitignore what brings it back" if is_listed else FIX,
        )
    elif _was_recorded(patient, here):
        yield attention(
            "local",
            "Files of the folder local were in the journal's history once, and can"
            " still be read there.",
            f"git log --stat -- {here}",
        )
    else:
        yield good("local", "What lies in the folder local stays on this computer.")


def _recorded(patient: Patient, here: str) -> tuple[str, ...]:
    out = patient.git("--literal-pathspecs", "ls-files", "-z", "--", here)
    staged = {name for name in out.decode("utf-8", "replace").split("\0") if name}
    saved = patient.repository.listing(patient.tip, here) if patient.tip else {}
    return tuple(sorted(staged | {here + name for name in saved}))


def _ignored(patient: Patient) -> bytes:
    return store.read(patient.folder, ".gitignore") or b""


def _was_recorded(patient: Patient, here: str) -> bool:
    out = patient.git(
        *("--literal-pathspecs", "log", "--all", "--format=", "--name-only", "-z"),
        *("--no-ext-diff", "--no-renames", "--", here),
    )
    names = {name.strip() for name in out.decode("utf-8", "replace").split("\0")}
    return bool(names - {"", f"{here}.gitignore"})


def effects(patient: Patient) -> Iterator[Check]:
    """Tell what lines of others make git do with records."""
    path = f"{patient.prefix}plc.yaml"
    cycle = f"{patient.prefix}cycles/team/2000-01-cycle/action.yaml"
    out = patient.git("check-attr", "-z", *_PLAIN, "--", path, cycle)
    told = out.decode("utf-8", "replace").split("\0")
    found = dict.fromkeys(
        f"{name}={value}"
        for name, value in zip(told[1::3], told[2::3], strict=False)
        if value not in _PLAIN[name]
    )
    if found:
        yield attention(
            "effects",
            "Somebody's lines make git treat records in another way than plc does;"
            " words of two people could be mixed without a sign.",
            "Take them out of .gitattributes and .git/info/attributes",
            [*found],
        )
