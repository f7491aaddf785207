"""What two dated results of a measure hold that can be compared with each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.figures import (
    FEW,
    FEWEST,
    Kind,
    counted,
    figures_of,
    is_about_learners,
    is_too_few,
    levels_of,
    pairs_told,
    reading_text,
    size_of,
)
from plcjournal.core.stats.means import estimate
from plcjournal.core.stats.proportions import Share, wilson
from plcjournal.core.stats.sample import Sample, sample_of
from plcjournal.core.telling.wording import a_day, day_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.core.records import Measure, Result
    from plcjournal.core.stats.interval import Interval

LIKE = ("tool", "cut", "scale", "unit")
"""What must stay the same of a measure for two figures of it to be compared."""
# How many of those there at either date must be among the pairs for them to stand
# for everybody.
_NEARLY_ALL = 0.9


class Reading(NamedTuple):
    """A figure of one kind, and what is known behind it.

    A share is a percentage, an amount is in the unit of the measure.
    """

    kind: Kind
    number: float
    size: int | None = None
    share: Share | None = None
    sample: Sample | None = None
    text: str = ""


class Pairing(NamedTuple):
    """How the marks of the learners who were there both times hang together.

    `size` is how many pairs are counted on, `told` that number if it may be told, and
    `sizes` how many were there at each date.
    """

    size: int
    correlation: float
    sizes: tuple[int, int]
    told: int | None
    size_is_known: bool = True

    @property
    def is_everybody(self) -> bool:
        """Say whether all who were there were there both times."""
        return self.told is not None and {*self.sizes} == {self.told}


def is_hidden(measure: Measure, result: Result, fewest: int) -> bool:
    """Say whether a result is about too few learners for any figure of theirs."""
    size = size_of(result)
    small = is_about_learners(measure) and size is not None and size < fewest
    return result.suppressed or small


def two_readings(
    measure: Measure, first: Result, last: Result
) -> tuple[Reading, Reading] | None:
    """Answer the figures of two results that are of one kind, None if none are."""
    one, other = readings(measure, first), readings(measure, last)
    kind = next((kind for kind in one if kind in other), None)
    return None if kind is None else (one[kind], other[kind])


def readings(measure: Measure, result: Result) -> Mapping[Kind, Reading]:
    """Answer the figures a result can be read as, the measure's own kind first."""
    behind = counted(measure, result)
    share = Share(*behind) if behind else None
    sample = sample_behind(result)
    return {
        kind: Reading(
            kind=kind,
            number=number,
            size=size_of(result),
            share=share if kind is Kind.SHARE else None,
            sample=sample if kind is Kind.AMOUNT else None,
            text=reading_text(measure, result, kind, number),
        )
        for kind, number in figures_of(measure, result).items()
    }


def interval_of(reading: Reading) -> Interval | None:
    """Answer how far chance may have moved one figure, None where nobody can tell."""
    if reading.share is not None:
        return wilson(reading.share).times(100).interval
    if reading.sample is not None and reading.sample.sd:
        return estimate(reading.sample).interval
    return None


def sample_behind(result: Result) -> Sample | None:
    """Answer the mean, spread and size of the marks, None where one is missing."""
    if result.suppressed:
        return None
    if result.mean is not None:
        sd, size = result.sd, result.size
        if sd is None or sd < 0 or size is None or size < 2:
            return None
        return Sample(float(result.mean), float(sd), size)
    levels = levels_of(result)
    return sample_of(levels) if sum(levels.values()) > 1 else None


def pairing_of(measure: Measure, first: Result, last: Result) -> Pairing | None:
    """Answer how the marks of two dates hang together, None unless it is known.

    The later result knows, in `paired`: with which date, how many were there both
    times, and the correlation of their marks. Without how many, it was all but a few,
    and as few are counted on as that can be. So few pairs that they cannot stand for
    everybody, or sizes that differ by more than a tenth, count as not known.
    """
    stored = last.paired
    if stored is None or stored.with_ != first.date or not is_about_learners(measure):
        return None
    correlation = stored.correlation
    sizes = (size_of(first) or 0, size_of(last) or 0)
    if correlation is None or not -1 <= correlation < 1 or min(sizes) < FEWEST:
        return None
    enough = max(FEWEST, _NEARLY_ALL * max(sizes))
    known = stored.size
    if not enough <= (min(sizes) if known is None else known) <= min(sizes):
        return None
    if known is None:
        size = max(FEWEST, min(sizes) - FEW[-1])
        return Pairing(size, float(correlation), sizes, None, size_is_known=False)
    return Pairing(known, float(correlation), sizes, pairs_told(known, *sizes))


def is_few(reading: Reading) -> bool:
    """Say whether so few stand behind a share that it is no percentage."""
    return reading.kind is Kind.SHARE and is_too_few(reading.size)


def spoken_day(words: str) -> str:
    """Write a day as a sentence says it, anything else as it stands."""
    day = a_day(words)
    return day_text(day) if day else words
