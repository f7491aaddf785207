"""Hides what reads without error and still says something else than was meant."""

import re
from collections.abc import Iterator

from plcjournal.codec.quoting import between_curly_quotes, in_quotes
from plcjournal.codec.source import Trouble, lines_of
from plcjournal.codec.tree import Entries, Items, Node, Scalar
from plcjournal.core.findings import Severity

_EATEN = re.compile(r"[ \t]+#[^\r\n]*")
_BREAK = re.compile(r"[\r\n]")
_DASHES = re.compile(r"^[ \t]*(-)(?=[^\s\-0-9])")


def doubts_about(text: str, root: Entries) -> tuple[Trouble, ...]:
    """Answer what a person should look at, in the order of the lines."""
    lines = lines_of(text)
    found = [
        trouble
        for scalar, is_block in _plain_values(root, is_block=True)
        if (trouble := _doubt(text, lines, scalar, is_block=is_block)) is not None
    ]
    return tuple(found)


def _plain_values(node: Node, *, is_block: bool) -> Iterator[tuple[Scalar, bool]]:
    if isinstance(node, Scalar):
        if not node.style:
            yield node, is_block
    elif isinstance(node, Items):
        for child in node.children:
            yield from _plain_values(child, is_block=is_block and not node.is_flow)
    else:
        for _, value in node.pairs:
            yield from _plain_values(value, is_block=is_block and not node.is_flow)


def _doubt(
    text: str, lines: list[str], scalar: Scalar, *, is_block: bool
) -> Trouble | None:
    words = scalar.text
    if not words:
        return None
    inner = between_curly_quotes(words)
    if inner is not None:
        return _smart_quotes(lines, scalar, inner)
    # One small word is an id, a date or a number, and a note beside it is welcome.
    is_text = " " in words or words[-1] in "?!.,;" or words[0].isupper()
    if is_block and is_text:
        eaten = _EATEN.match(text, scalar.end)
        if eaten:
            return _comment_eats_text(text, lines, scalar, eaten.end())
    if _BREAK.search(text, scalar.start, scalar.end):
        return _dash_without_space(text, lines, scalar)
    return None


def _smart_quotes(lines: list[str], scalar: Scalar, inner: str) -> Trouble:
    line = lines[scalar.line]
    end = scalar.column + scalar.end - scalar.start
    fix = line[: scalar.column] + in_quotes(inner) + line[end:]
    cause = (
        "The curly quotes are part of the text here; "
        'type straight quotes (") around a text, or none.'
    )
    return _warning("smart-quotes", scalar, cause, fix if end <= len(line) else "")


def _comment_eats_text(
    text: str, lines: list[str], scalar: Scalar, end: int
) -> Trouble:
    line = lines[scalar.line]
    whole = text[scalar.start : end]
    fix = line[: scalar.column] + in_quotes(whole)
    cause = (
        "What follows # is a comment and not part of the text; if it belongs to the "
        "text, put quotes around all of it."
    )
    is_one_line = scalar.column + len(whole) == len(line)
    return _warning("comment-eats-text", scalar, cause, fix if is_one_line else "")


def _dash_without_space(text: str, lines: list[str], scalar: Scalar) -> Trouble | None:
    count = len(lines_of(text[scalar.start : scalar.end]))
    for number in range(scalar.line, scalar.line + count):
        found = _DASHES.match(lines[number])
        if found is None:
            continue
        at = found.start(1)
        fix = f"{lines[number][: at + 1]} {lines[number][at + 1 :]}"
        cause = "A space is missing after the dash, so this line is no item of a list."
        return Trouble(
            "dash-without-space", Severity.WARNING, number + 1, at + 1, cause, fix
        )
    return None


def _warning(rule: str, scalar: Scalar, cause: str, fix: str) -> Trouble:
    return Trouble(
        rule, Severity.WARNING, scalar.line + 1, scalar.column + 1, cause, fix
    )
