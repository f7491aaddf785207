"""plc edit."""

from typing import Annotated

import typer

from plcjournal.cli import options
from plcjournal.cli.session import Session, one_of
from plcjournal.errors import Exit

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
) -> None:
    """Open a record of a cycle in your editor

    The record on disk changes only when what you typed is valid; until then your
    words wait in the folder local, and this command takes them up again.

    \b
    Examples:
      plc edit
      plc edit comparing-fractions --stage evidence
    """
    from plcjournal import drafts
    from plcjournal.core import layout
    from plcjournal.core.status import next_of
    from plcjournal.editing import keep_edit, look_at, open_editor, with_reasons
    from plcjournal.workspace import Changed

    session: Session = ctx.obj
    session.talk(no_input=no_input)
    screen, space = session.screen, session.workspace
    found = session.cycle(cycle)
    now = next_of(session.read.journal, found).stage
    chosen = one_of(stage, layout.STAGES, "--stage") if stage else now
    chosen = chosen if chosen in layout.STAGES else "review"
    path = layout.stage_path(found.name, chosen)
    before = session.read.files.get(path)
    kept = drafts.take(space.folder, found.name, chosen)
    if kept is not None:
        screen.say("Your words from last time are here again.")
    text = look_at(space, found, chosen, kept if kept is not None else before or b"")
    opened = with_reasons(text) if kept is not None and text.findings else text.data
    while True:
        typed = open_editor(space, found, chosen, opened)
        text = look_at(space, found, chosen, typed)
        if not text.findings:
            break
        for problem in text.findings:
            screen.say(f"line {problem.line}: {problem.message}")
            screen.hint(problem.fix)
        if not screen.can_ask or not screen.confirm("Open it again?", default=True):
            where = drafts.keep(space.folder, found.name, chosen, text.data)
            screen.say(f"Not saved. Your words are safe in {where} on this machine.")
            short = found.name.split("/")[1]
            screen.hint(f"plc edit {short} --stage {chosen}")
            raise typer.Exit(Exit.NOT_SAVED)
        opened = with_reasons(text)
    if text.data == before:
        drafts.drop(space.folder, found.name, chosen)
        screen.say("Nothing was changed.")
        return
    recorded = keep_edit(space, found, chosen, text, before)
    after = space.read()
    step = next_of(after.journal, after.journal.cycles[found.name])
    changed = Changed(f"Edited {chosen}", found.name, recorded, next=step)
    screen.show(changed, "changed")
