"""What must hold inside one cycle, record by record."""

from collections.abc import Iterator, Sequence

from plcjournal.core import layout
from plcjournal.core.cycle import Cycle
from plcjournal.core.figures import place_of
from plcjournal.core.findings import Finding
from plcjournal.core.journal import Journal
from plcjournal.core.records import Action
from plcjournal.core.rulebook import finding
from plcjournal.core.rules.evidence import check_measure
from plcjournal.core.rules.honest import check_honest
from plcjournal.core.rules.models import (
    check_answers,
    check_fit,
    check_named,
    still_open,
)
from plcjournal.core.rules.naming import (
    contested_fields,
    double_ids,
    unknown,
    unknown_cycle,
    unknown_team,
)


def check_cycle(journal: Journal, cycle: Cycle, today: str = "") -> Iterator[Finding]:
    """Find what does not hold in one cycle; unread records are left out.

    Without `today` nothing is said about how honest its review is.
    """
    for stage, rule in _RULES.items():
        if stage not in cycle.unread:
            yield from rule(journal, cycle)
            yield from contested_fields(
                layout.stage_path(cycle.name, stage), cycle.stage(stage)
            )
            if "priority" not in cycle.unread:  # which names the model
                yield from check_answers(journal, cycle, stage)
    yield from still_open(journal, cycle)
    if "priority" not in cycle.unread:
        yield from check_fit(journal, cycle)
    if today:
        yield from check_honest(journal, cycle, today)


def check_stage(journal: Journal, cycle: Cycle, stage: str) -> Iterator[Finding]:
    """Find what must not be in one record of a cycle, and some of what should not."""
    if stage not in cycle.unread:
        yield from _RULES[stage](journal, cycle)


def _priority(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    path = layout.stage_path(cycle.name, "priority")
    priority = cycle.priority
    if priority.team is not None and priority.team != cycle.team:
        message = (
            f"'team' says {priority.team}, but the cycle lies in the folder of "
            f"{cycle.team}; the folder is right."
        )
        yield finding(
            "team-and-folder",
            path,
            message,
            loc=("team",),
            field="team",
            fix=f"team: {cycle.team}",
        )
    if cycle.team not in journal.teams:
        yield unknown_team(journal, path, cycle.team)
    if priority.model:
        yield from check_named(journal, path, priority.model)
    if priority.follows and priority.follows not in journal.cycles:
        place = ("follows",)
        yield unknown_cycle(journal, path, priority.follows, place, "follows")
    yield from double_ids(path, ("assumptions",), priority.assumptions)
    opened, review_by = priority.opened, priority.review_by
    if opened and review_by and review_by < opened:
        message = f"The review ({review_by}) comes before the start ({opened})."
        yield _late(path, message, "review_by")


def _late(path: str, message: str, field: str) -> Finding:
    loc = (field,)
    return finding("dates-in-order", path, message, loc=loc, field=field)


def _round(
    cycle: Cycle,
    path: str,
    loc: tuple[str | int, ...],
    field: str,
    named: str | None,
) -> Iterator[Finding]:
    rounds = [turn.id for turn in cycle.action.rounds]
    if named and named not in rounds and "action" not in cycle.unread:
        yield unknown(
            path,
            "unknown-reference",
            f"There is no round '{named}' in this cycle",
            named,
            rounds,
            (*loc, "round"),
            f"{field}.round",
        )


def _evidence(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    del journal
    path = layout.stage_path(cycle.name, "evidence")
    yield from double_ids(path, ("measures",), cycle.evidence.measures)
    yield from double_ids(path, ("observations",), cycle.evidence.observations)
    for number, measure in enumerate(cycle.evidence.measures):
        field = f"measures.{measure.id}"
        loc: tuple[str | int, ...] = ("measures", number)
        yield from double_ids(path, (*loc, "groups"), measure.groups, f"{field}.groups")
        yield from check_measure(path, number, measure)
        for index, result in enumerate(measure.results):
            place = (*loc, "results", index)
            here = f"{field}.results.{place_of(result)}"
            yield from _round(cycle, path, place, here, result.round)


def _because(
    cycle: Cycle,
    path: str,
    loc: tuple[str | int, ...],
    field: str,
    reasons: Sequence[str],
) -> Iterator[Finding]:
    if {"evidence", "action"} & cycle.unread:
        return
    known = cycle.reasons()
    for number, reason in enumerate(reasons):
        if reason not in known:
            sentence = f"'{reason}' is no measure, observation or note of this cycle"
            yield unknown(
                path,
                "unknown-reference",
                sentence,
                reason,
                known,
                (*loc, "because", number),
                f"{field}.because.{reason}",
            )


def _action(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    del journal
    path = layout.stage_path(cycle.name, "action")
    plan = cycle.action
    yield from double_ids(path, ("actions",), plan.actions)
    yield from double_ids(path, ("learning",), plan.learning)
    yield from double_ids(path, ("rounds",), plan.rounds)
    yield from double_ids(path, ("log",), plan.log)
    for number, entry in enumerate(plan.log):
        here = f"log.{entry.id}"
        yield from _round(cycle, path, ("log", number), here, entry.round)
    for number, action in enumerate(plan.actions):
        loc: tuple[str | int, ...] = ("actions", number)
        field = f"actions.{action.id}"
        yield from _because(cycle, path, loc, field, action.because)
        yield from _round(cycle, path, loc, field, action.round)
        yield from _status(path, loc, field, action)
        if not action.because and cycle.evidence.measures:
            message = f"'{action.id}' names no evidence as its reason."
            fix = f"plc set action.{field}.because {cycle.evidence.measures[0].id}"
            here = f"{field}.because"
            yield finding(
                "action-without-reason", path, message, loc=loc, field=here, fix=fix
            )


def _status(
    path: str, loc: tuple[str | int, ...], field: str, action: Action
) -> Iterator[Finding]:
    rules = {
        "done-without-status": (
            action.done and action.status != "done",
            f"'{action.id}' has a done date but is {action.status}.",
            ("done", "done", "status: done"),
        ),
        "dropped-without-why": (
            action.status == "dropped" and not action.why,
            f"'{action.id}' was dropped; a word on why helps others.",
            ("status", "why", "why: …"),
        ),
    }
    for rule, (broken, message, (at, key, fix)) in rules.items():
        if broken:
            here = f"{field}.{key}"
            yield finding(rule, path, message, loc=(*loc, at), field=here, fix=fix)


def _review(journal: Journal, cycle: Cycle) -> Iterator[Finding]:
    del journal
    path = layout.stage_path(cycle.name, "review")
    review = cycle.review
    yield from double_ids(path, ("learned",), review.learned)
    yield from double_ids(path, ("assumptions",), review.assumptions)
    for number, claim in enumerate(review.learned):
        loc = ("learned", number)
        yield from _because(cycle, path, loc, f"learned.{claim.id}", claim.because)
    if "priority" not in cycle.unread:
        known = [assumption.id for assumption in cycle.priority.assumptions]
        for number, assumption in enumerate(review.assumptions):
            if assumption.id not in known:
                yield unknown(
                    path,
                    "unknown-reference",
                    f"The priority lists no assumption '{assumption.id}'",
                    assumption.id,
                    known,
                    ("assumptions", number, "id"),
                    f"assumptions.{assumption.id}.id",
                )
    if review.closed and review.outcome is None:
        message = (
            "A closed cycle needs an outcome: met, partly, not-met or cannot-tell."
        )
        yield finding(
            "closed-without-outcome",
            path,
            message,
            loc=("closed",),
            field="outcome",
            fix="outcome: cannot-tell",
        )
    if review.closed and not review.learned:
        message = "A closed cycle needs one thing the team learned."
        yield finding(
            "closed-without-learning", path, message, loc=("closed",), field="learned"
        )
    opened = cycle.priority.opened
    for name in ("held", "closed"):
        day = getattr(review, name)
        if day and opened and day < opened:
            message = f"'{name}' ({day}) comes before the cycle opened ({opened})."
            yield _late(path, message, name)
    if review.held and review.closed and review.closed < review.held:
        message = (
            f"Closed ({review.closed}) before the review was held ({review.held})."
        )
        yield _late(path, message, "closed")


_RULES = {
    "priority": _priority,
    "evidence": _evidence,
    "action": _action,
    "review": _review,
}
