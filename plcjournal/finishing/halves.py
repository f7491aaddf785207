"""Two versions of a record that stand in one file, taken apart and read."""

from __future__ import annotations

from dataclasses import dataclass

from plcjournal import leaf
from plcjournal.codec import markers


class Unparted(Exception):
    """Two versions that cannot be told apart, or of which one cannot be read."""

    def __init__(self, path: str, line: int, why: str) -> None:
        super().__init__(f"{path}, line {line}: {why}")
        self.path = path
        self.line = line
        self.why = why


@dataclass(frozen=True, slots=True)
class Parted:
    """Two versions that can be read; `base` is None where the file does not tell it.

    `names` are what the marks call the two.
    """

    first: bytes
    second: bytes
    base: bytes | None
    names: tuple[str, str]


def parted(path: str, data: bytes) -> Parted:
    """Answer the two versions in the text of a record.

    Raises:
        Unparted: they cannot be told apart, or one cannot be read.
    """
    try:
        apart = markers.take_apart(data)
    except markers.Tangled as tangled:
        why = "the lines that part the two versions do not match each other."
        raise Unparted(path, tangled.line, why) from tangled
    for which, half in (("first", apart.first), ("second", apart.second)):
        one = leaf.read_file(path, half.data)
        if one.record is None:
            found = one.findings[-1]
            why = f"the {which} of the two versions cannot be read: {found.message}"
            raise Unparted(path, half.line_of(found.line), why)
    base = apart.base.data if apart.base else None
    if base is not None and not is_readable(path, base):
        base = None
    return Parted(apart.first.data, apart.second.data, base, apart.names)


def is_readable(path: str, data: bytes) -> bool:
    """Say whether bytes are a record that this plc can read."""
    return leaf.read_file(path, data).record is not None
