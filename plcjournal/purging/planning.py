"""What a purge would take out, from where, and who has it already; changes nothing."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal import drafts, gate
from plcjournal.core import layout
from plcjournal.errors import Exit, PlcError
from plcjournal.purging import holding, traces
from plcjournal.purging.words import NAMED, SAID, Words
from plcjournal.repository import address, rewriting, underway
from plcjournal.repository.purged import half_done, noted
from plcjournal.repository.revisions import Revisions

if TYPE_CHECKING:
    from plcjournal.purging.holding import Holding
    from plcjournal.repository.purged import HalfDone
    from plcjournal.repository.repository import Repository
    from plcjournal.workspace import Workspace

SHARED = "refs/remotes/origin/"


class CannotPurge(PlcError):
    """Something has to be done first; nothing was changed."""

    exit_code = Exit.NEEDS_PERSON


class NoProgram(PlcError):
    """What writes a past anew is not installed."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "Taking something out of the past needs git-filter-repo, which is not"
            " installed; nothing was changed.",
            f"Install it: {sys.executable} -m pip install 'plcjournal[purge]'",
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be taken out, from where, and who has it already."""

    what: str
    is_file: bool
    forms: tuple[tuple[str, int], ...] = ()
    states: int = 0
    files: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    whole: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    messages: int = 0
    people: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    is_shared: bool = False
    address: str = ""
    colleagues: tuple[str, ...] = ()
    is_unfinished: bool = False
    is_exact: bool = False
    held: Holding = field(
        default_factory=holding.Holding, metadata={"shown": "text"}, repr=False
    )

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to take out."""
        return self.held.is_empty and not self.elsewhere and not self.is_unfinished


def stopped(space: Workspace) -> HalfDone | None:
    """Answer the purge that was stopped half way here; None where none was."""
    return half_done(space.repository) if space.repository else None


def plan(space: Workspace, words: str, *, exact: bool = False) -> Plan:
    """Answer what a purge of some words, or of a file, would do.

    Where one was stopped half way, `words` must be what that one was about, or ''.

    Raises:
        CannotPurge: something has to be done first.
        NoProgram: git-filter-repo is missing.
    """
    begun = stopped(space)
    if begun:
        if words and Words(words).text not in {begun.what, begun.what.split("/")[-1]}:
            raise CannotPurge(
                "Another purge stopped half way; nothing was changed.",
                "Finish it first: plc privacy purge",
            )
        words, exact = begun.what, begun.is_exact
    repository = _ready(space, begun)
    path = begun.what if begun and begun.is_file else ""
    path = path or ("" if begun else _path_of(space, repository, words))
    sought = Words("" if path else words, exact=exact)
    kept: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    if path:
        kept = _kept(space, repository, path)
        held = holding.of_files(repository, path, kept)
    else:
        _long_enough(words)
        held = holding.of_words(repository, sought)
        if held.is_empty:
            elsewhere = traces.of_words(repository, sought)
        _not_the_branch(repository, sought)
    if not begun:
        _nothing_unsaved(repository)
    is_shared, people = _who_has_it(repository, held)
    url = repository.setting("remote.origin.url") or ""
    earlier = noted(repository)
    return Plan(
        what=path or sought.text,
        is_file=bool(path),
        forms=tuple(held.forms.most_common()),
        states=len(held.commits),
        files=tuple(sorted(held.files - held.whole)),
        renamed=tuple(held.renamed.items()),
        whole=tuple(sorted(held.whole)),
        kept=kept,
        messages=len(held.messages),
        people=tuple(held.people),
        marks=tuple(held.marks),
        elsewhere=elsewhere,
        is_shared=is_shared,
        address=address.shown(url) if url else "",
        colleagues=people,
        is_unfinished=bool(begun or (earlier and not earlier.is_finished)),
        is_exact=exact,
        held=held,
    )


def _ready(space: Workspace, begun: HalfDone | None) -> Repository:
    """Answer the history, if it can be written anew now."""
    if find_spec("git_filter_repo") is None:
        raise NoProgram
    repository = space.repository
    if repository is None or repository.tip() is None:
        raise CannotPurge(
            "This folder has no history yet, so there is nothing to take out of it.",
            "Change the files themselves, then: plc save",
        )
    what, mend = rewriting.hindrance(repository, is_unfinished=begun is not None)
    begun_by_git = repository.in_progress()
    if begun_by_git not in {None, "purge"}:
        sentence, mend = underway.told(begun_by_git or "")
        what = sentence[0].lower() + sentence[1:].rstrip(".")
    elif repository.branch() is None:
        what, mend = "the folder shows an earlier moment", "git switch -"
    if space.prefix:
        what = "the journal lies inside a bigger project"
        mend = "Ask whoever looks after that project to take it out of its past"
    if what:
        raise CannotPurge(
            f"Nothing can be taken out of this history now: {what}; nothing was"
            " changed.",
            mend if mend.startswith("Ask") else f"First type: {mend}",
        )
    return repository


def _long_enough(words: str) -> None:
    if Words(words).stand_in(NAMED) or Words(words).stand_in(SAID):
        raise CannotPurge(
            f"'{words}' is what plc writes in place of what is taken out.",
            "Type the words that shall go.",
        )
    if sum(character.isalnum() for character in words) < 2:
        raise CannotPurge(
            f"'{words}' is too short to be taken out: it would stand in every file.",
            "Type a whole word or name.",
        )


def _not_the_branch(repository: Repository, words: Words) -> None:
    branch = (repository.branch() or "").removeprefix("refs/heads/")
    if words.stand_in(branch):
        raise CannotPurge(
            "It stands in the name of the line of work the folder is on; nothing was"
            " changed.",
            "Give it another name first: git branch -m main",
        )


def _path_of(space: Workspace, repository: Repository, words: str) -> str:
    """Answer the path that some words name, '' if they are words."""
    if "\n" in words or "\0" in words:
        return ""
    there = Path(words)
    inside = words.strip("/")
    if there.is_absolute() or (Path.cwd() / there).exists():
        full = Path.cwd() / there
        if not full.is_relative_to(space.folder) or full == space.folder:
            return ""
        inside = full.relative_to(space.folder).as_posix()
    if not inside or inside in {".", layout.SETTINGS}:
        return ""
    revisions = Revisions(repository)
    tip = repository.tip() or ""
    past = revisions.walk(tip, paths=[inside], limit=1)
    return inside if next(past, None) else ""


def _kept(space: Workspace, repository: Repository, path: str) -> tuple[str, ...]:
    """Answer the record that stays as it is now, while its past goes.

    Raises:
        CannotPurge: what must go still stands in it.
    """
    held = Revisions(repository).blobs(repository.tip() or "", [path])
    if layout.spot(path) is None or path not in held:
        return ()
    journal = space.read().journal
    found = gate.named(journal, [path], held, drafts.names(space.folder))
    errors = [one for one in found if one.blocks]
    if errors:
        raise CannotPurge(
            f"It still stands in {path} as it is now: {errors[0].message}"
            " Nothing was changed.",
            "Change it there and save it; then its past can go: plc privacy purge"
            f" {path}",
        )
    return (path,)


def _nothing_unsaved(repository: Repository) -> None:
    changed = repository.changed_paths()
    if changed:
        some = ", ".join(changed[:3]) + (" and more" if len(changed) > 3 else "")
        raise CannotPurge(
            f"There is work that is not saved yet ({some}); nothing was changed.",
            "Save it first: plc save (or take the file out of the folder)",
        )


def _who_has_it(repository: Repository, held: Holding) -> tuple[bool, tuple[str, ...]]:
    """Answer whether it is part of the shared journal, and who else saves there."""
    tips = [one.commit for one in held.lines if one.name.startswith(SHARED)]
    tips = [tip for tip in tips if tip]
    if not tips:
        return False, ()
    me = repository.identity()
    shared = [*Revisions(repository).walk(tips[0], also=tips[1:])]
    is_shared = any(commit.id in held.commits for commit in shared)
    people = dict.fromkeys(commit.author.name for commit in shared)
    return is_shared, tuple(name for name in people if me is None or name != me.name)
