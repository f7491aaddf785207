"""What a line of dated points shows beyond chance, by rules that hold up.

Points on the centre line are not useful: they neither break nor lengthen a run. A
trend of rising or falling points is counted, and never claimed to mean anything.
"""

from __future__ import annotations

from itertools import accumulate, groupby, pairwise
from math import comb, log2
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core.stats.given import finite, whole

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_USEFUL = 10
"""Below it the median means little, and nothing is worked out."""
SHIFT = 6
"""So many points in a row on one side are taught as a shift."""
BASELINE = 5
"""From so many points on a median may stand for how things were before."""


class Runs(NamedTuple):
    """Runs of points on one side of a centre line; `useful` leaves out those on it."""

    useful: int
    runs: int
    crossings: int
    longest: int


class RunChart(NamedTuple):
    """A line of points about its own median, and what chance would allow.

    The signals are `long_run`, longer than chance would allow, and `few_crossings`,
    fewer than by chance; `shift`, 6 in a row on one side, is the rule of thumb taught
    in improvement work and is reported beside them.
    """

    centre: float
    runs: Runs
    longest_allowed: int
    fewest_crossings: int
    long_run: bool
    few_crossings: bool
    shift: bool


class SinceBaseline(NamedTuple):
    """Later points beside the median of those before the change.

    The last `last` points all lie on one side: `side` is 1 above, -1 below, 0 where
    the very last is on the median. `runs` are those of all later points; `shift` says
    whether 6 of them in a row lie on one side, with 5 or more points before.
    """

    centre: float
    baseline: int
    runs: Runs
    last: int
    side: int
    shift: bool


def runs_about(values: Sequence[float], centre: float) -> Runs:
    """Count the runs of points in time order above and below a centre line.

    Raises:
        ValueError: a value or the centre is NaN or infinite.

    Source: Anhøj & Olesen (2014), PLoS ONE 9: e113825.
    """
    sides = [side for side in _sides(values, centre) if side]
    lengths = [len([*run]) for _, run in groupby(sides)]
    runs = len(lengths)
    return Runs(len(sides), runs, max(runs - 1, 0), max(lengths, default=0))


def _sides(values: Sequence[float], centre: float) -> list[int]:
    middle = finite(centre, "centre line")
    known = [finite(value, "value") for value in values]
    return [(value > middle) - (value < middle) for value in known]


def run_chart(values: Sequence[float]) -> RunChart | None:
    """Answer how points in time order run about their median, in their own unit.

    None where fewer than 10 of them are useful.

    Raises:
        ValueError: a value is NaN or infinite.

    Source: Anhøj & Olesen (2014), PLoS ONE 9: e113825; the shift of 6 as in Perla,
    Provost & Murray (2011), BMJ Qual. Saf. 20: 46-51.
    """
    if len(values) < FEWEST_USEFUL:
        return None
    centre = median(finite(value, "value") for value in values)
    runs = runs_about(values, centre)
    if runs.useful < FEWEST_USEFUL:
        return None
    longest, fewest = longest_allowed(runs.useful), fewest_crossings(runs.useful)
    return RunChart(
        centre=centre,
        runs=runs,
        longest_allowed=longest,
        fewest_crossings=fewest,
        long_run=runs.longest > longest,
        few_crossings=runs.crossings < fewest,
        shift=runs.longest >= SHIFT,
    )


def since_baseline(
    before: Sequence[float], after: Sequence[float]
) -> SinceBaseline | None:
    """Answer how later points lie about the median of those before a change.

    Both are in time order and in one unit; None where either has no point.

    Raises:
        ValueError: a value is NaN or infinite.

    Source: Perla, Provost & Murray (2011), BMJ Qual. Saf. 20: 46-51, for a median
    frozen before the change.
    """
    if not before or not after:
        return None
    centre = median(finite(value, "value") for value in before)
    sides = _sides(after, centre)
    last = len([*next(groupby(reversed(sides)))[1]])
    runs = runs_about(after, centre)
    shift = len(before) >= BASELINE and runs.longest >= SHIFT
    return SinceBaseline(centre, len(before), runs, last, sides[-1], shift)


def longest_allowed(useful: int) -> int:
    """Answer how long a run may be before it is a signal: log2(n) + 3, rounded.

    Raises:
        ValueError: the number of useful points is NaN, broken or below 1.

    Source: Anhøj & Olesen (2014), PLoS ONE 9: e113825.
    """
    return round(log2(whole(useful, "number of points", least=1)) + 3)


def fewest_crossings(useful: int) -> int:
    """Answer how many crossings there must be, or else it is a signal.

    It is the lower 5 % point of a binomial distribution of n - 1 fair coins, counted
    in whole numbers.

    Raises:
        ValueError: the number of useful points is NaN, broken or below 1.

    Source: Anhøj & Olesen (2014), PLoS ONE 9: e113825.
    """
    coins = whole(useful, "number of points", least=1) - 1
    ways = total = 1
    fewest = 0
    while 20 * total < 2**coins:
        ways = ways * (coins - fewest) // (fewest + 1)
        fewest += 1
        total += ways
    return fewest


def usual_runs(above: int, below: int) -> tuple[int, int]:
    """Answer the fewest and the most runs that are no surprise (2.5 % each side).

    Raises:
        ValueError: one of the numbers of points is NaN, broken or below 1.

    Source: Wald & Wolfowitz (1940), Ann. Math. Stat. 11: 147-162, counted exactly.
    """
    m = whole(above, "number of points", least=1)
    n = whole(below, "number of points", least=1)
    most = 2 * min(m, n) + (m != n)
    ways = {runs: _ways(runs, m, n) for runs in range(2, most + 1)}
    return _beyond(ways, sorted(ways)), _beyond(ways, sorted(ways, reverse=True))


def _ways(runs: int, m: int, n: int) -> int:
    half, odd = divmod(runs, 2)
    if not odd:
        return 2 * comb(m - 1, half - 1) * comb(n - 1, half - 1)
    return sum(
        comb(one - 1, half) * comb(other - 1, half - 1)
        for one, other in ((m, n), (n, m))
    )


def _beyond(ways: dict[int, int], order: list[int]) -> int:
    """Answer the first number of runs with which 2.5 % of all ways are reached."""
    everything = sum(ways.values())
    totals = accumulate(ways[runs] for runs in order)
    reached = zip(order, totals, strict=True)
    return next(runs for runs, total in reached if 40 * total >= everything)


def longest_trend(values: Sequence[float]) -> int:
    """Count the points of the longest unbroken rise or fall; ties are skipped.

    It is a count and no more: as a rule for signals it is close to useless.

    Raises:
        ValueError: a value is NaN or infinite.

    Source: the rule as taught, Perla, Provost & Murray (2011), BMJ Qual. Saf. 20:
    46-51; the warning, Anhøj & Olesen (2014), PLoS ONE 9: e113825.
    """
    known = [finite(value, "value") for value in values]
    steps = [(b > a) - (b < a) for a, b in pairwise(known) if a != b]
    longest = max((len([*run]) for _, run in groupby(steps)), default=0)
    return longest + 1 if known else 0
