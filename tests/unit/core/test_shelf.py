"""A shelf says what lies on it, and reads no more than it is asked for."""

from collections.abc import Sequence

import pytest

from plcjournal.core.shelf import Shelf, Stock

NAMES = ("a", "b", "c")


@pytest.fixture
def loaded() -> list[str]:
    """Answer the names that were read, as they are."""
    return []


@pytest.fixture
def shelf(loaded: list[str]) -> Shelf[str]:
    """Answer a shelf of three things that is asked of one name without listing."""

    def load(names: Sequence[str]) -> dict[str, str]:
        loaded.extend(names)
        return {name: name.upper() for name in names}

    return Shelf(Stock(lambda: NAMES, load, certain=True, has=NAMES.__contains__))


@pytest.mark.parametrize(
    ("new", "gone", "names"),
    [
        ((), (), "abc"),
        (("b",), (), "abc"),
        (("0", "d"), (), "0abcd"),
        ((), ("b",), "ac"),
        (("d",), ("a", "z"), "bcd"),
        (("d",), ("a", "b", "c", "d"), ""),
    ],
)
def test_what_is_laid_over_it_counts_and_nothing_is_read(
    shelf: Shelf[str],
    loaded: list[str],
    new: tuple[str, ...],
    gone: tuple[str, ...],
    names: str,
) -> None:
    now = shelf.put(dict.fromkeys(new, "new")).without(gone)

    assert [*now] == [*names]
    assert len(now) == len(names)
    assert [name for name in (*"0abcdz",) if name in now] == [*names]
    assert not loaded


def test_one_thing_is_read_without_listing_all(loaded: list[str]) -> None:
    def unlisted() -> Sequence[str]:
        raise AssertionError

    def load(names: Sequence[str]) -> dict[str, str]:
        loaded.extend(names)
        return {name: name.upper() for name in names}

    shelf = Shelf(Stock(unlisted, load, certain=True, has=NAMES.__contains__))

    assert "b" in shelf
    assert shelf["b"] == "B"
    assert "z" not in shelf
    assert loaded == ["b"]
