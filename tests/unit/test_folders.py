"""What git is asked about a few folders is what it says of all of them."""

import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from plcjournal.repository import folders, standing
from plcjournal.repository.place import find
from plcjournal.repository.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="folders have no such times there"
)

CYCLE = "cycles/maths/2025-09-fractions"
_TICK = 0.03


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a journal in which folders are remembered, however small it is."""
    monkeypatch.setattr(folders, "_TICK", int(_TICK * 1e9 / 2))
    Repository.create(tmp_path)
    for path in (f"{CYCLE}/priority.yaml", f"{CYCLE}/files/a.txt", "teams/maths.yaml"):
        _put(tmp_path, path)
    _put(tmp_path, "plc.yaml")
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "Save")
    return tmp_path


def _put(folder: Path, path: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(f"{random.random()}\n")


def _git(folder: Path, *words: str) -> None:
    me = ("-c", "user.name=A", "-c", "user.email=a@example.invalid")
    subprocess.run(["git", *me, *words], cwd=folder, check=False, capture_output=True)


def _stands(folder: Path, prefix: str = "", *, ahead: bool = False) -> object:
    place = find(folder)
    assert place is not None
    asked = standing.ask(place, prefix, ahead=ahead)
    assert asked is not None
    return asked.answer()


def _agrees(
    folder: Path, monkeypatch: pytest.MonkeyPatch, prefix: str = "", *, ahead: bool
) -> None:
    """Compare what is told with folders remembered, and with all listed."""
    time.sleep(_TICK)
    monkeypatch.setattr(folders, "BIG", 2**40)
    whole = _stands(folder, prefix)
    monkeypatch.setattr(folders, "BIG", 0)
    for _ in range(2):
        assert _stands(folder, prefix, ahead=ahead) == whole


def _kept(folder: Path) -> bytes:
    return (folder / ".git/plcjournal/folders").read_bytes()


def test_nothing_is_listed_where_nothing_changed(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _agrees(journal, monkeypatch, ahead=False)
    place = find(journal)
    assert place is not None
    known = folders.Folders(journal, place.own_notes)
    assert not known.compared().doubtful
    _put(journal, f"{CYCLE}/files/b.txt")
    assert folders.Folders(journal, place.own_notes).compared().doubtful == {
        f"{CYCLE}/files"
    }


@pytest.mark.parametrize("ahead", [False, True])
@pytest.mark.parametrize(
    "path",
    [
        "models/own.yaml",
        "teams/other.yaml",
        f"{CYCLE}/action.yaml",
        f"{CYCLE}/files/deep/er/b.txt",
        "cycles/reading/2025-10-books/priority.yaml",
        ".gitlab-ci.yml",
        ".github/workflows/plcjournal.yml",
    ],
)
def test_a_new_file_is_found_and_lost_again(
    journal: Path, monkeypatch: pytest.MonkeyPatch, path: str, *, ahead: bool
) -> None:
    _agrees(journal, monkeypatch, ahead=ahead)
    _put(journal, path)
    _agrees(journal, monkeypatch, ahead=ahead)
    (journal / path).unlink()
    _agrees(journal, monkeypatch, ahead=ahead)
    _put(journal, path)
    _agrees(journal, monkeypatch, ahead=ahead)


@pytest.mark.parametrize("words", [("reset", "-q"), ("rm", "--cached", "-rq", ".")])
def test_what_is_staged_no_more_is_found(
    journal: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    _put(journal, f"{CYCLE}/action.yaml")
    _git(journal, "add", "-A")
    _agrees(journal, monkeypatch, ahead=False)
    _git(journal, *words)
    _agrees(journal, monkeypatch, ahead=False)


def test_what_history_holds_no_more_is_found(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _put(journal, f"{CYCLE}/action.yaml")
    _git(journal, "add", "-A")
    _git(journal, "commit", "-qm", "More")
    _agrees(journal, monkeypatch, ahead=False)
    _git(journal, "reset", "-q", "--mixed", "HEAD~1")
    _agrees(journal, monkeypatch, ahead=False)


def test_no_unsaved_folder_is_named_in_what_is_remembered(
    journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (journal / "cycles/maths/2025-11-of-zorvane").mkdir()
    _put(journal, "cycles/plimsoe/2025-10-books/priority.yaml")
    _agrees(journal, monkeypatch, ahead=False)
    assert b"2025-09-fractions" in _kept(journal)
    assert b"zorvane" not in _kept(journal)
    assert b"plimsoe" not in _kept(journal)
    _put(journal, "cycles/maths/2025-11-of-zorvane/priority.yaml")
    _agrees(journal, monkeypatch, ahead=False)
    assert b"zorvane" not in _kept(journal)


@pytest.mark.parametrize("data", [b"", b"\0" * 99, b"no memory"])
def test_what_is_not_whole_is_not_trusted(
    journal: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    _agrees(journal, monkeypatch, ahead=False)
    held = _kept(journal)
    for torn in (data, held[:-1], held + b"x", held.replace(b"maths", b"mathz")):
        (journal / ".git/plcjournal/folders").write_bytes(torn)
        _agrees(journal, monkeypatch, ahead=True)


def test_a_journal_inside_another_folder_is_looked_at_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _git(tmp_path, "init", "-q")
    for path in ("notes.txt", "plc/plc.yaml", "plc/teams/maths.yaml"):
        _put(tmp_path, path)
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "Save")
    for path in ("plc/teams/other.yaml", "teams/none.yaml", f"plc/{CYCLE}/action.yaml"):
        _agrees(tmp_path, monkeypatch, "plc/", ahead=False)
        _put(tmp_path, path)
    _agrees(tmp_path, monkeypatch, "plc/", ahead=False)


_PLACES = (
    *(CYCLE, f"{CYCLE}/files", f"{CYCLE}/files/deep", "cycles/maths/2025-10-time"),
    *("cycles/reading/2025-10-books", "cycles/reading", "teams", "models", "docs"),
)
_NAMES = ("priority.yaml", "action.yaml", "a.txt", ".hidden", ".plc-tmp.x")


def _remove(place: Path) -> None:
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)


def _move(place: Path, other: Path) -> None:
    if place.exists() and not other.exists() and other.parent.is_dir():
        place.rename(other)


def _link(place: Path, other: Path) -> None:
    if not os.path.lexists(place) and place.parent.is_dir():
        place.symlink_to(other)


def _happens(journal: Path, chance: random.Random) -> None:
    """Let something happen to the folder, or to what is recorded of it."""
    place, other = (journal / chance.choice(_PLACES) for _ in range(2))
    file = f"{chance.choice(_PLACES)}/{chance.choice(_NAMES)}"
    able: list[Callable[[], object]] = [
        lambda: _put(journal, file),
        lambda: (journal / file).unlink(missing_ok=True),
        lambda: place.mkdir(parents=True, exist_ok=True),
        lambda: _remove(place),
        lambda: _move(place, other),
        lambda: _link(place, other),
        lambda: _git(journal, "add", "-A"),
        lambda: _git(journal, "add", "--", file),
        lambda: _git(journal, "commit", "-qm", "Save"),
        lambda: _git(journal, "commit", "-qam", "Save"),
        lambda: _git(journal, "reset", "-q"),
        lambda: _git(
            journal, "reset", "-q", chance.choice(("--soft", "--mixed")), "@~"
        ),
        lambda: _git(journal, "rm", "-q", "--cached", "--", file),
        lambda: _git(journal, "stash", "-q", chance.choice(("-u", "-k"))),
        lambda: _git(journal, "stash", "pop", "-q"),
        lambda: (journal / ".gitignore").write_text(chance.choice(("*.txt\n", "\n"))),
    ]
    try:
        chance.choice(able)()
    except OSError:
        return  # a link or a file stands there


@pytest.mark.parametrize("seed", range(int(os.environ.get("PLC_SEEDS", "4"))))
def test_whatever_happens_all_that_differs_is_found(
    journal: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(15):
        for _ in range(chance.randint(1, 4)):
            _happens(journal, chance)
        _agrees(journal, monkeypatch, ahead=chance.random() < 0.5)
