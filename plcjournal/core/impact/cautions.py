"""The one thing to bear in mind when a change is read."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.figures import (
    FEWEST,
    Kind,
    ends_of_scale,
    is_about_learners,
    number_text,
)
from plcjournal.core.impact.comparable import LIKE, is_few
from plcjournal.core.stats.proportions import one_learner

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from plcjournal.core.impact.comparable import Reading
    from plcjournal.core.records import Measure

_SMALL = 30
_SO_MANY_OTHERS = 0.1
_EDGE = 0.05  # of the whole scale
# How teams say that a group was chosen because its marks were low.
_LOW = re.compile(
    r"\b(below|lowest|bottom|weakest|struggl\w+|behind|at[- ]risk|intervention|"
    r"re-?teach\w*|catch(ing)?[- ]up|not yet|"
    r"low(er)?[- ](attain|achiev|scor|perform)\w*|"
    r"isaf|gwannaf|en difficulté|à risque|plus faibles|en dessous)\b",
    re.IGNORECASE,
)


class CautionKind(StrEnum):
    """What a caution is about, the gravest first."""

    NOT_ALIKE = "different-tool-or-cut"
    OTHER_LEARNERS = "other-learners"
    CEILING = "ceiling"
    SMALL_GROUP = "small-group"
    PICKED_FOR_LOW_MARKS = "regression-to-the-mean"
    ORDINARY_GROWTH = "ordinary-growth"


class Caution(NamedTuple):
    """One caution, as a sentence."""

    kind: CautionKind
    sentence: str


class Comparison(NamedTuple):
    """Two figures of a measure, and what is known of how they came about.

    `altered` names the keys of the measure whose values changed between the two dates;
    `whom` is how the team describes its learners.
    """

    measure: Measure
    before: Reading
    after: Reading
    altered: Collection[str] = ()
    whom: str = ""


def caution_of(comparison: Comparison) -> Caution:
    """Answer the gravest caution that fits; ordinary growth always does."""
    for kind, sentence_of in _CAUTIONS.items():
        sentence = sentence_of(comparison)
        if sentence:
            return Caution(kind, sentence)
    return Caution(CautionKind.ORDINARY_GROWTH, _ordinary_growth(comparison))


def _small_group(comparison: Comparison) -> str:
    sizes = [r.size for r in (comparison.before, comparison.after) if r.size]
    fewest = min(sizes, default=_SMALL)
    if fewest >= _SMALL:
        return ""
    group = f"{fewest} {comparison.measure.of}"
    if fewest < FEWEST:
        return f"Only {group}: too few for a percentage or an effect size."
    if comparison.before.kind is Kind.SHARE:
        points = number_text(one_learner(fewest))
        return f"A small group: each of {group} is worth {points} points."
    return f"A small group: of {group}, a few can move the whole figure."


def other_learners(comparison: Comparison) -> str:
    """Say that the sizes differ by more than a tenth, '' where they do not."""
    first, last = comparison.before.size, comparison.after.size
    if not first or not last or not is_about_learners(comparison.measure):
        return ""
    if abs(last - first) <= _SO_MANY_OTHERS * first:
        return ""
    return (
        f"Not the same learners: {first} before and {last} after, so that part of the "
        "change may be who was there."
    )


def not_alike(comparison: Comparison) -> str:
    """Say what was measured in another way the second time, '' if nothing was."""
    altered = what_altered(comparison.altered)
    if not altered:
        return ""
    return (
        f"Not like with like: {altered} changed between the two dates, which alone can "
        "move the figure."
    )


def what_altered(altered: Collection[str]) -> str:
    """Name what was measured in another way, '' if nothing that matters was."""
    return " and ".join(key for key in LIKE if key in altered)


def _ceiling(comparison: Comparison) -> str:
    two = (comparison.before, comparison.after)
    at_edge = sum(_is_at_edge(comparison, one) for one in two)
    if not at_edge or any(map(is_few, two)):
        return ""
    which = "Both figures lie" if at_edge > 1 else "One of the figures lies"
    return (
        f"{which} at the edge of the scale, where differences between "
        f"{comparison.measure.of} hardly show any more."
    )


def _is_at_edge(comparison: Comparison, reading: Reading) -> bool:
    ends = ends_of_scale(comparison.measure, reading.kind)
    if ends is None:
        return False
    place = (reading.number - ends[0]) / (ends[1] - ends[0])
    return not _EDGE < place < 1 - _EDGE


def _picked(comparison: Comparison) -> str:
    if not is_about_learners(comparison.measure) or not _LOW.search(comparison.whom):
        return ""
    return (
        "Learners chosen because they did badly do better the next time anyway "
        "(regression to the mean)."
    )


def _ordinary_growth(comparison: Comparison) -> str:
    growth = "ordinary growth, practice with the task"
    if not is_about_learners(comparison.measure):
        growth = "habit, knowing that somebody counts"
    return f"Without a comparison group, some of it may have come anyway ({growth})."


_CAUTIONS: dict[CautionKind, Callable[[Comparison], str]] = {
    CautionKind.NOT_ALIKE: not_alike,
    CautionKind.OTHER_LEARNERS: other_learners,
    CautionKind.CEILING: _ceiling,
    CautionKind.SMALL_GROUP: _small_group,
    CautionKind.PICKED_FOR_LOW_MARKS: _picked,
}
