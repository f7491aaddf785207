"""Who sits at this computer: as said, as git knows, or as asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.cli.typed import Missing

if TYPE_CHECKING:
    from pathlib import Path

    from plcjournal.cli.screen import Screen
    from plcjournal.repository.author import Person


def person(
    screen: Screen, folder: Path, author: str | None, email: str | None
) -> Person:
    """Answer who sits here: as said, as git knows, or as asked.

    Raises:
        Missing: nobody said, and nobody can be asked.
    """
    from plcjournal.core.edits.edited import slug
    from plcjournal.repository.repository import Person
    from plcjournal.who import configured

    known = configured(folder)
    if author is None and known is not None:
        return known if email is None else Person(known.name, email)
    if author is None and screen.can_ask:
        screen.say("Your name stands beside your changes, for everybody to see.")
        author = screen.ask("Your name or role", "", "for example: Grade 4 teacher A")
    if not author:
        raise Missing(["--author"], 'plc init --author "Grade 4 teacher A"')
    nobody = f"{slug(author)}@noreply.invalid"
    if email is None and screen.can_ask:
        screen.say("An address goes into the history; this one reaches nobody:")
        email = screen.ask("E-mail", nobody)
    return Person(author, email or nobody)
