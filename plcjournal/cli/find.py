"""plc find."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session
from plcjournal.errors import Exit

app = options.app()


@app.command("find")
def find(
    ctx: typer.Context,
    text: Annotated[str, typer.Argument(help="Words to look for, in any order.")],
    team: Annotated[str | None, typer.Option(help="Only the cycles of a team.")] = None,
    learned: Annotated[
        bool, typer.Option("--learned", help="Only what teams learned.")
    ] = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Find every cycle, action, claim and note about something

    Accents and capitals do not matter. The best places come first, each with the
    sentence the words stand in.

    \b
    Examples:
      plc find fractions
      plc find "number line" --learned
    """
    from plcjournal.core.search import search
    from plcjournal.results import Found

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    read = session.workspace.look()
    wanted = session.team_shown(team, read)
    with closing(session.workspace.glances(read)) as glances:
        hits = search(glances, text, wanted, learned=learned)
        read.look_at(glances.unread())
    session.screen.show(Found(text, hits), "found", read.met)
    session.end(read.met)
    if not hits:
        raise typer.Exit(Exit.NO)
