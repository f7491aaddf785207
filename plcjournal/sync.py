"""Share what is saved here and receive what colleagues did, in one go."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from plcjournal import glancing
from plcjournal.arriving import arrive
from plcjournal.connection import NeedsPerson
from plcjournal.core import layout
from plcjournal.core.merging.merge import Kind
from plcjournal.errors import Exit, NotShared, PlcError
from plcjournal.incoming import Incoming
from plcjournal.outgoing import hold_back, way_out
from plcjournal.repository import lock, underway
from plcjournal.repository.remote import Faster
from plcjournal.repository.revisions import Revisions, trailer
from plcjournal.saving import landing, receiving
from plcjournal.saving.save import NotSaved
from plcjournal.store import ChangedOnDisk
from plcjournal.undecided import may_wait, undecided_paths

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plcjournal.arriving import Copy
    from plcjournal.auditing import Loss
    from plcjournal.connection import Connection
    from plcjournal.core.findings import Finding
    from plcjournal.core.merging.merge import Decision
    from plcjournal.repository.revisions import Commit
    from plcjournal.workspace import Workspace

ROUNDS, SECONDS = 25, 60.0
SUBJECT = "Put together what was saved here and in the shared journal"


@dataclass(frozen=True, slots=True)
class Told:
    """One change that went over: whose, when, what, in which cycle."""

    who: str
    when: str
    what: str
    cycle: str = ""
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A field with two versions, and the command that decides."""

    cycle: str
    field: str
    command: str


@dataclass(frozen=True, slots=True)
class Pointed:
    """What came in and points at people: what, in which file, and the way out."""

    what: str
    path: str
    way_out: str


@dataclass(frozen=True, slots=True)
class Synced:
    """What was sent and received, and what a person should know."""

    address: str
    sent: tuple[Told, ...] = ()
    received: tuple[Told, ...] = ()
    saved: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    kept: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    aside: tuple[tuple[str, str], ...] = ()
    untouched: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    errors: int = 0
    people: tuple[Pointed, ...] = ()
    commit: str = ""
    first: bool = False
    undecided: int = 0
    not_shared: str = ""


class Sync:
    """One meeting of this folder with the shared journal."""

    def __init__(self, space: Workspace, line: Connection) -> None:
        self._space = space
        self._line = line
        self._repository = line.repository
        self._sent: list[Told] = []
        self._received: list[Told] = []
        self._decisions: list[Decision] = []
        self._copies: list[Copy] = []
        self._out: dict[str, str] = {}
        self._aside: dict[str, str] = {}
        self._untouched: set[str] = set()
        self._written: set[str] = set()
        self._may_wait: set[str] = set()
        self._start = self._repository.tip() or ""
        self._checked: set[str] = set()
        self._incoming = Incoming(space)
        self.failure: PlcError | None = None  # what kept the rest from being done

    def run(self) -> tuple[Synced, tuple[Finding, ...]]:
        """Save, receive, share; answer what went over and what is not saved yet.

        What kept something from being saved or shared is in `failure` afterwards, where
        other things were done all the same.

        Raises:
            NotShared: all is saved here, and could not be sent.
            NeedsPerson: the two histories do not belong together.
        """
        with self._incoming:
            return self._run()

    def _run(self) -> tuple[Synced, tuple[Finding, ...]]:
        line, is_first = self._line, self._line.is_new
        saved, held_back = self._settle()
        # What is written from now on is not searched: it passes through here.
        undecided = self._undecided_paths(held_back)
        try:
            line.find()
            commit = self._rounds()
        except PlcError as error:
            is_nothing_done = not (saved or self._received)
            if error.exit_code is not Exit.NOT_SHARED or is_nothing_done:
                raise
            self.failure, commit = error, self._repository.tip() or ""
        self._repository.tidy()
        people, errors = self._errors()
        result = Synced(
            address=line.remote.shown,
            sent=tuple(self._sent),
            received=tuple(self._received),
            saved=saved,
            waiting=tuple(self._waiting()),
            kept=self._places(Kind.KEPT),
            renamed=self._places(Kind.RENAMED),
            copies=tuple(self._copies),
            left_out=tuple(sorted(self._out.items())),
            aside=tuple(sorted(self._aside.items())),
            untouched=tuple(sorted(self._untouched)),
            losses=self._losses(commit),
            errors=len(errors),
            people=tuple(
                Pointed(one.message, one.path, way_out(one)) for one in people
            ),
            commit=commit,
            first=is_first,
            undecided=self._undecided({*undecided, *self._may_wait}),
            not_shared=self.failure.sentence if self.failure else "",
        )
        return result, held_back

    def _settle(self) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
        """Finish what was interrupted, then save what was changed by hand."""
        from plcjournal.checking import save_by_hand

        what = self._repository.in_progress()
        if what:
            sentence, mend = underway.told(what)
            raise NeedsPerson(
                f"{sentence} Nothing was shared or received.",
                f"Type: {mend} and then: plc sync",
            )
        noted = receiving.noted(self._repository)
        if noted and self._repository.is_complete(noted):
            self._receive(noted)
        receiving.forget(self._repository)
        try:
            folder = self._space.folder
            changed, held_back = save_by_hand(self._space, folder, None, None)
        except NotSaved as error:
            if self._repository.identity() is not None:
                raise
            self.failure = error  # nobody can sign; receiving goes on
            return (), ()
        return changed.paths, held_back

    def _rounds(self) -> str:
        """Receive and share until both sides hold the same; answer what they hold."""
        deadline = time.monotonic() + SECONDS
        folder, line, remote = self._space.folder, self._line, self._line.remote
        for number in range(ROUNDS):
            if number and time.monotonic() > deadline:
                break
            mine = self._repository.tip() or ""
            tip = line.tip(mine)
            has_theirs = self._has(tip, mine)
            if tip is not None and not has_theirs:
                self._receive(tip)
                mine = self._repository.tip() or ""
                has_theirs = self._has(tip, mine)
            if mine == tip:
                remote.note_seen(line.there, mine)
                return mine
            if not has_theirs:
                continue
            hold_back(self._repository, folder, mine, tip, self._checked)
            try:
                remote.push(mine, line.there)
            except Faster:
                time.sleep(random.uniform(0, 0.1 * (number + 1)))  # noqa: S311  # turns
                continue
            self._sent += self._told(mine, (tip,) if tip else ())
            remote.note_seen(line.there, mine)
            return mine
        raise NotShared(
            "Colleagues keep sharing at this very moment, so yours has to wait;"
            " everything is saved here.",
            "Wait a minute and type: plc sync",
        )

    def _has(self, tip: str | None, mine: str) -> bool:
        if tip is None:
            return bool(mine)
        return bool(mine) and self._repository.is_ancestor(tip, mine)

    def _receive(self, tip: str) -> None:
        """Put what colleagues did into the folder and its history."""
        for _ in range(ROUNDS):
            with lock.held(self._repository.place.notes) as descriptor:
                repository = self._repository.holding(descriptor)
                receiving.prepare(repository)
                ours = repository.tip()
                if ours is not None and repository.is_ancestor(tip, ours):
                    return
                arrived = arrive(repository, self._space.folder, ours, tip)
                written = {
                    *self._written,
                    *(one.path for one in arrived.arrival.writes),
                }
                ahead = partial(self._incoming.look_ahead, written)
                try:
                    receiving.receive(
                        repository, self._space.folder, arrived.arrival, SUBJECT, ahead
                    )
                except (landing.Moved, ChangedOnDisk):
                    continue
            self._received += self._told(tip, (ours,) if ours else ())
            self._decisions += arrived.decisions
            self._copies += arrived.copies
            self._out |= dict(arrived.spread.out)
            self._aside |= dict(arrived.spread.aside)
            self._untouched |= {*arrived.spread.untouched}
            for path, data, _ in arrived.arrival.writes:
                self._written.add(path)
                if may_wait(path, data):
                    self._may_wait.add(path)
            return
        raise NotShared(
            "Another program keeps changing this folder; nothing was received.",
            "When it has finished, type: plc sync",
        )

    def _told(self, tip: str, known: Sequence[str]) -> Iterator[Told]:
        walk = Revisions(self._repository).walk(tip, not_in=known, merges=False)
        return map(told, walk)

    def _waiting(self) -> Iterator[Waiting]:
        for one in self._decisions:
            if one.kind is not Kind.CONTESTED:
                continue
            spot = layout.spot(one.path)
            cycle = spot.name if spot and spot.is_stage else ""
            short = cycle.split("/")[1][8:] if cycle else ""
            command = " ".join(
                filter(None, ("plc resolve", short, "--field", one.field))
            )
            yield Waiting(cycle, one.field, command)

    def _undecided_paths(self, held_back: Sequence[Finding]) -> tuple[str, ...]:
        """Answer the records in which a field may wait, before anything arrives."""
        known = None
        if self._space.place and not (held_back or self.failure):
            known = glancing.waiting(self._space.place, self._space.prefix)
        return undecided_paths(self._space.folder, known)

    def _undecided(self, paths: Iterable[str]) -> int:
        """Count the fields that wait for a decision in some records."""
        found = map(self._space.look().journal.record, paths)
        return sum(len(one.contested) for one in found if one is not None)

    def _places(self, kind: Kind) -> tuple[str, ...]:
        """Answer where the merge decided something of a kind, as people say it."""
        found = (one for one in self._decisions if one.kind is kind)
        return tuple(dict.fromkeys(map(_place, found)))

    def _losses(self, commit: str) -> tuple[Loss, ...]:
        if not self._received:
            return ()
        known = [self._start] if self._start else []
        met = Revisions(self._repository).walk(commit, not_in=known, merges=True)
        if not any(met):
            return ()
        from plcjournal.auditing import losses

        return losses(self._space, tip=commit, not_in=(self._start,))

    def _errors(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Answer what came in and points at people, and what else does not hold."""
        found = self._incoming.errors(self._written)
        if not found:
            return (), ()
        from plcjournal.scanning.explaining import rules

        of_people = {one.rule for one in rules().rules}
        return (
            tuple(one for one in found if one.rule in of_people),
            tuple(one for one in found if one.rule not in of_people),
        )


def _place(decision: Decision) -> str:
    spot = layout.spot(decision.path)
    where = spot.name if spot and spot.name else decision.path
    return f"{decision.field} ({where})" if decision.field else where


def told(commit: Commit) -> Told:
    """Answer one change as people are told of it."""
    return Told(
        commit.author.name,
        commit.when.date().isoformat(),
        commit.subject,
        trailer(commit, "Cycle"),
        commit.id,
    )
