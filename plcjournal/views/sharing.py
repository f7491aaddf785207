"""What was shared and received, in plain lines."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from plcjournal.core.amounts import how_many
from plcjournal.joining import Joined
from plcjournal.sync import Synced
from plcjournal.views.plain import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.sync import Told

_MOST = 12


@lines.register(Synced)
def _synced(result: Synced) -> Iterator[str]:
    if result.saved:
        names = ", ".join(path.rsplit("/", 1)[-1] for path in result.saved)
        yield f"Saved what was changed by hand: {names}"
    yield from _received(result.received)
    yield from _sent(result)
    yield from _waiting(result)
    yield from _beside(result)
    if result.losses:
        count = how_many(len(result.losses), "change")
        yield f"Elsewhere {count} got lost when work was put together. To see:"
        yield "  plc audit"
    for number, one in enumerate(result.people):
        if number == 0:
            yield "What came in points at people, and everybody who joins gets it:"
        yield f"  {one.what} ({one.path})"
        yield f"    {one.way_out}"
    if result.errors:
        count = how_many(result.errors, "thing")
        yield f"Together the records say {count} that cannot be; no word is lost:"
        yield "  plc validate"


def _received(received: Sequence[Told]) -> Iterator[str]:
    if not received:
        return
    people = Counter(one.who for one in received)
    told = _and([f"{who} ({number})" for who, number in people.most_common()])
    if len(people) == 1:
        told = next(iter(people))
    yield f"Received {how_many(len(received), 'change')} from {told}:"
    yield from _listed(received)


def _sent(result: Synced) -> Iterator[str]:
    if result.sent:
        count = how_many(len(result.sent), "change")
        yield f"Shared {count} with {result.address}:"
        yield from _listed(result.sent, with_names=False)
    elif result.not_shared:
        yield "Nothing of yours was shared yet."
    elif result.first:
        yield f"This journal is now shared with {result.address}."
    elif not result.received:
        yield "Nothing new: here and in the shared journal everything is the same."
    else:
        yield "Nothing of yours was waiting to be shared."


def _listed(changes: Sequence[Told], *, with_names: bool = True) -> Iterator[str]:
    for one in changes[:_MOST]:
        who = f"{one.who}: " if with_names else ""
        yield f"  {one.when} {who}{one.what}"
    if len(changes) > _MOST:
        yield f"  and {len(changes) - _MOST} more (see: plc history)"


def _waiting(result: Synced) -> Iterator[str]:
    if not result.waiting:
        if result.undecided:
            count = how_many(result.undecided, "field waits", "fields wait")
            yield f"{count} for the team, in two versions: plc resolve"
        return
    count = how_many(len(result.waiting), "field was", "fields were")
    yield f"{count} changed differently by two people; both versions are kept:"
    for one in result.waiting:
        cycle = f" ({one.cycle})" if one.cycle else ""
        yield f"  {one.field}{cycle}"
        yield f"    {one.command}"


def _beside(result: Synced) -> Iterator[str]:
    for what in result.kept:
        yield f"Kept, as somebody worked on it while another took it away: {what}"
    for what in result.renamed:
        yield f"Two different things had one name; both are kept: {what}"
    for copy in result.copies:
        yield f"Both versions of {copy.path} are kept: the other is {copy.kept_as}"
        yield f"  {copy.why}"
    for path, kept in result.aside:
        yield f"Your unsaved version of {path} is now in {kept}, on this computer only."
    if result.aside:
        yield "  Take over what is still needed, then delete it."
    for path in result.untouched:
        yield f"Left as it is on this computer: {path}"
    for path, why in result.left_out:
        yield f"Not brought into this folder: {path} ({why})"


@lines.register(Joined)
def _joined(result: Joined) -> Iterator[str]:
    cycles = how_many(result.cycles, "cycle")
    yield f"The journal '{result.journal}' is now in {result.folder}: {cycles}."
    if result.people:
        more = len(result.people) - _MOST
        others = [f"{more} more"] if more > 0 else []
        yield f"People who wrote in it: {_and([*result.people[:_MOST], *others])}"
    for path, why in result.left_out:
        yield f"Not brought into this folder: {path} ({why})"
    yield f"  cd {quoted(result.folder)}"
    yield "  plc status                    where each cycle is"
    yield "  plc sync                      share what you save, receive what others do"


def quoted(folder: str) -> str:
    """Answer a folder as it is typed."""
    return f'"{folder}"' if " " in folder else folder


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
