"""Looks at where the folder stands: in the present, alone, with nothing half done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.doctor.check import attention, broken, good
from plcjournal.repository.command import GitFailed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.doctor.check import Check, Patient


def readable(patient: Patient) -> Iterator[Check]:
    """Tell whether git can work with the folder at all."""
    if patient.unreadable:
        failed = GitFailed("config", patient.unreadable)
        is_known = failed.sentence != GitFailed("config", "").sentence
        yield broken(
            "readable",
            failed.sentence if is_known else "The settings of this folder are damaged.",
            failed.hint if is_known else "Correct the line that is named",
            patient.unreadable.splitlines()[:1],
        )
        return
    listed = patient.git.attempt("ls-files", "-z")
    if listed.code:
        yield broken(
            "readable",
            "The list of saved files that git keeps in this folder is damaged; the"
            " files themselves are not.",
            "Rename .git/index to .git/index.stale, then type: git reset",
            listed.error.splitlines()[:2],
        )


def unfinished(patient: Patient) -> Iterator[Check]:
    """Tell what somebody began here with git and has not finished."""
    what = patient.repository.in_progress()
    if what is None:
        yield good("unfinished", "Nothing is half done.")
    elif what == "bisect":
        yield broken(
            "unfinished",
            "A search through the past that somebody began here with git is not"
            " finished; until it is, nothing can be saved.",
            "git bisect reset",
        )
    elif what == "purge":
        yield broken(
            "unfinished",
            "A purge stopped half way; until it is finished, nothing can be saved or"
            " shared.",
            "plc privacy purge",
        )
    else:
        yield broken(
            "unfinished",
            "Two versions of the journal met here and are not put together yet"
            f" (somebody began a {what} with git); until they are, nothing can be"
            " saved. Both are kept.",
            "plc resolve",
        )


def moment(patient: Patient) -> Iterator[Check]:
    """Tell whether the folder shows the present."""
    if patient.repository.branch() is not None:
        yield good("moment", "The folder shows the present.")
    elif patient.repository.in_progress() is None:
        yield broken(
            "moment",
            "The folder shows an earlier moment; until it shows the present again,"
            " nothing can be saved.",
            "git switch -",
        )


def inside(patient: Patient) -> Iterator[Check]:
    """Tell whether the journal has its history for itself."""
    if patient.prefix:
        yield attention(
            "inside",
            f"The journal lies inside another project ({patient.place.top.name}), with"
            " which it shares its history; plc sync does not share that.",
            "Share it the way the other project is shared",
        )
