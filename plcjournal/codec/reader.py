"""Hides how a record is read: bytes become plain values and troubles with places."""

from collections.abc import Sequence
from typing import NamedTuple

from plcjournal.codec.doubts import doubts_about
from plcjournal.codec.source import Trouble, decode
from plcjournal.codec.tree import Broken, Entries, Items, Node, grow, record_of
from plcjournal.core.values import Value

__all__ = ["Reading", "Trouble", "locate_all", "read"]


class Reading(NamedTuple):
    """What a file says; `values` is None where a trouble is an error."""

    values: dict[str, Value] | None
    troubles: tuple[Trouble, ...]


def read(data: bytes) -> Reading:
    """Read a record; whatever stands in the way is a trouble, never an exception."""
    source = decode(data)
    if source.text is None:
        return Reading(None, source.troubles)
    try:
        root = grow(source.text)
    except Broken as broken:
        from plcjournal.codec.explain import explain

        return Reading(None, (*source.troubles, explain(source.text, broken)))
    troubles = (*source.troubles, *doubts_about(source.text, root))
    return Reading(record_of(root), troubles)


def locate_all(
    data: bytes, paths: Sequence[Sequence[str | int]]
) -> list[tuple[int, int]]:
    """Answer the 1-based lines and columns of keys or list items, read once.

    Where a path leads nowhere, it is the place of the nearest ancestor that is there;
    (1, 1) if that is the record itself, or if the text cannot be read.
    """
    source = decode(data)
    try:
        root = None if source.text is None else grow(source.text)
    except Broken:
        root = None
    return [_place(root, path) if root else (1, 1) for path in paths]


def _place(root: Node, path: Sequence[str | int]) -> tuple[int, int]:
    node, line, column = root, 0, 0
    for step in path:
        found = _child(node, step)
        if found is None:
            break
        named, node = found
        line, column = named.line, named.column
    return line + 1, column + 1


def _child(node: Node, step: str | int) -> tuple[Node, Node] | None:
    if isinstance(node, Entries):
        for key, value in node.pairs:
            if key.text == str(step):
                return key, value
    elif isinstance(node, Items) and step in range(len(node.children)):
        child = node.children[int(step)]
        return child, child
    return None
