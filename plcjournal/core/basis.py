"""What a review looked at, as one word, so that later changes of it show."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from plcjournal.core.recalled import values_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from plcjournal.core.cycle import Cycle

# What gives the figures of a measure their meaning, beside its cut.
_MEANING = ("id", "unit", "better", "scale")


def digest_of(cycle: Cycle) -> str:
    """Answer the digest of what a review looks at: what was measured and noticed.

    A name, a target, or who is known to have been there both times is no measurement.
    """
    looked_at = values_of(cycle.evidence)
    seen = {
        "measures": [_measured(one) for one in looked_at["measures"]],
        "observations": _spoken(looked_at["observations"]),
    }
    text = json.dumps(seen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def is_stale(cycle: Cycle) -> bool:
    """Say whether the evidence changed after the review that rests on it."""
    known = cycle.review.based_on
    if not known or {"evidence", "review"} & cycle.unread:
        return False
    return known != digest_of(cycle)


def _measured(measure: Mapping[str, Any]) -> object:
    """Answer the figures of a measure and what they mean, without its other words."""
    cut, results = measure.get("cut") or {}, measure.get("results") or ()
    values = {
        **{key: measure.get(key) for key in _MEANING},
        "cut": cut.get("at"),
        "results": [{k: v for k, v in one.items() if k != "paired"} for one in results],
    }
    return _spoken(values)


def _spoken(value: object) -> object:
    """Answer values without what says nothing, numbers by value.

    A later plc may know more fields; what a review looked at stays the same.
    """
    if isinstance(value, dict):
        inner = {key: _spoken(item) for key, item in value.items()}
        return {k: v for k, v in inner.items() if v is not None and v not in ([], {})}
    if isinstance(value, list):
        return [_spoken(item) for item in value]
    is_whole = isinstance(value, float) and value.is_integer()
    return int(value) if is_whole and isinstance(value, float) else value
