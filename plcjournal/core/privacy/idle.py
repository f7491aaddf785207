"""Entries under `allow:` that let nothing pass any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.privacy.allowing import covers, without_gaps
from plcjournal.core.privacy.figures import places
from plcjournal.core.rulebook import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.core.settings import Allowed


def idle_entries(journal: Journal, said: Iterable[str]) -> Iterator[Finding]:
    """Find entries that allow nothing: nothing is named, or nothing says it any more.

    `said` are all the texts of the journal: its files and their names.
    """
    entries = journal.settings.privacy.allow
    texts = [*map(without_gaps, said)] if entries else []
    for number, entry in enumerate(entries):
        place = ("privacy", "allow", number)
        if not entry.words and not entry.field:
            message = "This entry allows nothing: it names no words and no figure."
            told = "words: …"
        elif entry.words and _times(texts, entry.words) < 2:
            message = f"'{entry.words}' is allowed, and nothing here says it any more."
            told = ""
        elif entry.field and not _is_there(journal, entry):
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


def _is_there(journal: Journal, entry: Allowed) -> bool:
    return any(
        covers(entry, name, place)
        for name, cycle in journal.cycles.items()
        for place in places(cycle)
    )
