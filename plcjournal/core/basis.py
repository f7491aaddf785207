"""What a review looked at, as one word, so that later changes of it show."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from plcjournal.core.recalled import values_of

if TYPE_CHECKING:
    from plcjournal.core.journal import Cycle


def digest_of(cycle: Cycle) -> str:
    """Answer the digest of what a review looks at: measures and observations."""
    looked_at = values_of(cycle.evidence)
    seen = {key: _spoken(looked_at[key]) for key in ("measures", "observations")}
    text = json.dumps(seen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def is_stale(cycle: Cycle) -> bool:
    """Say whether the evidence changed after the review that rests on it."""
    known = cycle.review.based_on
    if not known or {"evidence", "review"} & cycle.unread:
        return False
    return known != digest_of(cycle)


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
