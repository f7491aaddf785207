"""Where the figures of a measure lie on their drawing."""

import pytest
from builders import Change, cycle

from plcjournal.core.impact.cycle import Tried
from plcjournal.core.impact.impact import impact_of
from plcjournal.site.chart import Chart, chart_of


def drawn(*changes: Change, tried: tuple[Tried, ...] = ()) -> Chart | None:
    (measure,) = cycle(*changes).evidence.measures
    return chart_of(measure, impact_of(measure, ()), tried)


def chart(*changes: Change, tried: tuple[Tried, ...] = ()) -> Chart:
    made = drawn(*changes, tried=tried)
    assert made is not None
    return made


def values(unit: str, *numbers: float) -> list[Change]:
    rows = [
        {"date": f"2025-1{number}-01", "role": "interim", "value": value}
        for number, value in enumerate(numbers)
    ]
    rows[0]["role"] = "baseline"
    return [
        ("evidence", "measures/0/results", rows),
        ("evidence", "measures/0/unit", unit),
        ("evidence", "measures/0/scale", None),
        ("evidence", "measures/0/cut", None),
        ("evidence", "measures/0/targets", []),
        ("evidence", "measures/0/prediction", None),
    ]


def test_a_higher_share_lies_higher_and_a_later_day_further_right() -> None:
    first, last = chart().dots
    assert first.x < last.x
    assert first.y > last.y
    assert (first.text, last.text) == ("39.1 %", "67.7 %")


def test_a_share_is_drawn_from_nothing_to_all_of_them() -> None:
    assert [mark.text for mark in chart().across] == [
        "0 %",
        "25 %",
        "50 %",
        "75 %",
        "100 %",
    ]


def test_the_interval_lies_around_its_figure() -> None:
    for dot in chart().dots:
        assert dot.low is not None
        assert dot.high is not None
        assert dot.high < dot.y < dot.low


def test_the_target_is_named_where_the_line_is_far_away() -> None:
    target = chart().target
    assert target is not None
    assert (target.text, target.anchor) == ("target 65 %", "start")


def test_the_drawing_says_in_words_what_it_shows() -> None:
    tried = (Tried("2025-10-20", "Number talks", "talks"),)
    assert chart(tried=tried).said == (
        "2 figures, from 39.1 % on 8 Oct 2025 to 67.7 % on 3 Dec 2025."
        " The day of 1 action is marked."
    )


def test_actions_of_one_day_share_a_mark_and_near_ones_do_not_touch() -> None:
    tried = tuple(
        Tried(day, "x", "x") for day in ("2025-10-20", "2025-10-20", "2025-10-22")
    )
    one, other = chart(tried=tried).tries
    assert (one.numbers, other.numbers) == ("1, 2", "3")
    assert one.y != other.y


def test_one_figure_makes_no_drawing() -> None:
    assert drawn(("evidence", "measures/0/results/1/suppressed", True)) is None


@pytest.mark.parametrize(
    ("unit", "numbers"),
    [
        ("score", (0, 0)),
        ("score", (-3, 8)),
        ("minutes", (1.5, 1.5)),
        ("count", (40, 1200)),
        ("score", (1e9, 3e9)),
        ("seconds", (0.001, 0.002)),
    ],
)
def test_every_figure_lies_on_the_drawing(
    unit: str, numbers: tuple[float, float]
) -> None:
    made = chart(*values(unit, *numbers))
    for dot in made.dots:
        assert made.left <= dot.x <= made.right
        assert made.top <= dot.y <= made.bottom
    assert 2 <= len(made.across) <= 8
