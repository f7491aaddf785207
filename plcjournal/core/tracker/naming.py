"""What the cycles of a tracker are called, and which of them a journal has already."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from plcjournal.core.edits.edited import slug
from plcjournal.core.folding import folded
from plcjournal.core.people import id_of
from plcjournal.core.tracker.cells import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plcjournal.core.journal import Journal
    from plcjournal.core.tracker.drafted import Drafted

_NAME = re.compile(r"[a-z0-9-]+/(\d{4}-\d{2})-([a-z0-9-]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Named:
    """A cycle of a tracker with its team, first day and name; `there` is its twin.

    `is_dated`: its first day is the tracker's own.
    """

    drafted: Drafted
    team: str
    opened: str
    slug: str
    is_dated: bool
    there: str = ""

    @property
    def name(self) -> str:
        """Answer the name the cycle gets."""
        return f"{self.team}/{self.opened[:7]}-{self.slug}"


def team_of(journal: Journal, words: str) -> str:
    """Answer the team that a tracker means by id or name, '' where there is none."""
    wanted = folded(words)
    for name, team in journal.teams.items():
        if wanted in (folded(name), folded(team.name)):
            return name
    return ""


def named(
    journal: Journal, cycles: Iterable[Drafted], teams: Mapping[str, str], first: str
) -> tuple[Named, ...]:
    """Answer the cycles with their names; `first` is the day where none is said.

    `teams` answers the team by the tracker's words. The names depend on the tracker
    alone, so that the same one makes the same names again: titles that begin alike
    and would have one name get a suffix of their content.
    """
    made: list[Named] = []
    taken: set[str] = set()
    for drafted in cycles:
        told = drafted.days.get("opened") or min(drafted.row_days, default="")
        opened = told or first
        plain = _own(drafted, opened) or slug(drafted.title)
        one = Named(drafted, teams[drafted.team], opened, plain, bool(told))
        if one.name in taken:
            digest = hashlib.sha256(folded(drafted.title).encode()).hexdigest()[:6]
            one = replace(one, slug=f"{plain}-{digest}")
        taken.add(one.name)
        made.append(one)
    known = _by_title(journal)
    return tuple(replace(one, there=_twin(journal, known, one)) for one in made)


def is_name(text: str) -> bool:
    """Say whether a text is a cycle's name as plc makes it."""
    return _NAME.fullmatch(text) is not None


def _own(drafted: Drafted, opened: str) -> str:
    """Answer the last part of the name that plc gave the cycle in another journal."""
    found = _NAME.fullmatch(drafted.key)
    return found[2] if found and found[1] == opened[:7] else ""


def _by_title(journal: Journal) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for name, cycle in journal.cycles.items():
        key = (cycle.team, folded(one_line(cycle.priority.title)))
        found.setdefault(key, []).append(name)
    return found


def _twin(
    journal: Journal, known: Mapping[tuple[str, str], list[str]], one: Named
) -> str:
    """Answer the cycle of the journal that this one is already, '' if none is."""
    if one.name in journal.cycles:
        return one.name
    for name in known.get((one.team, folded(one.drafted.title)), ()):
        opened = journal.cycles[name].priority.opened or ""
        if not one.is_dated or opened[:7] in ("", one.opened[:7]):
            return name
    if one.is_dated:
        return ""
    ends = re.compile(rf"{re.escape(one.team)}/\d{{4}}-\d{{2}}-{re.escape(one.slug)}")
    return next((name for name in journal.cycles if ends.fullmatch(name)), "")


def member_of(journal: Journal, team: str, words: str) -> str:
    """Answer the id of the colleague called so; other words stay as they are."""
    return id_of(journal.teams[team], words)
