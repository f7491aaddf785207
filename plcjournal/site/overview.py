"""What stands on the pages about several cycles, as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.site.addresses import team_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plcjournal.core.journal import Journal
    from plcjournal.site.audience import People
    from plcjournal.site.parts import Card, Claim, CyclePage

_NEWEST = 6
_KINDS = {"plc": "Professional learning community"}


@dataclass(frozen=True, slots=True)
class Front:
    """The front page: what is worked on, what was learned, who works here."""

    now: tuple[Card, ...]
    learned: tuple[Claim, ...]
    more: int
    lately: tuple[Card, ...]
    teams: tuple[TeamCard, ...]


@dataclass(frozen=True, slots=True)
class TeamCard:
    """A team in a list."""

    page: str
    name: str
    kind: str
    school: str
    now: int
    closed: int


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Everything on the page of one team."""

    card: TeamCard
    members: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    norms: tuple[str, ...]
    now: tuple[Card, ...]
    closed: tuple[Card, ...]
    learned: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The cycles that began in one school year, the newest first."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a search may find."""

    page: str
    title: str
    kind: str
    team: str
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """What other pages tell of a cycle: all that is kept once its own page is made."""

    card: Card
    claims: tuple[Claim, ...]
    found: tuple[Found, ...]


def brief_of(page: CyclePage) -> Brief:
    """Answer what other pages tell of a cycle."""
    return Brief(page.card, page.claims, tuple(_found(page)))


def front_of(pages: Sequence[Brief], teams: Sequence[TeamCard]) -> Front:
    """Answer the front page."""
    learned = learned_of(pages)
    closed = [page.card for page in pages if page.card.closed]
    return Front(
        now=tuple(page.card for page in pages if not page.card.closed),
        learned=learned[:_NEWEST],
        more=max(0, len(learned) - _NEWEST),
        lately=tuple(
            sorted(closed, key=lambda card: (card.closed, card.page), reverse=True)
        )[:_NEWEST],
        teams=tuple(teams),
    )


def learned_of(pages: Sequence[Brief]) -> tuple[Claim, ...]:
    """Answer everything learned, the newest first."""
    claims = [claim for page in pages for claim in page.claims]
    return tuple(sorted(claims, key=lambda claim: claim.day, reverse=True))


def years_of(pages: Sequence[Brief]) -> tuple[Year, ...]:
    """Answer the cycles by the school year they began in, the newest first."""
    years: dict[str, list[Card]] = {}
    for page in pages:
        years.setdefault(_school_year(page.card.opened), []).append(page.card)
    return tuple(
        Year(name, tuple(cards)) for name, cards in sorted(years.items(), reverse=True)
    )


def _school_year(day: str) -> str:
    """Answer the school year of a day: it turns in August."""
    if not day:
        return ""
    year, month = int(day[:4]), int(day[5:7])
    begin = year if month >= 8 else year - 1
    return f"{begin}\N{EN DASH}{begin + 1}"


def team_pages(
    journal: Journal, pages: Mapping[str, Brief], people: People
) -> tuple[TeamPage, ...]:
    """Answer the pages of the teams whose cycles are shown."""
    teams: dict[str, list[Brief]] = {}
    for name, page in pages.items():
        teams.setdefault(name.split("/")[0], []).append(page)
    return tuple(_team(journal, name, teams[name], people) for name in sorted(teams))


def _team(
    journal: Journal, name: str, mine: Sequence[Brief], people: People
) -> TeamPage:
    team = journal.teams.get(name)
    now = tuple(page.card for page in mine if not page.card.closed)
    closed = tuple(page.card for page in mine if page.card.closed)
    card = TeamCard(
        page=team_page(name),
        name=team.name if team else name,
        kind=_kind(team.kind) if team else "",
        school=(team.school if team else None) or journal.settings.school or "",
        now=len(now),
        closed=len(closed),
    )
    facts: list[tuple[str, str]] = []
    if team and people.by_name:
        meeting = team.meeting
        minutes = f"{meeting.minutes} minutes" if meeting.minutes else ""
        slot = (meeting.day or "", minutes, meeting.place or "")
        facts.append(("Meets", ", ".join(part for part in slot if part)))
    return TeamPage(
        card=card,
        members=people.members(name) if team else (),
        facts=tuple((label, text) for label, text in facts if text),
        norms=tuple(map(people.without_names, team.norms)) if team else (),
        now=now,
        closed=closed,
        learned=learned_of(mine),
    )


def _kind(kind: str) -> str:
    return _KINDS.get(kind, kind.replace("-", " ").capitalize())


def places_of(journal: Journal, team: str) -> tuple[tuple[str, str], ...]:
    """Answer the school and the bigger units that a team belongs to."""
    settings, there = journal.settings, journal.teams.get(team)
    school = (there.school if there else None) or settings.school or ""
    units = [("School", school)]
    for unit in ("cluster", "district", "province"):
        own = getattr(there.part_of, unit, None) if there and there.part_of else None
        told = own or getattr(settings.part_of, unit, None) or ""
        units.append((unit.capitalize(), told))
    return tuple((label, text) for label, text in units if text)


def found_of(pages: Sequence[Brief]) -> tuple[Found, ...]:
    """Answer everything a search may find: cycles, things learned, things tried."""
    return tuple(one for page in pages for one in page.found)


def _found(page: CyclePage) -> list[Found]:
    card = page.card
    said = [text for text in (page.question, page.need, page.theory) if text]
    about = " ".join(text if text[-1] in ".!?…" else f"{text}." for text in said)
    found = [Found(card.page, card.title, "Cycle", card.team, about)]
    found += [
        Found(
            f"{card.page}#learned-{claim.id}",
            claim.text,
            "Learned",
            card.team,
            claim.transfer,
        )
        for claim in page.claims
    ]
    kinds = (
        ("Tried", page.actions),
        ("Noticed", page.observations),
        ("Note", page.log),
        ("Own learning", page.learning),
    )
    found += [
        Found(card.page, one.text, kind, card.team, card.title)
        for kind, some in kinds
        for one in some
    ]
    found += [
        Found(card.page, one.name, "Measure", card.team, card.title)
        for one in page.measures
    ]
    found += [
        Found(card.page, step.answer, step.name, card.team, card.title)
        for step in page.steps
        if step.answer
    ]
    return found
