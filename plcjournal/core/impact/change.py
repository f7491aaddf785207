"""The change between two dates in figures: its size, its interval, its target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.core.figures import FEWEST, Kind, kind_of_unit, mark_text
from plcjournal.core.impact.comparable import sample_behind
from plcjournal.core.stats import effects, means, proportions, targets
from plcjournal.core.stats.sample import Sample

if TYPE_CHECKING:
    from plcjournal.core.impact.comparable import Pairing, Reading
    from plcjournal.core.records import Measure, Result
    from plcjournal.core.stats.interval import Estimate, Interval

_UNITS = {"minutes": "minutes", "seconds": "seconds", "level": "levels"}


@dataclass(frozen=True, slots=True)
class Change:
    """Latest minus baseline, in `unit`, with its interval where one can be had.

    `improved` is None where nothing changed; `note` says what the interval assumes, or
    why there is none.
    """

    number: float
    unit: str
    interval: Interval | None
    improved: bool | None
    note: str


@dataclass(frozen=True, slots=True)
class Aim:
    """The target, the way left (latest minus target) and the share of it done."""

    value: float
    by: str | None
    distance: float
    progress: float | None
    is_reached: bool


@dataclass(frozen=True, slots=True)
class EffectSize:
    """Hedges' g of the change, in standard deviations, and what it assumes."""

    g: float
    interval: Interval
    is_paired: bool
    note: str


def change_of(
    measure: Measure, before: Reading, after: Reading, pairing: Pairing | None
) -> Change:
    """Answer the change between two figures of one kind."""
    number = after.number - before.number
    interval, note = _interval(measure, before, after, pairing)
    return Change(
        number=number,
        unit=_unit(measure, before.kind),
        interval=interval,
        improved=(number > 0) == (measure.better == "up") if number else None,
        note=note,
    )


def _unit(measure: Measure, kind: Kind) -> str:
    if kind is Kind.SHARE:
        return "percentage points"
    return measure.of if kind is Kind.COUNT else _UNITS.get(measure.unit, "marks")


def _interval(
    measure: Measure, before: Reading, after: Reading, pairing: Pairing | None
) -> tuple[Interval | None, str]:
    if before.kind is Kind.COUNT:
        return None, "no interval: bare counts have none"
    if before.kind is Kind.SHARE:
        if before.share is None or after.share is None:
            return None, "no interval: the counts behind a percentage are not known"
        found = proportions.difference(before.share, after.share).times(100)
        return found.interval, _as_separate(measure, "percentages")
    one, other = before.sample, after.sample
    if one is None or other is None:
        return None, "no interval: it takes mean, spread and size of both dates"
    try:
        found = _of_means(one, other, pairing)
    except ValueError:  # no spread, or one that is lost when it is divided
        return None, "no interval: without any spread there is nothing to tell it from"
    note = _as_pairs(pairing) if pairing else _as_separate(measure, "means")
    return found.interval, note


def _of_means(before: Sample, after: Sample, pairing: Pairing | None) -> Estimate:
    if pairing is None:
        return means.difference(before, after)
    pairs = (_matched(before, pairing), _matched(after, pairing))
    return means.paired_difference(*pairs, pairing.correlation)


def effect_of(
    measure: Measure, first: Result, last: Result, pairing: Pairing | None
) -> EffectSize | None:
    """Answer Hedges' g, None without mean, spread and size of enough marks."""
    before, after = sample_behind(first), sample_behind(last)
    if before is None or after is None or min(before.size, after.size) < FEWEST:
        return None
    try:
        found = _hedges_g(before, after, pairing)
    except ValueError:  # no spread, or next to none beside the change
        return None
    note = _as_pairs(pairing) if pairing else _as_separate(measure, "means")
    return EffectSize(found.g, found.interval, found.is_paired, note)


def _hedges_g(before: Sample, after: Sample, pairing: Pairing | None) -> effects.Effect:
    if pairing is None:
        return effects.hedges_g(before, after)
    pairs = (_matched(before, pairing), _matched(after, pairing))
    return effects.hedges_g_paired(*pairs, pairing.correlation)


def _matched(sample: Sample, pairing: Pairing) -> Sample:
    """Answer what is known of all, taken for those who were there both times."""
    return Sample(sample.mean, sample.sd, pairing.size)


def _as_pairs(pairing: Pairing) -> str:
    return (
        f"worked out for the {pairing.size} learners who were there both times, whose "
        f"marks correlate by {mark_text(pairing.correlation)}"
    )


def _as_separate(measure: Measure, figures: str) -> str:
    if not measure.same_learners:
        return "worked out as for two separate groups"
    return (
        "worked out as for two separate groups: how the same learners did twice cannot "
        f"be told from two {figures}"
    )


def aim_of(measure: Measure, before: Reading, after: Reading) -> Aim | None:
    """Answer how the target for everybody is met, None without one in this kind."""
    target = next((t for t in measure.targets if t.group is None), None)
    if target is None or kind_of_unit(measure) is not after.kind:
        return None
    value = float(target.value)
    distance = targets.distance(after.number, value)
    return Aim(
        value=value,
        by=target.by,
        distance=distance,
        progress=targets.progress(before.number, after.number, value),
        is_reached=distance >= 0 if measure.better == "up" else distance <= 0,
    )
