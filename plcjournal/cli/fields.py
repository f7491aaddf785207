"""plc set, plc remove."""

from pathlib import Path
from typing import Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.cli.typed import Missing, NotUnderstood

app = options.app()


@app.command("set")
def set_(
    ctx: typer.Context,
    field: Annotated[
        str,
        typer.Argument(
            help="Where: priority.review_by, …",
            autocompletion=completion.field_names,
        ),
    ],
    value: Annotated[
        str | None,
        typer.Argument(help='What: words, a number, a date, a list "a, b"; "" clears.'),
    ] = None,
    cycle: options.OfCycle = None,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Change one field

    Inside a cycle a field begins with priority, evidence, action or review; other
    fields with plc, teams or meetings.

    \b
    Examples:
      plc set priority.review_by "next friday"
      plc set evidence.measures.common-task.results.2025-10-08.count 25
      plc set plc.privacy.min_group 12
    """
    from plcjournal.core.edits.fields import find_field, needs_cycle, set_field
    from plcjournal.core.edits.team import doubts

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if value is None:
        raise Missing(["the value"], f'plc set {field} "VALUE" ("" clears it)')
    found = session.cycle(cycle) if needs_cycle(field) else None
    journal = session.read.journal
    place = find_field(journal, found, field)
    if place.holds == "date" and value.strip():
        value = session.day(value, field)
    words = value
    is_usual_day = place.kind == "team" and place.keys == ("meeting", "day")
    notes = doubts(Path(place.file).stem, words) if is_usual_day else []
    session.change(lambda say: set_field(journal, place, say(words)), notes)


@app.command("remove")
def remove(
    ctx: typer.Context,
    field: Annotated[
        str | None,
        typer.Argument(
            help="What: action.actions.number-talks, …",
            metavar="[FIELD]",
            autocompletion=completion.field_names,
        ),
    ] = None,
    cycle: options.OfCycle = None,
    yes: options.Yes = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Take away an item, a result, or a whole mistaken cycle

    The history keeps what was taken away. Without a field: the cycle itself, asked
    first.

    \b
    Examples:
      plc remove evidence.measures.common-task.results.2025-10-08
      plc remove --cycle comparing-fractions
    """
    from plcjournal.core.edits.fields import find_field, needs_cycle, remove_field

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    if field is None:
        _remove_cycle(session, cycle, yes=yes)
        return
    found = session.cycle(cycle) if needs_cycle(field) else None
    journal = session.read.journal
    session.change(remove_field(journal, find_field(journal, found, field)))


def _remove_cycle(session: Session, words: str | None, *, yes: bool) -> None:
    from dataclasses import replace

    from plcjournal.core.edits.start import remove_cycle

    if not words:
        raise Missing(["a field or --cycle"], "plc remove --cycle comparing-fractions")
    found = session.cycle(words)
    if not yes:
        if not session.screen.can_ask:
            name = session.read.journal.shortest(found.name)
            raise Missing(["--yes"], f"plc remove --cycle {name} --yes")
        question = f"Take away the whole cycle '{found.priority.title}'?"
        if not session.screen.confirm(question):
            session.screen.say("Nothing was changed.")
            return
    edited = remove_cycle(session.read.journal, found)
    folder = session.workspace.folder / f"cycles/{found.name}"
    held = sorted(
        file.relative_to(session.workspace.folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file() and not file.is_symlink()
    )
    unsaved = [path for path in session.workspace.unsaved() if path in held]
    if unsaved:
        raise NotUnderstood(
            f"The history does not hold these files yet: {', '.join(unsaved)}; "
            "nothing was changed.",
            "Save them first: plc save (or move them elsewhere)",
        )
    session.change(replace(edited, removed=tuple(held)))
