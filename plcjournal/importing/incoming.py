"""What a tracker makes, as values: columns, cycles, and rows that cannot come in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plcjournal.core.figures import figure_text, number_text

if TYPE_CHECKING:
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.tracker.days import Order
    from plcjournal.core.tracker.drafted import Remark


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says about a tracker.

    `team` is whose cycles they are whatever the file says, `home` where it says none.
    """

    map: tuple[tuple[str, str], ...] = ()
    dates: Order | None = None
    team: str = ""
    home: str = ""
    opened: str = ""
    leave_out: bool = False


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """One column as it was understood."""

    column: str
    heading: str
    field: str
    about: str


@dataclass(frozen=True, slots=True)
class CycleLine:
    """One cycle that a tracker makes, the rows it comes from, and what is in it."""

    cycle: str
    title: str
    rows: tuple[str, ...]
    has: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a tracker makes, or has made where it is `saved`.

    `failing` rows cannot come in; `left_out` are those of them that a person gave up.
    `kept` cells do not fit their column and stay as words in a note; `taken` ones were
    read in a certain way; `doubtful` ones may name somebody. `two_days` wait for the
    order in which the digits of days stand.
    """

    file: str
    sheet: str
    headings: str
    rows: int
    columns: tuple[ColumnLine, ...]
    cycles: tuple[CycleLine, ...]
    already: tuple[CycleLine, ...] = ()
    failing: tuple[Remark, ...] = ()
    left_out: tuple[Remark, ...] = ()
    kept: tuple[Remark, ...] = ()
    taken: tuple[Remark, ...] = ()
    doubtful: tuple[Remark, ...] = ()
    notes: tuple[str, ...] = ()
    saved: bool = False
    two_days: tuple[Remark, ...] = ()
    asks: bool = field(default=False, metadata={"shown": "text"})
    edited: Edited | None = field(default=None, metadata={"shown": "text"})


def contents(cycle: Cycle) -> list[str]:
    """Answer in short what a cycle has in it."""
    told = []
    for measure in cycle.evidence.measures:
        told += [
            f"{r.role} {figure_text(measure, r)} on {r.date}" for r in measure.results
        ]
        told += [f"target {number_text(one.value)}" for one in measure.targets]
    plan, review = cycle.action, cycle.review
    for number, what, severals in (
        (len(plan.actions), "action", ""),
        (len(cycle.evidence.observations), "observation", ""),
        (len(plan.log), "note", ""),
        (len(review.learned), "thing learned", "things learned"),
    ):
        if number:
            told.append(many(number, what, severals))
    if review.held:
        told.append(f"reviewed {review.held}")
    if review.outcome:
        told.append(f"outcome {review.outcome}")
    if review.closed:
        told.append(f"closed {review.closed}")
    return told


def many(number: int, one: str, several: str = "") -> str:
    """Answer how many there are of something: `1 cycle`, `2 cycles`."""
    several = several or f"{one}s"
    return f"{number} {one if number == 1 else several}"
