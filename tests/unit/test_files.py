"""Files that are held packed say the same as files that are held as they are."""

from collections.abc import Sequence

import pytest

from plcjournal.core.rulebook import finding
from plcjournal.files import Files, PassingFiles

FLAT = {"plc.yaml": b"name: Ours\n", "teams/maths.yaml": b"name: Maths\n"}


def written(cycles: int) -> dict[str, bytes]:
    return {
        f"cycles/maths/{number:04}/{stage}.yaml": f"{stage}: é {number}\n".encode()
        for number in range(cycles)
        for stage in ("priority", "evidence")
    } | FLAT


class Shelf:
    """Files somewhere else, and which of them were brought."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self._files = files
        self.brought: list[str] = []

    def __call__(self, paths: Sequence[str]) -> list[bytes]:
        self.brought += paths
        return [self._files[path] for path in paths]


@pytest.mark.parametrize("cycles", [0, 1, 99, 100, 101, 777])
def test_very_many_files_say_what_they_would_say_unpacked(cycles: int) -> None:
    files = written(cycles)
    closed = {"teams/art.yaml": finding("unreadable", "teams/art.yaml", "a link")}

    plain, packed = Files(files, closed), PassingFiles(files, Shelf(files), closed)

    assert [*packed.items()] == [*plain.items()] == [*files.items()]
    assert len(packed) == len(files)
    assert packed.flat() == plain.flat()
    assert packed.of("teams") == ("teams/art.yaml", "teams/maths.yaml")
    assert packed.cycles() == plain.cycles()
    assert packed.closed == closed
    for name in packed.cycles():
        assert packed.inside(name) == plain.inside(name)


def test_very_many_files_are_found_in_any_order_and_others_are_not() -> None:
    files = written(1000)
    shelf = Shelf(files)
    packed = PassingFiles(files, shelf)

    assert {path: packed[path] for path in [*files][::-7]}.items() <= files.items()
    assert {path: packed[path] for path in files} == files
    assert sorted(shelf.brought) == sorted(files), "each is brought once"
    assert "teams/art.yaml" not in packed
    assert packed.get("teams/art.yaml") is None


def test_of_very_many_files_only_neighbours_of_what_is_wanted_are_brought() -> None:
    files = written(1000)
    shelf = Shelf(files)
    packed = PassingFiles(files, shelf)

    assert len(packed.cycles()) == 1000
    assert "cycles/maths/0500/priority.yaml" in packed
    assert not shelf.brought
    assert packed["plc.yaml"] == files["plc.yaml"]
    assert len(shelf.brought) < 300
