"""Times other programs turn by turn, so that a busy machine is busy for all alike."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PYTHON = sys.executable
BARE = (PYTHON, "-c", "pass")
_SCRIPT = Path(PYTHON).with_name("plc")
PLC = (str(_SCRIPT),) if _SCRIPT.exists() else (PYTHON, "-m", "plcjournal")


class Stopped(Exception):
    """A program ended otherwise than it should, so its time means nothing."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a program and all it started took: seconds, of the cores, most memory.

    `peak` is that of the largest of its processes, in MB; a program never shows less
    than the one that started it, which should be small.
    """

    wall: float
    cpu: float
    peak: float = 0

    def __add__(self, other: "Spent") -> "Spent":
        peak = max(self.peak, other.peak)
        return Spent(self.wall + other.wall, self.cpu + other.cpu, peak)


Act = Callable[[], Spent]


def spent(
    words: Sequence[str],
    folder: Path,
    env: Mapping[str, str],
    codes: Collection[int] = (0,),
) -> Spent:
    """Run a program, off a terminal, and answer what it took.

    Raises:
        Stopped: it ended with none of the codes.
    """
    start = time.perf_counter()
    child = subprocess.Popen(
        words,
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in codes:
        told = " ".join(Path(words[0]).name if n == 0 else w for n, w in _short(words))
        raise Stopped(f"{told} ended with {child.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    peak = used.ru_maxrss * unit / 1e6
    return Spent(wall, used.ru_utime + used.ru_stime, peak)


def _short(words: Sequence[str]) -> Iterable[tuple[int, str]]:
    return enumerate(word[:60] for word in words)


def in_turns(turns: int, *acts: Act) -> list[list[Spent]]:
    """Do some things in turn, again and again; answer what each took each time.

    All are done once before anything counts.
    """
    for act in acts:
        act()
    rounds = [[act() for act in acts] for _ in range(turns)]
    return [[one[place] for one in rounds] for place in range(len(acts))]


def median(times: Iterable[Spent]) -> Spent:
    """Answer the medians of what something took, each figure for itself."""
    held = [*times]
    return Spent(
        statistics.median(one.wall for one in held),
        statistics.median(one.cpu for one in held),
        max(one.peak for one in held),
    )


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as long as something else, by the clock and by the cores."""

    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{self.wall:.2f} ({self.cpu:.2f})"


def ratio(
    mine: Sequence[Spent], theirs: Sequence[Spent], start: Sequence[Spent] = ()
) -> Ratio:
    """Answer the ratio of medians; `start`, where given, is taken off ours."""
    one, other = median(mine), median(theirs)
    off = median(start) if start else Spent(0, 0)
    return Ratio((one.wall - off.wall) / other.wall, (one.cpu - off.cpu) / other.cpu)


def loading(words: Sequence[str], folder: Path, env: Mapping[str, str]) -> list[str]:
    """Answer a program that only loads the modules that a command of plc loads.

    What it takes is the start of the command: no part of what the command does. It
    begins and leaves as plc does.
    """
    ran = subprocess.run(
        [PYTHON, "-X", "importtime", "-m", "plcjournal", *words],
        cwd=folder,
        env=env,
        capture_output=True,
        check=False,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    rows = (row.split("|") for row in ran.stderr.splitlines())
    names = [row[2].strip() for row in rows if row[0].startswith("import time: ")]
    wanted = [name for name in names if name not in ("imported package", "__main__")]
    program = (
        "import gc, importlib, os\n"
        "gc.set_threshold(100_000)\n"
        f"for name in {wanted!r}:\n"
        "    try:\n        importlib.import_module(name)\n"
        "    except ImportError:\n        pass\n"
        "os._exit(0)\n"
    )
    return [PYTHON, "-c", program]
