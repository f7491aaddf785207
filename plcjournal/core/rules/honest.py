"""What keeps a review honest: what it rests on, and whether like meets like."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.basis import is_stale
from plcjournal.core.rulebook import finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.core.records import Measure

_PATIENCE = 14  # days
_OUTCOMES = ("met", "partly", "not-met")


def check_honest(journal: Journal, cycle: Cycle, today: str) -> Iterator[Finding]:
    """Find what a review leaves unsaid; nothing here keeps anybody from saving."""
    if "evidence" in cycle.unread:
        return
    yield from _predictions(cycle)
    if "review" not in cycle.unread:
        yield from _stale(cycle)
        yield from _claims(cycle)
        yield from _outcome(cycle)
        yield from _like(journal, cycle)
    if cycle.is_open and "action" not in cycle.unread:
        yield from _waiting(cycle, today)


def _stale(cycle: Cycle) -> Iterator[Finding]:
    if not is_stale(cycle):
        return
    outcome = cycle.review.outcome
    again = f" --outcome {outcome}" if outcome else ""
    yield finding(
        "stale-review",
        layout.stage_path(cycle.name, "review"),
        "The evidence changed after the review, which may no longer hold.",
        loc=("based_on",),
        field="based_on",
        fix=f"plc review {cycle.name}{again}",
    )


def _claims(cycle: Cycle) -> Iterator[Finding]:
    known = cycle.reasons()
    for number, claim in enumerate(cycle.review.learned):
        if claim.because or claim.confidence == "tentative":
            continue
        message = (
            f"'{claim.id}' is called {claim.confidence}, but rests on no evidence."
        )
        here = f"learned.{claim.id}.because"
        fix = f'plc add-evidence {cycle.name} --noticed "WHAT YOU SAW"'
        if known:
            fix = f"plc set review.{here} {known[0]} --cycle {cycle.name}"
        yield finding(
            "claim-without-evidence",
            layout.stage_path(cycle.name, "review"),
            message,
            loc=("learned", number),
            field=here,
            fix=fix,
        )


def _outcome(cycle: Cycle) -> Iterator[Finding]:
    outcome = cycle.review.outcome
    if outcome not in _OUTCOMES or any(map(_twice, cycle.evidence.measures)):
        return
    yield finding(
        "outcome-without-evidence",
        layout.stage_path(cycle.name, "review"),
        f"The outcome is '{outcome}', but nothing was measured before and after; "
        "'cannot-tell' is as good an outcome.",
        loc=("outcome",),
        field="outcome",
        fix=f"plc review {cycle.name} --outcome cannot-tell",
    )


def _twice(measure: Measure) -> bool:
    """Say whether a measure has figures from before and from afterwards."""
    return {"baseline"} < {
        "baseline" if one.role == "baseline" else "later" for one in measure.results
    }


def _like(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    review = cycle.review
    if review.outcome not in _OUTCOMES and not review.changed:
        return
    # Statistics are loaded only where somebody claims a change, and none is worked out.
    from plcjournal.core.impact.cautions import Comparison
    from plcjournal.core.impact.compared import first_action_of, pair_of
    from plcjournal.core.impact.like import unlike

    first_action = first_action_of(cycle.action.actions)
    fewest = journal.settings.privacy.min_group
    for number, measure in enumerate(cycle.evidence.measures):
        pair = pair_of(measure, first_action, fewest)
        for sentence in unlike(measure, Comparison(measure, *pair) if pair else None):
            yield finding(
                "not-like-with-like",
                layout.stage_path(cycle.name, "evidence"),
                f"'{measure.name}': {sentence[0].lower()}{sentence[1:]}",
                loc=("measures", number),
                field=f"measures.{measure.id}",
                fix=f'plc review {cycle.name} --changed "WHAT, AND FOR WHOM"',
            )


def _predictions(cycle: Cycle) -> Iterator[Finding]:
    for number, measure in enumerate(cycle.evidence.measures):
        if measure.prediction is None:
            continue
        from plcjournal.core.impact.prediction import late

        here = f"measures.{measure.id}.prediction"
        if sentence := late(measure):
            yield finding(
                "prediction-after-result",
                layout.stage_path(cycle.name, "evidence"),
                f"'{measure.name}': {sentence[0].lower()}{sentence[1:]}",
                loc=("measures", number, "prediction"),
                field=here,
                fix=f"plc remove evidence.{here} --cycle {cycle.name}",
            )


def _waiting(cycle: Cycle, today: str) -> Iterator[Finding]:
    """Find evidence that nobody has acted on for two weeks."""
    seen = [(one.date, one.id) for one in cycle.evidence.observations if one.date]
    for measure in cycle.evidence.measures:
        seen += [(result.date, measure.id) for result in measure.results]
        if any(result.role == "result" for result in measure.results):
            return  # what comes next is the review
    if not seen:
        return
    day, name = max(seen)
    acted = any(
        action.status in ("planned", "doing") or (action.done or "") >= day
        for action in cycle.action.actions
        if action.status != "dropped"
    )
    days = (date.fromisoformat(today) - date.fromisoformat(day)).days
    if acted or days < _PATIENCE:
        return
    yield finding(
        "evidence-without-action",
        layout.stage_path(cycle.name, "action"),
        f"'{name}' of {day} is {days} days old, and no action answers it yet.",
        loc=("actions",),
        field="actions",
        fix=f'plc add-action "WHAT" --because {name} --cycle {cycle.name}',
    )
