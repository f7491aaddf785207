"""Lines of Markdown for pages that tell one thing: headings, facts, lists, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.exporting import markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


def facts(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield what is known, one line each; what is not known is left out."""
    for label, text in pairs:
        if text:
            yield f"- **{label}:** {markup.inline(text)}"


def points(texts: Iterable[str]) -> Iterator[str]:
    """Yield texts as points; a text of several lines stays one point."""
    for text in texts:
        yield f"- {markup.block(text, '  ').lstrip()}"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table."""
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in rows:
        yield f"| {' | '.join(map(markup.cell, row))} |"


def section(title: str, *parts: Iterable[str]) -> Iterator[str]:
    """Yield a section with a free line between its parts; none if all are empty."""
    told = [lines for part in parts if (lines := [*part])]
    if told:
        yield from ("", f"## {title}")
    for lines in told:
        yield ""
        yield from lines


def whole(lines: Iterable[str]) -> str:
    """Answer the page."""
    return "\n".join(lines).strip("\n") + "\n"
