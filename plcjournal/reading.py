"""Files into a journal and its findings, read no further than somebody looks."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from plcjournal import templates
from plcjournal.core import layout
from plcjournal.core.cycle import Cycle
from plcjournal.core.journal import Journal
from plcjournal.core.near import near
from plcjournal.core.rulebook import finding
from plcjournal.core.shelf import PassingStock, Shelf, Stock
from plcjournal.files import Files
from plcjournal.leaf import Fresh, Leaf, Remembering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from plcjournal.cache import Cache
    from plcjournal.core.findings import Finding
    from plcjournal.core.models import CycleModel
    from plcjournal.core.overview import Overview
    from plcjournal.leaf import Reader

_AT_ONCE = 500  # files that are looked at together in passing


class Read:
    """A journal, read as far as somebody looked, and what is wrong with its files.

    What belongs to no cycle and was not asked for yet, and every cycle, is read when it
    is first looked at. What asks for all findings reads all.
    """

    def __init__(self, pages: _Pages, journal: Journal) -> None:
        self._pages = pages
        self.journal = journal

    @property
    def files(self) -> Files:
        """The bytes it comes from."""
        return self._pages.files

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding about single files."""
        return self._scan.findings

    @property
    def unread(self) -> frozenset[str]:
        """The paths of all files that could not be read."""
        return self._scan.unread

    @cached_property
    def _scan(self) -> _Scan:
        """What all files say, read once for whoever asks."""
        return self._pages.scan(self._pages.every_path(), self.files.cycles())

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Answer what kept files from being read."""
        return _problems(*self._scan)

    @property
    def met(self) -> tuple[Finding, ...]:
        """Answer the same of the files that were looked at so far."""
        return _problems(self._pages.met(), self._pages.unread(self._pages.seen))

    def apart(self) -> Read:
        """Answer the same journal for a look of its own: what it reads goes with it."""
        return _opened(self._pages.apart())

    def found_in(
        self, paths: Sequence[str], cycles: Sequence[str]
    ) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """Answer the findings about some files and whole cycles alone.

        Then, of these, those that kept files from being read.
        """
        scan = self._pages.scan(paths, cycles)
        return scan.findings, _problems(*scan)

    def is_unread(self, path: str) -> bool:
        """Say whether one file could not be read."""
        return bool(self._pages.unread((path,)))

    def overlook(self, overview: Overview) -> None:
        """Let the journal ask somebody who knows about all of its cycles."""
        self.journal = replace(self.journal, overview=overview)

    def look_at(self, paths: Iterable[str]) -> None:
        """Read some files, so that what is wrong with them is met."""
        self._pages.fetch(paths)

    def about(self, path: str) -> tuple[Finding, ...]:
        """Answer the findings about one file."""
        return self._pages.one(path).findings


def _problems(
    findings: Iterable[Finding], unread: frozenset[str]
) -> tuple[Finding, ...]:
    found = (one for one in findings if one.path in unread)
    return tuple(one for one in found if one.blocks or one.rule == "newer-format")


def read(
    files: Mapping[str, bytes], unreadable: Mapping[str, Finding] | None = None
) -> Read:
    """Answer the journal that files make, with full records.

    `unreadable` are files that could not even be opened, each with its finding.
    """
    return _opened(_Pages(_files(files, unreadable), Fresh()))


def look(
    files: Mapping[str, bytes],
    cache: Cache,
    unreadable: Mapping[str, Finding] | None = None,
    *,
    in_passing: bool = False,
) -> Read:
    """Answer the same journal for looking only: remembered records where possible.

    With `in_passing`, few cycles are held at a time: each is read when it is needed,
    and read again should it be needed later.
    """
    reader = Remembering(cache)
    return _opened(_Pages(_files(files, unreadable), reader, in_passing=in_passing))


def _files(
    files: Mapping[str, bytes], unreadable: Mapping[str, Finding] | None
) -> Files:
    return files if isinstance(files, Files) else Files(files, unreadable)


class _Scan(NamedTuple):
    """What is wrong with files, and the paths of those that could not be read."""

    findings: tuple[Finding, ...]
    unread: frozenset[str]


class _Pages:
    """The files of a journal, each made into what it says when somebody asks."""

    def __init__(
        self, files: Files, reader: Reader, *, in_passing: bool = False
    ) -> None:
        self.files = files
        self.seen: dict[str, Leaf] = {}
        self._reader = reader
        self._in_passing = in_passing

    def apart(self) -> _Pages:
        """Answer the same files, of which nothing was read."""
        return _Pages(self.files.apart(), self._reader)

    def _in_parts(self, paths: Sequence[str]) -> Iterator[tuple[_Pages, Sequence[str]]]:
        """Yield where to look at some paths: here, or in passing a part at a time."""
        if not self._in_passing:
            yield self, paths
            return
        for start in range(0, len(paths), _AT_ONCE):
            yield self.apart(), paths[start : start + _AT_ONCE]

    def fetch(self, paths: Iterable[str]) -> None:
        """Read some files at once, as far as that was not done."""
        wanted = [path for path in dict.fromkeys(paths) if path not in self.seen]
        held = {path: self.files.get(path) for path in wanted}
        there = {path: data for path, data in held.items() if data is not None}
        if there:
            self.seen |= self._reader.leaves(there)
        for path in wanted:
            if path in self.files.closed:
                self.seen[path] = Leaf(None, (self.files.closed[path],))

    def one(self, path: str) -> Leaf:
        """Answer what one file says; nothing, and no finding, where none is."""
        self.fetch((path,))
        return self.seen.get(path, Leaf(None, ()))

    def every_path(self) -> tuple[str, ...]:
        """Answer the paths of all files, also those that cannot be opened."""
        return tuple(sorted({*self.files, *self.files.closed}))

    def unread(self, paths: Iterable[str]) -> frozenset[str]:
        """Answer which of some paths hold a record that could not be read."""
        paths = [*paths]
        self.fetch(paths)
        return frozenset(
            path
            for path in paths
            if path in self.seen
            and self.seen[path].record is None
            and layout.spot(path) is not None
        )

    def met(self) -> list[Finding]:
        """Answer what is wrong with the files that were looked at."""
        return [one for _, page in sorted(self.seen.items()) for one in page.findings]

    def scan(self, paths: Sequence[str], cycles: Iterable[str]) -> _Scan:
        """Answer what is wrong with some files, and with cycles as a whole."""
        found: list[Finding] = []
        unread: set[str] = set()
        for part, some in self._in_parts(paths):
            unread |= part.unread(some)
            for path in some:
                found += part.one(path).findings
                if layout.spot(path) is None:
                    found.append(_strange(path))
        for name in cycles:
            found += _missing(name, self.files.inside(name))
        return _Scan(tuple(found), frozenset(unread))

    # The shelves of a journal

    def cycles(self) -> Shelf[Cycle]:
        """Answer the cycles: each is one whatever can be read of it."""
        files = self.files
        if self._in_passing:
            return Shelf(PassingStock(files.cycles, self._read_in_passing))
        stock = Stock(
            files.cycles, self._read_cycles, certain=True, has=files.has_cycle
        )
        return Shelf(stock)

    def _read_in_passing(self, names: Sequence[str]) -> dict[str, Cycle]:
        return self.apart()._read_cycles(names)  # noqa: SLF001  # the same class

    def _read_cycles(self, names: Sequence[str]) -> dict[str, Cycle]:
        inside = {name: self.files.inside(name) for name in names}
        self.fetch(path for paths in inside.values() for path in paths)
        return {name: self._cycle(name, paths) for name, paths in inside.items()}

    def _cycle(self, name: str, paths: Iterable[str]) -> Cycle:
        records = {
            spot.kind: self.one(path).record
            for path in paths
            if (spot := layout.spot(path)) is not None
        }
        return _cycle(name, records)

    def flat(self, kind: str) -> Shelf[Any]:
        """Answer the records of a kind of which each is one file."""
        folder = f"{kind}s"

        def names() -> list[str]:
            listed = map(layout.spot, self.files.of(folder))
            return [spot.name for spot in listed if spot is not None]

        def load(names: Sequence[str]) -> dict[str, Any]:
            paths = {name: f"{folder}/{name}.yaml" for name in names}
            self.fetch(paths.values())
            read = {name: self.one(path).record for name, path in paths.items()}
            return {name: one for name, one in read.items() if one is not None}

        return Shelf(Stock(names, load))

    def models(self, own: Mapping[str, CycleModel]) -> Shelf[CycleModel]:
        """Answer the models: the journal's own that can be read, then bundled ones."""
        bundled = {_name(path): path for path in templates.model_paths()}

        def load(names: Sequence[str]) -> dict[str, CycleModel]:
            shipped = [bundled[name] for name in names if name not in own]
            read: dict[str, Any] = {
                _name(path): leaf.record
                for path, leaf in self._reader.bundled(shipped).items()
            }
            return read | {name: own[name] for name in names if name in own}

        return Shelf(Stock(lambda: sorted({*bundled, *own}), load, certain=True))


def _opened(pages: _Pages) -> Read:
    """Answer a journal whose settings and own models are read, and nothing else yet."""
    settings: Any = pages.one(layout.SETTINGS).record
    own = pages.flat("model")
    journal = Journal(
        settings=settings or _blank("settings"),
        teams=pages.flat("team"),
        cycles=pages.cycles(),
        meetings=pages.flat("meeting"),
        models=pages.models(own),
        own_models=frozenset(own),
        unread_models=frozenset(
            _name(path) for path in pages.files.of("models") if _name(path) not in own
        ),
        bundled_models=frozenset(map(_name, templates.model_paths())),
    )
    return Read(pages, journal)


def _name(path: str) -> str:
    """Answer the name of the model a path holds."""
    return path.removeprefix("models/").removesuffix(".yaml")


def _strange(path: str) -> Finding:
    """Say that a file is none of those plc reads; it may be a slip of the pen."""
    name = path.rsplit("/", 1)[-1]
    known = [f"{stage}.yaml" for stage in layout.STAGES]
    close = near(name.casefold(), known, 1) if path.startswith("cycles/") else ()
    tip = f" Did you mean {close[0]}?" if close else ""
    return finding("strange-file", path, f"plc does not read a file '{name}'.{tip}")


def _missing(name: str, paths: Iterable[str]) -> list[Finding]:
    return [
        finding(
            "missing-record",
            path,
            f"The cycle has no {stage}.yaml; it is made when something is added (one"
            " that was lost comes back by plc doctor --fix).",
        )
        for stage in layout.STAGES
        if (path := layout.stage_path(name, stage)) not in paths
    ]


def _cycle(name: str, records: Mapping[str, Any]) -> Cycle:
    unread = frozenset(stage for stage in records if records[stage] is None)
    folder = name.split("/")[1]
    words = (folder[8:] or folder).replace("-", " ")
    seen = "".join(one if one.isprintable() else " " for one in words)
    title = " ".join(seen.split()) or "?"
    return Cycle(
        name=name,
        priority=records.get("priority") or _blank("priority", title=title),
        evidence=records.get("evidence") or _blank("evidence"),
        action=records.get("action") or _blank("action"),
        review=records.get("review") or _blank("review"),
        unread=unread,
    )


def _blank(kind: str, **values: Any) -> Any:
    from plcjournal.core.parse import KINDS

    return KINDS[kind](**values)
