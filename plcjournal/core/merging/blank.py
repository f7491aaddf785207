"""Hides what a record, or an item of a list, holds before anybody types anything."""

from collections.abc import Sequence
from functools import cache
from typing import cast

from pydantic_core import PydanticUndefined

from plcjournal.core import layout
from plcjournal.core.merging.sides import Values
from plcjournal.core.parse import KINDS
from plcjournal.core.shape import Record, inner_record, keys, kind_of, plain


def blank(path: str, way: Sequence[str]) -> Values:
    """Answer the defaults of what a way leads to inside the record of a path.

    Nothing where plc knows of no record there.
    """
    spot = layout.spot(path)
    record: type[Record] | None = KINDS[spot.kind] if spot else None
    parts = iter(way)
    for part in parts:
        if record is None or part not in keys(record):
            return {}
        if kind_of(record, part) == "list":
            next(parts, None)  # what tells the item from its siblings
        record = inner_record(record, part)
    return _defaults(record) if record else {}


@cache
def _defaults(record: type[Record]) -> Values:
    made = {}
    for name, info in record.model_fields.items():
        value = info.get_default(call_default_factory=True, validated_data={})
        if name != "extra" and value is not PydanticUndefined:
            made[info.alias or name] = plain(value)
    return cast("Values", made)  # of a record's own defaults
