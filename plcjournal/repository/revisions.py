"""Hides how the past is walked: commits, their dates and files, where lines met.

What belongs before what is told by the graph of commits alone; their dates are what
somebody's clock said.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice

from plcjournal.repository.author import Person
from plcjournal.repository.command import Git, GitFailed
from plcjournal.repository.objects import Objects
from plcjournal.repository.repository import Repository

_EMPTY_TREE = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%at%x00%ai%x00%B"
# What a person may have set for looking at history must not change what we see.
_PLAIN_LOG = (
    "--no-show-signature",
    "--no-notes",
    "--no-mailmap",
    "--no-decorate",
    "--no-color",
    "--no-follow",
    "--encoding=UTF-8",
    f"--format=tformat:{_FORMAT}",
    "-z",
)
# Files of a merge are those it has otherwise than every parent.
_RAW = (
    "--raw",
    "--root",
    "--no-abbrev",
    "--no-renames",
    "--no-relative",
    "--no-ext-diff",
    "--no-textconv",
    "--diff-merges=combined",
    "-O/dev/null",
)
_TRAILER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):[ \t]+(.*\S)\s*")
_ZONE = re.compile(r"([+-])(\d\d)(\d\d)$", re.ASCII)
_AT_ONCE = 1 << 16


@dataclass(frozen=True, slots=True)
class Blob:
    """The content of a file as a commit has it: its id, and what kind of file."""

    mode: str
    id: str

    @property
    def is_file(self) -> bool:
        """Say whether it is an ordinary file: no link, no repository inside."""
        return self.mode.startswith("100")


@dataclass(frozen=True, slots=True)
class Touched:
    """A file that a commit changed: what each parent had, and what it has now."""

    path: str
    before: tuple[Blob | None, ...]
    after: Blob | None


@dataclass(frozen=True, slots=True)
class Commit:
    """One saved state: who made it when, after which others, in which words.

    `when` is what the author's clock said. `touched` is filled where a walk was asked
    for paths; of a merge it has the files that are otherwise than in every parent.
    """

    id: str
    parents: tuple[str, ...]
    author: Person
    when: datetime
    subject: str
    trailers: tuple[tuple[str, str], ...] = ()
    touched: tuple[Touched, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """Answer the paths of the files it touched."""
        return tuple(one.path for one in self.touched)

    @property
    def is_merge(self) -> bool:
        """Say whether two lines of work met here."""
        return len(self.parents) > 1


class Revisions:
    """The past of one history."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._git = Git(repository.place.top, repository.inherit)

    def commit(self, name: str) -> Commit | None:
        """Answer the commit a name stands for, None where there is none."""
        tip = self._repository.tip(name)
        if tip is None:
            return None
        words = ("log", *_PLAIN_LOG, "--no-walk", "--end-of-options", tip, "--")
        return next(_commits(self._fields(*words)), None)

    def walk(  # noqa: PLR0913  # each flag is one thing a walk may leave out
        self,
        tip: str,
        *,
        also: Sequence[str] = (),
        not_in: Sequence[str] = (),
        paths: Sequence[str] = (),
        with_paths: bool = False,
        merges: bool | None = None,
        limit: int = 0,
        by_date: bool = False,
        simplified: bool = False,
    ) -> Iterator[Commit]:
        """Yield the commits up to a tip, or several, newest first, as git finds them.

        No commit comes after one it is built on. With `by_date`, where the graph says
        nothing, later dates come first. With paths, every commit that changed one of
        them, also on lines whose result a merge did not take; `simplified` leaves
        those out. `merges` asks for merges only, or for none.
        """
        words = [
            "--author-date-order" if by_date else "--topo-order",
            *([] if merges is None else ["--merges" if merges else "--no-merges"]),
            *([f"--max-count={limit}"] if limit else []),
            *([] if simplified else ["--full-history"]),
            *(_RAW if with_paths else ()),
            *("--end-of-options", tip, *also, *(f"^{one}" for one in not_in)),
        ]
        fields = self._fields(
            "--literal-pathspecs", "log", *_PLAIN_LOG, *words, "--", *paths
        )
        return _commits(fields)

    def merge_bases(self, one: str, other: str) -> tuple[str, ...]:
        """Answer the newest commits that two have in common; there may be none."""
        return self._repository.ancestry.merge_bases(one, other)

    def blobs(self, commit: str, paths: Sequence[str]) -> dict[str, bytes]:
        """Answer the contents of some files of a commit; absent ones are left out."""
        with self.objects() as objects:
            found = {path: objects.contents(f"{commit}:{path}") for path in paths}
        return {path: data for path, data in found.items() if data is not None}

    def objects(self) -> Objects:
        """Open history for looking things up."""
        return self._repository.objects()

    def changed(
        self, before: str | None, after: str, paths: Sequence[str] = ()
    ) -> dict[str, tuple[Blob | None, Blob | None]]:
        """Answer the files that differ between two commits, each as both have it.

        Without a commit before, every file is new.
        """
        if before == after:
            return {}
        start = before or _EMPTY_TREE[self._repository.id_digits(after)]
        fields = self._fields(
            *("--literal-pathspecs", "diff-tree", "-r", "-z", "--raw", "--no-abbrev"),
            *("--no-renames", "--no-relative", start, after, "--", *paths),
        )
        return {
            one.path: (one.before[0], one.after)
            for one in map(_touched, fields, fields)
        }

    def last_change(
        self, tip: str, path: str, not_in: Sequence[str] = ()
    ) -> Commit | None:
        """Answer the newest commit that made a file what it is at a tip."""
        found = self.walk(tip, not_in=not_in, paths=[path], limit=1, simplified=True)
        return next(found, None)

    def is_shallow(self) -> bool:
        """Tell whether this copy leaves out the beginning."""
        return bool(self.boundary())

    def boundary(self) -> tuple[str, ...]:
        """Answer the commits whose past this copy leaves out."""
        file = self._repository.place.common_dir / "shallow"
        return tuple(file.read_text("ascii").split()) if file.is_file() else ()

    def at(self, moment: datetime, tip: str) -> str | None:
        """Answer the newest commit recorded here not after a moment, up to a tip.

        Looks along the first parents: what this line had, not when others wrote it.
        """
        out = self._git(
            *("rev-list", "--max-count=1", "--first-parent"),
            *(f"--min-age={int(moment.timestamp())}", "--end-of-options", tip, "--"),
        )
        return out.decode().strip() or None

    def ids(self, tip: str, start: str) -> tuple[str, ...]:
        """Answer the ids up to a tip that begin with some digits, newest first."""
        rows = self._git("rev-list", "--topo-order", "--end-of-options", tip, "--")
        return tuple(one for one in rows.decode().split() if one.startswith(start))

    def contains(self, tip: str, commit: str) -> bool:
        """Tell whether a commit is a tip, or part of its past."""
        return self._repository.is_ancestor(commit, tip)

    def tagged(self, name: str) -> str | None:
        """Answer the commit that somebody gave a name to keep."""
        return self._repository.tip(f"refs/tags/{name}")

    # A mark of our own: a state and when somebody put it there, in one thing that
    # moves whole. A tag holds both; a bare name would forget when.

    def mark(self, ref: str, commit: str, seconds: int) -> None:
        """Put a mark at a commit, in place of where it was."""
        text = (
            f"object {commit}\ntype commit\ntag mark\n"
            f"tagger plc <plc@noreply.invalid> {seconds} +0000\n\n"
        )
        made = self._git("mktag", stdin=text.encode()).decode().strip()
        self._git("update-ref", "--end-of-options", ref, made)

    def marked(self, ref: str) -> tuple[str, datetime] | None:
        """Answer the commit a mark stands at, and since when; None without one."""
        told = self._git(
            "for-each-ref", "--format=%(*objectname) %(taggerdate:unix)", ref
        )
        words = told.decode().split()
        if len(words) != 2:
            return None
        return words[0], _moment(words[1], "+0000")

    def _fields(self, *words: str) -> Iterator[str]:
        """Yield what git says between its NUL bytes, while it says it."""
        process = self._git.start(*words)
        try:
            if process.stdin:
                process.stdin.close()
            yield from _split(process)
            said = process.stderr.read() if process.stderr else b""
            if process.wait():
                raise GitFailed("log", said.decode("utf-8", "replace"))
        finally:
            process.kill()
            for pipe in (process.stdout, process.stderr):
                if pipe:
                    pipe.close()
            process.wait()


def _split(process: subprocess.Popen[bytes]) -> Iterator[str]:
    rest = b""
    while chunk := (process.stdout.read(_AT_ONCE) if process.stdout else b""):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from map(os.fsdecode, whole)
    if rest:
        yield os.fsdecode(rest)


def _commits(fields: Iterator[str]) -> Iterator[Commit]:
    """Yield commits from fields: seven of each, then two for each file it touched."""
    head = next(fields, None)
    while head is not None:
        told = [head, *islice(fields, 6)]
        touched: list[Touched] = []
        head = next(fields, None)
        while head is not None and head.lstrip("\n")[:1] in {"", ":"}:
            if head.strip():
                touched.append(_touched(head, next(fields)))
            head = next(fields, None)
        yield _commit(told, tuple(touched))


def _commit(told: Sequence[str], touched: tuple[Touched, ...]) -> Commit:
    commit, parents, name, email, seconds, zone, text = map(_legible, told)
    first, *others = [part.strip() for part in text.strip().split("\n\n")]
    return Commit(
        id=commit,
        parents=tuple(parents.split()),
        author=Person(name, email),
        when=_moment(seconds, zone),
        subject=" ".join(first.split()),
        trailers=_trailers(others[-1] if others else ""),
        touched=touched,
    )


def _legible(text: str) -> str:
    return os.fsencode(text).decode("utf-8", "replace")


def _touched(words: str, path: str) -> Touched:
    """Answer what `:<modes> <ids> <status>` and a path say, one colon for each side."""
    words = words.strip()
    sides = len(words) - len(words.lstrip(":"))
    told = words[sides:].split()
    modes, ids = told[: sides + 1], told[sides + 1 : 2 * sides + 2]
    blobs = [
        Blob(mode, one) if mode.strip("0") else None
        for mode, one in zip(modes, ids, strict=True)
    ]
    return Touched(path, tuple(blobs[:-1]), blobs[-1])


def _trailers(paragraph: str) -> tuple[tuple[str, str], ...]:
    """Answer the pairs of a last paragraph that consists of nothing else."""
    found = [_TRAILER.fullmatch(line) for line in paragraph.splitlines()]
    pairs = tuple((one[1], one[2]) for one in found if one)
    return pairs if len(pairs) == len(found) else ()


def trailer(commit: Commit, key: str) -> str:
    """Answer one trailer of a commit, '' where it has none."""
    return next((value for name, value in commit.trailers if name == key), "")


def _moment(seconds: str, zone: str) -> datetime:
    """Answer the moment a clock said, as far as a calendar has it."""
    found = _ZONE.search(zone)
    offset = timedelta()
    if found:
        offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
        offset = -offset if found[1] == "-" else offset
    here = timezone(offset) if abs(offset) < timedelta(days=1) else UTC
    try:
        return datetime.fromtimestamp(int(seconds), here)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)
