"""The figures of a dated result, and how every view writes them."""

from typing import Any

import pytest
from builders import record

from plcjournal.core.figures import (
    Kind,
    baseline_of,
    figure,
    figure_text,
    figures_of,
    is_about_learners,
    latest_of,
    level_number,
    number_text,
    pairs_told,
)
from plcjournal.core.records import Measure


def measure(*results: dict[str, Any], **more: Any) -> Measure:
    raw = {"id": "a", "name": "A", "results": [*results], **more}
    made: Measure = record("evidence", {"measures": [raw]}).measures[0]
    return made


DAY = "2025-10-08"
CUT = {"cut": {"at": 3}}


@pytest.mark.parametrize(
    ("result", "more", "number", "text"),
    [
        ({"size": 64, "count": 16}, {}, 25, "25 % (16 of 64)"),
        (
            {"size": 60, "count": 20},
            {},
            pytest.approx(33.3, abs=0.1),
            "33.3 % (20 of 60)",
        ),
        ({"size": 64, "count": 16}, {"unit": "count"}, 16, "16 of 64"),
        ({"size": 64, "count": 16}, {"unit": "score"}, 25, "25 % (16 of 64)"),
        (
            {"size": 64, "count": 16, "mean": 10.25, "sd": 4},
            {"unit": "score"},
            10.25,
            "mean 10.25 (64 learners); 25 % (16 of 64)",
        ),
        ({"size": 9, "count": 5}, {}, None, "5 of 9"),
        ({"size": 9, "value": 55}, {}, None, "a share of 9"),
        ({"size": 65, "count": 66}, {}, None, "no figure"),
        ({"size": 64, "count": 0}, {}, 0, "0 % (0 of 64)"),
        ({"count": 16}, {}, None, "no figure"),
        ({"size": 0, "count": 0}, {}, None, "no figure"),
        ({"value": 40}, {}, 40, "40 %"),
        (
            {"value": 40.25, "size": 30},
            {"unit": "minutes"},
            40.25,
            "40.25 min (30 learners)",
        ),
        ({"value": 3, "size": 1}, {"of": "lessons"}, None, "a share of 1"),
        ({"mean": 3, "size": 1}, {"of": "lessons"}, 3, "mean 3 (1 lesson)"),
        ({"value": 0.5}, {"unit": "score"}, 0.5, "0.50"),
        ({"value": 3}, {"unit": "seconds"}, 3, "3 s"),
        ({"mean": 10.4, "size": 64, "sd": 4.1}, {}, 10.4, "mean 10.4 (64 learners)"),
        (
            {"size": 64, "count": 16, "mean": 10, "sd": 4.11},
            {},
            25,
            "25 % (16 of 64); mean 10, SD 4.11",
        ),
        ({"size": 64, "count": 16, "mean": 10}, {}, 25, "25 % (16 of 64); mean 10"),
        ({"levels": {"1": 10, "3": 30}}, {}, 2.5, "mean 2.5 (40 learners)"),
        ({"levels": {"1": 10, "3": 30}}, CUT, 75, "75 % (30 of 40)"),
        (
            {"levels": {"1": 10, "3": 30}},
            {"cut": {"label": "x"}},
            2.5,
            "mean 2.5 (40 learners)",
        ),
        ({"levels": {"low": 10, "3": 30}}, CUT, None, "no figure"),
        ({"levels": {".inf": 10}}, {}, None, "no figure"),
        ({"levels": {"true": 10}}, {}, None, "no figure"),
        ({"levels": {"1": 0}}, {}, None, "no figure"),
        (
            {"suppressed": True, "count": 3, "size": 4},
            {},
            None,
            "hidden (small numbers)",
        ),
        ({}, {}, None, "no figure"),
    ],
)
def test_a_result_gives_one_figure(
    result: dict[str, Any], more: dict[str, Any], number: Any, text: str
) -> None:
    made = measure({"date": DAY, **result}, **more)
    assert figure(made, made.results[0]) == number
    assert figure_text(made, made.results[0]) == text


@pytest.mark.parametrize(
    ("result", "more", "kind"),
    [
        ({"count": 1, "size": 20}, {}, Kind.SHARE),
        ({"value": 1}, {}, Kind.SHARE),
        ({"mean": 1}, {}, Kind.AMOUNT),
        ({"count": 1, "size": 20}, {"unit": "score"}, Kind.SHARE),
        ({"count": 1, "size": 20, "mean": 3}, {"unit": "score"}, Kind.AMOUNT),
        ({"count": 1, "size": 20}, {"unit": "count"}, Kind.COUNT),
        ({"levels": {"1": 1}}, {}, Kind.AMOUNT),
        ({"levels": {"1": 1}}, CUT, Kind.SHARE),
    ],
)
def test_a_figure_is_read_first_as_what_its_measure_means(
    result: dict[str, Any], more: dict[str, Any], kind: Kind
) -> None:
    made = measure({"date": DAY, **result}, **more)
    assert next(iter(figures_of(made, made.results[0]))) is kind


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("1", 1),
        ("1.5", 1.5),
        ("-1", -1),
        ("good", None),
        ("", None),
        (".nan", None),
        ("true", None),
    ],
)
def test_a_level_may_be_a_number_or_a_word(name: str, number: float | None) -> None:
    assert level_number(name) == number


@pytest.mark.parametrize(
    ("word", "learners"),
    [("learners", True), (" Pupils ", True), ("élèves", True), ("lessons", False)],
)
def test_learners_go_by_many_words(word: str, *, learners: bool) -> None:
    assert is_about_learners(measure(of=word)) is learners


@pytest.mark.parametrize(
    ("number", "text"),
    [(25.0, "25"), (-0.04, "-0"), (33.35, "33.4"), (10**15, f"{10**15}")],
)
def test_numbers_have_one_decimal_at_most(number: float, text: str) -> None:
    assert number_text(number) == text


RESULTS = (
    {"date": "2025-10-01", "role": "baseline", "value": 1},
    {"date": "2025-10-20", "role": "baseline", "value": 2},
    {"date": "2025-10-25", "role": "baseline", "value": 9, "group": "a"},
    {"date": "2025-11-20", "role": "interim", "value": 3},
    {"date": "2025-12-20", "role": "result", "value": 4},
    {"date": "2025-12-24", "role": "result", "value": 8, "group": "a"},
)


@pytest.mark.parametrize(
    ("first_action", "day"),
    [
        (None, "2025-10-20"),
        ("2025-10-10", "2025-10-01"),
        ("2025-10-20", "2025-10-20"),
        ("2025-09-01", "2025-10-01"),
    ],
)
def test_the_baseline_is_the_latest_before_the_first_action(
    first_action: str | None, day: str
) -> None:
    found = baseline_of(measure(*RESULTS), first_action)
    assert found is not None
    assert found.date == day


@pytest.mark.parametrize(
    ("size", "whole", "told"),
    [
        (26, (26, 26), 26),
        (24, (24, 26), None),
        (24, (24, 28), None),
        (24, (24, 29), 24),
        (24, (27, None), None),
        (24, (None, None), 24),
    ],
)
def test_a_number_of_pairs_never_tells_of_the_few_who_are_in_none(
    size: int, whole: tuple[int | None, int | None], told: int | None
) -> None:
    assert pairs_told(size, *whole) == told


def test_a_measure_without_results_has_neither_baseline_nor_latest() -> None:
    assert baseline_of(measure()) is None
    assert latest_of(measure()) is None


def test_the_latest_result_is_for_everybody_and_after_the_baseline() -> None:
    made = measure(*RESULTS)
    latest = latest_of(made, made.results[0])
    assert latest is made.results[4]
    assert latest_of(made) is latest
    assert latest_of(made, latest) is None
