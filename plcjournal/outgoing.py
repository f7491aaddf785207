"""What would be shared and must not be: every state of it, not only the last."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from plcjournal import drafts, gate, reading
from plcjournal.core import layout
from plcjournal.errors import NotShared
from plcjournal.repository.revisions import Revisions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from plcjournal.core.findings import Finding
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.repository import Repository
    from plcjournal.repository.revisions import Commit


_FIGURES = {"small-group", "small-cell", "few-by-subtraction"}
# Words stand first in what is said of them, between quotes, which may be in them too.
_WORDS = re.compile(r"'(.+?)' (?:is|looks|tells|heads|together|may)\b", re.DOTALL)


class Withheld(NotShared):
    """What would be shared names somebody, or shows a group too small."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(findings)
        first = findings[0]
        super().__init__(
            f"Not shared, to protect people: {first.message} ({first.path}) What others"
            " shared was received, and your work is safe here.",
            f"{way_out(first)} (or, if it may be shared, allow it with a reason under"
            " privacy: allow: in plc.yaml, and type: plc sync)",
        )


def way_out(found: Finding) -> str:
    """Say what to type so that something goes out of the history."""
    path = shlex.quote(found.path)
    if found.rule in _FIGURES:
        return (
            "First correct the figure, if it still stands there, and type: plc save;"
            f" then take it out of the past: plc privacy purge {path}"
        )
    if found.path != gate.SPOKEN and layout.spot(found.path) is None:
        return f"Take it out of the past: plc privacy purge {path}"
    words = _WORDS.match(found.message)
    return f"Take it out of the past: plc privacy purge {_quoted(words)}"


def _quoted(words: re.Match[str] | None) -> str:
    """Answer the very words that were found, as a command takes them."""
    if words is None:
        return '"WORDS"'
    told = words[1]
    if told.endswith("…"):  # a longer text was cut: whole words of it are enough
        told = told[:-1].rpartition(" ")[0] or told[:-1]
    is_plain = not set(told) & set('"$`\\!')
    return f'"{told}"' if is_plain else shlex.quote(told)


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
            files = _files(objects, commit)
            paths = [one.path for one in commit.touched if one.after]
            records = {path: files[path] for path in files if layout.spot(path)}
            journal = reading.read({**records, **now}).journal
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


def _files(objects: Objects, commit: Commit) -> dict[str, bytes]:
    """Answer the files that a commit changed, as it left them."""
    held = {
        one.path: objects.contents(one.after.id)
        for one in commit.touched
        if one.after and one.after.is_file
    }
    return {path: data for path, data in held.items() if data is not None}
