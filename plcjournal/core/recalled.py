"""A light stand-in for a record that was read, checked and remembered before.

Looking commands must not pay for building records that passed every check last time.
A stand-in has the attributes and values of the record, and nothing else; edits, rules
and saving never see one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Fields whose value may be a mapping, and yet is no record of its own.
NAMED = frozenset(
    {
        "answers",
        "levels",
        "name",
        "about",
        "best_for",
        "caution",
        "question",
        "hints",
        "value",
    }
)


class Recalled:
    """Plain values of one record, read through attributes."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getattr__(self, name: str) -> Any:
        try:
            value = self._values[name.removesuffix("_")]
        except KeyError:
            raise AttributeError(name) from None
        if name in NAMED:
            return value
        return _recalled(value)


def _recalled(value: Any) -> Any:
    if isinstance(value, dict):
        return Recalled(value)
    if isinstance(value, list):
        return tuple(_recalled(item) for item in value)
    return value


def values_of(record: Any) -> Any:
    """Answer the plain values behind a stand-in, or of a record."""
    if isinstance(record, Recalled):
        return record._values  # noqa: SLF001  # the other half of the same class
    from plcjournal.core.shape import plain  # noqa: PLC0415  # rare: a blank record

    return plain(record)
