"""Hides how a key without its colon is told from a text that goes on below."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_START = re.compile(r"[ \t]*(?:-[ \t]+)*")
_BARE = re.compile(r"(?P<word>[a-z][a-z0-9_]*)(?P<rest>(?:[ \t]+\S.*)?)")
_KEY = re.compile(r"(?P<word>[a-z][a-z0-9_]*)[ \t]*:(?=[ \t]|\Z)")
_ANY_KEY = re.compile(r"[^\s\"'#][^:#]*:(?=[ \t]|\Z)")
_STUCK = re.compile(r"[ \t]*-[a-z][a-z0-9_]*:(?:[ \t].*)?")
# Neighbours are looked for this far; records are longer, what belongs together is not.
_FAR = 200


class Bare(NamedTuple):
    """A line that begins with a word where its neighbours begin with `key:`."""

    head: str
    word: str
    rest: str
    sure: bool


def bare_key(lines: list[str], number: int) -> Bare | None:
    """Answer the first word of a line that stands among keys and has no colon.

    It is sure to be one of them if the words after it cannot go on with the text above.
    """
    line = lines[number]
    start = _start(line)
    found = _BARE.fullmatch(line[start:].rstrip())
    if found is None or "\t" in line[:start]:
        return None
    word, rest = found["word"], found["rest"].strip()
    siblings = set(_siblings(lines, number, start))
    if not siblings or word in siblings:
        return None
    sure = (
        (len(rest.split()) < 2 and not rest.endswith((".", "?", "!")))
        or not rest[0].islower()
        or "-" in line[:start]
        or not _goes_on(lines, number)
        or word in _keys(lines)
    )
    return Bare(line[:start], word, rest, sure)


def is_stuck(line: str) -> bool:
    """Say whether a dash stands at the key that it begins an item with."""
    return _STUCK.fullmatch(line) is not None


def is_said(line: str) -> bool:
    """Say whether a line holds more than blanks and a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _siblings(lines: list[str], number: int, start: int) -> Iterator[str]:
    """Answer the keys at the same place above and below, of the same item."""
    if "-" not in lines[number][:start]:
        for line in reversed(lines[max(0, number - _FAR) : number]):
            yield from _sibling(line, start)
            if _ends(line, start) or (_is_item(line) and _start(line) == start):
                break
    for line in lines[number + 1 : number + _FAR]:
        if _ends(line, start) or (_is_item(line) and _start(line) == start):
            break
        yield from _sibling(line, start)


def _sibling(line: str, start: int) -> Iterator[str]:
    key = _KEY.match(line[start:]) if _start(line) == start else None
    if key:
        yield key["word"]


def _ends(line: str, start: int) -> bool:
    """Say whether a line is no part of what stands at a place."""
    return is_said(line) and _start(line) < start


def _is_item(line: str) -> bool:
    return line.lstrip().startswith("- ")


def _start(line: str) -> int:
    found = _START.match(line)
    return found.end() if found else 0


def _goes_on(lines: list[str], number: int) -> bool:
    """Say whether the line above ends in words that could go on in the next line."""
    above = next((line for line in reversed(lines[:number]) if line.strip()), "")
    words = above[_start(above) :]
    key = _ANY_KEY.match(words)
    value = words[key.end() :].strip() if key else words.strip()
    return len(value.split()) > 1 and value[0] not in "\"'[{#" and is_said(above)


def _keys(lines: list[str]) -> set[str]:
    found = (_KEY.match(line[_start(line) :]) for line in lines)
    return {key["word"] for key in found if key}
