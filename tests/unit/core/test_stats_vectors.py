"""Worked figures of the field and of published tables, to the printed digit."""

import pytest

from plcjournal.core.stats import effects, means, proportions, runchart, targets
from plcjournal.core.stats.effects import Effect, hedges_g, hedges_g_paired
from plcjournal.core.stats.interval import Estimate
from plcjournal.core.stats.proportions import Share
from plcjournal.core.stats.quantiles import normal_margin, t_margin
from plcjournal.core.stats.sample import Sample, sample_of

EXIT_TICKETS = (41, 38, 44, 40, 43, 39, 46, 52, 55, 58, 57, 61, 63)


def points(estimate: Estimate, decimals: int = 1) -> str:
    """Print a share or difference of shares in percentage points."""
    found = estimate.times(100)
    ends = (found.interval.low, found.interval.high)
    low, high = (f"{end:.{decimals}f}" for end in ends)
    return f"{found.number:.{decimals}f} [{low}, {high}]"


def effect(found: Effect, decimals: int = 2) -> str:
    ends = (found.interval.low, found.interval.high)
    low, high = (f"{end:.{decimals}f}" for end in ends)
    return f"{found.g:.{decimals}f} [{low}, {high}]"


@pytest.mark.parametrize(
    ("size", "one", "before", "after", "change", "separate", "paired"),
    [
        (8, "12.5", 3, 5, "25 [-20, 59]", "0.38 [-0.56, 1.31]", "0.36 [-0.22, 0.93]"),
        (10, "10.0", 4, 6, "20 [-21, 53]", "0.38 [-0.46, 1.23]", "0.37 [-0.16, 0.89]"),
        (15, "6.7", 6, 9, "20 [-14, 49]", "0.39 [-0.31, 1.09]", "0.38 [-0.07, 0.82]"),
        (25, "4.0", 10, 15, "20 [-7, 43]", "0.39 [-0.16, 0.94]", "0.39 [0.03, 0.74]"),
        (30, "3.3", 12, 18, "20 [-5, 42]", "0.39 [-0.11, 0.90]", "0.39 [0.07, 0.71]"),
        (60, "1.7", 24, 36, "20 [2, 36]", "0.40 [0.04, 0.76]", "0.39 [0.16, 0.63]"),
        # Elsewhere 0.39 is printed for these pairs; 0.4 times 1 - 3/475 is 0.3975.
        (120, "0.8", 48, 72, "20 [7, 32]", "0.40 [0.14, 0.65]", "0.40 [0.23, 0.56]"),
    ],
)
def test_what_small_groups_can_show(  # noqa: PLR0917  # the columns of a table
    size: int,
    one: str,
    before: int,
    after: int,
    change: str,
    separate: str,
    paired: str,
) -> None:
    first, second = Sample(0, 1, size), Sample(0.4, 1, size)
    assert f"{proportions.one_learner(size):.1f}" == one
    shares = (Share(before, size), Share(after, size))
    assert points(proportions.difference(*shares), 0) == change
    assert effect(hedges_g(first, second)) == separate
    assert effect(hedges_g_paired(first, second, 0.6)) == paired


def test_hedges_g_of_a_worked_table() -> None:
    before, after = Sample(50, 12, 28), Sample(55, 10, 30)
    found = hedges_g(before, after)
    assert f"{effects.pooled_sd(before, after):.3f}" == "11.010"
    assert f"{found.d:.4f}" == f"{effects.pooled_d(before, after):.4f}" == "0.4541"
    assert f"{found.correction:.4f}" == "0.9865"
    assert f"{found.g:.4f}" == "0.4480"
    assert effect(found, 3) == "0.448 [-0.067, 0.963]"
    assert (found.df, found.is_paired) == (56, False)


def test_the_correction_is_close_to_the_exact_one_from_8_on() -> None:
    assert f"{effects.exact_correction(8):.4f}" == "0.9027"
    assert f"{effects.correction(8):.4f}" == "0.9032"
    for df in range(8, 500):
        exact, close = effects.exact_correction(df), effects.correction(df)
        assert close == pytest.approx(exact, abs=0.0006)


def test_a_change_of_two_shares() -> None:
    found = proportions.difference(Share(10, 25), Share(15, 25))
    assert points(found) == "20.0 [-7.2, 43.5]"


def test_the_interval_of_nobody_and_of_everybody() -> None:
    nobody = proportions.wilson(Share(0, 12))
    everybody = proportions.wilson(Share(12, 12))
    assert points(nobody) == "0.0 [0.0, 24.2]"
    assert points(everybody) == "100.0 [75.8, 100.0]"
    assert (nobody.interval.low, everybody.interval.high) == (0, 1)


def test_a_rise_in_points_is_no_rise_in_percent() -> None:
    first, second = Share(25, 64).proportion, Share(42, 62).proportion
    assert f"{100 * (second - first):+.1f}" == "+28.7"
    assert f"{100 * (second / first - 1):.0f}" == "73"


@pytest.mark.parametrize(
    ("useful", "longest", "crossings", "fewest", "most"),
    [
        (10, 6, 2, 3, 9),
        (12, 7, 3, 4, 10),
        (14, 7, 4, 4, 12),
        (16, 7, 4, 5, 13),
        (18, 7, 5, 6, 14),
        (20, 7, 6, 7, 15),
        (24, 8, 8, 8, 18),
        (30, 8, 10, 11, 21),
    ],
)
def test_the_limits_of_run_charts(
    useful: int, longest: int, crossings: int, fewest: int, most: int
) -> None:
    assert runchart.longest_allowed(useful) == longest
    assert runchart.fewest_crossings(useful) == crossings
    assert runchart.usual_runs(useful // 2, useful // 2) == (fewest, most)


def test_the_run_chart_of_the_exit_tickets() -> None:
    found = runchart.run_chart(EXIT_TICKETS)
    assert found is not None
    assert found.centre == 46
    assert (found.runs.useful, found.runs.runs, found.runs.crossings) == (12, 2, 1)
    assert found.runs.longest == 6
    assert found.shift
    assert (found.longest_allowed, found.long_run) == (7, False)
    assert (found.fewest_crossings, found.few_crossings) == (3, True)
    assert runchart.longest_trend(EXIT_TICKETS) == 5


def test_the_exit_tickets_against_the_weeks_before_the_first_action() -> None:
    found = runchart.since_baseline(EXIT_TICKETS[:6], EXIT_TICKETS[6:])
    assert found is not None
    assert found.centre == 40.5
    assert (found.last, found.side, found.runs.longest) == (7, 1, 7)
    assert found.shift


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (Share(25, 64), Share(42, 62), "28.7 [11.3, 43.8]"),
        (Share(29, 81), Share(47, 80), "22.9 [7.5, 36.9]"),
        (Share(14, 36), Share(25, 36), "30.6 [7.5, 49.4]"),
        (Share(34, 142), Share(56, 117), "23.9 [12.2, 34.9]"),
        (Share(31, 118), Share(56, 114), "22.9 [10.4, 34.4]"),
    ],
    ids=["fractions", "answers", "books", "questions", "arguments"],
)
def test_the_changes_of_the_worked_cycles(
    before: Share, after: Share, change: str
) -> None:
    found = proportions.difference(before, after)
    assert points(found) == change


@pytest.mark.parametrize(
    ("before", "after", "target", "figures", "distance", "progress"),
    [
        (Share(25, 64), Share(42, 62), 65, "39.06 67.74 28.68", "2.74", "1.106"),
        (Share(29, 81), Share(47, 80), 55, "35.80 58.75 22.95", "3.75", "1.195"),
        (Share(14, 36), Share(25, 36), 65, "38.89 69.44 30.56", "4.44", "1.170"),
        (Share(31, 118), Share(56, 114), 55, "26.27 49.12 22.85", "-5.88", "0.795"),
    ],
    ids=["fractions", "answers", "books", "arguments"],
)
def test_the_way_to_the_targets_of_the_worked_cycles(  # noqa: PLR0917  # a table
    before: Share,
    after: Share,
    target: float,
    figures: str,
    distance: str,
    progress: str,
) -> None:
    first, second = 100 * before.proportion, 100 * after.proportion
    assert f"{first:.2f} {second:.2f} {second - first:.2f}" == figures
    assert f"{targets.distance(second, target):.2f}" == distance
    way = targets.progress(first, second, target)
    assert way is not None
    assert f"{way:.3f}" == progress


def test_the_shares_between_baseline_and_result() -> None:
    shares = [(25, 64), (32, 63), (42, 62), (31, 118), (45, 115), (56, 114)]
    printed = [f"{100 * Share(*one).proportion:.2f}" for one in shares]
    assert printed == ["39.06", "50.79", "67.74", "26.27", "39.13", "49.12"]
    rounds = [(34, 142), (47, 128), (56, 117)]
    printed = [f"{100 * Share(*one).proportion:.1f}" for one in rounds]
    assert printed == ["23.9", "36.7", "47.9"]


def test_the_effect_of_the_fractions_cycle() -> None:
    before, after = Sample(10.4, 4.1, 64), Sample(13.6, 3.8, 62)
    found = hedges_g(before, after)
    assert f"{effects.pooled_sd(before, after):.3f}" == "3.955"
    assert f"{found.d:.3f}" == "0.809"
    assert effect(found, 3) == "0.804 [0.443, 1.165]"
    # The cycle prints 0.80 and, as its school was taught, 0.81.
    assert effect(found) == "0.80 [0.44, 1.17]"
    assert f"{effects.school_form(before, after):.2f}" == "0.81"
    # Of the 62 there at the end, as many can be matched; with 64 it is 0.55 to 1.05.
    pairs = (Sample(10.4, 4.1, 62), Sample(13.6, 3.8, 62))
    matched = hedges_g_paired(*pairs, 0.6)
    assert effect(matched) == "0.80 [0.54, 1.05]"
    assert (matched.df, matched.is_paired) == (61, True)
    more = hedges_g_paired(before, Sample(13.6, 3.8, 64), 0.6)
    assert effect(more, 3) == "0.798 [0.549, 1.047]"


def test_the_effect_of_the_argument_cycle() -> None:
    before, after = Sample(2.01, 0.74, 118), Sample(2.46, 0.78, 114)
    found = hedges_g(before, after)
    assert f"{effects.pooled_sd(before, after):.3f}" == "0.760"
    assert f"{found.g:.3f}" == "0.590"
    assert effect(found) == "0.59 [0.33, 0.85]"
    assert f"{effects.school_form(before, after):.2f}" == "0.59"


@pytest.mark.parametrize(
    ("df", "printed"),
    [
        (1, "12.706"),
        (2, "4.303"),
        (10, "2.228"),
        (30, "2.042"),
        (1000, "1.962"),
        (10**9, "1.960"),
    ],
)
def test_the_usual_table_of_t(df: int, printed: str) -> None:
    assert f"{t_margin(0.95, df):.3f}" == printed
    assert f"{normal_margin(0.95):.3f}" == "1.960"


def test_the_marks_behind_counted_levels() -> None:
    found = sample_of({1: 10, 2: 20, 3: 30, 4: 4})
    assert (found.size, f"{found.mean:.4f}", f"{found.sd:.4f}") == (
        64,
        "2.4375",
        "0.8333",
    )


def test_means_of_two_groups() -> None:
    # Welch: 3.2 points, t(123.6) = 1.9794, error 0.7041.
    before, after = Sample(10.4, 4.1, 64), Sample(13.6, 3.8, 62)
    found = means.difference(before, after)
    ends = (found.interval.low, found.interval.high)
    assert [f"{end:.2f}" for end in (found.number, *ends)] == ["3.20", "1.81", "4.59"]
    matched = means.paired_difference(before, Sample(13.6, 3.8, 64), 0.6)
    ends = (matched.interval.low, matched.interval.high)
    assert [f"{end:.2f}" for end in (matched.number, *ends)] == ["3.20", "2.31", "4.09"]
