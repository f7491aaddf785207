"""Finish what people began with git in this folder: nothing of it is lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plcjournal import drafts, gate, reading
from plcjournal.codec import markers
from plcjournal.core import layout
from plcjournal.finishing.ending import Ending, Stopped
from plcjournal.finishing.settling import Settling
from plcjournal.finishing.sides import Me, sides_of
from plcjournal.finishing.writing import entries_of, put_aside, write
from plcjournal.repository import lock
from plcjournal.repository.repository import Repository
from plcjournal.repository.stages import Stages, differing
from plcjournal.repository.underway import first_try, forget_tries, step, underway
from plcjournal.saving import landing, recovery
from plcjournal.workspace import Blocked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.arriving import Copy
    from plcjournal.core.merging.merge import Decision
    from plcjournal.finishing.halves import Unparted
    from plcjournal.finishing.settled import Settled
    from plcjournal.repository.underway import Underway
    from plcjournal.workspace import Workspace

_MOST = 5000  # commits of one rebase


@dataclass(slots=True)
class Finished:
    """What was begun, and what became of it; paths are those in the journal.

    `is_done`: nothing of it is left. `is_saved`: its result is in the history.
    """

    what: str = ""
    people: list[str] = field(default_factory=list)
    records: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)
    aside: list[tuple[str, str]] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    unreadable: list[Unparted] = field(default_factory=list)
    stopped: Stopped | None = None

    @property
    def is_done(self) -> bool:
        """Say whether nothing of what was begun is left to do."""
        return not (self.left or self.unreadable or self.stopped)

    @property
    def is_saved(self) -> bool:
        """Say whether the result is in the history, not only in the folder."""
        return bool(self.what) and self.is_done


def typed_over(workspace: Workspace) -> tuple[str, ...]:
    """Answer the files that somebody changed by hand since two versions met.

    Only looks; nothing is changed.
    """
    finishing = _Finishing.at(workspace, {})
    if finishing is None:
        return ()
    finishing.repository.prepare()
    state = underway(finishing.repository)
    made = finishing.settled(state)
    return tuple(path.removeprefix(workspace.prefix) for path in made.by_hand)


def finish(
    workspace: Workspace, by_hand: Mapping[str, bool] | None = None
) -> Finished | None:
    """Finish what somebody began here with git; None where nothing was begun.

    `by_hand` says of a file that somebody changed by hand since whether it stays so.

    Raises:
        Blocked: what was typed by hand would point at a person; nothing was changed.
        Hindered: nobody knows who puts the versions together.
    """
    place = workspace.place
    if place is None:
        return None
    with lock.held(place.notes) as descriptor:
        finishing = _Finishing.at(workspace, by_hand or {}, descriptor)
        if finishing is None:
            return None
        recovery.recover(finishing.repository)
        return finishing.finished()


def is_begun(workspace: Workspace) -> bool:
    """Say whether somebody began something here with git and did not finish it."""
    repository = workspace.repository
    if repository is None:
        return False
    return bool(apart(workspace) or underway(repository).what)


def apart(workspace: Workspace) -> frozenset[str]:
    """Answer the paths, from the top, of which git holds two versions apart."""
    repository = workspace.repository
    if repository is None:
        return frozenset()
    try:
        repository.prepare()
    except OSError:
        return frozenset()  # where nothing can be written, people may still look
    return frozenset(one.path for one in Stages(repository).unmerged())


class _Finishing:
    """One folder in which something was begun."""

    def __init__(
        self, workspace: Workspace, repository: Repository, by_hand: Mapping[str, bool]
    ) -> None:
        self.repository = repository
        self._workspace = workspace
        self._prefix = workspace.prefix
        self._by_hand = {self._prefix + path: yes for path, yes in by_hand.items()}
        self._stages = Stages(repository)
        self._told = Finished()

    @classmethod
    def at(
        cls, workspace: Workspace, by_hand: Mapping[str, bool], *inherit: int
    ) -> _Finishing | None:
        """Answer the folder of a journal, None where it has no history."""
        if workspace.place is None:
            return None
        return cls(workspace, Repository(workspace.place, inherit), by_hand)

    def finished(self) -> Finished | None:
        """Go from one meeting to the next until nothing is left."""
        seen: set[object] = set()
        while True:
            state = underway(self.repository)
            unmerged = self._stages.unmerged()
            if not (state.what or unmerged):
                if seen:
                    forget_tries(self.repository)
                return self._told if seen else None
            here = (state, unmerged, step(self.repository))
            if here in seen or len(seen) > _MOST:
                self._told.stopped = Stopped("It does not get any further.")
            seen.add(here)
            if not self._told.is_done or not self._one(state):
                return self._told

    def _one(self, state: Underway) -> bool:
        """Put together what met at one moment; say whether to look again."""
        self._told.what = self._told.what or state.what
        ending = Ending(self.repository, state)
        made = self.settled(state)
        self._protect(made)
        self._tell(made)
        if made.files:
            self._told.aside += put_aside(self._workspace, made)
            write(self.repository.place.top, made)
        entries = entries_of(self.repository, made)
        if made.left or made.unreadable:
            ending.pause(entries)
            return False
        try:
            self._told.stopped = ending.end(entries)
        except landing.Moved:
            return True
        return self._told.stopped is None

    def settled(self, state: Underway) -> Settled:
        """Answer what becomes of the paths that met."""
        repository, workspace = self.repository, self._workspace
        who = repository.identity()
        me = Me(who.name if who else "", workspace.today)
        unmerged = self._stages.unmerged()
        sides = sides_of(repository, state, unmerged, self._prefix, me)
        self._told.people += [
            name for name in sides.people if name not in self._told.people
        ]
        settling = Settling(
            repository,
            self._prefix,
            sides,
            first_try(repository, state),
            self._by_hand,
        )
        return settling.settled(unmerged, self._marked(state))

    def _marked(self, state: Underway) -> list[str]:
        """Answer the records that were prepared for saving with marks in them."""
        if not state.what:
            return []
        staged = differing(self._stages.held(state.ours), self._stages.settled())
        records = {
            path: version.id
            for path, version in staged.items()
            if version and version.is_file and self._is_record(path)
        }
        with self.repository.objects() as objects:
            return [
                path
                for path, blob in sorted(records.items())
                if markers.has_markers(objects.contents(blob) or b"")
            ]

    def _is_record(self, path: str) -> bool:
        is_inside = path.startswith(self._prefix)
        return is_inside and layout.spot(path.removeprefix(self._prefix)) is not None

    def _protect(self, made: Settled) -> None:
        """Let nothing into the history that was typed by hand and names a person."""
        files = {
            path.removeprefix(self._prefix): data
            for path in made.by_hand
            if (data := made.files[path]) is not None
        }
        if not files:
            return
        repository, workspace = self.repository, self._workspace
        held = repository.read_files("HEAD", self._prefix)
        journal = reading.read({**held, **files}).journal
        change = gate.Change(journal, journal, [*files], files)
        names = drafts.names(workspace.folder)
        found = gate.private(change, names, workspace.recorded)
        if found:
            raise Blocked(found, "", "Say it in other words, then type: plc resolve")

    def _tell(self, made: Settled) -> None:
        """Note what a person should know."""
        told, start = self._told, len(self._prefix)
        beside = {self._prefix + copy.path for copy in made.copies}
        records = sorted(p for p in {*made.records} - beside if self._is_record(p))
        told.records += [
            path[start:] for path in records if path[start:] not in told.records
        ]
        told.by_hand += [path[start:] for path in made.by_hand]
        told.copies += made.copies
        told.decisions += made.decisions
        told.left += [path.removeprefix(self._prefix) for path in made.left]
        told.unreadable += made.unreadable
