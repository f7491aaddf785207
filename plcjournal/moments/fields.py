"""Hides which changes touch a field that a person named, whole or by its last part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from plcjournal.core import layout
from plcjournal.core.identity import name_of
from plcjournal.core.journal import WhichOne
from plcjournal.core.likeness import is_list, is_nothing, items_of, keyed, same
from plcjournal.core.near import meant, near
from plcjournal.core.parse import KINDS
from plcjournal.core.shape import plain
from plcjournal.core.telling.rewording import words_between
from plcjournal.core.telling.sentences import is_reworded
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plcjournal.core.diff import Change
    from plcjournal.core.values import Value

Parts = tuple[str, ...]

# The word after one of these names an item or a step, not a kind of field.
_HOLDS_NAMES = frozenset(
    {
        *("members", "measures", "groups", "observations", "actions", "learning"),
        *("assumptions", "learned", "log", "rounds", "network", "steps", "results"),
        *("targets", "contested", "allow", "answers", "levels", "norms", "hopes"),
        *("fears", "decided", "because", "present", "cycles", "files"),
        *("teams", "meetings", "models"),
    }
)
_MOST = 6
_LONG = 20  # characters; what is shorter is a word of a list, a date or a number


class NoSuchChange(PlcError):
    """A field that nobody ever changed, or that does not exist."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, wanted: str, known: Iterable[str]) -> None:
        close = near(wanted.casefold(), known)
        hint = meant(close, "See every change: plc history")
        super().__init__(f"No saved change touches a field '{wanted}'.", hint)


@dataclass(frozen=True, slots=True)
class Sought:
    """The places a person means: whatever lies there or further in."""

    places: tuple[Parts, ...]

    def among(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """Answer the changes of these places, cut out of bigger ones."""
        return tuple(found for change in changes for found in self._in(change))

    def _in(self, change: Change) -> Iterator[Change]:
        parts = parts_of(change)
        if any(_begins(parts, place) for place in self.places):
            if _is_list_of_items(change):
                yield from inside(change)
            elif change.keys or _says_something(change):
                yield change
        elif any(_begins(place, parts) for place in self.places):
            if change.is_item and change.keys[-2] == "results":
                yield change  # a figure says nothing without its date and size
                return
            for inner in inside(change):
                yield from self._in(inner)


def _says_something(change: Change) -> bool:
    """Say whether a record came or went with more than a new cycle begins with."""
    spot = layout.spot(change.path)
    if spot is None or spot.kind not in ("evidence", "action", "review"):
        return True
    new = plain(KINDS[spot.kind]())
    return not any(same(side, new) for side in (change.before, change.after))


def sought(wanted: str, changes: Iterable[Change]) -> Sought:
    """Answer the places that words name, among all that were ever changed.

    Raises:
        NoSuchChange: none of them is called so.
        WhichOne: fields of several kinds are.
    """
    known = {parts_of(one) for change in changes for one in everywhere(change)}
    words = tuple(part for part in wanted.strip().split(".") if part)
    whole = [parts for parts in known if words and _begins(parts, words)]
    if whole:
        return Sought((words,))
    for tail in (words, (*words[:-1], f"{words[-1]}s")) if words else ():
        places = {place for parts in known for place in _ending_in(parts, tail)}
        kinds: dict[Parts, list[Parts]] = {}
        for place in sorted(places):
            kinds.setdefault(_kind(place), []).append(place)
        if len(kinds) > 1:
            raise _several(wanted, [*kinds])
        if kinds:
            return Sought(tuple(places))
    names = {name for parts in known for name in (".".join(parts), parts[-1]) if parts}
    raise NoSuchChange(wanted, sorted(names))


def _several(wanted: str, places: Sequence[Parts]) -> WhichOne:
    named = [".".join(place) for place in places[:_MOST]]
    hint = f"Type more of one: --field {'.'.join(places[0][1:])}"
    return WhichOne(f"Several kinds of fields are called '{wanted}':", named, hint)


def _begins(parts: Parts, start: Parts) -> bool:
    return parts[: len(start)] == start


def _ending_in(parts: Parts, tail: Parts) -> Iterator[Parts]:
    """Answer the ways in that end in some words, names of items left out or not."""
    size = len(tail)
    for end in range(size, len(parts) + 1):
        place = parts[:end]
        if place[-size:] == tail or (
            place[-1] == tail[-1] and _kind(place)[-size:] == tail
        ):
            yield place


def _kind(place: Parts) -> Parts:
    """Answer a place without the names of items: what kind of field it is."""
    return tuple(
        part
        for number, part in enumerate(place)
        if not number or place[number - 1] not in _HOLDS_NAMES
    )


def parts_of(change: Change) -> Parts:
    """Answer the whole way to a change, as people type it, in its parts."""
    spot = layout.spot(change.path)
    start = tuple((spot.start if spot else change.path).split(".", 1))
    typed = tuple(change.field.split(".")) if change.keys else start
    # A name with a dot in it, as contested fields have, is still one part.
    is_split = len(typed) == len(start) + len(change.keys)
    return typed if is_split else (*start, *change.keys)


@dataclass(frozen=True, slots=True)
class Difference:
    """One change: the field, both values, in words; a long text word by word."""

    field: str
    before: Any
    after: Any
    sentence: str
    words: tuple[tuple[str, str], ...] = ()


def difference(change: Change, sentence: str) -> Difference:
    """Answer a change with the sentence that tells it."""
    words = _words_of(change, sentence)
    return Difference(change.field, change.before, change.after, sentence, words)


def _words_of(change: Change, sentence: str) -> tuple[tuple[str, str], ...]:
    """Answer how a text was reworded, where the sentence does not show both whole."""
    before, after = change.before, change.after
    if not isinstance(before, str) or not isinstance(after, str):
        return ()
    if is_reworded(change):
        return words_between(before, after)
    is_long = max(len(before), len(after)) > _LONG or "\n" in before + after
    is_told = before in sentence and after in sentence
    return words_between(before, after) if is_long and not is_told else ()


def everywhere(change: Change) -> Iterator[Change]:
    """Answer a change and all that it consists of."""
    yield change
    for inner in inside(change):
        yield from everywhere(inner)


def leaves(change: Change) -> Iterator[Change]:
    """Answer a change of a whole item or record as changes of its single fields."""
    parts = [*inside(change)]
    for inner in parts:
        yield from leaves(inner)
    if not parts:
        yield change


def inside(change: Change) -> Iterator[Change]:
    """Answer what a change of something whole consists of, one level further in."""
    if change.keys[:1] == ("contested",) and len(change.keys) > 1:
        return  # versions of a field wait together
    sides = _sides(change)
    if sides and all(isinstance(one, Mapping) for one in sides):
        found = _fields_of(change)
    elif _is_list_of_items(change):
        found = _items_of(change)
    else:
        return
    for inner in found:
        if not same(inner.before, inner.after):
            yield inner


def _sides(change: Change) -> list[Value]:
    return [one for one in (change.before, change.after) if not is_nothing(one)]


def _is_list_of_items(change: Change) -> bool:
    sides = _sides(change)
    return bool(sides) and all(_holds_items(one) for one in sides)


def _fields_of(change: Change) -> Iterator[Change]:
    before: Mapping[str, Value] = _mapping(change.before)
    after: Mapping[str, Value] = _mapping(change.after)
    if change.is_item or not change.keys:
        # What is around the fields of an item, or of a record, is it itself.
        change = replace(change, within=(*change.within, after or before))
    for key in {**before, **after}:
        inner = _further(change, key, key)
        yield replace(inner, before=before.get(key), after=after.get(key))


def _items_of(change: Change) -> Iterator[Change]:
    name = change.keys[-1]
    old, new = keyed(name, change.before), keyed(name, change.after)
    for number, key in enumerate({**old, **new}):
        before, after = old.get(key), new.get(key)
        typed = key or name_of(name, before if is_nothing(after) else after, number)
        inner = _further(change, key, typed)
        yield replace(inner, before=before, after=after, is_item=True)


def _further(change: Change, key: str, typed: str) -> Change:
    spot = layout.spot(change.path)
    start = change.field or (spot.start if spot else change.path)
    keys = (*change.keys, key)
    return replace(change, keys=keys, field=f"{start}.{typed}", is_item=False)


def _mapping(value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {}


def _holds_items(value: Value) -> bool:
    return is_list(value) and any(isinstance(item, Mapping) for item in items_of(value))
