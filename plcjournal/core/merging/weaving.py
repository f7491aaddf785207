"""Hides how two versions of one record become one: field by field, item by item."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from plcjournal.core.likeness import is_list, is_nothing, items_of, same
from plcjournal.core.merging.blank import blank
from plcjournal.core.merging.deciding import Contest, Place
from plcjournal.core.merging.lines import merge_lines
from plcjournal.core.merging.ordering import arranged
from plcjournal.core.merging.sides import (
    ABSENT,
    Absent,
    Decision,
    Kind,
    Side,
    Values,
    field_path,
)
from plcjournal.core.merging.twins import copies, told_apart
from plcjournal.core.values import Value

if TYPE_CHECKING:
    from plcjournal.core.merging.twins import Name

_CONTESTED = "contested"
# Which version or evidence a record speaks of: nothing for people to decide.
_NEVER_CONTESTED = (("format",), ("based_on",))

_Told: TypeAlias = Value | Absent
_Keys: TypeAlias = tuple[str, ...]


class _Three(NamedTuple):
    """What stands in one place in three versions."""

    base: _Told
    ours: _Told
    theirs: _Told

    def at(self, key: str) -> "_Three":
        """Answer what stands under a key of mappings."""
        return _Three(*(_get(one, key) for one in self))

    def of(self, side: Side) -> _Told:
        """Answer what stands on a side."""
        return self.ours if side is Side.OURS else self.theirs


@dataclass(frozen=True, slots=True)
class Weaver:
    """One record in the making, and what its two sides did not agree on.

    `whole` are keys of the record in which the parts of both sides do not fit together;
    with `keep_both` what both changed differently becomes contested.
    """

    contest: Contest
    keep_both: bool = True
    whole: Collection[str] = ()
    decisions: list[Decision] = field(default_factory=list)

    def record(self, base: Values, ours: Values, theirs: Values) -> dict[str, Value]:
        """Answer one record made of three versions of it."""
        made = self._mapping((), _Three(base, ours, theirs))
        contested = self.contest.settled()
        if contested or _CONTESTED in {**ours, **theirs}:
            made[_CONTESTED] = contested
        return made

    def _mapping(self, keys: _Keys, three: _Three) -> dict[str, Value]:
        if not isinstance(three.base, Mapping):
            three = three._replace(base=blank(self.contest.path, keys))
        made: dict[str, Value] = {}
        for key in {**_entries(three.theirs), **_entries(three.ours)}:
            if keys or key != _CONTESTED:
                value = self._value((*keys, key), three.at(key))
                if value is not ABSENT:
                    made[key] = value
        return made

    def _value(self, keys: _Keys, three: _Three) -> _Told:
        base, ours, theirs = three
        decided = self._decided(keys)
        if decided:
            return self._meant(keys, three, decided)
        if not self._is_listed_anew(keys):
            if _identical(ours, base) or _identical(ours, theirs):
                return theirs
            if _identical(theirs, base):
                return ours
        if len(keys) == 1 and keys[0] in self.whole:
            return self._leaf(keys, three)
        sides = [_plain(one) for one in (ours, theirs)]
        if all(isinstance(one, Mapping) for one in sides):
            return self._mapping(keys, three)
        if any(map(is_list, sides)):
            fit = all(is_list(one) or is_nothing(one) for one in sides)
            return self._list(keys, three) if fit else self._leaf(keys, three)
        if isinstance(base, Mapping) and not is_nothing(base) and None in sides:
            side = Side.OURS if sides[1] is None else Side.THEIRS
            if isinstance(three.of(side), Mapping):
                return self._one_sided(keys, three, side)
        return self._leaf(keys, three)

    def _list(self, keys: _Keys, three: _Three) -> list[Value]:
        lists = [items_of(_plain(one)) for one in three]
        base, ours, theirs = told_apart(keys[-1], lists)
        left: dict[Name, list[Value]] = {}
        for name in {**theirs, **ours}:
            if name.content:
                left[name] = copies(name, base, ours, theirs)
            else:
                some = (one.get(name, [ABSENT])[0] for one in (base, ours, theirs))
                value = self._item((*keys, name.key), _Three(*some))
                left[name] = [] if value is ABSENT else [value]
        there = [name for name in left if left[name]]
        order = arranged([*base], [*ours], [*theirs], there)
        return [item for name in order for item in left[name]]

    def _item(self, keys: _Keys, three: _Three) -> _Told:
        if three.theirs is ABSENT:
            return self._one_sided(keys, three, Side.OURS)
        if three.ours is ABSENT:
            return self._one_sided(keys, three, Side.THEIRS)
        return self._value(keys, three)

    def _one_sided(self, keys: _Keys, three: _Three, side: Side) -> _Told:
        """Answer what only one side has: it stays if it is new, or edited."""
        name = field_path(self.contest.path, keys)
        left = three.of(side)
        if three.base is not ABSENT:
            if _same(three.base, left) and not self.contest.differs(name, side):
                return three.theirs if side is Side.OURS else three.ours
            self._tell(Kind.KEPT, keys, three)
        self.contest.kept[name] = side
        return left

    def _leaf(self, keys: _Keys, three: _Three) -> _Told:
        base, ours, theirs = three
        if _same(ours, theirs) or _same(ours, base):
            return theirs
        if _same(theirs, base):
            return ours
        name = field_path(self.contest.path, keys)
        text = None if self.contest.is_listed(name) else _text(three)
        return self._clash(keys, three) if text is None else text

    def _decided(self, keys: _Keys) -> tuple[Side, ...]:
        if not self.contest.base or keys in _NEVER_CONTESTED:
            return ()
        name = field_path(self.contest.path, keys)
        return tuple(side for side in Side if self.contest.is_decided(name, side))

    def _is_listed_anew(self, keys: _Keys) -> bool:
        """Say whether a side changed what waits for a decision in a place."""
        if self.contest.is_empty:
            return False
        name = field_path(self.contest.path, keys)
        return any(self.contest.differs(name, side) for side in Side)

    def _meant(self, keys: _Keys, three: _Three, decided: Collection[Side]) -> _Told:
        """Answer a field that a side decided: it means what stands there."""
        changed = {side for side in Side if not _same(three.of(side), three.base)}
        meant = changed | {*decided}
        if len(meant) == len(Side) and not _same(three.ours, three.theirs):
            return self._clash(keys, three)
        merged = three.theirs if Side.THEIRS in meant else three.ours
        is_touched = not changed <= {*decided}
        place = Place(keys, three.ours, three.theirs, merged, is_touched=is_touched)
        self.contest.places[field_path(self.contest.path, keys)] = place
        return merged

    def _clash(self, keys: _Keys, three: _Three) -> _Told:
        if keys in _NEVER_CONTESTED:
            return three.theirs
        self._tell(Kind.CONTESTED, keys, three)
        if not self.keep_both:
            return three.theirs
        # Theirs, but where they decided for what stood there before: a result that
        # looks like base would be taken for undecided when merged again.
        merged = three.ours if _same(three.theirs, three.base) else three.theirs
        name = field_path(self.contest.path, keys)
        place = Place(keys, three.ours, three.theirs, merged, is_clash=True)
        self.contest.places[name] = place
        return merged

    def _tell(self, kind: Kind, keys: _Keys, three: _Three) -> None:
        path = self.contest.path
        ours, theirs = (ABSENT if is_nothing(_plain(one)) else one for one in three[1:])
        name = field_path(path, keys)
        self.decisions.append(Decision(path, name, kind, ours, theirs, keys))


def _get(value: _Told, key: str) -> _Told:
    return value.get(key, ABSENT) if isinstance(value, Mapping) else ABSENT


def _entries(value: _Told) -> Values:
    return value if isinstance(value, Mapping) else {}


def _plain(value: _Told) -> Value:
    return None if value is ABSENT else value


def _same(one: _Told, other: _Told) -> bool:
    return same(_plain(one), _plain(other))


def _identical(one: _Told, other: _Told) -> bool:
    """Say whether two values are alike to the last sign, in the same order."""
    return one is other or repr(one) == repr(other)


def _text(three: _Three) -> str | None:
    """Answer one text of several lines with the changes of both sides, if they fit."""
    base, ours, theirs = map(_plain, three)
    if not isinstance(ours, str) or not isinstance(theirs, str):
        return None
    old = base if isinstance(base, str) else ""
    if not ours or not theirs or "\n" not in old + ours + theirs:
        return None
    return merge_lines(old, ours, theirs)
