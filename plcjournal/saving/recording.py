"""Hides how bytes become a commit: the entries that differ, the tree, the words."""

import contextlib
import random
import re
import time
from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from plcjournal.errors import Exit, PlcError
from plcjournal.repository import author, content, underway
from plcjournal.repository.author import Person
from plcjournal.repository.command import GitFailed
from plcjournal.repository.notes import Entry, Intent
from plcjournal.repository.objects import Objects
from plcjournal.repository.packing import New
from plcjournal.repository.repository import Repository
from plcjournal.repository.trees import Grown, grown
from plcjournal.saving import landing

_ROUNDS, _POLITE_ROUNDS = 25, 3
_CONTROL = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+"
_FILE, _PROGRAM = "100644", "100755"


class Hindered(PlcError):
    """Somebody left the folder in a state in which nothing may be recorded."""

    exit_code: ClassVar[Exit] = Exit.NOT_SAVED


class News(NamedTuple):
    """What is to be recorded; paths are from the top, `earlier` are path and subject.

    `earlier` could not be recorded when it was written, and is mentioned if history
    still lacks it.
    """

    files: Mapping[str, bytes | None]
    subject: str
    trailers: tuple[tuple[str, str], ...] = ()
    earlier: tuple[tuple[str, str], ...] = ()
    author: Person | None = None


class Made(NamedTuple):
    """A commit, and the paths from the top in which it differs from the one before."""

    commit: str
    paths: tuple[str, ...]


def record(repository: Repository, news: News) -> Made:
    """Make one commit of our paths at the tip of the current branch.

    The caller holds the write lock and has recovered.
    """
    with repository.objects() as objects:
        for number in range(_ROUNDS):
            # Somebody who commits all the time is let go first a few times only.
            is_claimed = number >= _POLITE_ROUNDS
            try:
                with _claim(repository, is_wanted=is_claimed):
                    return _attempt(repository, objects, news, is_claimed=is_claimed)
            except landing.Moved:
                time.sleep(random.uniform(0.0, 0.05))  # noqa: S311 - to take turns
    raise Hindered(
        "Another program keeps changing this folder's history.",
        "When it has finished, type: plc save",
    )


def _claim(
    repository: Repository, *, is_wanted: bool
) -> contextlib.AbstractContextManager[None]:
    return landing.claim(repository) if is_wanted else contextlib.nullcontext()


def _attempt(
    repository: Repository, objects: Objects, news: News, *, is_claimed: bool
) -> Made:
    ref = branch_of(repository)
    variables = signatures(repository, news.author)
    tip = objects.id_of(ref)
    digits = repository.id_digits(tip)
    differing = _differing(objects, tip, news.files, digits)
    if not differing:
        return Made(tip or "", ())
    entries, blobs = _entries(differing, news.files, digits)
    text = message(news, {entry.path for entry in entries})
    tree, entries = _tree(objects, tip, entries, digits)
    repository.store([*blobs, *tree.trees])
    commit = repository.commit(tree.id, [tip] if tip else [], text, variables)
    there = objects.blob_ids([f"{commit}:{one.path}" for one in entries])
    for one, blob in zip(entries, there, strict=True):
        if blob != one.blob:
            raise GitFailed("unpack-objects", f"{one.path} is not in {commit}")
    git_dir = repository.place.git_dir
    intent = Intent(
        ref=ref,
        old=tip,
        new=commit,
        git_dir=git_dir.relative_to(repository.place.common_dir).as_posix(),
        entries=entries,
        staged={},
    )
    with _claim(repository, is_wanted=not is_claimed):
        landing.land(repository, objects, intent, _line(news.subject), variables)
    return Made(commit, tuple(sorted(differing)))


def message(news: News, recorded: set[str]) -> str:
    """Word the message: the subject, what was left from earlier, the trailers."""
    subject = _line(news.subject)
    late = dict.fromkeys(
        _line(one)
        for path, one in news.earlier
        if content.recorded_path(path) in recorded
    )
    late.pop(subject, None)
    parts = [subject]
    if late:
        parts.append("\n".join(["Also saves:", *(f"- {one}" for one in late)]))
    if news.trailers:
        parts.append(
            "\n".join(f"{key}: {_line(value)}" for key, value in news.trailers)
        )
    return "\n\n".join(parts) + "\n"


def _line(text: str) -> str:
    shown = text if text.isprintable() else re.sub(_CONTROL, " ", text)
    return shown.strip()


def branch_of(repository: Repository) -> str:
    """Answer the branch to record on, or say why nothing may be recorded now."""
    what = repository.in_progress()
    if what:
        # Never the advice to take it back: that would take these words along.
        sentence, mend = underway.told(what)
        along = " (your words come along)" if mend.startswith("plc") else ""
        raise Hindered(sentence, f"Type: {mend}{along} and then: plc save")
    ref = repository.branch()
    if ref is None:
        raise Hindered(
            "The folder shows an earlier moment of its history.",
            "Come back to the present with: git switch - and then type: plc save",
        )
    return ref


def signatures(repository: Repository, named: Person | None) -> dict[str, str]:
    """Answer who signs, or say that nobody said who sits here."""
    writer = (author.cleaned(named) if named else None) or repository.identity()
    committer = repository.identity("committer") or writer
    if writer is None or committer is None:
        raise Hindered(
            "This folder does not know yet who you are.",
            'Say your name or role: plc init --author "Grade 4 teacher A" and then:'
            " plc save",
        )
    return author.variables(writer, committer)


def _differing(
    objects: Objects,
    tip: str | None,
    files: Mapping[str, bytes | None],
    digits: int,
) -> list[str]:
    found = []
    for path, data in files.items():
        now = objects.id_of(f"{tip}:{content.recorded_path(path)}") if tip else None
        new = None if data is None else content.recorded(path, data)
        if now != (None if new is None else content.blob_id(new, digits=digits)):
            found.append(path)
    return found


def _entries(
    paths: Sequence[str], files: Mapping[str, bytes | None], digits: int
) -> tuple[tuple[Entry, ...], tuple[New, ...]]:
    """Answer the entries of what differs, and the contents they stand for."""
    blobs = {
        path: New("blob", content.recorded(path, data))
        for path in paths
        if (data := files[path]) is not None
    }
    entries = (
        Entry(
            content.recorded_path(path),
            _FILE,
            blobs[path].id(digits) if path in blobs else None,
        )
        for path in paths
    )
    return tuple(entries), tuple(blobs.values())


def _tree(
    objects: Objects, tip: str | None, entries: tuple[Entry, ...], digits: int
) -> tuple[Grown, tuple[Entry, ...]]:
    """Answer the new tree, and its entries: what may be run as a program stays so.

    It changes our paths and nothing else.
    """
    while True:
        tree = grown(objects, tip, entries, digits)
        if others := tree.before.keys() ^ {entry.path for entry in entries}:
            raise landing.Clash(min(others))
        kept = tuple(
            one._replace(mode=_PROGRAM)
            if tree.before[one.path] == _PROGRAM and one.blob
            else one
            for one in entries
        )
        if kept == entries:
            return tree, entries
        entries = kept
