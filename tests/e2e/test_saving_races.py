"""Saves that run at once, beside somebody's own git, are all in history."""

import os
import subprocess
import threading
from pathlib import Path

import pytest
from saved_folder import (
    assert_nothing_left,
    assert_sound,
    git,
    new_journal,
    python,
    recorded,
)

WRITERS = int(os.environ.get("PLC_WRITERS", "4"))
SAVES = int(os.environ.get("PLC_SAVES", "5"))

SAVES_SOME = """
import sys
from pathlib import Path
from plcjournal.saving.save import Message, save
from plcjournal.saving.writing import Change

folder, name, count = Path.cwd(), sys.argv[1], int(sys.argv[2])
path = f"cycles/team-{name}/2025-10-race/action.yaml"
before = None
for number in range(count):
    data = b"by: %s\\nnumber: %d\\n" % (name.encode(), number)
    saved = save(folder, [Change(path, data, before)], Message(f"{name} {number}"))
    print(saved.commit, flush=True)
    before = data
"""


def git_quietly(folder: Path, *words: str) -> bool:
    """Run git as a person would who tries again when it is busy."""
    ended = subprocess.run(
        ["git", *words], cwd=folder, capture_output=True, check=False
    )
    return ended.returncode == 0


def commit_until(folder: Path, is_over: threading.Event, done: list[str]) -> None:
    """Commit with plain git, over and over, as a person or their editor might."""
    number = 0
    while not is_over.is_set():
        number += 1
        (folder / "notes.txt").write_text(f"{number}\n")
        words = ["commit", "-q", "--allow-empty", "-m", f"By hand {number}"]
        if number % 2:
            words += ["--", "notes.txt"]
            git_quietly(folder, "add", "-N", "notes.txt")
        if git_quietly(folder, *words):
            done.append(f"By hand {number}")
        is_over.wait(0.01)


@pytest.mark.slow
def test_saves_at_once_beside_plain_commits_are_all_in_history(tmp_path: Path) -> None:
    folder = new_journal(tmp_path / "journal")
    is_over = threading.Event()
    by_hand: list[str] = []
    person = threading.Thread(target=commit_until, args=(folder, is_over, by_hand))
    person.start()
    try:
        writers = [
            python(folder, SAVES_SOME, str(one), str(SAVES)) for one in range(WRITERS)
        ]
        ended = [writer.communicate() for writer in writers]
    finally:
        is_over.set()
        person.join()

    assert [error for _, error in ended] == [b""] * WRITERS
    reported = [line for out, _ in ended for line in out.decode().split()]
    history = git(folder, "rev-list", "HEAD").split()
    assert len(reported) == WRITERS * SAVES
    assert set(reported) <= set(history)
    subjects = git(folder, "log", "--format=%s").splitlines()
    assert set(by_hand) <= set(subjects)
    for one in range(WRITERS):
        path = f"cycles/team-{one}/2025-10-race/action.yaml"
        assert recorded(folder, path) == b"by: %d\nnumber: %d\n" % (one, SAVES - 1)
        versions = git(folder, "log", "--reverse", "-p", "--format=", "--", path)
        added = [row for row in versions.splitlines() if row.startswith("+number")]
        assert added == [f"+number: {number}" for number in range(SAVES)]
    for commit in reported:
        if git(folder, "show", "-s", "--format=%s", commit).strip() in by_hand:
            continue  # a commit of all that is staged had taken our words along
        changed = git(folder, "show", "--format=", "--name-only", commit)
        assert changed.startswith("cycles/team-")
        assert "\n" not in changed
    assert_sound(folder)
    assert_nothing_left(folder)
    assert by_hand
    print(f"{len(reported)} saves beside {len(by_hand)} commits by hand")  # noqa: T201 - for runs by hand
