"""The text of records: revised where a file exists, scaffolded where it is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from plcjournal import templates
from plcjournal.codec import editor, writer
from plcjournal.core import layout
from plcjournal.core.edits.edited import NotEditable
from plcjournal.core.scaffold import model_comments, model_values, questions, shown
from plcjournal.core.shape import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.core.journal import Journal
    from plcjournal.core.values import Value

_NOTHING: tuple[object, ...] = (None, [], {}, False)


def touched(before: Journal, after: Journal) -> tuple[str, ...]:
    """Answer the paths of records that an edit made new or different."""
    return tuple(path for path in after.unlike(before) if after.record(path))


def texts(
    before: Journal, after: Journal, files: Mapping[str, bytes]
) -> dict[str, bytes]:
    """Answer the new text of every record that an edit touched.

    `files` are the bytes that the journal before was read from.

    Raises:
        NotEditable: a file that could not be read stands where a record shall go.
    """
    return {path: _text(before, after, files, path) for path in touched(before, after)}


def _text(
    before: Journal, after: Journal, files: Mapping[str, bytes], path: str
) -> bytes:
    data = files.get(path)
    if data is None:
        return scaffolded(after, path)
    old, new = before.record(path), after.record(path)
    if old is None or new is None:
        raise NotEditable(path)
    return editor.revise(data, _kept(plain(old)), _kept(plain(new)))


def _kept(values: dict[str, Value]) -> dict[str, Value]:
    """Answer a record's values; where nothing is contested, nothing says so."""
    return {k: item for k, item in values.items() if item or k != "contested"}


def scaffolded(journal: Journal, path: str) -> bytes:
    """Answer the text of a new record, with its model's questions as comments."""
    values = plain(journal.record(path))
    spot = layout.spot(path)
    if spot is not None and spot.kind == "model":
        kept = model_values(values)
        comments = model_comments(kept, templates.explained())
    elif spot is None or not spot.is_stage:
        kept, comments = cast("dict[str, Value]", _said(values)), {}
    else:
        model = journal.model_of(journal.cycles[spot.name])
        kept = shown(spot.kind, values)
        comments = questions(spot.kind, model, journal.settings.language)
    above = (layout.schema_line(path), *comments.get("", ()))
    return writer.write(kept, {**comments, "": above})


def _said(value: object) -> object:
    """Answer values without the empty ones inside, for a new file."""
    if isinstance(value, dict):
        inner = {key: _said(item) for key, item in value.items()}
        return {key: item for key, item in inner.items() if item not in _NOTHING}
    return [_said(item) for item in value] if isinstance(value, list) else value
