"""What a check finds in a journal, portion by portion, so that it may be of any size.

A portion is some cycles, or all that belongs to no cycle: it is read, checked beside
the names of everything else, and forgotten. So several processes can check a journal,
each a part of it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from plcjournal import gate, leaf, reading
from plcjournal.codec import excerpts
from plcjournal.core import layout, privacy
from plcjournal.core.rules.journal import check_journal
from plcjournal.files import FolderFiles
from plcjournal.listing import Listing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from plcjournal.core.findings import Finding
    from plcjournal.reading import Read

FLAT: tuple[str, ...] = ()
"""The portion of all that belongs to no cycle."""
_PARTS = 16  # so many that nobody waits long for who does the last one
_SMALLEST, _LARGEST = 25, 150  # cycles


class Task(NamedTuple):
    """A journal to be checked on a day, beside the names to keep out of it.

    `flat` are its files outside cycles, `cycles` the names of these.
    """

    folder: Path
    today: str
    names: tuple[str, ...]
    flat: tuple[str, ...]
    cycles: tuple[str, ...]

    def portions(self) -> tuple[tuple[str, ...], ...]:
        """Answer what is checked one after the other, each team at once if it can be.

        A rule about the open cycles of a team reads all of them.
        """
        enough = min(max(len(self.cycles) // _PARTS, _SMALLEST), _LARGEST)
        return (FLAT, *_gathered(self.cycles, enough))


def _gathered(cycles: Sequence[str], enough: int) -> Iterator[tuple[str, ...]]:
    part: list[str] = []
    for _, group in groupby(cycles, key=lambda name: name.partition("/")[0]):
        team = [*group]
        if part and len(part) + len(team) > enough * 3 // 2:
            yield tuple(part)
            part = []
        part += team
        while len(part) >= enough:
            yield tuple(part[: enough * 2])
            part = part[enough * 2 :]
    if part:
        yield tuple(part)


class Part(NamedTuple):
    """What was found in a portion: findings, each with the line it stands in, or ''.

    `problems` kept files from being read; `allowed` says how often this portion says
    each thing that the journal allows.
    """

    records: int
    findings: tuple[tuple[Finding, str], ...]
    problems: tuple[Finding, ...]
    allowed: tuple[tuple[int, int], ...]


class Checker:
    """Checks one portion of a journal after the other."""

    def __init__(self, task: Task) -> None:
        """Open the journal that is to be checked."""
        self._task = task
        files = FolderFiles(Listing.known(task.folder, task.flat, task.cycles))
        self._whole = reading.read(files)
        self._watch = privacy.watch_over(self._whole.journal, task.names)

    def part(self, cycles: Sequence[str]) -> Part:
        """Answer what is found in some cycles, or outside of all: `FLAT`."""
        read = self._whole.apart()
        journal, files = read.journal, read.files
        paths = [path for name in cycles for path in files.inside(name)]
        if not cycles:
            paths = [*files.flat()]
        single, problems = read.found_in(paths, cycles)
        there = [path for path in paths if path in files]
        closed = [path for path in paths if path in files.closed]
        more = (
            *check_journal(journal, paths, self._task.today),
            *gate.named(journal, there, files, self._watch),
        )
        found = (*single, *leaf.place(more, files))
        return Part(
            sum(layout.spot(path) is not None for path in (*there, *closed)),
            tuple((one, excerpt_of(one, files)) for one in found),
            problems,
            self._allowed(read, there, cycles),
        )

    def _allowed(
        self, read: Read, paths: Sequence[str], cycles: Sequence[str]
    ) -> tuple[tuple[int, int], ...]:
        entries = read.journal.settings.privacy.allow
        if not entries:
            return ()
        texts = (read.files[path].decode("utf-8", "replace") for path in paths)
        there = {name: read.journal.cycles[name] for name in cycles}
        return privacy.times_said(entries, (*paths, *texts), there)

    def idle(self, parts: Sequence[Part]) -> list[tuple[Finding, str]]:
        """Answer what the journal allows and none of its portions says."""
        entries, files = self._whole.journal.settings.privacy.allow, self._whole.files
        times = [
            (sum(said for said, _ in each), sum(figures for _, figures in each))
            for each in zip(*(part.allowed for part in parts), strict=True)
        ]
        found = leaf.place(privacy.idle_among(entries, times), files)
        return [(one, excerpt_of(one, files)) for one in found]


def excerpt_of(found: Finding, files: Mapping[str, bytes]) -> str:
    """Answer the line a finding stands in, with a mark below it; '' where none is."""
    if not found.line or found.path not in files:
        return ""
    return excerpts.excerpt(files[found.path], found.line, found.column)
