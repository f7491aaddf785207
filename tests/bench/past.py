"""What looking back costs, beside the `git log` of the same folder.

Run it by hand: `python tests/bench/past.py --cycles 1000 --commits 10000 --runs 9`. It
makes such a journal, takes medians turn by turn in one run, prints the ratios, and
never fails on an absolute time. The start of the interpreter and the loading of
plc's modules are taken off plc's times: they are no part of looking back.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from district import District, make

PLC = [sys.executable, "-m", "plcjournal"]
# What is loaded before anything is looked at.
MODULES = ("__main__", "cli.past", "history", "comparing", "core.parse", "views.past")
START = [sys.executable, "-c", f"import {', plcjournal.'.join(['time', *MODULES])}"]


def _seconds(words: list[str], folder: Path, env: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(
        words,
        cwd=folder,
        env=env,
        capture_output=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=1000)
    parser.add_argument("--commits", type=int, default=10000)
    parser.add_argument("--closed", type=float, default=0, help="share, 0 to 1")
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        env = {**os.environ, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
        journal = home / "journal"
        district = District(given.cycles, given.commits, given.closed)
        make(journal, district)
        number = given.cycles // 2
        short = district.short(number)
        day = (district.opened(number) + timedelta(weeks=5)).isoformat()
        git = ["git", "log", "--", f"cycles/{district.name(number)}"]
        commands = {
            "plc history CYCLE": [*PLC, "history", short],
            "plc history CYCLE --field due": [*PLC, "history", short, "--field", "due"],
            "plc diff CYCLE --from DAY": [*PLC, "diff", short, "--from", day],
            "plc diff --from DAY": [*PLC, "diff", "--from", day],
            "plc show CYCLE --at DAY": [*PLC, "show", short, "--at", day],
        }
        print("| what | times git log of the folder | git log, s | start, s | all, s |")
        print("| --- | --- | --- | --- | --- |")
        for label, words in commands.items():
            _seconds(words, journal, env)
            rounds = [
                [_seconds(one, journal, env) for one in (git, START, words)]
                for _ in range(given.runs)
            ]
            log, start, whole = map(statistics.median, zip(*rounds, strict=True))
            ratio = (whole - start) / log
            print(f"| {label} | {ratio:.1f} | {log:.2f} | {start:.2f} | {whole:.2f} |")


if __name__ == "__main__":
    main()
