"""What is said about a cycle's priority."""

from collections.abc import Mapping

from plcjournal.core.telling.phrases.phrase import Kind, Phrase

PRIORITY: Mapping[str, Phrase] = {
    "priority.title": Phrase(
        Kind.TEXT,
        "the title",
        "called the cycle {after}",
        "renamed the cycle: {before} → {after}",
        "took away the title ({before})",
    ),
    "priority.team": Phrase(
        Kind.NAMED,
        "the team",
        "team: {after}",
        "team {before} → {after}",
        "took away which team it is ({before})",
    ),
    "priority.model": Phrase(
        Kind.NAMED,
        "the model",
        "chose the model {after}",
        "model {before} → {after}",
        "no model chosen any more (was {before})",
    ),
    "priority.opened": Phrase(
        Kind.DAY,
        "the day it began",
        "began on {after}",
        "began {before} → {after} ({by})",
        "took away the day it began ({before})",
    ),
    "priority.review_by": Phrase(
        Kind.DAY,
        "the day to review by",
        "review by {after}",
        "review by {before} → {after} ({by})",
        "no day to review by any more (was {before})",
    ),
    "priority.facilitator": Phrase(
        Kind.PEOPLE,
        "the facilitator",
        "facilitator: {after}",
        "facilitator {before} → {after}",
        "no facilitator any more (was {before})",
    ),
    "priority.learners.group": Phrase(
        Kind.TEXT,
        "who the learners are",
        "learners: {after}",
        "learners: {before} → {after}",
        "took away who the learners are ({before})",
    ),
    "priority.learners.size": Phrase(
        Kind.NUMBER,
        "the number of learners",
        "number of learners: {after}",
        "number of learners {before} → {after} ({by})",
        "took away the number of learners ({before})",
    ),
    "priority.need": Phrase(
        Kind.TEXT,
        "what we see",
        "wrote what we see: {after}",
        "reworded what we see",
        "took away what we see",
    ),
    "priority.question": Phrase(
        Kind.TEXT,
        "the question",
        "wrote the question: {after}",
        "reworded the question",
        "took away the question",
    ),
    "priority.plan_link": Phrase(
        Kind.TEXT,
        "the link to the plan",
        "linked to the plan: {after}",
        "link to the plan: {before} → {after}",
        "took away the link to the plan ({before})",
    ),
    "priority.assumptions.*": Phrase(
        Kind.WHOLE,
        "assumption {assumption}",
        "we assume: {after}",
        "changed assumption {assumption}",
        "took away assumption {assumption}",
    ),
    "priority.assumptions.*.text": Phrase(
        Kind.TEXT,
        "the words of assumption {assumption}",
        "assumption {assumption}: {after}",
        "reworded assumption {assumption}",
        "took away the words of assumption {assumption}",
    ),
    "priority.follows": Phrase(
        Kind.CYCLE,
        "the cycle it carries on from",
        "carries on from {after}",
        "carries on from {after}, no longer from {before}",
        "no longer carries on from {before}",
    ),
    "priority.adapts": Phrase(
        Kind.TEXT,
        "the cycle it borrows from",
        "borrows from {after}",
        "borrows from {after}, no longer from {before}",
        "no longer borrows from {before}",
    ),
}
