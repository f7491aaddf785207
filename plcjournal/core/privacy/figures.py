"""Figures about few: groups, cells, and what subtraction makes of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.amounts import how_many
from plcjournal.core.figures import (
    FEW,
    is_about_learners,
    names_of_groups,
    pairs_told,
    place_of,
    size_of,
)
from plcjournal.core.privacy.allowing import covers
from plcjournal.core.privacy.subtraction import SIZE, Shown, rests
from plcjournal.core.rulebook import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.findings import Finding
    from plcjournal.core.privacy.subtraction import Rest
    from plcjournal.core.records import Measure, Result
    from plcjournal.core.settings import Privacy

_LOW_CELL = range(5, 10)
_COUNTED = "\0"  # before the name of a cell that is no level of that name
_HIDE = "Enter it without figures (--suppressed), or for a bigger group."


def learners_of(cycle: Cycle, privacy: Privacy) -> Iterator[Finding]:
    """Find a cycle that is about fewer learners than a group may have."""
    size = cycle.priority.learners.size
    if size is not None and 0 < size < privacy.smallest:
        message = f"The cycle is about {_learners(size)}, who can be recognised."
        yield finding(
            "small-group",
            layout.stage_path(cycle.name, "priority"),
            message,
            loc=("learners", "size"),
            field="learners.size",
            fix="Leave the number out, or name a bigger group.",
        )


def figures_of(cycle: Cycle, privacy: Privacy) -> Iterator[Finding]:
    """Find figures of a cycle's evidence that are about few learners."""
    path = layout.stage_path(cycle.name, "evidence")
    for number, measure in enumerate(cycle.evidence.measures):
        if not is_about_learners(measure):
            continue
        told = [*_each(measure, privacy.smallest), *_apart(measure, privacy.smallest)]
        told += _pairs(measure)
        for index, rule, message, fix in told:
            key = place_of(measure.results[index])
            field = f"measures.{measure.id}.results.{key}"
            if any(covers(e, cycle.name, f"evidence.{field}") for e in privacy.allow):
                continue
            loc = ("measures", number, "results", index)
            yield finding(rule, path, message, loc=loc, field=field, fix=fix)


def places(cycle: Cycle) -> Iterator[str]:
    """Answer the place of every result of a cycle, as `allow:` names it."""
    for measure in cycle.evidence.measures:
        for result in measure.results:
            yield f"evidence.measures.{measure.id}.results.{place_of(result)}"


_Told = tuple[int, str, str, str]


def _each(measure: Measure, smallest: int) -> Iterator[_Told]:
    for index, result in enumerate(measure.results):
        told = None if result.suppressed else _result(measure, result, smallest)
        if told is not None:
            yield (index, *told)


def _result(
    measure: Measure, result: Result, smallest: int
) -> tuple[str, str, str] | None:
    size = size_of(result) or 0
    where = f"'{measure.name}' on {result.date}"
    if 0 < size < smallest:
        message = (
            f"{where} is about {_learners(size)}; a figure about fewer than "
            f"{smallest} points at each of them."
        )
        return "small-group", message, _HIDE
    cells = [*_cells(result), *_stands_for(measure, result)]
    for name, count in cells:
        if count in FEW:
            message = f"{where} shows {_in(name, count)}, who can be recognised."
            fix = f"Join levels until each has 5 or more; {_HIDE}"
            return "small-cell", message, fix
    for name, count in (*cells, *_implied(measure, result)):
        if count in _LOW_CELL or count in FEW:
            message = f"{where} shows {_in(name, count)}: few enough to guess."
            return "cell-under-ten", message, "Join it with another, if you can."
    return None


def _cells(result: Result) -> Iterator[tuple[str, int]]:
    yield from result.levels.items()
    if result.count is not None and result.size is not None:
        yield f"{_COUNTED}reached", result.count
        yield f"{_COUNTED}not reached", result.size - result.count


def _stands_for(measure: Measure, result: Result) -> Iterator[tuple[str, int]]:
    """Answer the one to four learners that a stored value stands for, or leaves out.

    A percentage does if a whole number of learners gives it, rounded as it is written.
    """
    size, value = result.size, result.value
    if not size or value is None:
        return
    if measure.unit == "count" and value == int(value):
        yield f"{_COUNTED}reached", int(value)
        yield f"{_COUNTED}not reached", size - int(value)
    if measure.unit != "percent" or not 0 < value < 100:
        return
    digits = len(f"{value:g}".partition(".")[2])
    share = min(value, 100 - value)
    for few in FEW:
        if abs(100 * few / size - share) <= 0.5 * 10**-digits + 1e-9:
            yield f"{value:g} % of {size}", few
            return


def _implied(measure: Measure, result: Result) -> Iterator[tuple[str, int]]:
    """Answer the learners that a percentage near 0 or 100 stands for."""
    size, value = result.size, result.value
    if measure.unit != "percent" or not size or value is None:
        return
    share = value if value <= 50 else 100 - value
    count = round(share * size / 100)
    if abs(share * size / 100 - count) < 0.05 and count:
        yield f"{value:g} % of {size}", count


def _apart(measure: Measure, smallest: int) -> Iterator[_Told]:
    """Find what groups of one date give away when they are taken from each other."""
    parents = {group.id: group.part_of for group in measure.groups}
    for date in sorted({result.date for result in measure.results}):
        at = {
            result.group: index
            for index, result in enumerate(measure.results)
            if result.date == date and not result.suppressed
        }
        shown = [_shown(group, measure.results[index]) for group, index in at.items()]
        left = {_sentence(measure, date, r): r for r in rests(shown, parents, smallest)}
        for sentence, rest in left.items():
            yield at[rest.less[-1]], "few-by-subtraction", sentence, _APART


def _pairs(measure: Measure) -> Iterator[_Told]:
    """Find a number of pairs that shows the few who were there only once."""
    sizes = {(one.date, one.group): size_of(one) for one in measure.results}
    for index, result in enumerate(measure.results):
        pairs = result.paired
        if pairs is None or pairs.size is None or result.suppressed:
            continue
        whole = (size_of(result), sizes.get((pairs.with_ or "", result.group)))
        if pairs_told(pairs.size, *whole) is None:
            message = (
                f"'{measure.name}' on {result.date}: how many were there both times "
                "leaves 1 to 4 learners who were not."
            )
            fix = "Take away how many (paired: size); the rest stays useful."
            yield index, "few-by-subtraction", message, fix


_APART = "Leave out one more group of that date, or enter one of them --suppressed."


def _shown(group: str | None, result: Result) -> Shown:
    cells = dict(_cells(result))
    size = size_of(result)
    if size is not None:
        cells = {SIZE: size, **cells}
    figures = (result.value, result.mean)
    has_figure = len(cells) > 1 or any(figure is not None for figure in figures)
    return Shown(group, cells, has_figure)


def _sentence(measure: Measure, date: str, rest: Rest) -> str:
    names = names_of_groups(measure)
    whole = "everybody" if rest.whole is None else names.get(rest.whole, rest.whole)
    less = _list([names.get(one, one) for one in rest.less])
    is_group = rest.cell == SIZE
    left = _learners(rest.number) if is_group else _in(rest.cell, rest.number)
    return (
        f"'{measure.name}' on {date}: {whole} less {less} leaves {left},"
        " who can be recognised."
    )


def _in(cell: str, number: int) -> str:
    return f"{_learners(number)} ('{cell.removeprefix(_COUNTED)}')"


def _list(words: Sequence[str]) -> str:
    if len(words) > 3:
        return f"{len(words)} groups"
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def _learners(number: int) -> str:
    return how_many(number, "learner")
