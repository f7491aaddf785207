"""What a measure still lacks before its change can be told, and what to type for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.figures import (
    Kind,
    is_about_learners,
    kind_of_unit,
    target_of,
)
from plcjournal.core.impact.comparable import readings
from plcjournal.core.steps import Todo

if TYPE_CHECKING:
    from plcjournal.core.impact.compared import Compared
    from plcjournal.core.records import Measure

_NOT_SAID = "DATE"


def missing(cycle: str, two: Compared) -> Todo | None:
    """Answer what would let two figures say more, None if nothing would.

    `cycle` is its name as people type it.
    """
    enter = _Enter(cycle, two.measure)
    if two.first is None:
        where = "enter where learners were before you began"
        if two.last is None:
            where = "enter where learners are now"
        day = _NOT_SAID
        if two.groups:
            where = "add the figure for everybody"
            day = min(one.date for one in two.measure.results)
        return enter.todo(where, role="baseline", day=day)
    if two.last is None and two.ahead is not None:
        return enter.right_date(two.first.date)
    if two.last is None:
        return enter.todo(f"look again the same way{enter.beside}", role="result")
    if two.hides:
        return enter.todo("enter figures about a bigger group", day=two.hides[0].date)
    if two.pair is None:
        return enter.todo("enter the later figures the same way", day=two.last.date)
    for result, reading in zip((two.first, two.last), two.pair, strict=True):
        if reading.kind is Kind.SHARE and reading.share is None:
            what = "enter the counts behind the percentage, for its interval"
            return enter.todo(what, day=result.date)
    return _for_the_target(enter, two)


def _for_the_target(enter: _Enter, two: Compared) -> Todo | None:
    """Answer what a target in percent lacks beside means, None elsewhere."""
    measure = two.measure
    is_share = kind_of_unit(measure.unit) is Kind.SHARE
    wants_share = is_share and target_of(measure) is not None
    if two.kind is Kind.SHARE or not wants_share:
        return None
    there = [one for one in (two.first, two.last) if one is not None]
    without = [one for one in there if Kind.SHARE not in readings(measure, one)]
    if any(one.levels for one in without):
        return enter.cut()
    return enter.todo("compare with the target", day=without[0].date)


class _Enter:
    """The command that enters figures of one measure."""

    def __init__(self, cycle: str, measure: Measure) -> None:
        where = f" {cycle}" if cycle else ""
        self._in = f" --cycle {cycle}" if cycle else ""
        self._id = measure.id
        self._is_about_learners = is_about_learners(measure)
        self._start = f"plc add-evidence{where} --measure {measure.id}"
        kind = kind_of_unit(measure.unit)
        self._figures = "--size N --count N"
        if kind is Kind.AMOUNT:
            is_time = measure.unit in ("minutes", "seconds")
            self._figures = "--value N" if is_time else "--size N --mean M --sd S"

    @property
    def beside(self) -> str:
        """Say that a sheet does as well as figures, where one can."""
        if not (self._is_about_learners and "--size" in self._figures):
            return ""
        return " (or --from FILE, for a sheet of marks)"

    def right_date(self, day: str) -> Todo:
        """Answer the command that puts the date of a result right."""
        where = f"evidence.measures.{self._id}.results.{day}.date"
        return Todo(f"plc set {where} DATE{self._in}", "put the date right")

    def cut(self) -> Todo:
        """Answer the command that says which levels count."""
        where = f"evidence.measures.{self._id}.cut.at"
        what = "compare with the target, say from which level on it is reached"
        return Todo(f"plc set {where} LEVEL{self._in}", what)

    def todo(self, what: str, *, role: str = "", day: str = _NOT_SAID) -> Todo:
        """Answer the command for one date."""
        as_role = f" --role {role}" if role else ""
        return Todo(f"{self._start} --date {day} {self._figures}{as_role}", what)
