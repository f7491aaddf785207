"""plc import: an old tracker, understood on a terminal or by flags."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.cli.sheets import sheets_called
from plcjournal.cli.typed import NotUnderstood, one_of
from plcjournal.errors import Exit, PlcError
from plcjournal.importing.incoming import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.marks.table import Sheet
    from plcjournal.core.tracker.guess import Mapped
    from plcjournal.importing.incoming import Incoming, Wishes
    from plcjournal.importing.tracker import Tracker

app = options.app()

_MANY = 100  # cycles; saving them takes longer than people wait without a word


class _TwoDays(PlcError):
    """Days of which nobody said in which order their digits stand."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "Days such as 03/04/2025 may be two different days, and nothing in the "
            "file tells which; nothing was changed.",
            "Add --dates day-first or --dates month-first",
        )


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="The tracker: XLSX or CSV; - for what comes in."
        ),
    ],
    sheet: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="The sheet of several, by name or number."),
    ] = None,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="COLUMN=FIELD",
            help='What a column is: "Goal=title", "F=note", "G=leave". Repeat it.',
        ),
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(
            metavar="ORDER",
            help="03/04/2025 is: day-first or month-first.",
            autocompletion=completion.one_of("day-first", "month-first"),
        ),
    ] = None,
    team: Annotated[
        str | None,
        typer.Option(
            metavar="TEAM",
            help="Whose they are, whatever the file says.",
            autocompletion=completion.team_names,
        ),
    ] = None,
    opened: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="The first day, where the file says none."),
    ] = None,
    leave_out: Annotated[
        bool,
        typer.Option("--leave-out", help="Go on without the rows that cannot come in."),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", "-n", help="Show what would come in; no more.")
    ] = False,
    yes: options.Yes = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Bring in cycles from an old tracker (XLSX or CSV)

    A row is a cycle, or one action or figure of it: rows of one title go together.
    plc guesses what each column is, shows what would come of it, and asks. Columns
    without a place are kept as notes. Everything comes in as one change, or nothing.

    \b
    Examples:
      plc import tracker.xlsx
      plc import tracker.csv --dry-run
      plc import tracker.csv --map "Goal=title" --dates day-first --yes
    """
    from plcjournal.core.tracker.days import ORDERS
    from plcjournal.importing.incoming import Wishes

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    session.stop_if_unfinished()
    order = one_of(dates, ORDERS, "--dates") if dates else None
    wishes = Wishes(
        map=tuple(map(_pair, map_ or ())),
        dates=next((one for one in ORDERS if one == order), None),
        opened=session.day(opened, "--opened", past=True),
        leave_out=leave_out,
    )
    if team:
        wishes = replace(wishes, team=session.team(team))
    is_asked = session.screen.can_ask and not yes and not dry_run
    tracker = _tracker(session, file, sheet)
    importing = _Importing(session, tracker, file, is_asked=is_asked)
    wishes, columns = importing.columns(wishes)
    wishes = importing.settled(columns, wishes)
    if dry_run:
        importing.show(columns, wishes)
    else:
        importing.bring_in(columns, wishes, yes=yes)


def _pair(words: str) -> tuple[str, str]:
    """Answer a column and a field: `Goal=title`.

    Raises:
        NotUnderstood: there is no sign between them.
    """
    column, sign, field = words.rpartition("=")
    if not sign or not column.strip():
        sentence = f"--map: '{words}' is no column and field."
        raise NotUnderstood(sentence, '--map "Goal=title" (or "Goal=leave")')
    return column.strip(), field.strip()


def _tracker(session: Session, file: str, name: str | None) -> Tracker:
    """Answer the tracker in the sheet that is meant."""
    from plcjournal.importing.tracker import Tracker
    from plcjournal.spreadsheet.opening import sheets_from, sheets_in

    if file == "-":
        sheets = sheets_from(sys.stdin.buffer, "what came in")
    else:
        sheets = sheets_in(Path(file).expanduser())
    sheet = _sheet(session, sheets, file, name)
    return Tracker(session.workspace, session.read, sheets, sheet)


def _sheet(
    session: Session, sheets: Sequence[Sheet], file: str, name: str | None
) -> Sheet:
    """Answer the sheet that is meant: named, the only one with a tracker, or chosen."""
    from plcjournal import templates
    from plcjournal.importing.tracker import likely_sheet

    if not sheets:
        raise NotUnderstood(f"{file} is empty; nothing was changed.", "")
    if name is not None:
        return _named(sheets, name)
    if len(sheets) == 1:
        return sheets[0]
    found = likely_sheet(sheets, templates.tracker())
    if found is not None:
        return found
    places = ", ".join(
        f"{place} '{one.name}'" if _is_plain(session, one.name) else str(place)
        for place, one in enumerate(sheets, 1)
    )
    if not session.screen.can_ask:
        raise NotUnderstood(
            f"{file} has {len(sheets)} sheets; nothing was changed.",
            f"Add --sheet with a name or number: {places}",
        )
    session.screen.say(f"The sheets: {places}")
    chosen: Sheet = session.screen.ask_until(
        "Which sheet holds the tracker?", lambda words: _named(sheets, words), "1"
    )
    return chosen


def _is_plain(session: Session, name: str) -> bool:
    from plcjournal import drafts
    from plcjournal.core.privacy import check_text

    settings = session.read.journal.settings.privacy
    names = drafts.names(session.workspace.folder)
    return not check_text(name, settings, names, path="")


def _named(sheets: Sequence[Sheet], name: str) -> Sheet:
    fits = sheets_called(sheets, name)
    if len(fits) == 1:
        return fits[0]
    sentence = f"--sheet: there is no sheet '{name}' with anything in it."
    raise NotUnderstood(sentence, f"Name one by its number, 1 to {len(sheets)}")


class _Importing:
    """One import: what is asked, shown and saved."""

    def __init__(
        self, session: Session, tracker: Tracker, file: str, *, is_asked: bool
    ) -> None:
        self._session, self._screen = session, session.screen
        self._tracker, self._file = tracker, file
        self._is_asked = is_asked

    def columns(self, wishes: Wishes) -> tuple[Wishes, tuple[Mapped, ...]]:
        """Answer what the columns are, agreed to where a person can be asked."""
        from plcjournal.core.tracker.guess import NoTitle
        from plcjournal.views.importing import column_lines

        if not self._is_asked:
            return wishes, self._tracker.columns(wishes)
        while True:
            try:
                columns = self._tracker.columns(wishes)
            except NoTitle:
                self._screen.say("Which column says what should improve?")
                wishes = self._corrected(wishes, "title") or wishes
                continue
            self._screen.say("What the columns are:")
            for line in column_lines(self._tracker.lines(columns)):
                self._screen.say(f"  {line}")
            if self._screen.confirm("Is this right?", default=True):
                return wishes, columns
            again = self._corrected(wishes)
            wishes = self._stop() if again is None else again

    def _stop(self) -> NoReturn:
        self._screen.say("Nothing was changed.")
        raise typer.Exit

    def _corrected(self, wishes: Wishes, field: str = "") -> Wishes | None:
        """Answer what a person says another way; None where they stop."""
        from plcjournal.core.tracker.guess import field_named, find

        grid, screen = self._tracker.grid, self._screen
        column = screen.ask_until(
            "Which column is it? (letter or heading)"
            if field
            else "Which column is something else? (Enter stops)",
            lambda words: find(grid, words) if words or field else None,
        )
        if column is None:
            return None
        if not field:
            for name, about in self._tracker.words.abouts.items():
                screen.say(f"  {name:<14} {about}")
            field = screen.ask_until(
                "What is it?",
                lambda words: field_named(words, self._tracker.words),
                "note",
            )
        said = [pair for pair in wishes.map if find(grid, pair[0]) != column]
        return replace(wishes, map=(*said, (column.letter, field)))

    def settled(self, columns: tuple[Mapped, ...], wishes: Wishes) -> Wishes:
        """Answer the wishes with the team and the order of days, asked for if need be.

        Raises:
            WhichOne: several teams may be meant, and nobody can be asked.
        """
        from plcjournal.core.tracker.days import ORDERS

        is_open = wishes.dates is None and self._is_asked
        if is_open and self._tracker.is_ambiguous(columns):
            self._screen.say("A day such as 03/04/2025 may be two days.")
            order = self._screen.choose("Which stands first", ORDERS, "day-first")
            wishes = replace(wishes, dates=next(o for o in ORDERS if o == order))
        if self._is_asked and not wishes.opened and not self._tracker.has_days(columns):
            first = self._screen.ask_until(
                "The file does not say when they began. On which day?",
                lambda words: self._session.day(words, "day", past=True),
                self._session.workspace.today,
            )
            wishes = replace(wishes, opened=first)
        teams = self._session.read.journal.teams
        has_teams = any(one.field == "team" for one in columns)
        if wishes.team or (has_teams and len(teams) > 1):
            mine = self._session.workspace.me().team
            return replace(wishes, home=mine if mine in teams else "")
        return replace(wishes, home=self._session.team(None))

    def show(self, columns: tuple[Mapped, ...], wishes: Wishes) -> None:
        """Show what would come in."""
        incoming = self._tracker.incoming(self._file, columns, wishes)
        self._screen.show(incoming, "import")

    def bring_in(
        self, columns: tuple[Mapped, ...], wishes: Wishes, *, yes: bool
    ) -> None:
        """Show what comes in, and save it where somebody agreed.

        Raises:
            _TwoDays: nobody can tell which days are meant.
        """
        if yes and wishes.dates is None and self._tracker.is_ambiguous(columns):
            raise _TwoDays
        incoming = self._tracker.incoming(self._file, columns, wishes)
        if self._is_asked:
            incoming = self._agreed(columns, wishes, incoming)
        elif incoming.failing or not yes or incoming.edited is None:
            self._end_unsaved(incoming)
        if len(incoming.cycles) > _MANY and not self._screen.is_json:
            self._screen.say("Saving them all takes a moment.")
        from plcjournal.importing import save

        self._session.introduced()
        saved = save(self._session.workspace, self._session.read, incoming)
        self._screen.show(saved, "import")

    def _agreed(
        self, columns: tuple[Mapped, ...], wishes: Wishes, incoming: Incoming
    ) -> Incoming:
        """Answer what comes in, once a person has seen it and agreed."""
        is_some = incoming.edited is not None
        shown = replace(incoming, columns=(), asks=is_some)
        self._screen.show(shown, "import")
        if not is_some:
            is_there = bool(incoming.already) and not incoming.failing
            raise typer.Exit(int(Exit.DONE if is_there else Exit.NO))
        told = many(len(incoming.cycles), "cycle")
        if incoming.failing:
            rows = many(len({one.row for one in incoming.failing}), "row")
            question = f"Leave out {rows} and bring in {told}?"
            if not self._screen.confirm(question):
                self._stop()
            left_out = replace(wishes, leave_out=True)
            return self._tracker.incoming(self._file, columns, left_out)
        if not self._screen.confirm(f"Bring in {told}?", default=True):
            self._stop()
        return incoming

    def _end_unsaved(self, incoming: Incoming) -> NoReturn:
        """End with what is to be typed, where nobody can be asked."""
        self._screen.show(incoming, "import")
        is_there = bool(incoming.already) and incoming.edited is None
        if incoming.failing or (incoming.edited is None and not is_there):
            raise typer.Exit(int(Exit.NO))
        raise typer.Exit(int(Exit.DONE if is_there else Exit.USAGE))
