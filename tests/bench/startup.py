"""What a person waits for before anything happens, beside a bare interpreter.

Run it by hand: `python tests/bench/startup.py --runs 15`. It prints ratios,
medians taken turn by turn in one run, and never fails on an absolute time.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PLC = [sys.executable, "-m", "plcjournal"]
BARE = [sys.executable, "-c", "pass"]
COMMANDS = {
    "plc --version": ["--version"],
    "plc --help": ["--help"],
    "a usage error": ["statsu"],
    "plc status, nothing changed": ["status"],
    "plc next, nothing changed": ["next", "explaining"],
    "plc show, nothing changed": ["show", "comparing"],
    "plc note, a saved change": ["note", "One line", "--cycle", "explaining"],
}


def _seconds(words: list[str], folder: Path, env: dict[str, str]) -> float:
    start = time.perf_counter()
    subprocess.run(
        words,
        cwd=folder,
        env=env,
        capture_output=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        env = {**os.environ, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run([*PLC, "demo", "demo"], cwd=home, env=env, check=True)
        journal = home / "demo"
        fresh = journal / ".git/plcjournal/seen.sqlite"
        cold = []
        for _ in range(runs):
            fresh.unlink(missing_ok=True)
            cold.append(_seconds([*PLC, "status"], journal, env))
        bare = statistics.median(_seconds(BARE, journal, env) for _ in range(runs))
        rows = [("plc status, never read before", statistics.median(cold) / bare)]
        for label, words in COMMANDS.items():
            pairs = [
                (_seconds(BARE, journal, env), _seconds([*PLC, *words], journal, env))
                for _ in range(runs)
            ]
            base = statistics.median(one for one, _ in pairs)
            rows.append((label, statistics.median(two for _, two in pairs) / base))
        print("| what | times a bare interpreter |\n| --- | --- |")
        for label, ratio in sorted(rows, key=lambda row: row[1]):
            print(f"| {label} | {ratio:.1f} |")


if __name__ == "__main__":
    main()
