"""When two values tell the same, and which items are the same item."""

from typing import Any

import pytest

from plcjournal.core.likeness import is_list, is_nothing, items_of, keyed, same


@pytest.mark.parametrize("value", [None, "", [], {}, {"a": None}, [{}, [""]], ()])
def test_what_says_nothing_is_nothing(value: Any) -> None:
    assert is_nothing(value)


@pytest.mark.parametrize("value", [0, False, " ", [0], {"a": False}])
def test_zero_and_false_say_something(value: Any) -> None:
    assert not is_nothing(value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "a"),
        (1, 1.0),
        ("e\u0301", "é"),
        ({"a": 1, "b": None}, {"a": 1.0}),
        (["x", "y", "x"], ["y", "x"]),
        ([{"a": [1, 2]}], [{"a": [2, 1]}]),
        (None, ""),
    ],
)
def test_values_that_tell_the_same(one: Any, other: Any) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [(1, True), (0, False), ("1", 1), ([1], [True]), ("a", "A"), (None, 0)],
)
def test_values_that_tell_something_else(one: Any, other: Any) -> None:
    assert not same(one, other)


def test_a_text_is_no_list() -> None:
    assert not is_list("ab")
    assert is_list(["a"])
    assert (items_of("ab"), items_of({"a": 1}), items_of(["a"])) == ((), (), ["a"])


def test_items_are_known_by_what_tells_them_apart() -> None:
    result = {"date": "2025-10-08", "group": "room-12"}
    assert keyed("results", [result]) == {"2025-10-08@room-12": result}
    assert keyed("norms", ["b", "a", "b"]) == {"b": "b", "a": "a"}
    assert keyed("targets", [{"value": 5}]) == {"": {"value": 5}}
    assert keyed("actions", "none") == {}
    words = {"words": "Grace", "field": "", "cycle": None}
    assert keyed("allow", [words]) == {"Grace": words}
    bare = {"reason": "a"}
    assert [*keyed("allow", [{**bare, "field": []}])] == [*keyed("allow", [bare])]


def test_items_of_one_name_are_numbered_whatever_their_order() -> None:
    one: Any = {"id": "x", "due": 1}
    other: Any = {"id": "x", "due": 2}
    told = {"x": one, "x (2)": other}
    assert keyed("actions", [one, other, {**one}]) == told
    assert keyed("actions", [other, one]) == told
    words = keyed("norms", ["1", 1, "1 (2)"])
    assert words == {"1": "1", "1 (3)": 1, "1 (2)": "1 (2)"}
