"""A date entered again with a few learners more: what a person decides about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plcjournal.cli.from_file import FromFile
    from plcjournal.cli.session import Session
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.edits.marks import Plan


def settled_late(
    session: Session, cycle: Cycle, plan: Plan | None, said: FromFile
) -> tuple[Plan | None, list[str]]:
    """Answer what is entered of figures that give late marks away, and what to say.

    None where a person would rather leave the earlier ones.

    Raises:
        LateMarks: nobody said what to do, and nobody can be asked.
    """
    from plcjournal.core.edits.late import LateMarks, late_marks, only_counts

    late = late_marks(cycle, plan.figures) if plan else None
    if plan is None or late is None:
        return plan, []
    first = plan.figures[0]
    has_counts = first.count is not None or bool(first.levels)
    answer = said.late or ""
    if not answer or (answer == "counts" and not has_counts):
        if not session.screen.can_ask or answer:
            raise LateMarks(late)
        session.screen.say(late.sentence)
        choices = ("no", "counts", "all") if has_counts else ("no", "all")
        if has_counts:
            session.screen.say("Counts leaves out the mean and the SD.")
        answer = session.screen.choose("Save it?", choices, "no")
    if answer == "no":
        return None, []
    if answer == "all":
        return plan, [late.sentence]
    note = "The mean and the SD are left out, so no late mark can be worked out."
    if late.has_counts:
        note = f"{note} How many more reached it stays to be seen."
    return replace(plan, figures=only_counts(plan.figures)), [note]
