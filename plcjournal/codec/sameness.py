"""Hides when two plain values are the same, and when a value says nothing."""

import math
from collections.abc import Mapping, Sequence
from typing import TypeGuard

from plcjournal.core.values import Unquoted, Value


def same(one: Value, other: Value) -> bool:
    """Say whether two values are equal, 1 and 1.0 and true and "1" kept apart."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(
            same(one[key], other[key]) for key in one
        )
    if is_list(one) and is_list(other):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return one == other or (math.isnan(one) and math.isnan(other))
    if isinstance(one, str) and isinstance(other, str):
        # A word of an enumeration is a text; a word as it was typed is not yet.
        is_typed = isinstance(one, Unquoted)
        return one == other and is_typed == isinstance(other, Unquoted)
    return type(one) is type(other) and one == other


def is_list(value: Value) -> TypeGuard[Sequence[Value]]:
    """Say whether a value is a list; a text is none."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def goes_without_saying(key: str, value: Value) -> bool:
    """Say whether a new item need not name a key: it is empty, or a flag not set.

    Keys of other tools (`x_…`) are always named.
    """
    return not key.startswith("x_") and (is_empty(value) or value is False)


def is_empty(value: Value) -> bool:
    """Say whether a value says nothing: null, [] or {}."""
    return value is None or (not isinstance(value, str) and value in ([], {}, ()))
