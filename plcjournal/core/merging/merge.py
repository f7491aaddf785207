"""Hides how two versions of records become one: field by field, nothing lost."""

from collections.abc import Iterator

from plcjournal.core import layout
from plcjournal.core.likeness import same
from plcjournal.core.merging.blank import blank
from plcjournal.core.merging.deciding import Contest, entries_of
from plcjournal.core.merging.renaming import Told, item_at, told_apart
from plcjournal.core.merging.sides import (
    ABSENT,
    Absent,
    Decision,
    Kind,
    Merged,
    Records,
    Side,
    Sign,
    Signature,
    Values,
    field_path,
    unsigned,
)
from plcjournal.core.merging.weaving import Weaver
from plcjournal.core.parse import parse
from plcjournal.core.values import Value

__all__ = [
    "ABSENT",
    "Absent",
    "Decision",
    "Kind",
    "Merged",
    "Records",
    "Side",
    "Sign",
    "Signature",
    "Values",
    "field_path",
    "merge",
    "unsigned",
]


def merge(
    base: Records,
    ours: Records,
    theirs: Records,
    sign: Sign = unsigned,
    *,
    keep_both: bool = True,
) -> Merged:
    """Answer one version of some records that two sides changed since a common one.

    The records are those of one cycle, or one other record. What both sides changed
    differently stands as theirs have it, which is shared already; with `keep_both` it
    is listed under `contested`, signed. Merging the result again changes nothing.
    """
    for old, one, other in ((base, ours, theirs), (base, theirs, ours)):
        if _identical(old, one):
            return Merged({path: dict(values) for path, values in other.items()}, ())
    told = told_apart(base, ours, theirs)
    records: dict[str, dict[str, Value]] = {}
    decisions = [*_renamed(told)]
    for path in dict.fromkeys([*told.theirs, *told.ours]):
        values, decided = _record(path, told, sign, keep_both=keep_both)
        decisions += decided
        if values is not None:
            records[path] = values
    return Merged(records, tuple(decisions))


def _record(
    path: str, told: Told, sign: Sign, *, keep_both: bool
) -> tuple[dict[str, Value] | None, list[Decision]]:
    base, ours, theirs = (
        some.get(path) for some in (told.base, told.ours, told.theirs)
    )
    if ours is None or theirs is None:
        return _one_sided(path, base, ours, theirs)
    if repr(ours) in {repr(theirs), repr(base)}:
        return dict(theirs), []
    if repr(theirs) == repr(base):
        return dict(ours), []
    if base is None:
        base = blank(path, ())
    # Parts of two sides may each be right and not fit together, such as the steps of a
    # model: then what they belong to is taken whole.
    whole: frozenset[str] = frozenset()
    while True:
        before = entries_of(base)
        mine, shared = entries_of(ours, before), entries_of(theirs, before)
        weaver = Weaver(Contest(path, sign, before, mine, shared), keep_both, whole)
        made = weaver.record(base, ours, theirs)
        unfit = {*_unfit(path, made)} - whole
        if not unfit:
            return made, weaver.decisions
        whole |= unfit


def _one_sided(
    path: str, base: Values | None, ours: Values | None, theirs: Values | None
) -> tuple[dict[str, Value] | None, list[Decision]]:
    """Answer a record that one side does not have: it stays if it is new or edited."""
    left = theirs if ours is None else ours
    if left is None or (base is not None and same(base, left)):
        return None, []
    if base is None:
        return dict(left), []
    sides = (ABSENT if ours is None else ours, ABSENT if theirs is None else theirs)
    return dict(left), [Decision(path, "", Kind.KEPT, *sides)]


def _unfit(path: str, values: Values) -> Iterator[str]:
    """Answer the keys that keep values from being a record."""
    spot = layout.spot(path)
    if spot is not None:
        for found in parse(spot.kind, values, path)[1]:
            yield from map(str, found.loc[:1] or values)


def _renamed(told: Told) -> Iterator[Decision]:
    for one in told.renamed:
        ours, theirs = (
            item_at(some.get(one.path, {}), one.keys(side)) or ABSENT
            for side, some in ((Side.OURS, told.ours), (Side.THEIRS, told.theirs))
        )
        keys = (*one.list_keys, one.new)
        name = field_path(one.path, keys)
        yield Decision(one.path, name, Kind.RENAMED, ours, theirs, keys)


def _identical(some: Records, others: Records) -> bool:
    """Say whether records are alike to the last sign."""
    return some.keys() == others.keys() and all(
        repr(some[path]) == repr(others[path]) for path in some
    )
