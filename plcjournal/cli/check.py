"""plc validate, plc save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.errors import Exit

if TYPE_CHECKING:
    from plcjournal.core.findings import Finding
    from plcjournal.results import Checked

app = options.app()

_Paths = Annotated[
    list[Path] | None,
    typer.Argument(help="Files or folders of the journal; none means all."),
]


@app.command("validate")
def validate(
    ctx: typer.Context,
    paths: _Paths = None,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Mend what is mechanical: quotes, tabs, line ends."),
    ] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="List every rule with its reason.")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            help="For a host: github (remarks beside lines), gitlab or sarif.",
            metavar="FORM",
            autocompletion=completion.one_of("github", "gitlab", "sarif"),
        ),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Find every problem, with its place and what to type instead

    Works on any journal folder, also before anything was saved. Notes and warnings
    never stop anything.

    \b
    Examples:
      plc validate
      plc validate cycles/grade-4-math-team --fix
      plc validate --format sarif
    """
    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if rules:
        from plcjournal.checking import rule_list

        session.screen.show(rule_list(), "rules")
        return
    form = _form(form, json=json)
    problems, result = _checked(session, paths, fix=fix)
    if form is None:
        session.screen.show(result, "validate", problems if json else ())
    else:
        _report(session, result, form)
    session.tell_unfinished(problems)
    told = {found.path for found in result.findings if found.blocks}
    if any(found.path in told for found in problems):
        raise typer.Exit(Exit.JOURNAL)
    if any(found.blocks for found in result.findings):
        raise typer.Exit(Exit.NO)


def _checked(
    session: Session, paths: list[Path] | None, *, fix: bool
) -> tuple[tuple[Finding, ...], Checked]:
    """Check what was asked; all of it only where something changed since the last."""
    from plcjournal.verdict import kept_or

    def check() -> tuple[tuple[Finding, ...], Checked]:
        from plcjournal.checking import checked

        return checked(session.workspace, session.start, paths, fix=fix)

    is_whole = paths is None and not fix
    return kept_or(session.workspace, check) if is_whole else check()


def _form(words: str | None, *, json: bool) -> str | None:
    """Answer what the findings are told for; None where a person reads them."""
    if words is None:
        return None
    from plcjournal.cli.typed import NotUnderstood, one_of
    from plcjournal.views.reports import FORMS

    if json:
        sentence = "--json and --format each say how to answer; only one can be."
        raise NotUnderstood(sentence, f"plc validate --format {FORMS[0]}")
    return one_of(words, FORMS, "--format")


def _report(session: Session, result: Checked, form: str) -> None:
    from plcjournal.views.listed import counted
    from plcjournal.views.reports import report

    for sentence in result.mended:
        session.screen.say(f"Mended: {sentence}")
    text = report(form, result.findings, session.workspace.prefix)
    session.screen.hand_over(text, is_json=form != "github")
    session.screen.say(counted(result))


@app.command("save")
def save(
    ctx: typer.Context,
    paths: _Paths = None,
    message: Annotated[
        str | None, typer.Option("-m", "--message", help="A sentence on what changed.")
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Save what was changed by hand and is valid

    Files with problems stay as they are, unsaved, and are named.

    \b
    Examples:
      plc save
      plc save -m "Corrected the baseline"
    """
    from plcjournal.checking import save_by_hand

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    changed, held_back = save_by_hand(session.workspace, session.start, paths, message)
    session.screen.show(changed, "changed", held_back if json else ())
    if held_back:
        from plcjournal.views.listed import finding_lines

        for found in held_back:
            for line in finding_lines(found, ""):
                session.screen.warn(line)
        raise typer.Exit(Exit.NOT_SAVED)
