"""Hides the notes of what was taken out of the past, here and for the whole team.

What stays says nothing of the words. Only while a purge is at work does a note hold
them, beside the old past, which has them as well.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Self

from plcjournal import disk
from plcjournal.repository.command import Git
from plcjournal.repository.repository import Repository

HALF_DONE = "purging"
TAKEN_OUT = "Plc-Purged"
_NOTE = "purged"
_STANDS_THERE = "removed"
_MARK = re.compile(rf"^{TAKEN_OUT}: ([0-9a-f]{{40,64}})$", re.MULTILINE)
_MOST = 200  # states that are named on one line
_LOG = ("--no-show-signature", "--no-notes", "--no-mailmap", "--no-color")


@dataclass(frozen=True, slots=True)
class Purge:
    """What the shared journal's lines were and are now, and the oldest changed states.

    `there` are, by our name of a shared line, what it held and what it shall hold. Who
    has one of `roots` in their past has what was taken out. `gone` are the contents of
    the files that went whole.
    """

    there: Mapping[str, tuple[str, str]]
    roots: tuple[str, ...]
    backup: str = ""
    gone: tuple[str, ...] = ()
    is_finished: bool = False
    is_shared: bool = False

    @property
    def must_share(self) -> bool:
        """Say whether the shared journal still has what was taken out here."""
        return not self.is_shared and any(
            old != new for old, new in self.there.values()
        )

    @classmethod
    def of(
        cls,
        there: Mapping[str, tuple[str, str]],
        roots: Sequence[str],
        backup: str,
        gone: Sequence[str],
        earlier: "Purge | None",
    ) -> Self:
        """Answer the note of a purge, with what is left of one before it."""
        if earlier is None:
            return cls(there, tuple(roots), backup, tuple(gone))
        was = {new: old for old, new in earlier.there.values() if earlier.must_share}
        whole = {name: (was.get(old, old), new) for name, (old, new) in there.items()}
        all_roots = tuple(dict.fromkeys((*earlier.roots, *roots)))
        return cls(whole, all_roots, backup, tuple({*earlier.gone, *gone}))

    def finished(self) -> "Purge":
        """Answer the same purge, done."""
        return replace(self, is_finished=True)

    def shared(self) -> "Purge":
        """Answer the same purge, in the shared journal as well."""
        return replace(self, is_shared=True)


def note(repository: Repository, purge: Purge) -> None:
    """Keep a note; the caller holds the write lock."""
    file = repository.place.notes / _NOTE
    disk.put(file, json.dumps(asdict(purge)).encode())


def noted(repository: Repository) -> Purge | None:
    """Answer what was noted; None where nothing was, or nothing that makes sense."""
    try:
        told = json.loads((repository.place.notes / _NOTE).read_bytes())
        there = {str(name): (str(a), str(b)) for name, (a, b) in told["there"].items()}
        return Purge(
            there,
            tuple(str(one) for one in told["roots"]),
            str(told["backup"]),
            tuple(str(one) for one in told["gone"]),
            bool(told["is_finished"]),
            bool(told["is_shared"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


@dataclass(frozen=True, slots=True)
class HalfDone:
    """A purge at work: what goes, the state that shall be, and the backup.

    `versions` are the contents that shall be gone in the end.
    """

    what: str
    is_file: bool
    is_exact: bool
    tip: str = ""
    backup: str = ""
    versions: tuple[str, ...] = ()


def begin(repository: Repository, purge: HalfDone) -> None:
    """Note, before anything changes, what is about to; until `end` nobody can save.

    The caller holds the write lock.
    """
    file = repository.place.notes / HALF_DONE
    disk.put(file, json.dumps(asdict(purge)).encode(), 0o600)
    disk.flush_folder(file.parent)


def end(repository: Repository) -> None:
    """Forget what `begin` noted: it is done."""
    (repository.place.notes / HALF_DONE).unlink(missing_ok=True)


def half_done(repository: Repository) -> HalfDone | None:
    """Answer the purge that was stopped half way; None where none was."""
    try:
        told = json.loads((repository.place.notes / HALF_DONE).read_bytes())
        return HalfDone(
            str(told["what"]),
            bool(told["is_file"]),
            bool(told["is_exact"]),
            str(told["tip"]),
            str(told["backup"]),
            tuple(str(one) for one in told["versions"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def taken_out(repository: Repository, *states: str) -> tuple[str, ...]:
    """Answer what purges named, in the past of some states and not of others (^)."""
    told = Git(repository.place.top, repository.inherit)(
        *("log", *_LOG, "--fixed-strings", f"--grep={TAKEN_OUT}: ", "--format=%B"),
        *("--end-of-options", *states, "--"),
    )
    return tuple(_MARK.findall(told.decode("utf-8", "replace")))


def has_old_past(repository: Repository, mine: str, tip: str) -> str:
    """Say whose past has what the team took out: "mine", "theirs", "" for nobody's.

    The state that a purge of the shared past leaves names the first states that it
    wrote anew. An old one is known by what it has in common with its new version: it
    is built on the very same states and was saved at the same moments by the same
    person. No trace of the words is needed for that, so nobody can try out names on it.
    """
    if mine in {"", tip}:
        return ""
    git = Git(repository.place.top, repository.inherit)
    found = taken_out(repository, mine, tip, *_before_both(git, mine, tip))
    new = dict.fromkeys(found)
    new = {one: None for one in new if repository.tip(one)}
    if not new:
        return ""
    marks = {(saved, who): one for one, saved, who in _saved(git, "--no-walk", *new)}
    known = {saved for saved, _ in marks}
    # The name of who saved it may be what was taken out.
    nameless = {saved for saved, who in marks if _STANDS_THERE in who}
    for whose, other in ((tip, mine), (mine, tip)):
        for one, saved, who in _saved(git, whose, f"^{other}"):
            if one in new or saved not in known:
                continue
            if (saved, who) in marks or saved in nameless:
                return "theirs" if whose == tip else "mine"
    return ""


def _before_both(git: Git, mine: str, tip: str) -> tuple[str, ...]:
    """Answer, as one to leave out, a state that all is built on which one side lacks.

    A purge is younger than what the old states are built on that it wrote anew: before
    that nothing can tell of it. Nothing is left out where one side begins anew.
    """
    told = git("rev-list", "--parents", "--boundary", f"{mine}...{tip}", "--").decode()
    rows = [row.split() for row in told.splitlines()]
    edge = [row[0].removeprefix("-") for row in rows if row[0].startswith("-")]
    begins = any(len(row) == 1 and not row[0].startswith("-") for row in rows)
    if begins or len(edge) > _MOST:
        return ()
    if len(edge) > 1:
        edge = git.attempt("merge-base", "--octopus", *edge).out.decode().split()
    return tuple(f"^{one}" for one in edge)


def _saved(git: Git, *which: str) -> list[tuple[str, str, str]]:
    """Answer commits; of each what it is built on and when it was made, and by whom."""
    walk = [one for one in which if one.startswith("--")]
    commits = [one for one in which if not one.startswith("--")]
    told = git(
        *("log", *_LOG, *walk, "--format=%H|%P %ad %cd|%an", "--date=raw"),
        *("--end-of-options", *commits, "--"),
    )
    rows = told.decode("utf-8", "replace").split("\n")
    parts = (row.split("|", 2) for row in rows if row)
    return [(one, saved, who) for one, saved, who in parts]


def comes_back(repository: Repository, tip: str) -> bool:
    """Say whether a state brings along what was taken out here."""
    purge = noted(repository)
    if purge is None:
        return False
    if any(tip == old != new for old, new in purge.there.values()):
        return True
    return any(repository.is_ancestor(root, tip) for root in purge.roots)
