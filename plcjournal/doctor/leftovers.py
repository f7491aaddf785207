"""Looks at what programs left behind that died at work: locks, half-done steps."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal import disk
from plcjournal.core.amounts import how_many
from plcjournal.doctor.check import FIX, attention, broken, good
from plcjournal.repository import lock
from plcjournal.saving import receiving, recovery, save

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plcjournal.doctor.check import Check, Patient
    from plcjournal.repository.place import Place

_STALE_AFTER = 600
_WAITING = ("cat-file", "daemon")  # helpers of editors, which hold nothing


def locks(patient: Patient) -> Iterator[Check]:
    """Tell which lock files of other programs are in the way."""
    taken = _foreign(patient.place)
    stale = _stale(patient.place, taken)
    for file in taken:
        if file in stale:
            yield broken(
                "locks",
                f"Another program died and left {patient.shown(file)} behind"
                f" ({_age(file)}); it is in the way of saving or sharing.",
                FIX,
            )
        else:
            yield attention(
                "locks",
                f"Another program is at work here ({patient.shown(file)},"
                f" {_age(file)}); plc waits for it.",
                "Close other programs that use the folder; if it stays longer than 10"
                f" minutes: {FIX}",
            )
    if not taken:
        yield good("locks", "No other program's lock is in the way.")


def set_aside(patient: Patient) -> Iterator[str]:
    """Rename the locks of programs that died; nothing is deleted."""
    place = patient.place
    if not _stale(place, _foreign(place)):
        return
    with lock.held(place.notes):
        for file in _stale(place, _foreign(place)):
            target = _aside(place, file)
            disk.make_folder(target.parent)
            file.rename(target)
            disk.flush_folder(file.parent)
            yield f"{patient.shown(file)} is now {patient.shown(target)}"


def interrupted(patient: Patient) -> Iterator[Check]:
    """Tell whether plc itself was cut off at work."""
    if receiving.noted(patient.repository):
        yield attention(
            "interrupted",
            "Receiving what colleagues shared was cut off; nothing of it or of yours"
            " is lost.",
            "plc sync",
        )
    if _is_cut_off(patient.place):
        yield attention(
            "interrupted",
            "A save was cut off before it was done; its words are safe in the folder.",
            FIX,
        )
    else:
        yield good("interrupted", "No save was cut off.")


def finish(patient: Patient) -> Iterator[str]:
    """Finish what a plc that died had begun."""
    if _is_cut_off(patient.place):
        save.recover(patient.folder)
        yield "The save that was cut off is finished"


def _is_cut_off(place: Place) -> bool:
    if not recovery.is_needed(place):
        return False
    try:
        with lock.held(place.notes, 0):
            return True
    except lock.Busy:
        return False  # it is being done right now
    except OSError:
        return True


def _foreign(place: Place) -> tuple[Path, ...]:
    folders = {place.git_dir, place.common_dir}
    found = {file for folder in folders for file in folder.glob("*.lock")}
    found |= {file for one in folders for file in (one / "refs").rglob("*.lock")}
    return tuple(
        sorted(
            file
            for file in found
            if file.is_file() and not _is_of_plc(file, place.notes)
        )
    )


def _is_of_plc(file: Path, notes: Path) -> bool:
    return lock.is_ours(file, notes) or file.name.startswith("index.plc")


def _stale(place: Place, files: Iterable[Path]) -> tuple[Path, ...]:
    """Answer the locks whose program cannot be at work any more."""
    old = [file for file in files if _seconds(file) > _STALE_AFTER]
    if not old or git_at_work((place.top, place.git_dir, place.common_dir)):
        return ()
    held_open = opened(old)
    return tuple(file for file in old if file not in held_open)


def _seconds(file: Path) -> float:
    try:
        return time.time() - file.stat().st_mtime
    except FileNotFoundError:
        return 0


def _age(file: Path) -> str:
    minutes = int(_seconds(file) // 60)
    if minutes < 1:
        return "for less than a minute"
    if minutes < 120:
        return f"for {how_many(minutes, 'minute')}"
    hours = minutes // 60
    if hours < 48:
        return f"for {how_many(hours, 'hour')}"
    return f"for {how_many(hours // 24, 'day')}"


def _aside(place: Place, file: Path) -> Path:
    """Answer a free name for a lock that nobody holds.

    Among the branches, git would take any other name for a broken branch.
    """
    target = file
    if "refs" in file.parts[len(place.common_dir.parts) :]:
        base = place.git_dir if file.is_relative_to(place.git_dir) else place.common_dir
        target = place.notes / "stale" / file.relative_to(base)
    names = [".stale", *(f".stale-{number}" for number in range(2, 1000))]
    tries = (target.with_name(target.name + name) for name in names)
    return next(one for one in tries if not one.exists())


def opened(files: Sequence[Path], *, by_lsof: bool | None = None) -> frozenset[Path]:
    """Answer the files that some process has open, as far as the system tells."""
    if by_lsof is None:
        by_lsof = sys.platform != "linux"
    if not by_lsof:
        wanted = {str(file.resolve()): file for file in files}
        links = (link for one in Path("/proc").glob("[0-9]*") for link in _held(one))
        return frozenset(wanted[link] for link in links if link in wanted)
    return frozenset(file for file in files if _lsof("-t", "--", str(file)))


def git_at_work(folders: Sequence[Path], *, by_lsof: bool | None = None) -> bool:
    """Tell whether a git program runs in a folder, perhaps waiting for its editor.

    Git holds its lock then without having the file open.
    """
    if by_lsof is None:
        by_lsof = sys.platform != "linux"
    if by_lsof:
        told = _lsof("-a", "-c", "git", "-d", "cwd", "-F", "n").splitlines()
        places = [line[1:] for line in told if line.startswith("n")]
    else:
        places = [
            _link(one / "cwd")
            for one in Path("/proc").glob("[0-9]*")
            if _is_git(one) and one.name != str(os.getpid())
        ]
    tops = [folder.resolve() for folder in folders]
    return any(
        place and Path(place).is_relative_to(top) for place in places for top in tops
    )


def _is_git(process: Path) -> bool:
    try:
        words = (process / "cmdline").read_bytes().split(b"\0")
    except OSError:
        return False
    told = [os.fsdecode(word) for word in words]
    is_git = Path(told[0]).name.startswith("git")
    return is_git and not any(part in word for word in told for part in _WAITING)


def _held(process: Path) -> list[str]:
    """Answer what a process has open; nothing where it ended meanwhile."""
    try:
        return [_link(one) for one in (process / "fd").iterdir()]
    except OSError:
        return []


def _link(file: Path) -> str:
    try:
        return str(file.readlink())
    except OSError:
        return ""  # it ended meanwhile, or belongs to somebody else


def _lsof(*words: str) -> str:
    """Ask the program that lists open files, where there is one."""
    program = shutil.which("lsof")
    if program is None or sys.platform == "win32":
        return ""
    try:
        ended = subprocess.run(
            [program, "-w", *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return os.fsdecode(ended.stdout)
