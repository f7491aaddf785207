"""How far out of the middle a share of a normal or a t distribution lies."""

from __future__ import annotations

from math import exp, lgamma, log, pi, sqrt
from statistics import NormalDist

from plcjournal.core.stats.given import between, finite

_NORMAL = NormalDist()
# From here on the series in 1/df is exact to the last digits; below, the integral is.
_MANY = 1000.0
_STEPS = 1000
_TINY = 1e-300


def normal_margin(level: float) -> float:
    """Answer how many standard deviations to each side hold a share of a normal.

    `level` is a share between 0 and 1; 0.95 gives 1.959964.

    Raises:
        ValueError: the level is NaN, or not between 0 and 1.

    Source: Wichura (1988), algorithm AS 241, as in `statistics.NormalDist.inv_cdf`.
    """
    return abs(_NORMAL.inv_cdf((1 - between(level, 0, 1, "level")) / 2))


def t_margin(level: float, df: float) -> float:
    """Answer how far to each side a share of Student's t distribution reaches.

    `level` is a share between 0 and 1, `df` the degrees of freedom, 1 or more and
    not necessarily whole; 0.95 and 10 give 2.228139.

    Raises:
        ValueError: the level is NaN or not between 0 and 1; df is NaN or below 1.

    Source: Student's distribution as an incomplete beta function, Abramowitz & Stegun
    (1964) 26.7.1 and 26.5.8; for large df their expansion 26.7.5.
    """
    z = normal_margin(level)
    if finite(df, "degrees of freedom") < 1:
        raise ValueError(f"The degrees of freedom must be 1 or more, not {df}.")
    if df > _MANY:
        return _expanded(z, df)
    wanted = (1 - level) / 2
    # The tail falls and is bowed, so that Newton's steps from the left never overshoot.
    t, step, steps = z, 1.0, 0
    while step > t * 1e-15 and steps < _STEPS:
        step = (_tail(t, df) - wanted) / _density(t, df)
        t += max(step, 0.0)
        steps += 1
    return t


def _expanded(z: float, df: float) -> float:
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / df**power for power, term in enumerate(terms, start=1))


def _density(t: float, df: float) -> float:
    scale = lgamma((df + 1) / 2) - lgamma(df / 2) - log(df * pi) / 2
    return exp(scale - (df + 1) / 2 * log(1 + t * t / df))


def _tail(t: float, df: float) -> float:
    """Answer the share of a t distribution above a number that is 0 or more."""
    x, rest = df / (df + t * t), t * t / (df + t * t)
    a, b = df / 2, 0.5
    if x < (a + 1) / (a + b + 2):
        return _beta(x, rest, a, b) / 2
    return (1 - _beta(rest, x, b, a)) / 2


def _beta(x: float, rest: float, a: float, b: float) -> float:
    """Answer the regularised incomplete beta function; `rest` is 1 - x."""
    if x == 0:
        return 0.0
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(rest)
    return exp(front) / (a * _fraction(x, a, b))


def _fraction(x: float, a: float, b: float) -> float:
    """Work out the continued fraction from the front, after Lentz."""
    answer = upper = 1.0
    lower, factor, step = 0.0, 0.0, 1
    while abs(factor - 1) > 1e-15 and step < _STEPS:
        term = _term(step, x, a, b)
        lower = 1 / (1 + term * lower or _TINY)
        upper = 1 + term / upper or _TINY
        factor = upper * lower
        answer *= factor
        step += 1
    return answer


def _term(step: int, x: float, a: float, b: float) -> float:
    m = step // 2
    if step % 2:
        return -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    return m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))


def half_width(level: float, variance: float) -> float:
    """Answer the margin of an estimate whose error is normal with this variance.

    Raises:
        ValueError: the level is NaN, or not between 0 and 1.

    Source: the normal distribution, two-sided.
    """
    return normal_margin(level) * sqrt(variance)
