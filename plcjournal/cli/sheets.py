"""Which sheet, which column a person means, and which of their words may be said."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal.cli.typed import NotUnderstood
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.cli.from_file import FromFile
    from plcjournal.cli.session import Session
    from plcjournal.core.findings import Finding
    from plcjournal.core.marks.column import Marks
    from plcjournal.core.marks.paired import Paired
    from plcjournal.core.marks.table import Column, Sheet, Table


class TwoFit(PlcError):
    """More than one sheet or column may be meant, and nobody can be asked."""

    exit_code = Exit.USAGE


def sheets_called(sheets: Sequence[Sheet], name: str) -> list[Sheet]:
    """Answer the sheets of a name, else the one of that number."""
    wanted = name.strip().casefold()
    fits = [one for one in sheets if one.name.strip().casefold() == wanted]
    if not fits and wanted.isdecimal() and 0 < int(wanted) <= len(sheets):
        fits = [sheets[int(wanted) - 1]]
    return fits


class Sheets:
    """The sheets a person named, and which of their words may be said aloud."""

    def __init__(self, session: Session, said: FromFile) -> None:
        self._session = session
        self.said = said

    def table(self, file: str, name: str | None, rows: str | None = None) -> Table:
        """Answer the table in the sheet that is meant; `rows` as `Test=Test 2`."""
        from plcjournal.core.marks.learners import only, sayable
        from plcjournal.core.marks.table import table_of
        from plcjournal.spreadsheet.opening import sheets_from, sheets_in

        if file == "-":
            sheets = sheets_from(sys.stdin.buffer, "what came in")
        else:
            sheets = sheets_in(Path(file).expanduser())
        table = sayable(table_of(self._sheet(sheets, file, name)))
        columns = (
            replace(
                column,
                is_sayable=column.is_sayable and not self.is_private(column.title),
            )
            for column in table.columns
        )
        table = replace(table, columns=tuple(columns))
        if rows is None:
            return table
        heading, sign, value = rows.partition("=")
        if not sign:
            sentence = f"--only: '{rows}' is no column and value."
            raise NotUnderstood(sentence, '--only "Test=Test 2"')
        return only(table, self.named(table, heading, "--only"), value)

    def _sheet(self, sheets: Sequence[Sheet], file: str, name: str | None) -> Sheet:
        """Answer the sheet that is meant: the only one, the one named or chosen.

        Raises:
            NotUnderstood: there is none of that name.
            TwoFit: there are several, and nobody can be asked.
        """
        if not sheets:
            raise NotUnderstood(f"{file} is empty; nothing was changed.", "")
        if name is not None:
            fits = sheets_called(sheets, name)
            if len(fits) == 1:
                return fits[0]
            sentence = f"--sheet: there is no sheet '{name}' with anything in it."
            raise NotUnderstood(sentence, f"The sheets: {self._listed(sheets)}")
        if len(sheets) == 1:
            return sheets[0]
        screen = self._session.screen
        if screen.can_ask:
            screen.say(f"The sheets: {self._listed(sheets)}")

            def parse(words: str) -> Sheet:
                return self._sheet(sheets, file, words)

            chosen: Sheet = screen.ask_until("Which sheet holds the marks?", parse, "1")
            return chosen
        raise TwoFit(
            f"{file} has {len(sheets)} sheets; nothing was changed.",
            f"Add --sheet with a name or number: {self._listed(sheets)}",
        )

    def _listed(self, sheets: Sequence[Sheet]) -> str:
        """Answer the sheets by number, with a name where it cannot be a person's."""
        from plcjournal.core.marks.words import is_known

        told = [
            f"{place} '{sheet.name}'"
            if is_known(sheet.name) and not self.is_private(sheet.name)
            else str(place)
            for place, sheet in enumerate(sheets, 1)
        ]
        return ", ".join(told)

    def is_private(self, words: str) -> bool:
        """Say whether some words of a sheet may point at a person, so stay unsaid."""
        return bool(self._found(words))

    def _is_a_person(self, words: str) -> bool:
        """Say whether some words of a sheet name a person, as far as plc knows."""
        found = self._found(words)
        return any(one.blocks or one.rule == "likely-name" for one in found)

    def _found(self, words: str) -> tuple[Finding, ...]:
        from plcjournal import drafts
        from plcjournal.core.privacy import check_text

        space = self._session.workspace
        privacy = self._session.read.journal.settings.privacy
        return check_text(words, privacy, drafts.names(space.folder), path="")

    def marks_column(self, table: Table, typed: str | None) -> Column:
        """Answer the column of marks: named, without a doubt, or chosen.

        Raises:
            TwoFit: several may be meant, and nobody can be asked.
        """
        from plcjournal.core.marks.guess import mark_columns

        if typed is not None:
            return self.named(table, typed, "--column")
        fits = mark_columns(table)
        if len(fits) == 1:
            return fits[0]
        from plcjournal.core.marks.telling import listed

        several = fits or tuple(c for c in table.columns if c.is_numeric)
        told = listed(several)
        doubt = f"plc cannot tell whether {told} holds the marks"
        if len(several) > 1:
            doubt = f"Several columns may hold the marks: {told}"
        if self._can_ask:
            self._session.screen.say(f"{doubt}.")
            chosen = self.ask(table, "Which column holds the marks?")
            if chosen is not None:
                return chosen
        raise TwoFit(
            f"{doubt}; nothing was changed.",
            f"Say which: --column {several[0].letter} (a heading or a letter)",
        )

    @property
    def _can_ask(self) -> bool:
        return self._session.screen.can_ask

    def ask(self, table: Table, question: str) -> Column | None:
        """Ask for a column by heading or letter; None for no answer."""

        def parse(words: str) -> Column | None:
            return self.named(table, words, "column") if words else None

        chosen: Column | None = self._session.screen.ask_until(question, parse)
        return chosen

    def named(self, table: Table, typed: str, flag: str) -> Column:
        """Answer the column a person named.

        Raises:
            NotUnderstood: there is none, or several fit.
        """
        from plcjournal.core.marks.guess import columns_named
        from plcjournal.core.marks.telling import listed

        fits = columns_named(table, typed)
        if len(fits) == 1:
            return fits[0]
        some = fits or tuple(c for c in table.columns if c.is_numeric)
        what = "several columns are" if fits else "no column is"
        sentence = f"{flag}: {what} called '{typed}'; nothing was changed."
        raise NotUnderstood(sentence, f"Take one by its letter: {listed(some)}")

    def marks(self, table: Table, column: Column) -> Marks:
        """Answer the marks of a column, read as the person said, or says when asked."""
        from plcjournal.core.marks.column import (
            DifferentTotals,
            UnclearComma,
            marks_of,
        )

        screen = self._session.screen
        decimal, as_percent = self.said.decimal or "", self.said.as_percent
        while True:
            try:
                return marks_of(
                    table.cells(column),
                    decimal=decimal,
                    possible=column.possible,
                    as_percent=as_percent,
                )
            except UnclearComma:
                if not self._can_ask:
                    raise
                screen.say("Some marks are written like 1,234.")
                is_decimal = screen.confirm("Is that a little more than one?")
                decimal = "," if is_decimal else "."
            except DifferentTotals:
                question = "Out of different totals: count each as its percentage?"
                if not self._can_ask or not screen.confirm(question, default=True):
                    raise
                as_percent = True

    def groups(self, table: Table, marks: Column) -> tuple[str, ...] | None:
        """Answer the group of each row, None where none were asked for.

        Raises:
            NotUnderstood: the column names people, or is the one of the marks.
        """
        if self.said.group_by is None:
            return None
        from plcjournal.core.marks.guess import group_names
        from plcjournal.core.marks.named import has_learners

        column = self.named(table, self.said.group_by, "--group-by")
        if column.number == marks.number:
            raise NotUnderstood(
                "--group-by: that is the column of the marks; nothing was changed.",
                "Name the column of the classes or groups",
            )
        names = group_names(table, column)
        if any(self._is_a_person(name) for name in {*names}) or has_learners(
            table, names
        ):
            raise NotUnderstood(
                "--group-by: a group has the name of a person to keep out; nothing was "
                "changed.",
                "Rename the groups in the spreadsheet, such as 4A and 4B",
            )
        return names

    def pairs(
        self, table: Table, column: Column, marks: Marks
    ) -> tuple[Paired, Marks] | None:
        """Answer the learners in both sheets, and the marks of the earlier one."""
        if self.said.paired_with is None:
            return None
        from plcjournal.core.marks.guess import identities
        from plcjournal.core.marks.paired import paired

        same = self.said.paired_with == self.said.file
        sheet = self.said.paired_sheet or (self.said.sheet if same else None)
        rows = self.said.paired_only
        earlier = self.table(self.said.paired_with, sheet, rows)
        before = self._same_column(earlier, column)
        old = self.marks(earlier, before)
        if earlier.rows == table.rows and before.number == column.number:
            raise NotUnderstood(
                "--paired-with: that is the same column as the marks; nothing was "
                "changed.",
                "Name the column of the earlier marks: --paired-column C",
            )
        who = self._who(table, earlier)
        were = identities(earlier, [other for _, other in who])
        are = identities(table, [one for one, _ in who])
        found = paired(
            [*zip(were, old.numbers, strict=True)],
            [*zip(are, marks.numbers, strict=True)],
        )
        return found, old

    def _same_column(self, earlier: Table, column: Column) -> Column:
        """Answer the column of marks in the earlier sheet: named, alike, or clear."""
        from plcjournal.core.marks.guess import columns_named

        if self.said.paired_column is not None:
            return self.named(earlier, self.said.paired_column, "--paired-column")
        same = columns_named(earlier, column.title) if column.title else ()
        same = tuple(one for one in same if one.is_numeric)
        return same[0] if len(same) == 1 else self.marks_column(earlier, None)

    def _who(self, table: Table, earlier: Table) -> tuple[tuple[Column, Column], ...]:
        """Answer the columns that say who is who, here and in the earlier sheet.

        Raises:
            TwoFit: no heading of such a column is in both.
        """
        from plcjournal.core.marks.guess import shared_ids

        typed = self.said.id_column
        if typed is not None:
            flag = "--id-column"
            return ((self.named(table, typed, flag), self.named(earlier, typed, flag)),)
        both = shared_ids(table, earlier)
        if not both:
            raise TwoFit(
                "plc cannot tell which column says who is who in both sheets; nothing "
                "was changed.",
                "Say which: --id-column C (a heading, or a letter)",
            )
        return both
