"""Many who save and share at the same moment lose nothing and need no hand."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from installed import PLC
from team_of_clones import Colleague, Team, assert_settled

CLONES = int(os.environ.get("PLC_CLONES", "3"))
ROUNDS = int(os.environ.get("PLC_ROUNDS", "3"))
KILLS = int(os.environ.get("PLC_SYNC_KILLS", "20"))


def _work(one: Colleague, failed: list[str]) -> None:
    for number in range(ROUNDS):
        try:
            one.plc("note", f"{one.name} note {number}")
            told = one.plc("sync", code=None)
        except AssertionError as error:
            failed.append(str(error))
            return
        if "hint: plc sync" not in told and "plc:" in told:
            failed.append(told)


@pytest.mark.slow
def test_clones_that_save_and_sync_at_once_lose_nothing(
    tmp_path: Path, begun: Path, shelf: Path
) -> None:
    team = Team(tmp_path, begun, shelf)
    people = [team.first] + [
        team.colleague(f"Teacher {letter}") for letter in "abcdefgh"[: CLONES - 1]
    ]
    failed: list[str] = []
    threads = [threading.Thread(target=_work, args=(one, failed)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for _ in range(2):
        for one in people:
            one.plc("sync")
    tips = {one.tip() for one in people}
    assert tips == {team.tip()}
    text = people[0].text("action")
    missing = [
        f"{one.name} note {number}"
        for one in people
        for number in range(ROUNDS)
        if text.count(f"text: {one.name} note {number}\n") != 1
    ]
    assert missing == []
    assert "contested" not in text
    assert_settled(*people)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills a process group")
@pytest.mark.parametrize("part", range(4))
def test_a_sync_killed_at_any_moment_is_finished_by_the_next(
    tmp_path: Path, begun: Path, shelf: Path, part: int
) -> None:
    team = Team(tmp_path, begun, shelf)
    coach, ana = team.first, team.colleague("Teacher A")
    generator = random.Random(KILLS + part)
    kills = KILLS // 4
    for number in range(kills):
        coach.plc("note", f"Coach {number}")
        ana.plc("note", f"Ana {number}")
        coach.plc("sync")
        _killed(ana, generator.uniform(0.15, 0.9))
        told = ana.plc("sync")
        assert "Nothing" in told or "Shared" in told or "Received" in told
        assert ana.tip() == team.tip()
        text = ana.text("action")
        for words in (f"Coach {number}", f"Ana {number}"):
            assert text.count(f"text: {words}\n") == 1, text
        assert not [*(ana.folder / ".git").rglob("*.lock")]
    coach.plc("sync")
    assert coach.tip() == team.tip()
    assert_settled(coach, ana)
    assert len(team.subjects()) >= 2 * kills


def _killed(one: Colleague, seconds: float) -> None:
    process = subprocess.Popen(
        [*PLC, "sync"],
        cwd=one.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
