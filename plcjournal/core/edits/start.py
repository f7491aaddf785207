"""Start, adopt and take away a cycle."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from plcjournal.core import layout
from plcjournal.core.cycle import Cycle
from plcjournal.core.edits import carry
from plcjournal.core.edits.edited import Edited, Refused, slug, without_none
from plcjournal.core.journal import Journal
from plcjournal.core.models import CycleModel
from plcjournal.core.parse import parse
from plcjournal.core.records import ActionPlan, Evidence, Priority, Review
from plcjournal.errors import Exit, PlcError

_USUAL_WEEKS = 6
_SATURDAY, _MONDAY_AFTER = 6, 8


class AlreadyThere(PlcError):
    """A cycle of that team, month and title exists."""

    exit_code = Exit.USAGE

    def __init__(self, cycle: str) -> None:
        super().__init__(
            f"There is a cycle {cycle} already; nothing was changed.",
            f"Go on with it: plc next {cycle} (or choose another title)",
        )


@dataclass(frozen=True, slots=True)
class Start:
    """What a person says when a cycle starts; only the title is needed.

    `slug` ends the cycle's name where the title's own would not tell it from others.
    """

    title: str
    team: str
    opened: str
    need: str | None = None
    review_by: str | None = None
    learners: str | None = None
    size: int | None = None
    question: str | None = None
    model: str | None = None
    facilitator: str | None = None
    follows: str | None = None
    adapts: str | None = None
    slug: str | None = None


def model_named(journal: Journal, model: str | None, follows: str | None) -> str:
    """Answer the model of a new cycle: as said, as before, or the journal's usual."""
    earlier = journal.cycles.get(follows or "")
    before = earlier.priority.model if earlier else None
    return model or before or journal.settings.model


def weeks_later(journal: Journal, model: CycleModel | None, opened: str) -> str:
    """Answer the usual day of review: the model's weeks later, never a weekend."""
    weeks = journal.settings.weeks or (model.weeks if model else None) or _USUAL_WEEKS
    try:
        day = date.fromisoformat(opened) + timedelta(weeks=weeks)
        if day.isoweekday() >= _SATURDAY:
            day += timedelta(days=_MONDAY_AFTER - day.isoweekday())
    except OverflowError:  # beyond the last day a calendar knows
        day = date.max
    return day.isoformat()


def start_cycle(journal: Journal, start: Start) -> Edited:
    """Add a cycle with its four records.

    Raises:
        AlreadyThere: this team has a cycle of that month and title.
        Refused: a value makes no record.
    """
    name = f"{start.team}/{start.opened[:7]}-{start.slug or slug(start.title)}"
    if name in journal.cycles:
        raise AlreadyThere(name)
    earlier = journal.cycles.get(start.follows or "")
    named = model_named(journal, start.model, start.follows)
    model = journal.model(named)
    model_id = model.id if model else named
    values: dict[str, Any] = without_none(
        {
            "title": start.title,
            "team": start.team,
            "model": model_id,
            "opened": start.opened,
            "review_by": start.review_by or weeks_later(journal, model, start.opened),
            "facilitator": start.facilitator,
            "learners": without_none({"group": start.learners, "size": start.size}),
            "need": start.need,
            "question": start.question or _question_of(earlier),
            "follows": start.follows,
            "adapts": start.adapts,
        }
    )
    priority, findings = parse("priority", values, layout.stage_path(name, "priority"))
    if not isinstance(priority, Priority):
        raise Refused(findings)
    empty = _empty_answers(model)
    evidence = carry.carried_evidence(earlier) if earlier else Evidence()
    plan = carry.carried_plan(earlier) if earlier else ActionPlan()
    cycle = Cycle(
        name=name,
        priority=priority.model_copy(update={"answers": empty["priority"]}),
        evidence=evidence.model_copy(update={"answers": empty["evidence"]}),
        action=plan.model_copy(update={"answers": empty["action"]}),
        review=Review(answers=empty["review"]),
    )
    return Edited(
        journal.with_cycle(cycle),
        f"Started the cycle '{start.title}'",
        f"Start the cycle: {start.title}",
        cycle=name,
        stage="priority",
        action="new-cycle",
    )


def _question_of(earlier: Cycle | None) -> str | None:
    return carry.carried_question(earlier) if earlier else None


def _empty_answers(model: CycleModel | None) -> Mapping[str, Mapping[str, str]]:
    steps = model.steps if model else ()
    return {
        stage: {
            step.id: ""
            for step in steps
            if step.stage == stage and step.done_when == "answered"
        }
        for stage in layout.STAGES
    }


def remove_cycle(journal: Journal, cycle: Cycle) -> Edited:
    """Take away a whole cycle that was a mistake; the history keeps it.

    Meetings no longer name it, or they would lead to nothing.
    """
    paths = tuple(layout.stage_path(cycle.name, stage) for stage in layout.STAGES)
    return Edited(
        _unnamed(journal, cycle.name).without_cycle(cycle.name),
        f"Removed the cycle '{cycle.priority.title}'",
        f"Remove the cycle: {cycle.priority.title}",
        cycle=cycle.name,
        removed=paths,
        action="remove",
    )


def _unnamed(journal: Journal, cycle: str) -> Journal:
    """Answer the journal with a cycle left out of its meetings."""
    meetings = {
        name: one.model_copy(
            update={"cycles": tuple(other for other in one.cycles if other != cycle)}
        )
        for name, one in journal.meetings.items()
        if cycle in one.cycles
    }
    return replace(journal, meetings={**journal.meetings, **meetings})
