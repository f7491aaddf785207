"""What plc promises, tried on a person's own disk: what they see, what is left."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from in_process import Plc
from installed import PLC, environment, git

from plcjournal.doctor.selftest import self_test
from plcjournal.doctor.stage import stage

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kills a process group")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the system keeps temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    return folder


@POSIX
@pytest.mark.slow
def test_all_is_tried_beside_the_journal_and_nothing_is_left(journal: Path) -> None:
    before = sorted(journal.parent.rglob("*"))
    told: list[str] = []
    found = self_test(journal, told.append, seconds=1)
    assert found.is_good, found.sentence
    assert found.folder == str(journal.parent.resolve())
    assert found.sentence.startswith(f"All is well on this disk ({found.folder}): ")
    assert [trial.times >= 1 for trial in found.trials] == [True] * 5
    assert told[2] == "1 of 5: beginning a journal and sharing it …"
    assert told[-1].endswith(": good")
    assert sorted(journal.parent.rglob("*")) == before


@POSIX
@pytest.mark.slow
def test_what_goes_wrong_is_said_with_what_to_do(
    plc: Plc, tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shim = tmp_path / "bin" / "git"
    shim.parent.mkdir()
    real = shutil.which("git")
    shim.write_text(
        f'#!/bin/sh\ncase "$*" in *"fsck --"*) exit 1;; esac\nexec {real} "$@"\n'
    )
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")
    ran = plc("doctor", "--self-test", "--json", code=1)
    assert ran.document["kind"] == "self-test"
    assert ran.data["sentence"] == (
        f"Something is wrong on this disk ({temporary.resolve()}), found while"
        " stopping in the middle of saving: The history can no longer be read whole."
    )
    assert [trial["name"] for trial in ran.data["trials"]] == [
        "begun",
        "stopped-saving",
    ]
    assert "this computer's own disk" in ran.data["trials"][-1]["mend"]
    assert [*temporary.iterdir()] == []


@POSIX
@pytest.mark.slow
@pytest.mark.parametrize(("way", "when"), [("SIGINT", "2 of 5"), ("SIGTERM", "1 of")])
def test_stopping_it_leaves_nothing_behind(
    way: str, when: str, tmp_path: Path, temporary: Path
) -> None:
    process = subprocess.Popen(
        [*PLC, "doctor", "--self-test"],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    while not process.stderr.readline().startswith(when):
        assert process.poll() is None
    time.sleep(0.2)
    process.send_signal(getattr(signal, way))
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said.endswith("Stopped. What was saved before is safe.\n")
    assert [*temporary.iterdir()] == []


def test_trials_are_not_made_among_the_files_of_another_project(tmp_path: Path) -> None:
    journal = tmp_path / "outer" / "journal"
    journal.mkdir(parents=True)
    git(tmp_path, "init", "--quiet", "outer")
    with stage(journal, 1) as made:
        assert made.folder.parent == tmp_path.resolve()


def test_without_git_it_says_so(
    plc: Plc, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(temporary))
    assert "git-scm.com" in plc("doctor", "--self-test", code=3).err
    assert [*temporary.iterdir()] == []


def test_one_thing_at_a_time(plc: Plc) -> None:
    ran = plc("doctor", "--self-test", "--fix", code=2)
    assert "--fix and --self-test one after the other" in ran.err
