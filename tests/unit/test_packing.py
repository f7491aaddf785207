"""New objects arrive in history as they were handed over, under the ids we expect."""

import subprocess
from pathlib import Path

import pytest

from plcjournal.repository.place import find
from plcjournal.repository.repository import Repository

SIZES = (0, 1, 15, 16, 2047, 2048, 2049, 262143, 262144, 3_000_000)


def _git(folder: Path, *words: str, stdin: bytes = b"") -> bytes:
    ended = subprocess.run(
        ["git", *words], cwd=folder, input=stdin, capture_output=True, check=False
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@pytest.fixture(params=["sha1", "sha256"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Repository:
    _git(tmp_path, "init", "-q", "--template=", f"--object-format={request.param}")
    place = find(tmp_path)
    assert place is not None
    made = Repository(place)
    made.prepare()
    return made


def test_every_size_arrives(repository: Repository) -> None:
    blobs = [b"\xe9\0\n" * (size // 3) + b"x" * (size % 3) for size in SIZES]
    ids = repository.store_blobs([*blobs, blobs[3]])
    assert ids[-1] == ids[3]
    with repository.objects() as objects:
        assert objects.all_contents(ids[:-1]) == blobs
    _git(repository.place.top, "fsck", "--strict")
    assert repository.store_blobs([]) == ()
