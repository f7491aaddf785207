"""plc schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session

app = options.app()


@app.command("schema")
def schema(
    ctx: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option(help="Another folder to write to; nothing is saved then."),
    ] = None,
    yes: options.Yes = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Tell your editor what may stand in a record

    Writes a description of each kind of record (a JSON Schema) into the journal's
    folder schemas. Editors that know YAML then complete keys and words, say what they
    mean and mark mistakes while you type. New journals have them; type this after you
    have installed a newer plc.

    \b
    Examples:
      plc schema
      plc schema --out ~/plc-schemas
    """
    from plcjournal.describing import describe, describe_elsewhere

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if out is not None:
        made = describe_elsewhere((session.start / out).absolute(), over=yes)
    else:
        session.stop_if_unfinished()
        made = describe(session.workspace, over=yes)
    session.screen.show(made, "schemas")
