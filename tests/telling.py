"""What is told about a few changes to the small whole journal."""

import copy
from functools import cache
from typing import Any

from builders import GONE, NAME, Change, journal

from plcjournal.core import diff
from plcjournal.core.shape import plain
from plcjournal.core.telling.sentences import said, told

NAMES = {
    "teacher-a": "Teacher A",
    "coach": "Math coach",
    "maths": "Maths team",
    "small": "Small model",
    NAME: "Compare fractions",
}


def records(*edits: Change) -> dict[str, Any]:
    """Answer the plain values of every record, by its path."""
    # An edit may change what another one put there.
    own = copy.deepcopy(edits, {id(GONE): GONE})
    return {path: plain(one) for path, one in journal(*own).records().items()}


@cache
def _whole() -> dict[str, Any]:
    return records()


def changes(*edits: Change, before: tuple[Change, ...] = ()) -> list[diff.Change]:
    """Answer what some edits change, after some others that nobody tells."""
    old = records(*before) if before else _whole()
    new = records(*before, *edits)
    paths = sorted({*old, *new})
    return [
        c for path in paths for c in diff.compare(path, old.get(path), new.get(path))
    ]


def tell(*edits: Change, before: tuple[Change, ...] = ()) -> list[str]:
    """Answer what is told about some edits together."""
    return [*told(changes(*edits, before=before), NAMES, year="2025")]


def back(*edits: Change) -> list[str]:
    """Answer what is told when some edits are taken back."""
    return [*told(diff.reversed_(changes(*edits)), NAMES, year="2025")]


def say(*edits: Change) -> list[str]:
    """Answer what is said about each single change of some edits."""
    return [said(one, names=NAMES, year="2025") for one in changes(*edits)]


TARGET = "evidence", "measures/0/targets/0"
TALKS = "action", "actions/0"
FIGURES = "evidence", "measures/0/results/0"


def at(place: tuple[str, str], field: str, value: object) -> Change:
    """Answer the edit of one field of a place."""
    return place[0], f"{place[1]}/{field}", value
