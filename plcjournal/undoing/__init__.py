"""Take back a saved change, as a new one that keeps what was done since."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from plcjournal.core import layout
from plcjournal.core.edits.edited import Edited, shortened
from plcjournal.core.telling.sentences import called, said, told
from plcjournal.errors import Exit, PlcError
from plcjournal.moments.moment import local_day, spoken
from plcjournal.moments.names import Names
from plcjournal.repository.revisions import trailer
from plcjournal.undoing.mine import Mine
from plcjournal.undoing.restoring import is_of_file, journal_with, put_back, saved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from plcjournal.core.diff import Change
    from plcjournal.core.journal import Journal
    from plcjournal.core.values import Value
    from plcjournal.reading import Read
    from plcjournal.repository.revisions import Commit
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
            f"Take back the change before it: plc undo {number + 1}",
        )


class ChangedSince(PlcError):
    """All that a change did was changed again since."""

    exit_code = Exit.NEEDS_PERSON

    def __init__(self, left: Sequence[Left]) -> None:
        more = f" (and {len(left) - 1} more)" if len(left) > 1 else ""
        super().__init__(
            f"Nothing was changed. It stays as it is: {left[0].sentence}{more}.",
            "See it as it is now: plc show (and change it by hand: plc set)",
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
    told: tuple[str, ...] = field(default=(), metadata={"shown": "text"})


def undo(space: Workspace, read: Read, number: int) -> Undone:
    """Take back the last saved change of this person, or the one so many back.

    Raises:
        Nobody, NothingOfMine, TheBeginning, AlreadyBack: there is no such change.
        ChangedSince, WorkedOnSince: people went on from it.
        Refused, Blocked: what was there before may not be there now.
        NotSaved: the files are as they were before, but not in the history yet.
    """
    mine = Mine(space)
    commit = mine.last(number)
    if not commit.parents:
        raise TheBeginning(is_cut=commit.id in mine.revisions.boundary())
    was, want = mine.sides(commit)
    if layout.SETTINGS in want and want[layout.SETTINGS] is None:
        raise TheBeginning
    putting = put_back(space, read, was, want)
    for cycle in _started(want):
        if _is_worked_on(space, putting, cycle):
            title = read.journal.cycles[cycle].priority.title
            who = mine.worked_on(commit, f"cycles/{cycle}")
            raise WorkedOnSince(title, cycle.split("/")[1][8:], who)
    telling = _Telling(space, read.journal)
    left = tuple(
        Left(one.path, one.field, f"{telling.thing(one)}, {mine.since(commit, one)}")
        for one in putting.left
    )
    if not putting.files:
        raise ChangedSince(left) if left else AlreadyBack(commit.subject, number)
    edited = _edited(commit, [*was], journal_with(read, putting.files))
    paths = saved(space, read, putting, edited, (("Undoes", commit.id),))
    return Undone(
        sentence=edited.sentence,
        commit=commit.id,
        when=local_day(commit.when),
        cycle=edited.cycle,
        changes=tuple(map(telling.done, putting.done)),
        left=left,
        paths=paths,
        told=tuple(telling.all(putting.done)),
    )


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
        thing = _Telling(space, read.journal).thing
        left = [Left(one.path, one.field, thing(one)) for one in putting.left]
        raise ChangedSince(left or [Left("", "", edited.id)])
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


def _edited(commit: Commit, paths: Sequence[str], after: Journal) -> Edited:
    """Answer the edit that takes a change back, in words for screen and history."""
    spots = [spot for path in paths if (spot := layout.spot(path))]
    cycles = {spot.name if spot.is_stage else "" for spot in spots}
    cycles |= {"/".join(p.split("/")[1:3]) for p in paths if "/files/" in p}
    cycle = cycles.pop() if len(cycles) == 1 else ""
    stages = {spot.kind for spot in spots if spot.is_stage}
    past, verb, old = _verbs(commit, cycle)
    day = spoken(local_day(commit.when))
    return Edited(
        after,
        f"{past}: {old} (saved on {day})",
        shortened(f"{verb}: {old}"),
        cycle=cycle,
        stage=stages.pop() if len(stages) == 1 else "",
        action="undo",
    )


def _verbs(commit: Commit, cycle: str) -> tuple[str, str, str]:
    """Answer how taking a change back is told and headed, and what it is about.

    Whoever takes a taking back back brings something back.
    """
    short = cycle.split("/")[1][8:] if cycle else ""
    about = commit.subject.removesuffix(f" ({short})")
    if trailer(commit, "Plc-Action") == "undo":
        if about.startswith("Take back: "):
            return "Brought back", "Bring back", about.removeprefix("Take back: ")
        about = about.removeprefix("Bring back: ")
    return "Took back", "Take back", about


class _Telling:
    """How changes are told in this journal."""

    def __init__(self, space: Workspace, journal: Journal) -> None:
        self._names = Names(journal)
        self._year = space.today[:4]

    def done(self, change: Change) -> Done:
        """Answer one change with its sentence."""
        if is_of_file(change):
            return Done(change.path, "", None, None, _of_file(change))
        sentence = said(change, names=self._of(change), year=self._year)
        return Done(change.path, change.field, change.before, change.after, sentence)

    def all(self, changes: Sequence[Change]) -> Iterator[str]:
        """Tell changes in as few sentences as it takes."""
        together: dict[str, list[Change]] = {}
        for change in changes:
            spot = layout.spot(change.path)
            if is_of_file(change) or spot is None:
                yield _of_file(change)
            else:
                name = spot.name if spot.is_stage else change.path
                together.setdefault(name, []).append(change)
        for some in together.values():
            yield from told(some, self._of(some[0]), year=self._year)

    def thing(self, change: Change) -> str:
        """Name what a change is about: `due of number-talks`."""
        if not change.field:
            return change.path.split("/files/", 1)[-1]
        return called(change.field, names=self._of(change), year=self._year)

    def _of(self, change: Change) -> Mapping[str, str]:
        spot = layout.spot(change.path)
        cycle = spot.name if spot and spot.is_stage else ""
        return self._names.of(cycle, change.path)


def _of_file(change: Change) -> str:
    """Tell what became of a file, of whose fields nobody knows or none changed."""
    name = change.path.split("/files/", 1)[-1]
    if layout.spot(change.path):
        return f"put back the comments and layout of {name.rsplit('/', 1)[-1]}"
    if change.before and change.after:
        return f"put back the earlier file {name}"
    verb = "brought back" if change.after else "took away"
    return f"{verb} the file {name}"
