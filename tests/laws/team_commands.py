"""Every command that changes something, how it is typed and how it may end.

`plc privacy purge` is not here: it gives the shared journal another past, on purpose.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from team_edits import Edits

if TYPE_CHECKING:
    from collections.abc import Callable

    from team_edits import Typed


@dataclass(frozen=True)
class Command:
    """A command somebody types: how its words are chosen, and how it may end.

    Where a record cannot be read, or a merge is half done, it may end otherwise, too.
    """

    choose: Callable[[Edits, str], Typed]
    ends: frozenset[int] = frozenset({0})
    weight: int = 1
    anywhere: bool = False


def _command(
    choose: Callable[[Edits, str], Typed], *ends: int, weight: int = 1
) -> Command:
    return Command(choose, frozenset({0, *ends}), weight)


def _anywhere(
    choose: Callable[[Edits, str], Typed], *ends: int, weight: int = 1
) -> Command:
    return Command(choose, frozenset({0, *ends}), weight, anywhere=True)


COMMANDS = {
    "new-cycle": _anywhere(Edits.new_cycle, 2),
    "add-action": _command(Edits.add_action, 2, weight=2),
    "note": _command(Edits.note, 2, 5, weight=2),
    "add-evidence": _command(Edits.evidence, 2, 4, weight=2),
    "add-evidence --from": _command(Edits.marks, 2, 5),
    "add-learning": _command(Edits.learning),
    "answer": _command(Edits.answer, 4),
    "attach": _command(Edits.attach, 2),
    "set": _command(Edits.set, 2, 4, weight=4),
    "done": _command(Edits.done, 1, 2),
    "remove": _command(Edits.remove, 2, 4, weight=2),
    "remove --cycle": _command(Edits.remove_cycle, 2),
    "edit": _command(Edits.edit, 5),
    "review": _command(Edits.review, 2),
    "close": _command(Edits.close, 1),
    "reopen": _command(Edits.reopen, 1),
    "meet": _command(Edits.meet, 2),
    "team": _anywhere(Edits.team, 2, 4),
    "import": _anywhere(Edits.tracker),
    "models --new": _anywhere(Edits.models, 2),
    "init --github": _anywhere(Edits.host),
    "schema": _anywhere(Edits.schema),
    "privacy names": _anywhere(Edits.names),
    "publish": _anywhere(Edits.publish),
    "export": _anywhere(Edits.export),
    "calendar": _anywhere(Edits.calendar),
    "doctor --fix": _anywhere(Edits.mend, 1),
    "look": _anywhere(Edits.look, 1),
}
"""Every command that changes something, but sync, resolve, undo, save and audit."""
