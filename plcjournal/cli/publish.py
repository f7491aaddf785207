"""plc publish."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plcjournal.cli import completion, options
from plcjournal.cli.session import Session
from plcjournal.errors import Exit, PlcError

app = options.app()


class _NoAudience(PlcError):
    """A word that names nobody pages are made for."""

    exit_code = Exit.USAGE

    def __init__(self, word: str, known: tuple[str, ...]) -> None:
        super().__init__(
            f"Pages are made for one of {', '.join(known)}; '{word}' is none of them.",
            f"Type, for example: plc publish --audience {known[1]}",
        )


@app.command("publish")
def publish(
    ctx: typer.Context,
    out: Annotated[
        Path | None,
        typer.Option(help="Where to put the pages; site in the journal if not said."),
    ] = None,
    audience: Annotated[
        str,
        typer.Option(
            help="Who will read them: team, school, cluster or public.",
            autocompletion=completion.audiences,
        ),
    ] = "public",
    open_: Annotated[
        bool, typer.Option("--open", help="Open the front page in your browser.")
    ] = False,
    no_input: options.NoInput = False,
    json: options.Json = False,
) -> None:
    """Make pages of the journal for people to read

    For those who never type a command: a page for each cycle and team, what we
    learned, a search and a feed, as plain files. Open them from disk or put them on
    any web space. Only cycles shared at least so widely are on them (plc set
    review.share school --cycle NAME). Names of people are only for their own team,
    and figures about few learners stay hidden.

    \b
    Examples:
      plc publish
      plc publish --audience school --out our-pages --open
    """
    from plcjournal.site.audience import AUDIENCES
    from plcjournal.site.publishing import publish

    session: Session = ctx.obj
    session.talk(json=json, no_input=no_input)
    chosen = next((one for one in AUDIENCES if one == audience.casefold()), None)
    if chosen is None:
        raise _NoAudience(audience, AUDIENCES)
    space = session.workspace
    folder = (session.start / out if out else space.folder / "site").absolute()
    made, problems = publish(space, folder, chosen)
    session.screen.show(made, "published", problems)
    if open_:
        import webbrowser

        if not webbrowser.open(Path(made.front).as_uri()):
            session.screen.say(f"No browser was found. Open this file: {made.front}")
    session.end(problems)
