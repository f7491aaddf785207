"""Find every problem, mend the mechanical ones, save what people changed by hand."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal import drafts, gate, hands, leaf, reading, store
from plcjournal.core import layout
from plcjournal.core.amounts import how_many
from plcjournal.core.findings import Finding, Severity, by_place
from plcjournal.core.rulebook import RULES
from plcjournal.errors import Exit, PlcError
from plcjournal.gone import found_gone, gone
from plcjournal.portions import Checker, Task, excerpt_of
from plcjournal.results import Checked, RuleList
from plcjournal.saving.writing import Change
from plcjournal.workspace import Changed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace


class NotInJournal(PlcError):
    """A path that is no file or folder of the journal."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is no file or folder of this journal.",
            "Check it: plc status --all",
        )


def rule_list() -> RuleList:
    """Answer every rule of a journal."""
    return RuleList(tuple((r.name, r.severity, r.reason) for r in RULES.values()))


def checked(
    workspace: Workspace,
    start: Path,
    paths: Sequence[Path] | None,
    *,
    fix: bool,
) -> tuple[tuple[Finding, ...], Checked]:
    """Check a journal, or some of its files; mend the mechanical problems if asked.

    Also answers what kept files from being read.

    Raises:
        NotInJournal: a path leads elsewhere.
    """
    read = workspace.read()
    if paths is None:
        mended = _mended(workspace, read, read.files) if fix else ()
        problems, made = whole(workspace, workspace.read() if mended else read)
        return problems, replace(made, mended=mended)
    wanted = _wanted(workspace, start, paths)
    mended = _mended(workspace, read, wanted) if fix else ()
    if mended:
        read = workspace.read()
    findings = workspace.check(read, wanted)
    shown = ((found, excerpt_of(found, read.files)) for found in findings)
    records = sum(layout.spot(path) is not None for path in wanted)
    return read.met, _told(records, shown, mended)


def whole(workspace: Workspace, read: Read) -> tuple[tuple[Finding, ...], Checked]:
    """Answer what kept files of a journal from being read, and all that is found.

    Every file is read again, on all cores where there are many; nothing is remembered.
    """
    files, names = read.files, drafts.names(workspace.folder)
    listed = files.flat(), files.cycles()
    task = Task(workspace.folder, workspace.today, names, *listed)
    checker = Checker(task)
    parts = hands.parts(task, checker, hands.spare(len(task.cycles)))
    shown = [one for part in parts for one in part.findings]
    shown += checker.idle(parts)
    problems = (one for part in parts for one in part.problems)
    made = _told(sum(part.records for part in parts), shown)
    return tuple(sorted(problems, key=lambda one: one.path)), made


def _told(
    records: int, shown: Iterable[tuple[Finding, str]], mended: tuple[str, ...] = ()
) -> Checked:
    """Answer findings in order, each with the line it stands in."""
    told = sorted(shown, key=lambda one: by_place(one[0]))
    lines = {number: line for number, (_, line) in enumerate(told) if line}
    return Checked(records, tuple(found for found, _ in told), mended, lines)


def _wanted(workspace: Workspace, start: Path, paths: Sequence[Path]) -> list[str]:
    """Answer the journal's paths that people named, files or whole folders."""
    known = store.record_paths(workspace.folder)
    wanted: list[str] = []
    for path in paths:
        full = _full(workspace, start, path)
        name = full.relative_to(workspace.folder).as_posix()
        fits = [one for one in known if one == name or one.startswith(f"{name}/")]
        if name == ".":
            fits = [*known]
        if not fits:
            raise NotInJournal(path)
        wanted += fits
    return sorted({*wanted})


def _mended(workspace: Workspace, read: Read, paths: Iterable[str]) -> tuple[str, ...]:
    """Mend files in place; answer one sentence for each thing that was changed."""
    from plcjournal.codec import mend

    told: list[str] = []
    for path in paths:
        data = read.files.get(path)
        if data is None or layout.spot(path) is None:
            continue
        done = mend.mend(data)
        if done.data != data:
            store.write(workspace.folder, path, done.data, data)
            told += [f"{path}, {sentence}" for sentence in done.changes]
    return tuple(told)


@dataclass(frozen=True, slots=True)
class _ByHand:
    """Files changed by hand: those that may be saved, and what holds back others."""

    good: tuple[str, ...]
    held_back: tuple[Finding, ...]


def save_by_hand(
    workspace: Workspace,
    start: Path,
    paths: Sequence[Path] | None,
    message: str | None,
) -> tuple[Changed, tuple[Finding, ...]]:
    """Record the hand edits that are valid; answer what held back the others.

    Raises:
        NotSaved: the files are as they were typed, but not in the history yet.
    """
    read = workspace.read()
    changed = _changed(workspace, start, paths, read)
    sorted_out = _sort_out(workspace, read, changed, message or "")
    changes = [
        Change(path, data, data)
        for path in sorted_out.good
        for data in (store.read_whole(workspace.folder, path),)
    ]
    if not changes:
        what = "Nothing to save" if not changed else "Nothing was saved"
        return Changed(what, saved=False), sorted_out.held_back
    subject = message or _subject(sorted_out.good)
    recorded = workspace.record(changes, subject, "save")
    sentence = (
        f"Saved {how_many(len(recorded), 'file')}" if recorded else "Nothing to save"
    )
    gone = [path for path in recorded if not (workspace.folder / path).exists()]
    notes = tuple(f"Removed: {path} (the history keeps it)" for path in gone)
    kept = tuple(path for path in recorded if path not in gone)
    return Changed(sentence, paths=kept, notes=notes), sorted_out.held_back


def _subject(paths: Sequence[str]) -> str:
    spots = [layout.spot(path) for path in paths]
    cycles = {spot.name.split("/")[1][8:] for spot in spots if spot and spot.is_stage}
    where = f" ({', '.join(sorted(cycles))})" if cycles else ""
    return f"Edit {', '.join(path.rsplit('/', 1)[-1] for path in paths[:4])}{where}"


def _changed(
    workspace: Workspace, start: Path, paths: Sequence[Path] | None, read: Read
) -> tuple[str, ...]:
    """Answer the changed files of the journal among those that people named."""
    unsaved = tuple(read.files) if workspace.place is None else workspace.unsaved()
    if paths is None:
        return tuple(unsaved)
    named = [_full(workspace, start, path) for path in paths]
    for path, full in zip(paths, named, strict=True):
        gone = full.relative_to(workspace.folder).as_posix() in unsaved
        if not full.exists() and not gone:
            raise NotInJournal(path)
    return tuple(
        path
        for path in unsaved
        if any((workspace.folder / path).is_relative_to(full) for full in named)
    )


def _full(workspace: Workspace, start: Path, path: Path) -> Path:
    """Answer where a named path lies.

    Raises:
        NotInJournal: outside the journal.
    """
    full = Path(os.path.normpath(start.absolute() / path))
    if not full.is_relative_to(workspace.folder):
        raise NotInJournal(path)
    return full


def _sort_out(
    workspace: Workspace, read: Read, changed: Sequence[str], message: str
) -> _ByHand:
    """Sort changed files into those that may be saved and those that must wait.

    What waits stays in the history as it was, and the rest must hold beside it: so
    the rest is looked at again until nothing more has to wait.
    """
    linked = [path for path in changed if (workspace.folder / path).is_symlink()]
    odd = [path for path in changed if not store.is_portable(path)]
    findings = [f for path in changed for f in read.about(path) if f.blocks]
    findings += [_link(path) for path in linked if layout.spot(path) is None]
    findings += [_odd(path) for path in odd]
    if read.is_unread(layout.SETTINGS):  # nobody knows what may be saved
        about = read.about(layout.SETTINGS)
        unread = [f for f in about if f.blocks or f.rule == "newer-format"]
        return _ByHand((), tuple(sorted({*findings, *unread}, key=by_place)))
    if not changed:
        return _ByHand((), ())
    plain = [path for path in changed if path not in {*linked, *odd}]
    on_disk = _on_disk(workspace, plain)
    others = {p: data for p, data in read.files.items() if p not in changed}
    recorded = workspace.recorded(changed)
    findings += map(found_gone, gone(workspace.folder, plain, workspace.recorded))
    before = reading.read({**others, **recorded}).journal
    names = drafts.names(workspace.folder)
    words = (message,) if message else ()
    good = _without(changed, findings, on_disk)
    while True:
        files = {path: on_disk[path] for path in good if path in on_disk}
        waiting = {p: data for p, data in recorded.items() if p not in good}
        after = reading.read({**others, **waiting, **files}).journal
        change = gate.Change(before, after, good, files, words)
        new = gate.private(change, names, workspace.recorded)
        new += gate.broken(change)
        if not new or not good:
            return _ByHand(good, tuple(sorted(findings, key=by_place)))
        told = {(one.path, one.message) for one in findings}
        shown = [one for one in new if (one.path, one.message) not in told]
        findings += leaf.place(shown, {**waiting, **read.files})
        good = _without(good, new, on_disk)


def _on_disk(workspace: Workspace, paths: Sequence[str]) -> dict[str, bytes]:
    """Answer the bytes of the files that are there."""
    read = ((path, store.read_whole(workspace.folder, path)) for path in paths)
    return {path: data for path, data in read if data is not None}


def _without(
    good: Sequence[str], findings: Sequence[Finding], on_disk: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Answer the files that none of the findings holds back."""
    held = {path for one in findings for path in _held_by(one.path, good, on_disk)}
    return tuple(path for path in good if path not in held)


def _held_by(
    found: str, good: Sequence[str], on_disk: Mapping[str, bytes]
) -> Sequence[str]:
    """Answer the files that a finding holds back.

    One in a file that is not among them comes from a change in the same cycle; else
    from something that was deleted.
    """
    if found in good:
        return [found]
    spot = layout.spot(found)
    name = spot.name if spot else None
    others = [(path, layout.spot(path)) for path in good]
    same = [path for path, other in others if other and other.name == name]
    return same or [path for path in good if path not in on_disk] or good


def _odd(path: str) -> Finding:
    message = "Not every computer can hold a file of this name."
    fix = "a name of letters, digits and hyphens"
    return Finding(Severity.ERROR, "unreadable", path, message, fix)


def _link(path: str) -> Finding:
    message = "This is a link to a file elsewhere, which others would not have."
    return Finding(Severity.ERROR, "unreadable", path, message)
