"""plc review, plc close, plc reopen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.cli.typed import Missing, one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.cli.session import Say
    from plcjournal.core.cycle import Cycle
    from plcjournal.core.edits.review import Lookback

app = options.app()

_OUTCOMES = ("met", "partly", "not-met", "cannot-tell")
_NEXT = ("keep", "adapt", "spread", "stop")
_CONFIDENCE = ("tentative", "supported", "strong")
_SHARE = ("team", "school", "cluster", "public")


@app.command("review")
def review(
    ctx: typer.Context,
    cycle: options.Cycle = None,
    outcome: Annotated[
        str | None,
        typer.Option(
            help="met, partly, not-met or cannot-tell.",
            autocompletion=completion.one_of(*_OUTCOMES),
        ),
    ] = None,
    changed: Annotated[
        str | None, typer.Option(help="What changed, for learners and for you.")
    ] = None,
    learned: Annotated[
        list[str] | None, typer.Option(help="One thing you learned.", metavar="CLAIM")
    ] = None,
    because: Annotated[
        list[str] | None,
        typer.Option(
            help="The evidence or note it rests on (id).",
            autocompletion=completion.reason_names,
        ),
    ] = None,
    confidence: Annotated[
        str | None,
        typer.Option(
            help="tentative, supported or strong.",
            autocompletion=completion.one_of(*_CONFIDENCE),
        ),
    ] = None,
    transfer: Annotated[
        str | None, typer.Option(help="Where else it could be used.")
    ] = None,
    next_: Annotated[
        str | None,
        typer.Option(
            "--next",
            help="keep, adapt, spread or stop.",
            autocompletion=completion.one_of(*_NEXT),
        ),
    ] = None,
    share: Annotated[
        str | None,
        typer.Option(
            help="Who may see it: team, school, cluster, public.",
            autocompletion=completion.audiences,
        ),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Look back: what changed, what you learned, what comes next

    Shows the baseline beside the latest result and asks. "not-met" and "cannot-tell"
    are as good an outcome as any.

    \b
    Examples:
      plc review
      plc review --outcome partly --learned "Waiting worked sooner" --next adapt
    """
    from plcjournal.core.edits.review import Lookback

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    found = session.cycle(cycle)
    said = Lookback(
        outcome=one_of(outcome, _OUTCOMES, "--outcome") if outcome else None,
        changed=changed,
        learned=tuple(learned or ()),
        because=tuple(because or ()),
        confidence=one_of(confidence, _CONFIDENCE, "--confidence")
        if confidence
        else None,
        transfer=transfer,
        next=one_of(next_, _NEXT, "--next") if next_ else None,
        share=one_of(share, _SHARE, "--share") if share else None,
    )
    if said.says_nothing:
        if not session.screen.can_ask:
            raise Missing(
                ["--outcome and --learned"],
                'plc review --outcome cannot-tell --learned "WHAT WE LEARNED"',
            )
        _compare(session, found)
        with session.questions("review"):
            _save(session, found, _ask(session, found))
        return
    _save(session, found, said, _doubts(session, found, said))


def _save(
    session: Session, cycle: Cycle, said: Lookback, notes: Sequence[str] = ()
) -> None:
    from plcjournal.core.edits.review import review as edit

    journal, today = session.read.journal, session.workspace.today
    session.change(lambda say: edit(journal, cycle, _again(said, say), today), notes)


def _again(said: Lookback, say: Say) -> Lookback:
    """Answer the same look back, with texts said in other words."""
    from dataclasses import replace

    return replace(
        said,
        changed=say(said.changed) if said.changed else None,
        learned=tuple(say(claim) for claim in said.learned),
        transfer=say(said.transfer) if said.transfer else None,
    )


def _compare(session: Session, cycle: Cycle) -> None:
    """Show what changed in each measure, and what to bear in mind about it."""
    from plcjournal.core.story import target_text
    from plcjournal.views.impact import in_short
    from plcjournal.weighing import weigh

    screen = session.screen
    found = weigh(session.workspace, session.read.journal, cycle)
    targets = map(target_text, cycle.evidence.measures)
    for measure, target in zip(found.measures, targets, strict=True):
        for line in in_short(measure, target):
            screen.say(line)
    if not found.measures:
        screen.say("No measure was recorded; 'cannot-tell' is an honest outcome.")


def _doubts(session: Session, cycle: Cycle, said: Lookback) -> list[str]:
    """Answer what somebody who reads what changed ought to know."""
    if not (said.outcome or said.changed):
        return []
    from plcjournal.views.impact import doubts
    from plcjournal.weighing import weigh

    found = weigh(session.workspace, session.read.journal, cycle)
    return [line for measure in found.measures for line in doubts(measure)]


def _ask(session: Session, cycle: Cycle) -> Lookback:
    from plcjournal.core.edits.review import Lookback

    screen, held = session.screen, cycle.review
    outcome = screen.choose("How did it go?", _OUTCOMES, held.outcome or "cannot-tell")
    changed = screen.ask("What changed, for learners and for you?", held.changed or "")
    learned = ""
    while not learned and not held.learned:
        learned = screen.ask("One thing you learned?")
    following = screen.choose("What comes next?", _NEXT, held.next or "adapt")
    share = screen.choose("Who may see this cycle on a page?", _SHARE, held.share)
    return Lookback(
        outcome=outcome,
        changed=changed or None,
        learned=(learned,) if learned else (),
        next=following,
        share=share,
    )


@app.command("close")
def close(
    ctx: typer.Context,
    cycle: options.Cycle = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Close a cycle that has an outcome and one thing learned

    \b
    Examples:
      plc close
      plc close comparing-fractions
    """
    from plcjournal.core.edits.review import close as edit

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    found = session.cycle(cycle)
    session.change(edit(session.read.journal, found, session.workspace.today))


@app.command("reopen")
def reopen(
    ctx: typer.Context,
    cycle: Annotated[
        str,
        typer.Argument(
            help="Any part of the cycle's name.", autocompletion=completion.cycle_names
        ),
    ],
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Open a closed cycle again; its review stays

    \b
    Examples:
      plc reopen comparing-fractions
    """
    from plcjournal.core.edits.review import reopen as edit

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    session.change(edit(session.read.journal, session.cycle(cycle)))
