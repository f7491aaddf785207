"""One cycle whole: what a team reads on one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from plcjournal.core.figures import (
    figure,
    figure_text,
    kind_of_unit,
    target_of,
    with_unit,
)
from plcjournal.core.language import said
from plcjournal.core.layout import STAGES
from plcjournal.core.status import status_of
from plcjournal.core.steps import is_done

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal
    from plcjournal.core.models import Step
    from plcjournal.core.records import Measure
    from plcjournal.core.status import CycleStatus


class Point(NamedTuple):
    """One dated figure of a measure."""

    date: str
    role: str
    text: str
    figure: float | None = None
    group: str = ""


class MeasureStory(NamedTuple):
    """A measure and how its figures went."""

    id: str
    name: str
    target: str
    prediction: str
    better: str
    points: tuple[Point, ...] = ()
    change: str = ""


class Line(NamedTuple):
    """Something with an id, a text, and a word or two beside it."""

    id: str
    text: str
    beside: str = ""


class StepStory(NamedTuple):
    """A step of the model: done or not, the team's own answer, what it holds.

    `holds` names the parts of the story that stand under this step: each part stands
    once, at the first step of the model that asks for it.
    """

    id: str
    name: str
    stage: str
    done: bool
    answer: str = ""
    holds: tuple[str, ...] = ()


class Story(NamedTuple):
    """Everything about one cycle, ready to be shown."""

    status: CycleStatus
    facts: tuple[tuple[str, str], ...]
    steps: tuple[StepStory, ...]
    measures: tuple[MeasureStory, ...]
    observations: tuple[Line, ...]
    actions: tuple[Line, ...]
    learning: tuple[Line, ...]
    log: tuple[Line, ...]
    learned: tuple[Line, ...]
    review: tuple[tuple[str, str], ...]
    records: Mapping[str, Any]


def story_of(
    journal: Journal,
    cycle: Cycle,
    today: str,
    records: Mapping[str, Any],
    changes: Mapping[str, str] | None = None,
) -> Story:
    """Tell one cycle; `records` are its four records as plain values.

    `changes` says in a few words what changed in each measure, by its id; without it
    the record speaks for itself.
    """
    if changes is None:
        changes = _changes(journal, cycle)
    return Story(
        status=status_of(journal, cycle, today),
        facts=_facts(journal, cycle),
        steps=steps_told(journal, cycle),
        measures=tuple(
            _measure(measure, changes.get(measure.id, ""))
            for measure in cycle.evidence.measures
        ),
        observations=tuple(
            Line(item.id, item.noticed, f"perhaps: {item.means}" if item.means else "")
            for item in cycle.evidence.observations
        ),
        actions=tuple(_action(journal, cycle, item) for item in cycle.action.actions),
        learning=tuple(
            Line(item.id, item.what, _joined(item.status, item.with_ or ""))
            for item in cycle.action.learning
        ),
        log=tuple(
            Line(item.id, item.text, item.date or "") for item in cycle.action.log
        ),
        learned=tuple(
            Line(item.id, item.claim, _joined(item.confidence, item.transfer or ""))
            for item in cycle.review.learned
        ),
        review=_review(cycle),
        records=records,
    )


def _facts(journal: Journal, cycle: Cycle) -> tuple[tuple[str, str], ...]:
    priority = cycle.priority
    learners = priority.learners
    group = learners.group or ""
    size = f"{learners.size} learners" if learners.size else ""
    facts = (
        ("Learners", ", ".join(part for part in (group, size) if part)),
        ("What we see", priority.need or ""),
        ("Question", priority.question or ""),
        ("Theory", cycle.action.theory or ""),
        ("Facilitator", _name(journal, cycle, priority.facilitator or "")),
        ("Plan", priority.plan_link or ""),
        ("Line of cycles", _line_of(journal, cycle)),
        ("Adapts", priority.adapts or ""),
    )
    return tuple((label, text) for label, text in facts if text)


def _name(journal: Journal, cycle: Cycle, member: str) -> str:
    """Answer a member's name for an id; words that are no id stay as they are."""
    team = journal.teams.get(cycle.team)
    names = {one.id: one.name for one in team.members} if team else {}
    return names.get(member, member)


_PARTS: Mapping[str, tuple[str, ...]] = {
    "priority": ("facts",),
    "evidence": ("measures", "observations"),
    "action": ("actions", "learning", "log"),
    "review": ("review", "learned"),
}
_ASKS_FOR = {
    "need": "priority",
    **dict.fromkeys(("measure", "baseline", "target", "result"), "evidence"),
    **dict.fromkeys(("actions", "tried"), "action"),
    **dict.fromkeys(("learned", "outcome"), "review"),
}


def steps_told(journal: Journal, cycle: Cycle) -> tuple[StepStory, ...]:
    """Tell how far a cycle has come, by the steps of its model."""
    model = journal.model_of(cycle)
    language = journal.settings.language
    steps = model.steps if model else ()
    known = {(step.stage, step.id) for step in steps}
    holds = _holding(steps)
    told = [
        StepStory(
            step.id,
            said(step.name, language),
            step.stage,
            is_done(step, cycle),
            _answers(cycle, step.stage, step.id),
            holds.get(step.id, ()),
        )
        for step in steps
    ]
    kept = [
        StepStory(name, name, stage, done=True, answer=text)
        for stage in STAGES
        for name, text in cycle.stage(stage).answers.items()
        if (stage, name) not in known and text.strip()
    ]
    if model is None:  # without its steps a story is told by the four stages
        kept[:0] = [
            StepStory(stage, stage.capitalize(), stage, done=True, holds=_PARTS[stage])
            for stage in STAGES
        ]
    return (*told, *kept)


def _holding(steps: Sequence[Step]) -> dict[str, tuple[str, ...]]:
    """Answer which parts of the story stand under which step."""
    found: dict[str, tuple[str, ...]] = {}
    for stage, parts in _PARTS.items():
        asking = [step for step in steps if _ASKS_FOR.get(step.done_when) == stage]
        there = asking or [step for step in steps if step.stage == stage]
        if there:
            found[there[0].id] = (*found.get(there[0].id, ()), *parts)
    return found


def _answers(cycle: Cycle, stage: str, step: str) -> str:
    """Answer what the team wrote for a step, round by round."""
    lines = [cycle.answer(stage, step)]
    if stage == "action":
        for turn in cycle.action.rounds:
            text = turn.answers.get(step, "").strip()
            lines.append(f"{turn.id.replace('-', ' ')}: {text}" if text else "")
    return "\n".join(line for line in lines if line)


def _line_of(journal: Journal, cycle: Cycle) -> str:
    """Answer the cycles that follow one another, from the first to the last."""
    line, seen = [cycle.name], {cycle.name}
    before = cycle.priority.follows
    while before and before in journal.cycles and before not in seen:
        line.insert(0, before)
        seen.add(before)
        before = journal.cycles[before].priority.follows
    for one in line:
        following = [name for name in journal.following(one) if name not in seen]
        line += following
        seen |= {*following}
    names = [name.split("/")[1] for name in line]
    return ", then ".join(names) if len(names) > 1 else ""


def _changes(journal: Journal, cycle: Cycle) -> Mapping[str, str]:
    if not any(len(measure.results) > 1 for measure in cycle.evidence.measures):
        return {}
    # Lists are told without a single formula.
    from plcjournal.core.impact.cycle import gists

    return gists(journal, cycle)


def _measure(measure: Measure, change: str) -> MeasureStory:
    """Tell how the figures of a measure went."""
    prediction = measure.prediction
    return MeasureStory(
        id=measure.id,
        name=measure.name,
        target=target_text(measure),
        prediction=_aim(measure, prediction.value) if prediction else "",
        better=measure.better,
        points=tuple(
            Point(
                result.date,
                result.role,
                figure_text(measure, result),
                figure(measure, result),
                result.group or "",
            )
            for result in measure.results
        ),
        change=change,
    )


def target_text(measure: Measure) -> str:
    """Write the target for everybody and its day, '' where there is none."""
    target = target_of(measure)
    if target is None:
        return ""
    by = f" by {target.by}" if target.by else ""
    return f"{_aim(measure, target.value)}{by}"


def _aim(measure: Measure, value: float) -> str:
    return with_unit(float(value), kind_of_unit(measure.unit), measure.unit)


def _action(journal: Journal, cycle: Cycle, item: Any) -> Line:
    when = f"done {item.done}" if item.status == "done" and item.done else item.status
    if item.status in ("planned", "doing") and item.due:
        when = f"{item.status}, due {item.due}"
    if item.status == "dropped" and item.why:
        when = f"dropped: {item.why}"
    turn = (item.round or "").replace("-", " ")
    owner = _name(journal, cycle, item.owner or "")
    return Line(item.id, item.what, _joined(when, owner, turn))


def _review(cycle: Cycle) -> tuple[tuple[str, str], ...]:
    review = cycle.review
    facts = (
        ("Reviewed", review.held or ""),
        ("Outcome", review.outcome or ""),
        ("What changed", review.changed or ""),
        ("Next", review.next or ""),
        ("Shared with", review.share if review.outcome else ""),
        ("Closed", review.closed or ""),
        ("Stale", _stale(cycle)),
        ("Assumptions", ", ".join(f"{a.id} {a.now}" for a in review.assumptions)),
    )
    return tuple((label, text) for label, text in facts if text)


def _stale(cycle: Cycle) -> str:
    if not cycle.review.based_on:
        return ""
    from plcjournal.core.basis import is_stale

    return "the evidence changed after this review" if is_stale(cycle) else ""


def _joined(*words: str) -> str:
    return "; ".join(word for word in words if word)
