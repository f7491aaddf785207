"""What was read before is found again, and never trusted further than that."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from plcjournal import cache
from plcjournal.cache import Cache, key_of
from plcjournal.core.parse import KINDS
from plcjournal.core.shape import Record, inner_record, keys, kind_of

# When this fails, records have changed their shape: raise cache.SHAPE and write the
# new digest beside the new number.
KNOWN_SHAPES = {
    1: "0c47840b518c771d",
    2: "f32d7fccc597bc5b",
    3: "ed9a103f1dcd4426",
    4: "ed9a103f1dcd4426",
}


def _lines(name: str, record: type[Record]) -> Iterator[str]:
    for key in keys(record):
        place = f"{name}.{key}"
        yield f"{place}: {kind_of(record, key)}"
        inner = inner_record(record, key)
        if inner is not None:
            yield from _lines(place, inner)


def test_records_of_another_shape_are_not_found_under_the_old_number() -> None:
    lines = [line for name, record in KINDS.items() for line in _lines(name, record)]
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    assert KNOWN_SHAPES.get(cache.SHAPE) == digest, "raise SHAPE in plcjournal/cache.py"


def test_a_key_tells_kind_content_and_shape_apart(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = {key_of("team", b"a"), key_of("team", b"b"), key_of("meeting", b"a")}
    monkeypatch.setattr(cache, "SHAPE", cache.SHAPE + 1)
    assert len({*made, key_of("team", b"a")}) == 4


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "notes" / "seen.sqlite"


def test_what_was_put_in_comes_out(file: Path) -> None:
    entry = {"values": {"title": "dŵr", "size": 3, "none": None}, "findings": []}
    Cache(file).put({"one": entry})
    Cache(file).put({"two": [], "one": entry})
    assert Cache(file).get(["one", "two", "three"]) == {"one": entry, "two": []}


def test_many_entries_are_found_at_once(file: Path) -> None:
    entries = {f"key-{number}": number for number in range(1203)}
    Cache(file).put(entries)
    assert Cache(file).get(entries) == entries


def test_nothing_is_made_where_there_is_nothing_to_remember(file: Path) -> None:
    assert Cache(file).get(["one"]) == {}
    Cache(file).put({})
    assert not file.parent.exists()


def test_without_a_place_nothing_is_remembered() -> None:
    Cache(None).put({"one": 1})
    assert Cache(None).get(["one"]) == {}


@pytest.mark.parametrize("data", [b"", b"not a database", b"SQLite format 3\x00" * 99])
def test_a_damaged_database_is_read_as_empty_and_made_anew(
    file: Path, data: bytes
) -> None:
    file.parent.mkdir()
    file.write_bytes(data)
    assert Cache(file).get(["one"]) == {}
    Cache(file).put({"one": 1})
    Cache(file).put({"one": 1})
    assert Cache(file).get(["one"]) == {"one": 1}


def test_what_somebody_else_is_writing_is_not_thrown_away(file: Path) -> None:
    Cache(file).put({"one": 1})
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        Cache(file).put({"two": 2})
        other.execute("ROLLBACK")
    assert Cache(file).get(["one", "two"]) == {"one": 1}


def test_an_entry_that_is_no_json_is_not_found(file: Path) -> None:
    Cache(file).put({"one": 1})
    with sqlite3.connect(file) as base:
        base.execute("UPDATE seen SET entry = '{'")
    base.close()
    assert Cache(file).get(["one"]) == {}


def test_an_entry_that_is_not_whole_is_not_found(file: Path) -> None:
    Cache(file).put({"one": {"title": "Fractions"}, "two": 2})
    with sqlite3.connect(file) as base:
        base.execute(
            "UPDATE seen SET entry = replace(entry, 'ions', 'als') WHERE key = 'one'"
        )
    base.close()
    assert Cache(file).get(["one", "two"]) == {"two": 2}


def test_an_entry_of_another_key_is_not_found(file: Path) -> None:
    Cache(file).put({"one": 1})
    with sqlite3.connect(file) as base:
        base.execute("UPDATE seen SET key = 'two'")
    base.close()
    assert Cache(file).get(["one", "two"]) == {}


def test_a_place_that_cannot_be_written_is_left_alone(tmp_path: Path) -> None:
    blocked = tmp_path / "a file"
    blocked.write_text("mine", encoding="utf-8")
    Cache(blocked / "seen.sqlite").put({"one": 1})
    assert blocked.read_text(encoding="utf-8") == "mine"
