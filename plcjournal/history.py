"""Who changed what, and when: every saved change of records, told in sentences."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from plcjournal.beside import in_turns
from plcjournal.core import layout
from plcjournal.core.folding import folded
from plcjournal.core.near import meant, near
from plcjournal.core.telling.sentences import said, told
from plcjournal.errors import Exit, PlcError
from plcjournal.moments.fields import NoSuchChange, difference, leaves, sought
from plcjournal.moments.moment import NoPast, is_ahead, local_day, past_of, spoken
from plcjournal.moments.names import names_now
from plcjournal.moments.states import States, changes, of_the_past, said_of_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from plcjournal.core.diff import Change
    from plcjournal.core.findings import Finding
    from plcjournal.moments.fields import Difference
    from plcjournal.moments.moment import Moment
    from plcjournal.moments.names import Names
    from plcjournal.repository.revisions import Blob, Commit, Revisions, Touched
    from plcjournal.workspace import Workspace

_AT_ONCE = 100  # saved changes whose records are fetched together
_IN_TURN = 500  # saved changes that are told without a look at others


class NobodyCalled(PlcError):
    """A name that nobody has who ever saved here."""

    exit_code = Exit.NOT_FOUND

    def __init__(self, words: str, known: Iterable[str]) -> None:
        names = sorted({*known}, key=folded)
        parts = {folded(part): name for name in names for part in name.split()}
        parts |= {folded(name): name for name in names}
        close = [*dict.fromkeys(parts[one] for one in near(folded(words), parts))]
        these = f"These did: {', '.join(names[:12])}" if names else ""
        sentence = f"Nobody called '{words}' saved anything here."
        super().__init__(sentence, meant(close, these))


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person saved at one moment in one cycle, or beside the cycles: ''."""

    commit: str
    when: str
    day: str
    who: str
    cycle: str
    changes: tuple[Difference, ...]
    sentences: tuple[str, ...]
    ahead: bool = False


@dataclass(frozen=True, slots=True)
class History:
    """What was changed, newest first.

    `begins` is the day this copy of the journal knows nothing before, '' where it has
    the whole past; `more` says that older changes were left out.
    """

    journal: str
    cycle: str
    title: str
    field: str
    by: str
    since: str
    begins: str
    items: tuple[Entry, ...]
    more: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the past somebody wants to see.

    With `in_sentences`, entries are told without the single fields that changed; no
    more than the newest `most` of them, where that is said.
    """

    cycle: str = ""
    field: str = ""
    by: str = ""
    since: Moment | None = None
    in_sentences: bool = False
    most: int | None = None


@dataclass(slots=True)
class _Item:
    """An entry in the making: changes by the record they are in."""

    commit: Commit
    cycle: str
    changes: list[Change] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    is_mute: bool = False  # records were touched, but no field changed


def history(
    space: Workspace, asked: Asked, known: Names | None = None
) -> tuple[History, tuple[Finding, ...]]:
    """Answer what was changed, and what of it can no longer be read.

    Things are called as in the folder now, or as `known` calls them.

    Raises:
        NobodyCalled: nobody of that name ever saved here.
        NoSuchChange, WhichOne: no field, or fields of several kinds, are called so.
    """
    if known is None:
        known = names_now(space, [asked.cycle] if asked.cycle else [])
    empty = History(
        journal=known.journal,
        cycle=asked.cycle,
        title=known.title(asked.cycle),
        field=asked.field,
        by=asked.by,
        since=asked.since.said if asked.since else "",
        begins="",
        items=(),
    )
    try:
        revisions, tip, prefix = past_of(space)
    except NoPast:
        return empty, ()
    walk = _Walk(revisions, tip, prefix, asked)
    items: Iterable[_Item] = walk.items()  # one by one, where nobody needs all
    if asked.field:
        items = _touching(asked.field, [*items], walk)
    items = iter(items)
    entries = tuple(_entry(item, known, asked) for item in islice(items, asked.most))
    more = next(items, None) is not None
    begins = "" if more else _begins(revisions)
    found = replace(empty, begins=begins, items=entries, more=more)
    return found, tuple(walk.problems.values())


def sentences(space: Workspace, known: Names) -> Iterator[Entry]:
    """Yield all that was ever changed in sentences, newest first, as `known` says.

    Raises:
        NoPast: nothing was saved yet.
    """
    asked = Asked(in_sentences=True)
    walk = _Walk(*past_of(space), asked)

    def entries(commits: Sequence[Commit]) -> list[Entry]:
        return [_entry(item, known, asked) for item in walk.of_all(commits)]

    for some in in_turns(entries, walk.commits(), _IN_TURN):
        yield from some


def _touching(name: str, items: Sequence[_Item], walk: _Walk) -> list[_Item]:
    """Answer what touched a field, and nothing else of it."""
    try:
        wanted = sought(name, (one for item in items for one in item.changes))
    except NoSuchChange:
        # Perhaps it was changed only before, or by somebody else.
        everything = [*walk.unlimited().items()] if walk.is_limited else []
        if everything:
            sought(name, (one for item in everything for one in item.changes))
        elif items:
            raise
        return []
    for item in items:
        item.changes = [*wanted.among(item.changes)]
    return [item for item in items if item.changes]


def _begins(revisions: Revisions) -> str:
    """Answer the day a copy begins that leaves out what was before."""
    firsts = [revisions.commit(one) for one in revisions.boundary()]
    return min((local_day(one.when) for one in firsts if one), default="")


class _Walk:
    """A way back through what was saved, comparing only what each change touched."""

    def __init__(
        self, revisions: Revisions, tip: str, prefix: str, asked: Asked
    ) -> None:
        self._revisions = revisions
        self._tip = tip
        self._prefix = prefix
        self._asked = asked
        self._boundary = frozenset(revisions.boundary())
        self.problems: dict[tuple[str, str], Finding] = {}

    @property
    def is_limited(self) -> bool:
        """Say whether only what somebody did, or since when, is looked at."""
        return bool(self._asked.by or self._asked.since)

    def unlimited(self) -> _Walk:
        """Answer the same way back without these limits."""
        asked = Asked(self._asked.cycle)
        return _Walk(self._revisions, self._tip, self._prefix, asked)

    def items(self) -> Iterator[_Item]:
        """Yield what was changed, newest first, oldest last.

        Raises:
            NobodyCalled: at the end, when nobody of that name was met.
        """
        by = folded(self._asked.by.strip())
        people: set[str] = set()
        with self._revisions.objects() as objects:
            states = States(objects)
            commits = self.commits()
            while some := [*islice(commits, _AT_ONCE)]:
                people |= {commit.author.name for commit in some}
                wanted = [
                    commit
                    for commit in some
                    if by in folded(commit.author.name)
                    and commit.id not in self._boundary
                ]
                yield from self._of_some(wanted, states)
        if by and not any(by in folded(name) for name in people):
            everybody = {one.author.name for one in self._revisions.walk(self._tip)}
            if not any(by in folded(name) for name in everybody):
                raise NobodyCalled(self._asked.by, everybody)

    def of_all(self, commits: Sequence[Commit]) -> Iterator[_Item]:
        """Yield what some commits changed, as far as this copy can tell."""
        whole = [commit for commit in commits if commit.id not in self._boundary]
        with self._revisions.objects() as objects:
            states = States(objects)
            for start in range(0, len(whole), _AT_ONCE):
                yield from self._of_some(whole[start : start + _AT_ONCE], states)

    def _of_some(self, commits: Sequence[Commit], states: States) -> Iterator[_Item]:
        states.look_ahead(self._records(commits))
        for commit in commits:
            yield from self._of(commit, states)

    def _records(self, commits: Iterable[Commit]) -> Iterator[tuple[str, Blob | None]]:
        for touched in (one for commit in commits for one in commit.touched):
            path = touched.path.removeprefix(self._prefix)
            if touched.path.startswith(self._prefix) and layout.spot(path):
                yield from ((path, one) for one in (*touched.before, touched.after))

    def commits(self) -> Iterator[Commit]:
        """Yield the commits on this way back, newest first."""
        cycle, since = self._asked.cycle, self._asked.since
        folder = f"{self._prefix}cycles/{cycle}" if cycle else self._prefix
        return self._revisions.walk(
            self._tip,
            not_in=[since.commit] if since and since.commit else [],
            paths=[folder] if folder else [],
            with_paths=True,
            by_date=True,
        )

    def _of(self, commit: Commit, states: States) -> list[_Item]:
        """Answer what a commit did, one item for each cycle it touched."""
        items: dict[str, _Item] = {}
        for touched in commit.touched:
            path = touched.path.removeprefix(self._prefix)
            if not touched.path.startswith(self._prefix):
                continue
            cycle = _cycle_of(path)
            if cycle is None:
                continue
            item = items.setdefault(cycle, _Item(commit, cycle))
            if layout.spot(path):
                self._compare(item, path, touched, states)
            else:
                was, now = any(touched.before), touched.after is not None
                item.sentences.append(said_of_file(path, was=was, now=now))
        told = [one for one in items.values() if one.changes or one.sentences]
        mute = [one for one in items.values() if one not in told]
        return told if commit.is_merge else [*told, *(_muted(one) for one in mute)]

    def _compare(
        self, item: _Item, path: str, touched: Touched, states: States
    ) -> None:
        after = states.after(path, touched.after)
        befores = [states.before(path, blob) for blob in touched.before]
        found = [changes(path, before, after) for before in befores]
        readable = [one for one in found if one is not None]
        if len(readable) == len(found):
            item.changes += readable[0] if len(readable) == 1 else _decided(readable)
            return
        commit, name = item.commit, path.rsplit("/", 1)[-1]
        day = spoken(local_day(commit.when))
        if after.trouble:
            whence = f"As {commit.author.name} saved it on {day}"
            item.sentences.append(f"{name} cannot be read as it was saved here")
            key = path, touched.after.id if touched.after else ""
            self.problems[key] = of_the_past(after.trouble, whence)
        elif not commit.is_merge:
            gone = " went away" if after.is_absent else " can be read again"
            item.sentences.append(f"{name}, which could not be read,{gone}")
        for blob, before in zip(touched.before, befores, strict=True):
            if before.trouble and blob:
                whence = f"As it was before {day}"
                self.problems.setdefault(
                    (path, blob.id), of_the_past(before.trouble, whence)
                )


def _decided(sides: Sequence[Sequence[Change]]) -> list[Change]:
    """Answer the fields in which a merge differs from every side that went into it."""
    by_place = [
        {leaf.keys: leaf for change in side for leaf in leaves(change)}
        for side in sides
    ]
    return [
        max((side[keys] for side in by_place), key=lambda one: one.before is not None)
        for keys in by_place[0]
        if all(keys in side for side in by_place)
    ]


def _muted(item: _Item) -> _Item:
    item.is_mute = True
    return item


def _cycle_of(path: str) -> str | None:
    """Answer the cycle a path of the journal lies in, '' beside them, None if neither.

    What tells nothing about the team's work, such as schemas, is neither.
    """
    spot = layout.spot(path)
    if spot is not None:
        return spot.name if spot.is_stage else ""
    match path.split("/"):
        case ["cycles", team, folder, "files", *_]:
            return f"{team}/{folder}"
        case ["conflicts", *_]:
            return ""
        case _:
            return None


def _entry(item: _Item, known: Names, asked: Asked) -> Entry:
    commit = item.commit
    day = local_day(commit.when)
    by_record: dict[str, list[Change]] = {}
    for change in item.changes:
        record = "" if item.cycle else change.path
        by_record.setdefault(record, []).append(change)
    sentences = [*item.sentences]
    changed: list[Difference] = []
    for some in by_record.values():
        names = known.of(item.cycle, some[0].path)
        sentences += told(some, names, year=day[:4])
        if asked.in_sentences:
            continue
        changed += [
            difference(change, said(change, names=names, year=day[:4]))
            for change in some
        ]
    if item.is_mute:
        sentences.append("changed only comments or layout")
    return Entry(
        commit=commit.id,
        when=commit.when.isoformat(),
        day=day,
        who=commit.author.name,
        cycle=item.cycle,
        changes=tuple(changed),
        sentences=tuple(sentences),
        ahead=is_ahead(commit.when),
    )
