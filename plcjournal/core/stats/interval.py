"""A figure and how far chance may have moved it."""

from __future__ import annotations

from typing import NamedTuple

USUAL = 0.95
"""The level of every interval unless somebody asks for another."""


class Interval(NamedTuple):
    """A confidence interval: both ends, and its level (0.95 for 95 %)."""

    low: float
    high: float
    level: float = USUAL

    def holds(self, number: float) -> bool:
        """Say whether a number lies inside, the ends included."""
        return self.low <= number <= self.high

    def times(self, factor: float) -> Interval:
        """Answer the interval in another unit: shares times 100 are percentages.

        A factor below 0 turns it round.
        """
        ends = sorted((self.low * factor, self.high * factor))
        return Interval(ends[0], ends[1], self.level)


class Estimate(NamedTuple):
    """A figure with its interval, both in the same unit."""

    number: float
    interval: Interval

    def times(self, factor: float) -> Estimate:
        """Answer the estimate in another unit."""
        return Estimate(self.number * factor, self.interval.times(factor))


def around(number: float, margin: float, level: float) -> Estimate:
    """Answer a figure with the same margin on both sides."""
    return Estimate(number, Interval(number - margin, number + margin, level))
