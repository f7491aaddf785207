"""Entries under `allow:` that let nothing pass any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.privacy.allowing import covers, without_gaps
from plcjournal.core.privacy.figures import places
from plcjournal.core.rulebook import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.core.settings import Allowed


def idle_entries(journal: Journal, said: Iterable[str]) -> Iterator[Finding]:
    """Find entries that allow nothing: nothing is named, or nothing says it any more.

    `said` are all the texts of the journal: its files and their names.
    """
    entries = journal.settings.privacy.allow
    return idle_among(entries, times_said(entries, said, journal.cycles))


def times_said(
    entries: Sequence[Allowed], said: Iterable[str], cycles: Mapping[str, Cycle]
) -> tuple[tuple[int, int], ...]:
    """Answer how many texts, and how many figures of cycles, each entry allows.

    What parts of a journal answer can be added up.
    """
    texts = [*map(without_gaps, said)] if entries else []
    return tuple(
        (_times(texts, entry.words) if entry.words else 0, _places(cycles, entry))
        for entry in entries
    )


def idle_among(
    entries: Sequence[Allowed], times: Sequence[tuple[int, int]]
) -> Iterator[Finding]:
    """Find the entries that allow nothing, from what `times_said` answers."""
    for number, entry in enumerate(entries):
        said, figures = times[number]
        place = ("privacy", "allow", number)
        if not entry.words and not entry.field:
            message = "This entry allows nothing: it names no words and no figure."
            told = "words: …"
        elif entry.words and said < 2:  # the settings say it once
            message = f"'{entry.words}' is allowed, and nothing here says it any more."
            told = ""
        elif entry.field and not figures:
            message = f"'{entry.field}' is allowed, and there is no such figure."
            told = ""
        else:
            continue
        name = entry.words or entry.field or str(number)
        yield finding(
            "idle-allowance",
            layout.SETTINGS,
            message,
            loc=place,
            field=f"privacy.allow.{name}",
            fix=told,
        )


def _times(texts: Sequence[str], words: str) -> int:
    folded = without_gaps(words)
    return sum(text.count(folded) for text in texts)


def _places(cycles: Mapping[str, Cycle], entry: Allowed) -> int:
    if not entry.field:
        return 0
    return sum(
        covers(entry, name, place)
        for name, cycle in cycles.items()
        for place in places(cycle)
    )
