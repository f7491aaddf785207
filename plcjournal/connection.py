"""Where the shared journal is, and whether what is there belongs to ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.errors import Exit, NotShared, PlcError
from plcjournal.repository import address, lock
from plcjournal.repository.purged import comes_back, has_old_past, noted
from plcjournal.repository.remote import Remote
from plcjournal.repository.repository import Repository
from plcjournal.repository.revisions import Revisions
from plcjournal.repository.rewriting import forget_unreachable
from plcjournal.workspace import NewerJournal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from plcjournal.repository.remote import Heads
    from plcjournal.workspace import Workspace

    Tell = Callable[[str], None]


class NeedsPerson(PlcError):
    """Only a person can say what is meant; nothing was changed."""

    exit_code = Exit.NEEDS_PERSON


class LeavesTeam(NeedsPerson):
    """The new address is empty, and colleagues share at another one."""

    def __init__(self, new: str, old: str) -> None:
        super().__init__(
            f"There is nothing at {new} yet, and this journal is shared with {old}"
            " until now; nothing was changed.",
            f"To leave that one and begin a new one: plc sync --with {new} --yes",
        )


class Connection:
    """The shared journal as one history here knows it."""

    def __init__(
        self,
        repository: Repository,
        url: str,
        *,
        is_new: bool,
        asks: bool = False,
        tell: Tell | None = None,
    ) -> None:
        self.repository = repository
        self._url = url
        self.is_new = is_new
        self.remote = Remote(repository, url, asks=asks, tell=tell)
        self.there = ""

    def look_ahead(self) -> None:
        """Begin to bring what is there, where we have been before.

        It goes on beside what else is done until `tip` asks for it. Where something was
        taken out of the past, `tip` looks first whether it would come back.
        """
        repository = self.repository
        if not (self.is_new or repository.in_progress() or noted(repository)):
            self.there = self._known()
            if self.there:
                self.remote.fetch_ahead(self.there)

    def _known(self) -> str:
        """Answer the branch there that goes with ours, '' where none was named."""
        name = (self.repository.branch() or "").removeprefix("refs/heads/")
        return self.repository.setting(f"branch.{name}.merge") or ""

    def find(self) -> None:
        """Find the branch of the shared journal that belongs to ours.

        Raises:
            NeedsPerson: the folder is somewhere that is not shared with the team.
        """
        ref = self.repository.branch()
        if ref is None:
            raise NeedsPerson(
                "The folder shows an earlier moment of its history, so nothing was"
                " shared.",
                "Come back to the present with: git switch - and type: plc sync",
            )
        self.there = self._known()
        if self.there and not self.is_new:
            return
        heads = self.remote.heads()
        if ref in heads.tips or not heads.tips:
            self.there = ref
        elif self.is_new:
            self.there = main_of(heads)
        else:
            raise NeedsPerson(
                "The folder is on a line of work of its own"
                f" ('{ref.removeprefix('refs/heads/')}'), which is not shared with the"
                " team.",
                "Come back to the team's with git switch and type: plc sync",
            )

    def tip(self, mine: str) -> str | None:
        """Bring what is there, None if nothing is, and answer its commit.

        `mine` is the commit that is here, '' for none.

        Raises:
            NeedsPerson: it does not belong to this journal, or no longer does.
        """
        self._must_not_bring_back()
        tip = self.remote.fetch(self.there)
        if tip is None and not self.is_new and self.remote.seen(self.there):
            self._follow()
            tip = self.remote.fetch(self.there)
        if tip is not None:
            self._must_be_ours(tip, mine)
        if self.is_new:
            connect(self.repository, self._url, self.there)
            if tip is not None:  # what was seen elsewhere says nothing here
                self.remote.note_seen(self.there, tip)
            self.is_new = False
        return tip

    def _follow(self) -> None:
        """Go where the team's work goes on, if it was given another name."""
        heads = self.remote.heads()
        if heads.tips:  # else somebody emptied the place: it is filled again
            self.there = main_of(heads)
            connect(self.repository, self._url, self.there)

    def _must_be_ours(self, tip: str, mine: str) -> None:
        repository, revisions = self.repository, Revisions(self.repository)
        self._keep_out(tip, mine)
        held = revisions.blobs(tip, (layout.SETTINGS,))
        if is_newer(held):
            raise NewerJournal
        is_ours = not mine or bool(revisions.merge_bases(mine, tip))
        # What was seen at another address says nothing about this one.
        seen = None if self.is_new else self.remote.seen(self.there)
        if seen and not repository.is_ancestor(seen, tip):
            raise NeedsPerson(
                "The history of the shared journal was changed since you last received"
                " it, so nothing was received or shared; your work is safe here.",
                "Ask whoever looks after it. To take part again in a new folder:"
                f" plc join {self.remote.shown} NEW-FOLDER",
            )
        if is_ours:
            return
        if revisions.is_shallow():
            self.remote.fetch(self.there, whole=True)
        if not revisions.merge_bases(mine, tip):
            raise _other_journal(held)

    def _must_not_bring_back(self) -> None:
        """Stop before what was taken out here is brought, where the tip tells.

        Raises:
            NeedsPerson: the shared journal still has it.
        """
        if noted(self.repository):
            tip = self.remote.tip(self.there)
            if tip is not None and comes_back(self.repository, tip):
                raise self._comes_back()

    def _keep_out(self, tip: str, mine: str) -> None:
        """Stop before what was taken out of the past comes back, here or there.

        Raises:
            NeedsPerson: the shared journal has it, still or again, or this folder.
        """
        whose = has_old_past(self.repository, mine, tip)
        if whose == "mine":
            raise NeedsPerson(
                "Your team took something out of the past of the journal that this"
                " folder still has, so nothing was received or shared; your work is"
                " safe here.",
                "Take part again in a new folder, and delete this one when you have"
                f" typed there what is only here: plc join {self.remote.shown}"
                " NEW-FOLDER",
            )
        if not (whose or comes_back(self.repository, tip)):
            return
        with lock.held(self.repository.place.notes):
            forget_unreachable(self.repository)  # it came along just now
        raise self._comes_back()

    def _comes_back(self) -> NeedsPerson:
        purge = noted(self.repository)
        return NeedsPerson(
            "The shared journal has what was taken out of the past here, so nothing was"
            " received or shared; your work is safe here.",
            "Put yours in its place: plc privacy purge --share"
            if purge and purge.must_share
            else "Somebody's old copy brought it back. Take it out again in a new"
            f" folder (plc privacy purge): plc join {self.remote.shown} NEW-FOLDER",
        )

    def close(self) -> None:
        """Give up what was begun ahead."""
        self.remote.close()


def is_newer(settings: Mapping[str, bytes]) -> bool:
    """Tell whether the settings of a journal, by their path, are of a newer plc."""
    from plcjournal import leaf

    found = [one for held in settings.items() for one in leaf.read_file(*held).findings]
    return any(one.rule == "newer-format" for one in found)


def _other_journal(held: Mapping[str, bytes]) -> NeedsPerson:
    from plcjournal import leaf
    from plcjournal.core.settings import Settings

    record = leaf.read_file(*next(iter(held.items()))).record if held else None
    name = f" '{record.name}'" if isinstance(record, Settings) else ""
    what = f"another journal{name}" if held else "something that is no journal"
    return NeedsPerson(
        f"At that address there is {what}, so nothing was received or shared; your"
        " work is safe here.",
        "Take part in it in a folder of its own: plc join ADDRESS FOLDER"
        if held
        else "Share with an empty address: plc sync --with ADDRESS",
    )


def history(space: Workspace) -> Repository:
    """Answer the history of a journal that can be shared.

    Raises:
        NotShared: there is none yet.
        NeedsPerson: only somebody's whole project could be shared.
    """
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


def known_url(repository: Repository) -> str:
    """Answer where the journal is shared.

    Raises:
        NotShared: nowhere yet.
    """
    url = repository.setting("remote.origin.url")
    if not url:
        raise NotShared(
            "This journal is not shared with anybody yet; everything is saved here.",
            "Say once where the team's journal is: plc sync --with ADDRESS",
        )
    return address.checked(url, repository.place.top)


def new_url(repository: Repository, words: str, here: Path, *, may_leave: bool) -> str:
    """Answer an address to share with from now on; an empty folder is made ready.

    Raises:
        LeavesTeam: nothing is there, and the journal is shared elsewhere.
    """
    url = address.checked(words, here)
    folder = address.folder(url)
    if folder is None or (folder.exists() and any(folder.iterdir())):
        return url
    old = repository.setting("remote.origin.url")
    if old and old != url and not may_leave:
        raise LeavesTeam(address.shown(url), address.shown(old))
    branch = repository.branch() or "refs/heads/main"
    Repository.create_shared(folder, branch.removeprefix("refs/heads/"))
    return url


def main_of(heads: Heads) -> str:
    """Answer which of several lines of work is the team's."""
    usual = (heads.default or "", "refs/heads/main", "refs/heads/master")
    return next((ref for ref in usual if ref in heads.tips), min(heads.tips))


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
    known = repository.settings()
    for key, value in settings.items():
        if known.get(key) != value:
            repository.set_setting(key, value)
