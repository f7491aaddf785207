"""What happened in cycles, and when, in words that stand on their pages now.

The past may hold what was taken out since, so none of its words are shown: only what
kind of thing was done, and what that is called today.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from datetime import UTC
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.codec import quick
from plcjournal.core import layout
from plcjournal.core.impact.revised import Step
from plcjournal.core.telling.wording import one_line
from plcjournal.repository.revisions import trailer

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.values import Value
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.revisions import Blob, Commit, Revisions, Touched

_MANY = 10  # cycles: git looks for few names more quickly than for all
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_SAID = {
    "new-cycle": "Started the cycle",
    "add-evidence": "Added evidence",
    "add-action": "Planned",
    "add-learning": "Set out to learn",
    "note": "Noted",
    "answer": "Answered",
    "attach": "Kept a file with the cycle",
    "done": "Done",
    "set": "Changed",
    "remove": "Took something out",
    "review": "Looked back",
    "close": "Closed the cycle",
    "reopen": "Opened the cycle again",
    "resolve": "Decided between two versions",
    "undo": "Took back a change",
    "choose-model": "Chose a way of working",
    "new-round": "Began a new round",
}
_NAMING = {"add-evidence", "add-action", "add-learning", "note", "answer", "done"}
_FIELDS = {
    "title": "the title",
    "need": "what we see",
    "question": "the question",
    "review_by": "when to look back",
    "learners": "whom it is about",
    "facilitator": "who facilitates",
    "model": "the way of working",
    "theory": "the theory of action",
    "changed": "what changed",
    "outcome": "the outcome",
    "share": "who may see it",
    "next": "what comes next",
}
_RECORDS = {
    "priority": "the priority",
    "evidence": "the evidence",
    "action": "the actions",
    "review": "the review",
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that somebody did on a day."""

    day: str
    who: str
    text: str


class Saved(NamedTuple):
    """What little the pages need of a saved change: it is one of very many."""

    day: str
    who: str
    action: str
    is_of_cycle: bool
    subject: str
    stages: tuple[str, ...]


@dataclass(slots=True)
class Past:
    """What the history knows of one cycle, newest first.

    `changed` is the moment of its last change, one long ago where nobody knows it;
    `evidence` are the saved changes of its evidence, as content before and after.
    """

    changed: str = "1970-01-01T00:00:00+00:00"
    saved: list[Saved] = field(default_factory=list)
    evidence: list[tuple[str, Blob | None, Blob | None]] = field(default_factory=list)


def pasts(
    revisions: Revisions, tip: str, prefix: str, cycles: Collection[str]
) -> dict[str, Past]:
    """Answer what the history knows of each of some cycles, from one walk."""
    found = {name: Past() for name in cycles}
    few = [f"{prefix}cycles/{name}" for name in found] if len(found) < _MANY else []
    boundary = frozenset(revisions.boundary())
    for commit in revisions.walk(
        tip,
        paths=few or [f"{prefix}cycles"],
        with_paths=True,
        merges=False,
        by_date=True,
    ):
        if commit.id not in boundary:
            for name, touched in _by_cycle(commit, prefix).items():
                if name in found:
                    _add(found[name], name, commit, touched)
    return found


def _by_cycle(commit: Commit, prefix: str) -> dict[str, list[Touched]]:
    found: dict[str, list[Touched]] = {}
    for touched in commit.touched:
        spot = layout.spot(touched.path.removeprefix(prefix))
        if spot is not None and spot.is_stage:
            found.setdefault(spot.name, []).append(touched)
    return found


@cache
def _in_order(stages: frozenset[str]) -> tuple[str, ...]:
    return tuple(stage for stage in layout.STAGES if stage in stages)


def _add(past: Past, name: str, commit: Commit, touched: list[Touched]) -> None:
    stages = [one.path.rsplit("/", 1)[-1].removesuffix(".yaml") for one in touched]
    past.changed = max(past.changed, _moment(commit.when))
    day = sys.intern(commit.when.date().isoformat())
    saved = Saved(
        day=day,
        who=sys.intern(commit.author.name),
        action=sys.intern(trailer(commit, "Plc-Action")),
        is_of_cycle=trailer(commit, "Cycle") == name,
        subject=commit.subject,
        stages=_in_order(frozenset(stages)),
    )
    past.saved.append(saved)
    for stage, one in zip(stages, touched, strict=True):
        if stage == "evidence":
            past.evidence.append((day, one.before[0], one.after))


def _moment(when: datetime) -> str:
    """Answer a moment the same way wherever the pages are made."""
    try:
        return when.astimezone(UTC).isoformat(timespec="seconds")
    except (OverflowError, ValueError):
        return when.replace(tzinfo=UTC).isoformat(timespec="seconds")


def steps_of(past: Past, objects: Objects) -> tuple[Step, ...]:
    """Answer how the evidence of a cycle came about, oldest first."""
    sides = (blob for _, *both in past.evidence for blob in both)
    ids = [*dict.fromkeys(one.id for one in sides if one and one.is_file)]
    held = zip(ids, objects.all_contents(ids), strict=True)
    known = {one: quick.values(data or b"") or {} for one, data in held}

    def values(blob: Blob | None) -> Mapping[str, Value]:
        return known.get(blob.id, {}) if blob and blob.is_file else {}

    return tuple(
        Step(day, values(before), values(after))
        for day, before, after in reversed(past.evidence)
    )


def deeds(past: Past, cycle: Cycle, steps: Mapping[str, str]) -> tuple[Deed, ...]:
    """Tell what was done in a cycle, newest first; `who` is who saved it.

    `cycle` is as its page shows it, and `steps` are the names of its model's steps.
    """
    names = _names(cycle)
    told = (
        Deed(one.day, one.who, _said(one, steps if one.action == "answer" else names))
        for one in past.saved
    )
    return tuple(dict.fromkeys(told))


def _names(cycle: Cycle) -> dict[str, str]:
    """Answer what the things of a cycle are called, by their ids."""
    items = [
        *((one.id, one.name) for one in cycle.evidence.measures),
        *((one.id, one.noticed) for one in cycle.evidence.observations),
        *((one.id, one.what) for one in cycle.action.actions),
        *((one.id, one.what) for one in cycle.action.learning),
        *((one.id, one.text) for one in cycle.action.log),
    ]
    return {name: one_line(text, 100) for name, text in items}


def _said(one: Saved, names: Mapping[str, str]) -> str:
    action, subject = one.action, one.subject
    if not one.is_of_cycle or action not in _SAID:
        return f"Worked on {' and '.join(_RECORDS[stage] for stage in one.stages)}"
    words = _ID.findall(subject.rpartition(" (")[0].partition(" ")[2])
    said = _SAID[action]
    if action == "set":
        told = _FIELDS.get(_field(subject)) or _RECORDS[one.stages[0]]
        return f"{said} {told}"
    if action == "done" and subject.startswith("Drop"):
        said = "Dropped"
    thing = next((names[word] for word in words if word in names), "")
    if action in _NAMING and thing:
        return f"{said}: {thing}"
    return _WITHOUT.get(action, said)


_WITHOUT = {
    "add-action": "Planned an action",
    "add-learning": "Set out to learn something",
    "note": "Wrote a note",
    "answer": "Answered a step",
    "done": "Finished an action",
}


def _field(subject: str) -> str:
    """Answer the last known word of the field that a subject names."""
    place = subject.split(":", 1)[0].rsplit(" ", 1)[-1]
    return next((part for part in place.split(".") if part in _FIELDS), "")
