"""A number of things in words, for sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHOWN = 5


def how_many(number: int, one: str, many: str = "") -> str:
    """Answer how many of what: `1 file`, `3 files`, `2 entries`."""
    return f"1 {one}" if number == 1 else f"{number} {many or one + 's'}"


def first_of(names: Sequence[str]) -> str:
    """Name the first few of many, and how many more there are: `a, b and 7 more`."""
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
