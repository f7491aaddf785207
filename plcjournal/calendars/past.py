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

from plcjournal.codec import quick
from plcjournal.core import layout
from plcjournal.core.occasions import promised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from plcjournal.core.layout import Spot
    from plcjournal.core.occasions import Key, Occasion
    from plcjournal.repository.revisions import Blob, Revisions

_FOLDERS = ("cycles/", "teams/", "meetings/")
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# Which occasion a record puts into a calendar, if it puts only one there.
_ONE = {
    "priority": "review",
    "review": "review",
    "meeting": "meeting",
    "team": "weekly",
}
_DAYS = {
    "priority": re.compile(rb"^review_by:", re.MULTILINE),
    "review": re.compile(rb"^held:", re.MULTILINE),
    "action": re.compile(rb"^ *(?:- +)?due:", re.MULTILINE),
    "meeting": re.compile(rb""),
    "team": re.compile(rb"day:"),
}
_ITEM = re.compile(rb"^ *- +(?=\w+:)", re.MULTILINE)
_ID = re.compile(rb"^ *id: *[\"']?([a-z0-9-]+)", re.MULTILINE)


@dataclass(slots=True)
class _Seen:
    """How many saved changes something has seen, and when the last one was saved."""

    changes: int = 0
    last: datetime = _LONG_AGO

    def see(self, changes: int, last: datetime) -> None:
        self.changes += changes
        self.last = max(self.last, last)


@dataclass(slots=True)
class _Record(_Seen):
    """What the history knows of one record, with its contents by turns."""

    blobs: dict[str, None] = field(default_factory=dict)


class Past:
    """The saved changes of the records that have days."""

    def __init__(self, revisions: Revisions, tip: str, prefix: str) -> None:
        self._revisions = revisions
        self._records: dict[Spot, _Record] = {}
        self._cycles: dict[str, set[str]] = {}
        self._homes: dict[str, _Seen] = {}
        # Asked for some folders, git would go through every change twice.
        places = [prefix] if prefix else []
        for commit in revisions.walk(tip, paths=places, with_paths=True):
            when = _in_utc(commit.when)
            for touched in commit.touched:
                path = touched.path.removeprefix(prefix)
                spot = layout.spot(path) if path.startswith(_FOLDERS) else None
                if spot is not None:
                    known = self._records.setdefault(spot, _Record())
                    known.see(1, when)
                    known.blobs |= dict.fromkeys(_ids(touched.after, *touched.before))
        for spot in self._records:
            if spot.is_stage:
                self._cycles.setdefault(spot.name.split("/")[0], set()).add(spot.name)
        for spot, record in self._records.items():
            for home in self._homes_of(spot):
                seen = self._homes.setdefault(home, _Seen())
                seen.see(record.changes, record.last)

    def _homes_of(self, spot: Spot) -> tuple[str, ...]:
        """Answer the cycles and the team whose occasions hang on a record."""
        if spot.kind == "evidence":
            return ()
        if spot.kind == "team":
            return (spot.name, *self._cycles.get(spot.name, ()))
        if spot.kind == "meeting":
            return (spot.name[11:],)
        return (spot.name, spot.name.split("/")[0])

    def number(self, one: Occasion) -> int:
        """Answer how many saved changes the records behind an occasion have seen.

        Never fewer in a later state: what is behind it follows from what it is.
        """
        return self._behind(one).changes

    def last(self, one: Occasion) -> datetime:
        """Answer when the records behind an occasion were last changed."""
        return self._behind(one).last

    def _behind(self, one: Occasion) -> _Seen:
        """Answer what the records of its cycle, or of a meeting's whole team, saw."""
        named = one.key[1]
        team = named[11:] if one.kind == "meeting" else named
        return self._homes.get(one.cycle or team, _Seen())

    def once(
        self, known: Iterable[Key], wanted: Callable[[Spot], bool]
    ) -> Iterator[tuple[Key, str, Spot]]:
        """Yield what records once put into a calendar and do no longer.

        Args:
            known: what is in the calendar now.
            wanted: says whether a record is asked for.

        Yields:
            The occasion, the last day it had ('' for every week), its record.
        """
        there = {*known}
        held = [
            (spot, blob)
            for spot, record in sorted(self._records.items(), key=_by_path)
            if not _is_told(spot, there) and self._had_days(spot) and wanted(spot)
            for blob in record.blobs  # newest first
        ]
        with self._revisions.objects() as objects:
            contents = objects.each_content([blob for _, blob in held])
            for (spot, _), data in zip(held, contents, strict=True):
                if _may_tell_more(spot, data or b"", there):
                    told = promised(spot.path, quick.values(data or b"") or {})
                    for key in [one for one in told if one not in there]:
                        there.add(key)
                        yield key, told[key], spot

    def _had_days(self, spot: Spot) -> bool:
        """Say whether a record may ever have put something into a calendar."""
        # Without a cycle no team meets every week.
        return spot.kind != "team" or spot.name in self._cycles


def _by_path(pair: tuple[Spot, _Record]) -> str:
    return pair[0].path


def _is_told(spot: Spot, known: set[Key]) -> bool:
    """Say whether everything that a record may have put into a calendar is known."""
    if spot.kind == "action":
        return False
    return spot.kind not in _ONE or (_ONE[spot.kind], spot.name, "") in known


def _may_tell_more(spot: Spot, data: bytes, known: set[Key]) -> bool:
    """Say, without reading it, whether a record may have days that nobody knows of."""
    if _is_told(spot, known) or not _DAYS[spot.kind].search(data):
        return False
    if spot.kind != "action":
        return True
    dated = (one for one in _ITEM.split(data) if _DAYS["action"].search(one))
    names = [_ID.findall(one) for one in dated]
    return not all(
        some and all(("action", spot.name, one.decode()) in known for one in some)
        for some in names
    )


def _ids(*blobs: Blob | None) -> Iterator[str]:
    return (blob.id for blob in blobs if blob is not None and blob.is_file)


def _in_utc(when: datetime) -> datetime:
    try:
        return when.astimezone(UTC).replace(microsecond=0)
    except (OverflowError, ValueError):
        return _LONG_AGO
