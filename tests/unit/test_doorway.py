"""A lock that nobody holds any more gets out of the way; one at work stays."""

import time
from pathlib import Path

import pytest

from plcjournal.repository.doorway import Doorway

REF = "refs/heads/main"


@pytest.fixture(params=[".", ".git"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    inner = tmp_path / str(request.param)
    (inner / "refs" / "heads").mkdir(parents=True)
    (inner / "HEAD").write_text(f"ref: {REF}\n")
    return inner


def _door(folder: Path, told: list[str], seconds: float) -> Doorway:
    top = folder.parent if folder.name == ".git" else folder
    return Doorway(top, told.append, seconds)


@pytest.mark.parametrize("name", [f"{REF}.lock", "HEAD.lock"])
def test_a_lock_that_stands_unchanged_is_taken_away_and_told(
    folder: Path, name: str
) -> None:
    told: list[str] = []
    door = _door(folder, told, 0)
    (folder / name).write_text("")
    door.clear(REF)
    assert (folder / name).exists(), "seen once, it may be at work"
    time.sleep(0.01)
    door.clear(REF)
    assert not (folder / name).exists()
    assert len(told) == 1


def test_a_lock_of_somebody_at_work_stays(folder: Path) -> None:
    told: list[str] = []
    door = _door(folder, told, 0)
    file = folder / f"{REF}.lock"
    for words in ("", "1", "12"):  # another one each time
        file.write_text(words)
        door.clear(REF)
        time.sleep(0.01)
    assert file.exists()
    door = _door(folder, told, 60)
    door.clear(REF)
    door.clear(REF)
    assert file.exists()
    assert told == []
