"""plc resolve."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.deciding import Deciding, name_of
from plcjournal.cli.session import Session
from plcjournal.cli.typed import NotUnderstood
from plcjournal.errors import Exit

if TYPE_CHECKING:
    from plcjournal.resolving import Outcome

app = options.app()


@app.command("resolve")
def resolve(
    ctx: typer.Context,
    cycle: Annotated[
        str | None,
        typer.Argument(
            help="Any part of the cycle's name; none means the whole journal.",
            metavar="[CYCLE]",
            autocompletion=completion.cycle_names,
            show_default=False,
        ),
    ] = None,
    field: Annotated[
        str | None, typer.Option(help="One field only: any part of its path.")
    ] = None,
    take: Annotated[
        str | None,
        typer.Option(
            help="Whose version: part of a name, mine, theirs, or its number.",
            metavar="WHO",
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Option(help='Another value, typed as in plc set; "" leaves nothing.'),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Choose between two versions of a field

    Where two people changed the same field, both versions are kept until somebody
    decides. Also finishes what somebody began here with git, and makes records whole
    in whose text two versions stand. --take alone decides all that waits in a cycle.

    \b
    Examples:
      plc resolve
      plc resolve fractions --field action.actions.number-talks.due --take mine
      plc resolve --field plc.weeks --value 8
    """
    from plcjournal.resolving import Resolved

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if take is not None and value is not None:
        sentence = "--take and --value are two decisions; nothing was changed."
        raise NotUnderstood(sentence, "Type one of them.")
    outcome = _put_together(session)
    if outcome is not None and not outcome.is_done:
        session.screen.show(Resolved(outcome), "resolve")
        raise typer.Exit(Exit.NEEDS_PERSON)
    deciding = Deciding(session, outcome, cycle, field)
    if take is not None:
        deciding.take(take)
    elif value is not None:
        deciding.give(value)
    elif session.screen.can_ask and deciding.waiting():
        deciding.ask()
    else:
        deciding.show()


def _put_together(session: Session) -> Outcome | None:
    """Put together what met here, before anything of the journal is read."""
    from plcjournal import resolving
    from plcjournal.finishing.finish import finish, is_begun, typed_over
    from plcjournal.finishing.mending import mended

    space, screen = session.workspace, session.screen
    outcome = None
    if is_begun(space):
        session.introduced()  # whoever puts versions together signs for it
        by_hand = {}
        for path in typed_over(space) if screen.can_ask else ():
            question = f"{path} was changed by hand since. Keep it as it is now?"
            by_hand[path] = screen.confirm(question, default=True)
        made = finish(space, by_hand)
        outcome = resolving.finished(made, name_of(session)) if made else None
        if outcome and not outcome.is_done:
            return outcome
    whole = mended(space)
    if not (whole.records or whole.unreadable):
        return outcome
    is_saved = bool(whole.records) and _saved(session, whole.records)
    return resolving.both(outcome, resolving.mended(whole, is_saved=is_saved))


def _saved(session: Session, paths: list[str]) -> bool:
    """Save records that are whole again, as any change by hand."""
    from pathlib import Path

    from plcjournal.checking import save_by_hand

    space = session.workspace
    names = [path.rsplit("/", 1)[-1] for path in paths]
    subject = f"Put two versions together: {', '.join(names[:4])}"
    _, held_back = save_by_hand(space, space.folder, [*map(Path, paths)], subject)
    for found in held_back:
        session.screen.warn(f"Not saved yet: {found.path}: {found.message}")
    return not held_back
