"""The installed plc in processes of its own, with real git around it."""

import os
import subprocess
import sys
import threading
from pathlib import Path

from forking import CAN_FORK, forked

PLC = [sys.executable, "-m", "plcjournal"]
Ended = subprocess.CompletedProcess[str]


def plc_in(folder: Path, *words: str) -> Ended:
    """Run plc in a folder, off a terminal; answer how it ended."""
    if CAN_FORK and threading.current_thread() is threading.main_thread():
        return forked(folder, words)
    return subprocess.run(
        [*PLC, *words],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
    )


def git(folder: Path, *words: str) -> str:
    """Ask the real git about a folder."""
    ended = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, encoding="utf-8", check=True
    )
    return ended.stdout


def environment(**more: str) -> dict[str, str]:
    """The hermetic environment of the test, with some variables changed."""
    return {**os.environ, **more}
