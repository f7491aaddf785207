"""Decide a field that people changed differently, and take it off the list."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias, cast

from plcjournal.core import layout
from plcjournal.core.edits.edited import Edited, Refused, shortened
from plcjournal.core.edits.fields import set_field
from plcjournal.core.edits.waiting import Version, Waiting
from plcjournal.core.journal import Journal
from plcjournal.core.likeness import is_list, is_nothing, items_of, keyed
from plcjournal.core.parse import parse
from plcjournal.core.shape import plain
from plcjournal.core.telling.spoken import text as in_one_line
from plcjournal.core.values import Value

_Values: TypeAlias = dict[str, Any]


def decide(journal: Journal, found: Waiting, version: Version) -> Edited:
    """Give a field one of its versions.

    Raises:
        Refused: the version does not fit the record as it is now.
    """
    if found.place is None:
        return dismiss(journal, found)
    bare = _without_entry(journal, found)
    values = _with(bare, "", found.place.keys, version.value)
    edited = _written(journal, found, cast("_Values", values))
    by = f" ({version.signature})" if version.signature else ""
    what = in_one_line(version.value)
    return replace(
        edited,
        sentence=f"Decided {found.field}: {what}{by}",
        subject=shortened(f"Decide {found.field}: {what}"),
    )


def decide_otherwise(journal: Journal, found: Waiting, text: str) -> Edited:
    """Give a field another value as a person typed it; '' leaves nothing there.

    Raises:
        Refused: the value does not fit the field.
    """
    if found.place is None:
        return dismiss(journal, found)
    bare = _written(journal, found, _without_entry(journal, found))
    edited = set_field(bare.journal, found.place, text)
    return replace(
        bare,
        journal=edited.journal,
        sentence=f"Decided {found.field}: {in_one_line(text)}",
        subject=shortened(f"Decide {found.field}: {in_one_line(text)}"),
    )


def dismiss(journal: Journal, found: Waiting) -> Edited:
    """Take a field off the list without changing anything else."""
    edited = _written(journal, found, _without_entry(journal, found))
    why = f", as {found.trouble}" if found.trouble else ""
    return replace(
        edited,
        sentence=f"{found.field} waits for a decision no longer{why}",
        subject=shortened(f"Decide nothing about {found.field}"),
    )


def _without_entry(journal: Journal, found: Waiting) -> _Values:
    values = cast("_Values", plain(journal.record(found.path)))
    left = [entry for entry in values["contested"] if entry["field"] != found.field]
    return {**values, "contested": left}


def _with(here: Value, name: str, way: Sequence[str], value: Value) -> Value:
    """Answer a value with another one at the end of a way into it."""
    if not way:
        return value
    first, *rest = way
    if is_list(here):
        changed = keyed(name, here)[first]
        items = [
            _with(item, first, rest, value) if item is changed else item
            for item in items_of(here)
        ]
        return [item for item in items if item is not None]
    made = dict(here) if isinstance(here, Mapping) else {}
    inner = _with(made.get(first), first, rest, value)
    if is_nothing(inner):
        made.pop(first, None)
    else:
        made[first] = inner
    return made


def _written(journal: Journal, found: Waiting, values: _Values) -> Edited:
    spot = layout.spot(found.path)
    kind = spot.kind if spot else ""
    record, findings = parse(kind, values, found.path)
    if record is None:
        raise Refused(findings)
    return Edited(
        journal=journal.with_record(found.path, record),
        sentence="",
        subject="",
        cycle=found.cycle,
        stage=kind if found.cycle else "",
        action="resolve",
        id=found.field,
    )
