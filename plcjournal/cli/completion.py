"""What the tab key offers: through Typer, in silence, in no shell's language."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import typer

from plcjournal import completing
from plcjournal.core import layout
from plcjournal.errors import Exit, PlcError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from plcjournal.core.cycle import Cycle
    from plcjournal.core.journal import Journal

    Offer = Callable[[typer.Context, str], list[str]]


# zsh loads the script at the first tab, which would find nothing without this.
_AT_ONCE = """
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  %(complete_func)s "$@"
fi
"""


class NoShell(PlcError):
    """Nobody can tell in which shell plc was started."""

    exit_code = Exit.USAGE

    def __init__(self) -> None:
        super().__init__(
            "plc cannot tell which shell this is, so nothing was set up.",
            "Type it in a window of bash, zsh, fish or PowerShell.",
        )


def prepare_scripts() -> None:
    """Look at the shell, and mend Typer's script for zsh.

    Raises:
        NoShell: it is none that Typer knows.
    """
    from typer import _completion_shared as typers

    scripts = typers._completion_scripts  # noqa: SLF001  # there is no other door
    if typers._get_shell_name() not in scripts:  # noqa: SLF001
        raise NoShell
    if _AT_ONCE not in scripts["zsh"]:
        scripts["zsh"] += _AT_ONCE


def answer(app: typer.Typer) -> int:
    """Answer a shell through Typer; whatever goes wrong, nobody is told."""
    # Help texts are words, not markup: rich would take [CYCLE] away, slowly.
    sys.modules["rich"] = None  # type: ignore[assignment]
    try:
        typer.main.get_command(app).main([], prog_name="plc")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except Exception:  # noqa: BLE001  # the person only pressed tab
        return 1
    return 0


def _offering(found: Callable[[typer.Context, str], Iterable[str]]) -> Offer:
    """Make what the tab key calls: what begins as typed, nothing where that fails."""

    def offered(ctx: typer.Context, incomplete: str) -> list[str]:
        with suppress(Exception):  # no journal, no git, a record that cannot be read
            fits = {one for one in found(ctx, incomplete) if one.startswith(incomplete)}
            return sorted(one for one in fits if completing.is_plain(one))
        return []

    return offered


def _models(ctx: typer.Context, typed: str) -> Iterator[str]:
    from plcjournal.templates import model_files

    yield from completing.records(_start(ctx), "models", typed)
    yield from (path[len("models/") : -len(".yaml")] for path in model_files())


def _actions(ctx: typer.Context, _typed: str) -> Iterator[str]:
    for cycle in _cycles(ctx):
        for one in cycle.action.actions + cycle.action.learning:
            if one.status not in ("done", "dropped"):
                yield one.id


def _measures(ctx: typer.Context, _typed: str) -> Iterator[str]:
    return (one.id for cycle in _cycles(ctx) for one in cycle.evidence.measures)


def _reasons(ctx: typer.Context, _typed: str) -> Iterator[str]:
    for cycle in _cycles(ctx):
        yield from cycle.reasons()


def _fields(ctx: typer.Context, typed: str) -> Iterator[str]:
    from plcjournal.core.recalled import values_of

    journal = _journal(ctx)
    roots: list[tuple[str, object]] = [("plc", journal.settings)]
    roots += [(f"teams.{name}", one) for name, one in journal.teams.items()]
    roots += [(f"meetings.{name}", one) for name, one in journal.meetings.items()]
    for cycle in _among(journal, ctx):
        roots += [(stage, cycle.stage(stage)) for stage in layout.STAGES]
    paths = [path for root, one in roots for path in _paths(root, "", values_of(one))]
    if typed and "." not in typed:  # the first word may be left out
        paths += [path.partition(".")[2] for path in paths if path.count(".") == 1]
    return _further(paths, typed)


def one_of(*known: str) -> Offer:
    """Make what the tab key calls where one of a few words may stand."""
    return _offering(lambda _ctx, _typed: known)


audiences = one_of("team", "school", "cluster", "public")
cycle_names = _offering(lambda ctx, typed: completing.cycles(_start(ctx), typed))
team_names = _offering(
    lambda ctx, typed: completing.records(_start(ctx), "teams", typed)
)
meeting_names = _offering(
    lambda ctx, typed: completing.records(_start(ctx), "meetings", typed)
)
model_names = _offering(_models)
action_names = _offering(_actions)
measure_names = _offering(_measures)
reason_names = _offering(_reasons)
field_names = _offering(_fields)


def _further(paths: Sequence[str], typed: str) -> Iterator[str]:
    """Yield the paths that begin as typed, as far as nobody has to choose.

    What ends with a point goes on: a shell puts a blank behind the only offer.
    """
    fits = [path for path in paths if path.startswith(typed)]
    length = len(typed)
    while fits:
        heads = {path[: _point(path, length)] for path in fits}
        if len(heads) > 1 or fits[0] in heads:
            yield from heads
            return
        length = len(next(iter(heads)))


def _point(path: str, start: int) -> int:
    return path.find(".", start) + 1 or len(path)


def _paths(path: str, name: str, value: object) -> Iterator[str]:
    """Yield the paths of what a person may set in a value, which a key names."""
    from plcjournal.core.identity import name_of

    if isinstance(value, dict) and value:
        for key, inner in value.items():
            if key not in ("format", "id", "contested"):
                yield from _paths(f"{path}.{key}", key, inner)
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for number, inner in enumerate(value):
            yield from _paths(f"{path}.{name_of(name, inner, number)}", name, inner)
    else:
        yield path


def _start(ctx: typer.Context) -> str:
    """Answer the folder plc was told to work in."""
    return str(ctx.find_root().params.get("folder") or ".")


def _journal(ctx: typer.Context) -> Journal:
    from pathlib import Path

    from plcjournal.workspace import Workspace

    return Workspace.open(Path(_start(ctx))).look().journal


def _cycles(ctx: typer.Context) -> tuple[Cycle, ...]:
    return _among(_journal(ctx), ctx)


def _among(journal: Journal, ctx: typer.Context) -> tuple[Cycle, ...]:
    """Answer the cycle that was named before, or every open one."""
    named = ctx.params.get("cycle")
    if isinstance(named, str):
        return (journal.find_cycle(named),)
    return journal.open_cycles()
