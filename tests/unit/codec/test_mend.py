"""The repairs that need no person."""

import pytest

from plcjournal.codec.mend import mend
from plcjournal.codec.reader import read
from plcjournal.codec.source import LIMIT
from plcjournal.core.values import settled


@pytest.mark.parametrize(
    ("text", "new", "changes"),
    [
        ("\ufeffa: 1\n", "a: 1\n",
         ["line 1: removed the invisible mark at the beginning"]),
        ("a: 1\r\nb: 2\r\n", "a: 1\nb: 2\n",
         ["line 1: changed the line ends from here on"]),
        ("a: 1\nb: 2\rc: 3", "a: 1\nb: 2\nc: 3",
         ["line 2: changed the line ends from here on"]),
        ("a: b: c\n", 'a: "b: c"\n', ["line 1: put quotes around the text"]),
        ("a: @ana # us\nb: *x*\n", 'a: "@ana" # us\nb: "*x*"\n',
         ["line 1: put quotes around the text", "line 2: put quotes around the text"]),
        ("l:\n  - %x\n  - `y`\n", 'l:\n  - "%x"\n  - "`y`"\n',
         ["line 2: put quotes around the text", "line 3: put quotes around the text"]),
        ("a: 'Don't'\n", 'a: "Don\'t"\n',
         ["line 1: put double quotes around the text"]),
        ("a:\n\tb: 1\n\tc: 2\n", "a:\n  b: 1\n  c: 2\n",
         ["line 2: changed tabs at the beginning to spaces",
          "line 3: changed tabs at the beginning to spaces"]),
        ("a: \u201cb: c\u201d\n", 'a: "b: c"\n',
         ["line 1: changed curly quotes to straight quotes"]),
        ("a: \u201cHi\u201d # x\n", 'a: "Hi" # x\n',
         ["line 1: changed curly quotes to straight quotes"]),
        ("a: we said:\n", 'a: "we said:"\n', ["line 1: put quotes around the text"]),
    ],
)  # fmt: skip
def test_it_mends_and_says_so(text: str, new: str, changes: list[str]) -> None:
    mended = mend(text.encode())
    assert mended.data.decode() == new
    assert list(mended.changes) == changes
    assert read(mended.data).troubles == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_with_its_mark_becomes_utf_8(encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    mended = mend((mark + "a: é: 1\r\n").encode(encoding))
    assert mended.data == 'a: "é: 1"\n'.encode()
    assert mended.changes[0] == "line 1: changed the encoding to UTF-8"


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n<<<<<<< x\nb: 1\n=======\nb: 2\n>>>>>>> y\n",
        "a: 1\na: 2\n",
        "a: &x 1\nb: *x\n",
        "a: !x y\n",
        'a: "x\nb: 1\n',
        "a: [x\nb: 1\n",
        "title:Fractions\n",
        "l:\n  - id: a\n    owner ELA: b\n    due 2025-10-21\n    why: c\n",
        "l:\n  -id: a\n    why: c\n",
        "a: 1\n  b: 2\n",
        "a: 1\n- b\n",
        "%odd\na: 1\n",
        "a: some words # a note\n",
        "a: 'it''s Don't'\n",
        "a: > more\n",
        "",
    ],
)
def test_it_leaves_alone_what_a_person_must_decide(text: str) -> None:
    mended = mend(text.encode())
    assert (mended.data, mended.changes) == (text.encode(), ())


@pytest.mark.parametrize(
    "data",
    [b"\xff", b"a: \xe9", b"\xff\xfea", b"\0", b"x" * (3 * LIMIT), b"a: \x1b: b"],
)
def test_it_leaves_alone_what_is_no_text(data: bytes) -> None:
    assert mend(data).data == data


def test_a_mistake_it_cannot_mend_ends_the_mending() -> None:
    mended = mend(b"a: b: c\nb: 1\nb: 2\nd: e: f\n")
    assert mended.data == b'a: "b: c"\nb: 1\nb: 2\nd: e: f\n'


def test_mending_stops_even_if_there_is_very_much_to_mend() -> None:
    text = "".join(f"k{n}: a: b\n" for n in range(300))
    mended = mend(text.encode())
    assert len(mended.changes) == 300
    values = settled(read(mended.data).values)
    assert values == {f"k{n}": "a: b" for n in range(300)}
