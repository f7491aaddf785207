"""plc calendar."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session

app = options.app()


@app.command("calendar")
def calendar(
    ctx: typer.Context,
    cycles: Annotated[
        list[str] | None,
        typer.Argument(
            help="Any parts of cycles' names; none means all cycles and meetings.",
            metavar="[CYCLE]...",
            autocompletion=completion.cycle_names,
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(help="The file to write (it ends in .ics), or a folder for it."),
    ] = None,
    team: Annotated[
        str | None,
        typer.Option(
            help="Only the cycles and meetings of one team.",
            autocompletion=completion.team_names,
        ),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Make a calendar file of what is due and when you meet

    Days of review, days by which actions are due, meetings, as they are saved. Every
    calendar program reads the file (.ics); opening it again later changes what is
    there already, also what was moved, done or taken out. On a terminal, without
    --out, it shows what would be in it.

    \b
    Examples:
      plc calendar
      plc calendar --out our-dates.ics
      plc calendar --team grade-4 --out grade-4.ics
      plc calendar comparing-fractions > fractions.ics
    """
    import sys
    from dataclasses import replace

    from plcjournal.calendars.making import make, write
    from plcjournal.views.outward import notes

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    made, data, read = make(session.workspace, team, cycles or ())
    is_handed_on = out is not None and str(out) == "-"
    if out is not None and not is_handed_on:
        file = (session.start / out).absolute()
        if file.is_dir() or not file.suffix:
            file /= made.called
        write(session.workspace, file, data)
        made = replace(made, file=str(file))
    elif not json and (is_handed_on or not sys.stdout.isatty()):
        session.screen.deliver(data)
        for line in notes(made):
            session.screen.say(line)
        session.screen.tell_problems(read.problems)
        session.end(read.problems)
        return
    session.screen.show(made, "calendar", read.problems)
    session.end(read.problems)
