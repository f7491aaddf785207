"""A record in the person's own editor: re-opened with reasons until it is valid."""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import drafts, reading
from plcjournal.core import layout, privacy, rules
from plcjournal.errors import Exit, PlcError
from plcjournal.saving.save import Change

if TYPE_CHECKING:
    from pathlib import Path

    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Cycle
    from plcjournal.workspace import Workspace

_MARK = "# plc: "


class EditorFailed(PlcError):
    """The editor could not be started, or said that something went wrong."""

    exit_code = Exit.NOT_SAVED

    def __init__(self, editor: str, draft: str) -> None:
        super().__init__(
            f"The editor '{editor}' did not end well; "
            f"your words are safe in {draft} on this machine.",
            "Choose another one: EDITOR=nano plc edit",
        )


@dataclass(frozen=True, slots=True)
class Text:
    """One round in the editor: what was typed, and what is wrong with it."""

    data: bytes
    findings: tuple[Finding, ...]


def open_editor(workspace: Workspace, cycle: Cycle, stage: str, data: bytes) -> bytes:
    """Let a person edit some text in a draft on this machine; answer what they typed.

    Raises:
        EditorFailed: the editor ended with an error.
    """
    repository = workspace.repository
    editor = repository.editor() if repository else "vi"
    where = drafts.keep(workspace.folder, cycle.name, stage, data)
    file = workspace.folder / where
    words = shlex.split(editor, posix=sys.platform != "win32")
    try:
        ended = subprocess.run([*words, str(file)], check=False)
    except OSError:
        raise EditorFailed(editor, where) from None
    if ended.returncode:
        raise EditorFailed(editor, where)
    return _without_reasons(file)


def _without_reasons(file: Path) -> bytes:
    data = file.read_bytes()
    kept = [
        line
        for line in data.splitlines(keepends=True)
        if not line.startswith(_MARK.encode())
    ]
    return b"".join(kept)


def look_at(workspace: Workspace, cycle: Cycle, stage: str, data: bytes) -> Text:
    """Answer a text with every problem that keeps it from being saved."""
    read = workspace.read()
    path = layout.stage_path(cycle.name, stage)
    files = {**read.files, path: data}
    after = reading.read(files)
    names = drafts.names(workspace.folder)
    found = [
        *(f for f in after.findings if f.path == path),
        *reading.place(
            (
                *rules.check(after.journal, [path]),
                *privacy.check(after.journal, [path], names),
            ),
            files,
        ),
    ]
    blocking = [f for f in found if f.blocks and f.path == path]
    return Text(data, tuple(blocking))


def with_reasons(text: Text) -> bytes:
    """Answer a text that begins with what is wrong with it, as comments."""
    reasons = [
        f"{_MARK}line {found.line + len(text.findings) + 1}: {found.message}"
        + (f" Type instead: {found.fix}" if found.fix else "")
        for found in text.findings
    ]
    head = [f"{_MARK}Not saved yet. These lines go away by themselves.", *reasons]
    return "".join(f"{line}\n" for line in head).encode() + text.data


def keep_edit(
    workspace: Workspace, cycle: Cycle, stage: str, text: Text, before: bytes | None
) -> tuple[str, ...]:
    """Write and record an edited text that has no problems; forget its draft."""
    path = layout.stage_path(cycle.name, stage)
    change = Change(path, text.data, before)
    subject = f"Edit {stage} ({cycle.short})"
    recorded = workspace.record([change], subject, "edit")
    drafts.drop(workspace.folder, cycle.name, stage)
    return recorded
