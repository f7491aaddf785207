"""Hides how a loss is told, and what brings it back: a command, or whole files."""

from __future__ import annotations

import re
import shlex
from functools import cached_property
from typing import TYPE_CHECKING

from plcjournal.codec import editor
from plcjournal.core import layout
from plcjournal.core.diff import apply, compare
from plcjournal.core.edits.edited import Edited, NotEditable, shortened
from plcjournal.core.edits.fields import find_field, set_field
from plcjournal.core.likeness import same
from plcjournal.core.shape import plain
from plcjournal.core.telling.sentences import said
from plcjournal.core.telling.wording import one_line
from plcjournal.core.ways import Ways
from plcjournal.errors import PlcError
from plcjournal.merging import Unmergeable, read_values
from plcjournal.moments.moment import past_of
from plcjournal.moments.names import Names

if TYPE_CHECKING:
    from plcjournal.auditing.inspection import Item
    from plcjournal.core.diff import Change
    from plcjournal.core.journal import Journal
    from plcjournal.core.values import Value
    from plcjournal.repository.objects import Objects
    from plcjournal.repository.revisions import Blob
    from plcjournal.workspace import Workspace

    Files = dict[str, bytes | None]

_LONGEST = 200
_BARE = re.compile(r"[\w./:@%+,=-]+")
# What means the same between double quotes to every shell people may use.
_QUOTABLE = re.compile(r"[^\"\\$`!%\x00-\x1f\x7f]*")
_SCALARS = ("text", "words", "date", "number", "flag")


class Commands:
    """What people type to bring things back."""

    def __init__(self, space: Workspace) -> None:
        self._space = space

    @cached_property
    def journal(self) -> Journal:
        """Answer the journal as it is on disk."""
        return self._space.read().journal

    def of(self, item: Item) -> str:
        """Answer the command that brings a thing back."""
        if item.is_cycle and not item.lost[0].change.after:
            return f"plc remove --cycle {self._cycle(item.cycle)}"
        is_named = bool(item.cycle) and not item.is_cycle
        cycle = f" --cycle {self._cycle(item.cycle)}" if is_named else ""
        text = self._by_setting(item)
        if text is not None:
            return f"plc set {quoted(item.field)} {quoted(text)}{cycle}"
        return f"plc audit --bring-back {quoted(item.field)}{cycle}"

    def _cycle(self, name: str) -> str:
        """Answer the shortest name of a cycle that means it."""
        short = name.split("/")[1][8:]
        try:
            found = self.journal.find_cycle(short).name == name
        except PlcError:
            found = False
        return short if found else name

    def _by_setting(self, item: Item) -> str | None:
        """Answer what to set the field to, None where that would not do it."""
        change = item.change
        if change is None or change.is_item:
            return None
        text = _typed(change.after)
        now = self.journal.record(change.path)
        if text is None or now is None or not _QUOTABLE.fullmatch(text):
            return None
        try:
            cycle = self.journal.cycles.get(item.cycle)
            place = find_field(self.journal, cycle, change.field)
            if place.holds not in _SCALARS:
                return None
            made = set_field(self.journal, place, text).journal.record(change.path)
        except PlcError:
            return None
        changed = compare(change.path, plain(now), plain(made))
        is_it = [one.keys for one in changed] == [change.keys] and same(
            Ways(plain(made)).at(change.keys), change.after
        )
        return text if is_it else None


def _typed(value: Value) -> str | None:
    """Answer how people type a single value, None for anything longer."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float | str):
        text = str(value)
        return text if len(text) <= _LONGEST and not text.startswith("-") else None
    return None


def quoted(text: str) -> str:
    """Answer a text as one word for a shell."""
    if _BARE.fullmatch(text):
        return text
    return f'"{text}"' if _QUOTABLE.fullmatch(text) else shlex.quote(text)


def sentence(item: Item, journal: Journal) -> str:
    """Tell what was lost."""
    if item.is_cycle:
        return _of_cycle(item)
    change = item.lost[0].change
    if not item.lost[0].is_file:
        told = said(change, names=Names(journal).of(item.cycle, change.path))
        words = one_line(change.after) if isinstance(change.after, str) else ""
        is_new = change.before is not None and " " in words and words not in told
        return f"{told}: {words}" if is_new else told
    name = item.path.split("/files/", 1)[-1]
    if not change.after:
        return f"took away the file {name}"
    return f"{'changed' if change.before else 'added'} the file {name}"


def _of_cycle(item: Item) -> str:
    """Tell that a whole cycle was lost, or that one is there again."""
    title = item.cycle.split("/")[1]
    for one in item.lost:
        values = one.change.after or one.change.before
        if one.change.path.endswith("/priority.yaml") and isinstance(values, dict):
            title = one_line(str(values.get("title")))
    if not item.lost[0].change.after:
        return f"took away the cycle {title}"
    records = sum(layout.spot(one.change.path) is not None for one in item.lost)
    files = len(item.lost) - records
    beside = f" and {files} file{'s' if files > 1 else ''}" if files else ""
    return f"the whole cycle {title} ({records} records{beside})"


def edit_of(item: Item, journal: Journal) -> Edited:
    """Answer what bringing a thing back is called; what comes of it is not in it."""
    spot = layout.spot(item.path)
    return Edited(
        journal,
        f"Brought back: {sentence(item, journal)}",
        shortened(f"Bring back: {item.field}"),
        cycle=item.cycle,
        stage=spot.kind if spot and spot.is_stage else "",
        action="bring-back",
        id=item.field,
    )


def files_of(space: Workspace, item: Item) -> tuple[Files, Files]:
    """Answer the files as a merge has them, and as they should be.

    Raises:
        NotEditable: a record is none that plc can write.
        RevisionError: the change does not fit into the file.
    """
    was: Files = {}
    want: Files = {}
    revisions, _, _ = past_of(space)
    with revisions.objects() as objects:
        for one in item.lost:
            has, wanted = (_bytes(objects, blob) for blob in (one.has, one.wanted))
            path = one.change.path
            was[path] = has
            try:
                whole = one.is_file
                want[path] = wanted if whole else _record(one.change, has, wanted)
            except Unmergeable:
                raise NotEditable(path) from None
    return was, want


def _bytes(objects: Objects, blob: Blob | None) -> bytes | None:
    return None if blob is None else objects.contents(blob.id)


def _record(change: Change, has: bytes | None, wanted: bytes | None) -> bytes | None:
    """Answer the bytes of a record with one change made to it, or put there whole."""
    path = change.path
    if change.keys and has is not None:
        values = read_values(path, has)
        return editor.revise(has, values, apply(values, [change]))
    if wanted is None or not isinstance(change.after, dict):
        return None
    return editor.revise(wanted, read_values(path, wanted), change.after)
