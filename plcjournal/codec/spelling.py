"""Hides how one plain value stands in a line: as a bare word, in quotes, as a block."""

import math
from collections.abc import Callable
from typing import TypeAlias

from plcjournal.codec.quoting import stands_in_block, stands_plain
from plcjournal.core.values import Unquoted, typed

Spell: TypeAlias = Callable[[float | str | None], tuple[str, str]]


def spelled(value: float | str | None, *, with_blocks: bool) -> tuple[str, str]:
    """Answer one value as text, and how it stands: "", in quotes, or below a bar."""
    if not isinstance(value, str):
        return _word(value), ""
    if _is_unquoted(value):
        return str(value), ""
    if with_blocks and stands_in_block(value):
        return str(value), "|"
    return str(value), "" if stands_plain(value) else '"'


def _is_unquoted(text: str) -> bool:
    return isinstance(text, Unquoted) and isinstance(typed(text), Unquoted)


def _word(value: float | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ".nan" if math.isnan(value) else f"{value:+}".replace("inf", ".inf")
        mantissa, exponent, power = repr(value).partition("e")
        # Without a point, 1e+16 is a text to YAML 1.1.
        return (
            mantissa
            + (".0" if exponent and "." not in mantissa else "")
            + (exponent + power)
        )
    return str(value)
