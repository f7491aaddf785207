"""Hides the shared journal elsewhere: what it holds, receiving it, sending ours.

Nothing in the person's own git folder is written but contents, which nobody sees until
a branch names them; so a talk that is cut off leaves nothing in anybody's way.
"""

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import Final

from plcjournal import disk
from plcjournal.errors import PlcError
from plcjournal.repository import address, lock, outpost, refusals, verdict
from plcjournal.repository import seen as remembered
from plcjournal.repository.address import BadAddress
from plcjournal.repository.ahead import Ahead
from plcjournal.repository.command import Ended
from plcjournal.repository.conversation import Limits, Narrator
from plcjournal.repository.doorway import Doorway
from plcjournal.repository.repository import BadSetting, Repository
from plcjournal.repository.transport import Transport

__all__ = ["Faster", "Heads", "Limits", "Remote"]

_LS_REMOTE = ("ls-remote", "--symref", "--upload-pack=git-upload-pack", "--")
_FETCH = (
    *("fetch", "--progress", "--no-tags", "--no-recurse-submodules"),
    *("--no-write-fetch-head", "--no-auto-maintenance", "--no-write-commit-graph"),
    *("--refmap=", "--upload-pack=git-upload-pack"),
)
_LIMITS: Final = Limits()
_PUSH = (
    *("push", "--porcelain", "--progress", "--no-verify", "--no-follow-tags"),
    "--no-recurse-submodules",
)
# Into a folder of this computer, such as a stick that somebody pulls out, git writes by
# itself; it shall write as carefully as we do.
_TAKE_IN = "--receive-pack=git-receive-pack"
_TAKE_IN_HERE = "--receive-pack=git -c core.fsync=all receive-pack"
# What is received is examined. Old programs wrote commits with odd names, dates and
# modes, which harm nobody; a school shall not lose its journal to them.
_ODD_BUT_HARMLESS = (
    *("badDate", "badDateOverflow", "badEmail", "badName", "badTimezone"),
    *("missingEmail", "missingNameBeforeEmail", "missingSpaceBeforeDate"),
    *("missingSpaceBeforeEmail", "multipleAuthors", "zeroPaddedDate"),
    "zeroPaddedFilemode",
)
_EXAMINED = tuple(
    word
    for setting in (
        "fetch.fsckObjects=true",
        "transfer.fsckObjects=true",
        *(f"fetch.fsck.{what}=warn" for what in _ODD_BUT_HARMLESS),
    )
    for word in ("-c", setting)
)
_ID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_REF: Final = re.compile(r"refs/heads/(?!-)[^\x00-\x20\x7f~^:?*\[\\]+(?<![/.])")
_THERE = "refs/there"  # how our outpost calls the branch that is brought
_RECEIVING = {
    "Counting objects": "The shared journal gets ready",
    "Compressing objects": "The shared journal gets ready",
    "Receiving objects": "Receiving from the shared journal",
    "Resolving deltas": "Putting in order what was received",
}
_SENDING = {
    "Writing objects": "Sending to the shared journal",
    "Resolving deltas": "The shared journal takes it in",
}


class Faster(Exception):
    """Somebody else shared at the same moment: receive theirs first."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The branches of a shared journal by full name, and which of them is the one."""

    default: str | None
    tips: Mapping[str, str]


class Remote:
    """The shared journal at one address, as seen from one history."""

    def __init__(
        self,
        repository: Repository,
        url: str,
        *,
        asks: bool = False,
        tell: Callable[[str], None] | None = None,
        limits: Limits = _LIMITS,
    ) -> None:
        """Take an address; nothing is asked there yet.

        Args:
            repository: what is shared and where it is received.
            url: as `address.checked` answers it.
            asks: whether git may ask for a password at the terminal.
            tell: told how far it is, when it takes longer than a second.
            limits: how long the other side may take.

        Raises:
            BadAddress: it is no address that plc talks to.
        """
        self._repository = repository
        self._url = address.checked(url, repository.place.top)
        self._ahead: Ahead | None = None
        self._tell = tell
        self._waiting = "" if asks else f"Waiting for {address.host(self._url)}"
        is_plain = not any(key.startswith("url.") for key in repository.settings())
        self._way = Transport(self._url, limits, asks, is_plain)
        folder = address.folder(self._url)
        self._is_here = is_plain and folder is not None
        self._door = Doorway(folder, tell) if is_plain and folder else None
        if folder and folder.resolve().is_relative_to(repository.place.top):
            # What a journal brings along must not be what it is shared with: its
            # hooks would run.
            raise BadAddress("The address is inside the journal's own folder.")

    @property
    def shown(self) -> str:
        """The address as people may see it."""
        return address.shown(self._url)

    def heads(self) -> Heads:
        """Answer what is there: every branch and its tip.

        Raises:
            NotReached: there is no answer, or nothing there.
        """
        default: str | None = None
        tips: dict[str, str] = {}
        for value, name in self._listed(self._way, "HEAD", "refs/heads/*"):
            if value.startswith("ref: ") and name == "HEAD":
                default = value.removeprefix("ref: ")
            elif _is_branch(name) and _ID.fullmatch(value):
                tips[name] = value
        return Heads(default if default in tips else None, tips)

    def tip(self, ref: str) -> str | None:
        """Answer where one branch is there now, None if there is no such branch.

        Raises:
            NotReached: there is no answer, or nothing there.
        """
        return self._tip(ref, self._way)

    def _tip(self, ref: str, way: Transport) -> str | None:
        listed = (v for v, name in self._listed(way, _checked(ref)) if name == ref)
        return next(filter(_ID.fullmatch, listed), None)

    def fetch_ahead(self, ref: str) -> None:
        """Begin to bring what a branch there has, beside what else is done.

        Nobody is asked for a password. The next `fetch` waits for it, and says what
        went wrong; whoever does not get so far calls `close`.
        """
        with contextlib.suppress(RuntimeError):  # then it is brought when needed
            self._ahead = Ahead(ref, partial(self._fetched_ahead, ref))

    def close(self) -> None:
        """Give up what was begun ahead, and was not asked for."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            ahead.end()

    def fetch(self, ref: str, *, whole: bool = False) -> str | None:
        """Bring what a branch there has and we do not; no branch of ours moves.

        Answers where the branch is there, None if there is no such branch; the first
        time, that may be what was found ahead.

        Args:
            ref: the full name of the branch.
            whole: also bring the past that a shallow copy left out.

        Raises:
            NotReached: not everything arrived; what did is used the next time.
        """
        if self._ahead is not None and self._ahead.ref == ref and not whole:
            ahead, self._ahead = self._ahead, None
            try:
                return ahead.answer()
            except refusals.Offline:
                raise  # nor does it answer when somebody types a password
            except refusals.NotReached:
                if not self._way.asks:
                    raise
        self.close()
        return self._fetched(ref, self._way, whole=whole)

    def _fetched_ahead(self, ref: str, given_up: Event) -> str | None:
        return self._fetched(ref, self._way.ahead(given_up))

    def _fetched(self, ref: str, way: Transport, *, whole: bool = False) -> str | None:
        with outpost.outpost(self._repository, with_tips=True) as post:
            shallow = post.folder / "shallow"
            is_deeper = whole and shallow.exists()
            narrator = self._narrator(_RECEIVING)
            words = (*_FETCH, *(["--unshallow"] if is_deeper else []), "--")
            what = f"+{_checked(ref)}:{_THERE}"
            ended = way.run(post, narrator, *_EXAMINED, *words, self._url, what)
            if ended.code:
                if _says_not_there(ended, ref) and self._tip(ref, way) is None:
                    return None
                raise verdict.of_talk(ended, self._url)
            self._flush_packs()
            if is_deeper:
                self._note_past(shallow.read_bytes() if shallow.exists() else b"")
                self._repository.ancestry.forget()
            try:
                return (post.folder / _THERE).read_text("ascii").strip()
            except FileNotFoundError:  # git only warns
                raise refusals.WithoutPast(self._url, ended.error) from None

    def push(self, commit: str, ref: str) -> None:
        """Send a commit to a branch there, if the branch is part of its past.

        Whether it arrived is asked there afterwards; no other answer counts.

        Raises:
            Faster: the branch is somewhere else now: somebody else shared.
            NotReached: it did not arrive.
        """
        failure = self._sent(commit, _checked(ref))
        if isinstance(failure, PlcError) and not getattr(failure, "is_unsure", False):
            raise failure
        try:
            tip = self.tip(ref)
        except refusals.NotReached as error:
            raise failure or error from error
        if tip == commit:
            return
        is_moved = tip is not None and not self._repository.is_ancestor(tip, commit)
        if self._door and not is_moved:
            self._door.clear(ref)
        if is_moved or isinstance(failure, refusals.Crowded):
            raise Faster from failure
        raise failure or refusals.Refused(self._url)

    def seen(self, ref: str) -> str | None:
        """Answer what a branch there held when we last looked."""
        return remembered.seen(self._repository, ref)

    def note_seen(self, ref: str, commit: str) -> None:
        """Remember what a branch there holds."""
        remembered.note(self._repository, ref, commit)

    def replace(self, commit: str, ref: str, old: str) -> None:
        """Send a commit in place of what a branch there holds, if it still does.

        Raises:
            NotReached: it did not arrive.
            Faster: the branch is somewhere else now.
        """
        lease = f"--force-with-lease={_checked(ref)}:{old}"
        failure = self._sent(commit, ref, lease)
        tip = self.tip(ref)
        if tip == commit:
            return
        if tip != old:
            raise Faster from failure
        raise failure or refusals.Refused(self._url)

    def _sent(self, commit: str, ref: str, *how: str) -> PlcError | None:
        """Send; answer what git takes for the reason that it did not arrive."""
        with outpost.outpost(self._repository) as post:
            narrator = self._narrator(_SENDING)
            take_in = _TAKE_IN_HERE if self._is_here else _TAKE_IN
            words = (*_PUSH, *how, take_in, "--", self._url, f"{commit}:{ref}")
            ended = self._way.run(post, narrator, *words, sends=True)
        return verdict.of_sending(ended, self._url) if ended.code else None

    def _listed(self, way: Transport, *patterns: str) -> Iterator[tuple[str, str]]:
        """Answer ids and names as the other side lists them: more than was asked."""
        with outpost.outpost(self._repository) as post:
            narrator = self._narrator({})
            ended = way.run(post, narrator, *_LS_REMOTE, self._url, *patterns)
        if ended.code:
            raise verdict.of_talk(ended, self._url)
        for row in ended.out.decode("utf-8", "surrogateescape").split("\n"):
            value, _, name = row.partition("\t")
            yield value, name

    def _narrator(self, sentences: Mapping[str, str]) -> Narrator:
        return Narrator(sentences, self._tell, self._waiting)

    def _flush_packs(self) -> None:
        """Flush the names of what arrived: git flushes only what is inside."""
        packs = self._repository.place.common_dir / "objects" / "pack"
        if packs.is_dir():
            disk.flush_folder(packs)

    def _note_past(self, boundary: bytes) -> None:
        """Note where our copy of the past ends now; nowhere, if there is nothing."""
        place = self._repository.place
        file = place.common_dir / "shallow"
        locked = place.common_dir / "shallow.lock"
        with remembered.locked(self._repository):
            lock.free(locked, place.notes)
            with lock.claimed(locked, place.notes):
                if boundary:
                    disk.put(file, boundary)
                else:
                    disk.remove(file)


def _says_not_there(ended: Ended, ref: str) -> bool:
    return f"fatal: couldn't find remote ref {ref}" in ended.error.splitlines()


def _is_branch(name: str) -> bool:
    return bool(_REF.fullmatch(name)) and ".." not in name


def _checked(ref: str) -> str:
    """Answer the name of a branch, which may come from a setting."""
    if not _is_branch(ref):
        raise BadSetting("branch.*.merge")
    return ref
