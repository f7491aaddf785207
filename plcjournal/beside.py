"""Hides how a process of our own is started beside this one."""

import os
import subprocess
import sys
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
