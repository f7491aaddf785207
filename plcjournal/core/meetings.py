"""The agenda of a team's next meeting, and whose turn it is to facilitate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from plcjournal.core.figures import baseline_of, figure_text, latest_of
from plcjournal.core.layout import stage_path
from plcjournal.core.people import current, id_of, name_of
from plcjournal.core.status import next_of, status_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal
    from plcjournal.core.records import Action, Measure
    from plcjournal.core.status import NextStep
    from plcjournal.core.team import Meeting, Team

# What 45 minutes are good for (domain.md 5), in ninths: 5, 10, 20, 5 and 5.
_PARTS = (
    ("last", 1, "Last actions"),
    ("evidence", 2, "Evidence"),
    ("decide", 4, "Decide what to try"),
    ("who", 1, "Who does what, by when"),
    ("log", 1, "Write it down, agree the next date"),
)
_WEIGHTS = tuple(weight for _, weight, _ in _PARTS)
_USUAL_MINUTES = 45
_LOOKING = ("evidence", "review")


@dataclass(frozen=True, slots=True)
class Turn:
    """Who facilitated, and when."""

    date: str
    name: str


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that was kept, with people by their names."""

    date: str
    facilitator: str
    present: tuple[str, ...]
    focus: str
    minutes: int | None
    decided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """Something a team said it would do, and how it stands."""

    cycle: str
    title: str
    what: str
    status: str
    id: str = ""
    owner: str = ""
    due: str | None = None
    done: str | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a meeting: its minutes and what to talk about."""

    id: str
    minutes: int
    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Agenda:
    """What a meeting is for, minute by minute."""

    team: str
    team_name: str
    date: str
    minutes: int
    meets: str
    facilitator: str
    facilitator_name: str
    norms: tuple[str, ...]
    last: Held | None
    so_far: Held | None
    actions: tuple[Agreed, ...]
    due: tuple[Agreed, ...]
    steps: tuple[NextStep, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person says about an agenda beforehand."""

    cycles: tuple[str, ...] = ()
    minutes: int | None = None
    facilitator: str | None = None


def meeting_name(team: str, day: str) -> str:
    """Answer the name of the record of a team's meeting on a day."""
    return f"{day}-{team}"


def heading(day: str) -> str:
    """Answer how the heading of each change of a meeting begins."""
    return f"Meet on {day}:"


def shares(minutes: int) -> tuple[int, ...]:
    """Share minutes between the parts, as 45 are shared into 5, 10, 20, 5 and 5."""
    ninths = [minutes * weight for weight in _WEIGHTS]
    whole = [ninth // 9 for ninth in ninths]
    by_rest = sorted(
        range(len(ninths)),
        key=lambda part: (ninths[part] % 9, _WEIGHTS[part]),
        reverse=True,
    )
    for part in by_rest[: minutes - sum(whole)]:
        whole[part] += 1
    return tuple(whole)


def two_weeks_after(day: str) -> str:
    """Answer the day by which an action is usually due."""
    try:
        return (date.fromisoformat(day) + timedelta(weeks=2)).isoformat()
    except OverflowError:  # beyond the last day a calendar knows
        return date.max.isoformat()


def _dated(journal: Journal, team: str) -> list[tuple[str, Meeting]]:
    """Answer the meetings of a team by their days, the latest first."""
    return _by_team(journal).get(team, [])


def _by_team(journal: Journal) -> dict[str, list[tuple[str, Meeting]]]:
    """Answer the meetings of each team by their days, the latest first."""
    found: dict[str, list[tuple[str, Meeting]]] = {}
    for name, one in journal.meetings.items():
        pair = (one.date or name[:10], one)
        found.setdefault(one.team or name[11:], []).append(pair)
    for dated in found.values():
        dated.sort(key=lambda pair: pair[0], reverse=True)
    return found


def turns(journal: Journal, teams: Iterable[str]) -> dict[str, tuple[Turn, ...]]:
    """Answer who facilitated when, the newest first, by team; nobody is counted."""
    met = _by_team(journal)
    return {
        team: tuple(_turns(journal.teams[team], met.get(team, ()))) for team in teams
    }


def _turns(people: Team, met: Iterable[tuple[str, Meeting]]) -> Iterator[Turn]:
    for day, one in met:
        if one.facilitator:
            yield Turn(day, name_of(people, id_of(people, one.facilitator)))


def rota(
    journal: Journal, team: str, day: str, present: Collection[str] = ()
) -> tuple[str, ...]:
    """Answer the members in the order of their turns to facilitate from a day on.

    Who never did comes first, in the order of the file; then who did longest ago.
    Who has left is skipped, and who is absent where `present` says who is there.
    """
    people = journal.teams[team]
    last: dict[str, str] = {}
    for held, one in _dated(journal, team):
        if one.facilitator and held < day:
            last.setdefault(id_of(people, one.facilitator), held)
    here = [m.id for m in current(people) if not present or m.id in present]
    return tuple(sorted(here, key=lambda member: last.get(member, "")))


def agenda_of(journal: Journal, team: str, day: str, wish: Wish) -> Agenda:
    """Answer the agenda of a team's meeting on a day."""
    people = journal.teams[team]
    before = next((pair for pair in _dated(journal, team) if pair[0] < day), None)
    kept = journal.meetings.get(meeting_name(team, day))
    cycles = [journal.cycles[name] for name in wish.cycles]
    last, so_far = _held(people, before), _held(people, (day, kept) if kept else None)
    actions = tuple(_actions(people, cycles, before[0] if before else "", day))
    due = tuple(_other_dues(journal, cycles, day))
    steps = tuple(next_of(journal, cycle) for cycle in cycles)
    slot = people.meeting
    meets = ", ".join(part for part in (slot.day, slot.place) if part)
    kept_minutes = kept.minutes if kept else None
    minutes = wish.minutes or kept_minutes or slot.minutes or _USUAL_MINUTES
    facilitator = wish.facilitator or (kept.facilitator if kept else None)
    turn = id_of(people, facilitator or next(iter(rota(journal, team, day)), ""))
    points = (
        _last_points(last, (*actions, *due), cycles),
        _evidence_points(cycles, steps),
        _decide_points(steps),
        ("End with one to three actions, each with an owner and a date.",),
        _log_points(so_far, meets),
    )
    return Agenda(
        team=team,
        team_name=people.name,
        date=day,
        minutes=minutes,
        meets=meets,
        facilitator=turn,
        facilitator_name=name_of(people, turn),
        norms=people.norms,
        last=last,
        so_far=so_far,
        actions=actions,
        due=due,
        steps=steps,
        parts=_parts(minutes, points),
    )


def _parts(minutes: int, points: Iterable[Iterable[str]]) -> tuple[Part, ...]:
    return tuple(
        Part(name, share, title, tuple(lines))
        for (name, _, title), share, lines in zip(
            _PARTS, shares(minutes), points, strict=True
        )
    )


def _held(people: Team, pair: tuple[str, Meeting] | None) -> Held | None:
    if pair is None:
        return None
    day, one = pair
    return Held(
        date=day,
        facilitator=name_of(people, id_of(people, one.facilitator or "")),
        present=tuple(name_of(people, member) for member in one.present),
        focus=one.focus or "",
        minutes=one.minutes,
        decided=one.decided,
    )


def _actions(
    people: Team, cycles: Iterable[Cycle], since: str, day: str
) -> Iterator[Agreed]:
    """Answer the open actions, and those done since the last meeting."""
    for cycle in cycles:
        for action in cycle.action.actions:
            is_open = action.status in ("planned", "doing")
            if is_open or (action.status == "done" and (action.done or day) >= since):
                yield _agreed(people, cycle, action, day)


def _agreed(people: Team, cycle: Cycle, action: Action, day: str) -> Agreed:
    is_open = action.status in ("planned", "doing")
    return Agreed(
        cycle=cycle.name,
        title=cycle.priority.title,
        what=action.what,
        status=action.status,
        id=action.id,
        owner=name_of(people, action.owner or ""),
        due=action.due,
        done=action.done,
        overdue=is_open and action.due is not None and action.due < day,
    )


def _other_dues(
    journal: Journal, cycles: Iterable[Cycle], day: str
) -> Iterator[Agreed]:
    """Answer what else has a date: the review of each cycle."""
    for cycle in cycles:
        for due in status_of(journal, cycle, day).due:
            if not due.id:
                yield Agreed(
                    cycle=cycle.name,
                    title=cycle.priority.title,
                    what=due.what,
                    status="planned",
                    due=due.date,
                    overdue=due.overdue,
                )


def _last_points(
    last: Held | None, agreed: Iterable[Agreed], cycles: Collection[Cycle]
) -> Iterator[str]:
    if last is None:
        yield "No earlier meeting was written down here."
    else:
        decided = [f"Decided on {last.date}: {text}" for text in last.decided]
        yield from decided or [f"Nothing was decided on {last.date}."]
    lines = [_how_it_stands(one, several=len(cycles) > 1) for one in agreed]
    lines += [
        f"Actions could not be read: {stage_path(cycle.name, 'action')}"
        for cycle in cycles
        if "action" in cycle.unread
    ]
    yield from lines or ["No action is open."]


def _how_it_stands(one: Agreed, *, several: bool) -> str:
    if one.status == "done":
        head = f"Done {one.done}" if one.done else "Done"
    elif one.overdue:
        head = f"Overdue since {one.due}"
    else:
        head = f"Due {one.due}" if one.due else "Planned, no date yet"
    who = one.owner or ("nobody yet" if one.id else "")
    beside = "; ".join(part for part in (who, one.title if several else "") if part)
    return f"{head}: {one.what}" + (f" ({beside})" if beside else "")


def _evidence_points(
    cycles: Iterable[Cycle], steps: Collection[NextStep]
) -> Iterator[str]:
    figures = [_figures(m) for cycle in cycles for m in cycle.evidence.measures]
    yield from figures or ["No figures yet: look at learners' work together."]
    yield from (_asked(s, several=len(steps) > 1) for s in steps if s.stage in _LOOKING)


def _figures(measure: Measure) -> str:
    first = baseline_of(measure)
    last = latest_of(measure, first)
    told = [
        f"{figure_text(measure, result)} on {result.date}"
        for result in (first, last)
        if result is not None
    ]
    return f"{measure.name}: {', then '.join(told) or 'no figure yet'}"


def _decide_points(steps: Collection[NextStep]) -> Iterator[str]:
    asked = [
        _asked(step, several=len(steps) > 1)
        for step in steps
        if step.stage not in _LOOKING
    ]
    if not steps:
        yield "No cycle is open; start one: plc new-cycle"
    else:
        yield from asked or ["What will we do differently before we meet again?"]


def _asked(step: NextStep, *, several: bool) -> str:
    head = f"{step.title}: " if several else ""
    if not step.name:
        return f"{head}{step.what[:1].upper()}{step.what[1:]}: {step.command}"
    place = f"step {step.number} of {step.steps}"
    return f"{head}{step.name} ({place}): {step.question}"


def _log_points(so_far: Held | None, meets: str) -> Iterator[str]:
    if so_far is not None:
        yield from (f"Written down already: {text}" for text in so_far.decided)
    yield "Write it down with plc meet: it asks for everything in one go."
    if meets:
        yield f"You usually meet: {meets}."
