"""Throws bytes at whatever reads what others wrote; run it by hand, one at a time.

`python tests/laws/fuzz_readers.py record --seconds 600` changes known inputs at
random; where atheris is installed (`pip install atheris`) `--guided` lets it look for
bytes that reach new lines of our code. What breaks a reader is written into the folder
of `tests/laws/crashers` that bears its name, where the suite reads it from then on.
"""

import argparse
import hashlib
import random
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import Any

_LAWS = Path(__file__).parent
sys.path[:0] = [str(_LAWS), str(_LAWS.parent)]


def _put(readers: Any, target: str, data: bytes) -> None:
    """Put some bytes to a target; keep what breaks it, and say why."""
    try:
        readers.put_to(target, data)
    except Exception as error:
        folder = readers.CRASHERS / target
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / hashlib.sha256(data).hexdigest()[:12]
        file.write_bytes(data)
        print(f"{file}: {type(error).__name__}: {error}", flush=True)
        raise


def at_random(target: str, seconds: float, seed: int) -> int:
    """Put changed inputs to a target for some time; answer how many."""
    readers = import_module("reader_targets")
    known, dice = readers.seeds(target), random.Random(seed)
    until, count = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        _put(readers, target, readers.mutated(dice.choice(known), dice))
        count += 1
    return count


def guided(target: str, seconds: int, seed: int) -> None:
    """Let atheris look for inputs that reach new lines; it ends the program itself."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["plcjournal"]):
        readers = import_module("reader_targets")
    with tempfile.TemporaryDirectory() as folder:
        for number, data in enumerate(readers.seeds(target)):
            (Path(folder) / str(number)).write_bytes(data)
        words = [f"-max_total_time={seconds}", f"-seed={seed}", "-max_len=4000"]
        words += ["-timeout=30", "-rss_limit_mb=1500", "-print_final_stats=1", folder]
        atheris.Setup([sys.argv[0], *words], lambda data: _put(readers, target, data))
        atheris.Fuzz()


def main() -> None:
    """Do as asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--guided", action="store_true")
    given = parser.parse_args()
    if given.guided:
        guided(given.target, given.seconds, given.seed)
    else:
        print(f"{at_random(given.target, given.seconds, given.seed)} inputs")


if __name__ == "__main__":
    main()
