"""What the last check of a whole journal found, as long as nothing changed.

Kept only where no error was found and nothing quotes what a person wrote, so that it
says nothing that history does not say already.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from plcjournal import __version__, disk, drafts
from plcjournal.cache import SHAPE
from plcjournal.core.findings import Finding, Severity
from plcjournal.repository import standing
from plcjournal.results import Checked

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from plcjournal.workspace import Workspace

_FILE = "checked.json"


def kept_or(
    space: Workspace, check: Callable[[], tuple[tuple[Finding, ...], Checked]]
) -> tuple[tuple[Finding, ...], Checked]:
    """Answer what the last check of all found where nothing changed since.

    Else check, and keep what is found. What kept files from being read comes first.
    """
    state = state_of(space)
    known = recalled(space, state)
    if known is not None:
        return (), known
    problems, found = check()
    # Else somebody changed something while it was read.
    if state and not problems and state_of(space) == state:
        remember(space, state, found)
    return problems, found


def state_of(space: Workspace) -> str:
    """Answer what a check depends on, '' where only a check can tell.

    That is the commit, a folder that is as recorded, the day, the list of names kept
    out, and the plc that checks.
    """
    asked = standing.ask(space.place, space.prefix) if space.place else None
    stands = asked.answer() if asked else None
    if stands is None or not stands.tip or stands.differing:
        return ""
    names = "\n".join(drafts.names(space.folder))
    parts = (__version__, str(SHAPE), stands.tip, space.prefix, space.today, names)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def recalled(space: Workspace, state: str) -> Checked | None:
    """Answer what the last check found, None where something changed since."""
    if not state or space.place is None:
        return None
    try:
        kept: Any = json.loads((space.place.notes / _FILE).read_bytes())
        if kept["state"] != state:
            return None
        return Checked(
            int(kept["records"]),
            tuple(map(_finding, kept["findings"])),
            excerpts={int(number): text for number, text in kept["excerpts"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None  # damaged, or of another plc: a check tells


def remember(space: Workspace, state: str, found: Checked) -> None:
    """Keep what a check found; where that does not work, nothing happens."""
    says_more = any(one.blocks or one.text for one in found.findings)
    if space.place is None or says_more:
        return
    findings = [{**asdict(one), "loc": [*one.loc]} for one in found.findings]
    kept = {
        "state": state,
        "records": found.records,
        "findings": findings,
        "excerpts": found.excerpts,
    }
    with suppress(OSError):
        _put(space.place.notes / _FILE, json.dumps(kept).encode())


def _put(file: Path, data: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    disk.put(file, data)


def _finding(values: dict[str, Any]) -> Finding:
    severity, loc = Severity(values.pop("severity")), tuple(values.pop("loc"))
    return Finding(severity=severity, loc=loc, **values)
