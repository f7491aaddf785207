"""A record in the person's own editor: re-opened with reasons until it is valid."""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import drafts, leaf, reading, store
from plcjournal.core import layout
from plcjournal.core.edits.edited import NotEditable, Refused
from plcjournal.drafts import Draft
from plcjournal.errors import Exit, PlcError
from plcjournal.saving.writing import Change

if TYPE_CHECKING:
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.findings import Finding
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace

_MARK = "# plc: "


class EditorFailed(PlcError):
    """The editor could not be started, or said that something went wrong."""

    exit_code = Exit.NOT_SAVED

    def __init__(self, editor: str, kept: str) -> None:
        where = f"your words are safe in {kept}" if kept else "nothing was changed"
        super().__init__(
            f"The editor '{editor}' is not there or did not end well; {where}.",
            "Choose another editor, for example: git config core.editor nano",
        )


class Overtaken(PlcError):
    """Somebody else changed the record while it was open in the editor."""

    exit_code = Exit.NEEDS_PERSON

    def __init__(self, path: str, kept: str) -> None:
        super().__init__(
            f"{path} was changed by somebody else in the meantime, so it was left as "
            f"it is; your words are safe in {kept}.",
            "Run the same command again: your words stand above the record then.",
        )


@dataclass(frozen=True, slots=True)
class Text:
    """What was typed, and what keeps it from being saved."""

    data: bytes
    findings: tuple[Finding, ...] = ()


class Editing:
    """One record of a cycle, in the editor."""

    def __init__(
        self, workspace: Workspace, read: Read, cycle: Cycle, stage: str
    ) -> None:
        self._workspace = workspace
        self._read = read
        self.path = layout.stage_path(cycle.name, stage)
        self.before = read.files.get(self.path, b"")
        newer = any(f.rule == "newer-format" for f in read.about(self.path))
        if read.is_unread(layout.SETTINGS):
            raise NotEditable(layout.SETTINGS)
        if newer or (read.is_unread(self.path) and self.path not in read.files):
            raise NotEditable(self.path)
        self._drafts = drafts.take(workspace.folder, self.path)
        self._opens_as_typed = len(self._drafts) == 1 and (
            self._drafts[0].before == self.before
        )

    @property
    def has_drafts(self) -> bool:
        """Say whether words from last time wait."""
        return bool(self._drafts)

    def first_text(self) -> bytes:
        """Answer what the editor opens with: the record, or words from last time.

        A draft that was begun from the record as it is now opens as it was typed. A
        record that has changed since is never replaced by an older draft: its new
        lines stand above it, for the person to copy.
        """
        if not self._drafts:
            return self.before
        if self._opens_as_typed:
            return self.with_reasons(self.look_at(self._drafts[0].after))
        lines = [line for draft in self._drafts for line in draft.new_lines()]
        head = ["Your words from last time; copy what you want to keep:", *lines]
        return "".join(f"{_MARK}{line}\n" for line in head).encode() + self.before

    def open_editor(self, text: bytes) -> bytes:
        """Let a person edit some text; answer what they typed.

        Raises:
            EditorFailed: the editor ended with an error.
        """
        repository = self._workspace.repository
        editor = repository.editor() if repository else "vi"
        file = drafts.buffer(self._workspace.folder, self.path)
        # What the editor opens lies elsewhere, and leads to the schema from there.
        copy = file.relative_to(self._workspace.folder).as_posix()
        line = layout.schema_line(self.path).encode()
        from_there = layout.schema_line(self.path, copy).encode()
        file.write_bytes(text.replace(line, from_there, 1))
        words = shlex.split(editor, posix=sys.platform != "win32")
        try:
            ended = subprocess.run([*words, str(file)], check=False).returncode
        except OSError:
            ended = 1
        typed = _without_reasons(file.read_bytes()).replace(from_there, line, 1)
        if ended:
            known = (self.before, *(draft.after for draft in self._drafts))
            raise EditorFailed(editor, "" if typed in known else self.keep(typed))
        return typed

    def look_at(self, data: bytes) -> Text:
        """Answer a text with every problem that keeps it from being saved."""
        files = {**self._read.files, self.path: data}
        after = reading.read(files)
        found = [f for f in after.findings if f.path == self.path and f.blocks]
        if not found:
            try:
                changed = {self.path: data}
                found = [*self._workspace.private(self._read, after.journal, changed)]
            except Refused as refused:
                found = [*refused.findings]
        return Text(data, leaf.place(found, files))

    def with_reasons(self, text: Text) -> bytes:
        """Answer a text that begins with what is wrong with it, as comments."""
        if not text.findings:
            return text.data
        more = len(text.findings) + 1
        reasons = [
            f"{_MARK}line {found.line + more}: {found.message}"
            + (f" Type instead: {found.fix}" if found.fix else "")
            for found in text.findings
        ]
        head = [f"{_MARK}Not saved yet. These lines go away by themselves.", *reasons]
        return "".join(f"{line}\n" for line in head).encode() + text.data

    def keep(self, data: bytes) -> str:
        """Keep what was typed; answer where.

        It takes the place of the one draft it was begun from. Older drafts that stood
        above the record as comments stay beside it.
        """
        if self._opens_as_typed:
            self.forget()
        draft = Draft(self.before, data)
        return drafts.keep(self._workspace.folder, self.path, draft)

    def save(self, text: Text) -> tuple[str, ...]:
        """Write and record a text without problems; forget the drafts.

        Raises:
            Overtaken: somebody else changed the record; the words are a draft.
        """
        before = self.before if self.path in self._read.files else None
        change = Change(self.path, text.data, before)
        spot = self.path.split("/")
        subject = f"Edit {spot[-1].removesuffix('.yaml')} ({spot[-2][8:]})"
        try:
            recorded = self._workspace.record([change], subject, "edit")
        except store.ChangedOnDisk as error:
            raise Overtaken(self.path, self.keep(text.data)) from error
        self.forget()
        return recorded

    def forget(self) -> None:
        """Forget the drafts and what the editor was given."""
        drafts.drop(self._workspace.folder, self.path)


def _without_reasons(data: bytes) -> bytes:
    lines = data.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_MARK.encode()))
