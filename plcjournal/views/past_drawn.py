"""What changed, drawn for a terminal; the same facts as the plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from plcjournal.comparing import Differences
from plcjournal.history import History
from plcjournal.moments.moment import spoken
from plcjournal.views import past

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.console import RenderableType

    from plcjournal.comparing import CycleChanges, TeamChanges
    from plcjournal.history import Entry
    from plcjournal.moments.fields import Difference

    Safe = Callable[[str], str]

_STYLES = {"same": "", "gone": "red strike", "new": "green"}


def drawn(result: object, safe: Safe) -> RenderableType | None:
    """Answer a result drawn, None where plain lines do as well."""
    if isinstance(result, History) and result.items:
        return _history(result, safe)
    if isinstance(result, Differences) and result.teams:
        return _differences(result, safe)
    return None


def _history(result: History, safe: Safe) -> Group:
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    day = ""
    for entry in result.items:
        shown = "" if entry.day == day else spoken(entry.day)
        if shown and day and not result.cycle:
            table.add_row("", "")
        day = entry.day
        table.add_row(Text(shown, style="cyan"), _entry(entry, result, safe))
    heading = Text(safe(past.heading(result)), style="bold")
    ending = [Text(safe(line)) for line in past.ending(result)]
    return Group(heading, Text(""), table, *ending)


def _entry(entry: Entry, result: History, safe: Safe) -> RenderableType:
    who = Text.assemble((safe(entry.who), "bold"))
    if entry.cycle and not result.cycle:
        who.append(safe(f" ({past.short(entry.cycle)})"))
    parts: list[RenderableType] = [who.append(":")]
    if len(entry.sentences) == 1:
        who.append(safe(f" {entry.sentences[0]}"))
    else:
        parts += (_point(Text(safe(sentence))) for sentence in entry.sentences)
    for change in entry.changes if result.field else ():
        if change.words:
            parts.append(Padding(_reworded(change, safe), (0, 0, 0, 2)))
    if entry.ahead:
        parts.append(Text(safe(past.ahead(entry)), style="yellow"))
    return Group(*parts)


def _point(words: RenderableType, indent: int = 0) -> RenderableType:
    """Draw one of several sentences: folded, it still stands apart from the next."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("-", words)
    return Padding(grid, (0, 0, 0, indent))


def _differences(result: Differences, safe: Safe) -> Group:
    parts: list[RenderableType] = []
    for number, team in enumerate(result.teams):
        if number:
            parts.append(Text(""))
        parts.append(Text(safe(team.name or past.NO_TEAM), style="bold"))
        parts += _changes(team, 2, safe)
        for cycle in team.cycles:
            title = Text(safe(cycle.title or cycle.cycle), style="bold cyan")
            if cycle.title:
                title.append(safe(f" ({cycle.cycle})"), style="not bold")
            parts.append(Padding(title, (0, 0, 0, 2)))
            parts += _changes(cycle, 4, safe)
            late = (Text(safe(line), style="bold red") for line in past.late(cycle))
            parts += (_point(line, 4) for line in late)
    ending = [Text(safe(line)) for line in past.ending(result)]
    return Group(*parts, *ending)


def _changes(
    of: TeamChanges | CycleChanges, indent: int, safe: Safe
) -> Iterator[RenderableType]:
    for sentence in of.news:
        yield _point(Text(safe(sentence)), indent)
    for change in of.changes:
        if change.words:
            yield _point(Text(safe(change.sentence)), indent)
            yield Padding(_reworded(change, safe), (0, 0, 0, indent + 4))


def _reworded(change: Difference, safe: Safe) -> Text:
    text = Text()
    for kind, words in change.words:
        text.append(safe(past.marked(kind, words)), style=_STYLES[kind])
    return text
