"""What was read before, by its content; safe to delete, to corrupt, to share.

An entry is found only by the digest of the bytes it was read from, so a stale or
foreign one is never looked at. Whatever goes wrong here means reading again.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from plcjournal.core.folding import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

# Raised whenever records change their keys or meaning; a test watches over it.
SHAPE = 4
_AT_ONCE = 500
_SEAL = 16


def key_of(kind: str, data: bytes) -> str:
    """Answer the key of what a file of some kind says."""
    start = f"{SHAPE} {kind}\n".encode("utf-8", "surrogatepass")  # a name on the disk
    return hashlib.sha256(start + data).hexdigest()


def _seal(key: str, words: str) -> str:
    """Answer what tells whether an entry is whole: nobody waits until it is on disk."""
    sealed = f"{key}{words}".encode("utf-8", "replace")
    return hashlib.sha256(sealed).hexdigest()[:_SEAL]


def _names_nobody(entry: Any, names: Iterable[str]) -> bool:
    words = " ".join(re.split(r"[\W_]+", folded(json.dumps(entry, ensure_ascii=False))))
    return not any(" ".join(re.split(r"[\W_]+", name)) in words for name in names)


class Cache:
    """Plain values by key, in one small database."""

    def __init__(
        self, file: Path | None, names: Callable[[], Iterable[str]] = tuple
    ) -> None:
        """Take the database, and what answers the names that stay out of it.

        A file that is not saved yet is read as well, and the database lies beside the
        history.
        """
        self._file = file
        self._names = names

    def get(self, keys: Iterable[str]) -> dict[str, Any]:
        """Answer the entries that are known, by key."""
        if self._file is None or not self._file.exists():
            return {}
        wanted = [*keys]
        found: dict[str, Any] = {}
        with suppress(sqlite3.Error, TypeError, ValueError):
            uri = f"{self._file.as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True, timeout=0.2)) as base:
                for start in range(0, len(wanted), _AT_ONCE):
                    part = wanted[start : start + _AT_ONCE]
                    marks = ",".join("?" * len(part))
                    query = f"SELECT key, entry FROM seen WHERE key IN ({marks})"  # noqa: S608  # only question marks
                    for key, entry in base.execute(query, part):
                        seal, words = entry[:_SEAL], entry[_SEAL:]
                        if seal == _seal(key, words):
                            found[key] = json.loads(words)
        return found

    def put(self, entries: Mapping[str, Any]) -> None:
        """Remember entries; in a read-only folder nothing happens."""
        if self._file is None or not entries:
            return
        kept_out = [folded(name) for name in self._names()]
        rows = [
            (key, f"{_seal(key, words)}{words}")
            for key, entry in entries.items()
            if not kept_out or _names_nobody(entry, kept_out)
            for words in (json.dumps(entry),)
        ]
        try:
            self._write(rows)
        except (sqlite3.OperationalError, OSError):
            return  # busy, full or read-only: what is there stays of use
        except sqlite3.Error:
            # A damaged database is of no use to anybody: the next reader starts anew.
            with suppress(OSError):
                self._file.unlink(missing_ok=True)

    def _write(self, rows: list[tuple[str, str]]) -> None:
        if self._file is None:
            return
        self._file.parent.mkdir(exist_ok=True)
        with closing(sqlite3.connect(self._file, timeout=0.2)) as base, base:
            base.execute("PRAGMA synchronous=OFF")
            base.execute(
                "CREATE TABLE IF NOT EXISTS seen (key TEXT PRIMARY KEY, entry)"
            )
            base.executemany("INSERT OR REPLACE INTO seen VALUES (?, ?)", rows)
