"""What is known of the marks of one date: totals, never a learner's mark."""

from __future__ import annotations

from dataclasses import dataclass
from math import fsum, sqrt
from typing import TYPE_CHECKING

from plcjournal.core.stats.given import finite, spread, whole

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Sample:
    """The mean, the sample standard deviation (n - 1 below it) and the size.

    Mean and standard deviation are in the unit of the marks, the size counts learners.

    Raises:
        ValueError: a number is NaN or infinite, the standard deviation is below 0, or
            the size is no whole number of 2 or more, without which there is no spread.
    """

    mean: float
    sd: float
    size: int

    def __post_init__(self) -> None:
        finite(self.mean, "mean")
        spread(self.sd)
        whole(self.size, "size", least=2)


def sample_of(counts: Mapping[float, int]) -> Sample:
    """Answer mean, standard deviation and size of marks of which each is counted.

    `counts` maps a mark (a rubric level, say) to how many learners have it.

    Raises:
        ValueError: a mark or count is NaN, a count is below 0, or fewer than 2 in all.

    Source: the definitions of mean and sample variance.
    """
    size = sum(whole(count, "count") for count in counts.values())
    whole(size, "size", least=2)
    mean = fsum(finite(mark, "mark") * count for mark, count in counts.items()) / size
    squares = fsum(count * (mark - mean) ** 2 for mark, count in counts.items())
    return Sample(mean, sqrt(squares / (size - 1)), size)
