"""What was exported, in lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.amounts import first_of
from plcjournal.exporting.export import Exported, Page
from plcjournal.views import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHOM = {
    "team": "the team",
    "school": "the school",
    "cluster": "the cluster",
    "public": "everybody",
}


def _exported(result: Exported) -> Iterator[str]:
    whom = _WHOM[result.audience]
    if result.out:
        yield f"Exported for {whom}: {result.what}."
    else:
        yield f"There is to export for {whom}:"
    for name, rows in result.tables:
        yield f"  {name}: {_many(rows, 'row')}"
    if result.out:
        yield f"Written to: {result.out}"
        if not result.written and not result.removed:
            yield "  It was there already, with the same in it."
    if result.removed:
        gone = ", ".join(result.removed)
        yield f"Removed, as it is no longer made: {gone}"
    if result.hidden:
        yield (
            "Hidden, because few learners are behind them: "
            f"{_many(result.hidden, 'figure')}"
        )
    if result.left_out:
        yield (
            "Left out, because not shared so widely: "
            f"{_many(result.left_out, 'cycle')}, and all meetings"
        )
    elif result.tables and result.audience != "team":
        yield "Left out, because they are the team's own: all meetings"
    if result.unsaved:
        yield f"Not in it, because not saved yet: {first_of(result.unsaved)}"
        yield "  plc save"
    yield from _after(result)


def _after(result: Exported) -> Iterator[str]:
    if not result.out:
        yield "To have it, as a workbook for example:"
        yield "  plc export --format xlsx --out journal.xlsx"
    elif result.audience == "team":
        yield "Names and all figures are in it: for others add --audience."
    else:
        yield "Read it before you hand it on."


def _page(result: Page) -> Iterator[str]:
    yield from result.markdown.rstrip("\n").split("\n")


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


plain.lines.register(Exported, _exported)
plain.lines.register(Page, _page)
