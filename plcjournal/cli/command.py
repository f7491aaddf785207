"""A command of plc: what it refuses of what was typed before it begins."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperOption

from plcjournal.errors import Exit, PlcError

_CLEARS = '""'  # stands in the help of the flags for which blank words mean something


class NoWords(PlcError):
    """A flag that was given, and blank words with it."""

    exit_code = Exit.USAGE

    def __init__(self, flag: str, path: str, examples: str) -> None:
        lines = (line.strip() for line in examples.splitlines())
        fits = (line for line in lines if line.startswith("plc ") and flag in line)
        otherwise = f"Leave it out, or see how it is typed: {path} --help"
        super().__init__(f"{flag}: there are no words.", next(fits, otherwise))


class Command(TyperCommand):
    """A command that takes no blank words for the value of a flag."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse flags with blank words, which are slips, then parse as ever.

        Raises:
            NoWords: a flag has none, and they do not clear what it stands for.
        """
        is_asked = not ctx.resilient_parsing  # by a person, not by the tab key
        if is_asked and any(not word.rpartition("=")[2].strip() for word in args):
            self._refuse_blank(ctx, args)
        return super().parse_args(ctx, args)

    def _refuse_blank(self, ctx: Any, args: list[str]) -> None:
        given, _, order = self.make_parser(ctx).parse_args([*args])
        for one in order:
            if not isinstance(one, TyperOption) or _CLEARS in (one.help or ""):
                continue
            told = given.get(str(one.name))
            values = told if isinstance(told, list) else [told]
            if any(isinstance(text, str) and not text.strip() for text in values):
                raise NoWords(one.opts[0], ctx.command_path, self.help or "")


class Shelf(typer.Typer):
    """The commands of one module, each of them a `Command`."""

    def command(self, name: str | None = None, **settings: Any) -> Any:
        """Register a command."""
        return super().command(name, cls=Command, **settings)
