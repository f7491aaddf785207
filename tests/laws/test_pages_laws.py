"""Whatever figures there are, nothing that pages show leads to few learners."""

from dataclasses import replace
from itertools import combinations
from typing import Any

from builders import cycle
from hypothesis import given
from hypothesis import strategies as st

from plcjournal.site.guarding import guarded

Figures = tuple[int, int]
FEW = range(1, 10)


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    size = draw(st.integers(1, 80))
    return size, draw(st.integers(0, size))


def _cycle(name: str, whole: Figures, groups: dict[str, Figures]) -> Any:
    day = {"date": "2025-10-08", "role": "baseline"}
    rows = [{**day, "size": whole[0], "count": whole[1]}]
    rows += [
        {**day, "group": group, "size": size, "count": count}
        for group, (size, count) in groups.items()
    ]
    made = cycle(
        ("evidence", "measures/0/results", rows),
        ("evidence", "measures/0/groups", [{"id": group} for group in groups]),
    )
    return replace(made, name=f"maths/2025-10-{name}")


def _shown(cycles: list[Any]) -> list[tuple[str | None, Figures]]:
    found = guarded(cycles, {}, 10)
    return [
        (one.group, (one.size, one.count))
        for cycle_ in cycles
        for one in found.evidence(cycle_).measures[0].results
        if not one.suppressed
    ]


def _columns(one: Figures) -> tuple[int, int, int]:
    return one[0], one[1], one[0] - one[1]


def _rests(whole: Figures, parts: list[Figures]) -> set[int]:
    """Answer everything that parts leave of a whole in which they may lie."""
    found: set[int] = set()
    for many in range(1, len(parts) + 1):
        for family in combinations(parts, many):
            taken = zip(_columns(whole), *map(_columns, family), strict=True)
            left = {number - sum(rest) for number, *rest in taken}
            found |= left if min(left) >= 0 else set()
    return found


@given(figures(), st.dictionaries(st.sampled_from("abcd"), figures()))
def test_groups_never_lead_to_few(whole: Figures, groups: dict[str, Figures]) -> None:
    shown = _shown([_cycle("one", whole, groups)])
    for _, one in shown:
        assert min(_columns(one)) >= 10
    inside = [one for group, one in shown if group]
    for group, one in shown:
        if group is None:
            assert _rests(one, inside).isdisjoint(FEW)


@given(st.lists(figures(), min_size=2, max_size=5))
def test_pages_never_lead_to_few_together(some: list[Figures]) -> None:
    cycles = [_cycle(str(number), one, {}) for number, one in enumerate(some)]
    shown = sorted({one for _, one in _shown(cycles)}, reverse=True)
    for number, one in enumerate(shown):
        assert min(_columns(one)) >= 10
        assert _rests(one, shown[number + 1 :]).isdisjoint(FEW)
