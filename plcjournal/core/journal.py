"""Every record of a journal at one moment, and how people find one by name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, cast

from plcjournal.core import layout
from plcjournal.core.cycle import short_name
from plcjournal.core.near import meant, near
from plcjournal.core.overview import ByReading
from plcjournal.core.shelf import Shelf
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.dated import JournalRecord
    from plcjournal.core.models import CycleModel
    from plcjournal.core.overview import Overview
    from plcjournal.core.settings import Settings
    from plcjournal.core.team import Meeting, Team


class NotFound(PlcError):
    """A name that nothing in the journal has."""

    exit_code = Exit.NOT_FOUND

    def __init__(
        self, what: str, name: str, known: Iterable[str], hint: str = ""
    ) -> None:
        close = near(name.casefold(), known)
        super().__init__(f"There is no {what} '{name}'.", meant(close, hint))


class WhichOne(PlcError):
    """A name, or no name at all, that fits several cycles or teams."""

    exit_code = Exit.USAGE

    def __init__(self, sentence: str, names: Iterable[str], hint: str) -> None:
        self.names = tuple(names)
        listed = "".join(f"\n  {name}" for name in self.names[:_LISTED])
        more = len(self.names) - _LISTED
        rest = f"\n  and {more} more" if more > 0 else ""
        super().__init__(f"{sentence}{listed}{rest}", hint)


@dataclass(frozen=True)  # no slots: what it is asked often is worked out once
class Journal:
    """A journal as values; an edit answers a new one.

    The models are those of the journal's own files that could be read, and the bundled
    ones of every other id; one of an unread file is the bundled one in its place. An
    `overview` belongs to a journal that is only looked at.
    """

    settings: Settings
    teams: Mapping[str, Team] = field(default_factory=dict)
    cycles: Mapping[str, Cycle] = field(default_factory=dict)
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    models: Mapping[str, CycleModel] = field(default_factory=dict)
    own_models: frozenset[str] = frozenset()
    unread_models: frozenset[str] = frozenset()
    bundled_models: frozenset[str] = frozenset()
    overview: Overview | None = field(default=None, compare=False, repr=False)

    def records(self) -> dict[str, JournalRecord]:
        """Answer every record that was read, by its path."""
        found: dict[str, JournalRecord] = {layout.SETTINGS: self.settings}
        found |= {layout.team_path(name): team for name, team in self.teams.items()}
        found |= {_meeting_path(name): one for name, one in self.meetings.items()}
        found |= {layout.model_path(name): self.models[name] for name in self._own()}
        for cycle in self.cycles.values():
            found |= cycle.records()
        return found

    def record(self, path: str) -> JournalRecord | None:
        """Answer the record of one path, None where none was read."""
        spot = layout.spot(path)
        if spot is None:
            return None
        if spot.is_stage:
            cycle = self.cycles.get(spot.name)
            is_read = cycle is not None and spot.kind not in cycle.unread
            return cycle.stage(spot.kind) if cycle and is_read else None
        shelves: dict[str, Mapping[str, JournalRecord]] = {
            "settings": {"": self.settings},
            "team": self.teams,
            "meeting": self.meetings,
            "model": self.models if spot.name in self.own_models else {},
        }
        return shelves[spot.kind].get(spot.name)

    def unlike(self, other: Journal) -> tuple[str, ...]:
        """Answer the paths whose record is another one there, or none, or only there.

        An edit makes new records of what it changed alone, so they tell it apart.
        """
        names = {
            layout.team_path: Shelf.over(self.teams).unlike(other.teams),
            _meeting_path: Shelf.over(self.meetings).unlike(other.meetings),
            layout.model_path: {*self._own(), *other._own()},
        }
        paths = [path(name) for path, found in names.items() for name in found]
        for name in Shelf.over(self.cycles).unlike(other.cycles):
            paths += [layout.stage_path(name, stage) for stage in layout.STAGES]
        return tuple(
            path
            for path in (layout.SETTINGS, *paths)
            if self.record(path) is not other.record(path)
        )

    def with_cycle(self, cycle: Cycle) -> Journal:
        """Answer the journal with one cycle added or replaced."""
        return replace(self, cycles=Shelf.over(self.cycles).put({cycle.name: cycle}))

    def without_cycle(self, name: str) -> Journal:
        """Answer the journal without one cycle."""
        return replace(self, cycles=Shelf.over(self.cycles).without([name]))

    def with_record(self, path: str, record: JournalRecord) -> Journal:
        """Answer the journal with the record of one path replaced."""
        spot = layout.spot(path)
        kind, name = (spot.kind, spot.name) if spot else ("", "")
        if kind in layout.STAGES:
            return self.with_cycle(self.cycles[name].with_stage(kind, record))
        if kind == "settings":
            return replace(self, settings=cast("Settings", record))
        if kind == "team":
            teams = Shelf.over(self.teams).put({name: cast("Team", record)})
            return replace(self, teams=teams)
        if kind == "model":
            models = Shelf.over(self.models).put({name: cast("CycleModel", record)})
            return replace(self, models=models, own_models=self.own_models | {name})
        meetings = Shelf.over(self.meetings).put({name: cast("Meeting", record)})
        return replace(self, meetings=meetings)

    def model_of(self, cycle: Cycle) -> CycleModel | None:
        """Answer the model a cycle follows, by id or alias; None if unknown."""
        return self.model(cycle.priority.model or self.settings.model)

    def model(self, name: str) -> CycleModel | None:
        """Answer a model by id or alias, the journal's own before bundled ones."""
        if name in self.models:
            return self.models[name]
        models = [*(self.models[own] for own in self._own()), *self.models.values()]
        return next((m for m in models if name in (m.id, *m.aliases)), None)

    def _own(self) -> list[str]:
        return sorted(name for name in self.own_models if name in self.models)

    def find_model(self, words: str) -> CycleModel:
        """Answer the one model that words name: id, alias, name, or part of one.

        Raises:
            NotFound: no model does; near names are suggested.
            WhichOne: several do.
        """
        wanted = words.strip().casefold()
        exact = self.model(wanted.replace(" ", "-"))
        if exact is not None:
            return exact
        part = wanted.replace(" ", "-")
        named = {
            key: {
                _hyphened(name) for name in (key, *model.aliases, *model.name.values())
            }
            for key, model in self.models.items()
        }
        for fits in (
            [key for key, names in named.items() if f"-{part}-" in names],
            [key for key, names in named.items() if _any_has(names, f"-{part}")],
            [key for key, names in named.items() if _any_has(names, part)],
        ):
            if len(fits) == 1:
                return self.models[fits[0]]
            if fits and part:
                sentence = f"Several models have '{words}' in their name:"
                hint = f"Type more of the name, for example: {fits[0]}"
                raise WhichOne(sentence, fits, hint)
        known = {name.strip("-") for names in named.values() for name in names}
        raise NotFound("model", words, sorted(known), "See them all: plc models")

    def open_cycles(self, team: str = "") -> tuple[Cycle, ...]:
        """Answer the cycles still being worked on, of one team or of all."""
        names = self._seen.opened(team)
        self.fetch(names)
        return tuple(self.cycles[name] for name in names)

    def fetch(self, names: Iterable[str]) -> None:
        """Read some cycles at once, which is quicker than one after the other."""
        Shelf.over(self.cycles).fetch(name for name in names if name in self.cycles)

    @cached_property
    def has_one_open(self) -> bool:
        """Say whether at most one cycle is open."""
        return not self._seen.several_open()

    @cached_property
    def _seen(self) -> Overview:
        return self.overview or ByReading(self.cycles)

    def shortest(self, cycle: str) -> str:
        """Answer the shortest name by which people find a cycle and no other."""
        folder = cycle.partition("/")[2]
        for name in (short_name(cycle), folder):
            if self._seen.called(name) < 2:
                return name
        return cycle

    def following(self, cycle: str) -> Sequence[str]:
        """Answer the cycles that say they follow a cycle, in order of their names."""
        return self._seen.following(cycle)

    def find_cycle(self, words: str) -> Cycle:
        """Answer the one cycle whose name contains the words.

        Raises:
            NotFound: no cycle does; near names are suggested.
            WhichOne: several do.
        """
        try:
            return self.cycles[pick("cycle", words, self.cycles)]
        except NotFound:
            titled = self._seen.titled(words) if words.strip() else ()
            if len(titled) == 1:
                return self.cycles[titled[0]]
            raise

    def find_team(self, words: str) -> str:
        """Answer the id of the one team that words name, by id or name."""
        named = {
            name
            for name, team in self.teams.items()
            if team.name.casefold() == words.casefold()
        }
        if len(named) == 1:
            return named.pop()
        return pick("team", words, self.teams)

    def only_cycle(self, team: str = "") -> Cycle:
        """Answer the only open cycle of a team, or of the journal.

        Raises:
            NotFound: there is none.
            WhichOne: there are several.
        """
        found = self.open_cycles(team)
        if not found and (names := [one.name for one in self.open_cycles()]):
            sentence = "Your team has no open cycle; open in other teams:"
            raise WhichOne(sentence, names, f"Name one, for example: {names[0]}")
        if len(found) == 1:
            return found[0]
        if not found:
            raise NoOpenCycle
        names = [cycle.name for cycle in found]
        hint = f"Name one, for example: --cycle {self.shortest(names[0])}"
        raise WhichOne("Several cycles are open:", names, hint)


class NoOpenCycle(PlcError):
    """There is nothing to work on yet."""

    exit_code = Exit.NOT_FOUND

    def __init__(self) -> None:
        hint = "Start one: plc new-cycle (or see closed ones: plc status --all)"
        super().__init__("No cycle is open.", hint)


def pick(what: str, words: str, names: Iterable[str]) -> str:
    """Answer the one name that contains the words, exact names first.

    Raises:
        NotFound: no name does.
        WhichOne: several do.
    """
    known = [*names]
    wanted = words.strip().removeprefix("cycles/").strip("/").casefold()
    hyphened = wanted.replace(" ", "-")
    folded = {name: name.casefold() for name in known if wanted}
    for fits in (
        [name for name, plain in folded.items() if plain == wanted],
        [name for name, plain in folded.items() if wanted in _parts(plain)],
        [name for name, plain in folded.items() if wanted in plain],
        [name for name, plain in folded.items() if hyphened in plain],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            hint = f"Type more of the name, for example: {fits[0]}"
            raise WhichOne(f"Several {what}s have '{words}' in their name:", fits, hint)
    named = dict.fromkeys([*known, *map(short_name, known)])
    raise NotFound(what, words, named, _WHERE.get(what, _named(known)))


def _meeting_path(name: str) -> str:
    return f"meetings/{name}.yaml"


def _hyphened(name: str) -> str:
    """Answer a name so that each of its words stands after a hyphen."""
    return f"-{'-'.join(name.casefold().split())}-"


def _any_has(names: Iterable[str], part: str) -> bool:
    return any(part in name for name in names)


def _parts(name: str) -> tuple[str, ...]:
    """Answer what a cycle is called without its team, and without its month."""
    return name.partition("/")[2], short_name(name)


_LISTED = 20  # names are read; of more, somebody types a part
_WHERE = {"cycle": "See them all: plc status --all", "team": "See them: plc team"}


def _named(known: list[str]) -> str:
    return (
        f"There is: {', '.join(sorted(known)[:12])}" if known else "There is none yet."
    )
