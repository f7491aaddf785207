"""From which mark on a learner has reached it: what a person means, and if it fits."""

from collections.abc import Mapping
from typing import Any

from plcjournal.core.edits.evidence import Figures
from plcjournal.core.figures import mark_text
from plcjournal.core.marks.cell import read
from plcjournal.core.marks.column import Marks
from plcjournal.core.records import Measure
from plcjournal.errors import Exit, PlcError


class NeedsCut(PlcError):
    """Earlier figures count who reached it; from which mark on, nobody said."""

    exit_code = Exit.USAGE

    def __init__(self, measure: str) -> None:
        super().__init__(
            f"Earlier figures of '{measure}' count those who reached it, but not from "
            "which mark on; nothing was changed.",
            "Say it once: --cut 12",
        )


class WrongCut(PlcError):
    """A cut that does not fit the marks."""

    exit_code = Exit.USAGE


def cut_of(
    measure: Measure | None, given: Figures, marks: Marks
) -> tuple[float | None, list[str]]:
    """Answer from which mark on a learner has reached it, and what to say about it.

    Only figures that stay beside these are spoken of: a date entered again replaces
    its own, with whatever cut they were made.

    Raises:
        WrongCut: no mark of this sheet can reach it, or nobody can tell the mark.
    """
    before = measure.cut.at if measure and measure.cut else None
    now = None if given.cut is None else _at(given.cut, marks)
    cut = before if now is None else now
    if cut is None:
        return None, []
    top = marks.out_of if marks.out_of is not None else max(marks.known)
    if marks.out_of is not None and cut > max(top, *marks.known):
        raise WrongCut(
            f"The cut is {mark_text(cut)}, but these marks go to {mark_text(top)}; "
            "nothing was changed.",
            'Say it as a mark (--cut 12) or as a percentage (--cut "60%")',
        )
    results = measure.results if measure else ()
    stay = any(one.date != given.date for one in results)
    if now is None:
        when = "as on earlier dates" if stay else "as said before"
        return cut, [f"Reached means {mark_text(cut)} or more, {when}."]
    if before is not None and before != now and stay:
        said = f"count from {mark_text(before)} on, this one from {mark_text(now)} on"
        return cut, [f"Earlier figures {said}: they are not alike."]
    return cut, []


def _at(cut: Mapping[str, Any], marks: Marks) -> float | None:
    """Answer the mark a person means: 12, 12/20, or 60% of what can be had."""
    at, label = cut.get("at"), str(cut.get("label", ""))
    if at is None:
        return None
    whole = 100.0 if label.startswith("%") else None
    if label.startswith("/"):
        whole = read(f"{mark_text(at)}{label}").out_of or None
    if whole is None or whole == marks.out_of:
        return float(at)
    if marks.out_of is None:
        raise WrongCut(
            "The sheet does not say what the marks are out of, so a share of it cannot "
            "be told; nothing was changed.",
            "Say the cut as a mark: --cut 12",
        )
    return round(marks.out_of * float(at) / whole, 9)
