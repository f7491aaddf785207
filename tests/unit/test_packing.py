"""New objects arrive in history as they were handed over, under the ids we expect."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from plcjournal.repository.author import Person, variables
from plcjournal.repository.packing import New
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
    assert repository.store([]) == ()


@pytest.fixture
def far_away(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Sit in a time zone with half an hour in it."""
    if sys.platform == "win32":
        pytest.skip("the zone of a process stays as it is")
    with monkeypatch.context() as there:
        there.setenv("TZ", "Asia/Kolkata")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("far_away")
def test_a_commit_arrives_with_what_it_holds(repository: Repository) -> None:
    top, digits = repository.place.top, repository.id_digits(None)
    who = variables(Person("Zoë Ω", "z@noreply.invalid"), Person("c", "c@c.invalid"))
    empty = New("tree", b"")
    text = "Größe\n\nPlc-Action: x\n"
    first = repository.commit_with([empty], empty.id(digits), [], text, who)
    second = repository.commit_with([], empty.id(digits), [first], text, who)
    by_git = repository.commit(empty.id(digits), [first], text, who)

    def dateless(commit: str) -> list[bytes]:
        rows = _git(top, "cat-file", "commit", commit).splitlines()
        return [row.rsplit(b" ", 2)[0] if b"> " in row else row for row in rows]

    assert dateless(second) == dateless(by_git)
    assert _git(top, "rev-list", "--count", second).strip() == b"2"
    zones = [
        _git(top, "log", "-1", "--format=%ai", one)[-6:] for one in (second, by_git)
    ]
    assert zones == [b"+0530\n"] * 2
    _git(top, "fsck", "--strict")


def test_a_day_that_somebody_set_counts(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2001-02-03T12:00:00")
    empty = New("tree", b"")
    who = variables(Person("a", "a@a.invalid"), Person("a", "a@a.invalid"))
    tree = empty.id(repository.id_digits(None))
    made = repository.commit_with([empty], tree, [], "x\n", who)
    told = _git(repository.place.top, "log", "-1", "--format=%as %cs", made).split()
    assert told[0] == b"2001-02-03"
    assert told[1] > b"2020"
