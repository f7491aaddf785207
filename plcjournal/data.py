"""What commands answer, as JSON knows it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any


def as_data(value: object) -> Any:
    """Answer a result as JSON knows it: every field, empty ones too."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            one.name: as_data(getattr(value, one.name))
            for one in fields(value)
            if one.metadata.get("shown") != "text"
        }
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: as_data(getattr(value, name)) for name in value._fields}
    if isinstance(value, tuple | list | frozenset):
        return [as_data(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return str(value)  # JSON knows no such number
    if isinstance(value, dict):
        return {str(key): as_data(item) for key, item in value.items()}
    return value
