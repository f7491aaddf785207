"""A journal as readers of its pages may see it: other cycles do not exist in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from plcjournal.core import layout
from plcjournal.core.recalled import Recalled, values_of
from plcjournal.core.settings import SMALLEST_GROUP
from plcjournal.core.shelf import PassingStock, Shelf
from plcjournal.site.guarding import guarded
from plcjournal.site.words import reworded, unquoting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal
    from plcjournal.site.audience import People
    from plcjournal.site.guarding import Guarded, Spot


def only(whole: Journal, shown: Sequence[str]) -> Journal:
    """Answer a journal that knows nothing but what is shown."""
    teams = {name.split("/")[0] for name in shown}
    known = frozenset(shown)

    def alone(cycle: Cycle) -> Cycle:
        follows = cycle.priority.follows
        values = values_of(cycle.priority)
        told = {**values, "follows": follows if follows in known else None}
        return cycle.with_stage("priority", _record(Recalled(told)))

    return replace(
        whole,
        cycles=_each(whole.cycles, shown, alone),
        teams={name: team for name, team in whole.teams.items() if name in teams},
        meetings={},
    )


class Redacted(NamedTuple):
    """A journal without what readers may not see, and what to say instead, by cycle."""

    journal: Journal
    told: Mapping[str, Mapping[Spot, str]]
    guard: Guarded


def hiding(journal: Journal, people: People) -> Redacted:
    """Answer a journal without what readers may not see."""
    schools = {
        name: team.school or journal.settings.school or ""
        for name, team in journal.teams.items()
    }
    smallest = max(journal.settings.privacy.min_group, SMALLEST_GROUP)
    guard = guarded(journal.cycles.values(), schools, smallest)
    unquoted = unquoting(guard.quoted)

    def change(text: str) -> str:
        return people.without_names(unquoted(text))

    def hidden(cycle: Cycle) -> Cycle:
        return _reworded(_of_many(cycle, smallest), guard.evidence(cycle), change)

    cycles = _each(journal.cycles, [*journal.cycles], hidden)
    told: dict[str, dict[Spot, str]] = {}
    for spot, code in guard.told.items():
        told.setdefault(spot.cycle, {})[spot] = code
    return Redacted(replace(journal, cycles=cycles), told, guard)


def _each(
    cycles: Mapping[str, Cycle], names: Sequence[str], change: Callable[[Cycle], Cycle]
) -> Shelf[Cycle]:
    """Answer some cycles, each changed when somebody comes by: there may be many."""

    def load(some: Sequence[str]) -> dict[str, Cycle]:
        return {name: change(cycles[name]) for name in some}

    return Shelf(PassingStock(lambda: names, load))


def _of_many(cycle: Cycle, smallest: int) -> Cycle:
    """Answer a cycle that does not say how few learners it is about."""
    size = cycle.priority.learners.size
    if size is None or size >= smallest:
        return cycle
    values = values_of(cycle.priority)
    learners = {**values["learners"], "size": None}
    return cycle.with_stage(
        "priority", _record(Recalled({**values, "learners": learners}))
    )


def _reworded(cycle: Cycle, evidence: Recalled, change: Callable[[str], str]) -> Cycle:
    """Answer a cycle in whose texts nobody is named and no hidden figure quoted."""
    for stage in layout.STAGES:
        plain = values_of(evidence if stage == "evidence" else cycle.stage(stage))
        told = reworded(plain, change)
        if stage == "review":
            told["based_on"] = None  # of evidence as it was before figures were hidden
        cycle = cycle.with_stage(stage, _record(Recalled(told)))
    return cycle


def _record(values: Recalled) -> Any:
    """Answer a stand-in, where a record is expected; pages only look at it."""
    return values
