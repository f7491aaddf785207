"""Looks at what makes git run programs: a folder that was copied can carry it along."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from plcjournal.doctor.check import attention, good, some
from plcjournal.doctor.own_settings import listed
from plcjournal.driver import DRIVER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plcjournal.doctor.check import Check, Patient

# Settings whose value is a program, or a file with more settings.
_RUNS = re.compile(
    r"""
    core\.(fsmonitor|sshcommand|hookspath|editor|pager|askpass|gitproxy
          |alternaterefscommand)
    | sequence\.editor | include\.path | includeif\..*\.path
    | filter\..*\.(clean|smudge|process)
    | diff\.external | diff\..*\.(command|textconv) | merge\..*\.driver
    | (diff|merge)tool\..*\.(cmd|path) | (browser|man)\..*\.(cmd|path)
    | credential(\..*)?\.helper | gpg(\..*)?\.(program|defaultkeycommand)
    | remote\..*\.(uploadpack|receivepack|vcs|proxy) | url\..*\.(push)?insteadof
    | pager\..* | interactive\.difffilter | uploadpack\.packobjectshook
    | protocol(\..*)?\.allow | trailer\..*\.(cmd|command) | hook\..*\.command
    | submodule\..*\.update | alias\..* | tar\..*\.command
    """,
    re.VERBOSE,
)
_WORDS = {"true", "false", "yes", "no", "on", "off", "0", "1", ""}


def settings(patient: Patient) -> Iterator[Check]:
    """Tell which of the folder's own settings run programs."""
    found = sorted({key for key, value in listed(patient) if _runs(key, value)})
    if found:
        yield attention(
            "settings",
            "Settings of this folder make git run programs; plc runs none of them."
            " If the folder was copied from somebody, look at them before you use git"
            " here.",
            "git config --local --list",
            some(found),
        )
    else:
        yield good("settings", "No setting of this folder makes git run a program.")


def _runs(key: str, value: str) -> bool:
    if not _RUNS.fullmatch(key.casefold()):
        return False
    is_plain_alias = key.casefold().startswith("alias.") and not value.startswith("!")
    if is_plain_alias or value.casefold() in _WORDS:
        return False
    if key.startswith("submodule."):
        return value.startswith("!")
    return not (key == "merge.plc.driver" and value == DRIVER)


def hooks(patient: Patient) -> Iterator[Check]:
    """Tell which programs lie in wait for git."""
    folder = patient.place.common_dir / "hooks"
    found = sorted(file.name for file in folder.glob("*") if _is_program(file))
    if found:
        yield attention(
            "hooks",
            "Programs in this folder run when somebody uses git here; plc does not run"
            " them. If the folder was copied from somebody, look at them first.",
            f"Look at them in {patient.shown(folder)}",
            some(found),
        )
    else:
        yield good("hooks", "No program lies in wait for those who use git here.")


def _is_program(file: Path) -> bool:
    if file.suffix == ".sample" or not file.is_file():
        return False
    return sys.platform == "win32" or os.access(file, os.X_OK)
