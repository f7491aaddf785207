"""How often a command starts git: each time is a moment that somebody waits."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from installed import plc_in
from team_of_clones import Team

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="git is counted by a shell program"
)


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Count every git that is started, a line each, in the file it answers."""
    counts, program = tmp_path / "gits", tmp_path / "counting" / "git"
    program.parent.mkdir()
    real = shutil.which("git")
    program.write_text(f'#!/bin/sh\necho "$*" >> "{counts}"\nexec "{real}" "$@"\n')
    program.chmod(0o755)
    search = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    monkeypatch.setenv("PATH", search)
    return counts


@pytest.mark.parametrize(
    ("command", "most"),
    [
        (("status",), 1),
        (("next",), 0),
        (("show",), 1),
        (("diff",), 2),
        (("history",), 3),
        (("validate",), 2),
        (("save",), 2),
        (("note", "They explain it to each other"), 7),
        (("undo",), 13),
        (("undo", "--list"), 4),
    ],
)
def test_a_command_starts_git_no_more_often_than_it_must(
    begun: Path, counted: Path, command: tuple[str, ...], most: int
) -> None:
    counted.touch()
    ended = plc_in(begun, *command)
    assert ended.returncode == 0, ended.stderr
    started = counted.read_text().splitlines()
    assert len(started) <= most, "\n".join(started)


def test_a_sync_with_nothing_new_looks_at_most_once_at_each_thing(
    tmp_path: Path, begun: Path, shelf: Path, counted: Path
) -> None:
    coach = Team(tmp_path, begun, shelf).first
    counted.write_text("")
    assert coach.plc("sync").startswith("Nothing new")
    started = counted.read_text().splitlines()
    assert 0 < len(started) <= 11, "\n".join(started)
    assert sum(" fetch " in one for one in started) == 1
    assert not any("ls-remote" in one for one in started)


def test_a_sync_that_receives_asks_once_for_each_thing(
    tmp_path: Path, begun: Path, shelf: Path, counted: Path
) -> None:
    team = Team(tmp_path, begun, shelf)
    coach, teacher = team.first, team.colleague("Teacher")
    teacher.plc("note", "They explain it to each other")
    teacher.plc("sync")
    counted.write_text("")
    assert "Received 1 change" in coach.plc("sync")
    started = counted.read_text().splitlines()
    assert 0 < len(started) <= 31, "\n".join(started)
    assert sum(" fetch " in one for one in started) == 1
    assert not any("ls-remote" in one for one in started)
    assert sum("merge-base" in one for one in started) == 1
    assert sum("rev-list --parents" in one for one in started) == 1
