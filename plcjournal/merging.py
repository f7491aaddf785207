"""Records that two people changed, as bytes: field by field, comments kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from plcjournal import store
from plcjournal.core import layout
from plcjournal.core.merging.merge import ABSENT, Decision, Kind, merge, unsigned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from plcjournal.core.merging.merge import Records, Sign, Values
    from plcjournal.core.values import Value


_TOO_LONG = f"Together they are longer than the {store.LIMIT // 1024} KB of a record."


class Unmergeable(Exception):
    """A side of a record that cannot be read, or that a newer plc wrote."""

    def __init__(self, path: str, side: str, why: str) -> None:
        super().__init__(f"{path} ({side}): {why}")
        self.path = path
        self.side = side
        self.why = why


@dataclass(frozen=True, slots=True)
class Joined:
    """What came of one record: its bytes, and what the sides did not agree on."""

    data: bytes
    decisions: tuple[Decision, ...] = ()


def groups(paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Answer the records that are merged together, by the name of what they belong to.

    Items of one cycle's records name each other; any other record stands alone.
    """
    found: dict[str, tuple[str, ...]] = {}
    for path in paths:
        spot = layout.spot(path)
        if spot is not None and spot.is_stage:
            found[spot.name] = tuple(
                layout.stage_path(spot.name, stage) for stage in layout.STAGES
            )
        elif spot is not None:
            found[path] = (path,)
    return found


def join_records(
    base: Mapping[str, bytes],
    ours: Mapping[str, bytes],
    theirs: Mapping[str, bytes],
    sign: Sign = unsigned,
) -> dict[str, Joined | None]:
    """Merge the records of one group; a path whose file goes away answers None.

    The result is the text of theirs with what only we changed put into it.

    Raises:
        Unmergeable: one side cannot be read as records.
    """
    paths = sorted({*base, *ours, *theirs})
    values = [
        _values(side, files)
        for side, files in (("base", base), ("ours", ours), ("theirs", theirs))
    ]
    before, mine, shared = values
    made = merge(before, mine, shared, sign)
    told: dict[str, list[Decision]] = {path: [] for path in paths}
    for decision in made.decisions:
        told.setdefault(decision.path, []).append(decision)
    sides = (base, ours, theirs)
    return {
        path: _sound(path, sides, values, made.records.get(path), told[path])
        for path in paths
    }


def _sound(
    path: str,
    sides: Sequence[Mapping[str, bytes]],
    values: Sequence[Records],
    merged: dict[str, Value] | None,
    decisions: Sequence[Decision],
) -> Joined | None:
    """Answer what came of one record, if it can be written and read again."""
    from plcjournal.codec.editor import RevisionError

    try:
        joined = _joined(path, sides, values, merged, decisions)
    except RevisionError as error:
        base, ours, theirs = (len(files.get(path, b"")) for files in sides)
        is_long = ours + theirs - base > store.LIMIT
        why = _TOO_LONG if is_long else error.sentence
        raise Unmergeable(path, "theirs", why) from error
    if joined is not None:
        if len(joined.data) > store.LIMIT:
            raise Unmergeable(path, "both together", _TOO_LONG)
        read_values(path, joined.data, "both together")
    return joined


def _values(side: str, files: Mapping[str, bytes]) -> Records:
    return {path: read_values(path, data, side) for path, data in files.items()}


def kept(path: str, *, is_ours: bool) -> Decision:
    """Answer that what one side took away stays, as the other worked on it."""
    ours, theirs = (None, ABSENT) if is_ours else (ABSENT, None)
    return Decision(path, "", Kind.KEPT, ours, theirs)


def read_values(path: str, data: bytes, side: str = "") -> Values:
    """Answer the plain values of a record's bytes.

    Raises:
        Unmergeable: they are no record, or one of a newer plc.
    """
    from plcjournal import leaf
    from plcjournal.core.shape import plain

    one = leaf.read_file(path, data)
    if one.record is None:
        why = one.findings[0].message if one.findings else "It is no record."
        raise Unmergeable(path, side, why)
    return cast("Values", plain(one.record))


def _joined(
    path: str,
    sides: Sequence[Mapping[str, bytes]],
    values: Sequence[Records],
    merged: dict[str, Value] | None,
    decisions: Sequence[Decision],
) -> Joined | None:
    from plcjournal.codec import editor
    from plcjournal.codec.comments import attached, new_comments
    from plcjournal.codec.sameness import same

    if merged is None:
        return None
    base, ours, theirs = (files.get(path) for files in sides)
    told = tuple(decisions)
    if theirs is None or ours is None:
        kept, side = (theirs, values[2]) if ours is None else (ours, values[1])
        if kept is None:
            return None
        return Joined(editor.revise(kept, side[path], merged), told)
    if theirs == base and same(values[1][path], merged):
        return Joined(ours, told)
    text = editor.revise(theirs, values[2][path], merged)
    text = attached(text, new_comments(base, ours, theirs))
    # What we took away may have had a new comment of theirs on it.
    return Joined(attached(text, new_comments(base, theirs, text)), told)
