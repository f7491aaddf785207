"""Hides when a changed text says what was asked, and everything else as before."""

from collections.abc import Mapping, Sequence

from plcjournal.codec.alignment import align
from plcjournal.codec.sameness import goes_without_saying, is_list, same
from plcjournal.core.values import Value, settled


def agrees(
    new: Mapping[str, Value],
    old: Mapping[str, Value],
    before: Mapping[str, Value],
    after: Mapping[str, Value],
) -> bool:
    """Say whether a text went from `old` to `new` as `before` went to `after`.

    A key may be absent where it says nothing, or where it was absent and its default
    did not change. What did not change must be typed as it was.
    """
    for key, asked in after.items():
        stays = key in before and same(before[key], asked)
        if key not in new:
            if not (goes_without_saying(key, asked) or (stays and key not in old)):
                return False
        elif stays:
            if key not in old or not same(new[key], old[key]):
                return False
        elif not _value_agrees(key, new[key], old.get(key), before.get(key), asked):
            return False
    return all(
        key in old and key not in before and same(new[key], old[key])
        for key in new
        if key not in after
    )


def _value_agrees(
    name: str, new: Value, old: Value, before: Value, after: Value
) -> bool:
    if isinstance(after, Mapping):
        return isinstance(new, Mapping) and agrees(
            new,
            old if isinstance(old, Mapping) else {},
            before if isinstance(before, Mapping) else {},
            after,
        )
    if is_list(after):
        return is_list(new) and _list_agrees(name, new, old, before, after)
    return same(settled(new), settled(after))


def _list_agrees(
    name: str,
    new: Sequence[Value],
    old: Value,
    before: Value,
    after: Sequence[Value],
) -> bool:
    known = is_list(old) and is_list(before) and len(old) == len(before)
    places = align(name, before, after) if known and is_list(before) else []
    pairs = zip(new, after, strict=False)
    for index, (found, asked) in enumerate(pairs):
        place = places[index] if places else None
        was = old[place] if is_list(old) and place is not None else None
        had = before[place] if is_list(before) and place is not None else None
        stays = place is not None and same(had, asked) and same(found, was)
        if not stays and not _value_agrees("", found, was, had, asked):
            return False
    return len(new) == len(after)
