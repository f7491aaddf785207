"""A small disk in memory that really is full, or really may only be read."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from failing import Ended
from installed import plc_in
from scenes import Stage, Stages
from wholeness import after, check_mended, check_told


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    if sys.platform != "linux" or os.geteuid() or not shutil.which("mount"):
        pytest.skip("only the administrator of a Linux computer may mount a disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    words = ["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(folder)]
    if subprocess.run(words, capture_output=True, check=False).returncode:
        pytest.skip("this computer mounts no disk in memory")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def typed(stage: Stage) -> Ended:
    """Type the command of a scene."""
    ended = plc_in(stage.journal, *stage.scene.words)
    words = stage.scene.words
    return Ended(words, ended.returncode, ended.stdout, ended.stderr, 0, "")


def fill(disk: Path, leave: int) -> Path:
    """Fill a disk but for some bytes."""
    file = disk / "filler"
    with contextlib.suppress(OSError), file.open("wb", buffering=0) as filler:
        while True:
            filler.write(b"\0" * 4096)
    os.truncate(file, max(0, file.stat().st_size - leave))
    return file


@pytest.mark.slow
@pytest.mark.parametrize("leave", [0, 4])
def test_a_full_disk_keeps_what_it_had_and_the_hint_mends_it(
    disk: Path, stages: Stages, leave: int
) -> None:
    stage = Stages(disk, stages.beginning).of("note")
    filler = fill(disk, leave * 4096)

    ended = typed(stage)

    assert ended.code in {3, 5}, ended.told
    assert "full" in ended.err or "No space left" in ended.err
    filler.unlink()
    check_told(stage, ended)
    check_mended(stage, after(stage, ended, "hint"))


@pytest.mark.slow
def test_a_disk_that_may_only_be_read_is_read_and_nothing_else(
    disk: Path, stages: Stages
) -> None:
    stage = Stages(disk, stages.beginning).of("note")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)

    ended = typed(stage)
    looked = plc_in(stage.journal, "status")

    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
    assert looked.returncode == 0, looked.stderr
    assert ended.code in {3, 5}, ended.told
    assert stage.files() == stage.old
    check_told(stage, ended)
    check_mended(stage, after(stage, ended, "hint"))
