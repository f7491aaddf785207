"""Hides how a place in a file is shown: the line, and a caret under the column."""

import re
import unicodedata

from plcjournal.codec.source import lines_of

_WIDTH = 72
_BEFORE = 48
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def excerpt(data: bytes, line: int, column: int) -> str:
    """Answer the source line and, below it, a caret under the column.

    A long line is shortened around the column; what could disturb a terminal is shown
    as U+FFFD. It works for any bytes and any place.
    """
    lines = lines_of(_legible(data))
    shown = lines[line - 1] if 1 <= line <= len(lines) else ""
    shown = _UNSAFE.sub("\ufffd", shown.replace("\t", " "))
    at = min(max(column - 1, 0), len(shown))
    if len(shown) > _WIDTH:
        first = min(max(0, at - _BEFORE), len(shown) - _WIDTH)
        head, tail = shown[:first], shown[first + _WIDTH :]
        shown = ("…" if head else "") + shown[first : first + _WIDTH]
        shown += "…" if tail else ""
        at = at - first + (1 if head else 0)
    return f"{shown}\n{' ' * _cells(shown[:at])}^"


def _legible(data: bytes) -> str:
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[2:].decode(encoding, errors="replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")


def _cells(text: str) -> int:
    return sum(
        0
        if unicodedata.combining(character)
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in text
    )
