"""Lets git itself put records together field by field, for those who use plain git.

What tells git to do so stays in this one folder: a line in a file that is not shared,
and two settings. What colleagues have is never touched.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from plcjournal import disk
from plcjournal.doctor.check import FIX, Patient, attention, good
from plcjournal.doctor.lines import added, doubled, lines_of, once, without
from plcjournal.doctor.own_settings import listed
from plcjournal.driver import DRIVER, NAME
from plcjournal.errors import Exit, PlcError
from plcjournal.repository import lock
from plcjournal.repository.own_settings import drop
from plcjournal.workspace import Changed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plcjournal.doctor.check import Check
    from plcjournal.workspace import Workspace

ON, OFF = "plc doctor --git-merge on", "plc doctor --git-merge off"
_KEYS = {"merge.plc.name": NAME, "merge.plc.driver": DRIVER}
_PATTERNS = (
    "plc.yaml",
    "cycles/*/*/*.yaml",
    "teams/*.yaml",
    "meetings/*.yaml",
    "models/*.yaml",
)
_VALUE = " merge=plc"


class NoHistory(PlcError):
    """There is no history yet whose versions could be put together."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The journal in {folder} has no history yet; nothing was changed.",
            "Begin one: plc init",
        )


class Occupied(PlcError):
    """Another program holds the folder's settings."""

    exit_code = Exit.BUSY

    def __init__(self, command: str) -> None:
        super().__init__(
            "Another program is changing the settings of this folder; nothing was"
            " changed.",
            f"Wait a moment, then type again: {command}",
        )


def switch_on(workspace: Workspace) -> Changed:
    """Set up what lets git put records together field by field."""
    patient = _patient(workspace)
    own = listed(patient)
    try:
        for key, value in _KEYS.items():
            if [told for name, told in own if name == key] != [value]:
                patient.repository.set_setting(key, value)
    except lock.InUse as error:
        raise Occupied(ON) from error
    ours = _lines(patient)
    before = _read(patient)
    _write(patient, before, added(once(before or b"", ours), ours))
    notes = ["To take it back: " + OFF]
    if shutil.which("plc") is None:
        notes.append(_UNFOUND)
    sentence = "From now on git puts records of this journal together field by field"
    return Changed(sentence, saved=False, notes=tuple(notes))


def switch_off(workspace: Workspace) -> Changed:
    """Take away what `switch_on` added, and nothing else."""
    patient = _patient(workspace)
    before = _read(patient)
    if before is not None:
        _write(patient, before, without(before, _lines(patient)))
    notes: list[str] = []
    own = listed(patient)
    ours = [key for key, value in _KEYS.items() if (key, value) in own]
    others = [key for key, value in own if key in _KEYS and value != _KEYS[key]]
    if _all_lines(patient):
        notes.append("The settings stay: other lines for git still name them.")
    elif others:
        notes.append(f"Left as it is, because somebody changed it: {others[0]}")
    elif ours:
        try:
            drop(patient.place, ours)
        except lock.InUse as error:
            raise Occupied(OFF) from error
    sentence = "From now on git puts records together line by line, as any other file"
    return Changed(sentence, saved=False, notes=tuple(notes))


_UNFOUND = (
    "The program git does not find plc here; until it does, it puts records together"
    " line by line."
)


def whole(patient: Patient) -> Iterator[Check]:
    """Tell whether all of it is there, where it was switched on at all."""
    driver = patient.repository.setting("merge.plc.driver")
    ours = _lines(patient)
    data = _read(patient) or b""
    there = [one for one in ours if one in lines_of(data)]
    shared = _shared(patient)
    found = [
        *_about_lines(patient, shared, twice=bool(doubled(data, ours))),
        *_about_driver(driver, is_named=bool(there or shared)),
    ]
    if driver and len(there) != len(ours):
        which = "only some records" if there else "no records yet"
        sentence = f"Where git puts versions together, {which} go through plc."
        found.append(attention("git-merge", sentence, ON))
    elif driver and not found and not _is_effective(patient):
        found.append(
            attention(
                "git-merge",
                "Another line tells git something else about records than plc's.",
                "Look for merge= in .git/info/attributes",
            )
        )
    if driver and not found:
        found.append(good("git-merge", "git puts records together field by field."))
    yield from found


def _about_lines(
    patient: Patient, shared: tuple[str, ...], *, twice: bool
) -> Iterator[Check]:
    if twice:
        file = patient.shown(_file(patient))
        sentence = f"Lines of plc stand twice in {file}."
        yield attention("git-merge", sentence, FIX)
    if shared:
        yield attention(
            "git-merge",
            ".gitattributes, which colleagues receive, tells git to ask plc; where plc"
            " was not set up for that, git takes no notice.",
            f"Take the line out of .gitattributes; for this computer: {ON}",
            shared,
        )


def _about_driver(driver: str | None, *, is_named: bool) -> Iterator[Check]:
    if driver is None and is_named:
        yield attention(
            "git-merge",
            "Lines tell git to ask plc when it puts records together, but not how; it"
            " puts them together line by line.",
            f"{ON} (or off)",
        )
    elif driver is not None and driver != DRIVER:
        yield attention(
            "git-merge",
            "Somebody set up another way for git to ask plc than plc does; where it"
            " fails, git would show only one of two versions.",
            ON,
        )
    if driver is not None and shutil.which("plc") is None:
        yield attention(
            "git-merge", _UNFOUND, "Put plc where the terminal finds programs"
        )


def without_doubles(patient: Patient) -> Iterator[str]:
    """Take away our lines that stand there twice."""
    before = _read(patient)
    if before is None:
        return
    after = once(before, _lines(patient))
    if after != before:
        _write(patient, before, after)
        yield f"{patient.shown(_file(patient))} has each line of plc once"


def _patient(workspace: Workspace) -> Patient:
    if workspace.place is None:
        raise NoHistory(workspace.folder)
    return Patient(workspace, workspace.place)


def _lines(patient: Patient) -> tuple[bytes, ...]:
    start = f"/{_escaped(patient.prefix)}"
    patterns = (_quoted(start + pattern) for pattern in _PATTERNS)
    return tuple(os.fsencode(pattern + _VALUE) for pattern in patterns)


def _escaped(text: str) -> str:
    """Answer a folder's name as a pattern that fits it alone."""
    return "".join(f"\\{c}" if c in r"\*?[" else c for c in text)


def _quoted(pattern: str) -> str:
    """Answer a pattern as a line of attributes can hold it."""
    if not any(c.isspace() or c in '"\\' for c in pattern):
        return pattern
    marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(marks.get(c, c) for c in pattern) + '"'


def _file(patient: Patient) -> Path:
    return patient.place.common_dir / "info" / "attributes"


def _read(patient: Patient) -> bytes | None:
    try:
        return _file(patient).read_bytes()
    except FileNotFoundError:
        return None


def _write(patient: Patient, before: bytes | None, after: bytes) -> None:
    """Replace the file of lines at once; one that holds nothing goes."""
    file = _file(patient)
    if after == (before or b""):
        return
    with lock.held(patient.place.notes):
        if not after:
            disk.remove(file)
            return
        disk.make_folder(file.parent)
        mode = file.stat().st_mode & 0o777 if before is not None else None
        disk.put(file, after, mode)


def _all_lines(patient: Patient) -> tuple[bytes, ...]:
    ending = _VALUE.encode()
    lines = lines_of(_read(patient) or b"")
    return tuple(one for one in lines if one.endswith(ending))


def _shared(patient: Patient) -> tuple[str, ...]:
    """Answer the lines that name plc in files that colleagues receive."""
    found = []
    for folder in {patient.place.top, patient.folder}:
        file = folder / ".gitattributes"
        data = file.read_bytes() if file.is_file() else b""
        found += [
            f"{patient.shown(file)}: {os.fsdecode(line)}"
            for line in lines_of(data)
            if _VALUE.strip().encode() in line.split()
        ]
    return tuple(found)


def _is_effective(patient: Patient) -> bool:
    paths = [patient.prefix + one.replace("*", "any") for one in _PATTERNS]
    out = patient.git("check-attr", "-z", "merge", "--", *paths)
    return set(out.split(b"\0")[2::3]) == {b"plc"}
