"""Hides how the lists of fields that people changed differently become one list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from plcjournal.core.likeness import items_of, same
from plcjournal.core.merging.sides import ABSENT, Absent, Side, Sign, Values, visible
from plcjournal.core.merging.twins import content
from plcjournal.core.values import Value

Signed: TypeAlias = dict[str, Values]
"""The signed values of one field, by what they say."""


@dataclass(frozen=True, slots=True)
class Place:
    """What stands in a field on both sides, and what stands there afterwards.

    A field is touched if a side put something else there and left it on the list.
    """

    keys: tuple[str, ...]
    ours: Value | Absent
    theirs: Value | Absent
    merged: Value | Absent
    is_clash: bool = False
    is_touched: bool = False


@dataclass(frozen=True, slots=True)
class _Entry:
    """One field that waits for a decision: its values, and how it is listed.

    It is neat if nobody listed it, or a value of it, twice, or struck one.
    """

    signed: Signed
    listed: Values
    is_neat: bool = True


Entries: TypeAlias = dict[str, _Entry]


@dataclass(frozen=True, slots=True)
class Contest:
    """The contested fields of one record in three versions."""

    path: str
    sign: Sign
    base: Entries
    ours: Entries
    theirs: Entries
    kept: dict[str, Side] = field(default_factory=dict)
    """Items, and other whole parts, that one side has and the other has not."""
    places: dict[str, Place] = field(default_factory=dict)
    """What came of the fields that both changed, or that somebody decided."""

    @property
    def is_empty(self) -> bool:
        """Say whether no version lists anything."""
        return not (self.base or self.ours or self.theirs)

    def is_listed(self, name: str) -> bool:
        """Say whether a field waits for a decision in any version."""
        return any(name in some for some in (self.base, self.ours, self.theirs))

    def is_decided(self, name: str, side: Side) -> bool:
        """Say whether a side took a field off the list: it means what stands there."""
        return name in self.base and name not in self._of(side)

    def differs(self, name: str, side: Side) -> bool:
        """Say whether a side lists other values in a field, or inside it, than base."""
        before, after = (
            {key: one.signed for key, one in entries.items() if _is_in(key, name)}
            for entries in (self.base, self._of(side))
        )
        return before.keys() != after.keys() or any(
            not same(before[key], after[key]) for key in before
        )

    def settled(self) -> list[Value]:
        """Answer the list as it is afterwards."""
        names = dict.fromkeys([*self.theirs, *self.ours, *self.places])
        made = map(self._entry, names)
        return [entry for entry in made if entry is not None]

    def _of(self, side: Side) -> Entries:
        return self.ours if side is Side.OURS else self.theirs

    def _entry(self, name: str) -> Values | None:
        made = self._values(name)
        if not made:
            return None
        sides = [one[name] for one in (self.ours, self.theirs) if name in one]
        for one in sides[::-1]:
            if one.is_neat and _are_alike(one.signed, made):
                return one.listed
        more = {key: value for one in sides for key, value in one.listed.items()}
        return {**more, "field": name, "values": _in_order(made)}

    def _values(self, name: str) -> Signed:
        before = _signed(self.base, name)
        made = _merged(before, *(self._listed(name, side) for side in Side))
        place = self.places.get(name)
        if place is not None:
            if place.is_clash or place.is_touched or made:
                for side in self._meaning(name, place):
                    made = {**self._given(name, place, side), **made}
            said = content(place.merged)
            if {*made} == {said} and not (place.is_touched and said in before):
                return {}  # everybody means what stands there
        return _whole(before, made)

    def _listed(self, name: str, side: Side) -> Signed:
        """Answer what a side lists; who took the whole item away decided nothing."""
        keeper = next((s for key, s in self.kept.items() if _is_in(name, key)), side)
        listed = _signed(self._of(side), name)
        return listed or (_signed(self.base, name) if keeper is not side else {})

    def _meaning(self, name: str, place: Place) -> list[Side]:
        """Answer the sides that mean what stands there on their side."""
        return [side for side in Side if place.is_clash or self.is_decided(name, side)]

    def _given(self, name: str, place: Place, side: Side) -> Signed:
        """Answer the value of a side, with the signature it bears already if any."""
        value = place.ours if side is Side.OURS else place.theirs
        said = content(value)
        for one in (side, *Side):
            entry = self._of(one).get(name)
            if entry is not None and said in entry.signed:
                return {said: entry.signed[said]}
        who = self.sign(self.path, place.keys, side)
        is_absent = not said
        told = None if is_absent or value is ABSENT else value
        by = visible(who.by) if who.by else None
        return {said: {"value": told, "absent": is_absent, "by": by, "date": who.date}}


def entries_of(values: Values, before: Entries | None = None) -> Entries:
    """Answer what a record lists under `contested`, by field.

    `before` are the entries of base: values that were struck from one are still in it.
    """
    found: Entries = {}
    for entry in _mappings(values.get("contested")):
        name = str(entry.get("field"))
        every = [*_mappings(entry.get("values"))]
        if not every:
            continue  # nothing to decide between
        signed = {
            content(ABSENT if one.get("absent") else one.get("value")): one
            for one in every
        }
        known = found.get(name, _Entry({}, {}))
        signed = {**signed, **known.signed}
        whole = _whole(_signed(before or {}, name), signed)
        is_neat = name not in found and len(whole) == len(every)
        found[name] = _Entry(whole, {**entry, **known.listed}, is_neat=is_neat)
    return found


def _signed(entries: Entries, name: str) -> Signed:
    return entries[name].signed if name in entries else {}


def _mappings(items: Value) -> Iterator[Values]:
    return (item for item in items_of(items) if isinstance(item, Mapping))


def _whole(before: Signed, after: Signed) -> Signed:
    """Answer a list from which nobody has struck single values.

    Deciding takes the whole list away. Were striking a part of it something else, a
    list that two decisions made anew could not be told from a struck one.
    """
    return {**before, **after} if after.keys() < before.keys() and after else after


def _merged(before: Signed, mine: Signed, shared: Signed) -> Signed:
    """Answer the list of the side that changed it, of both if both did."""
    if _are_alike(mine, before):
        return shared
    if _are_alike(shared, before):
        return mine
    made = {**mine, **shared}
    for said in mine.keys() & shared.keys():
        if _alike(shared[said], before.get(said)):
            made[said] = mine[said]
        elif not _alike(mine[said], before.get(said)):
            made[said] = min(mine[said], shared[said], key=_rank)
    return made


def _in_order(signed: Signed) -> list[Value]:
    return [one for _, one in sorted(signed.items(), key=lambda item: _rank(item[1]))]


def _rank(one: Values) -> tuple[str, str, str]:
    told: Values = {
        key: value
        for key, value in one.items()
        if value is not None and (key, value) != ("absent", False)
    }
    return str(one.get("date") or ""), str(one.get("by") or ""), content(told)


def _alike(one: Values | None, other: Values | None) -> bool:
    if one is None or other is None:
        return one is other
    return _rank(one) == _rank(other)


def _are_alike(one: Signed, other: Signed) -> bool:
    return one.keys() == other.keys() and all(
        _alike(one[said], other[said]) for said in one
    )


def _is_in(name: str, outer: str) -> bool:
    return name == outer or name.startswith(f"{outer}.")
