"""Flags that many commands share."""

from typing import Annotated, Any

import typer

from plcjournal.cli.command import Shelf
from plcjournal.cli.completion import cycle_names

Cycle = Annotated[
    str | None,
    typer.Argument(
        help="Any part of the cycle's name; none means your only open cycle.",
        metavar="[CYCLE]",
        autocompletion=cycle_names,
        show_default=False,
    ),
]
OfCycle = Annotated[
    str | None,
    typer.Option(
        "--cycle",
        help="Any part of the cycle's name; none means your only open cycle.",
        autocompletion=cycle_names,
    ),
]
Author = Annotated[
    str | None,
    typer.Option(
        help="Your name or role, as colleagues will see it beside your changes."
    ),
]
Email = Annotated[
    str | None,
    typer.Option(help="An address for the history; none makes a no-reply one."),
]
Member = Annotated[str | None, typer.Option(help="Your short name (id) in the team.")]
Json = Annotated[bool, typer.Option("--json", help="Answer as one JSON document.")]
NoInput = Annotated[
    bool, typer.Option("--no-input", help="Never ask; say what is missing.")
]
Round = Annotated[
    str | None,
    typer.Option(
        "--round", help="The round it belongs to; the running one if not said."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask again.")]
Date = Annotated[
    str | None,
    typer.Option("--date", help="The day: 2026-11-03, or words such as last friday."),
]


def app(**settings: Any) -> typer.Typer:
    """Make the shelf for the commands of one module."""
    return Shelf(rich_markup_mode=None, pretty_exceptions_enable=False, **settings)
