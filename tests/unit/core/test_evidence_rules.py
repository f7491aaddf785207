"""Figures that cannot be, and what a teacher is told about them."""

from typing import Any

import pytest
from builders import findings, told

RESULT = "measures/0/results/0"
DAY = "2025-10-08"


@pytest.mark.parametrize(
    ("rule", "place", "value", "message"),
    [
        (
            "double-result",
            "measures/0/results/1/date",
            DAY,
            "There are two results for 2025-10-08; keep one.",
        ),
        (
            "impossible-count",
            f"{RESULT}/count",
            65,
            "65 of 64 is more than there are.",
        ),
        (
            "size-missing",
            f"{RESULT}/size",
            None,
            "The result of 2025-10-08 needs its size: how many learners.",
        ),
        (
            "impossible-level",
            RESULT,
            {"date": DAY, "size": 3, "levels": {"1": 4}, "role": "baseline"},
            "The levels add up to 4, but the size is 3.",
        ),
        (
            "outside-scale",
            f"{RESULT}/mean",
            20.25,
            "20.25 lies outside the scale from 0 to 20.",
        ),
        (
            "outside-scale",
            "measures/0/scale",
            {"max": 13.0},
            "13.6 lies outside the scale, which goes up to 13.",
        ),
        (
            "outside-scale",
            "measures/0/scale",
            {"min": 11},
            "10.4 lies outside the scale, which goes from 11 up.",
        ),
        (
            "outside-scale",
            "measures/0/scale",
            {"min": 20, "max": 0},
            "The scale starts at 20 and ends at 0; swap them.",
        ),
        (
            "outside-scale",
            "measures/0/cut/at",
            21,
            "The cut: 21 lies outside the scale from 0 to 20.",
        ),
        (
            "outside-scale",
            "measures/0/targets/0/value",
            650,
            "650 is no percentage between 0 and 100.",
        ),
        (
            "unknown-reference",
            f"{RESULT}/group",
            "room-21",
            "The measure has no group 'room-21'; did you mean room-12?",
        ),
        (
            "unknown-reference",
            f"{RESULT}/group",
            "zzz",
            "The measure has no group 'zzz'.",
        ),
        (
            "no-baseline",
            f"{RESULT}/role",
            "result",
            "'Common task' has results but no baseline before them.",
        ),
        (
            "no-baseline",
            f"{RESULT}/date",
            "2026-01-01",
            "The baseline of 'Common task' comes after a result.",
        ),
    ],
)
def test_an_impossible_figure_is_told_in_one_sentence(
    rule: str, place: str, value: Any, message: str
) -> None:
    assert told(rule, ("evidence", place, value))[0] == message


def test_two_results_of_one_date_for_two_groups_are_fine() -> None:
    groups = (
        "evidence",
        "measures/0/results/1",
        {"date": DAY, "group": "room-12", "value": 3},
    )
    assert told("double-result", groups) == []
    twice = (
        "evidence",
        "measures/0/results/2",
        {"date": DAY, "group": "room-12", "value": 3},
    )
    assert told("double-result", groups, twice) == [
        "There are two results for 2025-10-08, room-12; keep one."
    ]


def test_what_is_not_counted_in_learners_needs_a_size_only_for_counts() -> None:
    of = ("evidence", "measures/0/of", "lessons")
    mean = ("evidence", RESULT, {"date": DAY, "mean": 3, "role": "baseline"})
    assert told("size-missing", of, mean) == []
    count = ("evidence", RESULT, {"date": DAY, "count": 3, "role": "baseline"})
    assert told("size-missing", of, count) == [
        "The result of 2025-10-08 needs its size: how many lessons."
    ]


def test_a_figure_that_is_no_share_must_lie_on_the_scale() -> None:
    score = ("evidence", "measures/0/unit", "score")
    assert told("outside-scale", score) == [
        "60 lies outside the scale from 0 to 20.",
        "65 lies outside the scale from 0 to 20.",
    ]
    value = ("evidence", RESULT, {"date": DAY, "value": 21, "role": "baseline"})
    assert "21 lies outside the scale from 0 to 20." in told(
        "outside-scale", score, value
    )
    assert told("outside-scale", value) == []


def test_a_scale_without_ends_or_no_scale_allows_every_mark() -> None:
    scales: list[object] = [None, {}]
    for scale in scales:
        change = ("evidence", "measures/0/scale", scale)
        assert told("outside-scale", change, ("evidence", f"{RESULT}/mean", -5)) == []


def test_levels_that_are_words_need_no_place_on_the_scale() -> None:
    levels = {"date": DAY, "levels": {"good": 20, "20": 20}, "role": "baseline"}
    assert told("outside-scale", ("evidence", RESULT, levels)) == []
    without = ("evidence", "measures/0/scale", None)
    outside = ("evidence", RESULT, {**levels, "levels": {"99": 20}})
    assert told("outside-scale", without, outside) == []


def test_a_finding_leads_to_its_result_by_date_and_group() -> None:
    change = ("evidence", f"{RESULT}/group", "zzz")
    (found,) = [f for f in findings(change) if f.rule == "unknown-reference"]
    assert found.field == "evidence.measures.task.results.2025-10-08@zzz.group"
    assert found.loc == ("measures", 0, "results", 0, "group")
    assert found.fix == ""


def test_a_finding_about_a_target_is_told_by_its_group_or_place() -> None:
    value = ("evidence", "measures/0/targets/0/value", 101)
    group = ("evidence", "measures/0/targets/0/group", "room-12")
    (first,) = findings(value)
    assert first.field == "evidence.measures.task.targets.0.value"
    (second,) = findings(value, group)
    assert second.field == "evidence.measures.task.targets.room-12.value"


PAIRED = "measures/0/results/1/paired"
PAIRS = {"with": DAY, "size": 57, "correlation": 0.6}


@pytest.mark.parametrize(
    ("rule", "pairs", "message"),
    [
        (
            "half-a-pair",
            {**PAIRS, "correlation": None},
            (
                "The pairs of 2025-12-03 need the other date (with) and the "
                "correlation of their marks."
            ),
        ),
        (
            "outside-scale",
            {**PAIRS, "correlation": 1.2},
            "1.2 is no correlation between -1 and 1.",
        ),
        (
            "unknown-reference",
            {**PAIRS, "with": "2025-10-09"},
            "There is no earlier result of 2025-10-09 to pair this one with.",
        ),
        (
            "unknown-reference",
            {**PAIRS, "with": "2025-12-03"},
            "There is no earlier result of 2025-12-03 to pair this one with.",
        ),
        (
            "impossible-count",
            {**PAIRS, "size": 63},
            "63 pairs are more than the 62 who were there.",
        ),
    ],
)
def test_pairs_that_cannot_be_are_told_in_one_sentence(
    rule: str, pairs: dict[str, Any], message: str
) -> None:
    assert told(rule, ("evidence", PAIRED, pairs)) == [message]
    assert not findings(("evidence", PAIRED, PAIRS))


def test_the_day_that_pairs_lack_is_suggested() -> None:
    change = ("evidence", f"{PAIRED}", {**PAIRS, "with": "2025-10-09"})
    (found,) = [f for f in findings(change) if f.rule == "unknown-reference"]
    assert found.fix == "with: 2025-10-08"
    assert found.field == "evidence.measures.task.results.2025-12-03.paired.with"


def test_pairs_are_of_one_group() -> None:
    group = ("evidence", "measures/0/results/1/group", "room-12")
    assert told("unknown-reference", group, ("evidence", PAIRED, PAIRS)) == [
        "There is no earlier result of 2025-10-08 to pair this one with."
    ]
