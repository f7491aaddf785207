"""What is hidden of figures about few learners, and what else that hides."""

from dataclasses import replace
from typing import Any

import pytest
from builders import NAME, Change, cycle

from plcjournal.core.cycle import Cycle
from plcjournal.site.guarding import HIDDEN, Guarded, Spot, guarded

FIRST = "measures/0/results/0"
DAY = "2025-10-08"


def guard(*changes: Change, smallest: int = 10) -> Guarded:
    return guarded([cycle(*changes)], {}, smallest)


def results(*changes: Change, smallest: int = 10) -> Any:
    made = cycle(*changes)
    return guarded([made], {}, smallest).evidence(made).measures[0].results


def result(**more: object) -> dict[str, object]:
    return {"date": DAY, "role": "baseline", **more}


def only(*some: dict[str, object]) -> Change:
    return ("evidence", "measures/0/results", [*some])


def code(*changes: Change) -> str:
    return guard(*changes).told.get(Spot(NAME, "task", DAY), "")


def test_figures_about_many_are_shown_as_they_are() -> None:
    assert not guard().told
    assert [(one.count, one.size) for one in results()] == [(25, 64), (42, 62)]


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"size": 64, "count": 3}, "fewer than 10 of 64"),
        ({"size": 64, "count": 9}, "fewer than 10 of 64"),
        ({"size": 64, "count": 0}, "fewer than 10 of 64"),
        ({"size": 64, "count": 10}, ""),
        ({"size": 64, "count": 54}, ""),
        ({"size": 64, "count": 55}, "all but fewer than 10 of 64"),
        ({"size": 64, "count": 64}, "all but fewer than 10 of 64"),
        ({"size": 9, "count": 5}, HIDDEN),
        ({"size": 400, "count": 12}, ""),
        ({"size": 64, "value": 4}, "fewer than 10 of 64"),
        ({"size": 64, "value": 98}, "all but fewer than 10 of 64"),
        ({"size": 400, "value": 4}, ""),
        ({"value": 4}, "5 % or less"),
        ({"value": 96}, "95 % or more"),
        ({"value": 50}, ""),
        ({"size": 30, "mean": 12.0, "sd": 0}, HIDDEN),
        ({"suppressed": True}, HIDDEN),
        ({"size": 40, "levels": {"10": 3, "12": 37}}, "all but fewer than 10 of 40"),
    ],
)
def test_few_learners_are_told_in_code(figures: dict[str, object], told: str) -> None:
    assert code(only(result(**figures))) == told


def test_nothing_of_a_hidden_figure_is_left_in_the_evidence() -> None:
    (blank,) = results(only(result(size=64, count=3, mean=9.1, sd=2.0)))
    assert blank.suppressed
    assert (blank.size, blank.count, blank.mean, blank.sd) == (None,) * 4


def test_levels_are_never_shown_one_by_one() -> None:
    (one,) = results(only(result(levels={"10": 30, "12": 20, "14": 3})))
    assert (one.count, one.size, dict(one.levels), one.mean) == (23, 53, {}, None)


def test_what_is_not_about_learners_is_shown() -> None:
    few = only(result(size=64, count=3))
    assert not guard(few, ("evidence", "measures/0/of", "books")).told


GROUPS: Change = (
    "evidence",
    "measures/0/groups",
    [{"id": "room-12"}, {"id": "room-13"}],
)


def test_groups_stay_where_nothing_small_is_left_of_the_whole() -> None:
    found = results(
        GROUPS,
        only(
            result(size=64, count=30),
            result(group="room-12", size=30, count=15),
            result(group="room-13", size=34, count=15),
        ),
    )
    assert [one.group for one in found] == [None, "room-12", "room-13"]


@pytest.mark.parametrize(
    ("whole", "one", "other"),
    [
        ((64, 30), (30, 15), (30, 12)),  # 4 learners in neither
        ((64, 30), (56, 15), None),  # the other 8
        ((64, 30), (30, 26), (34, 4)),  # 4 in one room
        ((64, 30), (30, 13), (34, 25)),  # 9 in one room did not
    ],
)
def test_all_groups_go_where_one_would_show_few(
    whole: tuple[int, int], one: tuple[int, int], other: tuple[int, int] | None
) -> None:
    rows = [
        result(size=whole[0], count=whole[1]),
        result(group="room-12", size=one[0], count=one[1]),
    ]
    if other:
        rows.append(result(group="room-13", size=other[0], count=other[1]))
    assert [row.group for row in results(GROUPS, only(*rows))] == [None]


def test_a_hidden_whole_hides_its_groups_too() -> None:
    rows = [
        result(suppressed=True),
        result(group="room-12", size=30, count=15),
        result(group="room-13", size=34, count=15),
    ]
    assert [row.group for row in results(GROUPS, only(*rows))] == [None]


def twins(one: dict[str, object], other: dict[str, object]) -> tuple[Cycle, Cycle]:
    first, second = cycle(only(result(**one))), cycle(only(result(**other)))
    return first, replace(second, name="maths/2025-10-number-sense")


def told_of(*some: Cycle, schools: dict[str, str] | None = None) -> dict[str, str]:
    found = guarded([*some], schools or {}, 10)
    return {spot.cycle.split("/")[1]: code for spot, code in found.told.items()}


def test_a_figure_that_another_page_makes_small_is_hidden() -> None:
    some = twins({"size": 64, "count": 30}, {"size": 60, "count": 28})
    assert told_of(*some) == {"2025-10-number-sense": HIDDEN}


def test_the_same_figure_on_two_pages_is_shown_on_both() -> None:
    assert not told_of(*twins({"size": 64, "count": 30}, {"size": 64, "count": 30}))


def test_a_code_on_one_page_hides_what_would_give_it_away_on_another() -> None:
    some = twins({"size": 64, "count": 30}, {"size": 40, "count": 5})
    assert told_of(*some) == {"2025-10-number-sense": "fewer than 10 of 40"}
    some = twins({"size": 64, "count": 5}, {"size": 40, "count": 15})
    assert told_of(*some) == {
        "2025-10-fractions": "fewer than 10 of 64",
        "2025-10-number-sense": HIDDEN,
    }


def test_other_schools_are_other_learners() -> None:
    one, other = twins({"size": 64, "count": 30}, {"size": 60, "count": 28})
    other = replace(other, name="english/2025-10-number-sense")
    assert not told_of(one, other, schools={"maths": "Glan", "english": "Maple"})


def test_what_texts_quote_of_a_hidden_figure_has_a_code() -> None:
    found = guard(only(result(size=64, count=3)))
    assert found.quoted["3 of 64"] == "fewer than 10 of 64"
    assert found.quoted["61 of 64"] == HIDDEN
