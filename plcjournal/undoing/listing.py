"""The last changes of a person, as they can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.moments.moment import local_day
from plcjournal.repository.revisions import trailer
from plcjournal.undoing.mine import Mine
from plcjournal.undoing.restoring import whole
from plcjournal.undoing.telling import Telling, cycle_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from plcjournal.reading import Read
    from plcjournal.repository.revisions import Commit
    from plcjournal.workspace import Workspace

_MOST = 10


@dataclass(frozen=True, slots=True)
class Undoable:
    """One saved change: its number for `plc undo`, and what it did.

    `is_back`: it was taken back already.
    """

    number: int
    commit: str
    when: str
    cycle: str
    sentences: tuple[str, ...]
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class UndoList:
    """The last changes of a person, the newest first."""

    who: str
    changes: tuple[Undoable, ...]
    more: bool = False


def undo_list(space: Workspace, read: Read) -> UndoList:
    """Answer my last changes that can be taken back, with their numbers.

    Raises:
        Nobody: nobody said who sits here.
        NothingOfMine: nothing was ever saved.
    """
    mine = Mine(space)
    commits = [*islice(mine.changes(), _MOST + 1)]
    taken = _taken_back(commits)
    telling = Telling(space, read.journal)
    found, shown = [], commits[:_MOST]
    with mine.revisions.objects() as objects:
        sides = [mine.sides(commit, objects) for commit in shown]
    for number, (commit, (was, want)) in enumerate(zip(shown, sides, strict=True), 1):
        is_first = not commit.parents or not want.get(layout.SETTINGS, b"-")
        if is_first:
            continue  # the beginning of the journal stays
        changes = [one for path in was for one in whole(path, want[path], was[path])]
        found.append(
            Undoable(
                number,
                commit.id,
                local_day(commit.when),
                cycle_of(was),
                tuple(telling.all(changes)) or (commit.subject,),
                is_back=commit.id in taken,
            )
        )
    return UndoList(mine.who, tuple(found), more=len(commits) > _MOST)


def _taken_back(commits: Sequence[Commit]) -> set[str]:
    """Answer the changes that a later one took back, and none brought back again."""
    taken: set[str] = set()
    for commit in commits:  # the newest first
        undone = trailer(commit, "Undoes")
        if undone and commit.id not in taken:
            taken.add(undone)
    return taken
