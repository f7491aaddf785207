"""Take back a saved change, as a new one that keeps what was done since."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.errors import Exit, PlcError
from plcjournal.moments.moment import local_day
from plcjournal.undoing.mine import Mine
from plcjournal.undoing.reopening import reopen
from plcjournal.undoing.restoring import journal_with, put_back, saved
from plcjournal.undoing.telling import Telling, edited_of, verbs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from plcjournal.core.diff import Change
    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.findings import Finding
    from plcjournal.core.values import Value
    from plcjournal.reading import Read
    from plcjournal.undoing.restoring import Files, Putting
    from plcjournal.workspace import Changed, Workspace


class TheBeginning(PlcError):
    """There is nothing before a change: the journal, or this copy of it, began so."""

    exit_code = Exit.NO

    def __init__(self, *, is_cut: bool = False) -> None:
        sentence = (
            "This copy of the journal does not have what was before that change, so it"
            " cannot be taken back; nothing was changed."
            if is_cut
            else "That is how the journal began, and it cannot be taken back; nothing"
            " was changed."
        )
        super().__init__(sentence, "Change what it says by hand: plc set")


class AlreadyBack(PlcError):
    """Nothing of a change is left to take back."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, subject: str, number: int) -> None:
        super().__init__(
            f"Nothing is left to take back of '{subject}'; nothing was changed.",
            f"Take back the change before it: plc undo {number + 1} (see them all:"
            " plc undo --list)",
        )


class ChangedSince(PlcError):
    """All that a change did was changed again since."""

    exit_code = Exit.NEEDS_PERSON

    def __init__(self, left: Sequence[Left]) -> None:
        more = f" (and {len(left) - 1} more)" if len(left) > 1 else ""
        super().__init__(
            f"Nothing was changed: {left[0].sentence}{more}.",
            "See it as it is now: plc show (and change it by hand: plc set)",
        )


class TypedSince(PlcError):
    """A file has changes by hand that cannot be saved, and must not be swept along."""

    exit_code = Exit.NOT_SAVED

    def __init__(self, path: str, found: Sequence[Finding]) -> None:
        why = next((one.message for one in found if one.path == path), "")
        super().__init__(
            f"{path} was changed by hand and cannot be saved as it is, so nothing was"
            f" taken back; what you typed stays.{f' {why}' if why else ''}",
            "Put that right, save it with: plc save and then type: plc undo",
        )


class WorkedOnSince(PlcError):
    """A cycle that was started has more in it by now."""

    exit_code = Exit.NEEDS_PERSON

    def __init__(self, title: str, short: str, who: str) -> None:
        super().__init__(
            f"The cycle '{title}' was worked on since{who}, so it stays; nothing was"
            " changed.",
            f"Should it go all the same: plc remove --cycle {short}",
        )


@dataclass(frozen=True, slots=True)
class Done:
    """One field that is as it was before."""

    path: str
    field: str
    before: Value
    after: Value
    sentence: str


@dataclass(frozen=True, slots=True)
class Left:
    """One field that stays as it is, and why."""

    path: str
    field: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Undone:
    """A change that was taken back, and what of it was left."""

    sentence: str
    commit: str
    when: str
    cycle: str = ""
    changes: tuple[Done, ...] = ()
    left: tuple[Left, ...] = ()
    paths: tuple[str, ...] = ()
    saved_before: tuple[str, ...] = ()
    told: tuple[str, ...] = field(default=(), metadata={"shown": "text"})


@dataclass(frozen=True, slots=True)
class Intended:
    """What taking back a change would do, as a person reads it before it is done.

    `is_plain`: nobody need be asked, as it was the last change and nobody went on.
    """

    sentence: str
    question: str
    told: tuple[str, ...]
    left: tuple[Left, ...]
    is_plain: bool


class Undoing:
    """One saved change that is to be taken back; looking at it changes nothing."""

    def __init__(self, space: Workspace, read: Read, number: int) -> None:
        """Look up my last change, or the one so many back.

        Raises:
            Nobody, NothingOfMine, TheBeginning, AlreadyBack: there is no such change.
            ChangedSince, WorkedOnSince: people went on from it.
        """
        self._space, self._read = space, read
        self._mine = mine = Mine(space)
        self._commit = commit = mine.last(number)
        self._is_last = number == 1
        self._telling = Telling(space, read.journal)
        if not commit.parents:
            raise TheBeginning(is_cut=commit.id in mine.revisions.boundary())
        with mine.revisions.objects() as objects:
            was, want = mine.sides(commit, objects)
        if layout.SETTINGS in want and want[layout.SETTINGS] is None:
            raise TheBeginning
        decided = mine.decided(commit, [*was])
        self._putting = put_back(space, read, was, want, decided)
        reopen(self._putting, read, mine.wrote(commit))
        self._stop_if_worked_on(_started(want))
        self._left = tuple(map(self._kept, self._putting.left))
        if not self._putting.files:
            if self._left:
                raise ChangedSince(self._left)
            raise AlreadyBack(commit.subject, number)
        after = journal_with(read, self._putting.files)
        self._edited = edited_of(commit, [*was], after)

    def _stop_if_worked_on(self, started: Sequence[str]) -> None:
        for cycle in started:
            if _is_worked_on(self._space, self._putting, cycle):
                title = self._read.journal.cycles[cycle].priority.title
                who = self._mine.worked_on(self._commit, f"cycles/{cycle}")
                raise WorkedOnSince(title, cycle.split("/")[1][8:], who)

    def _kept(self, change: Change) -> Left:
        """Answer a field that stays as it is, and why."""
        thing = self._telling.thing(change)
        why = self._mine.since(self._commit, change)
        return Left(change.path, change.field, f"{thing} is kept because {why}")

    @property
    def intended(self) -> Intended:
        """Answer what would be done."""
        verb = verbs(self._commit, "")[1]
        _, _, what = self._edited.sentence.partition(": ")
        return Intended(
            f"{verb}: {what}",
            f"{verb.removesuffix(' back')} it back?",
            tuple(self._telling.all(self._putting.done)),
            self._left,
            is_plain=self._is_last and not self._left,
        )

    def refuse(self, unsaved: Iterable[str], found: Sequence[Finding]) -> None:
        """Keep what was changed by hand and not saved out of taking a change back.

        Raises:
            TypedSince: a file of this change has such words.
        """
        for path in unsaved:
            if path in self._putting.files:
                raise TypedSince(path, found)

    def done(self, saved_before: tuple[str, ...] = ()) -> Undone:
        """Take the change back; answer what was done.

        Raises:
            Refused, Blocked: what was there before may not be there now.
            NotSaved: the files are as they were before, but not in the history yet.
        """
        edited, putting, telling = self._edited, self._putting, self._telling
        more = (("Undoes", self._commit.id),)
        paths = saved(self._space, self._read, putting, edited, more)
        return Undone(
            sentence=edited.sentence,
            commit=self._commit.id,
            when=local_day(self._commit.when),
            cycle=edited.cycle,
            changes=tuple(_done(telling, one) for one in putting.done),
            left=self._left,
            paths=paths,
            saved_before=saved_before,
            told=tuple(telling.all(putting.done)),
        )


def _done(telling: Telling, change: Change) -> Done:
    sentence = telling.one(change)
    if isinstance(change.after, bool) and not change.keys:
        return Done(change.path, "", None, None, sentence)
    return Done(change.path, change.field, change.before, change.after, sentence)


def bring_back(
    space: Workspace, read: Read, was: Files, want: Files, edited: Edited
) -> Changed:
    """Put back what a merge lost; answer what was done.

    `edited` says what it is; the journal in it is not looked at.

    Raises:
        ChangedSince: something else stands there by now.
        Refused, Blocked: what was there before may not be there now.
        NotSaved: the files have it again, but the history does not yet.
    """
    putting = put_back(space, read, was, want)
    if not putting.files:
        thing = Telling(space, read.journal).thing
        things = [(one.path, one.field, thing(one)) for one in putting.left]
        raise ChangedSince(
            [
                Left(path, name, f"{what} is kept because it was changed since")
                for path, name, what in things or [("", "", edited.id)]
            ]
        )
    edited = replace(edited, journal=journal_with(read, putting.files))
    paths = saved(space, read, putting, edited)
    return space.changed(edited, paths)


def _started(want: Files) -> list[str]:
    """Answer the cycles that a change started."""
    gone = (layout.spot(path) for path, data in want.items() if data is None)
    return [spot.name for spot in gone if spot and spot.kind == "priority"]


def _is_worked_on(space: Workspace, putting: Putting, cycle: str) -> bool:
    """Say whether a cycle has more in it than the change that started it."""
    folder = f"cycles/{cycle}/"
    there = {
        file.relative_to(space.folder).as_posix()
        for file in (space.folder / folder).rglob("*")
        if not file.is_dir() and not file.name.startswith(".")
    }
    is_other = any(one.path.startswith(folder) for one in putting.left)
    return is_other or bool(there - {*putting.files})
