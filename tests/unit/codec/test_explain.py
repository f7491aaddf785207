"""What a tired teacher is told about a line, and what to type instead."""

import re

import pytest

from plcjournal.codec.reader import Trouble, read
from plcjournal.core.findings import Severity

JARGON = re.compile(
    r"(?i)yaml|pars|scan|token|scalar|anchor|alias|mapping|sequence|node|flow|block|"
    r"indicator|literal|stream|document|\bgit\b|merge|directive|invalid|illegal|wrong"
)


def only_trouble(text: str) -> Trouble:
    reading = read(text.encode())
    (trouble,) = [t for t in reading.troubles if t.rule != "line-ends"]
    return trouble


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "fix"),
    [
        ("title: a: b", "colon-in-text", 1, 9, 'title: "a: b"'),
        ("goal: 80% of Year 4: reading", "colon-in-text", 1, 20,
         'goal: "80% of Year 4: reading"'),
        ("a: we said:", "colon-in-text", 1, 11, 'a: "we said:"'),
        ("a: b: c  # who", "colon-in-text", 1, 5, 'a: "b: c"  # who'),
        ('a: say "x": y', "colon-in-text", 1, 11, "a: 'say \"x\": y'"),
        ("x:\n  - What we saw: they: y", "colon-in-text", 2, 16,
         '  - "What we saw: they: y"'),
        ("x:\n  - text: they: y", "colon-in-text", 2, 15, '  - text: "they: y"'),
        ("owner: @ana", "special-start", 1, 8, 'owner: "@ana"'),
        ("l:\n  - @ana # us", "special-start", 2, 5, '  - "@ana" # us'),
        ("a: `x`", "special-start", 1, 4, 'a: "`x`"'),
        ("a: %x", "special-start", 1, 4, 'a: "%x"'),
        ("a: **bold** move", "special-start", 1, 4, 'a: "**bold** move"'),
        ("a: *bold*", "special-start", 1, 4, 'a: "*bold*"'),
        ("a: *bold move", "special-start", 1, 4, 'a: "*bold move"'),
        ("a: & b", "special-start", 1, 4, 'a: "& b"'),
        ("a: &b", "special-start", 1, 4, 'a: "&b"'),
        ("a: !important thing", "special-start", 1, 4, 'a: "!important thing"'),
        ("a: > more", "special-start", 1, 4, 'a: "> more"'),
        ("a: | more", "special-start", 1, 4, 'a: "| more"'),
        ("a: [Draft] more", "special-start", 1, 4, 'a: "[Draft] more"'),
        ("a: {x} more", "special-start", 1, 4, 'a: "{x} more"'),
        ("a: ] x", "special-start", 1, 4, 'a: "] x"'),
        ("a: , x", "special-start", 1, 4, 'a: ", x"'),
        ("a: ? x", "special-start", 1, 4, 'a: "? x"'),
        ("a: 'Don't go'\nb: 1", "apostrophe", 1, 8, 'a: "Don\'t go"'),
        ("l:\n  - 'it's'\n  - b", "apostrophe", 2, 8, '  - "it\'s"'),
        ("a: '90s music\nb: 1", "unclosed-quote", 1, 4, 'a: "\'90s music"'),
        ('a: "x\nb: 1', "unclosed-quote", 1, 4, 'a: "x"'),
        ("a: 1\nb: 'x\nc: 1\nd: 2", "unclosed-quote", 2, 4, 'b: "x"'),
        ('a: "x" and y\nb: 1', "text-after-quote", 1, 4, "a: '\"x\" and y'"),
        ("a: 'x' and y\nb: 1", "text-after-quote", 1, 4, "a: \"'x' and y\""),
        ('a: "He said "hi" to me"', "quote-inside", 1, 13, "a: 'He said \"hi\" to me'"),
        ('a: "C:\\path"', "backslash", 1, 7, 'a: "C:\\\\path"'),
        ("a: \u201cx: y\u201d", "smart-quotes", 1, 4, 'a: "x: y"'),
        ("a: \u2018x: y\u2019", "smart-quotes", 1, 4, 'a: "x: y"'),
        ("a: \u00abx: y\u00bb # z", "smart-quotes", 1, 4, 'a: "x: y" # z'),
        ("title:Fractions", "no-space-after-colon", 1, 6, "title: Fractions"),
        ("a: 1\ntitle:Fractions\nb: 2", "no-space-after-colon", 2, 6,
         "title: Fractions"),
        ("l:\n  - a\n  -b\n  - c", "dash-without-space", 3, 3, "  - b"),
        ("a: 1\ntitle Fractions\nb: 2", "no-colon", 2, 6, "title: Fractions"),
        ("a: long text\ngoes on here\nb: 2", "no-colon", 2, 1, "  goes on here"),
        ("l:\n  - id: a\n    what: b c\n    owner: d\n    due 2025-10-21\n    why: e",
         "no-colon", 5, 8, "    due: 2025-10-21"),
        ("l:\n  - id: a\n    what: b c\n    owner ELA teacher 1\n    due: 1",
         "no-colon", 4, 10, "    owner: ELA teacher 1"),
        ("l:\n  - id: a\n    what: Word walls\n    status done", "no-colon", 4, 11,
         "    status: done"),
        ("l:\n  - id: a\n    due: 2025-10-21\n    owner the whole team",
         "no-colon", 4, 10, "    owner: the whole team"),
        ("a:\n  - what: b\n    owner: c d\n  - what: e f\n    owner the team",
         "no-colon", 5, 10, "    owner: the team"),
        ("l:\n  - id: a\n    because\n      - b\n    due: 1", "no-colon", 3, 12,
         "    because:"),
        ("l:\n  - id a\n    what: b\n    due: 1", "no-colon", 2, 7, "  - id: a"),
        ("a: 1\ncut:\n    at 3\n    label: b", "no-colon", 3, 7, "    at: 3"),
        ("format 1\n# why\nl:\n  - a", "no-colon", 1, 7, "format: 1"),
        ("l:\n  - id: a\n    need: We saw them\n    stumble over words\n    due: 1",
         "no-colon", 4, 5, "      stumble over words"),
        ("l:\n  - id: a\n    need: We saw that\n    they stumble.\n    due: 1",
         "no-colon", 4, 5, "      they stumble."),
        ("l:\n  -id: a\n    what: b\n    due: 1", "dash-without-space", 2, 3,
         "  - id: a"),
        ("l:\n  - id: a\n    what: b\n  -id: c\n    what: d", "dash-without-space",
         4, 3, "  - id: c"),
        ("a: 1\n  b: 2", "indentation", 2, 3, "b: 2"),
        ("a:\n  b: 1\n c: 2", "indentation", 3, 2, "  c: 2"),
        ("m:\n  - id: a\n   name: b", "indentation", 3, 4, "    name: b"),
        ("m:\n  - id: a\n     name: b", "indentation", 3, 6, "    name: b"),
        ("a:\n\tb: 1", "tab-indentation", 2, 1, "  b: 1"),
        ("m:\n  - id: a\n  \tname: b", "tab-indentation", 3, 3, "    name: b"),
        ("a: [x, y\nb: 1", "unclosed-bracket", 1, 4, "a: [x, y]"),
        ("a: {x: y\nb: 1", "unclosed-bracket", 1, 4, "a: {x: y}"),
        ("norms: - be kind", "list-beside-key", 1, 8, "norms:\n  - be kind"),
        ("a: 1\n- b", "stray-item", 2, 1, ""),
        ("%odd\na: 1", "directive", 1, 1, ""),
        ("a: }{ : 'x", "special-start", 1, 4, 'a: "}{ : \'x"'),
    ],
)  # fmt: skip
def test_a_mistake_is_named_where_it_is_with_the_line_to_type(
    text: str, rule: str, line: int, column: int, fix: str
) -> None:
    for ending in ("\n", "\r\n"):
        trouble = only_trouble(text.replace("\n", ending) + ending)
        assert (trouble.rule, trouble.line, trouble.column) == (rule, line, column)
        assert trouble.fix == fix
        assert trouble.severity is Severity.ERROR
        lines = text.split("\n")
        if fix:
            lines[line - 1] = fix
            assert read("\n".join(lines).encode()).values is not None
        assert trouble.cause.endswith(".")
        assert not JARGON.search(trouble.cause)


def test_a_forgotten_colon_is_told_by_the_key_it_belongs_to() -> None:
    trouble = only_trouble("l:\n  - id: a\n    owner ELA 1\n    due: 1\n")
    assert trouble.cause == "The colon is missing after 'owner'."


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "fix"),
    [
        ("q: what? # really", "comment-eats-text", 1, 4, 'q: "what? # really"'),
        ("q: what now # really", "comment-eats-text", 1, 4, 'q: "what now # really"'),
        ("l:\n  - talk to #3", "comment-eats-text", 2, 5, '  - "talk to #3"'),
        ("a: \u201cHi\u201d", "smart-quotes", 1, 4, 'a: "Hi"'),
        ("a: \u2018don\u2019t\u2019", "smart-quotes", 1, 4, 'a: "don\u2019t"'),
        ("a: [x, \u201ey\u201c]", "smart-quotes", 1, 8, 'a: [x, "y"]'),
        ("l:\n  -a b\n  -c", "dash-without-space", 2, 3, "  - a b"),
        ("l:\n  - a\n    -c", "dash-without-space", 3, 5, "    - c"),
    ],
)  # fmt: skip
def test_what_reads_but_says_something_else_is_doubted(
    text: str, rule: str, line: int, column: int, fix: str
) -> None:
    reading = read((text + "\n").encode())
    assert reading.values is not None
    (trouble,) = reading.troubles
    assert (trouble.rule, trouble.severity) == (rule, Severity.WARNING)
    assert (trouble.line, trouble.column, trouble.fix) == (line, column, fix)
    lines = text.split("\n")
    lines[line - 1] = fix
    after = read("\n".join(lines).encode()).troubles
    assert trouble not in after
    assert not JARGON.search(trouble.cause)


@pytest.mark.parametrize(
    "text",
    [
        "a: 2025-10-01 # when",
        "a: common-task   # id",
        'a: "some words"   # note',
        "a: |   # note here\n  x y # z\n",
        "a: \u201cYes\u201d and \u201cno\u201d",
        "a: \u2019tis",
        "a: x\n  y",
        "a:\n  -5",
        "a: x\n  -5 and more",
        "a:\n  - x-y\n  - y",
        "a: C# and F#",
    ],
)
def test_what_is_meant_as_it_is_written_raises_no_doubt(text: str) -> None:
    assert read((text + "\n").encode()).troubles == ()


def test_every_refusal_speaks_plainly() -> None:
    for data in (
        b"", b"- a", b"a: 1\na: 2", b"<<: 1", b"a: &b {c: *b }", b"a: {b: !c d}",
        b"? a", b": x", b"a: 1\n---\nb: 1", b"a: " + b"[" * 99, b"\xff\xfe", b"\xff",
        b"\0", b"x" * 300_000, b"=======", b"a: [&x 1]", "a: \u2028".encode(),
        b"\xef\xbb\xbfa: 1\r\n",
    ):  # fmt: skip
        for trouble in read(data).troubles:
            assert not JARGON.search(trouble.cause), trouble
            assert trouble.cause.endswith(".")
