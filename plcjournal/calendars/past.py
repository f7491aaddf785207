"""What the history knows of occasions: when they changed last, and what is gone.

A calendar takes an entry anew when its number is higher than before, so the number is
how many saved changes its records have seen, and the time when the last one was saved:
both the same wherever and whenever the calendar is made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from plcjournal.codec import reader
from plcjournal.core import layout
from plcjournal.core.occasions import promised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from plcjournal.core.occasions import Key, Occasion
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.revisions import Blob, Revisions

_FOLDERS = ("cycles", "teams", "meetings")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_DAYS = {
    "priority": re.compile(rb"^review_by:", re.MULTILINE),
    "review": re.compile(rb"^held:", re.MULTILINE),
    "action": re.compile(rb"^ +(?:- )?due:", re.MULTILINE),
}
_IDS = re.compile(rb"^ +(?:- )?id: *[\"']?([a-z0-9-]+)", re.MULTILINE)


@dataclass(slots=True)
class _Record:
    """What the history knows of one record: its changes, and its contents by turns."""

    changes: int = 0
    last: datetime = _LONG_AGO
    blobs: dict[str, None] = field(default_factory=dict)


class Past:
    """The saved changes of the records that have days."""

    def __init__(self, revisions: Revisions, tip: str, prefix: str) -> None:
        self._revisions = revisions
        self._records: dict[str, _Record] = {}
        self._homes: dict[str, list[_Record]] = {}
        folders = [prefix + one for one in _FOLDERS]
        for commit in revisions.walk(tip, paths=folders, with_paths=True):
            for touched in commit.touched:
                path = touched.path.removeprefix(prefix)
                if layout.spot(path) is not None:
                    known = self._records.setdefault(path, _Record())
                    known.changes += 1
                    known.last = max(known.last, _in_utc(commit.when))
                    known.blobs |= dict.fromkeys(_ids(touched.after, *touched.before))
        for path, record in self._records.items():
            for home in self._homes_of(path):
                self._homes.setdefault(home, []).append(record)

    def _homes_of(self, path: str) -> tuple[str, ...]:
        """Answer the cycles and the team whose occasions hang on a record."""
        spot = layout.spot(path)
        if spot is None or spot.kind == "evidence":
            return ()
        if spot.kind == "team":
            start = f"cycles/{spot.name}/"
            paths = (layout.spot(one) for one in self._records if one.startswith(start))
            names = {one.name for one in paths if one}
            return (spot.name, *sorted(names))
        if spot.kind == "meeting":
            return (spot.name[11:],)
        return (spot.name, spot.name.split("/")[0])

    def number(self, one: Occasion) -> int:
        """Answer how many saved changes the records behind an occasion have seen.

        Never fewer in a later state: what is behind it follows from what it is.
        """
        return sum(record.changes for record in self._behind(one))

    def last(self, one: Occasion) -> datetime:
        """Answer when the records behind an occasion were last changed."""
        return max((record.last for record in self._behind(one)), default=_LONG_AGO)

    def _behind(self, one: Occasion) -> Iterable[_Record]:
        """Answer the records of its cycle, or of a meeting's whole team."""
        if one.cycle:
            return self._homes.get(one.cycle, ())
        named = one.key[1]
        return self._homes.get(named[11:] if one.kind == "meeting" else named, ())

    def once(
        self, known: Iterable[Key], wanted: Callable[[str], bool]
    ) -> Iterator[tuple[Key, str, str]]:
        """Yield what records once put into a calendar and do no longer.

        Args:
            known: what is in the calendar now.
            wanted: says of a path whether its record is asked for.

        Yields:
            The occasion, the last day it had ('' for every week), the record's path.
        """
        there = {*known}
        with self._revisions.objects() as objects:
            for path, record in sorted(self._records.items()):
                if wanted(path) and self._had_days(path):
                    for key, day in self._lost(path, record, there, objects):
                        yield key, day, path

    def _had_days(self, path: str) -> bool:
        """Say whether a record may ever have put something into a calendar."""
        spot = layout.spot(path)
        if spot is None or spot.kind != "team":
            return True
        start = f"cycles/{spot.name}/"  # without a cycle no team meets every week
        return any(one.startswith(start) for one in self._records)

    @staticmethod
    def _lost(
        path: str, record: _Record, there: set[Key], objects: Objects
    ) -> Iterator[tuple[Key, str]]:
        """Yield what a record once had, newest first; `there` grows by it."""
        for blob in record.blobs:
            data = objects.contents(blob) or b""
            if not _may_tell_more(path, data, there):
                continue
            values = reader.values(data)
            told = promised(path, values) if values else {}
            for key, day in told.items():
                if key not in there:
                    there.add(key)
                    yield key, day


def _may_tell_more(path: str, data: bytes, known: set[Key]) -> bool:
    """Say, without reading it, whether a record may have days that nobody knows of."""
    spot = layout.spot(path)
    if spot is None:
        return False
    if spot.kind == "meeting":
        return ("meeting", spot.name, "") not in known
    if spot.kind == "team":
        return ("weekly", spot.name, "") not in known and b"day:" in data
    if spot.kind not in _DAYS or not _DAYS[spot.kind].search(data):
        return False
    if spot.kind != "action":
        return ("review", spot.name, "") not in known
    names = (one.decode() for one in _IDS.findall(data))
    return any(("action", spot.name, name) not in known for name in names)


def _ids(*blobs: Blob | None) -> Iterator[str]:
    return (blob.id for blob in blobs if blob is not None and blob.is_file)


def _in_utc(when: datetime) -> datetime:
    try:
        return when.astimezone(UTC).replace(microsecond=0)
    except (OverflowError, ValueError):
        return _LONG_AGO
