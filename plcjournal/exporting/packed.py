"""Hides how very many rows, and the files of them, are held: packed until needed."""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from plcjournal.core.tables.column import Cell

Row: TypeAlias = "tuple[Cell, ...]"

Kind = TypeVar("Kind")

_AT_ONCE = 500


class Packed(Collection[Kind]):
    """Rows, or what becomes rows, in the order in which they came."""

    def __init__(self, rows: Iterable[Kind] = ()) -> None:
        """Take rows, one after the other."""
        self._parts: list[bytes] = []
        self._loose: list[Kind] = []
        for row in rows:
            self.add(row)

    def add(self, row: Kind) -> None:
        """Take one more row."""
        self._loose.append(row)
        if len(self._loose) == _AT_ONCE:
            self._parts.append(zlib.compress(pickle.dumps(self._loose), 1))
            self._loose = []

    def __len__(self) -> int:
        return len(self._parts) * _AT_ONCE + len(self._loose)

    def __iter__(self) -> Iterator[Kind]:
        for part in self._parts:
            yield from pickle.loads(zlib.decompress(part))  # noqa: S301  # our own
        yield from self._loose

    def __reversed__(self) -> Iterator[Kind]:
        yield from reversed(self._loose)
        for part in reversed(self._parts):
            yield from reversed(pickle.loads(zlib.decompress(part)))  # noqa: S301

    def __contains__(self, row: object) -> bool:
        return any(one == row for one in self)


class PackedFiles(Mapping[str, bytes]):
    """Files by their names, each unpacked whenever somebody asks for it."""

    def __init__(self, files: Mapping[str, Iterable[bytes]]) -> None:
        """Take files, each in pieces."""
        self._files = {
            name: [zlib.compress(piece, 1) for piece in pieces]
            for name, pieces in files.items()
        }

    def __getitem__(self, name: str) -> bytes:
        return b"".join(self.pieces(name))

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the pieces of a file: it may be too big to be held whole."""
        return map(zlib.decompress, self._files[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)
