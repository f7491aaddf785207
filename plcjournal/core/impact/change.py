"""The change between two dates in figures: its size, its interval, its target."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.figures import (
    FEWEST,
    Kind,
    kind_of_unit,
    mark_text,
    target_of,
    with_unit,
)
from plcjournal.core.impact.comparable import readings, sample_behind
from plcjournal.core.stats import effects, means, proportions, targets
from plcjournal.core.stats.sample import Sample

if TYPE_CHECKING:
    from plcjournal.core.impact.comparable import Pairing, Reading
    from plcjournal.core.records import Measure, Result
    from plcjournal.core.stats.interval import Estimate, Interval

_UNITS = {"minutes": "minutes", "seconds": "seconds", "level": "levels"}


class Change(NamedTuple):
    """Latest minus baseline, in `unit`, with its interval where one can be had.

    `improved` is None where nothing changed; `note` says what the interval assumes, or
    why there is none.
    """

    number: float
    unit: str
    interval: Interval | None
    improved: bool | None
    note: str


class Aim(NamedTuple):
    """The target, the way left (latest minus target) and the share of it done.

    `kind` is what figures it was compared with, `unit` that of the distance. There is
    no share of the way where the baseline had met it already, or the figures are not
    alike.
    """

    value: float
    by: str | None
    distance: float
    progress: float | None
    is_reached: bool
    kind: Kind
    unit: str
    met_at_start: bool


class EffectSize(NamedTuple):
    """Hedges' g of the change, in standard deviations, and what it assumes.

    `reading` says what its sign means where a fall is better, '' elsewhere.
    """

    g: float
    interval: Interval
    is_paired: bool
    note: str
    reading: str = ""


def change_of(
    measure: Measure, before: Reading, after: Reading, pairing: Pairing | None
) -> Change:
    """Answer the change between two figures of one kind."""
    number = after.number - before.number
    interval, note = _interval(measure, before, after, pairing)
    return Change(
        number=number,
        unit=unit_of(measure, before.kind),
        interval=interval,
        improved=(number > 0) == (measure.better == "up") if number else None,
        note=note,
    )


def unit_of(measure: Measure, kind: Kind) -> str:
    """Answer in what the difference of two figures of a kind is told."""
    if kind is Kind.SHARE:
        return "percentage points"
    if kind is Kind.COUNT:
        return measure.of
    in_levels = any(result.levels for result in measure.results)
    return _UNITS.get(measure.unit, "levels" if in_levels else "marks")


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
    reading = _reading(measure, found.g)
    return EffectSize(found.g, found.interval, found.is_paired, note, reading)


def _reading(measure: Measure, g: float) -> str:
    if measure.better == "up" or not g:
        return ""
    if g < 0:
        return "minus is a fall, which is better here"
    return "plus is a rise, which is worse here"


def _hedges_g(before: Sample, after: Sample, pairing: Pairing | None) -> effects.Effect:
    if pairing is None:
        return effects.hedges_g(before, after)
    pairs = (_matched(before, pairing), _matched(after, pairing))
    return effects.hedges_g_paired(*pairs, pairing.correlation)


def _matched(sample: Sample, pairing: Pairing) -> Sample:
    """Answer what is known of all, taken for those who were there both times."""
    return Sample(sample.mean, sample.sd, pairing.size)


def _as_pairs(pairing: Pairing) -> str:
    r = mark_text(pairing.correlation)
    if pairing.is_everybody:
        return (
            f"worked out for the same {pairing.size} learners both times, whose marks "
            f"correlate by {r}"
        )
    before, after = pairing.sizes
    both = "those who were there both times, which is nearly all"
    if pairing.told is not None:
        both = f"the {pairing.told} who were there both times"
    elif not pairing.size_is_known:
        both = f"{both} (taken as {pairing.size} pairs)"
    return (
        f"worked out as pairs from the mean and spread of all {before} learners before "
        f"and all {after} after; the correlation of {r} is that of {both}"
    )


def _as_separate(measure: Measure, figures: str) -> str:
    if not measure.same_learners:
        return "worked out as for two separate groups"
    return (
        "worked out as for two separate groups: how the same learners did twice cannot "
        f"be told from two {figures}"
    )


def aim_of(
    measure: Measure, first: Result, last: Result, *, is_alike: bool = True
) -> Aim | None:
    """Answer how the target for everybody is met, None without figures of its kind."""
    target, kind = target_of(measure), kind_of_unit(measure.unit)
    before, after = (readings(measure, one).get(kind) for one in (first, last))
    if target is None or before is None or after is None:
        return None
    value = float(target.value)
    distance = targets.distance(after.number, value)
    met = _is_met(measure, targets.distance(before.number, value))
    progress = targets.progress(before.number, after.number, value)
    return Aim(
        value=value,
        by=target.by,
        distance=distance,
        progress=progress if is_alike and not met else None,
        is_reached=_is_met(measure, distance),
        kind=kind,
        unit=unit_of(measure, kind),
        met_at_start=met,
    )


def _is_met(measure: Measure, distance: float) -> bool:
    return distance >= 0 if measure.better == "up" else distance <= 0


def not_compared(measure: Measure, aim: Aim | None) -> str:
    """Say why a target is compared with no figure, '' where it is or there is none."""
    target = target_of(measure)
    if target is None or aim is not None:
        return ""
    kind = kind_of_unit(measure.unit)
    value = with_unit(float(target.value), kind, measure.unit)
    return f"{value}, not compared: {_WANTS[kind]}"


_WANTS = {
    Kind.SHARE: "it takes how many reached it at both dates",
    Kind.COUNT: "it takes a count at both dates",
    Kind.AMOUNT: "it takes a figure in its unit at both dates",
}
