"""Which item of a list was which before."""

import itertools

import pytest

from plcjournal.codec.alignment import align, in_order
from plcjournal.core.values import Value


@pytest.mark.parametrize(
    ("name", "before", "after", "places"),
    [
        ("norms", ["x", "y"], ["y", "z", "x"], [1, None, 0]),
        ("norms", ["x", "x"], ["x"], [0]),
        ("norms", ["x"], ["x", "x"], [0, None]),
        ("members", [{"id": "a"}], [{"id": "b"}, {"id": "a", "n": 2}], [None, 0]),
        ("results", [{"date": "d"}], [{"date": "d", "group": "g"}], [None]),
        ("targets", [{"value": 1}], [{"value": 2}], [0]),
    ],
)  # fmt: skip
def test_items_are_told_apart_by_their_key(
    name: str, before: list[Value], after: list[Value], places: list[int | None]
) -> None:
    assert align(name, before, after) == places


def test_as_many_items_as_possible_stay_in_their_order() -> None:
    for places in itertools.permutations(range(5)):
        staying = in_order(places)
        kept = [place for place in places if place in staying]
        assert kept == sorted(kept)
        best = max(
            len(run)
            for size in range(6)
            for run in itertools.combinations(places, size)
            if list(run) == sorted(run)
        )
        assert len(kept) == best


def test_new_items_have_no_place_to_keep() -> None:
    assert in_order([None, 1, None, 0, 2]) in ({1, 2}, {0, 2})
    assert in_order([]) == frozenset()


def test_the_order_of_a_great_list_is_found_quickly() -> None:
    assert len(in_order(range(20_000))) == 20_000
