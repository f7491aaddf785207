"""Hides how two versions of a text stand in one file, between the marks git sets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_MARK = re.compile(rb"([<|=>])\1{6}(?:[ \t]+(.*?))?[ \t]*(?:\r\n|\r|\n)?", re.DOTALL)
_BREAK = re.compile(rb"(?<=\n)|(?<=\r)(?!\n)")


class Tangled(Exception):
    """The marks do not follow each other as git sets them; `line` counts from 1."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Half:
    """One version taken out of a file: its bytes, and which line each line was."""

    data: bytes
    lines: tuple[int, ...]

    def line_of(self, line: int) -> int:
        """Answer where in the file a line of this version stands; both count from 1."""
        at = min(line, len(self.lines)) - 1
        return self.lines[at] if at >= 0 else line


@dataclass(frozen=True, slots=True)
class Apart:
    """The versions that stood in one file, and what the marks call the two.

    `base` is what both began with, where the marks tell it everywhere.
    """

    first: Half
    second: Half
    base: Half | None
    names: tuple[str, str]


def has_markers(data: bytes) -> bool:
    """Say whether two versions stand in a text."""
    return any(_kind(line) == "<" for line in _lines(data))


def take_apart(data: bytes) -> Apart:
    """Answer the versions between the marks of a text, and around them what both share.

    Raises:
        Tangled: a mark is missing, or stands where none can be.
    """
    taking = _Taking()
    number = 0
    for number, line in enumerate(_lines(data), 1):
        taking.take(number, line)
    if taking.inside != "":
        raise Tangled(number)
    return taking.apart()


@dataclass(slots=True)
class _Taking:
    """Which of the versions each line belongs to."""

    inside: str = ""  # the kind of mark that was passed last
    has_base: bool = True
    names: dict[str, str] = field(default_factory=dict)
    found: dict[str, list[tuple[int, bytes]]] = field(
        default_factory=lambda: {"<": [], "|": [], "=": []}
    )

    def take(self, number: int, line: bytes) -> None:
        """Add a line to the versions it is part of."""
        kind = _kind(line)
        if kind == "=" and self.inside == "":
            kind = ""  # a line that underlines something
        if not kind:
            for side in (self.inside,) if self.inside else self.found:
                self.found[side].append((number, line))
            return
        if kind not in _AFTER[self.inside]:
            raise Tangled(number)
        if kind == "=" and self.inside == "<":
            self.has_base = False
        mark = _MARK.fullmatch(line)
        name = (mark[2] or b"").decode("utf-8", "replace") if mark else ""
        self.names.setdefault(kind, name)
        self.inside = "" if kind == ">" else kind

    def apart(self) -> Apart:
        """Answer the versions."""
        return Apart(
            _half(self.found["<"]),
            _half(self.found["="]),
            _half(self.found["|"]) if self.has_base else None,
            (self.names.get("<", ""), self.names.get(">", "")),
        )


_AFTER = {"": "<", "<": "|=", "|": "=", "=": ">"}


def _half(lines: list[tuple[int, bytes]]) -> Half:
    data = b"".join(line for _, line in lines)
    return Half(data, tuple(number for number, _ in lines))


def _lines(data: bytes) -> Iterator[bytes]:
    return (line for line in _BREAK.split(data) if line)


def _kind(line: bytes) -> str:
    mark = _MARK.fullmatch(line)
    if mark is None or (mark[1] == b"=" and mark[2]):
        return ""
    return mark[1].decode()
