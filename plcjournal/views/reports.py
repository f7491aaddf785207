"""Findings as the hosts of a shared journal read them: remarks beside the lines."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from plcjournal import __version__
from plcjournal.core.findings import Severity
from plcjournal.core.rulebook import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from plcjournal.core.findings import Finding

FORMS = ("github", "gitlab", "sarif")
"""What a report may be made for."""

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
_GITHUB = {_ERROR: "error", _WARNING: "warning", _NOTE: "notice"}
_GITLAB = {_ERROR: "major", _WARNING: "minor", _NOTE: "info"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"  # a name, never fetched


def report(form: str, findings: Sequence[Finding], prefix: str = "") -> str:
    """Answer findings in one of the `FORMS`.

    `prefix` leads to the journal from the top of what the host has.
    """
    placed = [(f"{prefix}{one.path}", one) for one in findings]
    if form == "github":
        return "\n".join(_remark(path, one) for path, one in placed)
    document = _sarif(placed) if form == "sarif" else _quality(placed)
    return json.dumps(document, ensure_ascii=False, indent=2)


def _sentence(found: Finding) -> str:
    if not found.fix:
        return found.message
    verb = "To change it, type" if found.fix.startswith("plc ") else "Type instead"
    return f"{found.message}\n{verb}: {found.fix}"


def _remark(path: str, found: Finding) -> str:
    """Answer a workflow command of GitHub: one line, whatever the texts hold."""
    places = {"file": path, "line": found.line, "col": found.column}
    told = {**places, "title": found.rule}.items()
    parts = ",".join(f"{key}={_property(value)}" for key, value in told if value)
    return f"::{_GITHUB[found.severity]} {parts}::{_escaped(_sentence(found))}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _escaped(str(value)).replace(":", "%3A").replace(",", "%2C")


def _fingerprints(placed: Sequence[tuple[str, Finding]]) -> Iterator[str]:
    """Answer what tells a finding again after lines above it came or went."""
    seen: Counter[tuple[str, ...]] = Counter()
    for path, one in placed:
        same = (one.rule, path, one.field or one.message)
        seen[same] += 1
        words = json.dumps([*same, seen[same]])
        yield hashlib.sha256(words.encode()).hexdigest()


def _quality(placed: Sequence[tuple[str, Finding]]) -> list[dict[str, Any]]:
    """Answer GitLab's code quality report."""
    return [
        {
            "description": _sentence(one),
            "check_name": one.rule,
            "fingerprint": mark,
            "severity": _GITLAB[one.severity],
            "location": {"path": path, "lines": {"begin": max(one.line, 1)}},
        }
        for (path, one), mark in zip(placed, _fingerprints(placed), strict=True)
    ]


def _sarif(placed: Sequence[tuple[str, Finding]]) -> dict[str, Any]:
    """Answer a log of SARIF 2.1.0, the static analysis results interchange format."""
    told = sorted({one.rule for _, one in placed})
    rules = [
        {
            "id": name,
            "shortDescription": {"text": RULES[name].reason},
            "defaultConfiguration": {"level": str(RULES[name].severity)},
        }
        for name in told
    ]
    results = [
        {
            "ruleId": one.rule,
            "ruleIndex": told.index(one.rule),
            "level": str(one.severity),
            "message": {"text": _sentence(one)},
            "locations": [{"physicalLocation": _location(path, one)}],
            "partialFingerprints": {"finding/v1": mark},
        }
        for (path, one), mark in zip(placed, _fingerprints(placed), strict=True)
    ]
    driver = {"name": "plc", "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _location(path: str, found: Finding) -> dict[str, Any]:
    where = {"artifactLocation": {"uri": _uri(path), "uriBaseId": "%SRCROOT%"}}
    if not found.line:
        return where
    column = {"startColumn": found.column} if found.column else {}
    return {**where, "region": {"startLine": found.line, **column}}


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "surrogateescape"))
