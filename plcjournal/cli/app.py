"""The root of the command line: lazy commands, root flags, endings."""

from __future__ import annotations

import io
import os
import re
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from plcjournal import __version__
from plcjournal.cli import options
from plcjournal.cli.screen import Screen
from plcjournal.cli.session import Session
from plcjournal.completing import CYCLE_FIRST
from plcjournal.errors import Exit, PlcError

# In the order of the work: where each command lives, loaded when it is used, and the
# first line of its help, so that the list of commands loads none of them.
COMMANDS = {
    "demo": ("begin", "Make a small example journal to look around in"),
    "init": ("begin", "Start a journal in this folder"),
    "join": ("share", "Bring the team's journal onto this computer"),
    "team": ("team", "Show a team, or change its people, norms and meetings"),
    "new-cycle": ("cycle", "Start a cycle: three questions"),
    "models": ("models", "Show the models a cycle may follow, choose or write one"),
    "next": ("look", "Show the one step to do now, and offer to do it"),
    "add-evidence": (
        "evidence",
        "Add evidence: totals of a group, or something noticed",
    ),
    "add-action": ("action", "Plan something to try in your teaching"),
    "add-learning": (
        "action",
        "Say what the team wants to learn itself, and from whom",
    ),
    "note": ("action", "Note one line about how it goes"),
    "answer": ("action", "Answer a step of the cycle's model in words"),
    "attach": ("action", "Keep a file with the cycle: never one that names a learner"),
    "done": ("action", "Mark an action as done, or as dropped"),
    "set": ("fields", "Change one field"),
    "remove": ("fields", "Take away an item, a result, or a whole mistaken cycle"),
    "edit": ("edit", "Open a record of a cycle in your editor"),
    "meet": ("meet", "Show a meeting's agenda, then write down what came of it"),
    "review": ("review", "Look back: what changed, what you learned, what comes next"),
    "close": ("review", "Close a cycle that has an outcome and one thing learned"),
    "reopen": ("review", "Open a closed cycle again; its review stays"),
    "status": ("look", "Show where each cycle is, and what is due"),
    "show": ("look", "Show one cycle whole"),
    "impact": ("impact", "Show what changed for learners, and how sure that is"),
    "find": ("find", "Find every cycle, action, claim and note about something"),
    "history": ("past", "Tell who changed what, and when, in sentences"),
    "diff": ("past", "Show what changed between two moments, field by field"),
    "import": ("importing", "Bring in cycles from an old tracker (XLSX or CSV)"),
    "publish": ("publish", "Make pages of the journal for people to read"),
    "export": ("export", "Export tables, a case study, or the minutes of a meeting"),
    "calendar": ("calendar", "Make a calendar file of what is due and when you meet"),
    "validate": (
        "check",
        "Find every problem, with its place and what to type instead",
    ),
    "save": ("check", "Save what was changed by hand and is valid"),
    "sync": ("share", "Share what you saved, and receive what others did"),
    "resolve": ("resolve", "Choose between two versions of a field"),
    "undo": ("mend", "Take back your last saved change"),
    "audit": ("mend", "Find what was lost when work was put together"),
    "doctor": ("doctor", "See what is wrong with this computer or journal"),
    "privacy": ("privacy", "Keep learners unknown: names, a look back, a way out"),
    "schema": ("schema", "Tell your editor what may stand in a record"),
}


@cache
def _command(name: str) -> Any:
    """Answer a command as Typer makes it, and make none of its neighbours."""
    shelf: typer.Typer = import_module(f"plcjournal.cli.{COMMANDS[name][0]}").app
    alone = options.app()
    alone.registered_groups = shelf.registered_groups
    alone.registered_commands = [
        one for one in shelf.registered_commands if one.name == name
    ]
    return typer.main.get_group(alone).commands[name]


class _Commands(Mapping[str, Any]):
    """The commands by name; a command's module is imported when it is asked for."""

    def __getitem__(self, name: str) -> Any:
        return _command(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


class _LazyGroup(TyperGroup):
    """A group that knows its commands by name before it loads them."""

    def __init__(self, **attrs: Any) -> None:
        super().__init__(**attrs)
        self.commands = _Commands()  # type: ignore[assignment]

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Make sure that what sets up the tab key fits before Typer does it."""
        if {"--install-completion", "--show-completion"} & {*args[:1]}:
            from plcjournal.cli.completion import prepare_scripts

            prepare_scripts()
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:
        """Offer the commands to the tab key without loading them."""
        self.commands = {
            name: TyperCommand(name, short_help=text)
            for name, (_, text) in COMMANDS.items()
        }
        return super().shell_complete(ctx, incomplete)

    def format_commands(self, _ctx: Any, formatter: Any) -> None:
        """Write the list of commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


app = typer.Typer(
    name="plc",
    cls=_LazyGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, value: bool) -> None:
    if value:
        sys.stdout.write(f"plc {__version__}\n")
        sys.stdout.flush()
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option("-C", "--journal", help="Work in the journal of this folder."),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Plain lines: no tables, no colour.")
    ] = False,
    quiet: Annotated[
        bool, typer.Option("-q", "--quiet", help="Say nothing when all went well.")
    ] = False,
    color: Annotated[
        str, typer.Option("--color", help="auto, always or never.")
    ] = "auto",
    version: Annotated[
        bool,
        typer.Option(
            "--version", help="Show the version.", callback=_version, is_eager=True
        ),
    ] = False,
) -> None:
    """Keep a journal of how your team improves its teaching.

    A team works in cycles: one priority, evidence, action, review. plc keeps each
    cycle as four small files that everybody can read, with their whole history.

    \b
    Examples:
      plc demo            look around in an example
      plc init            start a journal here
      plc new-cycle       three questions start a cycle
      plc next            the one step to do now
    """
    del version
    opened = ctx.obj
    screen = Screen(plain=plain, quiet=quiet, color=color)
    ctx.obj = Session(folder, screen, ctx.invoked_subcommand or "")
    if isinstance(opened, list):  # `run` wants to know where the command worked
        opened.append(ctx.obj)


class _Usage(PlcError):
    """Words that are no command of plc, or not as it wants them."""

    exit_code = Exit.USAGE


class _Refused(PlcError):
    """The computer did not let plc read or write."""

    exit_code = Exit.JOURNAL


class _Mistake(PlcError):
    """Something in plc itself went wrong."""

    exit_code = Exit.BUG


def run(arguments: list[str] | None = None) -> int:
    """Run one command; answer its exit code. Nothing gets past here."""
    words = sys.argv[1:] if arguments is None else arguments
    screen = Screen()
    opened: list[Session] = []
    try:
        outcome = _patiently(words, opened)
    except PlcError as error:
        return _failed(screen, opened[-1].rather(error) if opened else error, words)
    except (KeyboardInterrupt, typer.Abort):
        outcome = Exit.INTERRUPTED
    except SystemExit:
        # Typer leaves this way when whoever read our output has gone.
        return int(Exit.DONE)
    except BrokenPipeError:
        # Whoever read our output has left; Python must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(Exit.DONE)
    except Exception as error:  # noqa: BLE001  # the one place that catches everything
        if not _was_interrupted(error):
            return _ending(screen, error, words)
        outcome = Exit.INTERRUPTED
    if outcome == Exit.INTERRUPTED:
        screen.say("Stopped. What was saved before is safe.")
    return int(outcome or 0)


def _was_interrupted(error: Exception) -> bool:
    """Say whether an error is what a library made of Ctrl-C, as pydantic does."""
    return "KeyboardInterrupt" in str(error) or isinstance(
        error.__context__, KeyboardInterrupt
    )


def _failed(screen: Screen, error: PlcError, words: list[str]) -> int:
    screen.is_json = "--json" in words
    # Where nothing can be written, the exit code still tells.
    if screen.is_json:
        with suppress(OSError):
            screen.show_error(error)
    with suppress(OSError):
        screen.fail(error)
    return int(error.exit_code)


@cache
def _root() -> Any:
    return typer.main.get_command(app)


def _patiently(arguments: list[str], opened: list[Session]) -> Any:
    """Run one command, again when somebody else changed the same file meanwhile.

    On a terminal people may have typed answers, so there it runs once.
    """
    command = _root()
    words = _texts_last(_flags_first(arguments))
    for pause in (0.05, 0.1, 0.2, 0.4, 0.8, 0):
        try:
            return command.main(
                words, prog_name="plc", standalone_mode=False, obj=opened
            )
        except PlcError as error:
            if not error.may_pass or not pause or sys.stdin.isatty():
                raise
            import random

            time.sleep(random.uniform(0, 2 * pause))  # noqa: S311  # no secret
    return None


_ANYWHERE = ("--plain", "--quiet", "-q")


def _flags_first(arguments: list[str]) -> list[str]:
    """Move what says how to print before the command, wherever somebody typed it."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    flags = [
        number
        for number, word in enumerate(arguments[:end])
        if word in _ANYWHERE
        and not (number and _wants_a_value(arguments[number - 1], arguments))
    ]
    kept = [word for number, word in enumerate(arguments) if number not in flags]
    return [*(arguments[number] for number in flags), *kept]


def _texts_last(arguments: list[str]) -> list[str]:
    """Move texts that begin with a dash behind `--`, so that they are no flags.

    Such a text has a blank in it or is a number, and is no value of a flag before it.
    """
    if "--" in arguments:
        return arguments
    texts = [
        number
        for number, word in enumerate(arguments)
        if re.match(r"-\d|-[^=]* ", word)
        and number
        and not _wants_a_value(arguments[number - 1], arguments)
    ]
    kept = [word for number, word in enumerate(arguments) if number not in texts]
    return [*kept, "--", *(arguments[number] for number in texts)] if texts else kept


def _wants_a_value(word: str, arguments: list[str]) -> bool:
    """Say whether a word is a flag that takes the next word as its value."""
    if not re.fullmatch(r"--?[a-z][a-z-]*", word, re.IGNORECASE):
        return False
    verb = next((one for one in arguments if one in COMMANDS), "")
    known = _Commands()[verb].params if verb else ()
    return not any(getattr(one, "is_flag", False) and word in one.opts for one in known)


# What people type who know other programs.
_OTHER_WORDS = {
    "help": ("--help",),
    "log": ("history",),
    "commit": ("save",),
    "clone": ("join",),
    "push": ("sync",),
    "pull": ("sync",),
    "fetch": ("sync",),
    "merge": ("sync", "resolve"),
    "revert": ("undo",),
}


def _usage(error: Any) -> _Usage:
    from plcjournal.core.near import near, or_list

    sentence = " ".join(error.format_message().split())
    path = error.ctx.command_path if error.ctx else "plc"
    unknown = re.match(r"No such command '([^']*)'", sentence)
    if "No such option: --cycle" in sentence and path[4:] in CYCLE_FIRST:
        hint = f"The cycle's name stands behind the command: {path} NAME"
        return _Usage("There is no --cycle here.", hint)
    if unknown is None:
        return _Usage(sentence, f"See how it is typed: {path} --help")
    word = unknown.group(1)
    if path != "plc":  # one of a group, such as plc privacy
        close = near(word, error.ctx.command.list_commands(error.ctx))
        hint = f"See all of them: {path} --help"
        if close:
            hint = f"Did you mean {or_list([f'{path} {name}' for name in close])}?"
        return _Usage(f"There is no command '{path} {word}'.", hint)
    parts = [name for name in COMMANDS if word in name.split("-")]
    fits = _OTHER_WORDS.get(word) or parts or near(word, COMMANDS)
    hint = "See all commands: plc --help"
    if fits:
        hint = f"Did you mean {or_list([f'plc {name}' for name in fits])}?"
    return _Usage(f"There is no command '{word}'.", hint)


def _ending(screen: Screen, error: Exception, words: list[str]) -> int:
    show = getattr(error, "show", None)
    if callable(show) and hasattr(error, "exit_code"):  # a usage error of Typer
        if type(error).__name__ != "NoArgsIsHelpError":
            return _failed(screen, _usage(error), words)
        told = io.StringIO()
        show(file=told)
        screen.say(told.getvalue().rstrip())
        return int(Exit.USAGE)
    if isinstance(error, OSError):
        name = f" ({error.filename})" if error.filename else ""
        sentence = f"The computer refused: {error.strerror or error}{name}."
        hint = "Check that the disk has room and the folder may be written to."
        return _failed(screen, _Refused(sentence, hint), words)
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    sentence = (
        "plc made a mistake of its own; what was saved before is safe "
        f"({type(error).__name__} in {Path(place.filename).name}:{place.lineno})."
    )
    hint = "Run it with PLC_DEBUG=1 to see more, and tell whoever looks after plc."
    ended = _failed(screen, _Mistake(sentence, hint), words)
    if os.environ.get("PLC_DEBUG"):
        traceback.print_exception(error)
    return ended
