"""A command of plc: what it refuses of what was typed before it begins."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperOption
from typer.models import TyperPath

from plcjournal.errors import Exit, PlcError

_CLEARS = '""'  # stands in the help of the flags for which blank words mean something
_FILES = frozenset({"FILE", "PATH"})


class NoWords(PlcError):
    """A flag that was given, and blank words with it."""

    exit_code = Exit.USAGE

    def __init__(self, flag: str, path: str, examples: str) -> None:
        lines = (line.strip() for line in examples.splitlines())
        fits = (line for line in lines if line.startswith("plc ") and flag in line)
        otherwise = f"Leave it out, or see how it is typed: {path} --help"
        super().__init__(f"{flag}: there are no words.", next(fits, otherwise))


class NotText(PlcError):
    """Bytes from a terminal or a script that are no text."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "What was typed has signs that are no text; nothing was changed.",
            "Type them again; where that does not help, set your terminal to UTF-8.",
        )


class Command(TyperCommand):
    """A command that takes only text, and no blank words for the value of a flag."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse what is a slip for sure, then parse as ever.

        Raises:
            NoWords: a flag has none, and they do not clear what it stands for.
            NotText: something that names no file has signs that are no text.
        """
        is_asked = not ctx.resilient_parsing  # by a person, not by the tab key
        if is_asked and any(_is_blank(word) or not word.isascii() for word in args):
            given, _, order = self.make_parser(ctx).parse_args([*args])
            for one in order:
                self._check(one, given.get(str(one.name)), ctx.command_path)
        return super().parse_args(ctx, args)

    def _check(self, one: Any, told: object, path: str) -> None:
        from plcjournal.core.folding import is_text

        values = told if isinstance(told, list | tuple) else [told]
        texts = [text for text in values if isinstance(text, str)]
        may_be_blank = not isinstance(one, TyperOption) or _CLEARS in (one.help or "")
        if not may_be_blank and not all(text.strip() for text in texts):
            raise NoWords(one.opts[0], path, self.help or "")
        # A folder may have files whose names are no text, made elsewhere.
        names_a_file = isinstance(one.type, TyperPath) or one.metavar in _FILES
        if not names_a_file and not all(map(is_text, texts)):
            raise NotText


def _is_blank(word: str) -> bool:
    return not word.rpartition("=")[2].strip()


class Shelf(typer.Typer):
    """The commands of one module, each of them a `Command`."""

    def command(self, name: str | None = None, **settings: Any) -> Any:
        """Register a command."""
        return super().command(name, cls=Command, **settings)
