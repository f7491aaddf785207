"""What keeps a change from being saved: new errors, and words that name a person.

Every way in passes here: commands, hand edits, the editor, a new journal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from plcjournal import reading
from plcjournal.core import layout, privacy
from plcjournal.core.rules.journal import check_journal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from plcjournal.core.findings import Finding
    from plcjournal.core.journal import Journal

SPOKEN = "the message"
_COMMENT = re.compile(r"(?:^|\s)#\s*(.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Change:
    """A journal before and after, and the files and words that would be recorded."""

    before: Journal
    after: Journal
    paths: Sequence[str]
    files: Mapping[str, bytes]
    words: Sequence[str] = ()


def broken(change: Change) -> tuple[Finding, ...]:
    """Answer the errors that a change brings; those that stood before do not count."""
    gone = {*change.before.records()} - {*change.after.records()}
    paths = None if gone else change.paths
    old = {_same(found) for found in check_journal(change.before, paths)}
    return tuple(
        found
        for found in check_journal(change.after, paths)
        if found.blocks and _same(found) not in old
    )


def private(
    change: Change,
    names: Sequence[str],
    recorded: Callable[[Sequence[str]], Mapping[str, bytes]],
) -> tuple[Finding, ...]:
    """Answer what in a change must not enter the history.

    `recorded` answers the bytes that the history holds of some paths already: what
    stands there is past holding back, and does not stop other work.
    """
    found = _named(change.after, change.paths, change.files, names)
    if found:
        files = recorded([path for path in change.paths if layout.spot(path)])
        there = reading.read({**change.files, **files}).journal if files else None
        old = _named(there, [*files], files, names) if there else ()
        known = {_same(one) for one in old}
        found = tuple(one for one in found if _same(one) not in known)
    settings = change.after.settings.privacy
    spoken = [
        one
        for words in change.words
        for one in privacy.check_text(words, settings, names, path=SPOKEN)
    ]
    return (*found, *([] if found else spoken))


def _named(
    journal: Journal,
    paths: Sequence[str],
    files: Mapping[str, bytes],
    names: Sequence[str],
) -> tuple[Finding, ...]:
    settings = journal.settings.privacy
    found = [*privacy.check(journal, paths, names)]
    for path in paths:
        # An address stands in the path as it is, a name between hyphens and others.
        for spot in dict.fromkeys((path, re.sub(r"[-_/.]", " ", path))):
            told = privacy.check_text(spot, settings, names, path=path)
            found += [one for one in told if one.message not in _messages(found, path)]
        if layout.spot(path) is None or path == layout.SETTINGS:
            continue
        text = files.get(path, b"").decode("utf-8", "replace")
        for comment in _COMMENT.findall(text):
            found += privacy.check_text(comment, settings, names, path=path)
    return tuple(found)


def _messages(findings: Sequence[Finding], path: str) -> set[str]:
    return {one.message for one in findings if one.path == path and not one.field}


def _same(found: Finding) -> tuple[str, str, str, str]:
    return found.rule, found.path, found.message, found.text
