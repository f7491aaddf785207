"""A check that several processes share ends as a whole, whatever way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plcjournal import hands

CYCLES = 2000
pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
    pytest.mark.skipif(hands.spare(CYCLES) == 0, reason="one core shares nothing"),
]


def _children(process: int) -> list[int]:
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return []
    return [
        int(one)
        for one in told.split()
        if b"plcjournal" in Path(f"/proc/{one}/cmdline").read_bytes()  # no git
    ]


def _is_there(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGKILL])
def test_nothing_goes_on_after_the_end(tmp_path: Path, ending: signal.Signals) -> None:
    (tmp_path / "plc.yaml").write_text("format: 1\n")
    for number in range(CYCLES):
        folder = tmp_path / f"cycles/team/2025-10-cycle-{number}"
        folder.mkdir(parents=True)
        (folder / "priority.yaml").write_text(f"format: 1\ntitle: Cycle {number}\n")
    process = subprocess.Popen(
        [sys.executable, "-m", "plcjournal", "validate"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not (others := _children(process.pid)) and process.poll() is None:
        time.sleep(0.01)
    assert others
    if ending is signal.SIGINT:
        os.killpg(process.pid, ending)  # as a terminal does
    else:
        process.kill()
    _, told = process.communicate(timeout=60)
    assert process.returncode == (130 if ending is signal.SIGINT else -9)
    assert b"Traceback" not in told
    until = time.monotonic() + 60
    while any(map(_is_there, others)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(_is_there, others))
