"""plc export."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.records import Audience
    from plcjournal.exporting.export import Export, Exported, Format, Page, Problems

app = options.app()

_SUFFIXES = {
    ".json": "json",
    ".xlsx": "xlsx",
    ".md": "markdown",
    ".markdown": "markdown",
}
_PLACES = {"csv": "export-csv", "parquet": "export-parquet", "xlsx": "export.xlsx"}
_SCREEN = "-"


class _NotSo(PlcError):
    """Flags that say nothing plc knows, or do not go together."""

    exit_code = Exit.USAGE


@app.command("export")
def export(
    ctx: typer.Context,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="json, csv, parquet, xlsx or markdown.",
            metavar="FORMAT",
            autocompletion=completion.one_of(
                "json", "csv", "parquet", "xlsx", "markdown"
            ),
        ),
    ] = None,
    out: Annotated[
        str | None,
        typer.Option(
            "--out",
            "-o",
            help="The file to write, or the folder for csv and parquet; - is the"
            " screen.",
            metavar="PATH",
        ),
    ] = None,
    audience: Annotated[
        str | None,
        typer.Option(
            help="Who will read it: team, school, cluster or public.",
            metavar="AUDIENCE",
            autocompletion=completion.audiences,
        ),
    ] = None,
    case_study: Annotated[
        str | None,
        typer.Option(
            help="One cycle as a page that others can learn from.",
            metavar="CYCLE",
            autocompletion=options.cycle_names,
        ),
    ] = None,
    minutes: Annotated[
        str | None,
        typer.Option(
            help="One meeting as a page of minutes: its date, or last.",
            metavar="MEETING",
            autocompletion=completion.meeting_names,
        ),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", "-y", help="Replace what is there.")
    ] = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Export tables, a case study, or the minutes of a meeting

    Everything as it is saved, in tables for a spreadsheet or a program: cycles,
    measures, results, actions, learned, meetings and changes, with a dictionary that
    says what each column means. On a terminal plc export alone shows what there is;
    json and markdown go to the screen unless --out names a file.

    For whom: without --audience tables and minutes are for the team itself, with
    names and all figures; a case study is for those its cycle is shared with. For
    anybody else only cycles shared so widely are told, figures about few learners
    stay hidden, people are called by what they do, and meetings stay with the team
    (but for the one that --minutes names).

    \b
    Examples:
      plc export --format xlsx --out journal.xlsx
      plc export --format csv --out tables --audience public
      plc export --case-study fractions --out fractions.md
      plc export --minutes last
    """
    from plcjournal.exporting.export import Export

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if case_study is not None and minutes is not None:
        raise _NotSo(
            "A case study and minutes are two pages.",
            "Type one after the other: plc export --minutes last",
        )
    chosen = _audience(audience)
    if case_study is None and minutes is None:
        form = _format(format_, out, json=json)
        made = Export(session.workspace, chosen or "team")
        _tables(session, made, form, out, may_replace=yes)
        session.end(made.problems().found)
        return
    if format_ not in (None, "markdown"):
        raise _NotSo(
            "Pages are made in Markdown only.", "Leave out --format, or say markdown."
        )
    if case_study is not None:
        cycle = _cycle(session, case_study)
        made = Export(session.workspace, chosen or cycle.review.share)
        page = made.case_study(cycle.name)
        team = cycle.name.split("/")[0]
    else:
        made = Export(session.workspace, chosen or "team")
        page = made.minutes(minutes or "")
        team = made.team_of(page.name)
    problems = made.problems(team)
    what = "case study" if case_study is not None else "minutes"
    _page(session, made.told(what), page, problems, out, may_replace=yes)
    session.end(problems.found)


def _cycle(session: Session, words: str) -> Cycle:
    from plcjournal.core.journal import WhichOne

    try:
        return session.cycle(words, session.workspace.look().journal)
    except WhichOne as which:
        sentence = which.sentence.split("\n", maxsplit=1)[0]
        hint = f"Name one, for example: plc export --case-study {which.names[0]}"
        raise WhichOne(sentence, which.names, hint) from None


def _audience(words: str | None) -> Audience | None:
    from plcjournal.site.audience import AUDIENCES

    if words is None:
        return None
    found = next((one for one in AUDIENCES if one == words.casefold()), None)
    if found is None:
        raise _NotSo(
            f"An export is for one of {', '.join(AUDIENCES)}; '{words}' is none of"
            " them.",
            f"Type, for example: plc export --audience {AUDIENCES[1]}",
        )
    return found


def _format(words: str | None, out: str | None, *, json: bool) -> Format | None:
    """Answer the form that was asked for, None for none: an overview."""
    from plcjournal.exporting.export import Format

    known = ", ".join(Format)
    if words is None and out not in (None, _SCREEN):
        suffix = Path(out or "").suffix.casefold()
        words = _SUFFIXES.get(suffix)
        if words is None:
            raise _NotSo(
                f"In which form shall {out} be?", f"Add --format with one of: {known}"
            )
    if words is None:
        is_wanted = json or out == _SCREEN
        return Format.JSON if is_wanted else None
    found = next((one for one in Format if one == words.casefold()), None)
    if found is None:
        raise _NotSo(f"There is no form '{words}' of tables.", f"There is: {known}")
    if out == _SCREEN and not found.is_text:
        raise _NotSo(
            f"The form {found} is not for the screen.",
            f"Name a place: plc export --format {found} --out {_PLACES[found]}",
        )
    return found


def _tables(
    session: Session,
    made: Export,
    form: Format | None,
    out: str | None,
    *,
    may_replace: bool,
) -> None:
    import sys

    from plcjournal.exporting import as_json
    from plcjournal.exporting.export import Format, Page, files_of

    screen = session.screen
    if form is None and not sys.stdout.isatty():
        form = Format.JSON
    book, problems = made.book(), made.problems()
    told = made.told("tables", book)
    if form is None:
        screen.show(told, "export", problems.found)
        return
    is_shown = out in (None, _SCREEN) and form.is_text
    if is_shown and form is Format.JSON:
        screen.is_json = True
        _shown(session, as_json.data_of(book), problems)
        return
    files = files_of(book, form)
    if is_shown and isinstance(files, bytes):
        page = Page(told.audience, "tables", files.decode())
        _shown(session, page, problems)
        return
    place = out or _PLACES[form]
    _written(session, told, problems, place, files, may_replace=may_replace)


def _page(
    session: Session,
    told: Exported,
    page: Page,
    problems: Problems,
    out: str | None,
    *,
    may_replace: bool,
) -> None:
    if out in (None, _SCREEN):
        _shown(session, page, problems)
        return
    data = page.markdown.encode()
    _written(session, told, problems, out or "", data, may_replace=may_replace)


def _shown(session: Session, result: object, problems: Problems) -> None:
    """Show a product that goes on to others; what they are not told, the person is."""
    session.screen.show(result, "export", problems.told)
    if not problems.told:
        session.screen.tell_problems(problems.found)


def _written(
    session: Session,
    told: Exported,
    problems: Problems,
    place: str,
    files: bytes | Mapping[str, bytes],
    *,
    may_replace: bool,
) -> None:
    from plcjournal.exporting.export import write
    from plcjournal.exporting.writing import IsThere

    asked = session.start / place
    out = asked.parent.resolve() / asked.name  # a link stays one, to be refused
    home, screen = session.workspace.folder, session.screen
    try:
        done = write(home, out, files, may_replace=may_replace)
    except IsThere as found:
        if not screen.can_ask or not screen.confirm(found.question):
            raise
        done = write(home, out, files, may_replace=True)
    shown = replace(
        told,
        out=str(out),
        written=done.written,
        unchanged=done.unchanged,
        removed=done.removed,
    )
    screen.show(shown, "exported", problems.found)
