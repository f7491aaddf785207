"""Make the calendar of a journal as it is saved: what is due, reviews, meetings."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plcjournal import disk, drafts
from plcjournal.calendars.feed import MAKER, Dated, feed, safe, uid_of
from plcjournal.calendars.past import Past
from plcjournal.core import layout, privacy
from plcjournal.core.occasions import gone, occasions_of, team_of
from plcjournal.core.weekly import slot_of
from plcjournal.errors import Exit, PlcError
from plcjournal.moments.moment import past_of
from plcjournal.moments.states import read_at
from plcjournal.withheld import Withheld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from plcjournal.core.journal import Journal
    from plcjournal.core.layout import Spot
    from plcjournal.core.occasions import Occasion, Standing
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace

_CALENDAR = b"BEGIN:VCALENDAR"
_ELSEWHERE = "Choose another place: plc calendar --out our-dates.ics"


class NotInCalendars(Withheld):
    """Something that would be in people's calendars points at a person."""

    outcome = "No calendar was made"
    again = "make it"


class NotNamedSo(PlcError):
    """A name by which no calendar program knows what is in the file."""

    exit_code = Exit.USAGE

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"The file of a calendar ends in .ics; {file} was not written.",
            f"plc calendar --out {file.with_suffix('.ics').name}",
        )


class NotACalendar(PlcError):
    """Something else stands where the calendar would go."""

    exit_code = Exit.USAGE

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} is there already and is no calendar that plc made; nothing was"
            " changed.",
            _ELSEWHERE,
        )


class CannotTell(PlcError):
    """Without readable settings nobody knows by which names calendars know entries."""

    def __init__(self) -> None:
        super().__init__(
            f"{layout.SETTINGS} cannot be read as it was saved, so entries could be"
            " doubled in people's calendars; none was made.",
            f"See what is wrong, mend it and save it: plc validate {layout.SETTINGS}",
        )


class NoPlace(PlcError):
    """A calendar has no place among the records."""

    exit_code = Exit.USAGE

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} belongs to the journal itself; nothing was changed.", _ELSEWHERE
        )


class NotWritten(PlcError):
    """The computer did not let plc write the file."""

    def __init__(self, file: Path, error: OSError) -> None:
        why = error.strerror or type(error).__name__
        super().__init__(f"{file} could not be written: {why}.", _ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a calendar.

    `time` is '' for a whole day, `until` the last day of what comes every week.
    """

    uid: str
    day: str
    time: str
    what: str
    kind: str
    standing: Standing
    cycle: str
    team: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class MadeCalendar:
    """What a calendar holds, by days, and where it was written ('' for nowhere).

    `called` is what its file is called where only a folder is named. `unsaved` names
    what was changed by hand since it was saved, and `unclear` teams whose usual day is
    said in words that plc does not understand.
    """

    name: str
    file: str
    called: str
    entries: tuple[Entry, ...]
    unsaved: tuple[str, ...] = ()
    unclear: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Of which team, and of which cycles; of all where nothing is said."""

    team: str = ""
    cycles: tuple[str, ...] = ()


def make(
    space: Workspace, team: str | None = None, cycles: Iterable[str] = ()
) -> tuple[MadeCalendar, bytes, Read]:
    """Answer a calendar, the bytes of its file, and the journal it was made of.

    Args:
        space: the journal.
        team: words that name a team, whose meetings and cycles alone are wanted.
        cycles: words that name cycles, whose days alone are wanted.

    Raises:
        NoPast: nothing was saved yet.
        CannotTell: the settings cannot be read.
        NotFound, WhichOne: no team or cycle, or several, are called so.
        NotInCalendars: something would point at a person.
        CalendarMissing: the library that makes calendars is not installed.
    """
    revisions, tip, prefix = past_of(space)
    read = read_at(space, tip, meetings=True)
    journal = read.journal
    if layout.SETTINGS in read.unread:
        raise CannotTell
    wanted = _Wanted(
        team=journal.find_team(team) if team else "",
        cycles=tuple(journal.find_cycle(one).name for one in cycles),
    )
    past = Past(revisions, tip, prefix)
    teams, chosen = _chosen(journal, wanted)
    found = occasions_of(journal, teams, chosen)
    _check_people(space, journal, found)
    found += tuple(_gone(past, read, found, wanted))
    named = journal.settings.id or ""
    dated = [Dated(one, past.number(one), past.last(one)) for one in found]
    name = journal.settings.name
    if wanted.team:
        name = f"{name}: {journal.teams[wanted.team].name}"
    made = MadeCalendar(
        name=name,
        file="",
        called=_called(journal, wanted),
        entries=tuple(sorted((_entry(named, one) for one in found), key=_by_day)),
        unsaved=space.unsaved(),
        unclear=tuple(_unclear(journal, teams)),
    )
    return made, feed(named, name, dated), read


def _unclear(journal: Journal, teams: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the teams whose usual day plc cannot tell, with the words it is said in."""
    for team in sorted(teams):
        words = journal.teams[team].meeting.day or ""
        if words and slot_of(words) is None:
            yield journal.teams[team].name, words


def write(space: Workspace, file: Path, data: bytes) -> None:
    """Write a calendar's file whole, in the place of an earlier one.

    Raises:
        NoPlace: records, or the history, lie there.
        NotNamedSo: its name does not end in .ics.
        NotACalendar: something else stands there.
        NotWritten: the computer refused.
    """
    _check_place(space, file)
    if file.suffix.casefold() != ".ics":
        raise NotNamedSo(file)
    try:
        there = file.read_bytes() if file.exists() else None
        if there is not None and not _is_ours(there):
            raise NotACalendar(file)
        if there != data:
            disk.make_folder(file.parent)
            disk.put(file, data)
    except OSError as error:
        raise NotWritten(file, error) from error


def _is_ours(data: bytes) -> bool:
    return data.startswith(_CALENDAR) and MAKER.encode() in data


def _check_place(space: Workspace, file: Path) -> None:
    home, there = space.folder.resolve(), file.resolve()
    if home in there.parents:
        inside = there.relative_to(home)
        is_record = layout.is_journal_file(inside.as_posix())
        if is_record or inside.parts[0] in (".git", "local"):
            raise NoPlace(file)


def _called(journal: Journal, wanted: _Wanted) -> str:
    parts = (journal.settings.id or "journal", wanted.team)
    return f"{'-'.join(part for part in parts if part)}.ics"


def _chosen(
    journal: Journal, wanted: _Wanted
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Answer the teams whose meetings are wanted, and the cycles whose dates are."""
    if wanted.cycles:
        return (), wanted.cycles
    teams = (wanted.team,) if wanted.team else (*journal.teams,)
    cycles = (
        name
        for name, cycle in journal.cycles.items()
        if not wanted.team or cycle.team == wanted.team
    )
    return teams, tuple(cycles)


def _gone(
    past: Past, read: Read, found: Iterable[Occasion], wanted: _Wanted
) -> Iterator[Occasion]:
    """Answer what calendars may still hold though the journal does so no longer."""

    def is_wanted(spot: Spot) -> bool:
        if spot.path in read.unread:
            return False
        if wanted.cycles:
            here = spot.is_stage and spot.name in wanted.cycles
        else:
            here = not wanted.team or _whose(read.journal, spot) == wanted.team
        cycle = read.journal.cycles.get(spot.name)
        # Of a cycle that cannot be read nobody can tell what still stands there.
        return here and not (cycle is not None and cycle.unread)

    for key, day, spot in past.once((one.key for one in found), is_wanted):
        one = gone(key, day, _whose(read.journal, spot), spot.path)
        yield one if day else replace(one, day=past.last(one).date().isoformat())


def _whose(journal: Journal, spot: Spot) -> str:
    """Answer the team whose record it is."""
    if spot.kind == "meeting":
        meeting = journal.meetings.get(spot.name)
        return team_of(spot.name, meeting) if meeting else spot.name[11:]
    return spot.name.split("/")[0]


def _check_people(
    space: Workspace, journal: Journal, found: Iterable[Occasion]
) -> None:
    """Put all that would be in people's calendars to the gate again.

    Raises:
        NotInCalendars: something would point at a person.
    """
    watch = privacy.watch_over(journal, drafts.names(space.folder))
    texts = {
        text: one.path
        for one in found
        for text in (one.title, one.place, *one.lines)
        if text
    }
    told = [
        finding
        for text, path in texts.items()
        for finding in privacy.watched(text, watch, path)
        if finding.blocks
    ]
    if told:
        raise NotInCalendars(told)


def _entry(journal: str, one: Occasion) -> Entry:
    return Entry(
        uid=uid_of(journal, one.key),
        day=one.day,
        time=one.clock,
        what=safe(one.title),
        kind=one.kind,
        standing=one.standing,
        cycle=one.cycle,
        team=one.team,
        until=one.until,
    )


def _by_day(one: Entry) -> tuple[str, str, str]:
    return one.day, one.time, one.uid
