"""plc doctor."""

from contextlib import suppress
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
    self_test: Annotated[
        bool,
        typer.Option(
            "--self-test",
            help="Try in a new folder on this disk whether words are safe; about a"
            " minute.",
        ),
    ] = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """See what is wrong with this computer or journal

    Looks at git, the folder, its history and the shared journal, and says how to mend
    what it finds. Works in any folder; in a journal it sees more. --self-test
    makes a small journal beside yours, stops plc in the middle of saving and
    sharing, many times, and sees that nothing is lost; then it is gone again.

    \b
    Examples:
      plc doctor
      plc doctor --fix
      plc doctor --git-merge on
      plc doctor --self-test
    """
    from plcjournal.doctor import examine, switch_off, switch_on

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    asked = (("--fix", fix), ("--git-merge", git_merge), ("--self-test", self_test))
    flags = [name for name, value in asked if value]
    if len(flags) > 1:
        raise typer.BadParameter(f"Use {' and '.join(flags)} one after the other.")
    if self_test:
        _try_everything(session)
        return
    if git_merge is not None:
        switch = switch_on if git_merge is _Switch.ON else switch_off
        session.screen.show(switch(session.workspace), "changed")
        return
    health = examine(session.start, fix=fix)
    session.screen.show(health, "doctor")
    if health.is_broken:
        raise typer.Exit(Exit.NO)


def _try_everything(session: Session) -> None:
    from plcjournal.doctor.selftest import self_test
    from plcjournal.workspace import NoJournal

    beside = None
    with suppress(NoJournal):
        space = session.workspace
        beside = space.place.top if space.place else space.folder
    found = self_test(beside, session.screen.say)
    session.screen.show(found, "self-test")
    if not found.is_good:
        raise typer.Exit(Exit.NO)
