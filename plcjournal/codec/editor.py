"""Hides how a hand-written file is changed: only the lines of what changed."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from plcjournal.codec.agreement import agrees
from plcjournal.codec.sameness import same
from plcjournal.codec.source import MARK, decode
from plcjournal.codec.splicing import Splicer
from plcjournal.codec.tree import Broken, Entries, Items, Scalar, grow, record_of
from plcjournal.codec.writer import render
from plcjournal.core.values import Value
from plcjournal.errors import PlcError

if TYPE_CHECKING:
    from plcjournal.codec.tree import Node


class RevisionError(PlcError):
    """A change cannot be put into a file that a person wrote; the file stays."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}; the file was left as it is.", "plc validate")


def revise(
    data: bytes, before: Mapping[str, Value], after: Mapping[str, Value]
) -> bytes:
    """Put the difference of two states of a record into its file.

    Args:
        data: The file as a person wrote it.
        before: The whole record as it was read from it, defaults included.
        after: The whole record as it shall be.

    Raises:
        RevisionError: if the file cannot be read, or would not read back as asked.
    """
    source = decode(data)
    if source.text is None:
        raise _unreadable()
    try:
        root = grow(source.text)
    except Broken as broken:
        raise _unreadable() from broken
    if same(before, after):
        return data
    settled_end = _with_settled_end(source.text, root)
    # With blocks first: but a comment below may be indented so far that it would
    # become part of the text.
    for with_blocks in (True, False):
        for text in dict.fromkeys((source.text, settled_end)):
            revised = _faithful(text, root, before, after, with_blocks=with_blocks)
            if revised is not None:
                return ((MARK if source.marked else "") + revised).encode("utf-8")
    raise RevisionError("The change does not fit into the file as it is written")


def _unreadable() -> RevisionError:
    return RevisionError("The file cannot be read")


def _faithful(
    text: str,
    old: Entries,
    before: Mapping[str, Value],
    after: Mapping[str, Value],
    *,
    with_blocks: bool,
) -> str | None:
    """Answer the changed text, or None if it does not read back as asked."""
    try:
        root = grow(text)
        if root.is_flow:
            revised = _unfolded(text, root, before, after, with_blocks=with_blocks)
        else:
            splicer = Splicer(text, with_blocks=with_blocks)
            splicer.mapping(root, before, after, is_top=True)
            revised = splicer.result()
        new = record_of(grow(revised))
    except (Broken, ValueError, IndexError, StopIteration):
        # A layout nobody thought of; what follows would be a guess.
        return None
    return revised if agrees(new, record_of(old), before, after) else None


def _unfolded(
    text: str,
    root: Entries,
    before: Mapping[str, Value],
    after: Mapping[str, Value],
    *,
    with_blocks: bool,
) -> str:
    """Answer the text of a record in brackets, on lines of its own."""
    old = record_of(root)
    gone = before.keys() - after.keys()
    record = {key: value for key, value in old.items() if key not in gone}
    record |= {
        key: value
        for key, value in after.items()
        if not (key in before and same(before[key], value))
    }
    lines = render(record, with_blocks=with_blocks).rstrip("\n")
    return text[: root.start] + lines + text[root.end :]


def _with_settled_end(text: str, root: Entries) -> str:
    """Answer the text, safe for lines to be added after its last line.

    A block text that the file ends in without a line break has none in its value;
    once more lines follow, only `-` after its bar says so.
    """
    node: Node = root
    while not isinstance(node, Scalar):
        inner = node.children if isinstance(node, Items) else [v for _, v in node.pairs]
        if not inner or node.is_flow:
            return text
        node = inner[-1]
    if node.style not in ("|", ">") or node.text.endswith("\n"):
        return text
    if text.endswith(("\n", "\r")):
        return text
    head, rest = text[: node.start + 1], text[node.start + 1 :]
    return head + "-" + rest.lstrip("+-")
