"""Hides how records were at saved states: each read once, whatever shape it was in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from plcjournal import leaf, reading, store
from plcjournal.codec import quick
from plcjournal.core import layout
from plcjournal.core.diff import compare
from plcjournal.core.journal import NotFound, pick
from plcjournal.core.rulebook import finding
from plcjournal.core.shape import plain
from plcjournal.core.ways import Ways
from plcjournal.errors import Exit, PlcError
from plcjournal.files import Files, PassingFiles
from plcjournal.moments.moment import local_day, past_of, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plcjournal.core.diff import Change
    from plcjournal.core.findings import Finding
    from plcjournal.core.values import Value
    from plcjournal.moments.moment import Moment
    from plcjournal.reading import Read
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.revisions import Blob
    from plcjournal.workspace import Workspace


class NotThen(PlcError):
    """A cycle that there was not at some moment."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, cycle: str, then: Moment, begun: str) -> None:
        hint = f"It began on {spoken(begun)}. Type that day or a later one: {begun}"
        super().__init__(f"There was no cycle {cycle} then ({then.said}).", hint)


@dataclass(frozen=True)
class State:
    """What one record said: as a record, or else as the values that stood there.

    `why` says what kept it from being a record. Without values nobody can tell what
    stood there; with nothing at all there was no file.
    """

    plain: Mapping[str, Value] | None = None
    raw: Mapping[str, Value] | None = None
    why: Finding | None = None
    data: bytes | None = None

    @cached_property
    def written(self) -> Mapping[str, Value] | None:
        """Answer only what stood in the file, without what every record is given."""
        if self.plain is None or self.data is None:
            return self.raw
        return quick.values(self.data)

    @cached_property
    def ways(self) -> Ways:
        """Answer what stood where, as far as anybody can tell."""
        return Ways(self.raw)

    @property
    def is_absent(self) -> bool:
        """Say whether there was no such record."""
        return self.raw is None and self.why is None

    @property
    def trouble(self) -> Finding | None:
        """Answer why nobody can tell what stood there, None where one can."""
        return self.why if self.raw is None else None


ABSENT = State()


def state(path: str, data: bytes | None) -> State:
    """Answer what the bytes of a record say."""
    if data is None:
        return ABSENT
    one = leaf.read_file(path, data[: store.LIMIT + 1])
    if one.record is not None:
        values = plain(one.record)
        return State(values, values, data=data)
    blocking = [found for found in one.findings if found.blocks] or one.findings
    why = finding("unreadable", path, "nobody can tell what stands there.")
    return State(raw=quick.values(data), why=blocking[0] if blocking else why)


def changes(path: str, before: State, after: State) -> tuple[Change, ...] | None:
    """Answer what changed in a record, None where one side cannot be read.

    Both sides are compared as records, or both as the values that stood there.
    """
    if before.trouble or after.trouble:
        return None
    sides = [one for one in (before, after) if not one.is_absent]
    if all(one.plain is not None for one in sides):
        return compare(path, before.plain, after.plain)
    return compare(path, before.written, after.written)


class States:
    """Records at saved states, looked up by their content."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._kept: dict[tuple[str, str], State] = {}
        self._ahead: dict[str, bytes | None] = {}

    def look_ahead(self, records: Iterable[tuple[str, Blob | None]]) -> None:
        """Fetch the contents of records that will be asked for next, in one go."""
        wanted = {
            blob.id: None
            for path, blob in records
            if blob and blob.is_file and (path, blob.id) not in self._kept
        }
        ids = [*wanted]
        self._ahead = dict(zip(ids, self._objects.all_contents(ids), strict=True))

    def before(self, path: str, blob: Blob | None) -> State:
        """Answer a record as it was; kept, because it is looked at again further back.

        Whoever walks into the past meets the state before a change once more, as the
        state after the change that came before it.
        """
        if blob is None:
            return ABSENT
        key = path, blob.id
        if key not in self._kept:
            self._kept[key] = self._read(path, blob)
        return self._kept[key]

    def after(self, path: str, blob: Blob | None) -> State:
        """Answer a record as a change left it."""
        if blob is None:
            return ABSENT
        kept = self._kept.pop((path, blob.id), None)
        return self._read(path, blob) if kept is None else kept

    def _read(self, path: str, blob: Blob) -> State:
        if not blob.is_file:
            return State(why=_no_file(path))
        if blob.id in self._ahead:
            return state(path, self._ahead.pop(blob.id) or b"")
        return state(path, self._objects.contents(blob.id) or b"")


def of_the_past(trouble: Finding, whence: str) -> Finding:
    """Answer the finding about a record that cannot be read as it once was."""
    place = f" (line {trouble.line})" if trouble.line else ""
    message = f"{whence}, this record cannot be read: {trouble.message}{place}"
    return replace(trouble, message=message, fix="", line=0, column=0)


def said_of_file(path: str, *, was: bool, now: bool) -> str:
    """Say what became of a file that is no record."""
    name = path.split("/files/", 1)[-1]
    if was and now:
        return f"changed the file {name}"
    return f"added the file {name}" if now else f"took away the file {name}"


def read_at(
    space: Workspace,
    commit: str,
    cycle: str = "",
    *,
    meetings: bool = False,
    in_passing: bool = False,
) -> Read:
    """Answer the journal as a commit holds it, or what is needed to tell of a cycle.

    Meetings are read only where they are asked for; with `in_passing`, few cycles are
    held at a time.
    """
    files = Files({})
    if commit:
        revisions, _, prefix = past_of(space)
        places = [layout.SETTINGS, "teams", "models", f"cycles/{cycle}".rstrip("/")]
        places += ["meetings"] if meetings else []
        held = revisions.changed(None, commit, [prefix + place for place in places])
        blobs = {path.removeprefix(prefix): blob for path, (_, blob) in held.items()}
        there = [(path, blob) for path, blob in blobs.items() if blob is not None]
        records = [(path, blob) for path, blob in there if layout.spot(path)]
        closed = {p: _no_file(p) for p, blob in records if not blob.is_file}
        wanted = {path: blob.id for path, blob in records if blob.is_file}
        with revisions.objects() as objects:
            found = zip(wanted, objects.each_content([*wanted.values()]), strict=True)
            read = ((path, (data or b"")[: store.LIMIT + 1]) for path, data in found)
            made = PassingFiles if in_passing else Files
            files = made(read, closed)
    return remembered(space, files, in_passing=in_passing)


def _no_file(path: str) -> Finding:
    message = "This is no ordinary file, but a link to something elsewhere."
    return finding("unreadable", path, message)


def remembered(
    space: Workspace,
    files: Mapping[str, bytes],
    *,
    in_passing: bool = False,
) -> Read:
    """Answer the journal that some files make, from memory where it was read before."""
    return reading.look(files, space.cache(), in_passing=in_passing)


def find_cycle(space: Workspace, words: str) -> str:
    """Answer the cycle that words name: one that is there, or that once was.

    Raises:
        NotFound: there never was one.
        WhichOne: several are called so.
    """
    folders = (space.folder / "cycles").glob("*/*/")
    names = sorted(f"{one.parent.name}/{one.name}" for one in folders)
    try:
        return pick("cycle", words, names)
    except NotFound:
        pass
    try:
        return space.look().journal.find_cycle(words).name  # by its title
    except NotFound as unknown:
        try:
            return pick("cycle", words, _once(space))
        except NotFound:
            raise unknown from None


def day_begun(space: Workspace, cycle: str) -> str:
    """Answer the day a cycle was first saved, '' where it never was."""
    revisions, tip, prefix = past_of(space)
    first = ""
    for commit in revisions.walk(tip, paths=[f"{prefix}cycles/{cycle}"]):
        first = local_day(commit.when)
    return first


def _once(space: Workspace) -> list[str]:
    """Answer every cycle that was ever saved."""
    revisions, tip, prefix = past_of(space)
    found = set()
    for commit in revisions.walk(tip, paths=[f"{prefix}cycles"], with_paths=True):
        for path in commit.paths:
            spot = layout.spot(path.removeprefix(prefix))
            if spot and spot.is_stage:
                found.add(spot.name)
    return sorted(found)
