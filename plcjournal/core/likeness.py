"""When two values tell the same, and which items of two lists are the same item."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from plcjournal.core.identity import key_of

if TYPE_CHECKING:
    from plcjournal.core.values import Value


def is_nothing(value: Value) -> bool:
    """Say whether a value tells no more than an absent one."""
    if isinstance(value, Mapping):
        return all(map(is_nothing, value.values()))
    if isinstance(value, str):
        return not value
    return value is None or (is_list(value) and all(map(is_nothing, items_of(value))))


def same(one: Value, other: Value) -> bool:
    """Say whether two values tell the same, in whatever order their parts stand."""
    if type(one) is type(other) and isinstance(one, str | int | float) and one == other:
        return True
    return repr(_settled(one)) == repr(_settled(other))


def is_list(value: Value) -> bool:
    """Say whether a value is a list of items."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def items_of(value: Value) -> Sequence[Value]:
    """Answer the items of a list, none of anything else."""
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


def keyed(list_name: str, items: Value) -> dict[str, Value]:
    """Answer the items of a list by what tells them apart, in their order.

    What stands there twice counts once. Different items of one id are numbered, by
    their content, so that the order of the list means nothing.
    """
    found: dict[str, list[Value]] = {}
    for item in items_of(items):
        if not is_nothing(item):
            found.setdefault(_key(list_name, item), []).append(item)
    if all(len(twins) == 1 for twins in found.values()):
        return {key: twins[0] for key, twins in found.items()}
    return _numbered(found)


def _numbered(found: Mapping[str, Sequence[Value]]) -> dict[str, Value]:
    made: dict[str, Value] = {}
    for key, twins in found.items():
        for item in _apart(twins):
            name, number = key, 1
            while name in made or (number > 1 and name in found):
                number += 1
                name = f"{key} ({number})"
            made[name] = item
    return made


def _key(list_name: str, item: Value) -> str:
    key = key_of(list_name, item)
    if isinstance(item, Mapping) and not {*key.split("@")}.isdisjoint(_EMPTY):
        known = {name: value for name, value in item.items() if not is_nothing(value)}
        key = key_of(list_name, known)
    if not isinstance(item, str) and (key[:1] == "[" or not isinstance(item, Mapping)):
        return key_of(list_name, _settled(item))  # told by its whole value
    return key if key.isascii() else unicodedata.normalize("NFC", key)


_EMPTY = ("", "[]", "{}")  # what says nothing tells no item from another


def _apart(twins: Sequence[Value]) -> Sequence[Value]:
    if len(twins) == 1:
        return twins
    by_content = {repr(_settled(item)): item for item in twins}
    return [by_content[content] for content in sorted(by_content)]


def _settled(value: Value) -> Value:
    """Answer a value in one form: nothing left out, one order, one kind of number."""
    if is_nothing(value):
        return None
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        some = {key: _settled(item) for key, item in value.items()}
        return {key: some[key] for key in sorted(some) if some[key] is not None}
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if is_list(value):
        items = [_settled(item) for item in items_of(value)]
        by_content = {repr(item): item for item in items if item is not None}
        return [by_content[content] for content in sorted(by_content)]
    return value
