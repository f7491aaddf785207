"""Commands killed at random moments: nothing lost, nothing in the way."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from installed import PLC, git, plc_in

if sys.platform == "win32":
    pytest.skip("needs process groups", allow_module_level=True)

# By hand: PLC_KILLS=500 python -m pytest -m slow tests/e2e/test_kills.py
_KILLS = int(os.environ.get("PLC_KILLS", "20"))


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_the_old_state_or_the_new_one(begun: Path) -> None:
    random.seed(int(os.environ.get("PLC_SEED", "7")))
    (begun / "essay.txt").write_text("mine")
    git(begun, "add", "essay.txt")
    for number in range(_KILLS):
        words = (
            ["new-cycle", f"Topic {number}", "--need", "Something"]
            if number % 2
            else [
                "add-evidence",
                "fractions",
                "--measure",
                "Task",
                "--size",
                "64",
                "--count",
                str(20 + number % 20),
                "--date",
                "2026-01-15",
            ]
        )
        process = subprocess.Popen(
            [*PLC, *words],
            cwd=begun,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(random.uniform(0.05, 0.9))
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        out, _ = process.communicate()
        said_done = b"Saved:" in out
        ended = plc_in(begun, "note", f"after {number}", "--cycle", "fractions")
        assert ended.returncode == 0, (number, ended.stderr)
        assert git(begun, "status", "--porcelain") == "A  essay.txt\n", number
        if said_done and number % 2:
            assert f"Topic {number}" in git(begun, "log", "--format=%s")
        checked = plc_in(begun, "validate")
        assert checked.returncode == 0, checked.stdout
    git(begun, "fsck", "--strict")
    assert git(begun, "show", ":essay.txt") == "mine"


@pytest.mark.slow
def test_ctrl_c_at_any_moment_shows_no_traceback(begun: Path) -> None:
    random.seed(3)
    for number in range(12):
        process = subprocess.Popen(
            [*PLC, "note", f"note {number}"],
            cwd=begun,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        time.sleep(random.uniform(0.03, 0.5))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        is_python = err.startswith(b"Fatal Python error")  # it had not begun itself
        if b", in main\n" in err and not is_python:  # else plc had not begun
            assert b"Traceback" not in err, err
            assert process.returncode in (0, 130, -signal.SIGINT), err
        ended = plc_in(begun, "note", f"after {number}")
        assert ended.returncode == 0, ended.stderr
    assert git(begun, "status", "--porcelain") == ""


@pytest.mark.slow
def test_several_people_at_one_folder_lose_nothing(begun: Path) -> None:
    processes = [
        subprocess.Popen(
            [*PLC, "note", f"from {number}"],
            cwd=begun,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for number in range(6)
    ]
    done = []
    for number, process in enumerate(processes):
        _, err = process.communicate(timeout=120)
        assert b"Traceback" not in err
        if process.returncode == 0:
            done.append(number)
        else:
            assert process.returncode in (5, 75), err
    text = next(begun.glob("cycles/*/*/action.yaml")).read_text()
    assert done
    for number in done:
        assert f"text: from {number}\n" in text
    assert git(begun, "status", "--porcelain") == ""
