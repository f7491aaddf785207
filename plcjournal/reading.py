"""Bytes into a journal and its findings, for a folder or any other set of files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from plcjournal import templates
from plcjournal.cache import key_of
from plcjournal.core import layout
from plcjournal.core.findings import Finding, Severity
from plcjournal.core.journal import Cycle, Journal
from plcjournal.core.recalled import Recalled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plcjournal.cache import Cache
    from plcjournal.core.shape import Dated

_EMPTY: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Read:
    """A journal, what is wrong with its single files, and the bytes it came from."""

    journal: Journal
    findings: tuple[Finding, ...]
    files: Mapping[str, bytes]
    unread: frozenset[str] = field(default_factory=frozenset)

    @property
    def problems(self) -> tuple[Finding, ...]:
        """Answer what kept files from being read."""
        return tuple(f for f in self.findings if f.path in self.unread and f.blocks)


@dataclass(frozen=True, slots=True)
class _One:
    """What one file says: a record, or None, and findings."""

    record: Dated | None
    findings: tuple[Finding, ...]


def read_file(path: str, data: bytes) -> _One:
    """Answer the record in the bytes of a file, and every finding with its place."""
    from plcjournal.codec import reader
    from plcjournal.core.parse import parse

    spot = layout.spot(path)
    if spot is None:
        return _One(None, ())
    reading = reader.read(data)
    findings = [
        Finding(t.severity, t.rule, path, t.cause, t.fix, "", (), t.line, t.column)
        for t in reading.troubles
    ]
    if reading.values is None:
        return _One(None, tuple(findings))
    record, problems = parse(spot.kind, reading.values, path)
    return _One(record, (*findings, *place(problems, {path: data})))


def place(
    findings: Iterable[Finding], files: Mapping[str, bytes]
) -> tuple[Finding, ...]:
    """Answer the findings with their line and column."""
    from plcjournal.codec import reader

    return tuple(
        found.placed(*reader.locate(files[found.path], found.loc))
        if found.path in files and not found.line
        else found
        for found in findings
    )


def read(files: Mapping[str, bytes]) -> Read:
    """Answer the journal that files make, with full records."""
    shelf = {**templates.model_files(), **files}
    return _assemble(files, {path: read_file(path, shelf[path]) for path in shelf})


def look(files: Mapping[str, bytes], cache: Cache) -> Read:
    """Answer the same journal for looking only: remembered records where possible."""
    shelf = {**templates.model_files(), **files}
    keys = {
        path: key_of(spot.kind + spot.name, data)
        for path, data in shelf.items()
        if (spot := layout.spot(path))
    }
    known = cache.get(keys.values())
    fresh: dict[str, Any] = {}
    seen: dict[str, _One] = {}
    for path, key in keys.items():
        entry = known.get(key)
        if entry is None:
            entry = fresh[key] = _entry(read_file(path, shelf[path]))
        seen[path] = _recalled(path, entry)
    cache.put(fresh)
    return _assemble(files, seen)


def _entry(one: _One) -> dict[str, Any]:
    from plcjournal.core.shape import plain

    findings = [
        [f.severity, f.rule, f.message, f.fix, f.field, [*f.loc], f.line, f.column]
        for f in one.findings
    ]
    values = None if one.record is None else plain(one.record)
    return {"values": values, "findings": findings}


def _recalled(path: str, entry: Mapping[str, Any]) -> _One:
    findings = tuple(
        Finding(Severity(s), rule, path, message, fix, name, tuple(loc), line, column)
        for s, rule, message, fix, name, loc, line, column in entry["findings"]
    )
    values = entry["values"]
    # A stand-in has the attributes of the record it was made from.
    return _One(None if values is None else cast("Dated", Recalled(values)), findings)


def _assemble(files: Mapping[str, bytes], seen: Mapping[str, _One]) -> Read:
    shelves: dict[str, dict[str, Any]] = {"team": {}, "meeting": {}, "model": {}}
    folders: dict[str, dict[str, Any]] = {}
    settings: Any = None
    findings: list[Finding] = []
    unread = set()
    for path, one in sorted(seen.items()):
        spot = layout.spot(path)
        findings += one.findings
        if spot is None:
            continue
        if one.record is None:
            unread.add(path)
        if spot.is_stage:
            folders.setdefault(spot.name, {})[spot.kind] = one.record
        elif one.record is None:
            continue
        elif spot.kind == "settings":
            settings = one.record
        else:
            shelves[spot.kind][spot.name] = one.record
    journal = Journal(
        settings=settings or _blank("settings"),
        teams=shelves["team"],
        cycles={name: _cycle(name, records) for name, records in folders.items()},
        meetings=shelves["meeting"],
        models=shelves["model"],
    )
    return Read(journal, tuple(findings), files, frozenset(unread))


def _cycle(name: str, records: Mapping[str, Any]) -> Cycle:
    unread = frozenset(stage for stage in records if records[stage] is None)
    title = name.split("/")[1][8:].replace("-", " ")
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
