"""Tables and colour for a terminal; the same facts as the plain lines."""

from __future__ import annotations

import io
import shutil
from importlib import import_module
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from plcjournal.core.status import StatusList
from plcjournal.results import Checked
from plcjournal.views import listed, plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from plcjournal.core.status import CycleStatus

# Where results are drawn that only some commands have: loaded when one is to be drawn.
_DRAWN_ELSEWHERE = {
    "plcjournal.core.catalogue": "plcjournal.views.models_drawn",
    "plcjournal.core.meetings": "plcjournal.views.agenda_drawn",
    "plcjournal.core.story": "plcjournal.views.story_drawn",
    "plcjournal.history": "plcjournal.views.past_drawn",
    "plcjournal.comparing": "plcjournal.views.past_drawn",
    "plcjournal.core.impact.cycle": "plcjournal.views.impact_drawn",
}
_STYLE = {"error": "bold red", "warning": "yellow", "note": "cyan"}


def render(result: object, safe: Callable[[str], str], *, color: bool) -> str | None:
    """Answer a result drawn for this terminal, None where plain lines do as well."""
    drawn: RenderableType
    if isinstance(result, StatusList) and result.cycles:
        drawn = _status(result, safe)
    elif isinstance(result, Checked) and result.findings:
        drawn = _checked(result, safe)
    elif type(result).__module__ in _DRAWN_ELSEWHERE:
        shelf = import_module(_DRAWN_ELSEWHERE[type(result).__module__])
        found: RenderableType | None = shelf.drawn(result, safe)
        if found is None:
            return None
        drawn = found
    else:
        return None
    buffer = io.StringIO()
    console = Console(
        file=buffer,
        force_terminal=True,
        no_color=not color,
        color_system="standard" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        width=shutil.get_terminal_size().columns,
    )
    console.print(drawn, soft_wrap=False)
    return buffer.getvalue().rstrip("\n")


def _status(result: StatusList, safe: Callable[[str], str]) -> Group:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold")
    for heading, ratio in (("Cycle", 4), ("Stage", 1), ("Due", 3), ("Next", 3)):
        table.add_column(heading, overflow="fold", ratio=ratio)
    for cycle in result.cycles:
        name = cycle.cycle.split("/")[1]
        words = Text.assemble(
            (safe(cycle.title), "bold"), f"\n{safe(name)}\n{safe(cycle.team_name)}"
        )
        stage = f"closed: {cycle.outcome}" if cycle.closed else cycle.stage
        following = cycle.next.what if cycle.next and not cycle.closed else ""
        table.add_row(words, Text(stage), _dues(cycle, safe), Text(safe(following)))
    ending = [Text(safe(line)) for line in plain.status_ending(result) if line]
    if any(not cycle.closed for cycle in result.cycles):
        ending.append(Text("What to do next, and how: plc next"))
    return Group(Text(safe(result.journal), style="bold"), Text(""), table, *ending)


def _dues(cycle: CycleStatus, safe: Callable[[str], str]) -> Text:
    text = Text()
    for due in cycle.due:
        style = "bold red" if due.overdue else ""
        late = "overdue: " if due.overdue else ""
        text.append(safe(f"{due.date} {late}{due.what}\n"), style=style)
    for field in cycle.contested:
        text.append(safe(f"two versions: {field}\n"), style="yellow")
    for stage in cycle.unread:
        text.append(f"could not be read: {stage}.yaml\n", style="bold red")
    text.rstrip()
    return text


def _checked(result: Checked, safe: Callable[[str], str]) -> Group:
    parts = [Text(safe(f"Mended: {sentence}")) for sentence in result.mended]
    for number, found in enumerate(result.findings):
        excerpt = result.excerpts.get(number, "")
        for row, line in enumerate(listed.finding_lines(found, excerpt)):
            style = _STYLE[found.severity] if row == 0 else ""
            parts.append(Text(safe(line), style=style))
    return Group(*parts, Text(safe(listed.counted(result)), style="bold"))
