"""Hides which items of three versions of a list are the same, also where ids repeat."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from plcjournal.core.likeness import keyed
from plcjournal.core.merging.sides import ABSENT, Absent
from plcjournal.core.values import Value


class Name(NamedTuple):
    """What tells an item from its siblings; twins of one key by what they hold."""

    key: str
    content: str = ""


Items = Mapping[Name, Sequence[Value]]
"""The items of a list by name; what stands there several times, each time."""


def told_apart(
    list_name: str, versions: Iterable[Sequence[Value]]
) -> list[dict[Name, list[Value]]]:
    """Answer the items of some versions of a list by what tells them apart.

    Where several items of one version have the same key nobody knows which is which:
    they are told by what they hold, and one that was edited is another one.
    """
    lists = [[(_key(list_name, item), item) for item in one] for one in versions]
    most: Counter[str] = Counter()
    for some in lists:
        most |= Counter(key for key, _ in some)
    made: list[dict[Name, list[Value]]] = []
    for some in lists:
        told: dict[Name, list[Value]] = {}
        for key, item in some:
            name = Name(key, content(item) if most[key] > 1 else "")
            told.setdefault(name, []).append(item)
        made.append(told)
    return made


def copies(name: Name, base: Items, ours: Items, theirs: Items) -> list[Value]:
    """Answer a twin as often as it is there afterwards; no side can have edited it.

    What one side took away goes, however often the other has it.
    """
    mine, shared = ours.get(name, ()), theirs.get(name, ())
    before, some, others = len(base.get(name, ())), len(mine), len(shared)
    if not some or not others:
        left = 0 if before else some or others
    elif before in {some, others}:
        left = others if some == before else some
    else:
        left = max(some, others)
    return [*shared, *mine[others:]][:left]


def content(value: Value | Absent) -> str:
    """Answer what a value says in one form, '' if nothing."""
    told = {"value": None if value is ABSENT else value}
    return next(iter(keyed("values", [told])), "")


def _key(list_name: str, item: Value) -> str:
    return next(iter(keyed(list_name, [item])), "")
