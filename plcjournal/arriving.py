"""Puts what colleagues did beside what is here: what each path shall hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plcjournal import merging, schemas
from plcjournal.core import layout
from plcjournal.core.merging.merge import unsigned
from plcjournal.repository.notes import Entry
from plcjournal.repository.revisions import Revisions
from plcjournal.saving.receiving import Arrival
from plcjournal.signing import Signer
from plcjournal.spreading import Spread, Work

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from plcjournal.core.merging.merge import Decision, Sign
    from plcjournal.merging import Joined
    from plcjournal.repository.repository import Repository
    from plcjournal.repository.revisions import Blob

_FILE = "100644"
_REGULAR = ("100644", "100755")
Sides = tuple["Blob | None", "Blob | None", "Blob | None"]


@dataclass(frozen=True, slots=True)
class Copy:
    """A version that could not be put together with the other, and where it is now."""

    path: str
    kept_as: str
    why: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """What shall be done, and what a person should know of it."""

    arrival: Arrival
    decisions: tuple[Decision, ...] = ()
    copies: tuple[Copy, ...] = ()
    spread: Spread = field(default_factory=Spread)


def arrive(
    repository: Repository, folder: Path, ours: str | None, theirs: str
) -> Arrived:
    """Answer what receiving a commit of the shared journal means for this folder.

    The caller holds the write lock; ours and theirs have a common past, or ours is
    None.
    """
    revisions = Revisions(repository)
    if ours is None:
        changed = revisions.changed(None, theirs)
        put = _Put({path: after for path, (_, after) in changed.items()})
        return _arrived(repository, folder, None, theirs, put)
    bases = revisions.merge_bases(ours, theirs)
    base = _one_base(repository, revisions, bases)
    sign = Signer(revisions, bases, ours, theirs)
    put = _put(repository, revisions, (base, ours, theirs), sign)
    return _arrived(repository, folder, ours, theirs, put, is_ahead=bases == (ours,))


@dataclass(slots=True)
class _Put:
    """What becomes of each path: a blob there is, new bytes, or nothing (None)."""

    news: dict[str, Blob | bytes | None]
    decisions: list[Decision] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)


def _arrived(  # noqa: PLR0913  # the parts of one answer
    repository: Repository,
    folder: Path,
    ours: str | None,
    theirs: str,
    put: _Put,
    *,
    is_ahead: bool = False,
) -> Arrived:
    entries = _entries(repository, put.news)
    spread = Work(repository, folder, ours, entries).spread()
    out = {*spread.left_out}
    arrival = Arrival(
        ours=ours,
        theirs=theirs,
        entries=tuple(one._replace(left_out=one.path in out) for one in entries),
        writes=spread.writes,
        is_ahead=is_ahead,
    )
    decisions = (*put.decisions, *spread.decisions)
    return Arrived(arrival, decisions, tuple(put.copies), spread)


def _entries(
    repository: Repository, news: Mapping[str, Blob | bytes | None]
) -> tuple[Entry, ...]:
    made = {path: data for path, data in news.items() if isinstance(data, bytes)}
    ids = dict(zip(made, repository.store_blobs([*made.values()]), strict=True))
    entries = []
    for path, what in sorted(news.items()):
        if what is None:
            entries.append(Entry(path, _FILE, None))
        elif isinstance(what, bytes):
            entries.append(Entry(path, _FILE, ids[path]))
        else:
            entries.append(Entry(path, what.mode, what.id))
    return tuple(entries)


def _one_base(
    repository: Repository, revisions: Revisions, bases: tuple[str, ...]
) -> str:
    """Answer the common past; where there are several, they are put together first."""
    base, *others = bases
    for other in others:
        older = revisions.merge_bases(base, other)
        past = _one_base(repository, revisions, older) if older else base
        put = _put(repository, revisions, (past, base, other), unsigned)
        entries = _entries(repository, put.news)
        tree = repository.index.tree(base, entries, len(base))
        who = {
            f"GIT_{role}_{part}": "plcjournal"
            for role in ("AUTHOR", "COMMITTER")
            for part in ("NAME", "EMAIL")
        }
        text = "A common past"
        base = repository.commit(tree, (base, other), text, who, is_for_good=False)
    return base


def _put(
    repository: Repository,
    revisions: Revisions,
    commits: tuple[str, str, str],
    sign: Sign,
) -> _Put:
    base, ours, theirs = commits
    mine, other = revisions.changed(base, ours), revisions.changed(base, theirs)
    both: dict[str, Sides] = {}
    news: dict[str, Blob | bytes | None] = {}
    for path, (before, after) in other.items():
        if path not in mine:
            news[path] = after
        elif mine[path][1] != after:
            both[path] = (before, mine[path][1], after)
    put = _Put(news)
    records = {
        path for path, sides in both.items() if layout.spot(path) and _are_files(sides)
    }
    _Records(revisions, commits, put, sign).join(records)
    for path, sides in both.items():
        if path not in records:
            _keep_both(revisions, commits, put, path, sides)
    there = {path for path, (before, _) in other.items() if before and path not in mine}
    if any(what and path not in there for path, what in put.news.items()):
        _part_folders(repository, revisions, commits, put)
    return put


def _are_files(sides: Sides) -> bool:
    return all(blob is None or blob.mode in _REGULAR for blob in sides)


@dataclass(frozen=True, slots=True)
class _Records:
    """Merges the records that both sides changed, group by group."""

    revisions: Revisions
    commits: tuple[str, str, str]
    put: _Put
    sign: Sign

    def join(self, changed: Iterable[str]) -> None:
        """Put every changed record together with those it belongs to."""
        wanted = {*changed}
        for paths in merging.groups(sorted(wanted)).values():
            self._group(paths, wanted)

    def _group(self, paths: tuple[str, ...], changed: set[str]) -> None:
        files = [self.revisions.blobs(commit, paths) for commit in self.commits]
        gone = _whole_cycle_gone(files)
        if gone is not None:
            self._keep_cycle(paths[0], gone)
            return
        while True:
            try:
                base, ours, theirs = files
                made = merging.join_records(base, ours, theirs, self.sign)
            except merging.Unmergeable as unreadable:
                path = unreadable.path
                self._set_apart(path, files, unreadable, changed)
                files = [{p: d for p, d in one.items() if p != path} for one in files]
            else:
                self._take(made, files[1])
                return

    def _take(
        self, made: Mapping[str, Joined | None], ours: Mapping[str, bytes]
    ) -> None:
        for path, joined in made.items():
            data = joined.data if joined else None
            if data != ours.get(path):
                self.put.news[path] = data
            else:
                self.put.news.pop(path, None)
            self.put.decisions += joined.decisions if joined else ()

    def _set_apart(
        self,
        path: str,
        files: list[dict[str, bytes]],
        unreadable: merging.Unmergeable,
        changed: set[str],
    ) -> None:
        """Keep both versions of a record that cannot be read: theirs in its place."""
        _, ours, theirs = files
        if path not in changed:
            return  # only one side touched it: it stays as that side has it
        if path not in theirs:
            self.put.news.pop(path, None)  # they took it away; ours stays
            return
        self.put.news[path] = theirs[path]
        if path in ours:
            name = path.removesuffix(".yaml").replace("/", ".")
            mark = self.commits[1][:7]
            copy = f"conflicts/{name}.{mark}.yaml"
            self.put.news[copy] = ours[path]
            self.put.copies.append(Copy(path, copy, unreadable.why))

    def _keep_cycle(self, path: str, gone: int) -> None:
        """Keep a cycle that one side took away and the other worked on."""
        folder = path.rsplit("/", 1)[0]
        # What they took away stays; a file that somebody else attached still arrives.
        news = self.put.news
        for one in [p for p in news if p.startswith(f"{folder}/") and not news[p]]:
            del news[one]
        if gone == 1:  # we took it away: bring back all they have of it
            there = self.revisions.changed(None, self.commits[2])
            self.put.news |= {
                p: after
                for p, (_, after) in there.items()
                if p.startswith(f"{folder}/")
            }
        self.put.decisions.append(merging.kept(path, is_ours=gone == 2))


def _whole_cycle_gone(files: list[dict[str, bytes]]) -> int | None:
    """Answer which side took a whole cycle away that the other changed."""
    base, ours, theirs = files
    if len(base) < 2:
        return None
    if not ours and theirs and theirs != base:
        return 1
    return 2 if not theirs and ours and ours != base else None


def _keep_both(
    revisions: Revisions,
    commits: tuple[str, str, str],
    put: _Put,
    path: str,
    sides: Sides,
) -> None:
    """Keep both versions of another file: theirs in its place, ours under a name."""
    _, ours, theirs = sides
    if theirs is None or ours is None:
        put.decisions.append(merging.kept(path, is_ours=theirs is None))
    if theirs is None:
        return  # they took it away, we changed it: ours stays
    put.news[path] = theirs
    if ours is not None and not _is_made(revisions, commits, path):
        base, tip, _ = commits
        copy = marked(path, mark_of(revisions, tip, (base,), path))
        put.news[copy] = ours
        put.copies.append(Copy(path, copy, "Two people changed this file."))


def _is_made(revisions: Revisions, commits: tuple[str, str, str], path: str) -> bool:
    """Say whether both sides have a file as some plc made it: nothing can be lost."""
    if not layout.is_schema(path):
        return False
    sides = [revisions.blobs(commit, [path]) for commit in commits[1:]]
    return all(schemas.is_ours(path, side.get(path, b"")) for side in sides)


def mark_of(revisions: Revisions, tip: str, bases: Sequence[str], path: str) -> str:
    """Answer whose version of a file a side has, short enough for a file's name."""
    from plcjournal.core.edits.edited import slug

    last = revisions.last_change(tip, path, bases) or revisions.commit(tip)
    who = slug(last.author.name) if last else "mine"
    return f"{who}-{(last.id if last else tip)[:7]}"


def marked(path: str, mark: str) -> str:
    """Answer the name of a copy of a file: the mark before its ending."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.partition(".")
    if not stem:  # .gitignore and the like
        return f"{path}.{mark}"
    return f"{folder}{slash}{stem}.{mark}{dot}{ending}"


def _part_folders(
    repository: Repository,
    revisions: Revisions,
    commits: tuple[str, str, str],
    put: _Put,
) -> None:
    """Move our file away where theirs needs a folder of its name, or their file."""
    added = {path for path, what in put.news.items() if what is not None}
    if not added:
        return
    there = {*repository.listing(commits[1])} - {
        path for path, what in put.news.items() if what is None
    }
    whole = there | added
    folders = {path[:at] for path in whole for at, c in enumerate(path) if c == "/"}
    for path in sorted(whole & folders):
        copy = f"{path}.{commits[1 if path in there else 2][:7]}"
        what = put.news.get(path) or _blob(revisions, commits[1], path)
        put.news[path] = None
        put.news[copy] = what
        put.copies.append(Copy(path, copy, "There is a folder of the same name."))


def _blob(revisions: Revisions, commit: str, path: str) -> Blob | None:
    return revisions.changed(None, commit, (path,)).get(path, (None, None))[1]
