"""What was lost when work was put together, and what was taken back, in lines."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from plcjournal.auditing import Audit
from plcjournal.moments.moment import spoken
from plcjournal.undoing import Undone
from plcjournal.undoing.listing import UndoList
from plcjournal.views.plain import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.auditing import Loss
    from plcjournal.undoing import Intended

_MOST_NAMED = 40  # records by name; a whole import is told as their number


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
    if result.saved_before:
        names = _names(result.saved_before)
        yield f"Saved first, as a change of its own, what was not saved yet: {names}"
    yield f"{result.sentence}."
    if result.cycle:
        yield f"Cycle: {result.cycle}"
    yield from (f"  {sentence}" for sentence in result.told)
    yield from (f"But {one.sentence}" for one in result.left)
    if result.paths:
        yield f"Saved: {_names(result.paths)}"
    yield "To change it back:"
    yield "  plc undo"


def _names(paths: Sequence[str]) -> str:
    if len(paths) > _MOST_NAMED:
        return f"{len(paths)} records"
    return ", ".join(path.rsplit("/", 1)[-1] for path in paths)


def intended_lines(result: Intended) -> Iterator[str]:
    """Tell what taking a change back would do, above the question whether to."""
    yield result.sentence
    yield "It would do this:"
    yield from (f"  {sentence}" for sentence in result.told)
    yield from (f"But {one.sentence}" for one in result.left)


def _undo_list(result: UndoList) -> Iterator[str]:
    if not result.changes:
        yield "There is nothing of yours that can be taken back."
        return
    yield f"Your last changes ({result.who}), the newest first:"
    for one in result.changes:
        more = len(one.sentences) - 1
        rest = f" (and {more} more)" if more else ""
        cycle = f" ({one.cycle.split('/')[1][8:]})" if one.cycle else ""
        back = ", taken back already" if one.is_back else ""
        what = f"{one.sentences[0]}{rest}{cycle}{back}"
        yield f"{one.number:>4}  {spoken(one.when)}: {what}"
    if result.more:
        yield "      and older ones (see: plc history)"
    yield "To take one back, type its number:"
    number = next((one.number for one in result.changes if not one.is_back), 1)
    yield f"  plc undo {number}"


lines.register(Audit, _audit)
lines.register(Undone, _undone)
lines.register(UndoList, _undo_list)
