"""Hides how occasions become a calendar file (RFC 5545); the importer of icalendar."""

from __future__ import annotations

import contextlib
import re
import sys
import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from plcjournal.core.occasions import Standing
from plcjournal.core.telling.wording import one_line
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Event

    from plcjournal.core.occasions import Key, Occasion

MAKER = "-//plcjournal//plc calendar//EN"
_LONGEST = 120
# Controls (but line break), and characters that turn the reading direction.
_UNSAFE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_MARK = "\N{REPLACEMENT CHARACTER}"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_KINDS = {"review": "Review", "action": "Action"}


class CalendarMissing(PlcError):
    """What makes calendar files is not installed."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "Making a calendar takes one more library, which is not installed here.",
            f"Install it: {sys.executable} -m pip install 'plcjournal[calendar]'",
        )


@dataclass(frozen=True, slots=True)
class Dated:
    """An occasion, how often its records were changed, and when last."""

    occasion: Occasion
    number: int
    last: datetime


def uid_of(journal: str, key: Key) -> str:
    """Answer the name by which calendars know an occasion of a journal for ever."""
    name = "\n".join(("plc-calendar", journal, *key))
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def feed(journal: str, name: str, entries: Iterable[Dated]) -> bytes:
    """Answer the file: the same entries make the same bytes.

    Args:
        journal: what the journal is called by other journals; part of every name.
        name: what people call the calendar.
        entries: what is in it.

    Raises:
        CalendarMissing: the library for it is not installed.
    """
    try:
        from icalendar import Calendar
    except ImportError:
        raise CalendarMissing from None
    made = Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", safe(one_line(name, _LONGEST)))
    events = [(uid_of(journal, one.occasion.key), one) for one in entries]
    for uid, one in sorted(events, key=lambda pair: (pair[1].occasion.day, pair[0])):
        made.add_component(_event(uid, one))
    return bytes(made.to_ical())


def safe(text: str) -> str:
    """Answer a text in which nothing can turn the direction or upset a reader."""
    return _UNSAFE.sub(_MARK, text)


def _event(uid: str, entry: Dated) -> Event:
    from icalendar import Event

    one = entry.occasion
    made = Event()
    made.add("uid", uid)
    made.add("dtstamp", entry.last)
    made.add("last-modified", entry.last)
    made.add("sequence", entry.number)
    made.add("summary", safe(one_line(one.title, _LONGEST)))
    if one.lines:
        made.add("description", safe("\n".join(one.lines)))
    if one.place:
        made.add("location", safe(one.place))
    made.add("categories", [_KINDS.get(one.kind, "Meeting")])
    made.add("status", "CANCELLED" if one.standing is Standing.OFF else "CONFIRMED")
    # What lasts a whole day keeps nobody from being free.
    made.add("transp", "OPAQUE" if one.clock else "TRANSPARENT")
    _when(made, one)
    return made


def _when(event: Event, one: Occasion) -> None:
    """Say when it is: whole days, or the clock on the wall, wherever that hangs."""
    start = _moment(one, one.day)
    event.add("dtstart", start)
    length = timedelta(minutes=one.minutes) if one.clock else timedelta(days=1)
    with contextlib.suppress(OverflowError):  # the last day a calendar knows
        event.add("dtend", start + length)
    if not one.until:
        return
    weekday = _WEEKDAYS[start.weekday()]
    until = _moment(one, one.until)
    event.add("rrule", {"freq": "weekly", "until": until, "byday": weekday})
    if one.but_not:
        days = [_moment(one, day) for day in one.but_not]
        kind = {} if one.clock else {"VALUE": "DATE"}  # not every version says so
        event.add("exdate", days, parameters=kind)


def _moment(one: Occasion, day: str) -> date | datetime:
    return datetime.fromisoformat(f"{day}T{one.clock}") if one.clock else _day(day)


def _day(day: str) -> date:
    return date.fromisoformat(day)
