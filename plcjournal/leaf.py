"""What one file of a journal says: a record, and what is wrong with it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, cast

from plcjournal import templates
from plcjournal.cache import key_of
from plcjournal.core import layout
from plcjournal.core.findings import Finding, Severity
from plcjournal.core.recalled import Recalled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from plcjournal.cache import Cache
    from plcjournal.core.dated import JournalRecord
    from plcjournal.core.values import Value


class Leaf(NamedTuple):
    """What one file says: a record, or None, and findings."""

    record: JournalRecord | None
    findings: tuple[Finding, ...]


def read_file(path: str, data: bytes) -> Leaf:
    """Answer the record in the bytes of a file, and every finding with its place."""
    from plcjournal.codec import quick
    from plcjournal.core.parse import parse

    spot = layout.spot(path)
    if spot is None:
        return Leaf(None, ())
    findings: tuple[Finding, ...] = ()
    values = quick.read(data)
    if values is None:
        values, findings = _read_exactly(path, data)
    if values is None:
        return Leaf(None, findings)
    record, problems = parse(spot.kind, values, path)
    return Leaf(record, (*findings, *place(problems, {path: data})))


def _read_exactly(
    path: str, data: bytes
) -> tuple[dict[str, Value] | None, tuple[Finding, ...]]:
    from plcjournal.codec import reader

    values, troubles = reader.read(data)
    return values, tuple(
        Finding(t.severity, t.rule, path, t.cause, t.fix, "", (), t.line, t.column)
        for t in troubles
    )


def place(
    findings: Iterable[Finding], files: Mapping[str, bytes]
) -> tuple[Finding, ...]:
    """Answer the findings with their line and column."""
    told = [*findings]
    wanted: dict[str, list[int]] = {}
    for number, found in enumerate(told):
        if found.line or found.path not in files:
            continue
        if not found.loc:  # the whole file
            told[number] = found.placed(1, 1)
        else:
            wanted.setdefault(found.path, []).append(number)
    if not wanted:
        return tuple(told)
    from plcjournal.codec import reader

    for path, numbers in wanted.items():
        ways = [told[number].loc for number in numbers]
        places = reader.locate_all(files[path], ways)
        for number, spot in zip(numbers, places, strict=True):
            told[number] = told[number].placed(*spot)
    return tuple(told)


class Reader(Protocol):
    """Makes the bytes of files into what they say."""

    def leaves(self, files: Mapping[str, bytes]) -> Mapping[str, Leaf]:
        """Answer what some files say, by path."""

    def bundled(self, paths: Iterable[str]) -> Mapping[str, Leaf]:
        """Answer the same of models that ship with plc."""


class Fresh:
    """Reads full records."""

    def leaves(self, files: Mapping[str, bytes]) -> Mapping[str, Leaf]:
        """Answer what some files say, by path."""
        return {path: read_file(path, data) for path, data in files.items()}

    def bundled(self, paths: Iterable[str]) -> Mapping[str, Leaf]:
        """Answer the same of models that ship with plc."""
        return {path: _bundled(path) for path in paths}


@cache
def _bundled(path: str) -> Leaf:
    return read_file(path, templates.model_file(path))


class Remembering:
    """Answers stand-ins for what was read before, and remembers what was not."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def leaves(self, files: Mapping[str, bytes]) -> Mapping[str, Leaf]:
        """Answer what some files say, by path."""
        keys = {
            path: key_of(f"{spot.kind}{spot.name}", data)
            for path, data in files.items()
            if (spot := layout.spot(path)) is not None
        }
        known = self._cache.get(keys.values())
        seen: dict[str, Leaf] = {}
        fresh: dict[str, Any] = {}
        for path, key in keys.items():
            leaf = _recalled(path, known.get(key))
            if leaf is None:
                fresh[key] = _entry(read_file(path, files[path]))
                leaf = _recalled(path, fresh[key])
            seen[path] = leaf or read_file(path, files[path])
        self._cache.put(fresh)
        return seen

    def bundled(self, paths: Iterable[str]) -> Mapping[str, Leaf]:
        """Answer the same of models that ship with plc."""
        return self.leaves({path: templates.model_file(path) for path in paths})


def _entry(one: Leaf) -> dict[str, Any]:
    from plcjournal.core.shape import plain

    findings = [
        [f.severity, f.rule, f.message, f.fix, f.field, [*f.loc], f.line, f.column]
        for f in one.findings
    ]
    values = None if one.record is None else plain(one.record)
    return {"values": values, "findings": findings}


def _recalled(path: str, entry: Any) -> Leaf | None:
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
    return Leaf(
        None if values is None else cast("JournalRecord", Recalled(values)), findings
    )
