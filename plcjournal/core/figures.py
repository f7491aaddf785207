"""The figures of a dated result: chosen and written one way, for every view."""

from __future__ import annotations

import re
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING

from plcjournal.core.values import stands_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.core.records import Measure, Result, Target

# The journal's own word first; then what teachers say for it in our languages.
_LEARNERS = frozenset(
    {
        *("learners", "learner", "students", "student", "pupils", "pupil"),
        *("children", "child", "kids", "boys", "girls"),
        *("dysgwyr", "dysgwr", "disgyblion", "disgybl", "plant", "bechgyn", "merched"),
        *("apprenants", "apprenant", "élèves", "élève", "enfants", "enfant"),
        *("garçons", "filles"),
    }
)
_UNIT = {"minutes": " min", "seconds": " s"}
FEWEST = 10
"""Below it neither a percentage nor an effect size says anything."""
FEW = range(1, 5)
"""So few learners can be recognised in a count."""
MEAN = "mean "
"""What stands before a figure that is the mean of marks or levels."""
HIDDEN = "hidden (small numbers)"
NO_FIGURE = "no figure"


class Kind(StrEnum):
    """What a figure is: only figures of one kind can be compared."""

    SHARE = "share"
    COUNT = "count"
    AMOUNT = "amount"


_OF_UNIT = {"percent": Kind.SHARE, "count": Kind.COUNT}


def kind_of_unit(unit: str) -> Kind:
    """Answer what kind of figure the unit, and so the target, of a measure is."""
    return _OF_UNIT.get(unit, Kind.AMOUNT)


def figures_of(measure: Measure, result: Result) -> Mapping[Kind, float]:
    """Answer the figures a result can be read as, the measure's own kind first.

    A share is a percentage: 100 * count / size, the levels at or above the cut, or the
    stored value of a measure in percent. An amount is in the unit of the measure: the
    mean, the mean level, or the stored value.
    """
    if result.suppressed:
        return {}
    share, amount = _share(measure, result), _amount(measure, result)
    found = {Kind.AMOUNT: amount, Kind.SHARE: share}
    by_cut = bool(result.levels) and _cut(measure) is not None
    if by_cut or kind_of_unit(measure.unit) is Kind.SHARE:
        found = {Kind.SHARE: share, Kind.AMOUNT: amount}
    elif kind_of_unit(measure.unit) is Kind.COUNT:
        found = {Kind.COUNT: _count(result), Kind.AMOUNT: amount}
    return {kind: number for kind, number in found.items() if number is not None}


def place_of(result: Result) -> str:
    """Answer what tells a result from others of its measure, as `identity` does."""
    return f"{result.date}@{result.group}" if result.group else result.date


def counted(measure: Measure, result: Result) -> tuple[int, int] | None:
    """Answer how many of how many stand behind a share, None where nobody knows."""
    count, size = result.count, result.size
    levels, cut = levels_of(result), _cut(measure)
    if count is None and levels and cut is not None:
        count = sum(many for level, many in levels.items() if level >= cut)
        size = sum(levels.values())
    if count is None or not size or not 0 <= count <= size:
        return None
    return count, size


def size_of(result: Result) -> int | None:
    """Answer how many stand behind a result, None where nobody said."""
    return result.size or sum(result.levels.values()) or None


def levels_of(result: Result) -> Mapping[float, int]:
    """Answer how many have each level, nothing where a level is only a word."""
    found: dict[float, int] = {}
    for name, many in result.levels.items():
        number = level_number(name)
        if number is None:
            return {}
        found[number] = found.get(number, 0) + many
    return found


def _share(measure: Measure, result: Result) -> float | None:
    known = counted(measure, result)
    if known is not None:
        return 100 * known[0] / known[1]
    is_counted = (result.count is not None and result.size) or result.levels
    if is_counted or result.value is None or measure.unit != "percent":
        return None
    return float(result.value)


def _count(result: Result) -> float | None:
    number = result.value if result.count is None else result.count
    return None if number is None else float(number)


def _amount(measure: Measure, result: Result) -> float | None:
    number, levels = result.mean, levels_of(result)
    total = sum(levels.values())
    if number is None and total:
        number = sum(level * many for level, many in levels.items()) / total
    if number is None and measure.unit not in _OF_UNIT:
        number = result.value
    return None if number is None else float(number)


def _cut(measure: Measure) -> float | None:
    return None if measure.cut is None else measure.cut.at


def figure(measure: Measure, result: Result) -> float | None:
    """Answer the figure of a result that every view shows, None if there is none.

    A share of fewer than 10 is no percentage, and so no figure either.
    """
    kind, number = next(iter(figures_of(measure, result).items()), (None, None))
    return None if kind is Kind.SHARE and is_too_few(size_of(result)) else number


def is_too_few(size: int | None) -> bool:
    """Say whether so few stand behind a share that it is no percentage."""
    return size is not None and size < FEWEST


def figure_text(measure: Measure, result: Result) -> str:
    """Write the figure of a result with its unit and how many stand behind it."""
    if result.suppressed:
        return HIDDEN
    found = figures_of(measure, result)
    if not found:
        return NO_FIGURE
    main, *_ = found
    told = reading_text(measure, result, main, found[main])
    if result.mean is not None and main is not Kind.AMOUNT:
        spread = f", SD {mark_text(result.sd)}" if result.sd is not None else ""
        return f"{told}; mean {mark_text(result.mean)}{spread}"
    if main is Kind.AMOUNT and Kind.SHARE in found:
        share = reading_text(measure, result, Kind.SHARE, found[Kind.SHARE])
        return f"{told}; {share}"
    return told


def reading_text(measure: Measure, result: Result, kind: Kind, number: float) -> str:
    """Write one figure of a result, read as one kind."""
    behind, size = counted(measure, result), size_of(result)
    share = f"{behind[0]} of {behind[1]}" if behind else ""
    if kind is Kind.SHARE and is_too_few(size):
        return share or f"a share of {size}"
    told = with_unit(number, kind, measure.unit)
    if kind is Kind.SHARE and share:
        return f"{told} ({share})"
    if kind is Kind.COUNT and size:
        return f"{told} of {size}"
    if kind is Kind.AMOUNT and (result.mean is not None or result.levels):
        told = f"{MEAN}{told}"
    # Never "12 (of 25)", which reads like a mark out of 25.
    return f"{told} ({number_of(size, measure.of)})" if size else told


def number_of(size: int, of: str) -> str:
    """Write how many of what a figure is about."""
    return f"{size} {of.removesuffix('s') if size == 1 else of}"


def pairs_told(size: int, *whole: int | None) -> int | None:
    """Answer a number of pairs as it may be kept and told, None where it may not.

    Beside how many were there at each date, it would show the 1 to 4 who were not.
    """
    left = [one - size for one in whole if one is not None]
    return None if any(few in FEW for few in left) else size


def with_unit(number: float, kind: Kind, unit: str) -> str:
    """Write a figure of a kind as a person reads it, with the unit of its measure."""
    beside = " %" if kind is Kind.SHARE else ""
    if kind is Kind.AMOUNT:
        beside = _UNIT.get(unit, "")
    return f"{bare(number, kind)}{beside}"


def bare(number: float, kind: Kind) -> str:
    """Write a figure, or the difference of two, with the decimals of its kind.

    Amounts below 1 keep both decimals: 0.50 and 0.61 differ by 0.11.
    """
    if kind is Kind.AMOUNT and 0.005 <= abs(number) < 0.995:
        return f"{number:.2f}"
    text = mark_text(number) if kind is Kind.AMOUNT else number_text(number)
    return "0" if text == "-0" else text


def level_number(name: str) -> float | None:
    """Answer the number a level's name stands for, None for a word."""
    number = stands_for(name)
    if isinstance(number, bool | str | None) or not isfinite(number):
        return None
    return float(number)


def is_about_learners(measure: Measure) -> bool:
    """Say whether the sizes of a measure count learners, by whatever word."""
    return are_learners(measure.of)


def are_learners(of: str) -> bool:
    """Say whether what is counted are learners, in one of our languages."""
    return not _LEARNERS.isdisjoint(re.findall(r"\w+", of.casefold()))


def mark_text(mark: float) -> str:
    """Write a mean or a spread of marks with at most two decimals."""
    return f"{mark:.2f}".rstrip("0").removesuffix(".")


def number_text(number: float) -> str:
    """Write a number with at most one decimal, none where it is whole."""
    return f"{number:.1f}".removesuffix(".0")


def ends_of_scale(measure: Measure, kind: Kind | None) -> tuple[float, float] | None:
    """Answer the lowest and highest a figure can be, None where nobody said."""
    if kind is Kind.SHARE:
        return 0, 100
    scale = measure.scale
    if kind is not Kind.AMOUNT or scale is None:
        return None
    low, high = scale.min, scale.max
    return None if low is None or high is None or low >= high else (low, high)


def names_of_groups(measure: Measure) -> Mapping[str, str]:
    """Answer how people call the groups of a measure, by their ids."""
    return {group.id: group.name or group.id for group in measure.groups}


def target_of(measure: Measure) -> Target | None:
    """Answer the target for everybody, None where there is none."""
    return next((t for t in measure.targets if t.group is None), None)


def baseline_of(measure: Measure, first_action: str | None = None) -> Result | None:
    """Answer the latest baseline before the first action, for everybody.

    `first_action` is the day the first action was done, None if none was.
    """
    found = sorted(
        (r for r in measure.results if r.role == "baseline" and r.group is None),
        key=lambda r: r.date,
    )
    if not found:
        return None
    before = [r for r in found if first_action is None or r.date <= first_action]
    return before[-1] if before else found[0]


def latest_of(measure: Measure, after: Result | None = None) -> Result | None:
    """Answer the latest result for everybody that is no baseline."""
    found = [r for r in measure.results if r.role != "baseline" and r.group is None]
    later = [r for r in found if after is None or r.date > after.date]
    return max(later, key=lambda r: r.date, default=None)
