"""Make the pages of a journal as it is saved, for those a cycle is shared with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from plcjournal.core import layout
from plcjournal.core.basis import is_stale
from plcjournal.core.language import said
from plcjournal.errors import Exit, PlcError
from plcjournal.moments.moment import past_of
from plcjournal.moments.states import read_at
from plcjournal.site import addresses, overview, writing
from plcjournal.site.asking import check_people
from plcjournal.site.audience import AUDIENCES, People, is_shared
from plcjournal.site.cycle_page import Seen, lines_of, page_of
from plcjournal.site.past import deeds, pasts, steps_of
from plcjournal.site.redacting import hiding, only
from plcjournal.site.rendering import Renderer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.core.records import Audience
    from plcjournal.repository.objects import Objects
    from plcjournal.site.overview import Brief
    from plcjournal.site.parts import CyclePage
    from plcjournal.site.past import Deed, Past
    from plcjournal.site.writing import Pages
    from plcjournal.workspace import Workspace


_FOR_WHOM: Mapping[Audience, str] = {
    "team": "For our own team.",
    "school": "For our school.",
    "cluster": "For the schools of our cluster.",
    "public": "For everybody.",
}


class CannotTell(PlcError):
    """A record that says what pages must not show cannot be read."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} cannot be read as it was saved, so nobody can tell what pages must"
            " not show; none was made.",
            f"See what is wrong, mend it and save it: plc validate {path}",
        )


class NoPlace(PlcError):
    """Pages have no place among the records."""

    exit_code = Exit.USAGE

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} belongs to the journal itself; nothing was changed.",
            "Choose another folder: plc publish --out site",
        )


@dataclass(frozen=True, slots=True)
class Published:
    """What was made, for whom, and where.

    `left_out` counts the cycles that are not shared so widely, `hidden` the figures
    about few learners that no page shows, `unsaved` names what was changed by hand
    since it was saved, and `kept` pages that are no longer made but were changed by
    somebody.
    """

    folder: str
    front: str
    audience: Audience
    cycles: int
    left_out: int
    hidden: int
    written: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    unsaved: tuple[str, ...]
    shared_with: str = ""


def publish(
    space: Workspace, folder: Path, audience: Audience
) -> tuple[Published, tuple[Finding, ...]]:
    """Make the pages of a journal in a folder; answer what could not be read, too.

    Raises:
        NoPast: nothing was saved yet.
        CannotTell: the settings or a team cannot be read.
        NoPlace: the folder is a place of the journal's own.
        NotPublished: something would point at a person.
        NotOurs: somebody else made what is in the folder.
        PagesMissing: the libraries that make pages are not installed.
    """
    _check_place(space, folder)
    revisions, tip, prefix = past_of(space)
    read = read_at(space, tip, in_passing=True)
    whole = read.journal
    for path in read.files.flat():
        is_decisive = path == layout.SETTINGS or path.startswith("teams/")
        if is_decisive and read.is_unread(path):
            raise CannotTell(path)
    shown, rest = [], []
    for name in sorted(whole.cycles):
        cycle = whole.cycles[name]
        if is_shared(cycle, audience):
            shown.append(name)
        elif not cycle.unread:
            # What cannot be read is told as that: nobody knows how widely it is shared.
            rest.append(cycle.review.share)
    check_people(space, read, shown)
    making = _Making(
        whole,
        shown,
        People(whole.teams, audience),
        pasts(revisions, tip, prefix, shown),
    )
    problems = read.problems
    del read, whole  # many files, and the last pages are big
    with revisions.objects() as objects, writing.Pages(folder) as pages:
        done = pages.write(making.into(pages, objects))
    widest = max(rest, key=AUDIENCES.index, default="")
    published = Published(
        folder=str(folder),
        front=str(folder / addresses.FRONT),
        audience=audience,
        cycles=len(shown),
        left_out=len(rest),
        hidden=making.hidden,
        written=done.written,
        unchanged=done.unchanged,
        removed=done.removed,
        kept=done.kept,
        unsaved=space.unsaved(),
        shared_with=widest,
    )
    return published, problems


def _check_place(space: Workspace, folder: Path) -> None:
    """Stop where pages would lie among records, or in what keeps the history."""
    home, there = space.folder.resolve(), folder.resolve()
    kept = (".git", "local")
    if there == home:
        raise NoPlace(folder)
    if home in there.parents:
        inside = there.relative_to(home)
        if inside.parts[0] in kept or layout.is_journal_file(f"{inside.as_posix()}/"):
            raise NoPlace(folder)


class _Making:
    """Makes all pages of a journal, each cycle's own as soon as it is looked at."""

    def __init__(
        self,
        whole: Journal,
        shown: Sequence[str],
        people: People,
        known: Mapping[str, Past],
    ) -> None:
        journal = only(whole, shown)
        self._stale: set[str] = set()
        following = []
        for name, cycle in journal.cycles.items():
            if is_stale(cycle):
                self._stale.add(name)
            if cycle.priority.follows:
                following.append(name)
        self._journal, self._told, _ = hiding(journal, people)
        self._lines = lines_of(journal, following)
        self._people, self._known = people, known
        self.hidden = sum(map(len, self._told.values()))
        settings = journal.settings
        everywhere = {
            "journal": settings.name,
            "school": settings.school or "",
            "language": settings.language,
            "feed": bool(known),
            "for_whom": _FOR_WHOM[people.audience],
        }
        self._render = Renderer(everywhere).page

    def into(self, pages: Pages, objects: Objects) -> list[str]:
        """Hand over every page; answer their paths in order."""
        people, render = self._people, self._render
        briefs: dict[str, Brief] = {}
        for name in self._journal.cycles:
            page = self._page(name, objects)
            path = page.card.page
            pages.add(path, render("cycle.html.j2", path, page=page))
            briefs[name] = overview.brief_of(page)
        self._journal = replace(self._journal, cycles={})  # they are told
        ordered = sorted(
            briefs.values(),
            key=lambda one: (one.card.opened, one.card.page),
            reverse=True,
        )
        teams = overview.team_pages(self._journal, briefs, people)
        front = overview.front_of(ordered, [one.card for one in teams])
        years, learned = overview.years_of(ordered), overview.learned_of(ordered)
        found = overview.found_of(ordered)
        about: list[tuple[str, str, dict[str, Any]]] = [
            ("front.html.j2", addresses.FRONT, {"front": front}),
            ("cycles.html.j2", addresses.CYCLES, {"years": years}),
            ("learned.html.j2", addresses.LEARNED, {"claims": learned}),
            ("search.html.j2", addresses.SEARCH, {"found": found}),
            *(("team.html.j2", one.card.page, {"team": one}) for one in teams),
        ]
        if briefs:
            about.append(("feed.xml.j2", addresses.FEED, self._feed(briefs, ordered)))
        for template, path, values in about:
            pages.add(path, render(template, path, **values))
        cycles = [one.card.page for one in ordered]
        others = [path for _, path, _ in about]
        at = len(others) - bool(briefs)
        return [*others[:at], *cycles, *others[at:]]

    def _page(self, name: str, objects: Objects) -> CyclePage:
        journal, past = self._journal, self._known[name]
        cycle = journal.cycles[name]
        seen = Seen(
            cycle=cycle,
            told=self._told.get(name, {}),
            deeds=_deeds(journal, cycle, past, self._people),
            steps=steps_of(past, objects) if _compares(cycle, past) else (),
            line=self._lines.get(name, ()),
            stale=name in self._stale,
        )
        places = overview.places_of(journal, cycle.team)
        return page_of(journal, seen, self._people, places)

    def _feed(
        self, briefs: Mapping[str, Brief], ordered: Sequence[Brief]
    ) -> dict[str, Any]:
        settings = self._journal.settings
        known = self._known
        changed = {one.card.page: known[name].changed for name, one in briefs.items()}
        return {
            "pages": ordered,
            "changed": changed,
            "newest": max(changed.values()),
            "named": settings.id or settings.name,
        }


def _compares(cycle: Cycle, past: Past) -> bool:
    """Say whether the past may know something of how figures came about."""
    return len(past.evidence) > 1 and any(
        len(one.results) > 1 for one in cycle.evidence.measures
    )


def _deeds(
    journal: Journal, cycle: Cycle, past: Past, people: People
) -> tuple[Deed, ...]:
    model = journal.model_of(cycle)
    language = journal.settings.language
    steps = {one.id: said(one.name, language) for one in (model.steps if model else ())}
    return tuple(
        replace(one, who=people.author(cycle.team, one.who))
        for one in deeds(past, cycle, steps)
    )
