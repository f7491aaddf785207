"""What differs between two states of a record, whatever order its parts stand in."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from plcjournal.core.identity import key_of, name_of
from plcjournal.core.layout import spot
from plcjournal.core.likeness import is_list, is_nothing, keyed, same
from plcjournal.core.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = [
    "Change",
    "Values",
    "apply",
    "compare",
    "parts",
    "reversed_",
]

Values: TypeAlias = Mapping[str, Value]

# Parts that every record has, filled or not, are told field by field; others, such as
# a cut or a prediction, come and go as a whole.
_ALWAYS_THERE = frozenset(
    {"answers", "learners", "levels", "meeting", "part_of", "privacy"}
)


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record, or one item of a list, that is not as it was.

    `keys` leads into the record, items by identity; without any, the whole record came
    or went. `field` is the same way as people type it, '' for a whole record. None
    stands where there is nothing. `within` holds what is around the place as it is
    afterwards, the record first, then item by item: for sentences that need a unit or
    a date from there. It does not tell changes apart.
    """

    path: str
    keys: tuple[str, ...]
    field: str
    before: Value
    after: Value
    is_item: bool = False
    within: tuple[Values, ...] = dataclasses.field(
        default=(), compare=False, repr=False
    )


def compare(
    path: str, before: Values | None, after: Values | None
) -> tuple[Change, ...]:
    """Answer what changed in a record, None standing for no record at all.

    Both sides are plain values with every default present. What says nothing (an empty
    text, list or mapping) equals what is not there; the order of keys and items means
    nothing; texts and numbers are compared by what they stand for.
    """
    if before is None or after is None:
        return () if before is after else (Change(path, (), "", before, after),)
    kind = spot(path)
    place = _Place(path, kind.start if kind else path, within=(after,))
    return (*_in_mapping(place, before, after),)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in a record the comparing stands."""

    path: str
    field: str
    keys: tuple[str, ...] = ()
    within: tuple[Values, ...] = ()

    def at(self, key: str, name: str, *around: Values) -> _Place:
        """Answer the place one key or item further in."""
        way = f"{self.field}.{name}"
        return _Place(self.path, way, (*self.keys, key), (*self.within, *around))

    def change(self, before: Value, after: Value, *, is_item: bool = False) -> Change:
        """Answer that the value here changed."""
        old, new = (None if is_nothing(one) else one for one in (before, after))
        return Change(self.path, self.keys, self.field, old, new, is_item, self.within)


def _in_mapping(place: _Place, before: Values, after: Values) -> Iterator[Change]:
    for key in {**before, **after}:
        old, new = before.get(key), after.get(key)
        if repr(old) != repr(new):  # most are alike, and this is quick to see
            yield from _in_value(place.at(key, key), old, new)


def _in_value(place: _Place, before: Value, after: Value) -> Iterator[Change]:
    sides = [one for one in (before, after) if not is_nothing(one)]
    if sides and all(isinstance(one, Mapping) for one in sides):
        if len(sides) == 2 or place.keys[-1] in _ALWAYS_THERE:
            yield from _in_mapping(place, _mapping(before), _mapping(after))
        else:
            yield place.change(before, after)
    elif sides and all(is_list(one) for one in sides):
        yield from _in_list(place, before, after)
    elif not same(before, after):
        yield place.change(before, after)


def _in_list(place: _Place, before: Value, after: Value) -> Iterator[Change]:
    list_name = place.keys[-1]
    old, new = keyed(list_name, before), keyed(list_name, after)
    numbers = {key: number for some in (old, new) for number, key in enumerate(some)}
    for key in {**old, **new}:
        one, other = old.get(key), new.get(key)
        if repr(one) == repr(other):
            continue
        name = _typed(list_name, key, other if key in new else one, numbers[key])
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            yield from _in_mapping(place.at(key, name, other), one, other)
        elif not same(one, other):
            yield place.at(key, name).change(one, other, is_item=True)


def _typed(list_name: str, key: str, item: Value, number: int) -> str:
    """Answer how people type an item: as it is called, or by its place in the list."""
    return key if key_of(list_name, item) != key else name_of(list_name, item, number)


def parts(change: Change) -> tuple[Change, ...]:
    """Answer field by field what came or went as a whole; nothing for a single value.

    What tells an item from its siblings is left out: it is in the way to each field.
    """
    came = change.before is None
    whole = change.after if came else change.before
    if not isinstance(whole, Mapping) or (not came and change.after is not None):
        return ()
    kind = spot(change.path)
    start = kind.start if kind else change.path
    is_around = change.is_item or not change.keys
    within = (*change.within, whole) if is_around else change.within
    place = _Place(change.path, change.field or start, change.keys, within)
    naming = _NAMING.get(change.keys[-2], ("id",)) if change.is_item else ()
    sides: tuple[Values, Values] = ({}, whole) if came else (whole, {})
    own = len(change.keys) + 1
    return tuple(
        one
        for one in _in_mapping(place, *sides)
        if len(one.keys) > own or one.keys[-1] not in naming
    )


_NAMING = {
    "results": ("date", "group"),
    "targets": ("group",),
    "contested": ("field",),
    "allow": (),
}


def _mapping(value: Value) -> Values:
    return value if isinstance(value, Mapping) else {}


def apply(values: Values, changes: Iterable[Change]) -> dict[str, Value]:
    """Answer a record with some changes made to it.

    Raises:
        LookupError: an item that a change leads into is not there.
    """
    waiting = (*changes,)
    for change in waiting:
        if not change.keys:
            return dict(_mapping(change.after))
    return _changed_mapping(values, waiting, 0)


def _changed_mapping(
    values: Values, changes: Sequence[Change], depth: int
) -> dict[str, Value]:
    made = dict(values)
    for key, inner in _by_key(changes, depth).items():
        value = _changed(key, made.get(key), inner, depth + 1)
        if value is None:
            made.pop(key, None)
        else:
            made[key] = value
    return made


def _changed(key: str, value: Value, changes: Sequence[Change], depth: int) -> Value:
    """Answer the value under a key after the changes that lead to it or into it."""
    if len(changes[0].keys) == depth:
        return changes[-1].after
    items = any(one.is_item and len(one.keys) == depth + 1 for one in changes)
    if items or (is_list(value) and not is_nothing(value)):
        return _changed_list(key, value, changes, depth)
    return _changed_mapping(_mapping(value), changes, depth)


def _changed_list(
    list_name: str, value: Value, changes: Sequence[Change], depth: int
) -> list[Value]:
    made = keyed(list_name, value)
    for key, inner in _by_key(changes, depth).items():
        if len(inner[0].keys) == depth + 1:
            made[key] = inner[-1].after
        else:
            made[key] = _changed_mapping(_mapping(made[key]), inner, depth + 1)
    return [item for item in made.values() if item is not None]


def _by_key(changes: Sequence[Change], depth: int) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.keys[depth], []).append(change)
    return found


def reversed_(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Answer the changes that take some changes back.

    What is around each is still told as it was when the changes were found.
    """
    return tuple(
        dataclasses.replace(change, before=change.after, after=change.before)
        for change in (*changes,)[::-1]
    )
