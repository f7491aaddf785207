"""Bytes into a journal and its findings, for a folder or any other set of files."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from plcjournal import templates
from plcjournal.cache import key_of
from plcjournal.core import layout
from plcjournal.core.findings import Finding, Severity
from plcjournal.core.journal import Cycle, Journal
from plcjournal.core.near import near
from plcjournal.core.recalled import Recalled
from plcjournal.core.rulebook import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plcjournal.cache import Cache
    from plcjournal.core.dated import JournalRecord


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
        found = (f for f in self.findings if f.path in self.unread)
        return tuple(f for f in found if f.blocks or f.rule == "newer-format")


@dataclass(frozen=True, slots=True)
class _One:
    """What one file says: a record, or None, and findings."""

    record: JournalRecord | None
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

    told = [*findings]
    wanted: dict[str, list[int]] = {}
    for number, found in enumerate(told):
        if found.path in files and not found.line:
            wanted.setdefault(found.path, []).append(number)
    for path, numbers in wanted.items():
        ways = [told[number].loc for number in numbers]
        places = reader.locate_all(files[path], ways)
        for number, spot in zip(numbers, places, strict=True):
            told[number] = told[number].placed(*spot)
    return tuple(told)


def read(
    files: Mapping[str, bytes], unreadable: Mapping[str, Finding] | None = None
) -> Read:
    """Answer the journal that files make, with full records.

    `unreadable` are files that could not even be opened, each with its finding.
    """
    bundled = _bundled()
    seen = {path: read_file(path, data) for path, data in files.items()}
    return _assemble(files, {**seen, **_closed(unreadable)}, bundled)


@cache
def _bundled() -> dict[str, _One]:
    """Answer the models that ship with plc, read once."""
    return {p: read_file(p, data) for p, data in templates.model_files().items()}


def look(
    files: Mapping[str, bytes],
    cache: Cache,
    unreadable: Mapping[str, Finding] | None = None,
) -> Read:
    """Answer the same journal for looking only: remembered records where possible."""
    bundled, own = templates.model_files(), dict(files)
    shelf = [*bundled.items(), *own.items()]
    spots = [(path, data, layout.spot(path)) for path, data in shelf]
    keys = [key_of(f"{s.kind}{s.name}", data) if s else "" for _, data, s in spots]
    known = cache.get(key for key in keys if key)
    fresh: dict[str, Any] = {}
    seen: list[_One] = []
    for (path, data, _), key in zip(spots, keys, strict=True):
        one = _recalled(path, known.get(key)) if key else _One(None, ())
        if one is None:
            fresh[key] = _entry(read_file(path, data))
            one = _recalled(path, fresh[key])
        seen.append(one or read_file(path, data))
    cache.put(fresh)
    shipped = dict(zip(bundled, seen, strict=False))
    mine = dict(zip(own, seen[len(bundled) :], strict=True))
    return _assemble(files, {**mine, **_closed(unreadable)}, shipped)


def _closed(unreadable: Mapping[str, Finding] | None) -> dict[str, _One]:
    found = (unreadable or {}).items()
    return {path: _One(None, (why,)) for path, why in found}


def _entry(one: _One) -> dict[str, Any]:
    from plcjournal.core.shape import plain

    findings = [
        [f.severity, f.rule, f.message, f.fix, f.field, [*f.loc], f.line, f.column]
        for f in one.findings
    ]
    values = None if one.record is None else plain(one.record)
    return {"values": values, "findings": findings}


def _recalled(path: str, entry: Any) -> _One | None:
    """Answer what a remembered entry says, None where it says nothing sensible."""
    try:
        values = entry["values"]
        findings = tuple(
            Finding(Severity(s), rule, path, words, fix, name, tuple(loc), line, column)
            for s, rule, words, fix, name, loc, line, column in entry["findings"]
        )
    except (KeyError, TypeError, ValueError):
        return None
    if values is not None and not isinstance(values, dict):
        return None
    # A stand-in has the attributes of the record it was made from.
    return _One(
        None if values is None else cast("JournalRecord", Recalled(values)), findings
    )


def _assemble(
    files: Mapping[str, bytes],
    seen: Mapping[str, _One],
    bundled: Mapping[str, _One],
) -> Read:
    shelves: dict[str, dict[str, Any]] = {"team": {}, "meeting": {}, "model": {}}
    folders: dict[str, dict[str, Any]] = {}
    settings: Any = None
    findings = [found for one in bundled.values() for found in one.findings]
    unread: set[str] = set()
    for path, one in sorted(seen.items()):
        spot = layout.spot(path)
        findings += one.findings
        if spot is None:
            findings.append(_strange(path))
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
    findings += [f for name in folders for f in _missing(name, folders[name])]
    shipped = {_name(path): one.record for path, one in bundled.items() if one.record}
    models: dict[str, Any] = {**shipped, **shelves["model"]}
    journal = Journal(
        settings=settings or _blank("settings"),
        teams=shelves["team"],
        cycles={name: _cycle(name, records) for name, records in folders.items()},
        meetings=shelves["meeting"],
        models=dict(sorted(models.items())),
        own_models=frozenset(shelves["model"]),
        unread_models=frozenset(_name(p) for p in unread if p.startswith("models/")),
        bundled_models=frozenset(shipped),
    )
    return Read(journal, tuple(findings), files, frozenset(unread))


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


def _missing(name: str, records: Mapping[str, Any]) -> list[Finding]:
    return [
        finding(
            "missing-record",
            layout.stage_path(name, stage),
            f"The cycle has no {stage}.yaml; it is made when something is added.",
        )
        for stage in layout.STAGES
        if stage not in records
    ]


def _cycle(name: str, records: Mapping[str, Any]) -> Cycle:
    unread = frozenset(stage for stage in records if records[stage] is None)
    folder = name.split("/")[1]
    title = (folder[8:] or folder).replace("-", " ")
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
