"""Who may see a cycle, and what people are called for those who look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from plcjournal.core.folding import folded
from plcjournal.core.privacy.vocabulary.first_names import FIRST_NAMES
from plcjournal.core.records import Audience

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.team import Member, Team

AUDIENCES: tuple[Audience, ...] = get_args(Audience)
"""From the fewest readers to the most."""
SOMEBODY = "a colleague"
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_TITLES = (
    *("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Miss", "Dr", "Dr.", "Mx"),
    *("M.", "Mme", "Madame", "Monsieur"),
)
_SHORT = 4  # letters: A, 4, ELA, ENL
# Words that say what somebody does or teaches, not who it is.
_WORDS = """
teacher teachers coach leader lead head headteacher principal deputy assistant
vice facilitator mentor librarian specialist counsellor counselor coordinator
adviser advisor consultant director chair friend critical external department
athro athrawes pennaeth dirprwy hwylusydd enseignant enseignante directeur
directrice conseiller conseillère coordonnateur coordonnatrice
math maths mathematics science humanities history geography english welsh french
language languages literacy numeracy reading art arts music drama technology
computing physical education special global social studies biology chemistry
physics religious early years infant junior primary secondary middle high grade
year class room phase key stage learning support school cluster district
first second third new other and of the for
"""
_OFFICES = frozenset(_WORDS.split())


def is_shared(cycle: Cycle, audience: Audience) -> bool:
    """Say whether a cycle is shared at least as widely as an audience asks for.

    What nobody can read says nothing about who may see it, so it is not shared.
    """
    if cycle.unread:
        return False
    return AUDIENCES.index(cycle.review.share) >= AUDIENCES.index(audience)


def is_office(name: str) -> bool:
    """Say whether a name is what somebody does (Grade 4 teacher A), not who it is."""
    words = _WORD.findall(name)
    return bool(words) and all(map(_says_no_name, words))


def _says_no_name(word: str) -> bool:
    if word.casefold() in _OFFICES or word.isdecimal():
        return True
    return len(word) <= _SHORT and word.isupper()


def role_text(member: Member) -> str:
    """Answer what a member does, as words."""
    return str(member.role).replace("-", " ")


def _ways_to_say(name: str) -> Iterator[str]:
    """Yield a name as texts say it: whole, the first alone, or the last after Mrs."""
    yield name
    first, *rest = name.split()
    if rest and folded(first) in FIRST_NAMES:
        yield first
    for title in _TITLES if rest else ():
        yield f"{title} {rest[-1]}"


class People:
    """What people are called: by name for their team, by what they do for others."""

    def __init__(self, teams: Mapping[str, Team], audience: Audience) -> None:
        self.audience = audience
        self._teams = teams
        self._by_name = audience == "team"
        self._members: dict[str, dict[str, Member]] = {}
        named = [one for team in teams.values() for one in team.members]
        self._roles = {
            words: role_text(one)
            for one in named
            if not is_office(one.name)
            for words in _ways_to_say(one.name)
        }
        found = sorted(self._roles, key=len, reverse=True)
        either = "|".join(map(re.escape, found))
        self._names = re.compile(rf"(?<!\w)(?:{either})(?!\w)") if found else None

    @property
    def by_name(self) -> bool:
        """Say whether those who look know these people by name."""
        return self._by_name

    def called(self, team: str, words: str) -> str:
        """Answer what to call members by their ids or names, '' where it is not told.

        Outside the team, words that name no member of it might be anybody's name.
        """
        known = self._known(team)
        parts = [part.strip() for part in re.split(r"[,;]", words) if part.strip()]
        if any(part.casefold() not in known for part in parts):
            return words if self._by_name or is_office(words) else ""
        told = [self._told(known[part.casefold()]) for part in parts]
        return ", ".join(dict.fromkeys(told))

    def author(self, team: str, name: str) -> str:
        """Answer what to call somebody who saved something."""
        if self._by_name or is_office(name):
            return name
        member = self._known(team).get(name.casefold())
        return role_text(member) if member else SOMEBODY

    def without_names(self, text: str) -> str:
        """Answer a text in which members are called by what they do."""
        if self._by_name or self._names is None:
            return text
        return self._names.sub(lambda found: self._roles[found.group()], text)

    def members(self, team: str) -> tuple[tuple[str, str], ...]:
        """Answer who is in a team now: name and role, or how many of each role."""
        here = [one for one in self._teams[team].members if not one.left]
        if self._by_name:
            return tuple((one.name, role_text(one)) for one in here)
        return tuple((f"{many} {role}", "") for role, many in _counted(here))

    def _known(self, team: str) -> dict[str, Member]:
        if team not in self._members:
            there = self._teams.get(team)
            members = there.members if there else ()
            self._members[team] = {
                key.casefold(): one for one in members for key in (one.id, one.name)
            }
        return self._members[team]

    def _told(self, member: Member) -> str:
        if self._by_name or is_office(member.name):
            return member.name
        return role_text(member)


def _counted(members: Iterable[Member]) -> Iterable[tuple[str, int]]:
    found: dict[str, int] = {}
    for one in members:
        role = role_text(one)
        found[role] = found.get(role, 0) + 1
    return ((role if many == 1 else f"{role}s", many) for role, many in found.items())
