"""Find what was lost when work was put together elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal.auditing.inspection import Inspection
from plcjournal.auditing.mending import Commands, sentence
from plcjournal.core.journal import WhichOne
from plcjournal.core.near import meant, near
from plcjournal.errors import Exit, PlcError
from plcjournal.moments.moment import local_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plcjournal.auditing.inspection import Item
    from plcjournal.core.findings import Finding
    from plcjournal.core.values import Value
    from plcjournal.moments.moment import Moment
    from plcjournal.workspace import Workspace

__all__ = ["Audit", "Loss", "NotLost", "audit", "find", "losses"]


class NotLost(PlcError):
    """A name of something that is not among what was lost."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, words: str, known: Iterable[str]) -> None:
        close = near(words.casefold(), known)
        hint = meant(close, "See what was lost: plc audit")
        super().__init__(f"Nothing called '{words}' was lost and is still gone.", hint)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that was lost when work was put together, and how to bring it back.

    `who` put it together, at `when`; `by` had made the change on `day`, where that is
    known. `before` is what stands there instead, `after` what was lost; both are null
    for anything but fields and items of records.
    """

    commit: str
    when: str
    who: str
    cycle: str
    path: str
    field: str
    before: Value
    after: Value
    sentence: str
    by: str
    day: str
    command: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What was lost, newest first, and how many times work was put together.

    `begins` is the day this copy of the journal begins, '' where it has the whole past.
    """

    since: str
    merges: int
    begins: str
    losses: tuple[Loss, ...]


def audit(
    space: Workspace, *, cycle: str = "", since: Moment | None = None
) -> tuple[Audit, tuple[Finding, ...]]:
    """Answer what merges lost that is still gone, and what nobody can tell.

    Raises:
        NoPast: nothing was saved yet.
    """
    inspection = Inspection(space)
    items = inspection.items([since.commit] if since and since.commit else [])
    found = Audit(
        since=since.said if since else "",
        merges=inspection.seen,
        begins=inspection.begins(),
        losses=_losses(space, [one for one in items if cycle in ("", one.cycle)]),
    )
    return found, inspection.problems


def losses(
    space: Workspace, *, tip: str, not_in: Sequence[str] = ()
) -> tuple[Loss, ...]:
    """Answer what the merges lost that lead to a tip and are not in other pasts."""
    return _losses(space, Inspection(space, tip).items(not_in))


def find(space: Workspace, words: str, cycle: str = "") -> Item:
    """Answer the one thing that was lost and is called so; the newest of several.

    Raises:
        NoPast: nothing was saved yet.
        NotLost: nothing is called so.
        WhichOne: in several cycles something is.
    """
    items = Inspection(space).items()
    wanted = words.strip().strip("/")
    named = [item for item in items if wanted in (item.field, item.path)] or [
        item for item in items if item.field.endswith((f".{wanted}", f"/{wanted}"))
    ]
    named = [item for item in named if cycle in ("", item.cycle)]
    if not named or not wanted:
        raise NotLost(words, [item.field for item in items])
    cycles = sorted({item.cycle for item in named})
    if len(cycles) > 1:
        sentence = f"'{words}' was lost in several cycles:"
        raise WhichOne(sentence, cycles, f"Name one: --cycle {cycles[0]}")
    return named[0]


def _losses(space: Workspace, items: Sequence[Item]) -> tuple[Loss, ...]:
    if not items:
        return ()
    commands = Commands(space)
    return tuple(
        Loss(
            commit=item.merge.id,
            when=local_day(item.merge.when),
            who=item.merge.author.name,
            cycle=item.cycle,
            path=item.path,
            field=item.field,
            before=item.change.before if item.change else None,
            after=item.change.after if item.change else None,
            sentence=sentence(item, commands.journal),
            by=item.by,
            day=item.day,
            command=commands.of(item),
        )
        for item in items
    )
