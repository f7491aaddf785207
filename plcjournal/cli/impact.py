"""plc impact."""

from __future__ import annotations

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session

app = options.app()


@app.command("impact")
def impact(
    ctx: typer.Context,
    cycle: options.Cycle = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Show what changed for learners, and how sure that is

    For each measure: where learners were and are, the change with its interval, the
    way to the target, and the one thing to bear in mind. Nothing is ranked, and
    nothing is worked out for groups that are too small.

    \b
    Examples:
      plc impact
      plc impact comparing-fractions --json
    """
    from plcjournal.weighing import weigh

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    space = session.workspace
    read = space.look()
    found = session.cycle(cycle, read.journal)
    view = weigh(space, read.journal, found)
    problems = session.problems(read)
    session.screen.show(view, "impact", problems)
    session.end(problems)
