"""Runs a plc whose files fail, tear or take it down at the n-th change of one.

The work is done by `faultline.c`, which is compiled here and loaded before the C
library, into plc and into every git that it starts. So that not each of thousands of
runs has to load plc, one process with everything loaded stands by and splits off.
"""

import ctypes
import errno
import json
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

_SOURCE = Path(__file__).with_name("faultline.c")
_NUMBERS = struct.Struct("=7i")
_PLAN_BYTES = _NUMBERS.size + 4096 + 64


class Act(IntEnum):
    """What happens at the operation; the same numbers stand in `faultline.c`."""

    WATCH = 0
    FAIL = 1
    FAIL_FROM_THEN_ON = 2
    FULL_FROM_THEN_ON = 3  # what needs no room still works
    KILL = 4  # the process that was about to do it, and no other
    KILL_ALL = 5  # as when the power goes: nobody changes anything any more
    TEAR = 6  # half of what was to be written, then the same


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to go wrong, for people to read and for `faultline.c` to do."""

    act: Act
    error: int = 0

    def __str__(self) -> str:
        name = self.act.name.lower().replace("_", "-")
        return f"{name}-{errno.errorcode[self.error]}" if self.error else name


WATCH = Fault(Act.WATCH)
FAULTS = {
    str(one): one
    for one in (
        Fault(Act.KILL_ALL),
        Fault(Act.KILL),
        Fault(Act.TEAR),
        Fault(Act.FAIL, errno.EIO),
        Fault(Act.FAIL, errno.ENOSPC),
        Fault(Act.FAIL, errno.EACCES),
        Fault(Act.FAIL_FROM_THEN_ON, errno.EIO),
        Fault(Act.FAIL_FROM_THEN_ON, errno.EROFS),
        Fault(Act.FULL_FROM_THEN_ON, errno.ENOSPC),
    )
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended that something happened to.

    `count` operations were begun; `what` is the one it happened at, if it came so far.
    """

    words: tuple[str, ...]
    code: int
    out: str
    err: str
    count: int
    what: str

    @property
    def has_struck(self) -> bool:
        """Say whether the command came as far as the operation."""
        return bool(self.what)

    @property
    def is_cut_off(self) -> bool:
        """Say whether the command itself was killed."""
        return self.code < 0

    @property
    def told(self) -> str:
        """Answer everything it said."""
        return self.out + self.err


def why_not() -> str:
    """Answer why this computer cannot do this, empty where it can."""
    if sys.platform != "linux":
        return "stands in for calls of the C library of Linux (LD_PRELOAD)"
    return "" if shutil.which("cc") else "needs a C compiler (cc)"


class Faultline:
    """A plc that stands by for commands that something shall happen to."""

    def __init__(self, folder: Path) -> None:
        """Compile what makes files fail into a folder, and begin to stand by there."""
        self._folder = folder
        self.library = folder / "faultline.so"
        words = ("cc", "-O1", "-shared", "-fPIC", "-o")
        subprocess.run([*words, str(self.library), str(_SOURCE), "-ldl"], check=True)
        self._number = 0
        self._server = subprocess.Popen(
            [sys.executable, __file__],
            env={**os.environ, "LD_PRELOAD": str(self.library)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def close(self) -> None:
        """Stop standing by."""
        with self._server as server:
            if server.stdin:
                server.stdin.close()

    def plan(self, fault: Fault, at: int, *, is_recorded: bool = False) -> Path:
        """Write down what shall happen at which operation; answer the file."""
        self._number += 1
        file = self._folder / f"plan-{self._number}"
        numbers = _NUMBERS.pack(fault.act, at, fault.error, is_recorded, 0, 0, 0)
        file.write_bytes(numbers.ljust(_PLAN_BYTES, b"\0"))
        return file

    def run(
        self,
        below: Path,
        folder: Path,
        words: Sequence[str],
        fault: Fault = WATCH,
        at: int = 0,
        *,
        record: Path | None = None,
    ) -> Ended:
        """Run plc in a folder and let something happen to it.

        Args:
            below: the folder in which changes of files count.
            folder: where plc is run.
            words: the command.
            fault: what happens.
            at: at which change of a file, from 1.
            record: where all changes shall be written down, if anywhere.
        """
        file = self.plan(fault, at, is_recorded=record is not None)
        asked = {
            "plan": str(file),
            "below": str(below.resolve()),
            "folder": str(folder),
            "words": list(words),
            "environment": dict(os.environ),
        }
        server = self._server
        if server.stdin is None or server.stdout is None:
            raise AssertionError
        server.stdin.write(json.dumps(asked) + "\n")
        server.stdin.flush()
        code, out, err = json.loads(server.stdout.readline())
        count, what = outcome(file)
        file.unlink()
        if record:
            Path(f"{file}.record").rename(record)
        return Ended(tuple(words), code, out, err, count, what)


def outcome(plan: Path) -> tuple[int, str]:
    """Answer how many operations there were, and which one it happened at."""
    data = plan.read_bytes()
    *_, count, _, _ = _NUMBERS.unpack_from(data)
    return count, data[_NUMBERS.size :].split(b"\0")[0].decode("utf-8", "replace")


def _stand_by() -> None:
    """Run the commands that are asked for, one a line, until there are no more."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from forking import forked  # noqa: PLC0415 - it loads all of plc

    faultline = ctypes.CDLL(None)
    preloaded = os.environ["LD_PRELOAD"]
    for line in sys.stdin:
        asked = json.loads(line)
        os.environ.clear()
        os.environ.update(
            asked["environment"],
            LD_PRELOAD=preloaded,
            FAULTLINE_PLAN=asked["plan"],
            FAULTLINE_BELOW=asked["below"],
        )
        faultline.faultline_begin(
            os.fsencode(asked["plan"]), os.fsencode(asked["below"])
        )
        ended = forked(Path(asked["folder"]), asked["words"])
        sys.stdout.write(json.dumps([ended.returncode, ended.stdout, ended.stderr]))
        sys.stdout.write("\n")
        sys.stdout.flush()


if __name__ == "__main__":
    _stand_by()
