"""What keeps two figures of a measure from being like with like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.figures import names_of_groups
from plcjournal.core.impact.cautions import not_alike, other_learners

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.impact.cautions import Comparison
    from plcjournal.core.records import Measure

_EVERYBODY = "everybody"


def unlike(measure: Measure, comparison: Comparison | None) -> tuple[str, ...]:
    """Answer, as sentences, what differs between before and after beside the figures.

    Without a comparison, whether the figures are about groups that never meet.
    """
    if comparison is None:
        return (*_other_groups(measure),)
    found = (other_learners(comparison), not_alike(comparison))
    return tuple(sentence for sentence in found if sentence)


def _other_groups(measure: Measure) -> Iterator[str]:
    before = _groups(measure, is_baseline=True)
    after = _groups(measure, is_baseline=False)
    if before and after and not {*before} & {*after}:
        yield (
            f"Not the same group: before it was {', '.join(before)}, afterwards "
            f"{', '.join(after)}."
        )


def _groups(measure: Measure, *, is_baseline: bool) -> list[str]:
    """Answer the groups that have a figure, by their names, in order."""
    names = names_of_groups(measure)
    found = {
        _EVERYBODY if one.group is None else names.get(one.group, one.group)
        for one in measure.results
        if (one.role == "baseline") == is_baseline
    }
    return sorted(found)
