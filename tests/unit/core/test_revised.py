"""What the past of a measure tells about its figures and its prediction."""

from typing import Any

import pytest

from plcjournal.core.impact.revised import Reprediction, Step, altered, repredicted

FIRST, LAST = "2025-10-08", "2025-12-03"
Raw = dict[str, Any]


def evidence(*days: str, **more: Any) -> Raw:
    """A measure with a figure of each of these days."""
    results = [{"date": day, "group": None} for day in days]
    return {"measures": [{"id": "task", "results": results, **more}]}


def steps(*states: Raw) -> tuple[Step, ...]:
    befores = ({}, *states)
    return tuple(
        Step(f"2025-12-{number:02}", before, after)
        for number, (before, after) in enumerate(
            zip(befores, states, strict=False), start=1
        )
    )


def between(*states: Raw) -> tuple[str, ...]:
    return altered(steps(*states), "task", FIRST, LAST)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("tool", "Version A", "Version B"),
        ("cut", {"at": 12}, {"at": 10}),
        ("scale", {"min": 0, "max": 20}, {"min": 0, "max": 25}),
        ("unit", "percent", "score"),
        ("unit", None, "score"),
    ],
)
def test_what_changed_before_the_later_figure_came_in_is_altered(
    key: str, before: Any, after: Any
) -> None:
    first = evidence(FIRST, **{key: before})
    changed = evidence(FIRST, **{key: after})
    last = evidence(FIRST, LAST, **{key: after})
    assert between(first, changed, last) == (key,)
    assert between(first, last) == (key,)


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("tool", "Version  A", "version a"),
        ("tool", None, "Version A"),
        ("tool", "Version A", None),
        ("cut", {"at": 12, "label": "x"}, {"at": 12, "label": "Level 3"}),
        ("cut", {"label": "x"}, {"at": 12}),
        ("cut", None, {"at": 12}),
        ("scale", {}, {"max": 20}),
        ("unit", None, "percent"),
        ("name", "Task", "Our task"),
    ],
)
def test_what_was_only_written_down_later_or_reworded_is_not_altered(
    key: str, before: Any, after: Any
) -> None:
    last = evidence(FIRST, LAST, **{key: after})
    assert between(evidence(FIRST, **{key: before}), last) == ()


def test_what_was_put_right_once_both_figures_stood_there_is_not_altered() -> None:
    both = evidence(FIRST, LAST, tool="A")
    put_right = evidence(FIRST, LAST, tool="B")
    assert between(evidence(FIRST, tool="A"), both, put_right) == ()
    assert between(both, put_right) == ()


def test_what_was_changed_and_changed_back_is_not_altered() -> None:
    there = evidence(FIRST, tool="A")
    assert (
        between(there, evidence(FIRST, tool="B"), evidence(FIRST, LAST, tool="A")) == ()
    )


def figures(**more: Any) -> Raw:
    """Both figures; `first` and `last` are their counts."""
    counts = {FIRST: more.pop("first", 25), LAST: more.pop("last", 42)}
    results = [
        {"date": day, "group": None, "size": 64, "count": count}
        for day, count in counts.items()
        if count is not None
    ]
    return {"measures": [{"id": "task", "results": results, **more}]}


def test_a_figure_entered_anew_counts_as_it_stands_now() -> None:
    wrong = figures(last=None, cut={"at": 10})
    counted_anew = figures(first=20, last=None, cut={"at": 12})
    assert between(wrong, counted_anew, figures(first=20, cut={"at": 12})) == ()
    other = figures(first=25, last=None, cut={"at": 12})
    assert between(wrong, other, figures(cut={"at": 12})) == ("cut",)
    both = figures(cut={"at": 12})
    assert between(wrong, both) == ("cut",)
    assert between(wrong, both, figures(first=20, cut={"at": 12})) == ()


def test_a_baseline_entered_anew_under_another_cut_is_altered() -> None:
    both = (figures(last=None, cut={"at": 12}), figures(cut={"at": 12}))
    assert between(*both) == ()
    assert between(*both, figures(first=30, cut={"at": 10})) == ("cut",)


def test_a_cut_that_was_put_back_is_not_altered() -> None:
    there = figures(last=None, cut={"at": 12})
    slip, back = figures(cut={"at": 10}), figures(cut={"at": 12})
    assert between(there, slip) == ("cut",)
    assert between(there, slip, back) == ()


def test_levels_are_counted_from_the_cut_there_is_now() -> None:
    def levels(*days: str, at: int) -> Raw:
        results = [{"date": day, "levels": {"1": 9, "3": 20}} for day in days]
        return {"measures": [{"id": "task", "results": results, "cut": {"at": at}}]}

    assert between(levels(FIRST, at=3), levels(FIRST, LAST, at=2)) == ()


def test_how_a_record_writes_a_figure_does_not_enter_it_anew() -> None:
    both = figures(cut={"at": 10})
    spelled = figures(cut={"at": 10})
    for one in spelled["measures"][0]["results"]:
        one |= {"levels": {}, "mean": None, "size": 64.0, "round": "first"}
    there = figures(last=None, cut={"at": 12})
    assert between(there, both, spelled) == ("cut",)


def test_a_figure_that_was_taken_out_compares_nothing() -> None:
    there = figures(last=None, cut={"at": 12})
    assert between(there, figures(cut={"at": 10}), there) == ()
    assert altered((), "task", FIRST, LAST) == ()


def test_several_keys_are_told_in_one_order() -> None:
    before = evidence(FIRST, tool="A", cut={"at": 12}, unit="percent")
    after = evidence(FIRST, LAST, tool="B", cut={"at": 10}, unit="score")
    assert between(before, after) == ("tool", "cut", "unit")


@pytest.mark.parametrize(
    "state",
    [
        {},
        {"measures": None},
        {"measures": ["task", {"id": "task", "results": [3], "prediction": "high"}]},
        {"measures": [{"id": "other"}]},
    ],
)
def test_what_cannot_be_read_tells_nothing(state: Raw) -> None:
    assert between(state, evidence(FIRST, LAST, tool="A")) == ()
    assert repredicted(steps(state, state), "task", LAST) == ()


def predictions(*states: Raw) -> tuple[Reprediction, ...]:
    return repredicted(steps(*states), "task", LAST)


def predicted(value: object, *days: str) -> Raw:
    return evidence(*days, prediction={"value": value, "made": FIRST})


def test_a_prediction_changed_after_the_result_is_told() -> None:
    assert predictions(
        predicted(60, FIRST), predicted(60, FIRST, LAST), predicted(68, FIRST, LAST)
    ) == (Reprediction("2025-12-03", 60, 68),)


def test_a_prediction_first_written_down_or_taken_back_after_the_result_is_told() -> (
    None
):
    bare, said = evidence(FIRST, LAST), predicted(68, FIRST, LAST)
    assert predictions(bare, said) == (Reprediction("2025-12-02", None, 68),)
    assert predictions(said, bare) == (Reprediction("2025-12-02", 68, None),)


def test_a_prediction_changed_before_or_with_the_result_is_none_of_these() -> None:
    assert predictions(predicted(60, FIRST), predicted(68, FIRST)) == ()
    assert predictions(predicted(60, FIRST), predicted(68, FIRST, LAST)) == ()


def test_a_measure_that_went_away_changed_no_prediction() -> None:
    assert predictions(predicted(60, FIRST, LAST), {"measures": []}) == ()


@pytest.mark.parametrize("value", [True, "68", None])
def test_a_prediction_that_is_no_number_is_none(value: object) -> None:
    assert predictions(evidence(FIRST, LAST), predicted(value, FIRST, LAST)) == ()
