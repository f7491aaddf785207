"""Hides how a change is told that is taken back: on the screen, and in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.edits.edited import Edited, shortened
from plcjournal.core.telling.sentences import called, said, told
from plcjournal.moments.moment import local_day, spoken
from plcjournal.moments.names import Names
from plcjournal.repository.revisions import trailer
from plcjournal.undoing.restoring import is_of_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from plcjournal.core.diff import Change
    from plcjournal.core.journal import Journal
    from plcjournal.repository.revisions import Commit
    from plcjournal.workspace import Workspace


def edited_of(commit: Commit, paths: Sequence[str], after: Journal) -> Edited:
    """Answer the edit that takes a change back, in words for screen and history."""
    spots = [spot for path in paths if (spot := layout.spot(path))]
    cycle = cycle_of(paths)
    stages = {spot.kind for spot in spots if spot.is_stage}
    past, verb, old = verbs(commit, cycle)
    day = spoken(local_day(commit.when))
    return Edited(
        after,
        f"{past}: {old} (saved on {day})",
        shortened(f"{verb}: {old}"),
        cycle=cycle,
        stage=stages.pop() if len(stages) == 1 else "",
        action="undo",
    )


def cycle_of(paths: Collection[str]) -> str:
    """Answer the one cycle that files belong to, '' where there is no such one."""
    spots = [spot for path in paths if (spot := layout.spot(path))]
    cycles = {spot.name if spot.is_stage else "" for spot in spots}
    cycles |= {"/".join(p.split("/")[1:3]) for p in paths if "/files/" in p}
    return cycles.pop() if len(cycles) == 1 else ""


def verbs(commit: Commit, cycle: str) -> tuple[str, str, str]:
    """Answer how taking a change back is told and headed, and what it is about.

    Whoever takes a taking back back brings something back.
    """
    short = cycle.split("/")[1][8:] if cycle else ""
    about = commit.subject.removesuffix(f" ({short})")
    if trailer(commit, "Plc-Action") == "undo":
        if about.startswith("Take back: "):
            return "Brought back", "Bring back", about.removeprefix("Take back: ")
        about = about.removeprefix("Bring back: ")
    return "Took back", "Take back", about


class Telling:
    """How changes are told in this journal."""

    def __init__(self, space: Workspace, journal: Journal) -> None:
        self._names = Names(journal)
        self._year = space.today[:4]

    def one(self, change: Change) -> str:
        """Tell one change in one sentence."""
        if is_of_file(change):
            return _of_file(change)
        return said(change, names=self._of(change), year=self._year)

    def all(self, changes: Sequence[Change]) -> Iterator[str]:
        """Tell changes in as few sentences as it takes."""
        together: dict[str, list[Change]] = {}
        for change in changes:
            spot = layout.spot(change.path)
            if is_of_file(change) or spot is None:
                yield _of_file(change)
            else:
                name = spot.name if spot.is_stage else change.path
                together.setdefault(name, []).append(change)
        for some in together.values():
            yield from told(some, self._of(some[0]), year=self._year)

    def thing(self, change: Change) -> str:
        """Name what a change is about: `due of number-talks`."""
        if not change.field:
            return change.path.split("/files/", 1)[-1]
        return called(change.field, names=self._of(change), year=self._year)

    def _of(self, change: Change) -> Mapping[str, str]:
        spot = layout.spot(change.path)
        cycle = spot.name if spot and spot.is_stage else ""
        return self._names.of(cycle, change.path)


def _of_file(change: Change) -> str:
    """Tell what became of a file, of whose fields nobody knows or none changed."""
    name = change.path.split("/files/", 1)[-1]
    if layout.spot(change.path):
        return f"put back the comments and layout of {name.rsplit('/', 1)[-1]}"
    if change.before and change.after:
        return f"put back the earlier file {name}"
    verb = "brought back" if change.after else "took away"
    return f"{verb} the file {name}"
