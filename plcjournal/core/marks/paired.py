"""The same learners in two sheets: matched exactly or not at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import StatisticsError, correlation


@dataclass(frozen=True, slots=True)
class Paired:
    """How the marks of those in both sheets hang together.

    `correlation` is Pearson's r, None where all have the same mark or fewer than three
    are in both. `only_before`, `only_now` are marks without a partner, `unclear` those
    whose mark nobody can tell from another's.
    """

    size: int
    correlation: float | None
    only_before: int = 0
    only_now: int = 0
    unclear: int = 0


def paired(
    before: Sequence[tuple[str, float | None]],
    now: Sequence[tuple[str, float | None]],
) -> Paired:
    """Match the marks of two sheets by who they belong to.

    Whoever stands in a sheet twice, or without anything that tells them from others, is
    in no pair.
    """
    first, unclear = _by_learner(before)
    second, more = _by_learner(now)
    both = sorted(first.keys() & second.keys())
    pairs = sorted((first[name], second[name]) for name in both)
    r: float | None = None
    if len(pairs) > 2:
        try:
            r = correlation([one for one, _ in pairs], [one for _, one in pairs])
        except StatisticsError:
            r = None  # all the same, so nothing hangs together with anything
    return Paired(
        len(pairs),
        None if r is None else round(min(1.0, max(-1.0, r)), 3),
        len(first) - len(both),
        len(second) - len(both),
        unclear + more,
    )


def _by_learner(
    rows: Sequence[tuple[str, float | None]],
) -> tuple[dict[str, float], int]:
    known = [(name, mark) for name, mark in rows if mark is not None]
    times = Counter(name for name, _ in known)
    found = {name: mark for name, mark in known if name and times[name] == 1}
    return found, len(known) - len(found)
