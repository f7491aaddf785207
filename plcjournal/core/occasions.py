"""What in a journal has a day: reviews, actions, meetings, as a calendar shows them.

An occasion is known by what it is, never by its words, so that a calendar which took
it before finds it again. What is over, dropped or gone stays as an occasion that says
so: a calendar forgets nothing by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.people import name_of
from plcjournal.core.weekly import slot_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal
    from plcjournal.core.records import Action
    from plcjournal.core.team import Meeting, Team
    from plcjournal.core.weekly import Slot

USUAL_MINUTES = 45
Key = tuple[str, str, str]
"""The kind of an occasion, the name of its cycle, meeting or team, the id inside."""


class Standing(StrEnum):
    """How an occasion stands: to come, over, or not to be."""

    AHEAD = "ahead"
    DONE = "done"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing that has a day.

    `path` is the record it stands in. `clock` is when it begins (`15:30`), '' for a
    whole day. What comes every week does so from `day` to `until`, but not on the days
    of `but_not`.
    """

    key: Key
    day: str
    title: str
    standing: Standing
    team: str
    path: str
    lines: tuple[str, ...] = ()
    place: str = ""
    clock: str = ""
    minutes: int = USUAL_MINUTES
    until: str = ""
    but_not: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """Answer what it is: review, action, meeting or weekly."""
        return self.key[0]

    @property
    def cycle(self) -> str:
        """Answer the cycle it belongs to, '' for a meeting."""
        return self.key[1] if self.kind in ("review", "action") else ""


def occasions_of(
    journal: Journal, teams: Collection[str], cycles: Collection[str]
) -> tuple[Occasion, ...]:
    """Answer the occasions of some cycles, and of the meetings of some teams.

    What cannot be read says nothing, so nothing is said of it.
    """
    found: list[Occasion] = []
    for name in sorted(cycles):
        cycle = journal.cycles[name]
        if not cycle.unread:
            found += _of_cycle(journal, cycle)
    worked = _by_team(journal) if teams else {}
    met = [
        (name, meeting)
        for name, meeting in sorted(journal.meetings.items())
        if team_of(name, meeting) in teams and is_day(_day_of(name, meeting))
    ]
    days: dict[str, set[str]] = {}
    for name, meeting in met:
        days.setdefault(team_of(name, meeting), set()).add(_day_of(name, meeting))
    for team in sorted(teams):
        found += _of_team(journal, team, worked.get(team, ()), days.get(team, set()))
    found += (_met(journal, name, meeting) for name, meeting in met)
    return tuple(found)


def _by_team(journal: Journal) -> dict[str, list[Cycle]]:
    found: dict[str, list[Cycle]] = {}
    for cycle in journal.cycles.values():
        found.setdefault(cycle.team, []).append(cycle)
    return found


def team_of(name: str, meeting: Meeting) -> str:
    """Answer whose meeting it is: what it says, else what its file is called."""
    return meeting.team or name[11:]


def _day_of(name: str, meeting: Meeting) -> str:
    return meeting.date or name[:10]


def gone(key: Key, day: str, team: str, path: str) -> Occasion:
    """Answer what takes an occasion out of a calendar that has it from earlier.

    What was taken out of the journal is not told again, so it has no words of its own.
    """
    return Occasion(
        key=key,
        day=day,
        title="No longer planned",
        standing=Standing.OFF,
        team=team,
        path=path,
        lines=("The journal plans it no longer.",),
    )


def promised(path: str, values: Mapping[str, object]) -> dict[Key, str]:
    """Answer what the values of a record, now or once, put into a calendar, and when.

    The keys are those of the occasions; a meeting of every week has no day here: ''.
    """
    spot = layout.spot(path)
    found: dict[Key, object] = {}
    if spot is None:
        return {}
    if spot.kind in ("priority", "review"):
        day = values.get("review_by" if spot.kind == "priority" else "held")
        found["review", spot.name, ""] = day
    elif spot.kind == "action":
        actions = values.get("actions")
        for one in actions if isinstance(actions, list | tuple) else ():
            if isinstance(one, dict):
                found["action", spot.name, str(one.get("id"))] = one.get("due")
    elif spot.kind == "meeting":
        found["meeting", spot.name, ""] = values.get("date") or spot.name[:10]
    elif spot.kind == "team":
        slot = values.get("meeting")
        usual = slot.get("day") if isinstance(slot, dict) else None
        if isinstance(usual, str) and slot_of(usual):
            return {("weekly", spot.name, ""): ""}
    return {
        key: day for key, day in found.items() if isinstance(day, str) and is_day(day)
    }


def is_day(words: str) -> bool:
    """Say whether words are a day of the calendar."""
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True


def _of_cycle(journal: Journal, cycle: Cycle) -> Iterator[Occasion]:
    review = _review(journal, cycle)
    if review is not None:
        yield review
    for action in cycle.action.actions:
        if action.due:
            yield _action(journal, cycle, action)


def _review(journal: Journal, cycle: Cycle) -> Occasion | None:
    title, held = cycle.priority.title, cycle.review.held
    day = held or cycle.priority.review_by
    if day is None:
        return None
    words, standing = "Look back", Standing.AHEAD
    more: tuple[str, ...] = (f"Look back together: plc review {cycle.name}",)
    if held:
        words, standing, more = "Looked back", Standing.DONE, ()
    elif cycle.review.closed:
        words, standing, more = "Closed", Standing.OFF, ()
    return Occasion(
        key=("review", cycle.name, ""),
        day=day,
        title=f"{words}: {title}",
        standing=standing,
        team=cycle.team,
        path=layout.stage_path(cycle.name, "priority"),
        lines=(*_about(journal, cycle), *more),
    )


def _action(journal: Journal, cycle: Cycle, action: Action) -> Occasion:
    day, words, standing = action.due or "", "Due", Standing.AHEAD
    who = _who(journal.teams.get(cycle.team), action.owner or "")
    lines = [action.what, *([f"Who: {who}"] if who else []), *_about(journal, cycle)]
    if action.status == "done":
        day, words, standing = action.done or day, "Done", Standing.DONE
    elif action.status == "dropped":
        words, standing = "Dropped", Standing.OFF
    elif cycle.review.closed:
        words, standing = "Closed", Standing.OFF
    else:
        lines.append(f"When it is done: plc done {action.id} --cycle {cycle.name}")
    return Occasion(
        key=("action", cycle.name, action.id),
        day=day,
        title=f"{words}: {action.what}",
        standing=standing,
        team=cycle.team,
        path=layout.stage_path(cycle.name, "action"),
        lines=tuple(lines),
    )


def _about(journal: Journal, cycle: Cycle) -> tuple[str, ...]:
    team = journal.teams.get(cycle.team)
    return (
        f"Cycle: {cycle.priority.title}",
        f"Team: {team.name if team else cycle.team}",
        f"Open it: plc show {cycle.name}",
    )


def _who(team: Team | None, words: str) -> str:
    if team is None:
        return words
    parts = [part.strip() for part in re.split(r"[,;]", words)]
    return ", ".join(name_of(team, part) for part in parts if part)


def _met(journal: Journal, name: str, meeting: Meeting) -> Occasion:
    key, day = team_of(name, meeting), _day_of(name, meeting)
    team = journal.teams.get(key)
    slot = _usual(team)
    titles = [
        journal.cycles[one].priority.title
        for one in meeting.cycles
        if one in journal.cycles
    ]
    lines = [
        *([f"Mostly about: {meeting.focus}"] if meeting.focus else []),
        *(f"Cycle: {title}" for title in titles),
        f"Open it: plc meet --team {key} --date {day}",
    ]
    usual = team.meeting if team else None
    is_usual = slot is not None and date.fromisoformat(day).isoweekday() == slot.day
    return Occasion(
        key=("meeting", name, ""),
        day=day,
        title=f"Team meeting: {team.name if team else key}",
        standing=Standing.DONE,
        team=key,
        path=f"meetings/{name}.yaml",
        lines=tuple(lines),
        place=(usual.place if usual else None) or "",
        clock=slot.clock if slot and is_usual else "",
        minutes=meeting.minutes or (usual and usual.minutes) or USUAL_MINUTES,
    )


def _usual(team: Team | None) -> Slot | None:
    return slot_of(team.meeting.day or "") if team else None


def _of_team(
    journal: Journal, name: str, cycles: Collection[Cycle], met: Collection[str]
) -> Iterator[Occasion]:
    """Answer the usual meeting of a team: every week while a cycle is open.

    It ends with the last of the team's cycles, is off where it has none left, and
    leaves out the days on which the team met.
    """
    team = journal.teams.get(name)
    slot = _usual(team)
    span = _span(cycles)
    if team is None or slot is None or span is None:
        return
    first = _first(span[0], slot.day)
    if first is None or first > span[1]:
        return
    usual = Occasion(
        key=("weekly", name, ""),
        day=first,
        title=f"Team meeting: {team.name}",
        standing=Standing.AHEAD,
        team=name,
        path=layout.team_path(name),
        lines=(f"See what to talk about: plc meet --team {name}",),
        place=team.meeting.place or "",
        clock=slot.clock,
        minutes=team.meeting.minutes or USUAL_MINUTES,
        until=span[1],
    )
    yield replace(usual, but_not=tuple(d for d in sorted(met) if _is_in(usual, d)))


def _is_in(usual: Occasion, day: str) -> bool:
    """Say whether a meeting of every week would be on a day."""
    away = date.fromisoformat(day) - date.fromisoformat(usual.day)
    return usual.day <= day <= usual.until and away.days % 7 == 0


def _span(cycles: Collection[Cycle]) -> tuple[str, str] | None:
    """Answer the first and last day of the open cycles, of the last one if none is."""
    spans = [
        (opened, one.review.closed or one.priority.review_by or opened, one)
        for one in cycles
        for opened in (one.priority.opened,)
        if opened and not one.unread
    ]
    still = [one for one in spans if not one[2].review.closed]
    chosen = still or sorted(spans, key=lambda one: one[:2])[-1:]
    if not chosen:
        return None
    return min(one[0] for one in chosen), max(one[1] for one in chosen)


def _first(day: str, weekday: int) -> str | None:
    """Answer the first such weekday from a day on."""
    start = date.fromisoformat(day)
    try:
        found = start + timedelta(days=(weekday - start.isoweekday()) % 7)
    except OverflowError:  # beyond the last day a calendar knows
        return None
    return found.isoformat()
