"""What is read at once says what the exact reader says, and all else is left to it."""

import importlib.util
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plcjournal.codec import quick, reader
from plcjournal.codec.writer import write
from plcjournal.core.values import Value

LINES = [
    *("", "# why", "  # why", "format: 1", "title: A b (c)", "title:", "need: |"),
    *("  two", "    three", "measures:", "  - id: a", "    name: b", "    cut:"),
    *("      at: 12", "  - plain words", "  - 1.10", "answers: {}", "log: []"),
    *("answers:", '  "1": x', '  "a b": "c: d"', "  k: 'l # m'", "  k: 2026-01-02"),
    *("- a", "  -", "  - |", "  - - b", "   odd: 1", "\tk: 1", "k:v", "k : v", "? k"),
    *("k: a: b", "k: a #b", "k: a:", "k: !t x", "k: &a x", "k: *a", "k: >", "k: |-"),
    *("|", "---", "...", "<<: a", '"<<": a', "k: null", "k: ~", "k: 0x1F", "é: k"),
    *("k: \u201ca\u201d", "k: a\u2028b", "k: a ", "  ", "k: -1", "k: .5", "k: [a]"),
    *("k: @a", "k: 'it''s'", 'k: "a\\n"', "k: \ufeff", "=======", "k: ²", '"": a'),
]  # fmt: skip


def agrees(data: bytes) -> bool:
    """Say whether data was read at once; it must be what the exact reader says."""
    values = quick.read(data)
    if values is not None:
        exact = reader.read(data)
        assert repr(values) == repr(exact.values)
        assert _kinds(values) == _kinds(exact.values)
        assert exact.troubles == ()
    return values is not None


def _kinds(value: Value) -> object:
    if isinstance(value, dict):
        return [(type(key), _kinds(item)) for key, item in value.items()]
    return [*map(_kinds, value)] if isinstance(value, list) else type(value)


@given(st.lists(st.sampled_from(LINES), max_size=8))
def test_lines_in_any_order_are_never_read_otherwise(lines: list[str]) -> None:
    agrees("".join(f"{line}\n" for line in lines).encode())


@given(st.text(st.characters(codec="utf-8"), max_size=30))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    inner: list[Value] = [{"id": "a", "what": text}, text]
    record: dict[str, Value] = {"title": text, "items": inner, "k": {text: text}}
    agrees(write(record))


def test_mutated_records_are_never_read_otherwise() -> None:
    place = Path(__file__).parents[2] / "laws" / "fuzz_codec.py"
    spec = importlib.util.spec_from_file_location("fuzz_codec", place)
    assert spec is not None
    assert spec.loader is not None
    fuzz = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(fuzz)
    dice = random.Random(0)
    for _ in range(1000):
        agrees(fuzz.a_case(dice))


def test_a_record_as_plc_writes_it_is_read_at_once() -> None:
    text = """\
# What do we see?
format: 1
title: Comparing fractions
need: |
  Two lines, the second
    # deeper: and odd

  and a third
measures:
  - id: task
    cut:
      at: 12
    levels:
      "1": 10
      "2": 54
    groups: []
    tool: "A: b"
part_of:
answers: {}
"""
    assert agrees(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        *("", "# nothing\n", "a: 1", "a: 1\r\n", "\ufeffa: 1\n", "a: 1\na: 2\n"),
        *("a: |\nb: 1\n", "a: |\n\n  b\n", "a:\n    b: 1\n", "a:\n- b\n", "- a\n"),
        *("|\n  a\n", "a:\n  - |\n    b\n", "a: b\n  c\n", "a: 'b' c\n"),
        *("a:\n  - id: |\n      b\n", "a: \x7f\n", "a: b\n\n  c: d\n", '"": 1\n'),
    ],
)  # fmt: skip
def test_what_is_unusual_is_left_to_the_exact_reader(text: str) -> None:
    assert not agrees(text.encode())


def test_what_no_reader_should_see_is_left_to_the_exact_one() -> None:
    deep = "".join(f"{'  ' * depth}k:\n" for depth in range(25))
    for data in (b"a: \xff\n", b"a: \0\n", b"a: b\n" * 70_000, deep.encode()):
        assert quick.read(data) is None
    many = "a:\n" + "  - b\n" * 4000
    assert quick.read(many.encode()) is None
