"""What changed for learners in a cycle, weighed with what its history knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.codec import quick
from plcjournal.core import layout
from plcjournal.core.impact.cycle import cycle_impact, gists
from plcjournal.core.impact.revised import Step
from plcjournal.core.recalled import values_of
from plcjournal.moments.moment import NoPast, local_day, past_of
from plcjournal.repository.command import GitMissing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.impact.cycle import CycleImpact
    from plcjournal.core.journal import Journal
    from plcjournal.core.values import Value
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.revisions import Blob
    from plcjournal.workspace import Workspace


def weigh(space: Workspace, journal: Journal, cycle: Cycle) -> CycleImpact:
    """Answer what changed in each measure of a cycle.

    The history tells what the record cannot: whether the tool or the cut changed
    between two figures, and a prediction after its result.
    """
    return cycle_impact(journal, cycle, steps_of(space, cycle))


def gists_weighed(space: Workspace, journal: Journal, cycle: Cycle) -> dict[str, str]:
    """Answer the same in a few words for each measure, by its id."""
    return gists(journal, cycle, steps_of(space, cycle))


def steps_of(space: Workspace, cycle: Cycle) -> tuple[Step, ...]:
    """Answer how the evidence of a cycle came about, oldest first.

    Nothing where no measure has two results, or there is no history.
    """
    if not any(len(measure.results) > 1 for measure in cycle.evidence.measures):
        return ()
    try:
        return _steps(space, cycle)
    except (NoPast, GitMissing):
        return ()  # without a past the record speaks for itself


def _steps(space: Workspace, cycle: Cycle) -> tuple[Step, ...]:
    """Answer how the evidence of a cycle came about, oldest first."""
    revisions, tip, prefix = past_of(space)
    path = prefix + layout.stage_path(cycle.name, "evidence")
    commits = revisions.walk(
        tip, paths=[path], merges=False, with_paths=True, by_date=True
    )
    steps: list[Step] = []
    with revisions.objects() as objects:
        states = _States(objects)
        for commit in commits:
            for touched in commit.touched:
                before, after = states.of(touched.before[0]), states.of(touched.after)
                steps.append(Step(local_day(commit.when), before, after))
    steps.reverse()
    if steps:
        steps.append(Step("", steps[-1].after, values_of(cycle.evidence)))
    return tuple(steps)


class _States:
    """Saved records as plain values, each read once; empty where nobody can read it."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._known: dict[str, Mapping[str, Value]] = {}

    def of(self, blob: Blob | None) -> Mapping[str, Value]:
        """Answer what stood in a saved file."""
        if blob is None or not blob.is_file:
            return {}
        if blob.id not in self._known:
            data = self._objects.contents(blob.id) or b""
            self._known[blob.id] = quick.values(data) or {}
        return self._known[blob.id]
