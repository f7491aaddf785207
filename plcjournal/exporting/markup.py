"""Texts of a journal inside Markdown: whatever they say, they stay text.

Escapes are those of CommonMark; where readers differ (raw HTML, the braces that site
generators fill in), entities are read the same way by all of them.
"""

from __future__ import annotations

import re

# What means something wherever it stands.
_ANYWHERE = re.compile(r"[\\`*\[\]|]|~(?=~)|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_BRACES = re.compile(r"\{(?=[{%#])|(?<=[}%#])\}")
# What means something at the beginning of a line: headings, quotes, lists, rules.
_BEGINNING = re.compile(r"([#>+=:~-])|(\d{1,9})([.)])(?=\s|$)")
BREAK = "  \n"


def inline(text: str) -> str:
    """Answer a text as one line of a paragraph, a heading or a list."""
    return _begun(_escaped(" ".join(text.split())))


def cell(text: str) -> str:
    """Answer a text as a cell of a table; its line breaks become strokes."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return " / ".join(_escaped(line) for line in lines if line)


def block(text: str, indent: str = "") -> str:
    """Answer a text as paragraphs, each line of it on a line of its own."""
    paragraphs = re.split(r"\n\s*\n", text.strip())
    told = (
        BREAK.join(
            f"{indent}{_begun(_escaped(line.strip()))}"
            for line in one.splitlines()
            if line.strip()
        )
        for one in paragraphs
    )
    return "\n\n".join(one for one in told if one)


def _escaped(text: str) -> str:
    text = _ENTITY.sub("&amp;", text)
    text = _ANYWHERE.sub(lambda found: f"\\{found[0]}", text)
    text = text.replace("<", "&lt;")
    text = _BRACES.sub(lambda one: f"&#{ord(one[0])};", text)
    return text.replace("$", "\\$") if text.count("$") > 1 else text


def _begun(line: str) -> str:
    """Answer a line in which nothing begins but a paragraph."""
    found = _BEGINNING.match(line)
    if found is None:
        return line
    if found[1]:
        return f"\\{line}"
    return f"{found[2]}\\{line[len(found[2]) :]}"
