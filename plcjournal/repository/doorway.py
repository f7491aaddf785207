"""Hides how a lock that a dead program left in a shared folder gets out of the way."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

# A program at work keeps such a lock for some thousandths of a second.
_SECONDS: Final = 10.0
_FOUND: Final = (
    "A program that stopped half way kept the shared folder locked; it is open again"
)


class Doorway:
    """One branch of a shared folder, where only one program may write at a time.

    On a server the server's own programs see to this.
    """

    def __init__(
        self,
        folder: Path,
        tell: Callable[[str], None] | None = None,
        seconds: float = _SECONDS,
    ) -> None:
        self._folder = folder if (folder / "HEAD").exists() else folder / ".git"
        self._tell = tell
        self._patience = seconds
        self._seen: dict[Path, tuple[tuple[int, int, int], float]] = {}

    def clear(self, ref: str) -> None:
        """Take away a lock that has stood there, unchanged, ever since we looked."""
        for file in (self._folder / f"{ref}.lock", self._folder / "HEAD.lock"):
            with contextlib.suppress(OSError):  # gone by itself, or not ours to touch
                self._look(file)

    def _look(self, file: Path) -> None:
        found = file.stat()
        mark = (found.st_ino, found.st_mtime_ns, found.st_size)
        now = time.monotonic()
        known, since = self._seen.get(file, (None, now))
        if mark != known:
            self._seen[file] = mark, now
        elif now - since > self._patience:
            file.unlink()  # a name beside it would be taken for a branch
            if self._tell:
                self._tell(_FOUND)
