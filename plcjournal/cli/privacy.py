"""plc privacy names, scan, explain, purge."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session
from plcjournal.cli.typed import Missing, NotUnderstood
from plcjournal.errors import Exit

if TYPE_CHECKING:
    from plcjournal.purging import Plan

app = options.app()
privacy = options.app(
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(privacy, name="privacy")


@privacy.callback()
def root() -> None:
    """Keep learners unknown: names, a look back, a way out

    Before anything is saved or shared plc looks for names, numbers and figures that
    point at a learner. Here you tell it names, look at what is there, and take out what
    went in all the same.

    \b
    Examples:
      plc privacy names --add class-list.csv
      plc privacy scan --history
      plc privacy explain small-cell
      plc privacy purge
    """


@app.callback()
def _shelf() -> None:
    """Keep the commands of this module under one name."""


@privacy.command("names")
def names(
    ctx: typer.Context,
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add",
            metavar="FILE",
            help="Add a class list: one name a line, or a table; - means typed here.",
        ),
    ] = None,
    add_name: Annotated[
        list[str] | None,
        typer.Option("--add-name", metavar="NAME", help="Add one name or nickname."),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option("--remove", metavar="NAME", help="Take one name off the list."),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Count the names to keep out, add to them, take some away

    The list stays on this computer: it is never saved, shared or shown. Capitals and
    accents do not matter. Add nicknames yourself.

    \b
    Examples:
      plc privacy names --add class-list.csv
      plc privacy names --add-name "Invented Nickname"
    """
    from plcjournal.scanning.listing import changed

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    folder = session.workspace.folder
    lists = [_list(session, name) for name in add or ()]
    result = changed(folder, lists, add_name or (), remove or ())
    session.screen.show(result, "names")


def _list(session: Session, name: str) -> bytes:
    if name == "-":
        if session.screen.can_ask:
            session.screen.say("Type one name a line; end with Ctrl-D on a line alone.")
        return sys.stdin.buffer.read()
    file = session.start / name
    if not file.is_file():
        raise NotUnderstood(f"There is no file {name}.", "Check the name and folder.")
    return file.read_bytes()


@privacy.command("scan")
def scan(
    ctx: typer.Context,
    history: Annotated[
        bool, typer.Option("--history", help="Also look at all that was ever saved.")
    ] = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Find all that names or shows a learner, now or ever

    Looks at values, comments, names of files, and into attached files; with --history
    at every version of them, at messages, and at who saved. Ends with 1 if something
    must not be kept. Shows what your team allowed, and why.

    \b
    Examples:
      plc privacy scan
      plc privacy scan --history
    """
    from plcjournal.scanning import scan as look

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    tell = session.screen.say
    result, problems = look(session.workspace, history=history, tell=tell)
    session.screen.show(result, "scan", problems)
    if result.blocks:
        raise typer.Exit(Exit.NO)
    if problems:
        raise typer.Exit(Exit.JOURNAL)


@privacy.command("explain")
def explain(
    ctx: typer.Context,
    rule: Annotated[
        str | None,
        typer.Argument(help="The word in square brackets.", metavar="[RULE]"),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Say why a rule is there, and what to do

    \b
    Examples:
      plc privacy explain
      plc privacy explain small-cell
    """
    from plcjournal.scanning.explaining import explained, rules

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    result = explained(rule) if rule else rules()
    session.screen.show(result, "explain")


@privacy.command("purge")
def purge(
    ctx: typer.Context,
    what: Annotated[
        str | None,
        typer.Argument(
            help="The words, or a file of the journal; - reads the words from a file or"
            " pipe. Without it plc asks, so that the words stay out of your shell.",
            metavar="[WORDS|FILE]",
        ),
    ] = None,
    exact: Annotated[
        bool, typer.Option("--exact", help="Only as typed: capitals and accents count.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would happen; change nothing.")
    ] = False,
    share: Annotated[
        bool,
        typer.Option("--share", help="Put your new past in place of the shared one."),
    ] = False,
    backup: Annotated[
        Path | None,
        typer.Option(help="Where the backup goes; beside the journal if not said."),
    ] = None,
    yes: options.Yes = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Take words or a file out of the whole past

    For when it is too late to hold something back. Shows first what would change and
    who has it already, makes a backup, writes the history anew, and looks whether
    anything is left. Needs git-filter-repo: pip install 'plcjournal[purge]'.

    \b
    Examples:
      plc privacy purge
      plc privacy purge "Invented Name" --dry-run
      plc privacy purge --share
    """
    from plcjournal.purging import plan, stopped
    from plcjournal.purging import purge as take_out

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    screen = session.screen
    if share:
        _share(session, yes=yes)
        return
    begun = stopped(session.workspace)
    words = "" if begun and what is None else _words(session, what)
    planned = plan(session.workspace, words, exact=exact)
    if dry_run or planned.is_empty:
        screen.show(planned, "purge-plan")
        return
    if not json:
        screen.show(planned, "purge-plan")
    if not (yes or begun) and not _is_sure(session, planned):
        screen.say("Nothing was changed.")
        raise typer.Exit(Exit.NO)
    where = session.start / backup if backup else None
    result = take_out(session.workspace, planned, backup=where, tell=screen.say)
    screen.show(result, "purged")
    if result.left:
        raise typer.Exit(Exit.NEEDS_PERSON)


def _words(session: Session, what: str | None) -> str:
    if what == "-":
        return sys.stdin.read().strip()
    if what is None and session.screen.can_ask:
        what = session.screen.ask("Which words or file shall go?")
    if not what or not what.strip():
        raise Missing(['"WORDS"'], 'plc privacy purge "WORDS" --dry-run')
    return what.strip()


def _is_sure(session: Session, planned: Plan) -> bool:
    if not session.screen.can_ask:
        raise Missing(["--yes"], "Look first with --dry-run, then add --yes")
    answer = session.screen.ask("To go on, type the same words again")
    return " ".join(answer.split()) in {planned.what, planned.what.split("/")[-1]}


def _share(session: Session, *, yes: bool) -> None:
    from plcjournal.resharing import reshare

    screen = session.screen
    if not yes:
        sure = "Replace the past of the shared journal for everybody?"
        if not screen.can_ask:
            raise Missing(["--yes"], "plc privacy purge --share --yes")
        if not screen.confirm(sure):
            raise typer.Exit(Exit.NO)
    result = reshare(session.workspace, asks=screen.can_ask, tell=screen.say)
    screen.show(result, "reshared")
