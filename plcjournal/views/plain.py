"""Plain lines: one fact each, for pipes, screen readers and small terminals."""

from __future__ import annotations

from functools import singledispatch
from importlib import import_module
from typing import TYPE_CHECKING

from plcjournal.core.status import NextStep, StatusList
from plcjournal.workspace import Changed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.core.status import CycleStatus


# Where results are told that only some commands have: loaded when one is to be told.
_ELSEWHERE = {
    "plcjournal.core.catalogue": "plcjournal.views.models",
    "plcjournal.core.meetings": "plcjournal.views.agenda",
    "plcjournal.results": "plcjournal.views.listed",
    "plcjournal.core.story": "plcjournal.views.story",
    "plcjournal.history": "plcjournal.views.past",
    "plcjournal.comparing": "plcjournal.views.past",
    "plcjournal.sync": "plcjournal.views.sharing",
    "plcjournal.joining": "plcjournal.views.sharing",
    "plcjournal.auditing": "plcjournal.views.auditing",
    "plcjournal.undoing": "plcjournal.views.auditing",
    "plcjournal.undoing.listing": "plcjournal.views.auditing",
    "plcjournal.resolving": "plcjournal.views.resolving",
    "plcjournal.doctor": "plcjournal.views.doctor",
    "plcjournal.doctor.selftest": "plcjournal.views.doctor",
    "plcjournal.scanning": "plcjournal.views.privacy",
    "plcjournal.scanning.listing": "plcjournal.views.privacy",
    "plcjournal.scanning.explaining": "plcjournal.views.privacy",
    "plcjournal.purging": "plcjournal.views.purging",
    "plcjournal.purging.planning": "plcjournal.views.purging",
    "plcjournal.resharing": "plcjournal.views.purging",
    "plcjournal.core.impact.cycle": "plcjournal.views.impact",
    "plcjournal.site.publishing": "plcjournal.views.publishing",
    "plcjournal.importing.incoming": "plcjournal.views.importing",
    "plcjournal.exporting.export": "plcjournal.views.exporting",
    "plcjournal.describing": "plcjournal.views.outward",
    "plcjournal.calendars.making": "plcjournal.views.outward",
}


@singledispatch
def lines(result: object) -> Iterator[str]:
    """Tell a result in lines of text."""
    shelf = _ELSEWHERE.get(type(result).__module__)
    if shelf is None:
        return iter([str(result)])
    import_module(shelf)
    return lines.dispatch(type(result))(result)


@lines.register(Changed)
def _changed(result: Changed) -> Iterator[str]:
    yield f"{result.sentence}."
    if result.cycle:
        yield f"Cycle: {result.cycle}"
    if result.saved and result.paths:
        # What plc writes for editors beside a change is no news.
        work = [path for path in result.paths if not path.startswith("schemas/")]
        names = (path.rsplit("/", 1)[-1] for path in work or result.paths)
        yield f"Saved: {', '.join(names)}"
    yield from result.notes
    if result.next is not None:
        yield from what_next(result.next)


def what_next(step: NextStep) -> Iterator[str]:
    """Tell the step that comes next, and the command that does it."""
    stage = f" ({step.name})" if step.name else ""
    yield f"Next{stage}: {step.what}"
    yield f"  {step.command}"


@lines.register(NextStep)
def _next(result: NextStep) -> Iterator[str]:
    yield f"{result.title} ({result.cycle})"
    if not result.name:
        # A record to be mended comes first, also where it is the last one.
        is_over = result.stage == "closed" or result.number == result.steps > 0
        head = _STAGE_DONE.get(result.stage, "Next") if is_over else "Next"
        yield f"{head}: {result.what}"
        yield f"  {result.command}"
        return
    turn = f", {result.round.replace('-', ' ')}" if result.round else ""
    place = f"Step {result.number} of {result.steps}, {result.stage}{turn}"
    yield f"{place}: {result.name}"
    yield f"  {result.question}"
    if result.hints:
        yield f"  For example: {'; '.join(result.hints)}"
    yield f"To {result.what}, type:"
    yield f"  {result.command}"


_STAGE_DONE = {"closed": "This cycle is closed", "review": "Every step is done"}


@lines.register(StatusList)
def _status(result: StatusList) -> Iterator[str]:
    yield result.journal
    if not result.cycles:
        yield "No cycle is open."
        yield "Start one: plc new-cycle"
    for cycle in result.cycles:
        yield ""
        yield from _cycle(cycle)
    yield from status_ending(result)


def status_ending(result: StatusList) -> Iterator[str]:
    """Tell what stands below the list of cycles."""
    if result.more:
        yield ""
        yield (
            f"{result.more} more are open, in which nothing has waited as long"
            " (see them: plc status --all, or --team TEAM)"
        )
    if result.closed:
        yield ""
        yield f"Closed cycles: {result.closed} (see them: plc status --all)"
    if result.unsaved and not result.unfinished:
        yield ""
        yield f"Changed by hand, not saved yet: {', '.join(result.unsaved)}"
        yield "  plc save"
    if result.kept:
        yield ""
        yield "Set aside on this computer, as versions met that did not fit together:"
        yield from (f"  {path}" for path in result.kept)
        yield "Take over what is still needed, then delete it: this line goes away."


def _cycle(cycle: CycleStatus) -> Iterator[str]:
    yield f"{cycle.title} ({cycle.cycle})"
    if cycle.closed:
        yield f"  Closed {cycle.closed}: {cycle.outcome or 'no outcome'}"
        return
    yield f"  Team: {cycle.team_name}"
    yield f"  Stage: {cycle.stage}"
    for due in cycle.due:
        who = f" ({due.owner})" if due.owner else ""
        late = "Overdue" if due.overdue else "Due"
        yield f"  {late}: {due.date} {due.what}{who}"
    for field in cycle.contested:
        yield f"  Two versions: {field}"
    for stage in cycle.unread:
        yield f"  Could not be read: {stage}.yaml"
    if cycle.next:
        yield f"  Next: {cycle.next.what}"
        yield f"    {cycle.next.command}"
