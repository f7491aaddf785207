"""Hides how a decision that is taken back becomes an open choice again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plcjournal.codec import editor
from plcjournal.core.edits.waiting import waiting
from plcjournal.core.likeness import is_nothing, items_of, same
from plcjournal.core.merging.merge import ABSENT
from plcjournal.signing import value_at
from plcjournal.undoing.restoring import journal_with, values_of

if TYPE_CHECKING:
    from plcjournal.core.edits.waiting import Waiting
    from plcjournal.core.values import Value
    from plcjournal.reading import Read
    from plcjournal.undoing.mine import Wrote
    from plcjournal.undoing.restoring import Putting


def reopen(putting: Putting, read: Read, wrote: Wrote) -> None:
    """List what stands in a field until now where it shall wait for a decision again.

    Nobody's word is lost by it: what was decided is one more version to choose from.
    """
    if not any(b"contested" in (data or b"") for data in putting.files.values()):
        return
    paths = [*putting.files]
    before = {(one.path, one.field) for one in waiting(read.journal, paths)}
    for found in waiting(journal_with(read, putting.files), paths):
        is_new = (found.path, found.field) not in before
        if is_new and found.place is not None:
            _list_present(putting, found, found.place.keys, wrote)


def _list_present(
    putting: Putting, found: Waiting, keys: tuple[str, ...], wrote: Wrote
) -> None:
    held, now = putting.files[found.path], putting.now[found.path]
    if held is None or now is None:
        return
    present = value_at(values_of(found.path, now), keys)
    value: Value = None if present is ABSENT else present  # type: ignore[assignment]
    if any(same(one.value, value) for one in found.versions):
        return
    signature = wrote(found.path, keys)
    told: Value = {
        **({"absent": True} if is_nothing(value) else {"value": value}),
        **({"by": signature.by} if signature.by else {}),
        **({"date": signature.date} if signature.date else {}),
    }
    values = values_of(found.path, held)
    contested = [
        _with(entry, told) if _field(entry) == found.field else entry
        for entry in items_of(values["contested"])
    ]
    text = editor.revise(held, values, {**values, "contested": contested})
    if values_of(found.path, text):
        putting.files[found.path] = text


def _field(entry: Value) -> str:
    return str(entry.get("field")) if isinstance(entry, dict) else ""


def _with(entry: Value, told: Value) -> Value:
    """Answer an entry with one more version."""
    if not isinstance(entry, dict):
        return entry
    return {**entry, "values": [*items_of(entry.get("values")), told]}
