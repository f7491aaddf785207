"""Take words or a file out of the whole past, when it is too late to hold them back."""

from __future__ import annotations

import base64
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal.errors import PlcError
from plcjournal.purging import traces
from plcjournal.purging.planning import (
    SHARED,
    CannotPurge,
    NoProgram,
    Plan,
    plan,
    stopped,
)
from plcjournal.purging.rewriting import Task
from plcjournal.purging.settling import settle
from plcjournal.purging.words import Words
from plcjournal.repository import lock, rewriting
from plcjournal.repository.purged import (
    TAKEN_OUT,
    HalfDone,
    Purge,
    begin,
    end,
    half_done,
    note,
    noted,
)
from plcjournal.repository.repository import Repository
from plcjournal.repository.revisions import Revisions
from plcjournal.saving import recording, recovery

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from plcjournal.workspace import Workspace

    Moves = list[tuple[str, str, str, str]]

__all__ = ["CannotPurge", "NoProgram", "Plan", "Purged", "plan", "purge", "stopped"]

_PROGRAM = "plcjournal.purging.rewriting"
_SUBJECT = "Take something out of the whole past"


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
    mends: tuple[str, ...] = ()


def purge(
    space: Workspace,
    planned: Plan,
    *,
    backup: Path | None = None,
    tell: Callable[[str], None] | None = None,
) -> Purged:
    """Do what was planned; where an earlier purge was stopped, finish it.

    The folder is rid of it before the history is, and until all is done nothing can
    be saved: what a purge that is stopped leaves behind cannot come back.

    Raises:
        CannotPurge: somebody saved meanwhile, or the backup cannot be written.
    """
    if space.repository is None:
        raise CannotPurge("This folder has no history yet.", "Begin it: plc init")
    say = tell or (lambda _sentence: None)
    words = Words("" if planned.is_file else planned.what, exact=planned.is_exact)
    with lock.held(space.repository.place.notes) as descriptor:
        repository = Repository(space.repository.place, (descriptor,))
        recovery.recover(repository)
        task = half_done(repository) or HalfDone(
            planned.what, planned.is_file, planned.is_exact
        )
        task = replace(task, versions=(*{*task.versions, *planned.held.versions},))
        path = planned.what if planned.is_file else ""
        moves: Moves = []
        tip = repository.tip() or ""
        if not planned.held.is_empty:
            say("Making a backup")
            if not task.backup or not Path(task.backup).is_file():
                kept = str(_backup(space.folder, repository, backup))
                task = replace(task, backup=kept)
            say("Writing the history anew")
            tip, moves = _rewrite(repository, planned, words, task)
        unsaved = settle(repository, space.folder, tip, path, words)
        rewriting.match_index(repository, tip)
        rewriting.move_names(repository, moves)
        say("Removing what nothing leads to any more")
        rewriting.forget_past(repository)
        say("Looking whether anything is left")
        left = _left(repository, task, words)
        purged = noted(repository)
        if purged is not None and not left:
            note(repository, purged.finished())
        end(repository)
    kept = task.backup or (purged.backup if purged else "")
    local = () if planned.is_file else traces.on_this_computer(space.folder, words)
    must_share = purged is not None and purged.must_share
    return Purged(
        planned.what,
        planned.states,
        kept,
        left,
        (*local, *unsaved),
        must_share,
        planned.address,
        traces.mends(repository, words) if left else (),
    )


def _left(repository: Repository, task: HalfDone, words: Words) -> tuple[str, ...]:
    if not task.is_file:
        return traces.of_words(repository, words)
    return traces.of_contents(repository, frozenset(task.versions))


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


def _rewrite(
    repository: Repository, planned: Plan, words: Words, task: HalfDone
) -> tuple[str, Moves]:
    """Write the past anew; answer the new tip, and the names that are to move to it.

    From here on nobody can save until the purge is done.
    """
    held = planned.held
    tip, branch = repository.tip() or "", repository.branch()
    present = Revisions(repository).blobs(tip, planned.kept)
    job = Task(
        words=words.text,
        is_exact=words.is_exact,
        paths={**held.renamed, **dict.fromkeys(held.whole)},
        present={p: base64.b64encode(d).decode() for p, d in present.items()},
    )
    tips = [one.commit for one in held.lines if one.commit]
    made = rewriting.rewritten(repository, tips, _PROGRAM, job.to_bytes())
    there = {
        one.name: (one.id, made.commits[one.commit])
        for one in held.lines
        if one.name.startswith(SHARED) and one.commit
    }
    new_tip = made.commits[tip]
    if any(old != new for old, new in there.values()):
        roots = [made.commits[one] for one in made.roots]
        new_tip = _marked(repository, new_tip, roots, words)
    moves = []
    with repository.objects() as objects:
        for one in held.lines:
            if not one.commit or one.name == "HEAD":
                continue
            new = new_tip if one.name == branch else made.commits[one.commit]
            if one.id != one.commit:
                new = _tag(repository, objects.contents(one.id) or b"", new, words)
            moves.append((one.name, one.id, words.replaced_in_path(one.name), new))
    begin(repository, replace(task, tip=new_tip))
    earlier = noted(repository)
    purged = Purge.of(there, made.roots, task.backup, held.gone, earlier)
    note(repository, purged)
    return new_tip, [one for one in moves if one[1] != one[3] or one[0] != one[2]]


def _marked(
    repository: Repository, tip: str, roots: Sequence[str], words: Words
) -> str:
    """Store a state upon a tip that tells the team which states were written anew."""
    said = "\n".join(f"{TAKEN_OUT}: {root}" for root in roots)
    who = recording.signatures(repository, None)
    who = {name: words.replaced_in_path(told) for name, told in who.items()}
    text = f"{_SUBJECT}\n\n{said}\n"
    return repository.commit(f"{tip}^{{tree}}", [tip], text, who, is_for_good=False)


def _tag(repository: Repository, content: bytes, new: str, words: Words) -> str:
    """Store a tag of the new commit; answer its id."""
    head, _, text = content.decode("utf-8", "surrogateescape").partition("\n\n")
    head = words.replaced_in_path(head.partition("\n")[2])
    said = f"object {new}\n{head}\n\n{words.replaced(text)}"
    return rewriting.retold_tag(repository, said.encode("utf-8", "surrogateescape"))
