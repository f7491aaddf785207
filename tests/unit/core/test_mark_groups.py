"""Which groups may stand beside a total."""

from collections.abc import Mapping
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plcjournal.core.marks.groups import grouped
from plcjournal.core.marks.totals import totals_of


def _marks(sizes: Mapping[str, int]) -> tuple[list[float | None], list[str]]:
    names = [name for name, size in sizes.items() for _ in range(size)]
    return [float(n % 20) for n in range(len(names))], names


@pytest.mark.parametrize(
    ("sizes", "kept", "small", "beside"),
    [
        ({"a": 20, "b": 20}, ["a", "b"], (), ()),
        ({"a": 20, "b": 15, "c": 4}, ["a"], (4,), (15,)),
        ({"a": 20, "b": 15, "c": 6, "d": 6}, ["a", "b"], (6, 6), ()),
        ({"a": 20, "c": 4}, [], (4,), (20,)),
        ({"a": 20, "b": 20, "": 3}, ["b"], (), (20,)),
        ({"a": 20, "b": 20, "": 12}, ["a", "b"], (), ()),
        ({"a": 9, "b": 9}, [], (9, 9), ()),
    ],
)
def test_groups_are_kept_where_nobody_shows_by_subtraction(
    sizes: dict[str, int], kept: list[str], small: tuple[int], beside: tuple[int]
) -> None:
    found = grouped(*_marks(sizes), fewest=10)
    assert [*found.kept] == kept
    assert (found.small, found.beside) == (small, beside)


def test_a_group_with_a_small_count_goes_too() -> None:
    marks = [*[5.0] * 12, *[15.0] * 3, *[5.0] * 10, *[15.0] * 10, *[5.0] * 30]
    names = [*"a" * 15, *"b" * 20, *"c" * 30]
    found = grouped(marks, names, 10, cut=10)
    assert [*found.kept] == ["c"]
    assert (found.small, found.beside) == ((15,), (20,))


def test_where_no_learners_count_every_group_stays() -> None:
    found = grouped(*_marks({"a": 1, "b": 2}), fewest=0)
    assert [*found.kept] == ["a", "b"]


@given(
    st.lists(
        st.tuples(st.integers(0, 20), st.sampled_from(["a", "b", "c", "d", ""])),
        min_size=10,
        max_size=80,
    ),
    st.one_of(st.none(), st.integers(1, 20)),
)
def test_no_sum_and_no_difference_of_what_is_kept_shows_few_learners(
    rows: list[tuple[int, str]], cut: int | None
) -> None:
    marks = [float(mark) for mark, _ in rows]
    whole = totals_of(marks, cut)
    if not whole.is_safe(10):
        return
    found = grouped(marks, [name for _, name in rows], 10, cut)
    kept = [*found.kept.items()]
    assert all(one.is_safe(10) for _, one in kept)
    some = chain.from_iterable(combinations(kept, n) for n in range(len(kept) + 1))
    for part in some:
        names = {name for name, _ in part}
        rest = [float(mark) for mark, name in rows if name not in names]
        assert not rest or totals_of(rest, cut).is_safe(10)
