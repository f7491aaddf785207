"""What was published, in lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.core.amounts import first_of, how_many
from plcjournal.site.publishing import Published
from plcjournal.views import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

_WHOM = {
    "team": "the team",
    "school": "the school",
    "cluster": "the cluster",
    "public": "everybody",
}


def _published(result: Published) -> Iterator[str]:
    whom = _WHOM[result.audience]
    if result.left_out and not result.cycles:
        yield f"No cycle is shared with {whom}, so the pages tell of none."
    else:
        yield f"Pages of {how_many(result.cycles, 'cycle')} for {whom}."
    yield f"Folder: {result.folder}"
    yield (
        f"Files: {len(result.written)} written, {result.unchanged} as they were, "
        f"{len(result.removed)} removed"
    )
    if result.hidden:
        yield f"Hidden, because few learners are behind them: {_figures(result.hidden)}"
    yield from _left_out(result)
    if result.kept:
        yield (
            "Changed by somebody and no longer made, so still there: "
            f"{', '.join(result.kept)}"
        )
        yield "  Look whether they may still be read, and remove them by hand."
    if result.unsaved:
        names = first_of(result.unsaved)
        yield f"Not on the pages, because not saved yet: {names}"
        yield "  plc save"
    if result.cycles:
        yield "Read the pages before you put them anywhere:"
        yield f"  {result.front}"


def _left_out(result: Published) -> Iterator[str]:
    if not result.left_out:
        return
    cycles = how_many(result.left_out, "cycle")
    yield f"Left out, because not shared so widely: {cycles}"
    if result.cycles:
        return
    for audience in dict.fromkeys(("team", result.shared_with or "team")):
        whom = "your own team" if audience == "team" else _WHOM[audience]
        yield f"To make pages for {whom}, type:"
        yield f"  plc publish --audience {audience}"
    yield f"To share a cycle with {_WHOM[result.audience]}, type:"
    yield f"  plc set review.share {result.audience} --cycle NAME"


def _figures(number: int) -> str:
    return how_many(number, "figure")


plain.lines.register(Published, _published)
