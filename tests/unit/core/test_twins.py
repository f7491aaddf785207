import pytest

from plcjournal.core.merging.twins import copies, told_apart


def left_of(base: int, ours: int, theirs: int) -> int:
    """Answer how many equal items are left of so many in each version."""
    versions = [["a"] * number for number in (base, ours, theirs)]
    old, mine, shared = told_apart("norms", versions)
    return sum(len(copies(name, old, mine, shared)) for name in {**shared, **mine})


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "left"),
    [
        (2, 2, 1, 1),
        (2, 1, 2, 1),
        (1, 2, 1, 2),
        (1, 2, 3, 3),
        (2, 3, 1, 3),
        (1, 2, 0, 0),
        (0, 2, 0, 2),
        (2, 0, 2, 0),
    ],
)
def test_what_stands_there_several_times_is_counted(
    base: int, ours: int, theirs: int, left: int
) -> None:
    assert left_of(base, ours, theirs) == left
    assert left_of(base, theirs, ours) == left
    assert left_of(base, left, theirs) == left


def test_an_id_used_once_tells_an_item_whatever_it_holds() -> None:
    one, other = told_apart("log", [[{"id": "a", "text": "x"}], [{"id": "a"}]])
    assert one.keys() == other.keys()


def test_an_id_used_twice_tells_nothing() -> None:
    first, second = {"id": "a", "text": "x"}, {"id": "a", "text": "y"}
    one, other = told_apart("log", [[first, second], [second]])
    assert [*one.values()] == [[first], [second]]
    assert {*other} == {[*one][1]}


def test_copies_that_only_one_side_has_come_last() -> None:
    versions = [["e\u0301"], ["\u00e9", "e\u0301"], ["e\u0301"]]
    old, mine, shared = told_apart("norms", versions)
    (name,) = shared
    assert copies(name, old, mine, shared) == ["e\u0301", "e\u0301"]
