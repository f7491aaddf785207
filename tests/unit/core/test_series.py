"""The line of a measure's figures, and what it does not show."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from builders import record

from plcjournal.core.figures import Kind
from plcjournal.core.impact.series import Series, series_of

EXIT_TICKETS = (41, 38, 44, 40, 43, 39, 46, 52, 55, 58, 57, 61, 63)
START = date(2025, 9, 10)


def day(week: int) -> str:
    return (START + timedelta(weeks=week)).isoformat()


def measure(values: Sequence[float], **more: Any) -> Any:
    results = [
        {"date": day(week), "value": value, "size": 60}
        for week, value in enumerate(values)
    ]
    raw = {"id": "tickets", "name": "Exit tickets", "results": results, **more}
    return record("evidence", {"measures": [raw]}).measures[0]


def series(
    values: Sequence[float], first_action: str | None = None, **more: Any
) -> Series | None:
    made = measure(values, **more)
    kind = Kind.AMOUNT if made.unit == "score" else Kind.SHARE
    return series_of(made, kind, first_action, 10)


def test_the_exit_tickets_show_a_shift_and_claim_no_trend() -> None:
    found = series(EXIT_TICKETS, day(5))
    assert found is not None
    assert [point.number for point in found.points] == [*EXIT_TICKETS]
    assert found.chart is not None
    assert (found.chart.shift, found.chart.long_run) == (True, False)
    assert found.since_baseline is not None
    assert found.since_baseline.shift
    assert found.sentences == (
        (
            "6 points in a row lie on one side of the median of 46 %. Many handbooks "
            "call 6 in a row a shift, but among so many points chance alone may well "
            "give a row of 6 or 7."
        ),
        (
            "The line crosses the median of 46 % once; by chance alone fewer than 3 "
            "crossings would be unusual (less than 1 time in 20)."
        ),
        (
            "The last 7 points all lie above the median of the 6 before the first "
            "action (40.5 %): a fair sign of a lasting change for the better."
        ),
    )


def test_where_lower_is_better_the_same_shift_is_for_the_worse() -> None:
    found = series(EXIT_TICKETS, day(5), better="down")
    assert found is not None
    assert found.sentences[-1].endswith("a lasting change for the worse.")


def test_few_points_are_only_described() -> None:
    found = series((10, 12, 15, 16), day(1), unit="score")
    assert found is not None
    assert found.chart is None
    assert found.sentences == (
        (
            "The last 2 points all lie above the median of the 2 before the first "
            "action (11); that alone proves nothing."
        ),
    )


@pytest.mark.parametrize(
    ("values", "first_action"),
    [
        ((10, 12, 15, 16), None),
        ((10, 12, 15, 16), day(4)),
        ((10, 12, 15), day(1)),
        ((10, 12, 15, 11), day(1)),
    ],
    ids=["no action", "nothing after", "one after", "on the median"],
)
def test_nothing_is_said_where_nothing_can_be(
    values: Sequence[float], first_action: str | None
) -> None:
    found = series(values, first_action)
    assert found is not None
    assert found.sentences == ()


def test_two_points_are_no_line() -> None:
    assert series((10, 20)) is None


def test_points_that_run_as_by_chance_are_said_to() -> None:
    found = series((40, 44, 39, 46, 45, 38, 41, 47, 43, 37, 48, 36))
    assert found is not None
    assert found.sentences == (
        "The points run about their median of 42 % as chance would have it.",
    )


@pytest.mark.parametrize(
    ("values", "row"),
    [
        ((10, 11, 12, 13, 14, 1, 2, 3, 4, 5), ""),
        ((10, 11, 12, 13, 14, 15, 1, 2, 3, 16, 4, 5, 6, 7), "of 6 or 7."),
        ((1, 9) * 9 + (9, 9, 9, 9, 9, 9) + (1, 1, 1, 1, 1, 1), "of 6 to 8."),
    ],
)
def test_a_row_of_six_says_what_chance_may_give(
    values: Sequence[float], row: str
) -> None:
    found = series(values)
    assert found is not None
    told = [one for one in found.sentences if "handbooks" in one]
    assert bool(told) == bool(row)
    assert all(one.endswith(f"chance alone may well give a row {row}") for one in told)


def test_a_run_beyond_chance_is_said_to_be() -> None:
    found = series((30, 31, 32, 33, 34, 35, 36, 47, 48, 49, 50, 51, 52, 53, 54, 55))
    assert found is not None
    assert found.sentences[0] == (
        "8 points in a row lie on one side of the median of 47.5 %; by chance alone "
        "more than 7 would be unusual, so this looks like a shift."
    )


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((5,) * 12 + (6, 7, 8, 9, 10, 11, 12, 13, 14, 15), "of 5 % never; by chance"),
        ((50, 51, 52, 53, 54, 10, 11, 12, 13, 14, 15, 16, 17, 55, 56, 57), "% twice;"),
    ],
)
def test_a_line_crosses_its_median_so_often(values: Sequence[float], said: str) -> None:
    found = series(values)
    assert found is not None
    assert any(said in sentence for sentence in found.sentences)


def test_a_shift_that_did_not_last_is_only_told() -> None:
    values = (40, 41, 42, 43, 44, 50, 51, 52, 53, 54, 55, 41)
    found = series(values, day(4))
    assert found is not None
    assert found.sentences[-1] == (
        "After it, 6 points in a row lay on one side of the median of the 5 before the "
        "first action (42 %): a shift."
    )


def test_groups_hidden_and_missing_figures_are_no_points() -> None:
    results = [
        {"date": day(0), "value": 40, "size": 60},
        {"date": day(1), "value": 42, "size": 60, "group": "room"},
        {"date": day(2), "value": 43, "size": 8},
        {"date": day(3), "suppressed": True},
        {"date": day(5), "value": 44, "size": 60},
        {"date": day(4), "value": 45, "size": 60},
        {"date": day(6), "mean": 4, "size": 60},
    ]
    found = series((), results=results, groups=[{"id": "room"}])
    assert found is not None
    assert [point.date for point in found.points] == [day(0), day(4), day(5)]
