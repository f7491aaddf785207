"""Hides how a process of our own is started beside this one."""

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import plcjournal


def command(module: str) -> list[str]:
    """Answer what runs one of our modules, not from the folder plc runs in.

    What lies there must not be taken for a library; see `variables`.
    """
    return [sys.executable, "-P", "-m", module]


def variables() -> dict[str, str]:
    """Answer the variables by which such a process finds us and our libraries."""
    roots = (str(Path(plcjournal.__file__).parents[1]), os.environ.get("PYTHONPATH"))
    return {"PYTHONPATH": os.pathsep.join(filter(None, roots))}


def started(module: str) -> subprocess.Popen[bytes]:
    """Start a process that is asked through its input and answers to its output."""
    return subprocess.Popen(
        command(module),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **variables()},
    )


class Copy:
    """A copy of this process, with all it knows, that works something out meanwhile.

    Only where `os.fork` is there, and while no thread runs here.
    """

    def __init__(self, work: Callable[[], bytes]) -> None:
        """Begin the work; whatever goes wrong in it stays there."""
        self._reading, writing = os.pipe()
        self._child = os.fork()
        if self._child:
            os.close(writing)
            return
        with suppress(BaseException):
            os.close(self._reading)
            with os.fdopen(writing, "wb") as told:
                told.write(work())
            os._exit(0)
        os._exit(1)

    def answer(self) -> bytes:
        """Answer what was worked out; nothing where that went wrong."""
        with os.fdopen(self._reading, "rb") as told:
            said = told.read()
        _, status = os.waitpid(self._child, 0)
        return b"" if status else said
