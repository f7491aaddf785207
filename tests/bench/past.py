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
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from plcjournal.repository.repository import Person, Repository, Snapshot

PLC = [sys.executable, "-m", "plcjournal"]
# What is loaded before anything is looked at.
MODULES = ("__main__", "cli.past", "history", "comparing", "core.parse", "views.past")
START = [sys.executable, "-c", f"import {', plcjournal.'.join(['time', *MODULES])}"]
PEOPLE = [Person(f"Teacher {x}", f"{x}@noreply.invalid") for x in "abcdefgh"]
BEGAN = datetime(2015, 9, 1, 15, tzinfo=UTC)
TEAMS = 20


def _name(number: int) -> str:
    year, month = 2015 + number // 120, number // 12 % 10 + 1
    return f"team-{number % TEAMS}/{year}-{month:02}-topic-number-{number}"


def _actions(number: int, turn: int) -> bytes:
    """Answer the actions of a cycle after some turns: one is added at each."""
    items = "".join(
        f"  - id: step-{one}\n    what: Try step {one} of topic {number}\n"
        f"    owner: teacher-{one % 8}\n    due: 2020-01-{one + 10}\n"
        f"    status: {'done' if one < turn else 'planned'}\n"
        for one in range(turn + 1)
    )
    return f"format: 1\ntheory: It helps\nactions:\n{items}log: []\n".encode()


def _evidence(number: int, turn: int) -> bytes:
    results = "".join(
        f"      - date: 2019-{one + 1:02}-05\n        role: interim\n"
        f"        size: 64\n        count: {20 + one}\n"
        for one in range(turn + 1)
    )
    head = "format: 1\nmeasures:\n  - id: task\n    name: Common task\n    results:\n"
    return (head + results + f"observations: []\nx_number: {number}\n").encode()


def _new(number: int) -> dict[str, bytes | None]:
    folder = f"cycles/{_name(number)}"
    priority = (
        f"format: 1\ntitle: Topic number {number}\nteam: team-{number % TEAMS}\n"
        "model: four-stage\nopened: 2019-01-01\nreview_by: 2019-03-01\n"
        f"learners:\n  group: everybody\n  size: 64\nneed: Topic {number} is hard\n"
    )
    return {
        f"{folder}/priority.yaml": priority.encode(),
        f"{folder}/evidence.yaml": b"format: 1\n",
        f"{folder}/action.yaml": b"format: 1\n",
        f"{folder}/review.yaml": b"format: 1\n",
    }


def _snapshots(cycles: int, commits: int) -> Iterator[Snapshot]:
    first: dict[str, bytes | None] = {"plc.yaml": b"format: 1\nname: A long journal\n"}
    for team in range(TEAMS):
        first[f"teams/team-{team}.yaml"] = f"format: 1\nname: Team {team}\n".encode()
    yield Snapshot(first, "Start the journal", PEOPLE[0], BEGAN)
    for number in range(commits):
        cycle, turn = number % cycles, number // cycles
        when = BEGAN + timedelta(hours=6 * number)
        folder = f"cycles/{_name(cycle)}"
        files = _new(cycle)
        if turn % 2:
            files = {f"{folder}/action.yaml": _actions(cycle, turn // 2)}
        elif turn:
            files = {f"{folder}/evidence.yaml": _evidence(cycle, turn // 2 - 1)}
        subject = f"Change {turn} (topic-number-{cycle})"
        yield Snapshot(files, subject, PEOPLE[number % 8], when)


def _make(folder: Path, cycles: int, commits: int) -> None:
    Repository.create(folder).replay("", _snapshots(cycles, commits))
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)


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
    parser.add_argument("--runs", type=int, default=9)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        env = {**os.environ, "HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
        journal = home / "journal"
        _make(journal, given.cycles, given.commits)
        some = _name(given.cycles // 2)
        short = some.split("/")[1][8:]
        git = ["git", "log", "--", f"cycles/{some}"]
        commands = {
            "plc history CYCLE": [*PLC, "history", short],
            "plc history CYCLE --field due": [*PLC, "history", short, "--field", "due"],
            "plc diff CYCLE --from DAY": [*PLC, "diff", short, "--from", "2018-01-01"],
            "plc diff --from DAY": [*PLC, "diff", "--from", "2018-01-01"],
            "plc show CYCLE --at DAY": [*PLC, "show", short, "--at", "2018-01-01"],
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
