"""A journal as it is saved, as one audience may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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

    from plcjournal.core.journal import Cycle, Journal
    from plcjournal.core.records import Audience
    from plcjournal.reading import Read
    from plcjournal.repository.revisions import Revisions
    from plcjournal.site.guarding import Spot
    from plcjournal.site.past import Past
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


@dataclass(frozen=True, slots=True)
class Sight:
    """What an audience may see of a journal, and how it came about.

    `whole` is the journal itself, `journal` what this audience sees of it; `codes`
    stand in the place of hidden figures, `hidden` counts these. `left_out` cycles are
    not shared so widely.
    """

    space: Workspace
    audience: Audience
    read: Read
    whole: Journal
    journal: Journal
    people: People
    ids: Ids
    codes: Mapping[str, Mapping[Spot, str]]
    stale: frozenset[str]
    pasts: Mapping[str, Past]
    revisions: Revisions
    tip: str
    prefix: str
    left_out: int
    hidden: int

    @property
    def is_for_team(self) -> bool:
        """Say whether the team itself looks, who has the journal anyway."""
        return self.audience == "team"

    @property
    def saved(self) -> str:
        """Answer the moment of the last saved change, by the clock of who saved it."""
        commit = self.revisions.commit(self.tip)
        return commit.when.isoformat() if commit else ""


def sight_of(space: Workspace, audience: Audience) -> Sight:
    """Answer what an audience sees of the journal as it is saved.

    Raises:
        NoPast: nothing was saved yet.
        Unclear: the settings or a team cannot be read, and others than the team look.
    """
    revisions, tip, prefix = past_of(space)
    read = read_at(space, tip, meetings=True, in_passing=True)
    whole = read.journal
    is_for_team = audience == "team"
    for path in read.files.flat() if not is_for_team else ():
        is_decisive = path == layout.SETTINGS or path.startswith("teams/")
        if is_decisive and read.is_unread(path):
            raise Unclear(path)
    shown, stale, left_out, figures = [], set(), 0, 0
    for name in sorted(whole.cycles):
        cycle = whole.cycles[name]
        if is_for_team or is_shared(cycle, audience):
            shown.append(name)
            stale |= {name} if is_stale(cycle) else set()
            figures += _figures(cycle)
        else:
            left_out += not cycle.unread
    people = People(whole.teams, audience)
    journal = whole
    codes: Mapping[str, Mapping[Spot, str]] = {}
    if not is_for_team:
        journal, codes = hiding(only(whole, shown), people)
        figures -= sum(map(_figures, journal.cycles.values()))
    return Sight(
        space=space,
        audience=audience,
        read=read,
        whole=whole,
        journal=journal,
        people=people,
        ids=Ids(whole.teams, audience),
        codes=codes,
        stale=frozenset(stale),
        pasts=pasts(revisions, tip, prefix, shown),
        revisions=revisions,
        tip=tip,
        prefix=prefix,
        left_out=left_out,
        hidden=0 if is_for_team else figures,
    )


def _figures(cycle: Cycle) -> int:
    """Answer how many figures are told."""
    return sum(
        not result.suppressed
        for measure in cycle.evidence.measures
        for result in measure.results
    )


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
