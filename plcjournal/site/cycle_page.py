"""What stands on the page of one cycle, as values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from plcjournal.core.figures import NO_FIGURE, figure_text, names_of_groups
from plcjournal.core.impact.cycle import cycle_impact
from plcjournal.core.language import said
from plcjournal.core.status import status_of
from plcjournal.core.story import steps_told, target_text
from plcjournal.site.addresses import cycle_page, team_page
from plcjournal.site.chart import chart_of
from plcjournal.site.guarding import HIDDEN, Spot
from plcjournal.site.parts import (
    EVERYBODY,
    Card,
    Claim,
    CyclePage,
    Item,
    Link,
    MeasureView,
    Row,
    StepView,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.impact.cycle import CycleImpact
    from plcjournal.core.impact.impact import Impact
    from plcjournal.core.impact.revised import Step
    from plcjournal.core.journal import Journal
    from plcjournal.core.records import Measure
    from plcjournal.core.status import CycleStatus
    from plcjournal.site.audience import People
    from plcjournal.site.past import Deed

OUTCOMES = {
    "met": "Met",
    "partly": "Partly met",
    "not-met": "Not met",
    "cannot-tell": "Cannot tell",
}
_NEXT = {
    "keep": "Keep doing it",
    "adapt": "Adapt it",
    "spread": "Spread it",
    "stop": "Stop doing it",
}
_ROLES = {"baseline": "Baseline", "interim": "In between", "result": "Result"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to know of a cycle before its page is made.

    `told` stands in the place of hidden figures; `line` are the cycles that follow one
    another, this one among them; `stale` says that the evidence
    changed after the review. Records are as readers may see them.
    """

    cycle: Cycle
    told: Mapping[Spot, str]
    deeds: tuple[Deed, ...]
    steps: tuple[Step, ...]
    line: tuple[str, ...]
    stale: bool


def page_of(
    journal: Journal, seen: Seen, people: People, places: Sequence[tuple[str, str]]
) -> CyclePage:
    """Answer the page of a cycle; `places` are units it belongs to, with their kind."""
    cycle = seen.cycle
    alone = replace(journal, cycles={cycle.name: cycle})
    status = status_of(alone, cycle, "")
    impact = cycle_impact(journal, cycle, seen.steps)
    priority, plan, review = cycle.priority, cycle.action, cycle.review
    return CyclePage(
        card=card_of(status, cycle),
        need=priority.need or "",
        question=priority.question or "",
        theory=plan.theory or "",
        facts=_facts(journal, cycle, people, places),
        steps=_steps(journal, cycle),
        measures=tuple(
            _measure(cycle, one, told, impact, seen.told)
            for one, told in zip(cycle.evidence.measures, impact.measures, strict=True)
        ),
        tried=tuple(
            (number, one.date, one.what) for number, one in enumerate(impact.actions, 1)
        ),
        observations=tuple(
            Item(one.id, one.noticed, _beside(one.date), one.means or "")
            for one in cycle.evidence.observations
        ),
        assumptions=_assumptions(cycle),
        actions=_actions(cycle, people),
        learning=_learning(cycle, people),
        log=tuple(Item(one.id, one.text, _beside(one.date)) for one in plan.log),
        changed=review.changed or "",
        review=_review(cycle),
        claims=claims_of(cycle, status.team_name),
        stale=seen.stale,
        line=_line(journal, cycle, seen.line),
        team=Link(team_page(cycle.team), status.team_name),
        deeds=_by_day(seen.deeds),
    )


def card_of(status: CycleStatus, cycle: Cycle) -> Card:
    """Answer a cycle as it stands in a list."""
    priority = cycle.priority
    upcoming = status.next
    state = "Closed"
    if cycle.is_open:
        state = (upcoming.name if upcoming else "") or "Ready to be closed"
    return Card(
        page=cycle_page(cycle.name),
        title=priority.title,
        team=status.team_name,
        lead=priority.question or priority.need or "",
        state=state,
        outcome=OUTCOMES.get(cycle.review.outcome or "", ""),
        opened=priority.opened or "",
        closed=cycle.review.closed or "",
        number=upcoming.number if upcoming else 0,
        steps=upcoming.steps if upcoming else 0,
        claims=len(cycle.review.learned),
    )


def _facts(
    journal: Journal, cycle: Cycle, people: People, places: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    priority, review = cycle.priority, cycle.review
    size = priority.learners.size
    whom = (priority.learners.group or "", f"{size} learners" if size else "")
    model = journal.model_of(cycle)
    language = journal.settings.language
    facts = (
        ("Learners", ", ".join(part for part in whom if part)),
        *places,
        ("Facilitator", people.called(cycle.team, priority.facilitator or "")),
        ("Way of working", said(model.name, language) if model else ""),
        ("Began", priority.opened or ""),
        ("Looks back by", _looks_back(cycle)),
        ("Looked back", review.held or ""),
        ("Closed", review.closed or ""),
        ("Plan", priority.plan_link or ""),
        ("Adapted from", priority.adapts or ""),
    )
    return tuple((label, text) for label, text in facts if text)


def _looks_back(cycle: Cycle) -> str:
    is_to_come = cycle.is_open and cycle.review.held is None
    return (cycle.priority.review_by or "") if is_to_come else ""


def _steps(journal: Journal, cycle: Cycle) -> tuple[StepView, ...]:
    model = journal.model_of(cycle)
    language = journal.settings.language
    asked = {
        (str(step.stage), step.id): said(step.question, language)
        for step in (model.steps if model else ())
    }
    return tuple(
        StepView(
            number,
            step.name,
            asked.get((step.stage, step.id), ""),
            step.done,
            step.answer,
            step.holds,
        )
        for number, step in enumerate(steps_told(journal, cycle), 1)
    )


def _measure(
    cycle: Cycle,
    measure: Measure,
    told: Impact,
    impact: CycleImpact,
    codes: Mapping[Spot, str],
) -> MeasureView:
    names = names_of_groups(measure)
    rows = []
    for one in sorted(measure.results, key=lambda r: (r.date, r.group or "")):
        code = codes.get(Spot(cycle.name, measure.id, one.date, one.group))
        text = code or figure_text(measure, one)
        whom = names.get(one.group or "", one.group or EVERYBODY)
        rows.append(Row(one.date, _ROLES[one.role], whom, text))
    mine = {row.date: row for row in rows if row.whom == EVERYBODY}
    cautions = [told.caution.sentence] if told.caution and told.change else []
    cautions += [one for one in told.unlike if one not in cautions]
    if told.prediction and told.prediction.late:
        cautions.append(told.prediction.late)
    coded = any(row.text not in (HIDDEN, NO_FIGURE) for row in mine.values())
    return MeasureView(
        id=measure.id,
        name=measure.name,
        tool=measure.tool or "",
        target=target_text(measure),
        sentence="" if told.gist or (coded and not told.change) else told.sentence,
        gist=told.gist,
        before=mine.get(told.baseline.date) if told.baseline else None,
        after=mine.get(told.latest.date) if told.latest else None,
        cautions=tuple(cautions),
        design=told.design if told.change else "",
        since=told.series.sentences if told.series else (),
        chart=chart_of(measure, told, impact.actions),
        rows=tuple(rows),
    )


def _assumptions(cycle: Cycle) -> tuple[Item, ...]:
    now = {one.id: one.now for one in cycle.review.assumptions}
    return tuple(
        Item(one.id, one.text, (), now.get(one.id, ""))
        for one in cycle.priority.assumptions
    )


def _actions(cycle: Cycle, people: People) -> tuple[Item, ...]:
    return tuple(
        Item(one.id, one.what, _when(cycle, one, people), one.status)
        for one in cycle.action.actions
    )


def _learning(cycle: Cycle, people: People) -> tuple[Item, ...]:
    found = []
    for one in cycle.action.learning:
        whom = people.called(cycle.team, one.with_ or "")
        found.append(Item(one.id, one.what, _beside(whom, "with "), one.status))
    return tuple(found)


def _when(cycle: Cycle, action: Any, people: People) -> tuple[str, ...]:
    day = ""
    if action.status == "done" and action.done:
        day = str(action.done)
    elif action.status in ("planned", "doing") and action.due:
        day = f"due {action.due}"
    why = action.why if action.status == "dropped" and action.why else ""
    who = people.called(cycle.team, action.owner or "")
    return tuple(part for part in (day, who, why) if part)


def _beside(text: str | None, prefix: str = "") -> tuple[str, ...]:
    return (f"{prefix}{text}",) if text else ()


def _review(cycle: Cycle) -> tuple[tuple[str, str], ...]:
    review = cycle.review
    facts = (
        ("Outcome", OUTCOMES.get(review.outcome or "", "")),
        ("What comes next", _NEXT.get(review.next or "", "")),
        ("Looked back", review.held or ""),
    )
    return tuple((label, text) for label, text in facts if text)


def claims_of(cycle: Cycle, team: str) -> tuple[Claim, ...]:
    """Answer what was learned in a cycle."""
    review = cycle.review
    names = {one.id: one.name for one in cycle.evidence.measures}
    names |= {one.id: one.noticed for one in cycle.evidence.observations}
    names |= {one.id: one.what for one in cycle.action.actions}
    names |= {one.id: one.text for one in cycle.action.log}
    return tuple(
        Claim(
            id=one.id,
            text=one.claim,
            confidence=one.confidence,
            transfer=one.transfer or "",
            rests_on=tuple(names[ref] for ref in one.because if ref in names),
            day=review.held or review.closed or cycle.priority.opened or "",
            cycle=Link(cycle_page(cycle.name), cycle.priority.title),
            team=team,
        )
        for one in review.learned
    )


def lines_of(journal: Journal, following: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Answer the cycles that follow one another, by each of them, the oldest first.

    Only those among `following` say that they follow another.
    """
    after: dict[str, list[str]] = {}
    for name in following:
        before = journal.cycles[name].priority.follows
        if before and before in journal.cycles and before != name:
            after.setdefault(before, []).append(name)
    followers = {name for some in after.values() for name in some}
    found: dict[str, tuple[str, ...]] = {}
    for name in journal.cycles:
        if name in after and name not in followers:
            line = [name]
            for one in line:  # grows while it is walked
                line += [later for later in after.get(one, ()) if later not in line]
            found |= dict.fromkeys(line, tuple(line))
    return found


def _line(journal: Journal, cycle: Cycle, line: Sequence[str]) -> tuple[Link, ...]:
    return tuple(
        Link(cycle_page(name), journal.cycles[name].priority.title, name == cycle.name)
        for name in line
    )


def _by_day(deeds: Sequence[Deed]) -> tuple[tuple[str, tuple[Deed, ...]], ...]:
    days: dict[str, list[Deed]] = {}
    for one in deeds:
        days.setdefault(one.day, []).append(one)
    return tuple((day, tuple(some)) for day, some in days.items())
