"""One comparable figure from a dated result."""

from __future__ import annotations

import re
from math import isfinite
from typing import TYPE_CHECKING

from plcjournal.core.values import stands_for

if TYPE_CHECKING:
    from plcjournal.core.records import Measure, Result

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
_UNIT = {
    "percent": " %",
    "score": "",
    "count": "",
    "level": "",
    "minutes": " min",
    "seconds": " s",
}


def figure(measure: Measure, result: Result) -> float | None:
    """Answer the figure of a result in the measure's unit, None if there is none.

    From counts the figure is 100 * count / size; from levels the share at or above
    the cut, or the mean level where no cut is set; otherwise the stored value or mean.
    """
    if result.suppressed:
        return None
    if result.count is not None and result.size:
        if measure.unit != "percent":
            return float(result.count)
        return 100 * result.count / result.size
    if result.levels:
        return _from_levels(measure, result)
    if result.value is not None:
        return float(result.value)
    return None if result.mean is None else float(result.mean)


def _from_levels(measure: Measure, result: Result) -> float | None:
    total = sum(result.levels.values())
    numbers = {name: level_number(name) for name in result.levels}
    weights = {name: n for name, n in numbers.items() if n is not None}
    if not total or len(weights) < len(numbers):
        return None
    if measure.cut is not None and measure.cut.at is not None:
        reached = [n for n, weight in weights.items() if weight >= measure.cut.at]
        return 100 * sum(result.levels[name] for name in reached) / total
    return sum(weights[name] * result.levels[name] for name in weights) / total


def level_number(name: str) -> float | None:
    """Answer the number a level's name stands for, None for a word."""
    number = stands_for(name)
    if isinstance(number, bool | str | None) or not isfinite(number):
        return None
    return float(number)


def is_about_learners(measure: Measure) -> bool:
    """Say whether the sizes of a measure count learners, by whatever word."""
    return not _LEARNERS.isdisjoint(re.findall(r"\w+", measure.of.casefold()))


def is_share(measure: Measure, result: Result) -> bool:
    """Say whether the figure of a result is a percentage."""
    if result.levels:
        return measure.cut is not None and measure.cut.at is not None
    counted = result.count is not None or result.value is not None
    return measure.unit == "percent" and counted


def figure_text(measure: Measure, result: Result) -> str:
    """Write a figure with its unit and how many stand behind it."""
    if result.suppressed:
        return "hidden (small numbers)"
    number = figure(measure, result)
    if number is None:
        return "no figure"
    unit = " %" if is_share(measure, result) else _UNIT[measure.unit].replace(" %", "")
    behind = ""
    if result.count is not None and result.size:
        behind = f" ({result.count} of {result.size})"
    elif result.size or result.levels:
        behind = f" (of {result.size or sum(result.levels.values())})"
    marks = ""
    if result.mean is not None and number != result.mean:
        spread = f", SD {mark_text(result.sd)}" if result.sd is not None else ""
        marks = f"; mean {mark_text(result.mean)}{spread}"
    return f"{number_text(number)}{unit}{behind}{marks}"


def mark_text(mark: float) -> str:
    """Write a mean or a spread of marks with at most two decimals."""
    return f"{mark:.2f}".rstrip("0").removesuffix(".")


def number_text(number: float) -> str:
    """Write a number with at most one decimal, none where it is whole."""
    return f"{number:.1f}".removesuffix(".0")


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
