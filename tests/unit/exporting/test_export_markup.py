"""Texts inside Markdown stay text for whoever renders it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from plcjournal.exporting import markup

_READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_WORDS = st.text(
    alphabet=st.sampled_from("ab1 .)#>-+*_~`[]()<>!&;|{}%$\\=:/\n\t\"'"), max_size=40
)


def said(page: str) -> tuple[str, set[str]]:
    """What a reader sees, and all kinds of tokens that made it."""
    kinds: set[str] = set()
    told: list[str] = []
    for token in _READER.parse(page):
        kinds.add(token.type)
        for child in token.children or ():
            kinds.add(child.type)
            told.append("\n" if child.type == "hardbreak" else child.content)
    return "".join(told), kinds


@given(_WORDS)
@example("a_b_ _c_ __d__")
@example("1) first\n2) second")
@example("&#123;{ x }}")
@example("http://example.invalid/a_b_c")
def test_a_line_is_shown_as_it_was_written(text: str) -> None:
    shown, kinds = said(markup.inline(text))
    assert shown == " ".join(text.split())
    assert kinds <= {
        "paragraph_open",
        "paragraph_close",
        "inline",
        "text",
        "text_special",
    }


@given(_WORDS)
@example("a\n===\n\n- b\n    code\n\n\n> c")
@example("    four blanks")
@example("| a | b |\n| --- | --- |\n| c | d |")
def test_paragraphs_are_shown_as_they_were_written(text: str) -> None:
    shown, kinds = said(markup.block(text))
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    assert [*filter(None, shown.split("\n"))] == lines or "".join(
        shown.split()
    ) == "".join(text.split())
    assert kinds <= {
        *("paragraph_open", "paragraph_close", "inline"),
        *("text", "text_special", "hardbreak"),
    }


@given(_WORDS)
def test_no_site_generator_finds_anything_to_fill_in(text: str) -> None:
    for made in (markup.inline(text), markup.cell(text), markup.block(text)):
        assert not any(mark in made for mark in ("{{", "}}", "{%", "%}", "{#"))


@pytest.mark.parametrize(
    "text",
    [
        "Students say 1/8 > 1/4, because 8 is larger",
        "One-word answers - and why",
        "3 of 5 (60 %)",
        "a snake_case word",
        "costs $5",
    ],
)
def test_ordinary_words_need_no_escape(text: str) -> None:
    assert markup.inline(text) == text
