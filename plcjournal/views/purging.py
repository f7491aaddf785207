"""What a purge will do, did, and leaves to the team, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.purging import Plan, Purged
from plcjournal.resharing import Reshared
from plcjournal.views.plain import lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 8


def _plan(result: Plan) -> Iterator[str]:
    what = "The file" if result.is_file else "The words"
    if result.is_empty:
        yield f"{what} '{result.what}' stand nowhere in the history."
        return
    if result.is_unfinished:
        yield "An earlier purge was stopped half way; this one finishes it."
    if result.forms:
        told = [f"'{form}' ({times})" for form, times in result.forms]
        yield f"Will be taken out: {_some(told)}"
    elif result.is_file:
        yield f"Will be taken out: {result.what}"
    if result.states:
        yield f"Saved states that hold it: {result.states}"
    yield from _list("Reworded in", result.files)
    yield from _list("Given another name", [old for old, _ in result.renamed])
    yield from _list("Goes whole, with its past", result.whole)
    yield from _list("Its past goes, it stays as it is now", result.kept)
    if result.messages:
        yield f"Messages reworded: {result.messages}"
    yield from _list("Names of people who saved, reworded", result.people)
    yield from _list("Marks changed", [one.split("/", 2)[-1] for one in result.marks])
    yield from _list("Left behind where no name leads to", result.elsewhere)
    if result.states or not result.is_unfinished:
        yield from _who(result)


def _who(result: Plan) -> Iterator[str]:
    if not result.is_shared:
        where = (
            "nobody got it by sharing" if result.address else "nothing is shared yet"
        )
        yield f"Who has it: only this computer, as far as plc knows ({where})."
        return
    yield f"Who has it: the shared journal at {result.address},"
    yield "  everybody who joined or received it, and their backups."
    yield from _list("  Among them those who shared", result.colleagues)
    yield "Before you go on: ask everybody to type plc sync, then do so yourself."
    yield "  What a colleague has not shared by then stays in their folder only."


def _list(title: str, items: list[str] | tuple[str, ...]) -> Iterator[str]:
    if items:
        yield f"{title}: {_some(items)}"


def _some(items: list[str] | tuple[str, ...]) -> str:
    more = f" and {len(items) - _MOST} more" if len(items) > _MOST else ""
    return f"{', '.join(items[:_MOST])}{more}"


def _purged(result: Purged) -> Iterator[str]:
    if result.left:
        yield f"'{result.what}' still stands in: {_some(result.left)}"
        if result.mends:
            yield "Type, and then the same purge again:"
            yield from (f"  {one}" for one in result.mends)
        else:
            yield "Ask somebody who knows git to look at these."
    else:
        yield f"Taken out of the whole past: '{result.what}'. Nothing of it is left."
    if result.backup:
        yield f"Backup, with everything as it was: {result.backup}"
        yield "  Delete it when all is well, in a week at the latest: it holds what you"
        yield "  took out. To go back: git clone that file."
    if result.drafts:
        yield f"It also stands in files on this computer: {_some(result.drafts)}"
        yield "  Delete these files if you do not need them, before you save."
    if result.must_share:
        yield "What the team does now:"
        yield "  1. You: plc privacy purge --share (the shared journal gets this past)"
        yield f"  2. Everybody else: plc join {result.address} NEW-FOLDER"
        yield "     and delete the old folder; plc sync there refuses to go on."
        yield "  3. Tell whoever looks after data protection at your school."


def _reshared(result: Reshared) -> Iterator[str]:
    yield f"The shared journal at {result.address} has the new past."
    yield "What the team does now:"
    yield f"  Everybody else: plc join {result.address} NEW-FOLDER"
    yield "  and delete the old folder, with its backups."
    if result.folder:
        yield "  The shared folder still keeps the old past hidden. Remove it there:"
        yield f'    git -C "{result.folder}" gc --prune=now'
    else:
        yield "  Ask the host's support to delete old copies of the past (cached pages,"
        yield "  forks, pull requests): they keep them for a while, and only they can."
    if result.others:
        yield f"  Not looked at, because only they are there: {_some(result.others)}"


lines.register(Plan, _plan)
lines.register(Purged, _purged)
lines.register(Reshared, _reshared)
