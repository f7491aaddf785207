"""Values of a record by the way that leads to them, items of lists by identity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plcjournal.core.likeness import is_nothing, keyed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.values import Value


class Ways:
    """One record, looked into again and again: each list is sorted out once."""

    def __init__(self, values: Value) -> None:
        self._inner: dict[tuple[str, ...], Mapping[str, Value]] = {
            (): _inside("", values)
        }

    def reach(self, keys: Sequence[str]) -> tuple[int, Value]:
        """Answer how far a way leads into the record, and what stands at its end.

        At the end of a way that breaks off, and where nothing is said, stands None.
        """
        value: Value = self._inner[()]
        for far, key in enumerate(keys):
            inner = self._inner_of(tuple(keys[:far]))
            if key not in inner:
                return far, None
            value = inner[key]
        return len(keys), None if is_nothing(value) else value

    def at(self, keys: Sequence[str]) -> Value:
        """Answer what stands at the end of a way, None for nothing."""
        return self.reach(keys)[1]

    def _inner_of(self, keys: tuple[str, ...]) -> Mapping[str, Value]:
        if keys not in self._inner:
            above = self._inner_of(keys[:-1])
            self._inner[keys] = _inside(keys[-1], above.get(keys[-1]))
        return self._inner[keys]


def _inside(name: str, value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else keyed(name, value)
