"""Ids as an audience may see them: they are made of words, and words may be names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plcjournal.core.edits.edited import slug
from plcjournal.core.folding import folded
from plcjournal.core.privacy.vocabulary.first_names import FIRST_NAMES
from plcjournal.site.audience import is_office, role_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.core.records import Audience
    from plcjournal.core.team import Team

_SHORT = 2  # letters: a, of; no id is clearer without them
_PART = re.compile(r"[^/.@]+")


class Ids:
    """What ids are called: as they are for the team, without names for others.

    The same id is called the same everywhere, and two never become one.
    """

    def __init__(self, teams: Mapping[str, Team], audience: Audience) -> None:
        self._roles: dict[str, str] = {}
        self._told: dict[str, str] = {}
        self._taken: set[str] = set()
        named = [one for team in teams.values() for one in team.members]
        for one in named if audience != "team" else ():
            role = slug(role_text(one))
            for word in _name_words(one.name):
                self._roles |= {word: role, f"{word}s": role}

    def of(self, name: str) -> str:
        """Answer what to call an id."""
        if not self._roles:
            return name
        if name not in self._told:
            plain = told = _PART.sub(lambda one: self._without_names(one[0]), name)
            number = 1
            while told in self._taken:
                number += 1
                told = f"{plain}-{number}"
            self._taken.add(told)
            self._told[name] = told
        return self._told[name]

    def _without_names(self, part: str) -> str:
        words: list[str] = []
        for word in part.split("-"):
            role = self._roles.get(word)
            if role is None:
                words.append(word)
            elif words[-1:] != [role]:
                words.append(role)
        return "-".join(words)


def _name_words(name: str) -> list[str]:
    """Answer the words of a name that are no office, as they stand in an id.

    Names have capitals, so `Critical friend from the senior team` has none of them.
    Where somebody writes all small, first names tell who is meant beside an office.
    """
    if is_office(name):
        return []
    words = re.findall(r"[^\W_]+", name)
    names = [one for one in words if not is_office(one.casefold())]
    if any(not one.islower() for one in names):
        names = [one for one in names if not one.islower()]
    elif len(names) < len(words):
        names = [one for one in names if folded(one) in FIRST_NAMES]
    made = (slug(one) for one in names)
    return [one for one in made if len(one) > _SHORT]
