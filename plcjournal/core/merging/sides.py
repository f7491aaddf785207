"""The two sides of a merge, who signs for them, and how a place is called."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, TypeAlias

from plcjournal.core import layout
from plcjournal.core.values import Value

Values: TypeAlias = Mapping[str, Value]
"""One record as plain values, every field with its default."""
Records: TypeAlias = Mapping[str, Values]
"""Records by path; a path that is absent is a file that does not exist."""


_UNSEEN = frozenset({"Cc", "Cs", "Co", "Zl", "Zp"})
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Absent(Enum):
    """What stands where a side has no value."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


class Kind(StrEnum):
    """How a difference was settled that only people can decide.

    Contested: both values are kept until somebody decides. Kept: what one side took
    away and the other edited is still there. Renamed: two things had one id, and both
    are there.
    """

    CONTESTED = "contested"
    KEPT = "kept"
    RENAMED = "renamed"


class Side(StrEnum):
    """One of two versions: ours, or theirs, which is what is shared already."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Decision:
    """One place where the sides did not agree, and what each of them has there.

    `field` is the whole path as people type it, '' for a whole record; `keys` the way
    into the record, items by what tells them from their siblings.
    """

    path: str
    field: str
    kind: Kind
    ours: Value | Absent
    theirs: Value | Absent
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """What two versions of some records became, by path, and what was decided."""

    records: dict[str, dict[str, Value]]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who gave a value, and on which day."""

    by: str | None = None
    date: str | None = None


Sign: TypeAlias = Callable[[str, tuple[str, ...], Side], Signature]
"""Tells of a path, the way into its record and a side who wrote what stands there."""


def unsigned(path: str, keys: tuple[str, ...], side: Side) -> Signature:
    """Answer that nobody is known to have written a value."""
    del path, keys, side
    return Signature()


def field_path(path: str, keys: Sequence[str]) -> str:
    """Answer a place in a record as people type it, whole, in one visible line."""
    spot = layout.spot(path)
    names = [key or "0" for key in keys]  # a target without a group
    return visible(".".join([spot.start, *names] if spot else names))


def visible(text: str) -> str:
    """Answer a text that a record can hold in one line, whatever it was made of."""
    if text.isprintable():
        return text
    return "".join(
        c
        if unicodedata.category(c) not in _UNSEEN and c not in _DIRECTION
        else f"\\u{ord(c):04x}"
        for c in text
    )
