"""Looks at the words of the journal: readable, saved, decided, waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal import drafts, store
from plcjournal.core import layout
from plcjournal.core.amounts import how_many
from plcjournal.doctor.check import FIX, attention, broken, good, some
from plcjournal.gone import gone
from plcjournal.repository import lock
from plcjournal.workspace import NewerJournal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from plcjournal.core.findings import Finding
    from plcjournal.doctor.check import Check, Patient

_NEWEST = "Install the newest plc"


def records(patient: Patient) -> Iterator[Check]:
    """Tell which records cannot be read, and which break a rule."""
    try:
        problems, checked = patient.checked
    except NewerJournal as error:
        yield broken("records", error.sentence, _NEWEST)
        return
    unread = {found.path: found for found in problems}
    newer = [path for path, one in unread.items() if one.rule == "newer-format"]
    damaged = [path for path in unread if path not in newer]
    if newer:
        yield attention(
            "records",
            f"{how_many(len(newer), 'record')} of a newer plc: carried along, but"
            " neither shown nor changed here.",
            _NEWEST,
            some(newer),
        )
    if damaged:
        half_done = patient.repository.in_progress()
        yield broken(
            "records",
            f"{how_many(len(damaged), 'record')} cannot be read.",
            "plc resolve" if half_done else "plc validate",
            some(damaged),
        )
    wrong = [one for one in checked.findings if one.blocks]
    others = [one for one in wrong if one.path not in unread]
    if others:
        yield _breaking_rules(others)
    if not unread and not others:
        yield good("records", f"{how_many(checked.records, 'record')} can be read.")


def _breaking_rules(found: list[Finding]) -> Check:
    paths = sorted({one.path for one in found})
    return attention(
        "records",
        f"{how_many(len(found), 'problem')} in {how_many(len(paths), 'record')}.",
        "plc validate",
        some(paths),
    )


def bring_back(patient: Patient) -> Iterator[str]:
    """Put records back that were lost from the folder, as they were last saved."""
    if patient.repository.in_progress():
        return
    changed = patient.repository.changed_paths(patient.prefix)
    lost = gone(patient.folder, changed, patient.workspace.recorded)
    if not lost:
        return
    with lock.held(patient.place.notes):
        for path, data in lost.items():
            store.write(patient.folder, path, data, None)
            yield f"{path} is back as it was saved"


def unsaved(patient: Patient) -> Iterator[Check]:
    """Tell what was changed and is not saved."""
    if patient.repository.in_progress():
        return  # what is half done comes first
    changed = patient.repository.changed_paths(patient.prefix)
    paths = [path for path in changed if layout.is_journal_file(path)]
    lost = gone(patient.folder, paths, patient.workspace.recorded)
    if lost:
        yield broken(
            "gone",
            f"{how_many(len(lost), 'record')} gone from the folder, though the rest of"
            " the cycle is there.",
            FIX,
            some([*lost]),
        )
    paths = [path for path in paths if path not in lost]
    if paths:
        yield attention(
            "unsaved",
            f"{how_many(len(paths), 'file')} changed and not saved yet.",
            "plc save",
            some(paths),
        )
    else:
        yield good("unsaved", "Everything is saved.")


def contested(patient: Patient) -> Iterator[Check]:
    """Tell which fields two people gave two values."""
    try:
        _, checked = patient.checked
    except NewerJournal:
        return  # that is told of the records
    found = (one.path for one in checked.findings if one.rule == "contested")
    records = map(patient.read.journal.record, dict.fromkeys(found))
    fields = [entry.field for one in records if one for entry in one.contested]
    if fields:
        yield attention(
            "contested",
            f"{how_many(len(fields), 'field')} with two versions, waiting for the"
            " team.",
            "plc resolve",
            some(fields),
        )


def copies(patient: Patient) -> Iterator[Check]:
    """Tell which copies wait that could not be put together with the team's."""
    folder = patient.folder / "conflicts"
    found = sorted(file.name for file in folder.glob("*.yaml")) if _is(folder) else []
    if found:
        yield attention(
            "copies",
            f"{how_many(len(found), 'file')} in the folder conflicts: versions that"
            " could not be put together with the team's.",
            "plc resolve",
            some(found),
        )


def waiting(patient: Patient) -> Iterator[Check]:
    """Tell which words were kept on this computer and never saved."""
    folder = patient.folder / drafts.FOLDER / "drafts"
    if not _is(folder):
        return
    commands = []
    for file in sorted(folder.iterdir()):
        if file.suffix == ".yaml":
            commands.append(_taken_up(file.stem))
        elif file.suffix == ".json":
            commands.append(f"plc {file.stem}")
    if commands:
        number = f"{how_many(len(commands), 'draft')} {_waits(len(commands))}"
        yield attention(
            "drafts",
            f"{number} in local/drafts: words that were not saved.",
            commands[0],
            some([*dict.fromkeys(commands[1:])]),
        )


def kept(patient: Patient) -> Iterator[Check]:
    """Tell which words were set aside because something else arrived."""
    found = drafts.kept(patient.folder)
    if found:
        yield attention(
            "kept",
            f"{how_many(len(found), 'file')} in local/kept: set aside as versions met"
            " that did not fit together; no other computer has them.",
            "Take over what is still needed, then delete what is in local/kept",
            some([name.rpartition("/")[2] for name in found]),
        )


def _waits(number: int) -> str:
    return "waits" if number == 1 else "wait"


def _taken_up(name: str) -> str:
    """Answer how the words of a draft are taken up again."""
    match name.split("--"):
        case [_, cycle, stage, *_] if stage in layout.STAGES:
            return f"plc edit {cycle[8:] or cycle} --stage {stage}"
    return f"Read local/drafts/{name}.yaml, and say it in other words"


def _is(folder: Path) -> bool:
    return folder.is_dir() and not folder.is_symlink()
