"""Hides how new objects are handed to history: all of them in one go."""

import zlib
from collections.abc import Sequence
from typing import NamedTuple

from plcjournal.repository.content import hasher, object_id

_NUMBERS = {"tree": 2, "blob": 3}


class New(NamedTuple):
    """What is not in history yet: a `blob` or a `tree`."""

    kind: str
    data: bytes

    def id(self, digits: int) -> str:
        """Answer the id that history gives it."""
        return object_id(self.kind, self.data, digits)


def packed(objects: Sequence[New], digits: int) -> bytes:
    """Answer objects as git sends them to another git."""
    parts = [b"PACK", (2).to_bytes(4, "big"), len(objects).to_bytes(4, "big")]
    for one in objects:
        # History presses them itself; until then they only go through a pipe.
        parts += [_head(_NUMBERS[one.kind], len(one.data)), zlib.compress(one.data, 0)]
    whole = hasher(digits)
    for part in parts:
        whole.update(part)
    return b"".join([*parts, whole.digest()])


def _head(number: int, size: int) -> bytes:
    """Answer kind and size: seven bits a byte, four in the first, small ones first."""
    size, low = divmod(size, 16)
    row = [number << 4 | low]
    while size:
        size, low = divmod(size, 128)
        row.append(low)
    return bytes([*(one | 128 for one in row[:-1]), row[-1]])
