"""What would be shared and must not be: every state of it, not only the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal import drafts, gate, reading
from plcjournal.core import layout
from plcjournal.errors import Exit, PlcError
from plcjournal.repository.revisions import Revisions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from plcjournal.core.findings import Finding
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.repository import Repository
    from plcjournal.repository.revisions import Commit


class NotShared(PlcError):
    """Everything is saved here, and did not reach the shared journal."""

    exit_code = Exit.NOT_SHARED


class Withheld(NotShared):
    """What would be shared names somebody, or shows a group too small."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        first = findings[0]
        super().__init__(
            f"Not shared, to protect people: {first.message} ({first.path}) What others"
            " shared was received, and your work is safe here.",
            "If it may be shared, allow it with a reason under privacy: allow: in"
            " plc.yaml and type: plc sync",
        )


def hold_back(
    repository: Repository,
    folder: Path,
    mine: str,
    tip: str | None,
    checked: set[str],
) -> None:
    """Stop before something is shared that names people.

    Args:
        repository: the history here.
        folder: the journal, with this machine's list of names.
        mine: what would be shared.
        tip: what is shared already, if anything is.
        checked: saved states that were looked at before and may go out; grows.

    Raises:
        Withheld: something in one of the saved states in between must not go out.
    """
    revisions = Revisions(repository)
    names = drafts.names(folder)
    known = (tip,) if tip else ()
    found: dict[tuple[str, str], Finding] = {}
    with revisions.objects() as objects:
        settings = objects.contents(f"{mine}:{layout.SETTINGS}")
        now = {layout.SETTINGS: settings} if settings else {}

        def shared(paths: Sequence[str]) -> dict[str, bytes]:
            held = {path: objects.contents(f"{tip}:{path}") for path in paths if tip}
            return {path: data for path, data in held.items() if data is not None}

        for commit in revisions.walk(mine, not_in=known, with_paths=True):
            if commit.id in checked:
                continue
            files = _records(objects, commit)
            paths = [one.path for one in commit.touched if one.after]
            journal = reading.read({**files, **now}).journal
            words = (_message(objects, commit),)
            change = gate.Change(journal, journal, paths, files, words)
            kept = gate.private(change, names, shared)
            found |= {(one.path, one.message): one for one in kept}
            if not kept:
                checked.add(commit.id)
    if found:
        raise Withheld([*found.values()])


def _message(objects: Objects, commit: Commit) -> str:
    """Answer everything that was said of a change, not only its first line."""
    whole = (objects.contents(commit.id) or b"").decode("utf-8", "replace")
    return " ".join(whole.partition("\n\n")[2].split())


def _records(objects: Objects, commit: Commit) -> dict[str, bytes]:
    """Answer the records that a commit changed, as it left them."""
    held = {
        one.path: objects.contents(one.after.id)
        for one in commit.touched
        if one.after and one.after.is_file and layout.spot(one.path)
    }
    return {path: data for path, data in held.items() if data is not None}
