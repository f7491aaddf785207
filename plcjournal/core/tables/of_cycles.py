"""The tables about cycles: the cycles themselves, their actions, what was learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.layout import STAGES
from plcjournal.core.tables.column import Column, Kind, Plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from plcjournal.core.tables.column import Cell
    from plcjournal.core.tables.sources import Claimed, Tried, Whole

_ID, _TEXT, _DAY = Kind.ID, Kind.TEXT, Kind.DAY


def _unit(name: str) -> Callable[[Whole], Cell]:
    return lambda one: one.places.get(name)


def _unread(one: Whole) -> Cell:
    return tuple(stage for stage in STAGES if stage in one.cycle.unread)


_PRIORITY: tuple[Column[Whole], ...] = (
    Column("cycle", _ID, "Name of the cycle", lambda one: one.cycle.name),
    Column("team", _ID, "Team whose cycle it is", lambda one: one.cycle.team),
    Column("team_name", _TEXT, "What the team is called", lambda one: one.team_name),
    Column("school", _TEXT, "School of the team", _unit("school")),
    Column("cluster", _TEXT, "Cluster it belongs to", _unit("cluster")),
    Column("district", _TEXT, "District it belongs to", _unit("district")),
    Column("province", _TEXT, "Province it belongs to", _unit("province")),
    Column(
        "title", _TEXT, "What the cycle is about", lambda one: one.cycle.priority.title
    ),
    Column("model", _ID, "Model whose steps it follows", lambda one: one.model),
    Column("opened", _DAY, "Day it began", lambda one: one.cycle.priority.opened),
    Column(
        "review_by",
        _DAY,
        "Day by which the team wants to look back",
        lambda one: one.cycle.priority.review_by,
    ),
    Column(
        "facilitator",
        _TEXT,
        "Who leads it: by name for the team, by what they do for others",
        lambda one: one.called(one.cycle.priority.facilitator or ""),
    ),
    Column(
        "learners",
        _TEXT,
        "Whom it is about: a group, never a person",
        lambda one: one.cycle.priority.learners.group,
    ),
    Column(
        "learners_size",
        Kind.WHOLE,
        "How many learners that group has",
        lambda one: one.cycle.priority.learners.size,
        "learners",
    ),
    Column("need", _TEXT, "What the team saw", lambda one: one.cycle.priority.need),
    Column(
        "question",
        _TEXT,
        "What the team wants to find out",
        lambda one: one.cycle.priority.question,
    ),
    Column(
        "theory",
        _TEXT,
        "Why the team thinks its actions will help",
        lambda one: one.cycle.action.theory,
    ),
    Column(
        "plan_link",
        _TEXT,
        "The bigger plan it is part of",
        lambda one: one.cycle.priority.plan_link,
    ),
    Column(
        "follows",
        _ID,
        "Earlier cycle that it continues",
        lambda one: one.cycle.priority.follows,
        refers="cycles.cycle",
    ),
    Column(
        "adapts",
        _TEXT,
        "Cycle of somebody else that it borrows from",
        lambda one: one.cycle.priority.adapts,
    ),
)
_REVIEW: tuple[Column[Whole], ...] = (
    Column("held", _DAY, "Day the team looked back", lambda one: one.cycle.review.held),
    Column(
        "outcome",
        _TEXT,
        "met, partly, not-met or cannot-tell, as the team said itself",
        lambda one: one.cycle.review.outcome,
    ),
    Column(
        "changed",
        _TEXT,
        "What changed, in the team's words",
        lambda one: one.cycle.review.changed,
    ),
    Column(
        "next",
        _TEXT,
        "keep, adapt, spread or stop: what becomes of it",
        lambda one: one.cycle.review.next,
    ),
    Column(
        "share",
        _TEXT,
        "team, school, cluster or public: who may see the cycle",
        lambda one: one.cycle.review.share,
    ),
    Column(
        "closed",
        _DAY,
        "Day it was closed; none while it is open",
        lambda one: one.cycle.review.closed,
    ),
    Column(
        "stale",
        Kind.FLAG,
        "True where the evidence changed after the review that rests on it",
        lambda one: one.stale,
    ),
    Column(
        "contested",
        Kind.IDS,
        "Fields of which two versions wait for the team to decide",
        lambda one: one.cycle.contested(),
    ),
    Column(
        "unreadable",
        Kind.TEXTS,
        "Records of the cycle that could not be read, so that their cells are empty",
        _unread,
    ),
)
CYCLES: Plan[Whole] = Plan(
    "cycles", "One row for each cycle of inquiry.", (*_PRIORITY, *_REVIEW)
)

ACTIONS: Plan[Tried] = Plan(
    "actions",
    "One row for each action: something a team tries in its teaching.",
    (
        Column(
            "cycle",
            _ID,
            "Cycle it belongs to",
            lambda one: one.whole.cycle.name,
            refers="cycles.cycle",
        ),
        Column("action", _ID, "Id of the action, in its cycle", lambda o: o.action.id),
        Column("what", _TEXT, "What is tried", lambda one: one.action.what),
        Column(
            "because",
            Kind.IDS,
            "Measures and observations of the cycle that speak for it",
            lambda one: one.action.because,
            refers="measures.measure",
        ),
        Column(
            "owner",
            _TEXT,
            "Who does it: by name for the team, by what they do for others",
            lambda one: one.whole.called(one.action.owner or ""),
        ),
        Column("due", _DAY, "Day it shall be done by", lambda one: one.action.due),
        Column(
            "status",
            _TEXT,
            "planned, doing, done or dropped",
            lambda one: one.action.status,
        ),
        Column("done", _DAY, "Day it was done", lambda one: one.action.done),
        Column("why", _TEXT, "Why it was dropped", lambda one: one.action.why),
        Column(
            "quick_win",
            Kind.FLAG,
            "True where it is meant to show soon",
            lambda one: one.action.quick_win,
        ),
        Column(
            "files",
            Kind.IDS,
            "Files kept with the cycle that belong to it",
            lambda one: one.action.files,
        ),
        Column(
            "round", _ID, "Round of the cycle it belongs to", lambda o: o.action.round
        ),
    ),
)

LEARNED: Plan[Claimed] = Plan(
    "learned",
    "One row for each thing a team says it learned.",
    (
        Column(
            "cycle",
            _ID,
            "Cycle it was learned in",
            lambda one: one.whole.cycle.name,
            refers="cycles.cycle",
        ),
        Column("learned", _ID, "Id of the claim, in its cycle", lambda o: o.claim.id),
        Column("claim", _TEXT, "What was learned", lambda one: one.claim.claim),
        Column(
            "because",
            Kind.IDS,
            "Measures, observations, actions and notes of the cycle it rests on",
            lambda one: one.claim.because,
            refers="measures.measure",
        ),
        Column(
            "confidence",
            _TEXT,
            "tentative, supported or strong, as the team said itself",
            lambda one: one.claim.confidence,
        ),
        Column(
            "transfer",
            _TEXT,
            "Where else it may hold",
            lambda one: one.claim.transfer,
        ),
        Column(
            "held",
            _DAY,
            "Day the team looked back",
            lambda one: one.whole.cycle.review.held,
        ),
    ),
)
