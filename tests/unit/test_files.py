"""Files that are held packed say the same as files that are held as they are."""

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


@pytest.mark.parametrize("cycles", [0, 1, 99, 100, 101, 777])
def test_very_many_files_say_what_they_would_say_unpacked(cycles: int) -> None:
    files = written(cycles)
    closed = {"teams/art.yaml": finding("unreadable", "teams/art.yaml", "a link")}

    plain, packed = Files(files, closed), PassingFiles(files.items(), closed)

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
    packed = PassingFiles(files.items())

    assert {path: packed[path] for path in [*files][::-7]}.items() <= files.items()
    assert "teams/art.yaml" not in packed
    assert packed.get("teams/art.yaml") is None
