"""Very many rows are held packed, and come out as they went in."""

import pytest

from plcjournal.exporting.packed import Packed, PackedFiles


@pytest.mark.parametrize("many", [0, 1, 499, 500, 501, 1203])
def test_rows_come_out_as_they_went_in_as_often_as_wanted(many: int) -> None:
    rows = [
        (f"é {number}", number, number / 7, None, True, ("a", str(number)))
        for number in range(many)
    ]

    packed = Packed(rows)

    assert [*packed] == rows
    assert [*packed] == rows
    assert [*reversed(packed)] == rows[::-1]
    assert len(packed) == many
    assert all(row in packed for row in rows[:2])


def test_files_come_out_whole_however_they_went_in() -> None:
    files = PackedFiles({"a.csv": [b"one", b"", b" two"], "b.csv": []})

    assert dict(files) == {"a.csv": b"one two", "b.csv": b""}
    assert dict(files) == {"a.csv": b"one two", "b.csv": b""}
    assert len(files) == 2
    assert b"".join(files.pieces("a.csv")) == b"one two"
