"""What was lost when work was put together, and what was taken back, in lines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from plcjournal.auditing import Audit
from plcjournal.moments.moment import spoken
from plcjournal.undoing import Undone
from plcjournal.views.plain import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.auditing import Loss


def _audit(result: Audit) -> Iterator[str]:
    if result.losses:
        count = len(result.losses)
        things = "One change was" if count == 1 else f"{count} changes were"
        yield f"{things} lost when people's work was put together elsewhere:"
    else:
        yield from _nothing(result)
    for _, some in groupby(result.losses, key=lambda one: (one.commit, one.cycle)):
        yield ""
        yield from _lost(list(some))
    if result.begins:
        yield ""
        yield (
            f"The history here begins on {spoken(result.begins)}: this copy does not"
            " have what was before."
        )


def _nothing(result: Audit) -> Iterator[str]:
    yield "Nothing is lost."
    if not result.merges:
        yield "  Nobody's work had to be put together."
    else:
        times = "once" if result.merges == 1 else f"{result.merges} times"
        yield f"  Work was put together {times}; all of it is here, or changed since."


def _lost(losses: list[Loss]) -> Iterator[str]:
    first = losses[0]
    told = f"put together by {first.who} on {spoken(first.when)}"
    short = first.cycle.split("/")[1][8:] if first.cycle else ""
    yield f"{short}: {told}" if short else f"{told[0].upper()}{told[1:]}"
    for one in losses:
        whose = f" ({one.by}, {spoken(one.day)})" if one.by and one.day else ""
        yield f"  {one.sentence}{whose}"
        yield f"    {one.command}"


def _undone(result: Undone) -> Iterator[str]:
    yield f"{result.sentence}."
    if result.cycle:
        yield f"Cycle: {result.cycle}"
    yield from (f"  {sentence}" for sentence in result.told)
    yield from (f"Left as it is: {one.sentence}" for one in result.left)
    if result.paths:
        yield f"Saved: {', '.join(path.rsplit('/', 1)[-1] for path in result.paths)}"
    yield "To change it back:"
    yield "  plc undo"


lines.register(Audit, _audit)
lines.register(Undone, _undone)
