"""Which figures of a result can be compared, and how they are written."""

from typing import Any

import pytest
from builders import record

from plcjournal.core.figures import Kind, bare, size_of
from plcjournal.core.impact.comparable import readings, sample_behind, two_readings
from plcjournal.core.stats.sample import Sample

SHARE, COUNT, AMOUNT = Kind.SHARE, Kind.COUNT, Kind.AMOUNT
CUT = {"cut": {"at": 3}}


def made(result: dict[str, Any], **more: Any) -> tuple[Any, Any]:
    raw = {"id": "a", "name": "A", "results": [{"date": "2025-10-08", **result}]}
    measure = record("evidence", {"measures": [{**raw, **more}]}).measures[0]
    return measure, measure.results[0]


@pytest.mark.parametrize(
    ("result", "more", "found"),
    [
        ({"count": 16, "size": 64}, {}, {SHARE: "25 % (16 of 64)"}),
        ({"count": 70, "size": 64}, {}, {}),
        ({"count": 70, "value": 40}, {}, {SHARE: "40 %"}),
        ({"value": 41}, {}, {SHARE: "41 %"}),
        (
            {"count": 16, "size": 64, "mean": 10.25, "sd": 2},
            {},
            {SHARE: "25 % (16 of 64)", AMOUNT: "mean 10.25 (64 learners)"},
        ),
        (
            {"count": 16, "size": 64, "mean": 10.25},
            {"unit": "score"},
            {AMOUNT: "mean 10.25 (64 learners)", SHARE: "25 % (16 of 64)"},
        ),
        ({"count": 16, "size": 64}, {"unit": "count"}, {COUNT: "16 of 64"}),
        ({"value": 16}, {"unit": "count"}, {COUNT: "16"}),
        ({"mean": 2, "size": 12}, {"unit": "count"}, {AMOUNT: "mean 2 (12 learners)"}),
        ({"value": 1.5}, {"unit": "minutes"}, {AMOUNT: "1.5 min"}),
        (
            {"levels": {"1": 10, "3": 30}},
            {"unit": "level"},
            {AMOUNT: "mean 2.5 (40 learners)"},
        ),
        (
            {"levels": {"1": 10, "3": 30}},
            {"unit": "level", **CUT},
            {SHARE: "75 % (30 of 40)", AMOUNT: "mean 2.5 (40 learners)"},
        ),
        ({"levels": {"3": 10, "3.0": 30}}, {}, {AMOUNT: "mean 3 (40 learners)"}),
        (
            {"levels": {"3": 40}, "value": 9},
            {"unit": "level"},
            {AMOUNT: "mean 3 (40 learners)"},
        ),
        ({"levels": {"low": 10, "3": 30}}, CUT, {}),
        ({"levels": {"1": 0, "3": 0}}, CUT, {}),
        ({"suppressed": True, "count": 3, "size": 64}, {}, {}),
        ({"size": 64}, {}, {}),
    ],
)
def test_a_result_is_read_as_what_its_measure_means(
    result: dict[str, Any], more: dict[str, Any], found: dict[Kind, str]
) -> None:
    measure, one = made(result, **more)
    read = readings(measure, one)
    told = {kind: reading.text for kind, reading in read.items()}
    assert [*told.items()] == [*found.items()]


def test_two_results_are_compared_in_what_both_have() -> None:
    measure, one = made({"count": 16, "size": 64, "mean": 10})
    _, other = made({"mean": 12, "size": 64})
    found = two_readings(measure, one, other)
    assert found is not None
    assert [reading.kind for reading in found] == [AMOUNT, AMOUNT]
    assert two_readings(measure, other, made({"value": 40})[1]) is None


def test_the_size_is_what_was_said_or_the_levels_add_up_to() -> None:
    assert size_of(made({"size": 64})[1]) == 64
    assert size_of(made({"levels": {"1": 10, "3": 30}})[1]) == 40
    assert size_of(made({"value": 40})[1]) is None


def test_hidden_marks_are_no_sample() -> None:
    marks = {"mean": 10, "sd": 2, "size": 30}
    assert sample_behind(made(marks)[1]) == Sample(10, 2, 30)
    assert sample_behind(made({**marks, "suppressed": True})[1]) is None


def test_nothing_is_less_than_nothing() -> None:
    assert bare(-0.001, AMOUNT) == bare(-0.01, SHARE) == "0"
    assert bare(-1.25, AMOUNT) == "-1.25"
