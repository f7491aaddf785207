"""Remembers which records passed the gate, so that only new words are looked at.

What is remembered holds for the same list of names, settings, teams and rules alone;
without it, or with any of these changed, everything is looked at again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal import __version__, core

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_FILE = "pages-passed.json"


class Passed:
    """The cycles that passed before, by a digest of their records."""

    def __init__(self, notes: Path, common: Iterable[bytes]) -> None:
        self._file = notes / _FILE
        self._rules = _digest([__version__.encode(), *_rules(), *common])
        self._known = self._read()

    def holds(self, digest: str) -> bool:
        """Say whether records of this digest passed before."""
        return digest in self._known

    def keep(self, digests: Iterable[str]) -> None:
        """Remember what passed now, and forget all that is no longer there."""
        told = sorted({*digests})
        document = {"rules": self._rules, "passed": told}
        if {*told} == self._known:
            return
        with contextlib.suppress(OSError):  # a folder that may only be read
            self._file.write_text(json.dumps(document), encoding="utf-8")

    def _read(self) -> frozenset[str]:
        try:
            told = json.loads(self._file.read_bytes())
            if told["rules"] == self._rules:
                return frozenset(map(str, told["passed"]))
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return frozenset()


def _rules() -> list[bytes]:
    """Answer what decides: the modules of the gate themselves."""
    folder = Path(core.__file__).parent / "privacy"
    return [file.read_bytes() for file in sorted(folder.rglob("*.py"))]


def digest_of(records: Mapping[str, bytes]) -> str:
    """Answer the digest by which the records of a cycle are known again."""
    return _digest(part for item in sorted(records.items()) for part in _parts(*item))


def _parts(path: str, data: bytes) -> tuple[bytes, bytes]:
    return path.encode(), data


def _digest(parts: Iterable[bytes]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(f"{len(part)}:".encode())
        found.update(part)
    return found.hexdigest()
