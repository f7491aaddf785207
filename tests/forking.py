"""plc in a process of its own that begins with everything loaded.

Starting Python and loading plc takes longer than most commands do, and the suite runs
thousands. Where the system can, a process is split off from the one that runs the
tests: it has its own folder, its own output and its own end. How plc starts from
nothing is tested in `e2e/test_start_up.py`.
"""

import contextlib
import importlib
import io
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import IO

from plcjournal.__main__ import answered

CAN_FORK = sys.platform == "linux"
_SECONDS = 60
_LOADED = ("plcjournal.cli", "plcjournal.views", "plcjournal.core")


@cache
def _load() -> None:
    for name in _LOADED:
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)


def forked(folder: Path, words: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run plc in a folder, off a terminal; answer how it ended."""
    _load()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        with warnings.catch_warnings():
            # The other threads of the runner only wait, and the child has none of them.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if not child:
            _run(folder, words, out, err)
        code = _code_of(child)
        return subprocess.CompletedProcess(words, code, _text(out), _text(err))


def _run(folder: Path, words: Sequence[str], out: IO[bytes], err: IO[bytes]) -> None:
    """Become plc: answers nothing, because it does not come back."""
    code = 70
    try:
        os.chdir(folder)
        time.tzset()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        with open(os.devnull, "rb") as nothing:  # noqa: PTH123  # for its descriptor
            os.dup2(nothing.fileno(), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.stdin, sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(number, mode, closefd=False), encoding="utf-8")
            for number, mode in enumerate(("r", "w", "w"))
        )
        sys.argv = ["plc", *words]
        code = answered()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 1 if ended.code else 0
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        os._exit(code)


def _code_of(child: int) -> int:
    deadline = time.monotonic() + _SECONDS
    pause = 0.002
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            raise subprocess.TimeoutExpired("plc", _SECONDS)
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8")
