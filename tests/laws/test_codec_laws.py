"""Laws of the codec: what is written reads back, what is edited stays otherwise."""

import io
import re
from collections.abc import Iterator
from functools import partial

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from plcjournal.codec.editor import revise
from plcjournal.codec.emitting import emitted
from plcjournal.codec.excerpts import excerpt
from plcjournal.codec.mend import mend
from plcjournal.codec.reader import locate_all, read
from plcjournal.codec.spelling import spelled
from plcjournal.codec.tree import Items, Node, Scalar, grow
from plcjournal.codec.writer import render, write
from plcjournal.core.values import Unquoted, Value, settled, stands_for
from plcjournal.errors import PlcError

STRANGE = (
    "\u0085\u2028\u2029\u00a0\ufeff\u200d\x7f\x00\r\t\\\"'#:-{}[]&*!|>%@`,?=~\u201c"
)
TEXTS = (
    st.text(st.characters(codec="utf-8"), max_size=40)
    | st.text(st.sampled_from(f"ab \n{STRANGE}"), max_size=12)
    | st.sampled_from(
        ["no", "y", "1.10", "12:30", "007", "null", "2026-02-30", "1e3", "0x1F", "- a",
         "a: b", "a #b", "...", "---", "<<", "=", "a\n", "\n", "a\n\n", " a\nb",
         "a \nb", "a\r\nb", "a\n\tb", "1_000", "2001-12-14t21:59:43.10-05:00",
         "larger...", ".5",
         "# a\nb", "a\n...\nb", "<<<<<<< a\n=======\n"]
    )
)  # fmt: skip
KEYS = st.text(st.characters(codec="utf-8"), max_size=20) | TEXTS
SINGLE = (
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
)
VALUES: st.SearchStrategy[Value] = st.recursive(
    SINGLE,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)
RECORDS = st.dictionaries(KEYS, VALUES, max_size=6)


def equal(one: Value, other: Value) -> bool:
    """Equality that keeps 1, 1.0 and true apart; repr does."""
    return repr(one) == repr(other) and one == other


@given(RECORDS)
@example({"a": "x\n\n"})
@example({"a": ""})
@example({"": {"": []}})
@example({"a": "Many treat 1/8 as larger..."})
def test_what_is_written_reads_back(record: dict[str, Value]) -> None:
    reading = read(write(record))
    assert reading.values is not None
    assert equal(settled(reading.values), record)
    assert list(reading.values) == list(record)
    assert reading.troubles == ()


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_survives_in_a_key_a_value_and_an_item(text: str) -> None:
    record: dict[str, Value] = {
        "text": text,
        "items": [text, {"id": text}],
        "x" + text: {text: text},
    }
    assert settled(read(write(record)).values) == record


@given(RECORDS)
def test_writing_what_was_written_changes_no_byte(record: dict[str, Value]) -> None:
    data = write(record)
    values = read(data).values
    assert values is not None
    assert write(values) == data


def by_ruamel(text: str) -> Value:
    """Read with ruamel.yaml, which knows YAML 1.2 independently of the codec."""
    return _plain(YAML(typ="safe", pure=True).compose(io.StringIO(text)))


def _plain(node: object) -> Value:
    if isinstance(node, MappingNode):
        return {key.value: _plain(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_plain(item) for item in node.value]
    assert isinstance(node, ScalarNode)
    kind = str(node.tag).rpartition(":")[2]
    # Dates are text in a journal; 1_000 is a number only to YAML 1.1.
    if kind in {"str", "timestamp"} or "_" in node.value:
        return str(node.value)
    return stands_for(node.value)


PLAIN_WORDS = st.text(st.sampled_from("ab1é- :#.'\"\\"), max_size=6)
PLAIN_VALUES: st.SearchStrategy[Value] = st.recursive(
    st.none() | st.integers() | st.just(Unquoted("1.10")) | PLAIN_WORDS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(PLAIN_WORDS, inner, max_size=3)
    ),
    max_leaves=8,
)


@given(PLAIN_VALUES | VALUES, st.booleans())
def test_what_is_written_at_once_is_what_the_library_writes(
    value: Value, with_blocks: bool
) -> None:
    if isinstance(value, list | dict):
        by_library = emitted(value, partial(spelled, with_blocks=with_blocks))
        assert render(value, with_blocks=with_blocks) == by_library


@given(RECORDS)
def test_ruamel_reads_what_is_written_as_we_do(record: dict[str, Value]) -> None:
    text = write(record).decode()
    if not record:
        return
    assert equal(by_ruamel(text), settled(read(text.encode()).values))


PLAIN = st.sampled_from(
    [
        "Fractions",
        "a b  c",
        "5",
        "1.10",
        "no",
        "2026-02-30",
        "it's",
        "x:y",
        "12:30",
        "~",
    ]
)
QUOTED = st.sampled_from(['"a: b"', "'Don''t'", '"x # y"', '""', "''", '"é \\n"'])
FLOW = st.sampled_from(["[]", "{}", "[a, b]", "{at: 1}", '["x: y", 2]'])
NOTE = st.sampled_from(["", "", "", "   # note", " # what: is it?"])
BETWEEN = st.lists(
    st.sampled_from(["", "# why?", "    # deep", "  # - id: x"]), max_size=2
)


@st.composite
def handwritten(draw: st.DrawFn) -> str:
    """Draw a record as people type it: indents, quotes, comments, blank lines."""
    lines = ["# top", "format: 1"]
    for key in draw(
        st.permutations(["title", "need", "norms", "members", "cut", "last"])
    ):
        kind = draw(
            st.sampled_from(["plain", "quoted", "flow", "block", "items", "map"])
        )
        kind = "items" if key == "members" else kind
        lines += draw(BETWEEN)
        step = " " * draw(st.integers(1, 5))
        note = draw(NOTE)
        if kind in {"plain", "quoted", "flow"}:
            value = draw({"plain": PLAIN, "quoted": QUOTED, "flow": FLOW}[kind])
            lines.append(f"{key}: {value}{note}")
        elif kind == "block":
            head = draw(st.sampled_from(["|", "|-", ">", ">-", "|+"]))
            lines += [f"{key}: {head}{note}", f"{step}one", "", f"{step}two"]
        elif kind == "map":
            lines += [
                f"{key}:{note}",
                f"{step}at: {draw(PLAIN)}",
                f"{step}why: {draw(QUOTED)}",
            ]
        else:
            lines += [f"{key}:{note}", *draw(items())]
    text = "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n", "\n# end\n"]))
    return text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))


@st.composite
def items(draw: st.DrawFn) -> list[str]:
    """Draw the lines of a list of members."""
    lines = []
    offset = " " * draw(st.integers(0, 4))
    gap = " " * draw(st.integers(1, 3))
    for number in range(draw(st.integers(1, 3))):
        lines += draw(BETWEEN)
        lines.append(f"{offset}-{gap}id: m{number}{draw(NOTE)}")
        for field in draw(st.lists(st.sampled_from(["name", "role"]), unique=True)):
            value = draw(PLAIN | QUOTED)
            lines.append(f"{offset} {gap}{field}: {value}{draw(NOTE)}")
    return lines


def comments(text: str) -> list[str]:
    """Answer the words of the lines that are comments, not lines of a text."""
    inside = [*spans(grow(text))]
    return [
        found[1]
        for found in re.finditer(r"(?m)^[ ]*(#[^\r\n]*)", text)
        if not any(start <= found.start(1) < end for start, end in inside)
    ]


def spans(node: Node) -> Iterator[tuple[int, int]]:
    """Answer where the texts of a tree begin and end."""
    if isinstance(node, Scalar):
        yield node.start, node.end
    elif isinstance(node, Items):
        for child in node.children:
            yield from spans(child)
    else:
        for _, value in node.pairs:
            yield from spans(value)


def record_in(text: str) -> dict[str, Value]:
    """Answer what a handwritten text says, if it says anything."""
    values = settled(read(text.encode()).values)
    assume(isinstance(values, dict))
    assert isinstance(values, dict)
    return values


@given(handwritten())
def test_revising_without_a_change_changes_no_byte(text: str) -> None:
    record = record_in(text)
    assert revise(text.encode(), record, record) == text.encode()


@given(handwritten(), st.data(), SINGLE | st.just([]) | st.lists(TEXTS, max_size=2))
def test_changing_one_field_keeps_all_other_lines_and_all_comments(
    text: str, data: st.DataObject, value: Value
) -> None:
    record = record_in(text)
    key = data.draw(st.sampled_from(sorted(record)))
    assume(not isinstance(record[key], (list, dict)))
    after = {**record, key: value}
    revised = revise(text.encode(), record, after).decode()
    assert equal(settled(read(revised.encode()).values), after)
    assert sorted(comments(revised)) == sorted(comments(text))
    [(line, _)] = locate_all(text.encode(), [[key]])
    old, new = re.split(r"\r?\n", text), re.split(r"\r?\n", revised)
    assert new[: line - 1] == old[: line - 1]
    others = [
        number
        for number, _ in locate_all(text.encode(), [[k] for k in record if k != key])
    ]
    following = min((number for number in others if number > line), default=0)
    if following:
        assert new[-(len(old) - following + 1) :] == old[following - 1 :]


@given(handwritten(), st.data())
def test_changing_items_gives_what_was_asked_and_keeps_comments_outside(
    text: str, data: st.DataObject
) -> None:
    record = record_in(text)
    key = data.draw(
        st.sampled_from([k for k, v in record.items() if isinstance(v, list)])
    )
    old = record[key]
    assert isinstance(old, list)
    kept = [
        item for item in data.draw(st.permutations(old)) if data.draw(st.booleans())
    ]
    new = [
        {**item, "role": "coach"} if isinstance(item, dict) and index == 0 else item
        for index, item in enumerate(kept)
    ]
    new.insert(data.draw(st.integers(0, len(new))), {"id": "new", "name": "a: b"})
    after = {**record, key: new}
    revised = revise(text.encode(), record, after)
    assert equal(settled(read(revised).values), after)
    assert sorted(comments(revised.decode())) == sorted(comments(text))


@given(handwritten())
def test_ruamel_reads_handwriting_as_we_do(text: str) -> None:
    values = read(text.encode()).values
    assume(values is not None)
    try:
        theirs = by_ruamel(text.replace("\r\n", "\n"))
    except YAMLError:
        return
    assert equal(theirs, settled(values))


@given(st.binary(max_size=200) | handwritten().map(str.encode), st.data())
def test_mending_twice_is_mending_once(data: bytes, draws: st.DataObject) -> None:
    at = draws.draw(st.integers(0, len(data)))
    extra = draws.draw(st.sampled_from([b"", b"@", b": ", b"'", b"\t", b"*", b"\r"]))
    once = mend(data[:at] + extra + data[at:])
    assert mend(once.data).data == once.data
    assert mend(once.data).changes == ()


@given(handwritten())
def test_mending_what_reads_keeps_what_it_says(text: str) -> None:
    record = record_in(text)
    assert settled(read(mend(text.encode()).data).values) == record


@given(st.binary(max_size=300), st.integers(-5, 400), st.integers(-5, 400))
def test_no_bytes_raise_anything(data: bytes, line: int, column: int) -> None:
    reading = read(data)
    assert excerpt(data, line, column).count("\n") == 1
    assert locate_all(data, [["a", 0, "b"]])[0] >= (1, 1)
    mend(data)
    if reading.values is None:
        with pytest.raises(PlcError):
            revise(data, {}, {"a": 1})
