"""plc edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session
from plcjournal.cli.typed import one_of
from plcjournal.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.core.findings import Finding

app = options.app()


@app.command("edit")
def edit(
    ctx: typer.Context,
    cycle: options.Cycle = None,
    stage: Annotated[
        str | None,
        typer.Option(help="priority, evidence, action or review; now's if not said."),
    ] = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Open a record of a cycle in your editor

    The record on disk changes only when what you typed is valid; until then your
    words wait in the folder local, and this command takes them up again.

    \b
    Examples:
      plc edit
      plc edit comparing-fractions --stage evidence
    """
    from plcjournal.core import layout
    from plcjournal.core.status import next_of
    from plcjournal.editing import Editing
    from plcjournal.workspace import Changed

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    screen, space = session.screen, session.workspace
    found = session.cycle(cycle)
    now = next_of(session.read.journal, found).stage
    chosen = one_of(stage, layout.STAGES, "--stage") if stage else now
    chosen = chosen if chosen in layout.STAGES else "review"
    editing = Editing(space, session.read, found, chosen)
    if editing.has_drafts:
        screen.say("Your words from last time are here again.")
    opened = editing.first_text()
    while True:
        text = editing.look_at(editing.open_editor(opened))
        if not text.findings:
            break
        _tell(session, text.findings)
        if not screen.can_ask or not screen.confirm("Open it again?", default=True):
            where = editing.keep(text.data)
            screen.warn(f"Not saved. Your words are safe in {where} on this machine.")
            screen.hint(f"plc edit {found.name.split('/')[1]} --stage {chosen}")
            raise typer.Exit(Exit.NOT_SAVED)
        opened = editing.with_reasons(text)
    if text.data == editing.before:
        screen.say("Nothing was changed.")
        if not editing.has_drafts:
            editing.forget()
        return
    recorded = editing.save(text)
    after = space.read()
    step = next_of(after.journal, after.journal.cycles[found.name])
    changed = Changed(f"Edited {chosen}", found.name, recorded, next=step)
    screen.show(changed, "changed")


def _tell(session: Session, findings: Sequence[Finding]) -> None:
    for problem in findings:
        session.screen.warn(f"line {problem.line}: {problem.message}")
        session.screen.hint(problem.fix)
