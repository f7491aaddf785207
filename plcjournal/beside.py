"""Hides how a process of our own is started beside this one."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, Self

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


class Double:
    """A copy of this process, with all it knows, that works something out meanwhile.

    Only where `os.fork` is there, and while no thread runs here. Where this process is
    killed, it ends when its work is done.
    """

    def __init__(self, work: Callable[[], bytes]) -> None:
        """Begin the work; whatever goes wrong in it stays there.

        Raises:
            OSError: the system has no room for another process.
        """
        self._reading, writing = os.pipe()
        # Ctrl-C is for this process, which then ends the other.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            self._child = os.fork()
            if not self._child:
                _finish(work, self._reading, writing)
        except OSError:
            os.close(self._reading)
            raise
        finally:
            os.close(writing)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        """End it, whatever it is doing."""
        if self._child:
            os.close(self._reading)
            with suppress(OSError):
                os.kill(self._child, signal.SIGKILL)
            self._is_done()

    def answer(self) -> bytes:
        """Answer what was worked out; nothing where that went wrong."""
        with os.fdopen(self._reading, "rb") as told:
            said = told.read()
        return said if self._is_done() else b""

    def _is_done(self) -> bool:
        child, self._child = self._child, 0
        try:
            return os.waitpid(child, 0)[1] == 0
        except ChildProcessError:  # whoever started plc does not want to hear of it
            return False


def _finish(work: Callable[[], bytes], reading: int, writing: int) -> NoReturn:
    """Do the work as the other process, which ends with it."""
    with suppress(BaseException):
        os.close(reading)
        with os.fdopen(writing, "wb") as told:
            told.write(work())
        os._exit(0)
    os._exit(1)
