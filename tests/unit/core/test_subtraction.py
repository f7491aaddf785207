"""What groups of one date give away when their figures are taken from each other."""

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from builders import journal
from hypothesis import given
from hypothesis import strategies as st

from plcjournal.core import privacy
from plcjournal.core.privacy.subtraction import SIZE, Shown, rests

DAY = "2025-10-08"
LATER = "2025-12-03"


def _told(results: list[dict[str, Any]], groups: list[dict[str, Any]]) -> list[str]:
    measure = {"id": "task", "name": "Task", "groups": groups, "results": results}
    made = journal(("evidence", "measures", [measure]))
    found = privacy.check(made, made.records())
    return [one.message for one in found if one.rule == "few-by-subtraction"]


def _of(group: str | None, size: int, count: int | None = None) -> dict[str, Any]:
    shown = {"date": DAY, "group": group, "size": size, "count": count}
    return {key: value for key, value in shown.items() if value is not None}


ROOMS = [{"id": "room-12"}, {"id": "room-13"}, {"id": "room-14", "name": "Room 14"}]
LEFT = "'Task' on 2025-10-08: everybody less {} leaves {}, who can be recognised."


def test_a_total_less_its_only_group_leaves_few() -> None:
    assert _told([_of(None, 64), _of("room-12", 61)], ROOMS) == [
        LEFT.format("room-12", "3 learners")
    ]


def test_a_total_less_all_its_groups_leaves_the_hidden_one() -> None:
    hidden = {"date": DAY, "group": "room-14", "suppressed": True}
    shown = [_of(None, 64), _of("room-12", 31), _of("room-13", 32), hidden]
    assert _told(shown, ROOMS) == [LEFT.format("room-12 and room-13", "1 learner")]


@pytest.mark.parametrize(
    ("sizes", "pairs", "shows"),
    [
        ((64, 62), 62, True),
        ((62, 62), 62, False),
        ((64, 70), 59, False),
        ((64, 70), 60, True),
        ((64, 62), None, False),
    ],
)
def test_a_number_of_pairs_leaves_the_few_who_were_there_once(
    sizes: tuple[int, int], pairs: int | None, shows: bool
) -> None:
    paired = {"with": DAY, "size": pairs, "correlation": 0.6}
    later = {"date": LATER, "size": sizes[1], "paired": paired}
    told = _told([_of(None, sizes[0]), later], [])
    said = (
        f"'Task' on {LATER}: how many were there both times leaves 1 to 4 learners "
        "who were not."
    )
    assert told == ([said] if shows else [])


def test_groups_that_make_up_the_total_leave_nobody() -> None:
    rooms = [_of("room-12", 21), _of("room-13", 22), _of("room-14", 21)]
    assert _told([_of(None, 64), *rooms], ROOMS) == []


def test_a_group_less_its_own_part_leaves_few() -> None:
    groups = [{"id": "grade-4", "name": "Grade 4"}, {"id": "a", "part_of": "grade-4"}]
    assert _told([_of("grade-4", 40), _of("a", 36)], groups) == [
        LEFT.format("a", "4 learners").replace("everybody", "Grade 4")
    ]


def test_a_part_of_a_group_that_is_hidden_counts_for_everybody() -> None:
    groups = [{"id": "grade-4"}, {"id": "a", "part_of": "grade-4"}]
    assert _told([_of(None, 40), _of("a", 38)], groups)


def test_cells_are_taken_from_each_other_as_sizes_are() -> None:
    shown = [_of(None, 64, 25), _of("room-12", 32, 22)]
    assert _told(shown, ROOMS) == [LEFT.format("room-12", "3 learners ('reached')")]
    levels = [
        {"date": DAY, "levels": {"1": 20, "2": 44}},
        {"date": DAY, "group": "room-12", "levels": {"1": 18, "2": 22}},
    ]
    assert _told(levels, ROOMS) == [LEFT.format("room-12", "2 learners ('1')")]


def test_a_rest_below_the_smallest_group_counts_where_figures_are_shown() -> None:
    assert _told([_of(None, 64, 30), _of("room-12", 57, 25)], ROOMS)
    assert not _told([_of(None, 64), _of("room-12", 57)], ROOMS)


def test_two_dates_are_never_taken_from_each_other() -> None:
    later = {**_of("room-12", 61), "date": LATER}
    assert _told([_of(None, 64), later], ROOMS) == []


def test_groups_that_overlap_are_taken_by_their_kind_of_name() -> None:
    groups = [*ROOMS, {"id": "boys"}, {"id": "girls"}]
    fine = [_of(None, 64), _of("room-12", 31), _of("boys", 33), _of("girls", 31)]
    assert _told(fine, groups) == []
    leak = [*fine, _of("room-13", 30)]
    assert _told(leak, groups) == [LEFT.format("room-12 and room-13", "3 learners")]


def test_boys_and_girls_are_of_one_kind() -> None:
    groups = [*ROOMS, {"id": "boys"}, {"id": "girls"}]
    shown = [_of(None, 64), _of("room-12", 50), _of("boys", 31), _of("girls", 30)]
    assert _told(shown, groups) == [LEFT.format("boys and girls", "3 learners")]


def test_many_groups_are_counted_not_named() -> None:
    groups = [{"id": f"class-{n}"} for n in range(4)]
    shown = [_of(None, 62), *(_of(f"class-{n}", 15) for n in range(4))]
    assert _told(shown, groups) == [LEFT.format("4 groups", "2 learners")]


def test_figures_that_cannot_be_taken_from_each_other_leave_nothing() -> None:
    percent = {"date": DAY, "value": 40}
    assert _told([percent, _of("room-12", 30, 20)], ROOMS) == []
    overlapping = [_of(None, 64), _of("room-12", 50), _of("room-13", 40)]
    assert _told(overlapping, ROOMS) == []


def test_hidden_groups_and_other_things_than_learners_leave_nothing() -> None:
    hidden = {"date": DAY, "group": "room-12", "suppressed": True}
    assert _told([_of(None, 64), hidden], ROOMS) == []
    books = {"id": "b", "name": "Books", "of": "books", "groups": ROOMS}
    shown = [_of(None, 64), _of("room-12", 61)]
    made = journal(("evidence", "measures", [{**books, "results": shown}]))
    assert privacy.check(made, made.records()) == ()


@pytest.mark.parametrize("field", ["room-12", "room-12.size"])
def test_a_rest_may_be_allowed_by_the_place_of_its_figure(field: str) -> None:
    entry = {
        "field": f"measures.task.results.{DAY}@{field}",
        "reason": "Parents agreed",
    }
    measure = {
        "id": "task",
        "name": "Task",
        "groups": ROOMS,
        "results": [_of(None, 64), _of("room-12", 61)],
    }
    made = journal(
        ("evidence", "measures", [measure]), ("plc", "privacy", {"allow": [entry]})
    )
    assert not [f for f in privacy.check(made, made.records()) if f.blocks]


# Against everything that linear combinations of the shown figures can tell


def _rank(rows: list[list[int]]) -> int:
    left = [[Fraction(number) for number in row] for row in rows]
    rank = 0
    for column in range(len(left[0]) if left else 0):
        pivot = next((r for r in range(rank, len(left)) if left[r][column]), None)
        if pivot is None:
            continue
        left[rank], left[pivot] = left[pivot], left[rank]
        for row in range(len(left)):
            if row != rank and left[row][column]:
                times = left[row][column] / left[rank][column]
                left[row] = [
                    a - times * b for a, b in zip(left[row], left[rank], strict=True)
                ]
        rank += 1
    return rank


@given(
    parents=st.lists(st.integers(0, 5), min_size=1, max_size=4),
    sizes=st.lists(st.sampled_from([0, 1, 3, 4, 5, 12, 20]), min_size=5, max_size=5),
    seen=st.lists(st.booleans(), min_size=5, max_size=5),
)
def test_whatever_can_be_worked_out_about_few_is_found(
    parents: list[int], sizes: list[int], seen: list[bool]
) -> None:
    # Node 0 is everybody; each node has a rest of its own that no group covers.
    above = [-1, *(parent % (n + 1) for n, parent in enumerate(parents))]
    nodes = range(len(above))

    def lies_in(node: int, group: int) -> bool:
        while node > group:
            node = above[node]
        return node == group

    rows = {g: [int(lies_in(n, g)) for n in nodes] for g in nodes if seen[g]}
    own = sizes[: len(above)]
    total = {g: sum(a * b for a, b in zip(rows[g], own, strict=True)) for g in rows}
    base = _rank([*rows.values()])
    known = [
        sum(a * b for a, b in zip(subset, own, strict=True))
        for subset in product((0, 1), repeat=len(above))
        if any(subset) and _rank([*rows.values(), [*subset]]) == base
    ]
    leaks = any(0 < number < 5 for number in known)
    name = {g: None if g == 0 else f"group-{'abcd'[g - 1] * 2}" for g in nodes}
    shown = [Shown(name[g], {SIZE: total[g]}, has_figure=False) for g in rows]
    tree = {str(name[g]): name[above[g]] for g in nodes if g}
    found = [*rests(shown, tree, 10)]
    small = any(0 < number < 5 for number in total.values())
    assert (bool(found) or small) == leaks
