"""Hides the folder's own settings, apart from those of the person or the computer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plcjournal.doctor.check import Patient


def listed(patient: Patient) -> tuple[tuple[str, str], ...]:
    """Answer the folder's own settings, one pair for each time one is said."""
    place = patient.place
    found: list[tuple[str, str]] = []
    for file in (place.common_dir / "config", place.git_dir / "config.worktree"):
        if file.exists():
            words = ("config", "--file", str(file), "--no-includes", "--list", "-z")
            pairs = patient.git(*words).split(b"\0")
            for pair in filter(None, pairs):
                key, newline, value = os.fsdecode(pair).partition("\n")
                # A key without a value is how git says yes.
                found.append((key, value if newline else "true"))
    return tuple(found)
