"""What is different between two states of the journal, team by team, cycle by cycle."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, TypeAlias

from plcjournal import store
from plcjournal.core import layout
from plcjournal.core.rulebook import finding
from plcjournal.core.telling.sentences import said, told
from plcjournal.errors import Exit, PlcError
from plcjournal.moments import waiting
from plcjournal.moments.fields import difference
from plcjournal.moments.moment import past_of
from plcjournal.moments.names import Names, names_now, team_of
from plcjournal.moments.states import (
    States,
    changes,
    of_the_past,
    read_at,
    said_of_file,
    state,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plcjournal.core.diff import Change
    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.core.status import Due
    from plcjournal.moments.fields import Difference
    from plcjournal.moments.moment import Moment
    from plcjournal.moments.states import State
    from plcjournal.repository.revisions import Blob
    from plcjournal.workspace import Workspace


class Backwards(PlcError):
    """The first of two moments is the later one."""

    exit_code = Exit.USAGE

    def __init__(self, before: Moment, after: Moment) -> None:
        super().__init__(
            f"'{before.words}' is later than '{after.words}'.",
            f'Turn them round: plc diff --from "{after.words}" --to "{before.words}"',
        )


@dataclass(frozen=True, slots=True)
class CycleChanges:
    """What is different in one cycle, and what has waited too long in it since.

    `news` tells what came or went whole. `stalled` is the day of its last change.
    """

    cycle: str
    title: str
    news: tuple[str, ...] = ()
    changes: tuple[Difference, ...] = ()
    overdue: tuple[Due, ...] = ()
    stalled: str = ""


@dataclass(frozen=True, slots=True)
class TeamChanges:
    """What is different in the cycles of a team, its own record and its meetings.

    Without a team: in what belongs to the whole journal.
    """

    team: str
    name: str
    news: tuple[str, ...] = ()
    changes: tuple[Difference, ...] = ()
    cycles: tuple[CycleChanges, ...] = ()


@dataclass(frozen=True, slots=True)
class Differences:
    """What is different between two moments; without any, what is not saved yet.

    `others` are files in which no field is different: comments, layout, or no records.
    `unfinished`: versions met in the folder that nobody has put together yet.
    """

    journal: str
    cycle: str
    before: Moment | None
    after: Moment | None
    teams: tuple[TeamChanges, ...]
    others: tuple[str, ...] = ()
    unfinished: bool = False


@dataclass(slots=True)
class _Pairs:
    """Records and other files that differ, each as it was and as it is."""

    records: dict[str, tuple[State, State]] = field(default_factory=dict)
    files: dict[str, tuple[bool, bool]] = field(default_factory=dict)
    problems: list[Finding] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Part:
    """What is different in one cycle, or beside the cycles, in the making."""

    news: list[str] = field(default_factory=list)
    changes: list[Difference] = field(default_factory=list)


def unsaved(
    space: Workspace, cycle: str = ""
) -> tuple[Differences, tuple[Finding, ...]]:
    """Answer what the folder has otherwise than history, and what cannot be read."""
    there = store.record_paths(space.folder)
    paths = there if space.repository is None else space.unsaved()
    wanted = [p for p in paths if not cycle or p.startswith(f"cycles/{cycle}/")]
    held = space.recorded(wanted)
    pairs = _Pairs()
    for path in wanted:
        _add_unsaved(pairs, space, path, held.get(path))
    names = names_now(space, {_cycle(path) for path in wanted} - {""})
    teams = _teams(_parts(pairs, names), names, _titles(pairs))
    others = tuple(sorted(pairs.others))
    is_half_done = space.place is not None and space.place.in_progress is not None
    found = Differences(
        names.journal, cycle, None, None, teams, others, unfinished=is_half_done
    )
    return found, tuple(pairs.problems)


def _add_unsaved(
    pairs: _Pairs, space: Workspace, path: str, held: bytes | None
) -> None:
    try:
        data = store.read_whole(space.folder, path)
    except store.Unreadable as error:
        pairs.problems.append(finding("unreadable", path, error.sentence))
        return
    if layout.spot(path) is None:
        pairs.files[path] = held is not None, data is not None
        return
    before, after = state(path, held), state(path, data)
    pairs.records[path] = before, after
    if after.why:
        pairs.problems.append(after.why)


def between(
    space: Workspace, before: Moment, after: Moment, cycle: str = ""
) -> tuple[Differences, tuple[Finding, ...]]:
    """Answer what is different between two saved states, and what cannot be read.

    Raises:
        Backwards: the first is the later one.
    """
    revisions, _, prefix = past_of(space)
    # What is saved now is later than anything else here.
    may_be_late = after.words and before.commit not in {after.commit, ""}
    if may_be_late and revisions.contains(before.commit, after.commit):
        raise Backwards(before, after)
    folder = f"{prefix}cycles/{cycle}" if cycle else prefix
    changed = revisions.changed(
        before.commit or None, after.commit, [folder] if folder else []
    )
    read = read_at(space, after.commit, cycle, in_passing=True)
    names = Names(read.journal)
    problems: list[Finding] = []
    others: list[str] = []
    titles: dict[str, str] = {}
    parts: dict[tuple[str, str], _Part] = {}
    with revisions.objects() as objects:
        states = States(objects)
        # Cycle by cycle, so that little of what was and what is is there at once.
        for some in _by_cycle(changed, prefix):
            pairs = _pairs(some, states, before, after)
            parts |= _parts(pairs, names)
            problems += pairs.problems
            others += pairs.others
            titles |= _titles(pairs)
    order = {path.removeprefix(prefix): place for place, path in enumerate(changed)}
    problems.sort(key=lambda one: order[one.path])
    told_of = {problem.path for problem in problems}
    problems += [one for one in read.problems if one.path not in told_of]
    late = _waiting(space, read.journal, before, after, cycle)
    teams = _teams(parts, names, titles, late)
    others.sort()
    found = Differences(names.journal, cycle, before, after, teams, (*others,))
    return found, tuple(problems)


_Blobs: TypeAlias = "dict[str, tuple[Blob | None, Blob | None]]"


def _by_cycle(changed: _Blobs, prefix: str) -> Iterable[_Blobs]:
    """Answer what changed cycle by cycle, and together what lies beside them."""
    found: dict[str, _Blobs] = {}
    for full, sides in changed.items():
        path = full.removeprefix(prefix)
        found.setdefault(_cycle(path), {})[path] = sides
    return found.values()


def _pairs(some: _Blobs, states: States, before: Moment, after: Moment) -> _Pairs:
    """Answer records and files as they were at two moments."""
    pairs = _Pairs()
    records = [path for path in some if layout.spot(path)]
    states.look_ahead((path, blob) for path in records for blob in some[path])
    for path, (old, new) in some.items():
        if layout.spot(path) is None:
            pairs.files[path] = old is not None, new is not None
            continue
        pair = states.after(path, old), states.after(path, new)
        pairs.records[path] = pair
        for one, moment in zip(pair, (before, after), strict=True):
            if one.trouble:
                whence = f"As it was ({moment.said})"
                pairs.problems.append(of_the_past(one.trouble, whence))
    return pairs


def _titles(pairs: _Pairs) -> dict[str, str]:
    """Answer what cycles were called before, as far as that changed since."""
    found: dict[str, str] = {}
    for path, (before, _) in pairs.records.items():
        spot = layout.spot(path)
        if spot and spot.kind == "priority" and before.raw:
            found[spot.name] = str(before.raw.get("title", ""))
    return found


def _cycle(path: str) -> str:
    parts = path.split("/")
    return "/".join(parts[1:3]) if parts[0] == "cycles" and len(parts) > 3 else ""


def _parts(pairs: _Pairs, names: Names) -> dict[tuple[str, str], _Part]:
    """Answer what is different by team and cycle, each '' where there is none."""
    parts: dict[tuple[str, str], _Part] = {}
    by_place: dict[tuple[str, str], list[str]] = {}
    for path in sorted(pairs.records, key=_in_order):
        cycle = _cycle(path)
        by_place.setdefault((team_of(cycle, path), cycle), []).append(path)
    for place, paths in by_place.items():
        part = parts.setdefault(place, _Part())
        for some in [paths] if place[1] else [[path] for path in paths]:
            _tell(part, pairs, some, names.of(place[1], some[0]))
    for path, (was, now) in sorted(pairs.files.items()):
        cycle = _cycle(path)
        if "/files/" not in path and not path.startswith("conflicts/"):
            pairs.others.append(path)
        else:
            part = parts.setdefault((team_of(cycle, path), cycle), _Part())
            part.news.append(said_of_file(path, was=was, now=now))
    return parts


def _in_order(path: str) -> tuple[str, int, str]:
    """Sort key: the records of a cycle in the order of the work."""
    folder, _, name = path.rpartition("/")
    stage = name.removesuffix(".yaml")
    number = layout.STAGES.index(stage) if stage in layout.STAGES else 0
    return folder, number, name


def _tell(
    part: _Part, pairs: _Pairs, paths: Sequence[str], names: Mapping[str, str]
) -> None:
    """Tell what is different in the records of one cycle, or in another record."""
    found: list[Change] = []
    for path in paths:
        some = changes(path, *pairs.records[path])
        if some is None:
            name = path.rsplit("/", 1)[-1]
            part.news.append(f"{name} cannot be compared, because it cannot be read")
        elif not some:
            pairs.others.append(path)
        found += some or ()
    singly = [difference(change, said(change, names=names)) for change in found]
    pairs_of = zip(found, singly, strict=True)
    part.news += told([change for change, one in pairs_of if not one.words], names)
    part.changes += singly


def _waiting(
    space: Workspace, journal: Journal, before: Moment, after: Moment, cycle: str
) -> dict[str, tuple[tuple[Due, ...], str]]:
    """Answer open cycles with what became overdue, or since when they stand still."""
    wanted = [one for one in journal.open_cycles() if cycle in ("", one.name)]
    still = waiting.stalled(space, [one.name for one in wanted], before, after)
    found: dict[str, tuple[tuple[Due, ...], str]] = {}
    for one in wanted:
        dues = waiting.overdue(journal, one, before, after)
        found[one.name] = dues, still.get(one.name, "")
    return {name: late for name, late in found.items() if any(late)}


def _teams(
    parts: Mapping[tuple[str, str], _Part],
    names: Names,
    titles: Mapping[str, str],
    late: Mapping[str, tuple[tuple[Due, ...], str]] | None = None,
) -> tuple[TeamChanges, ...]:
    """Put together what is told of each team: the whole journal first, then by name."""
    late = late or {}
    places = {*parts, *((team_of(cycle, ""), cycle) for cycle in late)}
    teams: list[TeamChanges] = []
    for team, some in groupby(sorted(places), key=itemgetter(0)):
        own = parts.get((team, ""), _Part())
        cycles = [
            _cycle_changes(
                cycle, parts.get((team, cycle), _Part()), names, titles, late
            )
            for _, cycle in some
            if cycle
        ]
        told_of = tuple(one for one in cycles if _says_something(one))
        if own.news or own.changes or told_of:
            teams.append(
                TeamChanges(
                    team=team,
                    name=names.team(team),
                    news=tuple(own.news),
                    changes=tuple(own.changes),
                    cycles=told_of,
                )
            )
    return tuple(teams)


def _says_something(one: CycleChanges) -> bool:
    return bool(one.news or one.changes or one.overdue or one.stalled)


def _cycle_changes(
    cycle: str,
    part: _Part,
    names: Names,
    titles: Mapping[str, str],
    late: Mapping[str, tuple[tuple[Due, ...], str]],
) -> CycleChanges:
    dues, still = late.get(cycle, ((), ""))
    return CycleChanges(
        cycle=cycle,
        title=names.title(cycle) or titles.get(cycle, ""),
        news=tuple(part.news),
        changes=tuple(part.changes),
        overdue=dues,
        stalled=still,
    )
