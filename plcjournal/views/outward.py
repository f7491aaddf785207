"""What was written for other programs, editors and calendars, in lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.calendars.making import MadeCalendar
from plcjournal.core.amounts import first_of
from plcjournal.core.occasions import Standing
from plcjournal.describing import Described
from plcjournal.views import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from plcjournal.calendars.making import Entry


def _described(result: Described) -> Iterator[str]:
    if not result.written:
        yield "What editors are told about records is up to date."
        yield f"Folder: {result.folder}"
        return
    yield "Wrote what editors are told about records."
    yield f"Folder: {result.folder}"
    names = ", ".join(path.rsplit("/", 1)[-1] for path in result.written)
    yield f"{'Saved' if result.saved else 'Written'}: {names}"
    if result.unchanged:
        yield f"As they were: {result.unchanged}"


def _calendar(result: MadeCalendar) -> Iterator[str]:
    off = sum(one.standing is Standing.OFF for one in result.entries)
    here = len(result.entries) - off
    if result.file:
        yield f"Wrote a calendar of {_entries(here)}: {result.name}."
        if off:
            yield f"Taken out of calendars that have them from earlier: {off}"
        yield f"File: {result.file}"
        yield "Open it with your calendar, and again later: it changes what is there."
    else:
        yield f"{result.name}: {_entries(here)}"
        for one in result.entries:
            yield f"  {one.day} {one.time}".rstrip() + f"  {one.what}{_more(one)}"
    if not result.entries:
        yield "Nothing has a day yet: start a cycle, or say by when an action is due."
    yield from notes(result)
    if result.entries and not result.file:
        yield "To put it into your calendar:"
        yield "  plc calendar --out our-dates.ics"


def notes(result: MadeCalendar) -> Iterator[str]:
    """Tell what is not in a calendar and might be missed there."""
    for team, words in result.unclear:
        yield f"No weekly meeting of {team}: plc cannot tell a weekday from '{words}'."
        yield '  plc team --day "Wed 15:30"'
    if result.unsaved:
        names = first_of(result.unsaved)
        yield f"Not in the calendar, because not saved yet: {names}"
        yield "  plc save"


def _more(one: Entry) -> str:
    if one.standing is Standing.OFF:
        return " (taken out of calendars)"
    return f" (every week until {one.until})" if one.until else ""


def _entries(number: int) -> str:
    return "1 entry" if number == 1 else f"{number} entries"


plain.lines.register(Described, _described)
plain.lines.register(MadeCalendar, _calendar)
