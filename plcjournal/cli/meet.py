"""plc meet."""

from __future__ import annotations

from typing import Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.meeting import Given, Meeting
from plcjournal.cli.session import Session
from plcjournal.errors import Exit

app = options.app()


@app.command("meet")
def meet(
    ctx: typer.Context,
    team: Annotated[
        str | None,
        typer.Option(help="Which team meets.", autocompletion=completion.team_names),
    ] = None,
    cycle: Annotated[
        str | None,
        typer.Option(
            help="The cycle it is about; none means every open one of the team.",
            autocompletion=completion.cycle_names,
        ),
    ] = None,
    present: Annotated[
        list[str] | None,
        typer.Option(help="Who was there: a member, all, or all but a member."),
    ] = None,
    facilitator: Annotated[
        str | None, typer.Option(help="Who led it, if it was not their turn.")
    ] = None,
    focus: Annotated[
        str | None, typer.Option(help="instruction, evidence, planning or logistics.")
    ] = None,
    decided: Annotated[
        list[str] | None, typer.Option(help="One thing you decided.", metavar="TEXT")
    ] = None,
    action: Annotated[
        list[str] | None,
        typer.Option(help="One next action.", metavar='"WHAT; owner; due"'),
    ] = None,
    minutes: Annotated[
        str | None, typer.Option(help="How long it took.", metavar="N")
    ] = None,
    date: options.Date = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Show a meeting's agenda, then write down what came of it

    Who was there, what you decided, and who does what next are saved in one go.
    Once more on the same day adds to the same meeting.

    \b
    Examples:
      plc meet
      plc meet --present all --decided "Reteach group starts Monday"
      plc meet --action "Exit slips in all classes; Math coach; next friday"
    """
    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    happened = any(one is not None for one in (present, focus, decided, action))
    other = any(one is not None for one in (facilitator, minutes, date))
    given = Given(
        present=_said(present),
        facilitator=facilitator,
        focus=focus,
        decided=_said(decided) or (),
        actions=tuple(action or ()),
        minutes=minutes,
        date=date,
    )
    meeting = Meeting.of(session, team, cycle, given)
    if happened or (other and not session.screen.can_ask):
        meeting.keep(meeting.told())
        return
    problems = session.problems(session.read)
    session.screen.show(meeting.agenda, "agenda", problems)
    if session.screen.can_ask:
        from plcjournal.cli.minutes import asked

        meeting.keep(asked(meeting), by_hand=True)
    elif problems:
        raise typer.Exit(Exit.JOURNAL)


def _said(texts: list[str] | None) -> tuple[str, ...] | None:
    return None if texts is None else tuple(text.strip() for text in texts)
