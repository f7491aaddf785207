"""What a record says, and what is refused before anybody believes it."""

import subprocess
import sys
import time

import pytest

from plcjournal.codec.excerpts import excerpt
from plcjournal.codec.quick import values
from plcjournal.codec.reader import locate_all, read
from plcjournal.codec.source import LIMIT
from plcjournal.core.findings import Severity
from plcjournal.core.values import Unquoted, Value, settled

ERROR, WARNING = Severity.ERROR, Severity.WARNING


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("2026-02-30", "2026-02-30"),
        ("2001-01-32", "2001-01-32"),
        ("1_000", "1_000"),
        ("0b11", "0b11"),
        ("~", None),
        ("", None),
        ("null", None),
        ("'5'", "5"),
        ('"true"', "true"),
        ("|-\n  5", "5"),
        ("[a, b]", ["a", "b"]),
        ("{a, b: c}", {"a": None, "b": "c"}),
        ("\n- a\n- b", ["a", "b"]),
        ("a [b] {c} & d", "a [b] {c} & d"),
        ("a\n  b", "a b"),
        ("x\u00a0y", "x\u00a0y"),
    ],
)
def test_an_unquoted_word_says_what_yaml_1_2_says(text: str, value: Value) -> None:
    values = read(f"k: {text}\n".encode()).values
    assert values == {"k": value}


@pytest.mark.parametrize("word", ["1.10", "5", "007", "1e3", "0x1F", "true", "False"])
def test_what_looks_like_a_number_stays_as_typed_until_the_field_decides(
    word: str,
) -> None:
    values = read(f"k: {word}\n".encode()).values
    assert values is not None
    assert type(values["k"]) is Unquoted
    assert values["k"] == word


def test_keys_are_always_text() -> None:
    values = read(b"1: 4\nno: x\n1.10: y\n~: z\n'q': 1\n").values
    assert values is not None
    assert list(values) == ["1", "no", "1.10", "~", "q"]


def test_marks_and_line_ends_of_windows_read_with_a_warning() -> None:
    reading = read(b"\xef\xbb\xbfa: 1\r\nb: |\r\n  x\r\n  y\r\n")
    assert settled(reading.values) == {"a": 1, "b": "x\ny\n"}
    assert [(t.rule, t.severity) for t in reading.troubles] == [
        ("byte-order-mark", WARNING),
        ("line-ends", WARNING),
    ]


def test_line_ends_of_an_old_mac_read_with_a_warning() -> None:
    reading = read(b"a: 1\rb: 2\r")
    assert settled(reading.values) == {"a": 1, "b": 2}
    assert [t.rule for t in reading.troubles] == ["line-ends"]


@pytest.mark.parametrize(
    ("data", "rule", "line", "column"),
    [
        (b"a: " + b"x" * LIMIT, "too-large", 1, 1),
        ("a: 1\n".encode("utf-16"), "not-utf-8", 1, 1),
        ("a: 1\n".encode("utf-16-le"), "not-utf-8", 1, 1),
        ("a: 1\n".encode("utf-16-be"), "not-utf-8", 1, 1),
        ("a: 1\n".encode("utf-32"), "not-utf-8", 1, 1),
        ("a: 1\n".encode("utf-32-be"), "not-utf-8", 1, 1),
        ("é: 1\nb: caf\u00e9".encode("cp1252"), "not-utf-8", 1, 1),
        (b"a: 1\nb: caf\xe9", "not-utf-8", 2, 7),
        ("é: é ".encode() + b"\xff", "not-utf-8", 1, 6),
        (b"a: \xed\xa0\x80", "not-utf-8", 1, 4),
        (b"a: x\x00y", "control-character", 1, 5),
        (b"a: 1\nb: x\x1by", "control-character", 2, 5),
        (b"a: x\x7f", "control-character", 1, 5),
        ("a: x\u0085y", "control-character", 1, 5),
        ("a: 'x\ufeffy'", "control-character", 1, 6),
        ("a: x\u2028y", "line-separator", 1, 5),
        ("# x\u2029y", "line-separator", 1, 4),
        (b"a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> ", "conflict-marker", 2, 1),
        (b"a: 1\r\n||||||| base\r\n", "conflict-marker", 2, 1),
        (b"a: 1\n=======\n", "conflict-marker", 2, 1),
        (b"", "empty", 1, 1),
        (b"\n\n", "empty", 1, 1),
        (b"# only a note\n", "empty", 1, 1),
        (b"---\n...\n", "empty", 1, 1),
        (b"- a\n- b\n", "not-a-record", 1, 1),
        (b"[a]\n", "not-a-record", 1, 1),
        (b"a: 1\nb: 2\na: 3\n", "key-twice", 3, 1),
        (b"x:\n  - a: 1\n    'a': 2\n", "key-twice", 3, 5),
        (b"x: {a: 1, a: 2}\n", "key-twice", 1, 11),
        (b"a: &x 1\nb: *x\n", "special-start", 1, 4),
        (b"a: {b: *x }\n", "alias", 1, 8),
        (b"a: [&x 1]\n", "anchor", 1, 5),
        (b"a: {b: !!str 1}\n", "tag", 1, 8),
        (b"a: &x\n  - b\n", "special-start", 1, 4),
        (b"a: [&x [b]]\n", "anchor", 1, 5),
        (b"a: [!x [b]]\n", "tag", 1, 5),
        (b"<<: {a: 1}\n", "merge-key", 1, 1),
        (b"a: 1\n---\nb: 2\n", "several-documents", 2, 1),
        (b"a: 1\n...\n---\nb: 2\n", "several-documents", 3, 1),
        (b"%YAML 1.2\n---\na: 1\n", "directive", 1, 1),
        (b"%TAG ! x:\n---\na: 1\n", "directive", 1, 1),
        (b"%odd\na: 1\n", "directive", 1, 1),
        (b"? a\n: b\n", "complex-key", 1, 3),
        (b"? [a, b]\n: c\n", "complex-key", 1, 3),
        (b"a: {? b : c}\n", "complex-key", 1, 7),
        (b"a: {?b: c}\n", "complex-key", 1, 6),
        (b": x\n", "no-key", 1, 1),
        (b"a: " + b"[" * 40 + b"]" * 40, "too-deep", 1, 33),
        (b"a: [" + b"x, " * 25_000 + b"]", "too-many", 1, 0),
    ],
)  # fmt: skip
def test_it_is_refused_with_its_place(
    data: bytes | str, rule: str, line: int, column: int
) -> None:
    reading = read(data.encode() if isinstance(data, str) else data)
    assert reading.values is None
    (trouble,) = [t for t in reading.troubles if t.severity is ERROR]
    assert (trouble.rule, trouble.line) == (rule, line)
    assert column in (0, trouble.column)


def test_a_key_that_is_here_twice_is_named_with_both_lines() -> None:
    (trouble,) = read(b"a: 1\ntitle: x\nb: 2\ntitle: y\n").troubles
    assert trouble.cause == "The key 'title' is here twice (lines 2 and 4); keep one."


def test_a_question_mark_at_the_end_of_a_text_is_no_complex_key() -> None:
    values = read(
        b"a: why ?\nb: 1 # really ?\nc: x\nd:\n  - is it ?\n  - y: z\n"
    ).values
    assert settled(values) == {
        "a": "why ?", "b": 1, "c": "x", "d": ["is it ?", {"y": "z"}]
    }  # fmt: skip


def test_equals_signs_inside_a_text_are_no_conflict() -> None:
    data = b"a: |\n  <<<<<<< x\n  =======\nb: =======x\n"
    assert read(data).values == {"a": "<<<<<<< x\n=======\n", "b": "=======x"}


@pytest.mark.parametrize(
    "piece",
    ["[", "{", "- ", "? ", "a: ", "[a: ", "- [", "{a: [", '"', "*a ", "&a ", "'", "|\n",
     "[,", "\t", "a: b: ", "- a: 'x\n", "a: [\n", " \n", "\r", "#\n", "x\n"],
)  # fmt: skip
def test_hostile_repetition_is_refused_quickly(piece: str) -> None:
    data = (piece * LIMIT)[:LIMIT].encode()
    began = time.perf_counter()
    assert read(data).values is None
    assert time.perf_counter() - began < 2


def test_a_long_record_with_its_mistake_at_the_end_is_explained_quickly() -> None:
    data = b"".join(b"k%d: 'some words to read'\n" % n for n in range(9_000))
    began = time.perf_counter()
    (trouble,) = read(data + b"title: a: b\n").troubles
    assert (trouble.rule, trouble.line) == ("colon-in-text", 9_001)
    assert time.perf_counter() - began < 2


def test_many_eaten_comments_are_reported_quickly() -> None:
    data = b"".join(b"k%d: some words # note\n" % n for n in range(9_000))
    began = time.perf_counter()
    assert len(read(data).troubles) == 9_000
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ([], (1, 1)),
        (["title"], (3, 1)),
        (["members"], (4, 1)),
        (["members", 1], (8, 5)),
        (["members", 1, "name"], (9, 5)),
        (["members", 1, "nobody"], (8, 5)),
        (["members", 7, "name"], (4, 1)),
        (["members", "id"], (4, 1)),
        (["members", -1], (4, 1)),
        (["nothing", 0], (1, 1)),
        (["title", "deeper"], (3, 1)),
        (["flow", 1], (10, 11)),
        (["1"], (11, 1)),
    ],
)
def test_a_place_is_found_by_its_path(
    path: list[str | int], place: tuple[int, int]
) -> None:
    data = (
        "\ufeff# top\nformat: 1\ntitle: x\nmembers:\n  - id: é\n    name: a\n\n"
        "  - id: b\n    name: b\nflow: [é, b]\n1: x\n"
    ).encode()
    assert locate_all(data, [path]) == [place]


@pytest.mark.parametrize("data", [b"", b"\xff", b"a: b: c", b"a: 1\na: 2\n"])
def test_a_place_in_an_unreadable_text_is_its_beginning(data: bytes) -> None:
    assert locate_all(data, [["a"]]) == [(1, 1)]


@pytest.mark.parametrize(
    ("data", "line", "column", "shown"),
    [
        (b"a: 1\nbc: 2\n", 2, 5, "bc: 2\n    ^"),
        (b"a: 1\r\nbc: 2\r\n", 2, 1, "bc: 2\n^"),
        (b"\xef\xbb\xbfa: 1", 1, 1, "a: 1\n^"),
        ("é: \u8a9e x".encode(), 1, 6, "é: \u8a9e x\n      ^"),
        ("e\u0301x".encode(), 1, 3, "e\u0301x\n ^"),
        (b"a\tb\x1b[31m\x00", 1, 5, "a b\ufffd[31m\ufffd\n    ^"),
        ("a\u202eb\x85\u2028".encode(), 1, 2, "a\ufffdb\ufffd\ufffd\n ^"),
        (b"caf\xe9", 1, 4, "caf\ufffd\n   ^"),
        ("a: é".encode("utf-16"), 1, 4, "a: é\n   ^"),
        (b"", 1, 1, "\n^"),
        (b"a", 9, 9, "\n^"),
        (b"a", 0, -3, "\n^"),
        (b"ab", 1, 99, "ab\n  ^"),
    ],
)
def test_an_excerpt_shows_the_line_and_a_caret(
    data: bytes, line: int, column: int, shown: str
) -> None:
    assert excerpt(data, line, column) == shown


@pytest.mark.parametrize("column", [1, 100, 150, 300])
def test_an_excerpt_of_a_long_line_stays_around_its_column(column: int) -> None:
    data = bytes(97 + n % 26 for n in range(300))
    line, caret = excerpt(data, 1, column).split("\n")
    assert len(line) <= 74
    assert line[len(caret) - 1] == chr(97 + (column - 1) % 26)


def test_reading_loads_neither_the_writer_nor_the_models() -> None:
    code = (
        "import sys, plcjournal.codec.reader; "
        "print([m for m in ('ruamel.yaml', 'pydantic', 'git') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_values_alone_are_the_same_however_a_record_is_written() -> None:
    plainly = b"format: 1\ntitle: Reading\nsessions:\n  - 3\n  - 4\n"
    otherwise = b"{format: 1, 'title': Reading, sessions: [3, 4]}\n"
    assert values(plainly) == values(otherwise)
    assert values(plainly) == settled(read(plainly).values)
    assert values(b"title: [\n") is None
    assert values(b"- one\n") is None
    assert values(b"#" * 300_000) is None
