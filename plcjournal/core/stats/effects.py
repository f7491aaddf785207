"""How large a change is beside the spread of the marks: standardised differences.

All are pure numbers, in standard deviations; above 0 where the second mean is higher.
None says what the change is due to, or how it compares with anybody else's.
"""

from __future__ import annotations

from math import exp, hypot, isfinite, lgamma, sqrt
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.stats.given import finite, pairing
from plcjournal.core.stats.interval import USUAL, around
from plcjournal.core.stats.means import same_size, spread_of_gains
from plcjournal.core.stats.quantiles import half_width

if TYPE_CHECKING:
    from plcjournal.core.stats.interval import Interval
    from plcjournal.core.stats.sample import Sample


class Effect(NamedTuple):
    """Hedges' g, its interval, and what it was made of.

    `d` is the difference before the correction for small samples, `correction` the
    factor between the two, `df` its degrees of freedom.
    """

    g: float
    interval: Interval
    d: float
    correction: float
    df: int
    is_paired: bool = False


def hedges_g(before: Sample, after: Sample, level: float = USUAL) -> Effect:
    """Answer the standardised difference of two separate groups.

    Raises:
        ValueError: there is no spread, or next to none beside the change; the level is
            NaN or not between 0 and 1.

    Source: Hedges (1981), J. Educ. Stat. 6: 107-128; variance as in Borenstein et al.
    (2009), Introduction to Meta-Analysis, chapter 4.
    """
    n1, n2 = before.size, after.size
    d = pooled_d(before, after)
    variance = (n1 + n2) / (n1 * n2) + d * d / (2 * (n1 + n2))
    return _effect(d, variance, n1 + n2 - 2, level)


def hedges_g_paired(
    before: Sample, after: Sample, correlation: float, level: float = USUAL
) -> Effect:
    """Answer the standardised difference of the same learners twice.

    It is divided by the spread of the marks, not of the gains, so that it compares
    with that of separate groups. `correlation` is Pearson's r between the two marks
    of each learner.

    Raises:
        ValueError: the sizes differ or are below 3, the correlation is NaN, below -1
            or 1 or more, there is no spread, or the level is not between 0 and 1.

    Source: d_rm of Lakens (2013), Front. Psychol. 4: 863; variance and correction as
    in Borenstein et al. (2009), Introduction to Meta-Analysis, chapter 4.
    """
    n = same_size(before, after)
    if n < 3:
        raise ValueError(f"Pairs of marks need 3 learners or more, not {n}.")
    rest = 2 * (1 - pairing(correlation))
    gains = spread_of_gains(before, after, correlation)
    d = _over(after.mean - before.mean, gains) * sqrt(rest)
    variance = (1 / n + d * d / (2 * n)) * rest
    return _effect(d, variance, n - 1, level, is_paired=True)


def _effect(
    d: float, variance: float, df: int, level: float, *, is_paired: bool = False
) -> Effect:
    if not isfinite(variance):
        raise ValueError("Beside the change there is next to no spread.")
    factor = correction(df)
    margin = factor * half_width(level, variance)
    found = around(factor * d, margin, level)
    return Effect(found.number, found.interval, d, factor, df, is_paired)


def correction(df: float) -> float:
    """Answer the factor that takes the small-sample bias out of d: 1 - 3/(4 df - 1).

    Raises:
        ValueError: df is NaN or below 1.

    Source: Hedges (1981), J. Educ. Stat. 6: 107-128, the approximation.
    """
    return 1 - 3 / (4 * _degrees(df) - 1)


def exact_correction(df: float) -> float:
    """Answer the same factor without approximation.

    From 8 degrees of freedom on the two differ by less than 0.0006.

    Raises:
        ValueError: df is NaN or below 1.

    Source: Hedges (1981), J. Educ. Stat. 6: 107-128, by the gamma function.
    """
    if _degrees(df) == 1:
        return 0.0
    return exp(lgamma(df / 2) - lgamma((df - 1) / 2)) / sqrt(df / 2)


def _degrees(df: float) -> float:
    if finite(df, "degrees of freedom") < 1:
        raise ValueError(f"The degrees of freedom must be 1 or more, not {df}.")
    return df


def pooled_sd(before: Sample, after: Sample) -> float:
    """Answer the spread that two groups share, in the unit of the marks.

    Source: Cohen (1988), Statistical Power Analysis, chapter 2.
    """
    df = before.size + after.size - 2
    first, second = (one.sd * sqrt((one.size - 1) / df) for one in (before, after))
    return hypot(first, second)


def pooled_d(before: Sample, after: Sample) -> float:
    """Answer the difference over the pooled standard deviation.

    Raises:
        ValueError: there is no spread.

    Source: Cohen (1988), Statistical Power Analysis, chapter 2.
    """
    return _over(after.mean - before.mean, pooled_sd(before, after))


def school_form(before: Sample, after: Sample) -> float:
    """Answer the difference over the mean of both standard deviations.

    It is what schools are taught; shown beside g at most, never instead of it.

    Raises:
        ValueError: there is no spread.

    Source: Hattie (2012), Visible Learning for Teachers.
    """
    return _over(after.mean - before.mean, (before.sd + after.sd) / 2)


def _over(change: float, spread: float) -> float:
    if not spread:
        raise ValueError("Without any spread there is no standardised difference.")
    return change / spread
