"""Many things that history holds, asked for in one go."""

import subprocess
from pathlib import Path

import pytest

from plcjournal.repository.repository import Repository

_NOWHERE = "0" * 40


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.create(tmp_path / "journal")


def kept(repository: Repository, data: bytes) -> str:
    """Put some bytes into history; answer their id."""
    ended = subprocess.run(
        ["git", "hash-object", "-w", "--stdin"],
        cwd=repository.place.top,
        input=data,
        capture_output=True,
        check=True,
    )
    return ended.stdout.decode().strip()


def test_each_answer_belongs_to_its_question(repository: Repository) -> None:
    some = [
        b"one\n",
        b"",
        b"two\nlines",
        b"\0\xff" * 70_000,
        *[b"%d" % n for n in range(120)],
    ]
    ids = [kept(repository, data) for data in some]
    with repository.objects() as objects:
        assert objects.all_contents(ids) == some
        assert objects.all_contents([]) == []
        assert objects.all_sizes([*ids, _NOWHERE]) == [*map(len, some), None]
        assert objects.contents(ids[0]) == b"one\n"


def test_what_is_not_there_is_none(repository: Repository) -> None:
    one = kept(repository, b"one")
    with repository.objects() as objects:
        assert objects.all_contents([_NOWHERE, one, _NOWHERE]) == [None, b"one", None]
