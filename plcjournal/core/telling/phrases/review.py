"""What is said about a cycle's review, and about what all records of a cycle have."""

from collections.abc import Mapping

from plcjournal.core.layout import STAGES
from plcjournal.core.telling.phrases.phrase import Kind, Phrase

REVIEW: Mapping[str, Phrase] = {
    "review.held": Phrase(
        Kind.DAY,
        "the day of the review",
        "reviewed on {after}",
        "reviewed on {before} → {after} ({by})",
        "took away the day of the review ({before})",
    ),
    "review.outcome": Phrase(
        Kind.WORD,
        "the outcome",
        "outcome: {after}",
        "outcome {before} → {after}",
        "no outcome any more (was {before})",
    ),
    "review.changed": Phrase(
        Kind.TEXT,
        "what changed",
        "wrote what changed: {after}",
        "reworded what changed",
        "took away what changed",
    ),
    "review.learned.*": Phrase(
        Kind.WHOLE,
        "what we learned ({claim})",
        "learned: {after}",
        "changed what we learned ({claim})",
        "took away what we learned ({claim})",
    ),
    "review.learned.*.claim": Phrase(
        Kind.TEXT,
        "the words of what we learned ({claim})",
        "{claim}: {after}",
        "reworded what we learned ({claim})",
        "took away the words of what we learned ({claim})",
    ),
    "review.learned.*.because.*": Phrase(
        Kind.TEXT,
        "a reason for {claim}",
        "{claim}: also because of {after}",
        "{claim}: because of {after}, no longer of {before}",
        "{claim}: no longer because of {before}",
    ),
    "review.learned.*.confidence": Phrase(
        Kind.WORD,
        "how sure we are of {claim}",
        "{claim}: {after}",
        "{claim}: {before} → {after}",
        "{claim}: took away how sure we are ({before})",
        usual="tentative",
    ),
    "review.learned.*.transfer": Phrase(
        Kind.TEXT,
        "where else {claim} may hold",
        "where else {claim} may hold: {after}",
        "reworded where else {claim} may hold",
        "took away where else {claim} may hold",
    ),
    "review.assumptions.*": Phrase(
        Kind.WHOLE,
        "what became of assumption {assumption}",
        "assumption {assumption}: {after}",
        "assumption {assumption}: {before} → {after}",
        "took away what became of assumption {assumption} ({before})",
    ),
    "review.assumptions.*.now": Phrase(
        Kind.WORD,
        "what became of assumption {assumption}",
        "assumption {assumption}: {after}",
        "assumption {assumption}: {before} → {after}",
        "took away what became of assumption {assumption} ({before})",
    ),
    "review.next": Phrase(
        Kind.WORD,
        "what comes next",
        "what comes next: {after}",
        "what comes next: {before} → {after}",
        "took away what comes next ({before})",
    ),
    "review.share": Phrase(
        Kind.WORD,
        "who may see it",
        "who may see it: {after}",
        "who may see it: {before} → {after}",
        "took away who may see it ({before})",
        usual="team",
    ),
    "review.based_on": Phrase(
        Kind.TEXT,
        "the evidence the review rests on",
        "kept which evidence the review rests on",
        "kept which evidence the review rests on now",
        "no longer keeps which evidence the review rests on",
    ),
    "review.closed": Phrase(
        Kind.DAY,
        "the day it was closed",
        "closed the cycle",
        "closed on {before} → {after} ({by})",
        "opened the cycle again",
    ),
}

ANSWERS: Mapping[str, Phrase] = {
    f"{stage}.answers.*": Phrase(
        Kind.TEXT,
        "the answer to '{step}'",
        "answered '{step}': {after}",
        "reworded the answer to '{step}'",
        "took away the answer to '{step}'",
    )
    for stage in STAGES
}
