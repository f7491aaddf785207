"""A mean, and what two means differ by, in the unit of the marks."""

from __future__ import annotations

from math import hypot, sqrt
from typing import TYPE_CHECKING

from plcjournal.core.stats.given import pairing
from plcjournal.core.stats.interval import USUAL, around
from plcjournal.core.stats.quantiles import t_margin

if TYPE_CHECKING:
    from plcjournal.core.stats.interval import Estimate
    from plcjournal.core.stats.sample import Sample


def estimate(sample: Sample, level: float = USUAL) -> Estimate:
    """Answer a mean with its interval.

    Raises:
        ValueError: the level is NaN or not between 0 and 1.

    Source: Student (1908), Biometrika 6: 1-25.
    """
    error = sample.sd / sqrt(sample.size)
    return around(sample.mean, t_margin(level, sample.size - 1) * error, level)


def difference(before: Sample, after: Sample, level: float = USUAL) -> Estimate:
    """Answer after - before for two separate groups whose spreads may differ.

    Raises:
        ValueError: nobody differs from anybody (both standard deviations are 0), or
            the level is NaN or not between 0 and 1.

    Source: Welch (1947), Biometrika 34: 28-35.
    """
    first, second = (one.sd / sqrt(one.size) for one in (before, after))
    error = hypot(first, second)
    if not error:
        raise ValueError("Without any spread no interval can be worked out.")
    parts = (
        (first / error) ** 4 / (before.size - 1),
        (second / error) ** 4 / (after.size - 1),
    )
    margin = t_margin(level, 1 / sum(parts)) * error
    return around(after.mean - before.mean, margin, level)


def paired_difference(
    before: Sample, after: Sample, correlation: float, level: float = USUAL
) -> Estimate:
    """Answer after - before for the same learners twice.

    `correlation` is Pearson's r between the two marks of each learner.

    Raises:
        ValueError: the sizes differ, the correlation is NaN, below -1, 1 or more, no
            gain differs from another, or the level is not between 0 and 1.

    Source: Student (1908), Biometrika 6: 1-25, with the spread of the gains as in
    Lakens (2013), Front. Psychol. 4: 863.
    """
    size = same_size(before, after)
    error = spread_of_gains(before, after, correlation) / sqrt(size)
    if not error:
        raise ValueError("Without any spread no interval can be worked out.")
    margin = t_margin(level, size - 1) * error
    return around(after.mean - before.mean, margin, level)


def spread_of_gains(before: Sample, after: Sample, correlation: float) -> float:
    """Answer the standard deviation of the gains, in the unit of the marks.

    Raises:
        ValueError: the correlation is NaN, below -1, or 1 or more.

    Source: the variance of a difference, S1^2 + S2^2 - 2*r*S1*S2, written so that
    nothing is lost where it is nearly 0.
    """
    shared = sqrt(2 * (1 - pairing(correlation)) * before.sd) * sqrt(after.sd)
    return hypot(before.sd - after.sd, shared)


def same_size(before: Sample, after: Sample) -> int:
    """Answer the size that two samples of the same learners share.

    Raises:
        ValueError: the sizes differ.
    """
    if before.size != after.size:
        raise ValueError(
            f"The same learners twice are as many: not {before.size} and {after.size}."
        )
    return before.size
