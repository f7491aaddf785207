"""A shelf of very many things holds few of them at a time."""

from collections.abc import Sequence

from plcjournal.core.shelf import PassingStock, Shelf

MANY = [f"{number:04}" for number in range(1000)]


def test_everything_is_met_in_order_a_part_at_a_time() -> None:
    loaded: list[int] = []

    def load(names: Sequence[str]) -> dict[str, int]:
        loaded.append(len(names))
        return {name: int(name) for name in names}

    shelf = Shelf(PassingStock(lambda: MANY, load))

    assert [*shelf.items()] == [(name, int(name)) for name in MANY]
    assert len(shelf) == 1000
    assert sum(loaded) == 1000  # each once
    assert max(loaded) < 100


def test_what_was_let_go_is_read_again() -> None:
    loads: list[Sequence[str]] = []

    def load(names: Sequence[str]) -> dict[str, list[str]]:
        loads.append(names)
        return {name: [name] for name in names}

    shelf = Shelf(PassingStock(lambda: MANY, load))
    first = shelf["0000"]

    assert shelf["0001"] == ["0001"]
    assert len(loads) == 1
    everything = [*shelf.values()]
    assert everything[0] is first
    assert shelf["0000"] == first
    assert shelf["0000"] is not first


def test_names_that_are_not_there_stay_so() -> None:
    shelf = Shelf(PassingStock(lambda: ["one"], lambda _: {"one": 1}))

    assert "two" not in shelf
    assert shelf.get("two") is None
    assert [*shelf] == ["one"]
