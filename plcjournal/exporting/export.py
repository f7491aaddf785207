"""Export a journal as it is saved: its tables, a case study, or minutes."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from plcjournal.errors import Exit, PlcError
from plcjournal.exporting import as_csv, as_json, as_markdown
from plcjournal.exporting.book import Book
from plcjournal.exporting.case_study import case_study
from plcjournal.exporting.minutes import meeting_called, minutes
from plcjournal.exporting.rows import tables_of
from plcjournal.exporting.sight import Sight
from plcjournal.exporting.writing import (
    check_place,
    write_file,
    write_folder,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from plcjournal.core.findings import Finding
    from plcjournal.core.records import Audience
    from plcjournal.exporting.writing import (
        Written,
    )
    from plcjournal.workspace import Workspace


class Format(StrEnum):
    """The forms tables may have."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"
    XLSX = "xlsx"
    MARKDOWN = "markdown"

    @property
    def is_text(self) -> bool:
        """Say whether it can stand on a screen."""
        return self in (Format.JSON, Format.MARKDOWN)


class ParquetMissing(PlcError):
    """What writes Parquet files is not installed."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "Writing Parquet files takes one more library, which is not installed"
            " here; nothing was written.",
            f"Install it: {sys.executable} -m pip install 'plcjournal[parquet]'"
            " (or use --format csv)",
        )


@dataclass(frozen=True, slots=True)
class Exported:
    """What was exported, for whom, and where; without a place nothing was written.

    `tables` are their names with the number of their rows; `left_out` cycles are not
    shared so widely; `hidden` counts figures about few learners; `unsaved` names what
    was changed by hand since it was saved.
    """

    what: str
    audience: Audience
    out: str
    tables: tuple[tuple[str, int], ...]
    left_out: int
    hidden: int
    unsaved: tuple[str, ...]
    written: tuple[str, ...] = ()
    unchanged: int = 0
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of Markdown on its way to the screen."""

    audience: Audience
    name: str
    markdown: str


class Problems(NamedTuple):
    """What kept records from being read, and what of it their audience is told.

    Others than the team are told nothing: it names cycles.
    """

    found: tuple[Finding, ...]
    told: tuple[Finding, ...]


class Export:
    """A journal as one audience may see it, ready to be written down."""

    def __init__(self, space: Workspace, audience: Audience) -> None:
        """Look at the journal as it is saved.

        Raises:
            NoPast: nothing was saved yet.
            Unclear: what others must not see cannot be told.
        """
        self._space = space
        self._sight = Sight(space, audience)

    def problems(self, team: str = "") -> Problems:
        """Answer what kept records from being read, or those a team's page is about."""
        found = self._sight.problems_of(team) if team else self._sight.read.problems
        return Problems(found, found if self._sight.is_for_team else ())

    def team_of(self, meeting: str) -> str:
        """Answer the team that met, '' where the record does not say."""
        return self._sight.whole.meetings[meeting].team or ""

    def book(self) -> Book:
        """Answer all tables.

        Raises:
            NotExported: something would point at a person.
        """
        sight = self._sight
        return Book(
            journal=sight.whole.settings.name,
            audience=sight.audience,
            saved=sight.saved,
            tables=tables_of(sight),
            left_out=sight.left_out,
            hidden=sight.hidden,
            problems=self.problems().told,
        )

    def case_study(self, cycle: str) -> Page:
        """Answer the case study of a cycle."""
        text = case_study(self._sight, cycle)
        return Page(self._sight.audience, cycle, text)

    def minutes(self, words: str) -> Page:
        """Answer the minutes of the meeting that words name."""
        name = meeting_called(self._sight, words)
        return Page(self._sight.audience, name, minutes(self._sight, name))

    def told(self, what: str, tables: Book | None = None) -> Exported:
        """Answer what there is, before it is written anywhere."""
        sight = self._sight
        return Exported(
            what=what,
            audience=sight.audience,
            out="",
            tables=_sizes(tables) if tables else (),
            left_out=sight.left_out if tables else 0,
            hidden=sight.hidden if tables else 0,
            unsaved=self._space.unsaved(),
        )


def _sizes(book: Book) -> tuple[tuple[str, int], ...]:
    return tuple((table.name, len(table.rows)) for table in book.tables[:-1])


def files_of(book: Book, form: Format) -> bytes | Mapping[str, bytes]:
    """Answer a file, or the files of a folder.

    Raises:
        ParquetMissing: the library for it is not installed.
    """
    if form is Format.CSV:
        return as_csv.files(book)
    if form is Format.XLSX:
        from plcjournal.exporting import as_xlsx

        return as_xlsx.workbook(book)
    if form is Format.PARQUET:
        try:
            from plcjournal.exporting import as_parquet
        except ImportError:
            raise ParquetMissing from None
        return as_parquet.files(book)
    if form is Format.MARKDOWN:
        return as_markdown.page(book).encode()
    return as_json.document(book)


def write(
    journal: Path,
    out: Path,
    made: bytes | Mapping[str, bytes],
    *,
    may_replace: bool,
) -> Written:
    """Write a file, or a folder of files.

    Raises:
        NoPlace: the place belongs to the journal itself.
        NotOurs: somebody else made what is there.
        IsThere: something would be replaced, and nobody said it may be.
    """
    check_place(journal, out)
    if isinstance(made, bytes):
        return write_file(out, made, may_replace=may_replace)
    return write_folder(out, made, may_replace=may_replace)
