"""Laws of the formulas: what must hold for any figures, and what others compute."""

import math
import statistics
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, groupby
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from plcjournal.core.stats import effects, means, proportions, runchart, targets
from plcjournal.core.stats.interval import Estimate, Interval
from plcjournal.core.stats.proportions import Share
from plcjournal.core.stats.quantiles import half_width, normal_margin, t_margin
from plcjournal.core.stats.sample import Sample, sample_of

NAN, INFINITE = float("nan"), float("inf")
HUGE = 10**15


def scipy_stats() -> Any:
    """Answer what others compute with, where it is installed."""
    reason = "scipy is not installed: nothing to compare with"
    pytest.importorskip("scipy", reason=reason)
    return pytest.importorskip("scipy.stats", reason=reason)


def of_statsmodels(module: str) -> Any:
    reason = "statsmodels is not installed: nothing to compare with"
    pytest.importorskip("statsmodels", reason=reason)
    return pytest.importorskip(f"statsmodels.stats.{module}", reason=reason)


LEVELS = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])
SIZES = st.one_of(st.integers(1, 200), st.integers(1, HUGE))


@st.composite
def shares(draw: st.DrawFn) -> Share:
    size = draw(SIZES)
    return Share(draw(st.integers(0, size)), size)


MEANS = st.floats(-1000, 1000)
SPREADS = st.floats(0.01, 100)
LARGER = st.integers(2, 10**9)


@st.composite
def samples(draw: st.DrawFn, sizes: st.SearchStrategy[int] = LARGER) -> Sample:
    return Sample(draw(MEANS), draw(SPREADS), draw(sizes))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Sample, Sample, float]:
    one = st.just(draw(st.integers(3, 10**9)))
    correlation = draw(st.floats(-1, 0.99))
    return draw(samples(one)), draw(samples(one)), correlation


POINTS = st.lists(st.integers(-20, 20).map(float), max_size=60)


def near(one: float, other: float, scale: float = 1.0) -> bool:
    return abs(one - other) <= 1e-9 * max(scale, abs(other))


def turned(found: Estimate, other: Estimate) -> bool:
    """Say whether one estimate is the other with its sign turned."""
    turned_round = other.times(-1)
    ends = (found.interval.low, found.interval.high)
    others = (turned_round.interval.low, turned_round.interval.high)
    return near(found.number, turned_round.number) and all(
        near(*two) for two in zip(ends, others, strict=True)
    )


@given(shares(), LEVELS)
def test_the_interval_of_a_share_holds_it_and_stays_a_share(
    share: Share, level: float
) -> None:
    found = proportions.wilson(share, level)
    assert found.interval.holds(share.proportion)
    assert 0 <= found.interval.low < found.interval.high <= 1
    assert found.interval.level == level


@given(shares(), LEVELS)
def test_those_below_the_cut_are_the_mirror_of_those_above(
    share: Share, level: float
) -> None:
    above = proportions.wilson(share, level).interval
    below = proportions.wilson(Share(share.size - share.count, share.size), level)
    assert near(below.interval.low, 1 - above.high)
    assert near(below.interval.high, 1 - above.low)


@given(st.integers(1, 300), st.data())
def test_one_learner_more_moves_the_interval_up(size: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, size - 1))
    fewer, more = (proportions.wilson(Share(n, size)) for n in (count, count + 1))
    assert fewer.interval.low < more.interval.low
    assert fewer.interval.high < more.interval.high


@given(shares(), shares(), LEVELS)
def test_the_interval_of_a_change_holds_it_and_stays_possible(
    before: Share, after: Share, level: float
) -> None:
    found = proportions.difference(before, after, level)
    assert found.interval.holds(found.number)
    assert -1 <= found.interval.low <= found.interval.high <= 1


@given(shares(), shares())
def test_swapping_before_and_after_turns_the_sign(before: Share, after: Share) -> None:
    there = proportions.difference(before, after)
    assert turned(there, proportions.difference(after, before))


@given(shares(), shares(), st.integers(2, 50))
def test_more_learners_make_a_change_surer(
    before: Share, after: Share, times: int
) -> None:
    assume(max(before.size, after.size) * times <= HUGE)
    few = proportions.difference(before, after).interval
    first, second = (Share(s.count * times, s.size * times) for s in (before, after))
    many = proportions.difference(first, second).interval
    assert many.high - many.low <= few.high - few.low


@given(st.floats(0.001, 0.999), st.floats(0.0001, 0.9999))
def test_a_higher_level_reaches_further(level: float, share: float) -> None:
    higher = level + (1 - level) * share
    assume(higher < 1)
    assert normal_margin(level) <= normal_margin(higher)
    assert t_margin(level, 7.5) <= t_margin(higher, 7.5)


@given(st.floats(1, 10**9), st.floats(1.01, 100))
def test_more_degrees_of_freedom_reach_less_far(df: float, times: float) -> None:
    assert t_margin(0.95, df * times) <= t_margin(0.95, df)
    assert normal_margin(0.95) <= t_margin(0.95, df)


@given(samples(), samples(), LEVELS)
def test_the_interval_of_two_means_holds_their_difference(
    before: Sample, after: Sample, level: float
) -> None:
    found = means.difference(before, after, level)
    assert found.interval.holds(after.mean - before.mean)
    assert turned(found, means.difference(after, before, level))


@given(pairs(), LEVELS)
def test_the_interval_of_paired_means_holds_their_difference(
    pair: tuple[Sample, Sample, float], level: float
) -> None:
    before, after, correlation = pair
    found = means.paired_difference(before, after, correlation, level)
    assert found.interval.holds(after.mean - before.mean)
    assert turned(found, means.paired_difference(after, before, correlation, level))


@given(pairs(), st.floats(0.01, 0.9))
def test_the_closer_the_pairs_the_surer_their_change(
    pair: tuple[Sample, Sample, float], step: float
) -> None:
    before, after, correlation = pair
    closer = correlation + (0.999 - correlation) * step
    loose = means.paired_difference(before, after, correlation).interval
    close = means.paired_difference(before, after, closer).interval
    assert close.high - close.low <= (loose.high - loose.low) * (1 + 1e-9)


@given(samples(), samples(), LEVELS)
def test_the_interval_of_g_holds_it_and_turns_with_time(
    before: Sample, after: Sample, level: float
) -> None:
    found = effects.hedges_g(before, after, level)
    assert found.interval.holds(found.g)
    assert abs(found.g) <= abs(found.d)
    back = effects.hedges_g(after, before, level)
    assert turned(Estimate(found.g, found.interval), Estimate(back.g, back.interval))


@given(pairs(), LEVELS)
def test_the_interval_of_a_paired_g_holds_it_and_turns_with_time(
    pair: tuple[Sample, Sample, float], level: float
) -> None:
    before, after, correlation = pair
    found = effects.hedges_g_paired(before, after, correlation, level)
    assert found.interval.holds(found.g)
    assert abs(found.g) <= abs(found.d)
    back = effects.hedges_g_paired(after, before, correlation, level)
    assert turned(Estimate(found.g, found.interval), Estimate(back.g, back.interval))


@given(pairs(), st.floats(0.001, 1000), st.floats(-100, 100))
def test_other_marks_for_the_same_work_leave_g_as_it_is(
    pair: tuple[Sample, Sample, float], factor: float, added: float
) -> None:
    before, after, correlation = pair
    first, second = (
        Sample(one.mean * factor + added, one.sd * factor, one.size)
        for one in (before, after)
    )
    # What is lost in adding up the means counts in standard deviations.
    unit = 1e-12 * (1 + (abs(added) + factor * 1000) / (factor * 0.01))
    two = (effects.hedges_g(before, after), effects.hedges_g(first, second))
    assert two[0].g == pytest.approx(two[1].g, rel=1e-9, abs=unit)
    assert two[0].interval.low == pytest.approx(two[1].interval.low, 1e-9, unit)
    paired = (
        effects.hedges_g_paired(before, after, correlation),
        effects.hedges_g_paired(first, second, correlation),
    )
    assert paired[0].g == pytest.approx(paired[1].g, rel=1e-9, abs=unit * 20)
    told = effects.school_form(first, second)
    again = effects.school_form(before, after)
    assert again == pytest.approx(told, rel=1e-9, abs=unit)


@given(st.floats(-3, 3), st.floats(0, 0.95), st.integers(3, 10**6))
def test_separate_groups_are_the_safe_choice_where_the_pairs_are_unknown(
    d: float, correlation: float, size: int
) -> None:
    # With equal spreads and sizes, and before the small-sample correction.
    separate = 2 / size + d * d / (4 * size)
    paired = (1 / size + d * d / (2 * size)) * 2 * (1 - correlation)
    edge = 2 * correlation - d * d * (0.75 - correlation)
    assume(abs(edge) > 1e-9)
    assert (separate > paired) == (edge > 0)
    before, after = Sample(0, 1, size), Sample(d, 1, size)
    pair = effects.hedges_g_paired(before, after, correlation)
    assert pair.d == pytest.approx(d, abs=1e-12)
    width = (pair.interval.high - pair.interval.low) / 2
    assert width == pytest.approx(pair.correction * half_width(0.95, paired))


@given(MEANS, MEANS, MEANS)
def test_the_way_to_a_target_is_the_same_up_and_down(
    baseline: float, result: float, target: float
) -> None:
    way = targets.progress(baseline, result, target)
    assert way == targets.progress(-baseline, -result, -target)
    assert (way is None) == (baseline == target)
    assert targets.distance(result, target) == -targets.distance(target, result)
    if way is not None:
        assert targets.progress(baseline, baseline, target) == 0
        assert targets.progress(baseline, target, target) == 1


@given(st.dictionaries(st.integers(0, 20).map(float), st.integers(0, 50)))
def test_counted_marks_are_the_marks_themselves(counts: dict[float, int]) -> None:
    marks = [mark for mark, count in counts.items() for _ in range(count)]
    assume(len(marks) >= 2)
    mean = Fraction(sum(map(Fraction, marks)), len(marks))
    squares = sum((Fraction(mark) - mean) ** 2 for mark in marks)
    found = sample_of(counts)
    assert found.mean == pytest.approx(float(mean))
    assert found.sd == pytest.approx(math.sqrt(squares / (len(marks) - 1)))


@given(POINTS, st.floats(-20, 20))
def test_runs_take_no_notice_of_up_and_down_or_of_points_on_the_line(
    values: list[float], centre: float
) -> None:
    found = runchart.runs_about(values, centre)
    assert found == runchart.runs_about([-value for value in values], -centre)
    assert found == runchart.runs_about([*reversed(values)], centre)
    with_ties = [point for value in values for point in (value, centre)]
    assert found == runchart.runs_about(with_ties, centre)
    assert found.crossings < max(found.useful, 1)
    assert found.longest <= found.useful <= len(values)


@given(POINTS)
def test_a_run_chart_is_drawn_only_from_enough_points(values: list[float]) -> None:
    found = runchart.run_chart(values)
    if found is None:
        middle = sorted(values)[len(values) // 2] if len(values) >= 10 else 0.0
        assert len(values) < 10 or middle in values
    else:
        assert found.runs.useful >= 10
        assert found.long_run <= found.shift
        stretched = runchart.run_chart([3 * value + 7 for value in values])
        assert stretched is not None
        assert stretched.runs == found.runs


@given(POINTS, POINTS)
def test_what_is_said_of_the_last_points_is_true(
    before: list[float], after: list[float]
) -> None:
    found = runchart.since_baseline(before, after)
    assert (found is None) == (not before or not after)
    if found is None:
        return
    sides = [(v > found.centre) - (v < found.centre) for v in after]
    assert {*sides[-found.last :]} == {found.side}
    assert found.last == len(after) or sides[-found.last - 1] != found.side
    if found.shift:
        assert len(before) >= 5
        assert len(after) >= 6


@given(POINTS)
def test_a_trend_is_counted_as_long_as_it_is(values: list[float]) -> None:
    longest = runchart.longest_trend(values)
    assert longest == runchart.longest_trend([-value for value in values])
    distinct = [value for value, _ in groupby(values)]
    assert min(len(distinct), 2) <= longest <= len(distinct)


@pytest.mark.parametrize(("above", "below"), [(1, 1), (2, 3), (5, 5), (4, 7), (6, 6)])
def test_the_usual_runs_are_those_of_every_order(above: int, below: int) -> None:
    counted: dict[int, int] = {}
    total = above + below
    for places in combinations(range(total), above):
        line = [1.0 if place in places else -1.0 for place in range(total)]
        runs = runchart.runs_about(line, 0).runs
        counted[runs] = counted.get(runs, 0) + 1
    everything = sum(counted.values())
    fewest = min(r for r in counted if _upto(counted, r) * 40 >= everything)
    most = max(r for r in counted if _from(counted, r) * 40 >= everything)
    assert runchart.usual_runs(above, below) == (fewest, most)


def _upto(counted: dict[int, int], runs: int) -> int:
    return sum(ways for other, ways in counted.items() if other <= runs)


def _from(counted: dict[int, int], runs: int) -> int:
    return sum(ways for other, ways in counted.items() if other >= runs)


@pytest.mark.parametrize("useful", [1, 2, 5, 10, 100, 2000])
def test_the_limits_grow_with_the_points(useful: int) -> None:
    assert runchart.longest_allowed(useful) <= runchart.longest_allowed(useful + 1)
    assert runchart.fewest_crossings(useful) <= runchart.fewest_crossings(useful + 1)
    assert runchart.fewest_crossings(useful) < max(useful, 1)


# What others compute.


@given(LEVELS, st.one_of(st.floats(1, 1000), st.floats(900, 1100), st.floats(1, 1e9)))
def test_margins_agree_with_scipy(level: float, df: float) -> None:
    stats = scipy_stats()
    assert near(normal_margin(level), stats.norm.isf((1 - level) / 2))
    assert near(t_margin(level, df), stats.t.isf((1 - level) / 2, df))


@given(shares(), LEVELS)
def test_shares_agree_with_statsmodels(share: Share, level: float) -> None:
    other = of_statsmodels("proportion").proportion_confint(
        share.count, share.size, alpha=1 - level, method="wilson"
    )
    found = proportions.wilson(share, level).interval
    assert near(found.low, other[0])
    assert near(found.high, other[1])


@given(shares(), shares(), LEVELS)
def test_changes_of_shares_agree_with_statsmodels(
    before: Share, after: Share, level: float
) -> None:
    other = of_statsmodels("proportion").confint_proportions_2indep(
        *(after.count, after.size, before.count, before.size),
        method="newcomb",
        compare="diff",
        alpha=1 - level,
    )
    found = proportions.difference(before, after, level).interval
    assert near(found.low, other[0])
    assert near(found.high, other[1])


MARKS = st.lists(st.integers(0, 40).map(float), min_size=3, max_size=40)


def _sample(marks: list[float]) -> Sample:
    return Sample(statistics.mean(marks), statistics.stdev(marks), len(marks))


@given(MARKS, LEVELS)
def test_the_interval_of_a_mean_agrees_with_scipy(
    marks: list[float], level: float
) -> None:
    assume(len({*marks}) > 1)
    found = means.estimate(_sample(marks), level)
    ends = scipy_stats().ttest_1samp(marks, 0).confidence_interval(level)
    assert near(found.interval.low, ends.low, 100)
    assert near(found.interval.high, ends.high, 100)
    assert found.interval.holds(found.number)


@given(MARKS, MARKS, LEVELS)
def test_means_of_two_groups_agree_with_scipy(
    first: list[float], second: list[float], level: float
) -> None:
    # scipy warns of marks that are all alike.
    assume(len({*first}) > 1 and len({*second}) > 1)
    stats = scipy_stats()
    found = means.difference(_sample(first), _sample(second), level)
    other = stats.ttest_ind(second, first, equal_var=False)
    ends = other.confidence_interval(level)
    assert near(found.interval.low, ends.low, 100)
    assert near(found.interval.high, ends.high, 100)


@given(MARKS, st.data(), LEVELS)
def test_means_of_pairs_agree_with_scipy(
    first: list[float], data: st.DataObject, level: float
) -> None:
    alike = st.lists(
        st.integers(0, 40).map(float), min_size=len(first), max_size=len(first)
    )
    second = data.draw(alike)
    gains = [b - a for a, b in zip(first, second, strict=True)]
    assume(min(len({*marks}) for marks in (first, second, gains)) > 1)
    stats = scipy_stats()
    correlation = float(stats.pearsonr(first, second).statistic)
    assume(correlation < 0.9999)
    two = (_sample(first), _sample(second))
    found = means.paired_difference(*two, max(correlation, -1), level)
    ends = stats.ttest_rel(second, first).confidence_interval(level)
    assert near(found.interval.low, ends.low, 100)
    assert near(found.interval.high, ends.high, 100)


@given(samples(st.integers(2, 10**6)), samples(st.integers(2, 10**6)))
def test_g_agrees_with_statsmodels(before: Sample, after: Sample) -> None:
    other, _ = of_statsmodels("meta_analysis").effectsize_smd(
        *(after.mean, after.sd, after.size, before.mean, before.sd, before.size)
    )
    assert near(effects.hedges_g(before, after).g, other)


@given(st.floats(1.5, 10**4))
def test_the_exact_correction_agrees_with_scipy(df: float) -> None:
    special = pytest.importorskip("scipy.special", reason="scipy is not installed")
    other = special.poch((df - 1) / 2, 0.5) / math.sqrt(df / 2)
    assert near(effects.exact_correction(df), float(other))


@given(st.integers(1, 3000))
def test_crossings_agree_with_scipy(useful: int) -> None:
    stats = scipy_stats()
    assert runchart.fewest_crossings(useful) == stats.binom.ppf(0.05, useful - 1, 0.5)


# What is refused.

SOME = Sample(10, 2, 30)
REFUSED: dict[str, Callable[[], object]] = {
    "nobody": lambda: Share(0, 0),
    "more than all": lambda: Share(3, 2),
    "below nobody": lambda: Share(-1, 2),
    "half a learner": lambda: Share(1.5, 2),  # type: ignore[arg-type]  # as data may
    "no count": lambda: Share(NAN, 2),  # type: ignore[arg-type]  # as data may
    "no size": lambda: Share(1, NAN),  # type: ignore[arg-type]  # as data may
    "a size beyond floats": lambda: Share(1, 10**400),
    "one of nobody": lambda: proportions.one_learner(0),
    "level 0": lambda: proportions.wilson(Share(1, 2), 0),
    "level 1": lambda: proportions.wilson(Share(1, 2), 1),
    "no level": lambda: proportions.difference(Share(1, 2), Share(1, 2), NAN),
    "no t level": lambda: t_margin(NAN, 3),
    "no degrees of freedom": lambda: t_margin(0.95, NAN),
    "degrees below 1": lambda: t_margin(0.95, 0.5),
    "no mean": lambda: Sample(NAN, 1, 3),
    "endless mean": lambda: Sample(INFINITE, 1, 3),
    "no spread": lambda: Sample(1, NAN, 3),
    "spread below 0": lambda: Sample(1, -1, 3),
    "a sample of one": lambda: Sample(1, 1, 1),
    "a sample of nobody": lambda: Sample(1, 1, 0),
    "no marks": lambda: sample_of({}),
    "one mark": lambda: sample_of({3: 1}),
    "no mark": lambda: sample_of({NAN: 3}),
    "counts below 0": lambda: sample_of({1: -1, 2: 4}),
    "means without spread": lambda: means.difference(Sample(1, 0, 5), Sample(2, 0, 5)),
    "pairs of other sizes": lambda: means.paired_difference(SOME, Sample(1, 1, 9), 0),
    "pairs without spread": lambda: means.paired_difference(
        Sample(1, 0, 5), Sample(2, 0, 5), 0.5
    ),
    "correlation 1": lambda: means.paired_difference(SOME, SOME, 1),
    "no correlation": lambda: effects.hedges_g_paired(SOME, SOME, NAN),
    "correlation below -1": lambda: effects.hedges_g_paired(SOME, SOME, -1.1),
    "two pairs": lambda: effects.hedges_g_paired(Sample(1, 1, 2), Sample(2, 1, 2), 0),
    "g without spread": lambda: effects.hedges_g(Sample(1, 0, 5), Sample(2, 0, 5)),
    "paired g without spread": lambda: effects.hedges_g_paired(
        Sample(1, 0, 5), Sample(2, 0, 5), 0
    ),
    "g beyond floats": lambda: effects.hedges_g(
        Sample(0, 1e-300, 5), Sample(1e300, 1e-300, 5)
    ),
    "no correction": lambda: effects.correction(0),
    "no exact correction": lambda: effects.exact_correction(NAN),
    "no target": lambda: targets.distance(1, NAN),
    "no baseline": lambda: targets.progress(NAN, 1, 2),
    "no result": lambda: targets.progress(1, NAN, 2),
    "no value": lambda: runchart.run_chart([1.0] * 12 + [NAN]),
    "no point": lambda: runchart.since_baseline([1.0], [NAN]),
    "no earlier point": lambda: runchart.since_baseline([NAN], [1.0]),
    "no centre": lambda: runchart.runs_about([1.0], NAN),
    "no step": lambda: runchart.longest_trend([1.0, NAN]),
    "no useful points": lambda: runchart.longest_allowed(0),
    "no coins": lambda: runchart.fewest_crossings(0),
    "nothing above": lambda: runchart.usual_runs(0, 3),
}


@pytest.mark.parametrize("refused", REFUSED.values(), ids=[*REFUSED])
def test_what_cannot_be_worked_out_is_refused_by_name(
    refused: Callable[[], object],
) -> None:
    with pytest.raises(ValueError, match=r"^[A-Z0-9-].{10,}\.$") as told:
        refused()
    assert "math" not in str(told.value)


def test_the_smallest_and_the_largest_groups_have_their_figures() -> None:
    assert proportions.wilson(Share(1, 1)).interval.high == 1
    assert proportions.one_learner(1) == 100
    huge = proportions.difference(Share(HUGE // 2, HUGE), Share(HUGE, HUGE))
    assert huge.interval.high - huge.interval.low < 1e-6
    many = effects.hedges_g(Sample(0, 1, HUGE), Sample(0.4, 1, HUGE))
    assert many.g == pytest.approx(0.4)
    two = effects.hedges_g(Sample(0, 1, 2), Sample(0.4, 1, 2))
    assert two.correction == pytest.approx(1 - 3 / 7)
    assert effects.exact_correction(1) == effects.correction(1) == 0
    assert means.difference(Sample(1, 0, 2), Sample(2, 1, 2)).number == 1
    assert normal_margin(1e-300) == t_margin(1e-300, 3) == 0
    assert runchart.run_chart([5.0] * 40) is None
    assert runchart.longest_trend([]) == 0
    assert Interval(0, 1).times(-2) == Interval(-2, 0)
