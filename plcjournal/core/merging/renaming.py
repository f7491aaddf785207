"""Hides which item keeps an id that two sides gave to different things."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from plcjournal.core import layout
from plcjournal.core.identity import key_of
from plcjournal.core.likeness import items_of
from plcjournal.core.merging.sides import Records, Side, Values, field_path
from plcjournal.core.values import Value

# Where the words stand of which an item's id was made. Items without words of their
# own (rounds, what became of an assumption) mean the same thing under the same id.
_WORDS = {
    "members": "name",
    "measures": "name",
    "groups": "name",
    "observations": "noticed",
    "actions": "what",
    "learning": "what",
    "assumptions": "text",
    "learned": "claim",
    "log": "text",
    "network": "url",
}
_EACH = "*"
_REASONS = (
    ("evidence", "measures"),
    ("evidence", "observations"),
    ("action", "log"),
)
# Which records of the same cycle name an item, and where.
_BECAUSE = (
    ("action", ("actions", _EACH, "because", _EACH)),
    ("review", ("learned", _EACH, "because", _EACH)),
)
_NAMED_IN = {
    **dict.fromkeys(_REASONS, _BECAUSE),
    ("priority", "assumptions"): (("review", ("assumptions", _EACH, "id")),),
}
_GROUP_NAMED_IN = (
    ("results", _EACH, "group"),
    ("targets", _EACH, "group"),
    ("groups", _EACH, "part_of"),
)
_LENGTHS = (4, 8, 16, 64)  # of the suffix, until nobody else has it
_BASE, _OURS, _THEIRS = 0, 1, 2

_Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Renamed:
    """An item that got another id, because both sides gave its own away."""

    path: str
    list_keys: tuple[str, ...]
    old: str
    new: str
    side: Side

    def keys(self, side: Side) -> tuple[str, ...]:
        """Answer the way to the thing that a side called by the old id."""
        return (*self.list_keys, self.new if side is self.side else self.old)


@dataclass(frozen=True, slots=True)
class Told:
    """Three versions of some records in which one id means one thing."""

    base: Records
    ours: Records
    theirs: Records
    renamed: tuple[Renamed, ...] = ()


def told_apart(base: Records, ours: Records, theirs: Records) -> Told:
    """Answer three versions in which an id that both sides added means one thing.

    Of two things with different words the one later in the order of texts gets a
    suffix, and what names it in the same cycle follows. Where one side did so before,
    the others follow it.
    """
    versions = [base, ours, theirs]
    renamed: list[Renamed] = []
    for find in (_lists, _inner_lists):
        for path in dict.fromkeys(path for one in versions for path in one):
            for keys in find(versions, path):
                words = [_words(one.get(path, {}), keys) for one in versions]
                for version, old, new, is_new in _moves(words):
                    versions[version] = _moved(versions[version], path, keys, old, new)
                    side = Side.OURS if version == _OURS else Side.THEIRS
                    if is_new:
                        renamed.append(Renamed(path, keys, old, new, side))
    return Told(versions[_BASE], versions[_OURS], versions[_THEIRS], tuple(renamed))


def item_at(values: Values, keys: Sequence[str]) -> Values | None:
    """Answer the item that a way leads to, None if there is none."""
    items = _items_at(values, keys[:-1])
    return next((item for item in items if item.get("id") == keys[-1]), None)


def _lists(versions: Iterable[Records], path: str) -> list[tuple[str, ...]]:
    """Answer the ways to the lists of a record whose items have words."""
    records = [one.get(path, {}) for one in versions]
    return [(name,) for name in _WORDS if any(items_of(r.get(name)) for r in records)]


def _inner_lists(versions: Iterable[Records], path: str) -> list[tuple[str, ...]]:
    """Answer the ways to the groups of each measure."""
    measures = {
        str(one.get("id")): None
        for version in versions
        for one in _mappings(version.get(path, {}).get("measures"))
    }
    return [("measures", name, "groups") for name in measures]


def _words(values: Values, keys: Sequence[str]) -> _Words:
    """Answer the words of each item of a list by id, '' where it stands twice."""
    items = [item for item in _items_at(values, keys) if item.get("id") is not None]
    ids = Counter(str(item["id"]) for item in items)
    key = _WORDS[keys[-1]]
    return {
        str(item["id"]): _folded(item.get(key)) if ids[str(item["id"])] == 1 else ""
        for item in items
    }


def _items_at(values: Values, keys: Sequence[str]) -> Iterator[Values]:
    """Answer the items of a list that a way leads to."""
    name, *way = keys
    items = _mappings(values.get(name))
    if not way:
        yield from items
        return
    found = [item for item in items if item.get("id") == way[0]]
    if len(found) == 1:
        yield from _items_at(found[0], way[1:])


def _mappings(items: Value) -> Iterator[Values]:
    return (item for item in items_of(items) if isinstance(item, Mapping))


def _folded(words: Value) -> str:
    if not isinstance(words, str):
        return ""
    return " ".join(unicodedata.normalize("NFC", words).casefold().split())


def _moves(words: Sequence[_Words]) -> list[tuple[int, str, str, bool]]:
    """Answer which version gives what another id, and whether for the first time."""
    now = [dict(one) for one in words]
    moves = [*_followed(now, _OURS), *_followed(now, _THEIRS)]
    for name in [*now[_OURS]]:
        one, other = now[_OURS][name], now[_THEIRS].get(name)
        if name in now[_BASE] or not one or not other or one == other:
            continue
        loser = _OURS if one > other else _THEIRS
        new = _free(now, loser, name)
        now[loser][new] = now[loser].pop(name)
        moves.append((loser, name, new, True))
    return moves


def _followed(now: list[_Words], leader: int) -> Iterator[tuple[int, str, str, bool]]:
    """Let the others call a thing as a side does that told it apart before."""
    others = (_BASE, _OURS + _THEIRS - leader)
    for name, words in [*{**now[others[1]], **now[_BASE]}.items()]:
        if not words or (name in now[leader] and now[leader][name] in {words, ""}):
            continue
        known = [
            new
            for new in _suffixed(name, words)
            if new in now[leader] and new not in now[_BASE]
        ]
        known.sort(key=lambda new: now[leader][new] != words)
        for version in others:
            there = now[version]
            # With the words that it has for the leader it is what the leader means.
            is_meant = there.get(name) not in {None, now[leader].get(name)}
            if known and is_meant and known[0] not in there:
                there[known[0]] = there.pop(name)
                yield version, name, known[0], False


def _free(now: Sequence[_Words], loser: int, name: str) -> str:
    """Answer the shortest new id that no other thing has."""
    words = now[loser][name]
    return next(
        new
        for new in _suffixed(name, words)
        if new not in now[loser] and all(one.get(new, words) == words for one in now)
    )


def _suffixed(name: str, words: str) -> list[str]:
    """Answer the ids a thing may get, the shortest first.

    The old id is part of what the suffix is made of: one that plc gave to what a person
    added twice is made of the words alone, and must not be taken for one of these.
    """
    digest = hashlib.sha256(f"{name}\n{words}".encode(errors="replace")).hexdigest()
    return [f"{name}-{digest[:length]}" for length in _LENGTHS]


def _moved(
    records: Records, path: str, keys: tuple[str, ...], old: str, new: str
) -> Records:
    """Answer one version of the records after an item got another id."""
    made = {where: dict(values) for where, values in records.items()}
    # Contested fields first: the items still have the names these speak of.
    for where, fields in _fields(records, path, keys, (old, new)).items():
        way: tuple[str, ...] = ("contested", _EACH, "field")
        made[where] |= _changed(made[where], way, partial(_led, fields))
    ways = [(path, (*keys, _EACH, "id")), *_mentions(records, path, keys, old)]
    for where, way in ways:
        made[where] |= _changed(made[where], way, partial(_called, old, new))
    return made


def _called(old: str, new: str, word: Value) -> Value:
    return new if word == old else word


def _mentions(
    records: Records, path: str, keys: tuple[str, ...], old: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Answer where an item is named: a record, and the way to the names in it."""
    if len(keys) > 1:
        yield from ((path, (*keys[:-1], *way)) for way in _GROUP_NAMED_IN)
        return
    beside = _beside(records, path)
    kinds = {one: kind for kind, one in beside.items()}
    own = (kinds.get(path, ""), keys[0])
    if own in _REASONS:
        others = (
            _words(records[beside[stage]], (name,))
            for stage, name in _REASONS
            if (stage, name) != own and stage in beside
        )
        if any(old in other for other in others):
            return  # nobody can tell which of the two is meant
    for stage, way in _NAMED_IN.get(own, ()):
        if stage in beside:
            yield beside[stage], way


def _beside(records: Records, path: str) -> dict[str, str]:
    """Answer the paths of the records of the same cycle, by stage."""
    here = layout.spot(path)
    spots = [(layout.spot(one), one) for one in records]
    return {
        spot.kind: one
        for spot, one in spots
        if here and spot and spot.is_stage and spot.name == here.name
    }


def _fields(
    records: Records, path: str, keys: tuple[str, ...], ids: tuple[str, str]
) -> dict[str, dict[str, str]]:
    """Answer the paths of fields that lead into an item, and where they lead now."""
    old, new = ids
    found = {path: {field_path(path, (*keys, old)): field_path(path, (*keys, new))}}
    if keys[-1] == "groups" and len(keys) > 1:
        for name in ("targets", "results"):
            way = (*keys[:-1], name)
            for item in _items_at(records[path], way):
                if item.get("group") == old:
                    told = (key_of(name, one) for one in (item, {**item, "group": new}))
                    one, other = (field_path(path, (*way, key)) for key in told)
                    found[path][one] = other
    review = _beside(records, path).get("review")
    if keys == ("assumptions",) and review is not None:
        one, other = (field_path(review, (*keys, name)) for name in ids)
        found.setdefault(review, {})[one] = other
    return found


def _led(fields: Mapping[str, str], name: Value) -> Value:
    for old, new in fields.items():
        if isinstance(name, str) and (name == old or name.startswith(f"{old}.")):
            return new + name[len(old) :]
    return name


def _changed(
    values: Values, way: Sequence[str], change: Callable[[Value], Value]
) -> dict[str, Value]:
    """Answer what changes in values when something that a way leads to does."""
    name, *rest = way
    if name not in values:
        return {}
    if not rest:
        return {name: change(values[name])}
    return {name: _changed_items(values[name], rest, change)}


def _changed_items(
    items: Value, way: Sequence[str], change: Callable[[Value], Value]
) -> list[Value]:
    wanted, *rest = way
    made: list[Value] = []
    for item in items_of(items):
        if not isinstance(item, Mapping):
            made.append(change(item) if not rest else item)
        elif wanted in {_EACH, item.get("id")}:
            made.append({**item, **_changed(item, rest, change)})
        else:
            made.append(item)
    return made
