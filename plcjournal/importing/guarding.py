"""What keeps the cells and cycles of a tracker out; nothing private is quoted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal import drafts
from plcjournal.core import layout, privacy
from plcjournal.core.rulebook import RULES
from plcjournal.core.rules.journal import check_journal
from plcjournal.core.tracker.cells import text_of
from plcjournal.core.tracker.drafted import Kind, Remark
from plcjournal.core.tracker.learners import names_one_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal
    from plcjournal.core.tracker.grid import Grid
    from plcjournal.core.tracker.guess import Mapped

_OF_STAFF = frozenset({"owner", "facilitator", "team", "with"})


class Guard:
    """What must not be kept, by the rules and the privacy of one journal.

    `learners` are words of learners' names that stand elsewhere in the workbook.
    """

    def __init__(
        self, folder: Path, journal: Journal, learners: frozenset[str]
    ) -> None:
        self._journal, self._learners = journal, learners
        self._names = drafts.names(folder)
        self._known = privacy.known_words(journal)
        self._looked: dict[str, tuple[Finding, ...]] = {}

    def is_sayable(self, words: str) -> bool:
        """Say whether words of the file may be shown: nobody is found in them."""
        return not self.look(words) and not names_one_of(words, self._learners)

    def look(self, text: str) -> tuple[Finding, ...]:
        """Answer what a text of the file says of people."""
        if text not in self._looked:
            settings = self._journal.settings.privacy
            self._looked[text] = privacy.check_text(
                text, settings, self._names, path="", known=self._known
            )
        return self._looked[text]

    def private(
        self, grid: Grid, columns: Sequence[Mapped]
    ) -> tuple[list[Remark], list[Remark]]:
        """Answer the cells that must not be kept, and those to look at again."""
        stop, doubt = [], []
        for row in grid.rows:
            for one in columns:
                text = text_of(row.cells[one.column.number])
                if one.field == "leave" or not text:
                    continue
                where = row.name, grid.label(one.column)
                found = self.look(text) or self.look(one.column.heading)
                why = next((RULES[f.rule].reason for f in found if f.blocks), "")
                if not why and names_one_of(text, self._learners):
                    why = "It has a name of the list of learners on another sheet."
                if why:
                    stop.append(Remark(Kind.FAILS, *where, f"must not be kept: {why}"))
                elif found and one.field not in _OF_STAFF:
                    reason = f"may point at a person: {RULES[found[0].rule].reason}"
                    doubt.append(Remark(Kind.TAKEN, *where, reason))
        return stop, doubt

    def broken(self, after: Journal, paths: Sequence[str]) -> Mapping[str, str]:
        """Answer why a cycle cannot come in, by its name: a rule, or few learners."""
        found = [
            *check_journal(after, paths),
            *privacy.check(after, paths, self._names),
        ]
        why: dict[str, str] = {}
        for one in found:
            spot = layout.spot(one.path)
            if one.blocks and spot is not None:
                why.setdefault(spot.name, RULES[one.rule].reason)
        return why
