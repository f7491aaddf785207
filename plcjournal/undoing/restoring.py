"""Hides how files go back to an earlier state while what was done since stays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from plcjournal import gate, reading, store
from plcjournal.codec import editor
from plcjournal.codec.comments import attached, new_comments
from plcjournal.core import layout
from plcjournal.core.diff import Change, apply, compare
from plcjournal.core.edits.edited import NotEditable
from plcjournal.core.merging.merge import Kind, merge
from plcjournal.core.shelf import Shelf
from plcjournal.merging import Unmergeable, groups, read_values
from plcjournal.repository.content import recorded
from plcjournal.saving.save import Message, save
from plcjournal.saving.writing import Change as Words
from plcjournal.workspace import Blocked

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from plcjournal.core.edits.edited import Edited
    from plcjournal.core.journal import Journal
    from plcjournal.core.merging.merge import Decision, Records
    from plcjournal.core.values import Value
    from plcjournal.reading import Read
    from plcjournal.workspace import Workspace

    Files = Mapping[str, bytes | None]
    Values = Mapping[str, Value]
    Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Back:
    """Records after changes to them were taken back, and the changes that were not."""

    records: Records
    left: tuple[Change, ...] = ()


def back(was: Records, want: Records, now: Records) -> Back:
    """Put records back from one state to another, keeping what was done since.

    All three have the same paths. What somebody changed again since stays as it is.
    """
    left: list[Change] = []
    while True:
        made = merge(was, want, now, keep_both=False)
        parts = {path: _parted(was, want, path, made.decisions) for path in want}
        dropped = [change for _, no in parts.values() for change in no]
        if not dropped:
            records = {
                path: _only(path, parts[path][0], now[path], made.records[path])
                for path in now
            }
            return Back(records, tuple(left))
        left += dropped
        want = {path: apply(was[path], yes) for path, (yes, _) in parts.items()}


def _only(path: str, wanted: Sequence[Change], now: Values, made: Values) -> Values:
    """Answer a record with what was wanted and nothing else.

    A merge also settles what waits for a decision; here nobody asked for that.
    """
    changes = compare(path, now, made)
    asked = [c for c in changes if any(_meet(c.keys, one.keys) for one in wanted)]
    return made if len(asked) == len(changes) else apply(now, asked)


def _parted(
    was: Records, want: Records, path: str, decisions: Iterable[Decision]
) -> tuple[list[Change], list[Change]]:
    """Part the changes of a record: those nobody minds, and the others."""
    here = [one for one in decisions if one.path == path]
    yes: list[Change] = []
    no: list[Change] = []
    for change in compare(path, was[path], want[path]):
        is_minded = any(_minds(one, change) for one in here)
        (no if is_minded else yes).append(change)
    return yes, no


def _minds(decision: Decision, change: Change) -> bool:
    """Say whether a change is what two sides did not agree on."""
    if decision.kind is not Kind.RENAMED:
        return _meet(decision.keys, change.keys)
    # Something else has the item's id by now, and ids never change.
    *where, name = change.keys
    return (*where,) == decision.keys[:-1] and decision.keys[-1].startswith(f"{name}-")


def _meet(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether one of two ways into a record is the beginning of the other."""
    return all(a == b for a, b in zip(one, other, strict=False))


@dataclass(slots=True)
class Putting:
    """What becomes of each file: bytes, None where it goes; and what stays as it is.

    A change of a file that is no record, or not of its fields, has no keys, and says
    only whether the file was and is there.
    """

    now: dict[str, bytes | None]
    files: dict[str, bytes | None] = field(default_factory=dict)
    done: list[Change] = field(default_factory=list)
    left: list[Change] = field(default_factory=list)


def is_of_file(change: Change) -> bool:
    """Say whether a change is that of a file, not of the fields of a record."""
    return not change.keys and isinstance(change.after, bool)


def put_back(
    space: Workspace,
    read: Read,
    was: Files,
    want: Files,
    decided: Mapping[str, Collection[str]] | None = None,
) -> Putting:
    """Answer what files shall hold to go from one state to another, from now on.

    `decided` are fields, by path, that stay as they are: others decided them since.

    Raises:
        NotEditable: a record on disk cannot be read.
    """
    putting = Putting({path: _on_disk(space, read, path) for path in {**was, **want}})
    by_field = []
    for path, data in putting.now.items():
        old, new = was.get(path), want.get(path)
        held = None if data is None else recorded(path, data)
        if held == new:
            continue
        if held == old and not (decided and decided.get(path)):
            putting.files[path] = new
            putting.done += whole(path, old, new)
        elif layout.spot(path) and None not in (data, old, new):
            by_field.append(path)
        else:
            putting.left += whole(path, old, new)
    for together in groups(by_field).values():
        paths = [path for path in together if path in by_field]
        _by_field(putting, paths, was, want, decided or {})
    return putting


def _on_disk(space: Workspace, read: Read, path: str) -> bytes | None:
    held = read.files.get(path)
    return store.read_whole(space.folder, path) if held is None else held


def whole(path: str, old: bytes | None, new: bytes | None) -> Sequence[Change]:
    """Answer the changes from one state of a file to another."""
    sides = [None if data is None else values_of(path, data) for data in (old, new)]
    found = () if {} in sides else compare(path, *sides)
    return found or (Change(path, (), "", old is not None, new is not None),)


def values_of(path: str, data: bytes | None) -> Values:
    """Answer the values of a record, none where it is no record."""
    try:
        return read_values(path, data or b"")
    except Unmergeable:
        return {}


def _by_field(
    putting: Putting,
    paths: Sequence[str],
    was: Files,
    want: Files,
    decided: Mapping[str, Collection[str]],
) -> None:
    """Put the records of one group back, field by field."""
    states = [
        {path: values_of(path, files[path]) for path in paths}
        for files in (was, want, putting.now)
    ]
    for path in paths:
        if not states[2][path]:
            raise NotEditable(path)
        if not states[0][path] or not states[1][path]:
            putting.left += whole(path, was[path], want[path])
            for state in states:
                del state[path]
        elif decided.get(path):
            changes = compare(path, states[0][path], states[1][path])
            stays = [one for one in changes if _is_of(one, decided[path])]
            putting.left += stays
            states[1][path] = apply(
                states[0][path], [one for one in changes if one not in stays]
            )
    made = back(*states)
    putting.left += made.left
    for path, values in states[2].items():
        changes = compare(path, values, made.records[path])
        if not changes:
            continue
        now, new = putting.now[path] or b"", want[path] or b""
        text = editor.revise(now, values, made.records[path])
        if values_of(path, text):
            more = new_comments(was[path], new, now)
            putting.files[path] = attached(text, more)
            putting.done += changes
        else:  # what was before does not fit what was done since
            putting.left += changes


def _is_of(change: Change, fields: Collection[str]) -> bool:
    """Say whether a change is of one of some fields, or of a part of it."""
    return any(f"{change.field}.".startswith(f"{name}.") for name in fields)


def journal_with(read: Read, files: Files) -> Journal:
    """Answer the journal once some of its files hold other bytes, or are gone.

    Only what these files belong to is read again.
    """
    spots = [spot for path in files if (spot := layout.spot(path))]
    cycles = {spot.name for spot in spots if spot.is_stage}
    held = {path: read.files.get(path) for path in _around(read, cycles)}
    mixed = {**held, **files}
    some = reading.read({p: data for p, data in mixed.items() if data is not None})
    old, new = read.journal, some.journal
    teams = [spot.name for spot in spots if spot.kind == "team"]
    meetings = [spot.name for spot in spots if spot.kind == "meeting"]
    made = replace(
        old,
        cycles=Shelf.over(old.cycles).without(cycles).put(new.cycles),
        teams=Shelf.over(old.teams).without(teams).put(new.teams),
        meetings=Shelf.over(old.meetings).without(meetings).put(new.meetings),
    )
    if layout.SETTINGS in files:
        made = replace(made, settings=new.settings)
    if any(spot.kind == "model" for spot in spots):
        made = replace(
            made,
            models=new.models,
            own_models=new.own_models,
            unread_models=new.unread_models,
        )
    return made


def _around(read: Read, cycles: Iterable[str]) -> Iterator[str]:
    """Yield the files without which some cycles cannot be read."""
    yield layout.SETTINGS
    yield from read.files.of("models")
    for cycle in cycles:
        yield from read.files.inside(cycle)


def saved(
    space: Workspace, read: Read, putting: Putting, edited: Edited, more: Pairs = ()
) -> tuple[str, ...]:
    """Put files through the gate, write and record them; answer their paths.

    Raises:
        Refused: something impossible would come of it.
        Blocked: it would point at a person.
        NotSaved: the files are written, but not in the history yet.
    """
    files = {path: data for path, data in putting.files.items() if data is not None}
    subject = edited.heading
    found = space.private(read, edited.journal, files, [subject])
    if found and all(one.path == gate.SPOKEN for one in found):
        # Whoever takes a name out of the journal shall not be kept from it by the
        # words that the old change was headed with.
        subject, found = f"{subject.partition(':')[0]} an earlier change", ()
    if found:
        raise Blocked(found, "", "Nothing was changed; put it right by hand: plc set")
    changes = [
        Words(path, data, putting.now[path]) for path, data in putting.files.items()
    ]
    save(space.folder, changes, Message(subject, (*edited.trailers, *more)))
    return tuple(putting.files)
