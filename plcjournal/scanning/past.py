"""Every version of every file that was ever saved, the words beside it, and names."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from plcjournal import artefacts, gate, leaf, reading
from plcjournal.core import layout
from plcjournal.core.journal import Journal
from plcjournal.core.privacy import check_text, known_words
from plcjournal.metadata.looking import Looker
from plcjournal.repository.everything import names_of_lines
from plcjournal.repository.revisions import Revisions
from plcjournal.scanning import Saved, Sighting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from plcjournal.core.dated import JournalRecord
    from plcjournal.core.findings import Finding
    from plcjournal.reading import Read
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.revisions import Commit
    from plcjournal.workspace import Workspace

_Key = tuple[str, str, str, str]
MESSAGE, AUTHOR, MARK = "the message of a change", "who saved", "the name of a mark"
_PERSON = re.compile(r"^(?:author|committer|tagger) (.*?) ?<([^>]*)>", re.MULTILINE)


def look_back(
    space: Workspace,
    read: Read,
    names: Sequence[str],
    now: Sequence[Sighting],
    tell: Callable[[str], None] | None,
) -> tuple[int, str, list[Sighting]]:
    """Answer how many saved states there are, where they begin, and all that was seen.

    Each version of a file is looked at once. What stands in the folder and was never
    saved is among what was seen, without a day.
    """
    if space.repository is None:
        return 0, "", [*now]
    revisions = Revisions(space.repository)
    lines = names_of_lines(space.repository)
    tips = [one.commit for one in lines if one.commit]
    commits = [*revisions.walk(tips[0], also=tips[1:], with_paths=True)] if tips else []
    commits.reverse()
    with revisions.objects() as objects, Looker() as looker:
        past = _Past(read, names, space.prefix, objects, looker)
        past.note_all(now)
        beginning = time.monotonic()
        for number, commit in enumerate(commits):
            if tell and time.monotonic() - beginning > 1:
                beginning = time.monotonic()
                tell(f"Looking back: {number} of {len(commits)} saved states")
            past.look(commit)
        for line in lines:
            past.look_at_mark(line.name, objects.contents(line.id))
    begins = ""
    if revisions.is_shallow() and commits:
        begins = commits[0].when.date().isoformat()
    return len(commits), begins, [*past.sightings.values()]


class _Past:
    """What was seen so far, by what it is and where it stands."""

    def __init__(
        self,
        read: Read,
        names: Sequence[str],
        prefix: str,
        objects: Objects,
        looker: Looker,
    ) -> None:
        self._present = read.journal
        self._names = names
        self._staff = known_words(read.journal)
        self._prefix = prefix
        self._objects = objects
        self._looker = looker
        self._known: dict[tuple[str, str], tuple[Finding, ...]] = {}
        self.sightings: dict[_Key, Sighting] = {}

    def note_all(self, sightings: Iterable[Sighting]) -> None:
        """Take what stands in the folder now."""
        for one in sightings:
            self.sightings.setdefault(_key(one), one)

    def look(self, commit: Commit) -> None:
        """Look at what one change brought: its files, its words, who made it."""
        saved = Saved(
            commit.when.date().isoformat(), commit.author.name, commit.id[:10]
        )
        for touched in commit.touched:
            if touched.after is None or not touched.path.startswith(self._prefix):
                continue
            path = touched.path.removeprefix(self._prefix)
            found = self._version(path, touched.after.id)
            self._note(found, saved)
        whole = (self._objects.contents(commit.id) or b"").decode("utf-8", "replace")
        head, _, words = whole.partition("\n\n")
        self._note(self._told(" ".join(words.split()), MESSAGE), saved)
        self._note(self._people(head), saved)

    def look_at_mark(self, name: str, content: bytes | None) -> None:
        """Look at the name of a branch or tag, and at what was said with it."""
        spoken = re.sub(r"[-_/.]", " ", name)
        found = [*self._told(spoken, f"{MARK}: {name}")]
        if content and content.startswith(b"object "):
            head, _, words = content.decode("utf-8", "replace").partition("\n\n")
            found += self._told(" ".join(words.split()), f"{MARK}: {name}")
            found += self._people(head)
        self._note(found, None)

    def _told(self, text: str, path: str) -> tuple[Finding, ...]:
        privacy = self._present.settings.privacy
        staff = self._staff
        return check_text(text, privacy, self._names, path=path, known=staff)

    def _people(self, head: str) -> Iterator[Finding]:
        """Answer listed names among those who saved; other names are no news."""
        for name, address in dict.fromkeys(_PERSON.findall(head)):
            told = self._told(f"{name} {re.sub(r'[-_.@]', ' ', address)}", AUTHOR)
            yield from (one for one in told if one.rule == "listed-name")

    def _version(self, path: str, blob: str) -> tuple[Finding, ...]:
        found = self._known.get((path, blob))
        if found is None:
            data = self._objects.contents(blob) or b""
            found = tuple(dict.fromkeys(self._of_version(path, data)))
            self._known[path, blob] = found
        return found

    def _of_version(self, path: str, data: bytes) -> Iterator[Finding]:
        is_record = layout.spot(path) is not None
        record = leaf.read_file(path, data).record if is_record else None
        journal = self._beside(path, data, record)
        files = {path: data}
        yield from gate.named(journal, [path], files, self._names, self._looker)
        if record is None and path == layout.SETTINGS:  # it cannot be read
            privacy = journal.settings.privacy
            yield from artefacts.check(path, data, privacy, self._names, self._looker)

    def _beside(self, path: str, data: bytes, record: JournalRecord | None) -> Journal:
        """Answer a record of then in the journal of now, whose settings count."""
        settings = self._present.settings
        if record is None:
            return Journal(settings=settings)
        if path == layout.SETTINGS:
            record = record.model_copy(update={"privacy": settings.privacy})
        spot = layout.spot(path)
        name = spot.name if spot and spot.is_stage else ""
        there = self._present.cycles.get(name)
        if name and there is None:
            return replace(reading.read({path: data}).journal, settings=settings)
        # Without the rest of the journal, which each version would go through again.
        cycles = {} if there is None else {name: there}
        return Journal(settings, self._present.teams, cycles).with_record(path, record)

    def _note(self, findings: Iterable[Finding], saved: Saved | None) -> None:
        for found in findings:
            new = replace(Sighting.of(found), line=0, is_here_now=False)
            one = self.sightings.get(_key(new), new)
            is_later = one.last is None or saved is not None
            self.sightings[_key(new)] = replace(
                one,
                first=one.first or saved,
                last=saved if is_later else one.last,
                versions=one.versions + 1,
            )


def _key(one: Sighting) -> _Key:
    return one.rule, one.path, one.field, one.message
