"""One meeting as a page of minutes, so that nobody types them twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from plcjournal.core import layout
from plcjournal.core.journal import pick
from plcjournal.errors import Exit, PlcError
from plcjournal.exporting import markup
from plcjournal.exporting.as_page import facts, points, section, table, whole
from plcjournal.exporting.sight import check_some
from plcjournal.exporting.standing import stood
from plcjournal.site.guarding import guarded
from plcjournal.site.words import long_day, safe, unquoting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal
    from plcjournal.core.records import Action
    from plcjournal.core.team import Meeting, Team
    from plcjournal.exporting.sight import Sight

LAST = "last"
_DAY = len("2025-11-05")


class NoMeetings(PlcError):
    """No meeting was written down yet."""

    exit_code = Exit.NOT_FOUND

    def __init__(self) -> None:
        super().__init__(
            "No meeting was written down yet.", "Write one down first: plc meet"
        )


class NotReadable(PlcError):
    """The record of a meeting cannot be read."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} cannot be read as it was saved, so there are no minutes of it.",
            f"See what is wrong, mend it and save it: plc validate {path}",
        )


class _Held(NamedTuple):
    """A meeting: the name of its record, its team and day, and how to say things."""

    name: str
    team: str
    day: str
    meeting: Meeting
    change: Callable[[str], str]


def meeting_called(sight: Sight, words: str) -> str:
    """Answer the meeting that words name; `last` is the latest of my team.

    Raises:
        NoMeetings: the journal has none.
        NotFound: none is called so.
        WhichOne: several are called so.
        NotReadable: its record cannot be read.
    """
    meetings = sight.whole.meetings
    spots = map(layout.spot, sight.read.files.of("meetings"))
    names = sorted(spot.name for spot in spots if spot)
    if not names:
        raise NoMeetings
    if words.strip().casefold() == LAST:
        mine = sight.space.me().team
        some = [name for name in names if name[_DAY + 1 :] == mine] or names
        found = max(some, key=lambda name: name[:_DAY])
    else:
        found = pick("meeting", words, names)
    if found not in meetings:
        raise NotReadable(f"meetings/{found}.yaml")
    return found


def minutes(sight: Sight, name: str) -> str:
    """Answer the minutes of a meeting in Markdown.

    Others than the team see its cycles only where these are shared with them.

    Raises:
        NotExported: the record would point at a person.
    """
    meeting = sight.whole.meetings[name]
    team = meeting.team or name[_DAY + 1 :]
    day = meeting.date or name[:_DAY]
    cycles = [one for one in meeting.cycles if one in sight.journal.cycles]
    before = [one.name for one in _before(sight.whole, team, day)]
    check_some(sight, cycles, [name, *before])
    held = _Held(name, team, day, meeting, _changing(sight, team))
    return safe(whole(_lines(sight, held)))


def _changing(sight: Sight, team: str) -> Callable[[str], str]:
    """Answer how a text of a meeting is told to this audience."""
    if sight.is_for_team:
        return str
    every = sight.whole.cycles
    cycles = [every[name] for name in every if name.startswith(f"{team}/")]
    guard = guarded(cycles, {}, sight.whole.settings.privacy.min_group)
    unquoted = unquoting(guard.quoted)
    return lambda text: sight.people.without_names(unquoted(text))


def _lines(sight: Sight, held: _Held) -> Iterator[str]:
    meeting, people = held.meeting, sight.people
    there = sight.whole.teams.get(held.team)
    team = people.without_names(there.name if there else held.team)
    yield f"# Minutes: {markup.inline(team)}, {long_day(held.day)}"
    yield ""
    took = f"{meeting.minutes} minutes" if meeting.minutes else ""
    yield from facts(
        [
            ("Time", took),
            ("Led by", people.called(held.team, meeting.facilitator or "")),
            ("Present", people.called(held.team, ", ".join(meeting.present))),
            ("Focus", meeting.focus or ""),
        ]
    )
    yield from section("Agenda", _agenda(sight, held))
    decided = [held.change(one) for one in meeting.decided]
    yield from section("Decisions", points(decided or ["Nothing was decided."]))
    yield from section("Actions due", _due(sight, held))
    yield from section("Next meeting", points([_next(sight, held, there)]))


def _cycles(sight: Sight, held: _Held) -> list[Cycle]:
    """Answer the cycles it was about, as far as this audience sees them."""
    shown = sight.journal.cycles
    return [shown[name] for name in held.meeting.cycles if name in shown]


def _agenda(sight: Sight, held: _Held) -> Iterator[str]:
    lines: list[str] = []
    for last in _before(sight.whole, held.team, held.day):
        decided = "; ".join(map(held.change, last.meeting.decided))
        lines.append(
            f"What we decided on {long_day(last.day)}: "
            f"{decided or 'nothing was decided'}"
        )
    for cycle in _cycles(sight, held):
        about = cycle.priority.question or cycle.priority.need or ""
        lines.append(": ".join(filter(None, (cycle.priority.title, about))))
    return points(lines)


def _due(sight: Sight, held: _Held) -> Iterator[str]:
    rows = [
        (
            one.what,
            sight.people.called(held.team, one.owner or "") or "nobody named",
            long_day(one.due) or "no date",
            _state(one),
            cycle.priority.title,
        )
        for cycle in _cycles(sight, held)
        for one in _open_then(sight, held, cycle)
    ]
    if not rows:
        yield "No action was open."
        return
    yield from table(("What", "Who", "By", "How it stands", "Cycle"), rows)
    yield ""
    yield f"(As it stood when the journal was saved on {long_day(sight.saved[:_DAY])}.)"


def _open_then(sight: Sight, held: _Held, cycle: Cycle) -> Sequence[Action]:
    """Answer the actions that were open when the meeting was written down.

    They are told in the words of today: those of then may have been taken out.
    """
    then = stood(sight, held.name, held.day, cycle.name)
    found = []
    for one in cycle.action.actions:
        status: str = one.status
        done = one.done
        if then is not None:
            if one.id not in then:
                continue
            status, done = then[one.id]["status"], then[one.id]["done"]
        is_over = status == "done" and (done or held.day) < held.day
        if status != "dropped" and not is_over:
            found.append(one)
    return found


def _state(action: Action) -> str:
    if action.status == "done" and action.done:
        return f"done {long_day(action.done)}"
    return {"doing": "begun"}.get(action.status, action.status)


def _next(sight: Sight, held: _Held, team: Team | None) -> str:
    later = [one for one in _of_team(sight.whole, held.team) if one.day > held.day]
    if later:
        return long_day(later[0].day)
    slot = team.meeting if team and sight.is_for_team else None
    usual = [slot.day, slot.place] if slot else []
    told = ", ".join(one for one in usual if one)
    return f"At the usual time: {told}" if told else "No date was written down."


class _One(NamedTuple):
    """A meeting of a team by its day."""

    day: str
    name: str
    meeting: Meeting


def _of_team(journal: Journal, team: str) -> list[_One]:
    """Answer the meetings of a team by their days, the earliest first."""
    found = [
        _One(one.date or name[:_DAY], name, one)
        for name, one in journal.meetings.items()
        if (one.team or name[_DAY + 1 :]) == team
    ]
    return sorted(found, key=lambda one: (one.day, one.name))


def _before(journal: Journal, team: str, day: str) -> list[_One]:
    """Answer the meeting of a team before a day, none where it was the first."""
    return [one for one in _of_team(journal, team) if one.day < day][-1:]
