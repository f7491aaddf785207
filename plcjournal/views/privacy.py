"""What is private and was found, in lines: what holds back first, where, since when."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from plcjournal.core.amounts import how_many
from plcjournal.scanning import Scanned
from plcjournal.scanning.explaining import Explained, Rules
from plcjournal.scanning.listing import NameList
from plcjournal.views.plain import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.scanning import Sighting

_HOLDS_BACK = {
    "error": "is held back: not saved, not shared",
    "warning": "only a warning: read it again",
    "note": "only a note",
}


def _scanned(result: Scanned) -> Iterator[str]:
    if not result.sightings:
        yield "Nothing was found that names or shows a learner."
    for title, some in _grouped(result):
        yield title
        for path, seen in groupby(some, key=lambda one: one.path):
            yield f"  {path}"
            for one in seen:
                yield from _sighting(one)
        yield ""
    if result.allowed:
        yield "Allowed in plc.yaml:"
        yield from (f"  {one.what}: {one.reason}" for one in result.allowed)
    yield _looked(result)
    if not result.names:
        yield "The list of names to keep out is empty: plc privacy names --add FILE"
    if any(one.blocks and one.first for one in result.sightings):
        yield "To take something out of the past: plc privacy purge"
    if not result.history:
        yield "To look at everything that was ever saved: plc privacy scan --history"
    yield "Nothing here is promised to be complete: read before you share."


def _grouped(result: Scanned) -> Iterator[tuple[str, list[Sighting]]]:
    errors = [one for one in result.sightings if one.blocks]
    others = [one for one in result.sightings if not one.blocks]
    now = [one for one in errors if one.is_here_now]
    past = [one for one in errors if not one.is_here_now]
    if now:
        yield "Must not be kept:", now
    if past:
        yield "Stands in the past, which everybody gets who joins:", past
    if others:
        yield "To look at again:", others


def _sighting(one: Sighting) -> Iterator[str]:
    yield f"    {one.message} [{one.rule}]"
    line = f"line {one.line}" if one.line else ""
    if place := ", ".join(filter(None, (one.field, line))):
        yield f"      At: {place}"
    if one.first:
        since = f"Saved: {one.first.day} by {one.first.who} ({one.first.commit})"
        if one.last and one.last != one.first:
            since += f", last {one.last.day} by {one.last.who}"
        yield f"      {since}"
    if one.is_here_now and one.fix:
        yield f"      Instead: {one.fix}"


def _looked(result: Scanned) -> str:
    files = how_many(result.files, "file")
    past = ""
    if result.history:
        past = f" and {how_many(result.saved_states, 'saved state')}"
        if result.begins:
            past += f" (this copy begins {result.begins})"
    return f"Looked at {files}{past}."


def _names(result: NameList) -> Iterator[str]:
    if result.added or result.known:
        known = f"; {result.known} stood there already" if result.known else ""
        yield f"Added {how_many(result.added, 'name')}{known}."
    if result.words_of_every_day:
        yield (
            f"{how_many(result.words_of_every_day, 'name')} also a word of every day:"
            " kept out only as a whole name."
        )
    if result.passed_over:
        rows = how_many(result.passed_over, "row")
        yield f"{rows} looked like no name and stayed out."
    if result.removed:
        yield f"Removed {how_many(result.removed, 'name')}."
    if result.not_found:
        yield f"{how_many(result.not_found, 'name')} did not stand there."
    yield f"{how_many(result.count, 'name')} kept out. The list stays on this computer:"
    yield f"  {result.place} is never saved and never shared."
    if not result.count:
        yield "Add a class list: plc privacy names --add FILE"


def _explained(result: Explained) -> Iterator[str]:
    yield f"{result.rule}: {_HOLDS_BACK[result.severity]}"
    yield f"  Why: {result.reason}"
    yield "  What to do:"
    yield from (f"    {one}" for one in result.ways)


def _rules(result: Rules) -> Iterator[str]:
    for one in result.rules:
        yield f"{one.rule} ({one.severity}): {one.reason}"
    yield "More about one: plc privacy explain RULE"


lines.register(Scanned, _scanned)
lines.register(NameList, _names)
lines.register(Explained, _explained)
lines.register(Rules, _rules)
