"""A journal as it is saved, as one audience may see it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from plcjournal import drafts, gate, reading
from plcjournal.core import layout
from plcjournal.core.basis import is_stale
from plcjournal.errors import PlcError
from plcjournal.exporting.ids import Ids
from plcjournal.moments.moment import past_of
from plcjournal.moments.states import read_at
from plcjournal.site.asking import NotPublished, check_people
from plcjournal.site.audience import People, is_shared
from plcjournal.site.past import pasts
from plcjournal.site.redacting import hiding, only
from plcjournal.withheld import Withheld

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.core.recalled import Recalled
    from plcjournal.core.records import Audience, Evidence
    from plcjournal.site.guarding import Spot
    from plcjournal.site.past import Past
    from plcjournal.site.redacting import Redacted
    from plcjournal.workspace import Workspace


class NotExported(Withheld):
    """Something that would be exported points at a person."""

    outcome = "Nothing was exported"
    again = "export"


class Unclear(PlcError):
    """A record that says what must not be exported cannot be read."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} cannot be read as it was saved, so nobody can tell what others "
            "must not see; nothing was exported.",
            f"See what is wrong, mend it and save it: plc validate {path}",
        )


class _Survey(NamedTuple):
    """What one pass over all cycles tells of those that are shared with others."""

    shown: tuple[str, ...]
    left_out: int
    figures: int


class Sight:
    """What an audience may see of a journal as it is saved, found out as it is asked.

    `whole` is the journal itself. The team's minutes ask for little; what others may
    see of one cycle depends on all that they see.
    """

    def __init__(self, space: Workspace, audience: Audience) -> None:
        """Open the journal as it is saved.

        Raises:
            NoPast: nothing was saved yet.
            Unclear: the settings or a team cannot be read, and others than the team
                look.
        """
        self.space, self.audience = space, audience
        self.revisions, self.tip, self.prefix = past_of(space)
        self.read = read_at(space, self.tip, meetings=True, in_passing=True)
        self.whole = self.read.journal
        for path in self.read.files.flat() if not self.is_for_team else ():
            is_decisive = path == layout.SETTINGS or path.startswith("teams/")
            if is_decisive and self.read.is_unread(path):
                raise Unclear(path)
        self.people = People(self.whole.teams, audience)
        self.ids = Ids(self.whole.teams, audience)

    @property
    def is_for_team(self) -> bool:
        """Say whether the team itself looks, who has the journal anyway."""
        return self.audience == "team"

    @property
    def saved(self) -> str:
        """Answer the moment of the last saved change, by the clock of who saved it."""
        commit = self.revisions.commit(self.tip)
        return commit.when.isoformat() if commit else ""

    @cached_property
    def _survey(self) -> _Survey:
        shown, left_out, figures = [], 0, 0
        for name in sorted(self.whole.cycles):
            cycle = self.whole.cycles[name]
            if is_shared(cycle, self.audience):
                shown.append(name)
                figures += _figures(cycle.evidence)
            else:
                left_out += not cycle.unread
        return _Survey(tuple(shown), left_out, figures)

    @property
    def left_out(self) -> int:
        """Answer how many cycles are not shared so widely."""
        return 0 if self.is_for_team else self._survey.left_out

    def problems_of(self, team: str) -> tuple[Finding, ...]:
        """Answer what kept cycles of a team, or records of none, from being read."""
        files = self.read.files
        cycles = [name for name in files.cycles() if name.startswith(f"{team}/")]
        inside = (path for name in cycles for path in files.inside(name))
        return self.read.found_in([*files.flat(), *inside], cycles)[1]

    def is_stale(self, cycle: str) -> bool:
        """Say whether the evidence of a cycle changed after it was reviewed."""
        return is_stale(self.whole.cycles[cycle])

    @cached_property
    def among(self) -> Journal:
        """The journal as if there were none but the cycles that are shown."""
        return self.whole if self.is_for_team else only(self.whole, self._survey.shown)

    @cached_property
    def _redacted(self) -> Redacted:
        return hiding(self.among, self.people)

    @property
    def journal(self) -> Journal:
        """Answer what this audience sees of the journal."""
        return self.whole if self.is_for_team else self._redacted.journal

    def codes(self, cycle: str) -> Mapping[Spot, str]:
        """Answer what stands in the place of the hidden figures of a cycle."""
        return {} if self.is_for_team else self._redacted.told.get(cycle, {})

    @cached_property
    def hidden(self) -> int:
        """How many figures this audience does not see."""
        if self.is_for_team:
            return 0
        guard, cycles = self._redacted.guard, self.among.cycles.values()
        left = sum(_figures(guard.evidence(cycle)) for cycle in cycles)
        return self._survey.figures - left

    @cached_property
    def pasts(self) -> Mapping[str, Past]:
        """What the history knows of each cycle that is shown."""
        shown = [*self.among.cycles]
        return pasts(self.revisions, self.tip, self.prefix, shown)

    def past(self, cycle: str) -> Past:
        """Answer what the history knows of one cycle."""
        return pasts(self.revisions, self.tip, self.prefix, [cycle])[cycle]


def _figures(evidence: Evidence | Recalled) -> int:
    """Answer how many figures are told."""
    measures = evidence.measures
    return sum(not one.suppressed for measure in measures for one in measure.results)


def check_all(sight: Sight) -> None:
    """Put everything that this audience sees to the gate, whatever stands in the past.

    Raises:
        NotExported: something would point at a person.
    """
    try:
        check_people(sight.space, sight.read, [*sight.journal.cycles])
    except NotPublished as found:
        raise NotExported(found.findings) from None
    check_some(sight, meetings=[*sight.journal.meetings])


def check_some(
    sight: Sight, cycles: Sequence[str] = (), meetings: Sequence[str] = ()
) -> None:
    """Put some cycles and meetings to the gate, and who works on them.

    Raises:
        NotExported: something would point at a person.
    """
    wanted = {f"meetings/{name}.yaml" for name in meetings}
    wanted |= {
        layout.stage_path(name, stage) for name in cycles for stage in layout.STAGES
    }
    if not wanted:
        return
    teams = {name.split("/")[0] for name in cycles}
    wanted |= {layout.SETTINGS, *map(layout.team_path, teams)}
    files = {
        path: sight.read.files[path]
        for path in sight.read.files
        if path in wanted or path.startswith("teams/")
    }
    there = [path for path in files if path in wanted]
    journal = reading.read(files).journal
    listed = drafts.names(sight.space.folder)
    found = [one for one in gate.named(journal, there, files, listed) if one.blocks]
    if found:
        raise NotExported(found)
