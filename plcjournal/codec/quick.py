"""Reads at once what is written as plc writes it; the exact reader reads all else.

What is accepted here is so plain that no two readers could take it for different
things: keys in steps of two blanks, words without quotes or with nothing in them that
quotes would change. At the first sign of more, the exact reader is asked instead.
"""

import re
from functools import lru_cache
from typing import TypeAlias

from plcjournal.codec.source import UNSEEN
from plcjournal.core.values import Value, settled, typed

_MOST_LINES = 3000
_DEEPEST = 20
_LARGEST = 64 * 1024
_USUAL = bytes({*range(0x20, 0x7F), *range(0x80, 0x100)}) + b"\n"
_KEY = r'[A-Za-z_][A-Za-z0-9_-]{0,99}|"[^"\\\n]{1,100}"'
# Blanks, then a comment or: a dash, a key, and lines below a bar or other words.
_LINE = re.compile(
    rf"( *)(?:#[^\n]*|(- )?(?:({_KEY}):(?: (?=[^\n])|(?=\n)))?"
    r"(?:\|(?=\n)((?:\n\1  [^\n]*|\n(?=\n))+)|([^\n]*)))\n"
)
_Entries: TypeAlias = dict[str, Value]
_Items: TypeAlias = list[Value]
_typed = lru_cache(maxsize=1 << 14)(typed)


class _Unusual(Exception):
    """Something that only the exact reader can judge."""


def read(data: bytes) -> _Entries | None:
    """Answer what a record says, exactly as `reader.read`; None for: ask it instead.

    A record that is read here has no trouble of any kind.
    """
    if len(data) > _LARGEST or data.translate(None, _USUAL) or data[-1:] != b"\n":
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    if " \n" in text or not (text.isascii() or UNSEEN.search(text) is None):
        return None
    lines = _LINE.findall(text)
    if len(lines) > _MOST_LINES:
        return None
    try:
        return _grown(lines) or None
    except _Unusual:
        return None


def values(data: bytes) -> dict[str, Value] | None:
    """Answer what a record says, whoever has to read it; None where nobody can."""
    plain = read(data)
    if plain is None:
        from plcjournal.codec import reader

        plain = reader.read(data).values
    if plain is None:
        return None
    return {key: settled(value) for key, value in plain.items()}


def _grown(lines: list[tuple[str, str, str, str, str]]) -> _Entries:
    """Answer the mapping that lines make."""
    root: _Entries = {}
    # What is open at each step of blanks, and the key whose value may come below.
    stack: list[_Entries | _Items] = [root]
    waiting: tuple[_Entries, str] | None = None
    for blanks, dash, key, block, words in lines:
        if not (dash or key or block or words):
            continue  # a comment, or nothing
        depth, rest = divmod(len(blanks), 2)
        if rest or depth > _DEEPEST:
            raise _Unusual
        if depth < len(stack):
            del stack[depth + 1 :]
        else:
            _open(stack, waiting, depth, [] if dash else {})
        waiting = None
        here = stack[depth]
        if dash:
            here = _item(stack, here, key, words)
            if not key:
                continue
        name = key[1:-1] if key[:1] == '"' else key
        if not isinstance(here, dict) or not name or name in here:
            raise _Unusual
        if words:
            here[name] = _value(words)
        elif block:
            here[name] = _lines(block, f"\n{blanks}{dash}  ")
        else:
            here[name] = None
            waiting = here, name
    return root


def _open(
    stack: list[_Entries | _Items],
    waiting: tuple[_Entries, str] | None,
    depth: int,
    inner: _Entries | _Items,
) -> None:
    """Begin what stands one step deeper, below a key that has no value yet."""
    if waiting is None or depth > len(stack):
        raise _Unusual
    holder, name = waiting
    holder[name] = inner
    stack.append(inner)


def _item(
    stack: list[_Entries | _Items], here: _Entries | _Items, key: str, words: str
) -> _Entries:
    """Add an item to a list: with a key an open mapping, which is answered."""
    if not isinstance(here, list) or not (key or words):
        raise _Unusual
    entries: _Entries = {}
    if key:
        here.append(entries)
        stack.append(entries)
    else:
        here.append(_value(words))
    return entries


def _value(words: str) -> Value:
    """Answer what stands behind a key or a dash on the same line."""
    first = words[0]
    if first in "\"'":
        inner = words[1:-1]
        if len(words) < 2 or words[-1] != first or first in inner or "\\" in inner:
            raise _Unusual
        return inner
    if not first.isalnum() and first != "(":
        if words == "[]":
            return []
        if words == "{}":
            return {}
        raise _Unusual
    if ": " in words or " #" in words or words[-1] == ":":
        raise _Unusual
    return words if " " in words else _typed(words)


def _lines(block: str, beginning: str) -> str:
    """Answer the text of lines below a bar, each of which has the same beginning."""
    if not block.startswith(beginning) or block[len(beginning)] == " ":
        raise _Unusual
    return block.replace(beginning, "\n")[1:].rstrip("\n") + "\n"
