"""Hides which item of a list was which before: by key, then by turn among equals."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

from plcjournal.core.identity import key_of
from plcjournal.core.values import Value


def align(
    list_name: str, before: Sequence[Value], after: Sequence[Value]
) -> list[int | None]:
    """Answer for each item after the index of the same item before, or None."""
    places = {told: index for index, told in enumerate(_told(list_name, before))}
    return [places.get(told) for told in _told(list_name, after)]


def in_order(old_places: Sequence[int | None]) -> frozenset[int]:
    """Answer the places whose order stays: the longest rising run, gaps allowed."""
    # The least last place of a run of each length, and what stands before a place.
    ends: list[int] = []
    earlier: dict[int, int | None] = {}
    for place in old_places:
        if place is None:
            continue
        length = bisect_left(ends, place)
        earlier[place] = ends[length - 1] if length else None
        ends[length : length + 1] = [place]
    staying = set()
    last = ends[-1] if ends else None
    while last is not None:
        staying.add(last)
        last = earlier[last]
    return frozenset(staying)


def _told(list_name: str, items: Sequence[Value]) -> list[tuple[str, int]]:
    turns: Counter[str] = Counter()
    told = []
    for item in items:
        key = key_of(list_name, item)
        told.append((key, turns[key]))
        turns[key] += 1
    return told
