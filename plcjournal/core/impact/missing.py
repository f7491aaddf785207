"""What a measure still lacks before its change can be told, and what to type for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.figures import Kind, kind_of_unit
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
        return enter.todo(where, role="baseline")
    if two.last is None:
        return enter.todo("look again the same way", role="result")
    if two.hides:
        return enter.todo("enter figures about a bigger group", day=two.hides[0].date)
    if two.pair is None:
        return enter.todo("enter the later figures the same way", day=two.last.date)
    for result, reading in zip((two.first, two.last), two.pair, strict=True):
        if reading.kind is Kind.SHARE and reading.share is None:
            what = "enter the counts behind the percentage, for its interval"
            return enter.todo(what, day=result.date)
    return None


class _Enter:
    """The command that enters figures of one measure."""

    def __init__(self, cycle: str, measure: Measure) -> None:
        where = f" {cycle}" if cycle else ""
        self._start = f"plc add-evidence{where} --measure {measure.id}"
        kind = kind_of_unit(measure)
        self._figures = "--size N --count N"
        if kind is Kind.AMOUNT:
            is_time = measure.unit in ("minutes", "seconds")
            self._figures = "--value N" if is_time else "--size N --mean M --sd S"

    def todo(self, what: str, *, role: str = "", day: str = _NOT_SAID) -> Todo:
        """Answer the command for one date."""
        as_role = f" --role {role}" if role else ""
        return Todo(f"{self._start} --date {day} {self._figures}{as_role}", what)
