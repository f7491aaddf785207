"""A save that is killed at any moment leaves the old words or the new ones."""

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest
from saved_folder import (
    RECORD,
    assert_nothing_left,
    assert_sound,
    git,
    new_journal,
    on_disk,
    python,
    write,
)

KILLS = int(os.environ.get("PLC_KILLS", "30"))

SAVES_FOR_EVER = """
import sys
from pathlib import Path
from plcjournal.saving.save import Message, save
from plcjournal.saving.writing import Change

folder, path = Path.cwd(), sys.argv[1]
number = int(sys.argv[2])
before = (folder / path).read_bytes()
print("ready", flush=True)
while True:
    number += 1
    data = b"number: %d\\n" % number
    saved = save(folder, [Change(path, data, before)], Message(f"Save {number}"))
    print(saved.commit, number, flush=True)
    before = data
"""

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no process groups to kill"
)


def kill_during_saves(folder: Path, seconds: float, number: int) -> list[str]:
    """Kill a saving program and its children; answer what it had reported."""
    process = python(folder, SAVES_FOR_EVER, RECORD, str(number))
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n", process.communicate()
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    out, error = process.communicate()
    assert error == b""
    return out.decode().splitlines()


@pytest.mark.slow
def test_a_killed_save_leaves_the_old_words_or_the_new_and_nothing_in_the_way(
    tmp_path: Path,
) -> None:
    folder = new_journal(tmp_path / "journal")
    write(folder, RECORD, b"number: 0\n")
    (folder / "mine.txt").write_text("somebody's own work\n")
    git(folder, "add", "mine.txt")
    (folder / "mine.txt").write_text("somebody's own work, half staged\n")
    staged = git(folder, "ls-files", "--stage", "mine.txt")
    number = 0
    chance = random.Random(os.environ.get("PLC_SEED", "7"))
    left = 0
    for _ in range(KILLS):
        reported = kill_during_saves(folder, chance.uniform(0, 0.12), number)
        commit, _, last = (reported or [""])[-1].partition(" ")
        number = int(last or number)

        allowed = {b"number: %d\n" % number, b"number: %d\n" % (number + 1)}
        assert on_disk(folder, RECORD) in allowed
        assert_sound(folder)
        assert git(folder, "ls-files", "--stage", "mine.txt") == staged
        if commit:
            git(folder, "merge-base", "--is-ancestor", commit, "HEAD")
        left += any((folder / ".git").rglob("*.lock"))

        number += 2
        saved = write(folder, RECORD, b"number: %d\n" % number, f"After {number}")
        assert git(folder, "rev-parse", "HEAD") == saved.commit
        assert_nothing_left(folder)
        assert git(folder, "diff", "--cached", "--name-only") == "mine.txt"
        assert git(folder, "ls-files", "--stage", "mine.txt") == staged
        subjects = git(folder, "log", "--format=%s%n%b").splitlines()
        assert f"After {number}" in subjects
    assert git(folder, "log", "--format=", "--name-only", "--", "mine.txt") == ""
    print(f"{left} of {KILLS} kills left a lock")  # noqa: T201 - for runs by hand
