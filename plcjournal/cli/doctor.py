"""plc doctor."""

from enum import StrEnum
from typing import Annotated

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session
from plcjournal.errors import Exit

app = options.app()


class _Switch(StrEnum):
    """What may be switched on or off."""

    ON = "on"
    OFF = "off"


@app.command("doctor")
def doctor(
    ctx: typer.Context,
    fix: Annotated[
        bool,
        typer.Option("--fix", help="Mend what is safe to mend; words stay untouched."),
    ] = False,
    git_merge: Annotated[
        _Switch | None,
        typer.Option(
            "--git-merge",
            help="Let plain git put records together field by field, on this computer.",
            show_default=False,
        ),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """See what is wrong with this computer or journal

    Looks at git, the folder, its history and the shared journal, and says how to mend
    what it finds. Works in any folder; in a journal it sees more.

    \b
    Examples:
      plc doctor
      plc doctor --fix
      plc doctor --git-merge on
    """
    from plcjournal.doctor import examine, switch_off, switch_on

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if git_merge is not None:
        if fix:
            raise typer.BadParameter("Use --fix and --git-merge one after the other.")
        switch = switch_on if git_merge is _Switch.ON else switch_off
        session.screen.show(switch(session.workspace), "changed")
        return
    health = examine(session.start, fix=fix)
    session.screen.show(health, "doctor")
    if health.is_broken:
        raise typer.Exit(Exit.NO)
