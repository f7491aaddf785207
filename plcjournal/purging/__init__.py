"""Take words or a file out of the whole past, when it is too late to hold them back."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal import drafts, gate
from plcjournal.core import layout
from plcjournal.errors import Exit, PlcError
from plcjournal.purging import holding, traces
from plcjournal.purging.rewriting import Task
from plcjournal.purging.settling import settle, unsettled
from plcjournal.purging.words import NAMED, SAID, Words
from plcjournal.repository import address, lock, rewriting
from plcjournal.repository.purged import Purge, note, noted
from plcjournal.repository.repository import Repository
from plcjournal.repository.revisions import Revisions
from plcjournal.saving import recovery

if TYPE_CHECKING:
    from collections.abc import Callable

    from plcjournal.purging.holding import Holding
    from plcjournal.workspace import Workspace

_PROGRAM = "plcjournal.purging.rewriting"
_SHARED = "refs/remotes/origin/"


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
            "Install it: pip install 'plcjournal[purge]'",
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
    held: Holding = field(
        default_factory=holding.Holding, metadata={"shown": "text"}, repr=False
    )

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to take out."""
        return self.held.is_empty and not self.elsewhere and not self.is_unfinished


@dataclass(frozen=True, slots=True)
class Purged:
    """What was taken out, what is left of it, and what the team does next."""

    what: str
    states: int
    backup: str
    left: tuple[str, ...] = ()
    drafts: tuple[str, ...] = ()
    must_share: bool = False
    address: str = ""


def plan(space: Workspace, words: str, *, exact: bool = False) -> Plan:
    """Answer what a purge of some words, or of a file, would do.

    Raises:
        CannotPurge: something has to be done first.
        NoProgram: git-filter-repo is missing.
    """
    repository, is_unfinished = _ready(space)
    path = _path_of(space, repository, words, is_unfinished=is_unfinished)
    sought = Words(words, exact=exact)
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
    _nothing_unsaved(repository, path, sought, is_unfinished=is_unfinished)
    is_shared, people = _who_has_it(repository, held)
    url = repository.setting("remote.origin.url") or ""
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
        is_unfinished=is_unfinished,
        held=held,
    )


def _ready(space: Workspace) -> tuple[Repository, bool]:
    """Answer the history, and whether an earlier purge of it was stopped."""
    if find_spec("git_filter_repo") is None:
        raise NoProgram
    repository = space.repository
    if repository is None or repository.tip() is None:
        raise CannotPurge(
            "This folder has no history yet, so there is nothing to take out of it.",
            "Change the files themselves, then: plc save",
        )
    what = "the journal lies inside a bigger project" if space.prefix else ""
    earlier = noted(repository)
    is_unfinished = earlier is not None and not earlier.is_finished
    what = what or rewriting.hindrance(repository, is_unfinished=is_unfinished)
    if repository.in_progress() or repository.branch() is None:
        what = "something that was begun here with git is not finished"
    if what:
        raise CannotPurge(
            f"Nothing can be taken out of this history now: {what}; nothing was"
            " changed.",
            "Finish that with git first, or ask somebody who knows git to help.",
        )
    return repository, is_unfinished


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


def _path_of(
    space: Workspace, repository: Repository, words: str, *, is_unfinished: bool
) -> str:
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
    is_path = next(past, None) is not None or (is_unfinished and "/" in inside)
    return inside if is_path else ""


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


def _nothing_unsaved(
    repository: Repository, path: str, words: Words, *, is_unfinished: bool
) -> None:
    changed = repository.changed_paths()
    if is_unfinished:
        changed = unsettled(repository, path, words)
    if changed:
        some = ", ".join(changed[:3]) + (" and more" if len(changed) > 3 else "")
        raise CannotPurge(
            f"There is work that is not saved yet ({some}); nothing was changed.",
            "Save it first: plc save (or take the file out of the folder)",
        )


def _who_has_it(repository: Repository, held: Holding) -> tuple[bool, tuple[str, ...]]:
    """Answer whether it is part of the shared journal, and who else saves there."""
    tips = [one.commit for one in held.lines if one.name.startswith(_SHARED)]
    tips = [tip for tip in tips if tip]
    if not tips:
        return False, ()
    me = repository.identity()
    shared = [*Revisions(repository).walk(tips[0], also=tips[1:])]
    is_shared = any(commit.id in held.commits for commit in shared)
    people = dict.fromkeys(commit.author.name for commit in shared)
    return is_shared, tuple(name for name in people if me is None or name != me.name)


def purge(
    space: Workspace,
    planned: Plan,
    *,
    exact: bool = False,
    backup: Path | None = None,
    tell: Callable[[str], None] | None = None,
) -> Purged:
    """Do what was planned; where an earlier purge was stopped, finish it.

    Raises:
        CannotPurge: somebody saved meanwhile, or the backup cannot be written.
    """
    if space.repository is None:
        raise CannotPurge("This folder has no history yet.", "Begin it: plc init")
    say = tell or (lambda _sentence: None)
    words = Words("" if planned.is_file else planned.what, exact=exact)
    with lock.held(space.repository.place.notes) as descriptor:
        repository = Repository(space.repository.place, (descriptor,))
        recovery.recover(repository)
        kept = ""
        if not planned.held.is_empty:
            say("Making a backup")
            kept = str(_backup(space.folder, repository, backup))
            say("Writing the history anew")
            _rewrite(repository, planned, words, kept)
        say("Removing what nothing leads to any more")
        path = planned.what if planned.is_file else ""
        settle(repository, space.folder, path, words)
        rewriting.match_index(repository)
        rewriting.forget_past(repository)
        say("Looking whether anything is left")
        left = _left(repository, planned, words)
        purged = noted(repository)
        if purged is not None and not left:
            note(repository, purged.finished())
    kept = kept or (purged.backup if purged else "")
    local = () if planned.is_file else traces.on_this_computer(space.folder, words)
    must_share = purged is not None and purged.must_share
    return Purged(
        planned.what, planned.states, kept, left, local, must_share, planned.address
    )


def _left(repository: Repository, planned: Plan, words: Words) -> tuple[str, ...]:
    if not planned.is_file:
        return traces.of_words(repository, words)
    return traces.of_contents(repository, frozenset(planned.held.versions))


def _backup(folder: Path, repository: Repository, wanted: Path | None) -> Path:
    """Write the whole history as it was beside the journal; answer the file."""
    place = wanted or folder.resolve().parent
    stem, number = f"{folder.resolve().name}-before-purge", 1
    if not place.is_dir() or place.resolve().is_relative_to(folder.resolve()):
        raise CannotPurge(
            f"The backup cannot go into {place}: it has to be a folder outside of the"
            " journal. Nothing was changed.",
            "Name one: --backup FOLDER",
        )
    while (file := place / f"{stem}-{number}.bundle").exists():
        number += 1
    try:
        rewriting.bundle(repository, file)
    except (PlcError, OSError) as error:
        file.unlink(missing_ok=True)
        raise CannotPurge(
            f"The backup could not be written to {place}; nothing was changed.",
            "Name a folder with room for it: --backup FOLDER",
        ) from error
    return file


def _rewrite(repository: Repository, planned: Plan, words: Words, kept: str) -> None:
    """Write the past anew and move all names to it at once."""
    held = planned.held
    tip = repository.tip() or ""
    present = Revisions(repository).blobs(tip, planned.kept)
    task = Task(
        words=words.text,
        is_exact=words.is_exact,
        paths={**held.renamed, **dict.fromkeys(held.whole)},
        present={p: base64.b64encode(d).decode() for p, d in present.items()},
    )
    tips = [one.commit for one in held.lines if one.commit]
    made = rewriting.rewritten(repository, tips, _PROGRAM, task.to_bytes())
    moves = []
    with repository.objects() as objects:
        for one in held.lines:
            if not one.commit or one.name == "HEAD":
                continue
            new = made.commits[one.commit]
            if one.id != one.commit:
                new = _tag(repository, objects.contents(one.id) or b"", new, words)
            moves.append((one.name, one.id, words.replaced_in_path(one.name), new))
    there = {
        name: (old, new) for name, old, _, new in moves if name.startswith(_SHARED)
    }
    purged = Purge.of(there, made.roots, kept, held.gone, noted(repository))
    note(repository, purged)
    moved = [one for one in moves if one[1] != one[3] or one[0] != one[2]]
    rewriting.move_names(repository, moved)


def _tag(repository: Repository, content: bytes, new: str, words: Words) -> str:
    """Store a tag of the new commit; answer its id."""
    head, _, text = content.decode("utf-8", "surrogateescape").partition("\n\n")
    head = words.replaced_in_path(head.partition("\n")[2])
    said = f"object {new}\n{head}\n\n{words.replaced(text)}"
    return rewriting.retold_tag(repository, said.encode("utf-8", "surrogateescape"))
