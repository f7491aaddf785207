"""An export that two processes share is the one that a single process makes."""

import os
import subprocess
import sys
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from plcjournal import beside
from plcjournal.repository.repository import Person, Repository, Snapshot

CYCLES = 110  # more than one process takes at once
CHANGES = 5  # of each: more saved changes than are told at once
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="nothing is shared here"),
    pytest.mark.skipif(beside.cores() < 2, reason="one core shares nothing"),
]


def _saved() -> Iterator[Snapshot]:
    when = datetime(2026, 1, 5, tzinfo=UTC)
    files = {"plc.yaml": b"format: 1\nname: Our school\n"}
    yield Snapshot(files, "Begin", Person("Teacher a", "a@noreply.invalid"), when)
    for number in range(CYCLES * CHANGES):
        turn, cycle = divmod(number, CYCLES)
        folder = f"cycles/grade-4/2026-01-cycle-{cycle}"
        said = f"format: 1\ntitle: Cycle {cycle}\nneed: Said again {turn} times.\n"
        files = {f"{folder}/priority.yaml": said.encode()}
        if not turn:
            files |= {
                f"{folder}/{stage}.yaml": b"format: 1\n"
                for stage in ("evidence", "action", "review")
            }
        who = Person(f"Teacher {number % 3}", "t@noreply.invalid")
        yield Snapshot(files, "Change", who, when + timedelta(minutes=number + 1))


def _exported(folder: Path, out: Path, cores: Collection[int]) -> dict[str, bytes]:
    words = ["export", "--format", "csv", "--out", str(out), "--no-input"]
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)  # for what is started as well
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "plcjournal", *words],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    finally:
        os.sched_setaffinity(0, before)
    assert (ran.returncode, ran.stderr) == (0, "")
    return {file.name: file.read_bytes() for file in out.iterdir()}


def test_two_processes_export_what_one_does(tmp_path: Path) -> None:
    folder = tmp_path / "ours"
    Repository.create(folder).replay("", _saved())
    subprocess.run(["git", "reset", "-q", "--hard"], cwd=folder, check=True)
    every = os.sched_getaffinity(0)

    alone = _exported(folder, tmp_path / "alone", {min(every)})
    shared = _exported(folder, tmp_path / "shared", every)

    assert alone["cycles.csv"].count(b"\n") == CYCLES + 1
    assert alone["changes.csv"].count(b"\n") > CYCLES * CHANGES
    assert shared == alone
