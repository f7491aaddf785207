"""Share what is saved here and receive what colleagues did, in one go."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import reading
from plcjournal.arriving import arrive
from plcjournal.core import layout
from plcjournal.core.merge import Kind
from plcjournal.core.settings import Settings
from plcjournal.errors import Exit, PlcError
from plcjournal.outgoing import NotShared, hold_back
from plcjournal.repository import address, lock
from plcjournal.repository.remote import Faster, Remote
from plcjournal.repository.repository import Repository
from plcjournal.repository.revisions import Revisions
from plcjournal.saving import landing, receiving
from plcjournal.store import ChangedOnDisk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from plcjournal.arriving import Copy
    from plcjournal.auditing import Loss
    from plcjournal.core.findings import Finding
    from plcjournal.core.merge import Decision
    from plcjournal.repository.revisions import Commit
    from plcjournal.workspace import Workspace

ROUNDS, SECONDS = 25, 60.0
SUBJECT = "Put together what was saved here and in the shared journal"


class NeedsPerson(PlcError):
    """Only a person can say what is meant; nothing was changed."""

    exit_code = Exit.NEEDS_PERSON


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
    commit: str = ""
    first: bool = False


class Sync:
    """One meeting of this folder with the shared journal."""

    def __init__(
        self,
        space: Workspace,
        *,
        asks: bool = False,
        tell: Callable[[str], None] | None = None,
    ) -> None:
        self._space = space
        self._asks = asks
        self._tell = tell
        self._repository = _history(space)
        self._sent: list[Told] = []
        self._received: list[Told] = []
        self._decisions: list[Decision] = []
        self._copies: list[Copy] = []
        self._out: dict[str, str] = {}
        self._aside: dict[str, str] = {}
        self._untouched: set[str] = set()
        self._written: set[str] = set()
        self._start = ""

    def run(self, words: str | None, here: Path) -> tuple[Synced, tuple[Finding, ...]]:
        """Save, receive, share; answer what went over and what is not saved yet.

        Args:
            words: an address to share with from now on, if any.
            here: the folder from which the name of a folder counts.

        Raises:
            NotShared: all is saved here, and could not be sent.
            NeedsPerson: the two histories do not belong together.
        """
        is_first = words is not None
        url = address.checked(words, here) if words else self._url()
        if is_first:
            self._make_room(url)
        remote = Remote(self._repository, url, asks=self._asks, tell=self._tell)
        saved, held_back = self._settle()
        there = self._where(remote, is_first=is_first)
        self._start = self._repository.tip() or ""
        commit = self._rounds(remote, there, url if is_first else None)
        result = Synced(
            address=address.shown(url),
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
            errors=self._errors(),
            commit=commit,
            first=is_first,
        )
        return result, held_back

    def _url(self) -> str:
        url = self._repository.setting("remote.origin.url")
        if not url:
            raise NotShared(
                "This journal is not shared with anybody yet; everything is saved"
                " here.",
                "Say once where the team's journal is: plc sync --with ADDRESS",
            )
        return address.checked(url, self._repository.place.top)

    def _make_room(self, url: str) -> None:
        """Begin a place to share in a folder that is empty or not there yet."""
        folder = address.folder(url)
        if folder is None or (folder.exists() and any(folder.iterdir())):
            return
        branch = self._repository.branch() or "refs/heads/main"
        Repository.create_shared(folder, branch.removeprefix("refs/heads/"))

    def _settle(self) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
        """Finish what was interrupted, then save what was changed by hand."""
        from plcjournal.checking import save_by_hand

        what = self._repository.in_progress()
        if what:
            raise NeedsPerson(
                f"A {what} that somebody began here with git is not finished.",
                "Finish it with: plc resolve",
            )
        noted = receiving.noted(self._repository)
        if noted and self._repository.is_complete(noted):
            self._receive(noted)
        receiving.forget(self._repository)
        changed, held_back = save_by_hand(self._space, self._space.folder, None, None)
        return changed.paths, held_back

    def _where(self, remote: Remote, *, is_first: bool) -> str:
        """Answer the branch of the shared journal that belongs to ours."""
        ref = self._repository.branch()
        if ref is None:
            raise NeedsPerson(
                "The folder shows an earlier moment of its history, so nothing was"
                " shared.",
                "Come back to the present with: git switch - and type: plc sync",
            )
        name = ref.removeprefix("refs/heads/")
        there = self._repository.setting(f"branch.{name}.merge")
        if there and not is_first:
            return there
        heads = remote.heads()
        if ref in heads.tips or not heads.tips:
            return ref
        return heads.default or min(heads.tips)

    def _rounds(self, remote: Remote, there: str, new_url: str | None) -> str:
        """Receive and share until both sides hold the same; answer what they hold."""
        deadline = time.monotonic() + SECONDS
        for number in range(ROUNDS):
            if number and time.monotonic() > deadline:
                break
            tip = remote.tip(there)
            if tip is not None:
                self._fetched(remote, there, tip, is_first=new_url is not None)
            if new_url is not None:
                self._connect(new_url, there)
                new_url = None
            if tip is not None and not self._has(tip):
                self._receive(tip)
            mine = self._repository.tip() or ""
            if mine == tip:
                remote.note_seen(there, mine)
                return mine
            if not self._has(tip or mine):
                continue
            hold_back(self._repository, self._space.folder, mine, tip)
            try:
                remote.push(mine, there)
            except Faster:
                time.sleep(random.uniform(0, 0.1 * (number + 1)))  # noqa: S311  # turns
                continue
            self._sent += self._told(mine, (tip,) if tip else ())
            remote.note_seen(there, mine)
            return mine
        raise NotShared(
            "Colleagues keep sharing at this very moment, so yours has to wait;"
            " everything is saved here.",
            "Wait a minute and type: plc sync",
        )

    def _has(self, commit: str) -> bool:
        mine = self._repository.tip()
        return mine is not None and self._repository.is_ancestor(commit, mine)

    def _fetched(self, remote: Remote, there: str, tip: str, *, is_first: bool) -> None:
        """Bring what is there, and see that it is a later state of this journal."""
        repository, revisions = self._repository, Revisions(self._repository)
        if revisions.commit(tip) is None or not repository.is_complete(tip):
            remote.fetch(there)
        # What was seen at another address says nothing about this one.
        seen, mine = None if is_first else remote.seen(there), repository.tip()
        if seen and revisions.commit(seen) and not repository.is_ancestor(seen, tip):
            raise NeedsPerson(
                "The history of the shared journal was changed since you last received"
                " it, so nothing was received or shared; your work is safe here.",
                "Ask whoever looks after it. To take part again in a new folder:"
                f" plc join {remote.shown} NEW-FOLDER",
            )
        if mine is None or revisions.merge_bases(mine, tip):
            return
        if revisions.is_shallow():
            remote.fetch(there, whole=True)
        if not revisions.merge_bases(mine, tip):
            raise self._other_journal(revisions, tip)

    def _other_journal(self, revisions: Revisions, tip: str) -> NeedsPerson:
        held = revisions.blobs(tip, (layout.SETTINGS,))
        record = reading.read_file(*next(iter(held.items()))).record if held else None
        name = f" '{record.name}'" if isinstance(record, Settings) else ""
        what = f"another journal{name}" if held else "something that is no journal"
        return NeedsPerson(
            f"At that address there is {what}, so nothing was received or shared;"
            " your work is safe here.",
            "Take part in it in a folder of its own: plc join ADDRESS FOLDER"
            if held
            else "Share with an empty address: plc sync --with ADDRESS",
        )

    def _connect(self, url: str, there: str) -> None:
        connect(self._repository, url, there)

    def _receive(self, tip: str) -> None:
        """Put what colleagues did into the folder and its history."""
        for _ in range(ROUNDS):
            with lock.held(self._repository.place.notes) as descriptor:
                repository = Repository(self._repository.place, (descriptor,))
                receiving.prepare(repository)
                ours = repository.tip()
                if ours is not None and repository.is_ancestor(tip, ours):
                    return
                arrived = arrive(repository, self._space.folder, ours, tip)
                try:
                    receiving.receive(
                        repository, self._space.folder, arrived.arrival, SUBJECT
                    )
                except (landing.Moved, ChangedOnDisk):
                    continue
            self._received += self._told(tip, (ours,) if ours else ())
            self._decisions += arrived.decisions
            self._copies += arrived.copies
            self._out |= dict(arrived.spread.out)
            self._aside |= dict(arrived.spread.aside)
            self._untouched |= {*arrived.spread.untouched}
            self._written |= {change.path for change in arrived.arrival.writes}
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

    def _places(self, kind: Kind) -> tuple[str, ...]:
        """Answer where the merge decided something of a kind, as people say it."""
        found = (one for one in self._decisions if one.kind is kind)
        return tuple(dict.fromkeys(map(_place, found)))

    def _losses(self, commit: str) -> tuple[Loss, ...]:
        if not self._received:
            return ()
        from plcjournal.auditing import losses

        return losses(self._space, tip=commit, not_in=(self._start,))

    def _errors(self) -> int:
        """Count what does not hold in the records that came in."""
        wanted = [path for path in self._written if layout.spot(path)]
        if not wanted:
            return 0
        found = self._space.check(self._space.read(), sorted(wanted))
        return sum(one.blocks for one in found)


def _place(decision: Decision) -> str:
    spot = layout.spot(decision.path)
    where = spot.name if spot and spot.name else decision.path
    return f"{decision.field} ({where})" if decision.field else where


def told(commit: Commit) -> Told:
    """Answer one change as people are told of it."""
    trailers = dict(commit.trailers)
    return Told(
        commit.author.name,
        commit.when.date().isoformat(),
        commit.subject,
        trailers.get("Cycle", ""),
        commit.id,
    )


def connect(repository: Repository, url: str, there: str) -> None:
    """Remember where the shared journal is, so that plain git finds it as well."""
    ref = repository.branch() or "refs/heads/main"
    name = ref.removeprefix("refs/heads/")
    settings = {
        "remote.origin.url": url,
        "remote.origin.fetch": "+refs/heads/*:refs/remotes/origin/*",
        f"branch.{name}.remote": "origin",
        f"branch.{name}.merge": there,
    }
    for key, value in settings.items():
        if repository.setting(key) != value:
            repository.set_setting(key, value)


def _history(space: Workspace) -> Repository:
    if space.repository is None:
        raise NotShared(
            "This folder has no history yet, so there is nothing to share.",
            "Begin it: plc init",
        )
    if space.prefix:
        raise NeedsPerson(
            "This journal lies inside a bigger project, which plc does not share: it"
            " would send other people's files as well.",
            "Share the project with the program you use for it; plc save works as"
            " ever.",
        )
    return space.repository
