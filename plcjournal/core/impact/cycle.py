"""What changed for learners in one cycle: measure by measure, and the next thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.basis import is_stale
from plcjournal.core.impact.compared import Compared, first_action_of
from plcjournal.core.impact.impact import Known, impact_of, told_with_caution
from plcjournal.core.impact.prediction import result_day
from plcjournal.core.impact.revised import altered, repredicted
from plcjournal.core.steps import Todo

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.impact.impact import Impact
    from plcjournal.core.impact.revised import Step
    from plcjournal.core.journal import Journal
    from plcjournal.core.records import Measure


class Tried(NamedTuple):
    """An action that was done, and when."""

    date: str
    what: str
    id: str


class CycleImpact(NamedTuple):
    """What changed in each measure of a cycle.

    `sentence` says what there is to say of the cycle as a whole, '' where the measures
    say it all; `next` is what to type.
    """

    cycle: str
    title: str
    sentence: str
    outcome: str | None
    stale: bool
    measures: tuple[Impact, ...]
    actions: tuple[Tried, ...]
    next: Todo | None


def cycle_impact(
    journal: Journal, cycle: Cycle, past: Sequence[Step] = ()
) -> CycleImpact:
    """Answer what changed in each measure of a cycle, for everybody.

    `past` are the saved changes of its evidence, oldest first.
    """
    stale = is_stale(cycle)
    measures = tuple(
        impact_of(one, cycle.action.actions, known_of(journal, cycle, one, past))
        for one in cycle.evidence.measures
    )
    tried = [
        Tried(action.done, action.what, action.id)
        for action in cycle.action.actions
        if action.done
    ]
    return CycleImpact(
        cycle=cycle.name,
        title=cycle.priority.title,
        sentence=_sentence(cycle, stale=stale),
        outcome=cycle.review.outcome,
        stale=stale,
        measures=measures,
        actions=tuple(sorted(tried, key=lambda one: one.date)),
        next=_next(journal, cycle, measures, stale=stale),
    )


def gists(journal: Journal, cycle: Cycle, past: Sequence[Step] = ()) -> dict[str, str]:
    """Answer in a few words what changed in each measure, by its id.

    '' where a measure has too few results to say that. `past` are the saved changes of
    the evidence, oldest first.
    """
    told = dict.fromkeys((one.id for one in cycle.evidence.measures), "")
    for one in cycle.evidence.measures:
        if len(one.results) > 1:
            known = known_of(journal, cycle, one, past)
            found = impact_of(one, cycle.action.actions, known)
            told[one.id] = told_with_caution(found) if found.gist else ""
    return told


def known_of(
    journal: Journal, cycle: Cycle, measure: Measure, past: Sequence[Step] = ()
) -> Known:
    """Answer what is known around one measure of a cycle."""
    fewest = journal.settings.privacy.min_group
    return Known(
        fewest=fewest,
        whom=cycle.priority.learners.group or "",
        cycle=journal.shortest(cycle.name),
        altered=_altered(cycle, measure, past, fewest),
        repredicted=repredicted(past, measure.id, result_day(measure)),
    )


def _altered(
    cycle: Cycle, measure: Measure, past: Sequence[Step], fewest: int
) -> tuple[str, ...]:
    if not past:
        return ()
    two = Compared.of(measure, first_action_of(cycle.action.actions), fewest)
    if not (two.first and two.last):
        return ()
    return altered(past, measure.id, two.first.date, two.last.date)


def _sentence(cycle: Cycle, *, stale: bool) -> str:
    if "evidence" in cycle.unread:
        return "evidence.yaml cannot be read, so nothing can be said of its figures."
    if not cycle.evidence.measures:
        return "Nothing was measured in this cycle yet."
    if cycle.evidence.contested:
        return "Two versions of some evidence wait (plc resolve); one is told for now."
    if stale:
        return "The evidence changed after the review; it may say something else now."
    return ""


def _next(
    journal: Journal, cycle: Cycle, measures: Sequence[Impact], *, stale: bool
) -> Todo | None:
    if "evidence" in cycle.unread:
        path = f"cycles/{cycle.name}/evidence.yaml"
        return Todo(f"plc validate {path}", "see what stands in the way")
    if not measures:
        name = journal.shortest(cycle.name)
        figures = '--measure "NAME" --date DATE --size N --count N'
        return Todo(f"plc add-evidence {name} {figures}", "name a measure")
    if stale:
        again = "look back again"
    elif cycle.review.outcome is None and any(one.change for one in measures):
        again = "look back together"
    else:
        return None
    return Todo(f"plc review {journal.shortest(cycle.name)}", again)
