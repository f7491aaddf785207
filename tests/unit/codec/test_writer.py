"""How plain values stand in a file."""

import pytest

from plcjournal.codec.reader import read
from plcjournal.codec.writer import UnfaithfulWritingError, write
from plcjournal.core.values import Unquoted, Value, settled


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (-7, "-7"),
        (10.4, "10.4"),
        (1e16, "1.0e+16"),
        (1.5e-7, "1.5e-07"),
        (-0.0, "-0.0"),
        (float("inf"), "+.inf"),
        (float("-inf"), "-.inf"),
        (float("nan"), ".nan"),
        (Unquoted("1.10"), "1.10"),
        ("Fractions, by size", "Fractions, by size"),
        ("2025-10-01", "2025-10-01"),
        ("2026-02-30", "2026-02-30"),
        ("2025-10", "2025-10"),
        ("common-task", "common-task"),
        ("it's 80% & more", "it's 80% & more"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("sha256:ab12", "sha256:ab12"),
        ("ysgol-glan:team/2025-10-x", "ysgol-glan:team/2025-10-x"),
        ("C# and F#", "C# and F#"),
        ("dŵr 😀 a\u00a0b \u200d", "dŵr 😀 a\u00a0b \u200d"),
        ("", '""'),
        ("no", '"no"'),
        ("Yes", '"Yes"'),
        ("y", '"y"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("true", '"true"'),
        ("5", '"5"'),
        ("1.10", '"1.10"'),
        ("007", '"007"'),
        ("1_000", '"1_000"'),
        ("0x1F", '"0x1F"'),
        ("0b11", '"0b11"'),
        ("1e3", '"1e3"'),
        (".5", '".5"'),
        ("12:30", '"12:30"'),
        ("190:20:30.15", '"190:20:30.15"'),
        (".inf", '".inf"'),
        ("2001-12-14t21:59:43.10-05:00", '"2001-12-14t21:59:43.10-05:00"'),
        ("a: b", '"a: b"'),
        ("we said:", '"we said:"'),
        ("a #b", '"a #b"'),
        ("# a", '"# a"'),
        ("- a", '"- a"'),
        ("-a", '"-a"'),
        ("@ana", '"@ana"'),
        ("*b*", '"*b*"'),
        ("%x", '"%x"'),
        ("`x`", '"`x`"'),
        ("[x]", '"[x]"'),
        ("=", '"="'),
        ("<<", '"<<"'),
        ("...", '"..."'),
        ("---", '"---"'),
        (" a", '" a"'),
        ("a ", '"a "'),
        ("a\tb", '"a\\tb"'),
        ("a\rb", '"a\\rb"'),
        ("a\r\nb", '"a\\r\\nb"'),
        ("a\u0085b", '"a\\Nb"'),
        ("a\u2028b", '"a\\Lb"'),
        ("\ufeffa", '"\\uFEFFa"'),
        ("\x1b[31m", '"\\e[31m"'),
        ("\u201cHi\u201d", '"\u201cHi\u201d"'),
        ("\n", '"\\n"'),
        ("a \nb", '"a \\nb"'),
        (" a\nb", '" a\\nb"'),
        ("a\n\tb", '"a\\n\\tb"'),
        ("a\nb", "|-\n  a\n  b"),
        ("a\nb\n", "|\n  a\n  b"),
        ("a\n\n  b: c # d\n", "|\n  a\n\n    b: c # d"),
        ("a\n\n", "|+\n  a\n"),
        ([], "[]"),
        ({}, "{}"),
        ([[]], "\n  - []"),
        (["a", {"id": "b", "x": ["c"]}], "\n  - a\n  - id: b\n    x:\n      - c"),
        ({"a": {"b": {}}}, "\n  a:\n    b: {}"),
    ],
)
def test_a_value_stands_so_that_every_reader_takes_it_for_itself(
    value: Value, line: str
) -> None:
    data = write({"k": value})
    space = "" if line.startswith("\n") else " "
    assert data.decode() == f"k:{space}{line}\n"
    reading = read(data)
    assert reading.troubles == ()
    assert repr(settled(reading.values)) == repr({"k": settled(value)})


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("title", "title"),
        ("what-now", "what-now"),
        ("1", '"1"'),
        ("no", '"no"'),
        ("y", '"y"'),
        ("", '""'),
        ("a: b", '"a: b"'),
        ("a\nb", '"a\\nb"'),
        ("two words", "two words"),
        ("x" * 600, "x" * 600),
    ],
)
def test_a_key_stands_plain_only_where_all_readers_agree(
    key: str, written: str
) -> None:
    data = write({key: 1})
    assert data.decode() == f"{written}: 1\n"
    assert settled(read(data).values) == {key: 1}


def test_comments_stand_above_their_keys() -> None:
    data = write(
        {"format": 1, "title": "x", "need": "z"},
        {"": ["A cycle", ""], "need": ["Why?", "two\nlines"], "nobody": ["lost"]},
    )
    assert data.decode() == (
        "# A cycle\n#\nformat: 1\ntitle: x\n# Why?\n# two\n# lines\nneed: z\n"
    )


def test_a_comment_above_a_key_never_joins_the_text_before_it() -> None:
    data = write({"a": "x\n\n", "b": 1}, {"b": ["why?"]})
    assert data.decode() == "a: |+\n  x\n\n# why?\nb: 1\n"
    assert settled(read(data).values) == {"a": "x\n\n", "b": 1}


def test_an_empty_record_stands_as_empty_brackets() -> None:
    assert write({}) == b"{}\n"


def test_long_text_is_not_wrapped() -> None:
    text = "word " * 2_000 + "end"
    assert write({"a": text, "b": text + ": x"}).count(b"\n") == 2


def test_a_text_that_ends_in_three_dots_keeps_them() -> None:
    """The mark that ends a document was cut from the text itself."""
    assert write({"a": "larger..."}) == b"a: larger...\n"


def test_an_empty_text_is_written() -> None:
    """The emitter failed on an empty text without quotes."""
    assert write({"a": "", "": ""}) == b'a: ""\n"": ""\n'


@pytest.mark.parametrize(
    "record",
    [{"a": 10**400}, {"a": "\ud800"}, {"a" * 2_000: 1}, {"a": "x" * 300_000}],
)
def test_what_would_not_read_back_is_not_written(record: dict[str, Value]) -> None:
    with pytest.raises(UnfaithfulWritingError) as caught:
        write(record)
    assert "nothing was changed" in caught.value.sentence


def test_what_is_nested_too_deep_is_not_written() -> None:
    value: Value = "x"
    for _ in range(40):
        value = [value]
    with pytest.raises(UnfaithfulWritingError):
        write({"a": value})


def test_keys_keep_the_order_they_are_given_in() -> None:
    assert write({"b": 1, "a": {"d": 1, "c": 2}}) == b"b: 1\na:\n  d: 1\n  c: 2\n"
