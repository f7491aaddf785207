"""The open journal: where files, history, settings and the clock come together."""

from __future__ import annotations

import os
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from plcjournal import drafts, leaf, reading, store
from plcjournal.cache import Cache
from plcjournal.core import layout
from plcjournal.core.findings import by_place
from plcjournal.core.status import next_of
from plcjournal.errors import Exit, PlcError
from plcjournal.files import FolderFiles
from plcjournal.listing import Listing
from plcjournal.repository import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.core.status import NextStep
    from plcjournal.gate import Looked
    from plcjournal.glances import Glances
    from plcjournal.reading import Read
    from plcjournal.repository.repository import Repository
    from plcjournal.saving.writing import Change


_SHORT = 120


class NoJournal(PlcError):
    """There is no plc.yaml here or above."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"There is no journal in {folder}.",
            "Start one here: plc init (or look around in an example: plc demo)",
        )


class NewerJournal(PlcError):
    """The whole journal was written by a newer plc."""

    def __init__(self) -> None:
        super().__init__(
            "This journal was made by a newer plc; nothing was changed.",
            "Install the newest plc, then run the same command again.",
        )


class Blocked(PlcError):
    """Words or figures that would point at a person; kept here, not saved."""

    exit_code = Exit.NOT_SAVED

    def __init__(self, findings: Sequence[Finding], kept: str, hint: str) -> None:
        self.findings = tuple(findings)
        where = f" Your words are safe in {kept} on this machine." if kept else ""
        first = findings[0]
        sentence = f"Not saved, to protect people: {first.message}{where}"
        instead = "" if '"' in hint else _instead(first)  # it has one already
        super().__init__(sentence, f"{hint}{instead}" if hint else first.fix)


def _instead(found: Finding) -> str:
    """Answer what may be said instead, where that is short enough for a hint."""
    if not found.fix or "\n" in found.fix or len(found.fix) > _SHORT:
        return ""
    return f' (for example: "{found.fix}")' if found.text else f" ({found.fix})"


class Changed(NamedTuple):
    """What a change did, where, and what comes next."""

    sentence: str
    cycle: str = ""
    paths: tuple[str, ...] = ()
    saved: bool = True
    id: str = ""
    notes: tuple[str, ...] = ()
    next: NextStep | None = None


class Prepared(NamedTuple):
    """An edit that broke no rule: its files, and what privacy says of them.

    What is `blocked` is not saved; what is `doubtful` is, and told.
    """

    edited: Edited
    files: Mapping[str, bytes]
    blocked: tuple[Finding, ...] = ()
    doubtful: tuple[Finding, ...] = ()


class Me(NamedTuple):
    """Who sits at this machine, as far as they said."""

    team: str = ""
    member: str = ""


class Workspace:
    """One journal in a folder, today."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.today = _today()

    @classmethod
    def open(cls, start: Path) -> Workspace:
        """Open the journal a folder lies in.

        Raises:
            NoJournal: there is none.
        """
        start = start.absolute()
        for folder in (start, *start.parents):
            if (folder / layout.SETTINGS).exists():
                return cls(folder)
        raise NoJournal(start)

    @cached_property
    def place(self) -> place.Place | None:
        """Where the history lies, None where nothing was ever saved."""
        return place.find(self.folder)

    @cached_property
    def repository(self) -> Repository | None:
        """The history, loaded when first needed."""
        from plcjournal.repository.repository import Repository

        return Repository(self.place) if self.place else None

    def me(self) -> Me:
        """Answer which team and member this person said to be."""
        if self.repository is None:
            return Me()
        from plcjournal.repository.command import GitMissing

        try:
            team = self.repository.setting("plc.team") or ""
            return Me(team, self.repository.setting("plc.member") or "")
        except GitMissing:
            return Me()  # looking goes on; only saving needs git

    # Reading

    def look(self) -> Read:
        """Read for looking only: quick, from memory where nothing changed."""
        self._recover_for_a_look()
        files = FolderFiles(Listing(self.folder))
        return self._not_newer(reading.look(files, self.cache()))

    def glances(self, read: Read) -> Glances:
        """Answer what lists need of every cycle.

        The journal asks them as well, as long as they are not closed.
        """
        from plcjournal import glancing

        quick = self.place and glancing.quickly(read, self.place, self.prefix)
        found = quick or glancing.glances_of(read)
        read.overlook(found)
        return found

    def cache(self) -> Cache:
        """Answer what was read before; nothing that has a name of the list in it."""
        file = self.place.notes / "seen.sqlite" if self.place else None
        return Cache(file, lambda: drafts.names(self.folder))

    def read(self) -> Read:
        """Read whole records, for changing and checking."""
        self._recover_for_a_look()
        return self.read_as_it_is()

    def read_as_it_is(self) -> Read:
        """Read whole records and finish nothing, for looking what is wrong."""
        return self._not_newer(reading.read(FolderFiles(Listing(self.folder))))

    def _not_newer(self, read: Read) -> Read:
        if any(found.rule == "newer-format" for found in read.about(layout.SETTINGS)):
            raise NewerJournal
        return read

    def _recover_for_a_look(self) -> None:
        """Finish what an interrupted save left, only if there is something."""
        if self.place is not None and self.place.was_interrupted:
            from plcjournal.saving.save import recover_if_free

            recover_if_free(self.folder)

    def check(
        self, read: Read, paths: Iterable[str] | None = None
    ) -> tuple[Finding, ...]:
        """Answer every finding of a journal, or of some of its files, in order."""
        from plcjournal import gate
        from plcjournal.core import privacy
        from plcjournal.core.rules.journal import check_journal

        wanted = dict.fromkeys(read.files if paths is None else paths)
        idle: Iterable[Finding] = ()
        if layout.SETTINGS in wanted:
            said = (text.decode("utf-8", "replace") for text in read.files.values())
            idle = privacy.idle_entries(read.journal, (*read.files, *said))
        about = (read.about(path) for path in wanted)
        single = read.findings if paths is None else (f for one in about for f in one)
        names = drafts.names(self.folder)
        more = (
            *check_journal(read.journal, paths, self.today),
            *gate.named(read.journal, [*wanted], read.files, names),
            *idle,
        )
        kept = (f for f in more if paths is None or f.path in wanted)
        found = (*single, *leaf.place(kept, read.files))
        return tuple(sorted(found, key=by_place))

    def unsaved(self) -> tuple[str, ...]:
        """Answer the files of the journal that differ from what is saved."""
        if self.repository is None:
            return ()
        from plcjournal.repository.command import GitMissing

        try:
            changed = self.repository.changed_paths(self.prefix)
        except GitMissing:
            return ()  # looking goes on without the one thing git would have told
        return tuple(path for path in changed if layout.is_journal_file(path))

    @property
    def prefix(self) -> str:
        """Answer where the journal lies inside its history: '' or `folder/`."""
        return self.place.prefix_of(self.folder) if self.place else ""

    # Changing

    def prepare(self, before: Read, edited: Edited) -> Prepared:
        """Make the new text of an edit's files, and put it to the gate.

        Raises:
            Refused: the edit would leave something impossible.
            RecordGone: it would stand in the place of a record that was lost.
        """
        from plcjournal.texts import texts

        new = texts(before.journal, edited.journal, before.files)
        files = {**new, **edited.added}
        unseen = [path for path in new if path not in before.files]
        if unseen:
            from plcjournal import schemas
            from plcjournal.gone import RecordGone, gone

            if lost := gone(self.folder, unseen, self.recorded):
                raise RecordGone(min(lost))
            # A new record names the file that tells editors about it.
            files |= schemas.missing(self.folder)
        words = [edited.heading, *(value for _, value in edited.trailers)]
        told = self._looked(before, edited.journal, files, words)
        return Prepared(edited, files, told.blocked, told.doubtful)

    def save(self, before: Read, prepared: Prepared) -> Changed:
        """Write a prepared edit to its files and record it in the history.

        Raises:
            Blocked: it would point at a person; the words are kept as a draft.
            NotSaved: the words are safe on disk, but not in the history yet.
        """
        from plcjournal.saving.save import Message, save
        from plcjournal.saving.writing import Change

        edited, files = prepared.edited, prepared.files
        if prepared.blocked:
            raise self._held_back(before, files, prepared.blocked)
        changes = [
            Change(path, data, store.read_whole(self.folder, path))
            if path in edited.added
            else Change(path, data, before.files.get(path))
            for path, data in files.items()
        ]
        changes += [
            Change(path, None, store.read_whole(self.folder, path))
            for path in edited.removed
        ]
        message = Message(edited.heading, edited.trailers)
        saved = save(self.folder, changes, message)
        paths = [change.path for change in changes] if saved.paths else ()
        return self.changed(edited, paths)

    def changed(self, edited: Edited, paths: Iterable[str]) -> Changed:
        """Answer what an edit did and the step that comes next."""
        cycle = edited.journal.cycles.get(edited.cycle)
        return Changed(
            sentence=edited.sentence,
            cycle=edited.cycle,
            paths=tuple(paths),
            id=edited.id,
            next=next_of(edited.journal, cycle) if cycle else None,
        )

    def record(
        self, changes: Sequence[Change], subject: str, action: str
    ) -> tuple[str, ...]:
        """Record bytes that passed the checks already; answer the paths recorded."""
        from plcjournal.saving.save import Message, record

        message = Message(subject, (("Plc-Action", action),))
        saved = record(self.folder, changes, message)
        return saved.paths if saved else ()

    def private(
        self,
        before: Read,
        after: Journal,
        files: Mapping[str, bytes],
        words: Sequence[str] = (),
    ) -> tuple[Finding, ...]:
        """Apply the rules to a change, then answer what privacy forbids to save.

        `files` are the bytes that would be recorded, by path.

        Raises:
            NotEditable: without readable settings nobody knows what may be saved.
            Refused: the change would leave something impossible.
        """
        return self._looked(before, after, files, words).blocked

    def _looked(
        self,
        before: Read,
        after: Journal,
        files: Mapping[str, bytes],
        words: Sequence[str],
    ) -> Looked:
        from plcjournal import gate
        from plcjournal.core.edits.edited import NotEditable, Refused

        if before.is_unread(layout.SETTINGS):
            raise NotEditable(layout.SETTINGS)
        names = drafts.names(self.folder)
        # Who saves matters only beside a list of names.
        who = self.repository.identity() if self.repository and names else None
        author = who.name if who else ""
        change = gate.Change(before.journal, after, [*files], files, words, author)
        broken = gate.broken(change)
        if broken:
            raise Refused(broken)
        return gate.look(change, names, self.recorded)

    def recorded(self, paths: Sequence[str]) -> Mapping[str, bytes]:
        """Answer the bytes that the history holds of some paths, where it does."""
        if self.repository is None or not paths:
            return {}
        with self.repository.objects() as objects:
            held = {p: objects.contents(f"HEAD:{self.prefix}{p}") for p in paths}
        return {path: data for path, data in held.items() if data is not None}

    def _held_back(
        self, before: Read, files: Mapping[str, bytes], findings: Sequence[Finding]
    ) -> Blocked:
        """Keep the words that may not be saved as drafts on this machine."""
        from plcjournal import gate

        first = findings[0]
        path = first.path if first.path in files else next(iter(files), "")
        spot = layout.spot(path)
        if spot is None or path not in files or path not in before.files:
            return Blocked(findings, "", gate.again(first))
        draft = drafts.Draft(before.files[path], files[path])
        kept = drafts.keep(self.folder, path, draft)
        if first.path == gate.AUTHOR:
            return Blocked(findings, kept, "")
        if not spot.is_stage:
            return Blocked(findings, kept, gate.again(first))
        short = spot.name.split("/")[1]
        hint = f"Take it up again: plc edit {short} --stage {spot.kind}"
        return Blocked(findings, kept, hint)


def _today() -> str:
    """Answer the local day, or the one that tests and demos set.

    Raises:
        NoSuchDay: what they set is no day.
    """
    told = os.environ.get("PLC_TODAY")
    if told is not None:
        from plcjournal.days import iso_day

        return iso_day(told)
    return date.today().isoformat()  # noqa: DTZ011, TID251  # a teacher's local day
