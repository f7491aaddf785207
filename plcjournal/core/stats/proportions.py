"""Shares of learners, their intervals, and what two of them differ by.

Every share, difference and interval here is a fraction, not a percentage: 0.4 for
40 %. Times 100 a difference is in percentage points.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt

from plcjournal.core.stats.given import whole
from plcjournal.core.stats.interval import USUAL, Estimate, Interval
from plcjournal.core.stats.quantiles import normal_margin


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many.

    Raises:
        ValueError: a count is NaN, broken or below 0, the size is 0, or there are
            more than there are.
    """

    count: int
    size: int

    def __post_init__(self) -> None:
        size = whole(self.size, "size", least=1)
        if whole(self.count, "count") > size:
            raise ValueError(f"{self.count} of {self.size} is more than there are.")

    @property
    def proportion(self) -> float:
        """Answer the share as a fraction from 0 to 1."""
        return self.count / self.size


def one_learner(size: int) -> float:
    """Answer how many percentage points one of so many learners is worth: 100/size.

    Raises:
        ValueError: the size is NaN, broken or below 1.

    Source: arithmetic.
    """
    return 100 / whole(size, "size", least=1)


def wilson(share: Share, level: float = USUAL) -> Estimate:
    """Answer a share with its interval, fractions from 0 to 1.

    Raises:
        ValueError: the level is NaN, or not between 0 and 1.

    Source: Wilson (1927), J. Am. Stat. Assoc. 22: 209-212; the score interval without
    continuity correction, method 3 of Newcombe (1998), Stat. Med. 17: 857-872.
    """
    z, p, n = normal_margin(level), share.proportion, share.size
    shrink = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / shrink
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / shrink
    # In exact arithmetic the ends of nobody and everybody are 0 and 1.
    low = 0.0 if share.count == 0 else min(centre - half, p)
    high = 1.0 if share.count == n else max(centre + half, p)
    return Estimate(p, Interval(low, high, level))


def difference(before: Share, after: Share, level: float = USUAL) -> Estimate:
    """Answer after - before for two separate groups, fractions from -1 to 1.

    For the same learners twice it is only approximate: who changed cannot be
    rebuilt from two shares.

    Raises:
        ValueError: the level is NaN, or not between 0 and 1.

    Source: Newcombe (1998), Stat. Med. 17: 873-890, method 10 (the hybrid score
    interval without continuity correction).
    """
    one, other = wilson(before, level), wilson(after, level)
    p1, p2 = one.number, other.number
    down1, up1 = p1 - one.interval.low, one.interval.high - p1
    down2, up2 = p2 - other.interval.low, other.interval.high - p2
    low, high = p2 - p1 - hypot(down2, up1), p2 - p1 + hypot(up2, down1)
    return Estimate(p2 - p1, Interval(max(low, -1.0), min(high, 1.0), level))
