"""Versions that met, and what became of them: values that the parts here share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plcjournal.arriving import Copy
    from plcjournal.core.merging.merge import Decision
    from plcjournal.finishing.halves import Unparted


@dataclass(frozen=True, slots=True)
class Met:
    """The versions of one path, from the top; None: that side has no such file.

    `typed` is what somebody made of them by hand since.
    """

    path: str
    base: bytes | None
    own: bytes | None
    shared: bytes | None
    typed: bytes | None = None


@dataclass(slots=True)
class Settled:
    """What each path, from the top, shall hold, and what a person should know.

    `disk` is what the folder held when this was worked out; `aside` are words that
    somebody typed and that are not in the result.
    """

    files: dict[str, bytes | None] = field(default_factory=dict)
    modes: dict[str, str] = field(default_factory=dict)
    disk: dict[str, bytes | None] = field(default_factory=dict)
    records: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    aside: dict[str, bytes] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    unreadable: list[Unparted] = field(default_factory=list)


def alike(one: bytes | None, other: bytes | None) -> bool:
    """Say whether two contents are the same but for the ends of their lines."""
    if one is None or other is None:
        return one is other
    return one == other or one.replace(b"\r\n", b"\n") == other.replace(b"\r\n", b"\n")
