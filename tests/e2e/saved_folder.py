"""A journal folder with real git around it, for the tests of saving."""

import subprocess
import sys
from pathlib import Path

from plcjournal.repository.repository import Repository, find
from plcjournal.saving.save import Message, Saved, save
from plcjournal.saving.writing import Change

RECORD = "cycles/grade-4/2025-10-fractions/priority.yaml"


def git(folder: Path, *words: str, stdin: str = "", code: int = 0) -> str:
    """Run plain git as a person would; answer what it printed."""
    ended = subprocess.run(
        ["git", *words],
        cwd=folder,
        input=stdin.encode(),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == code, ended.stderr.decode()
    return ended.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")


def new_journal(folder: Path) -> Path:
    """Begin a journal with its settings recorded."""
    Repository.create(folder)
    write(folder, "plc.yaml", b"format: 1\n", "Start the journal")
    return folder


def repository_at(folder: Path) -> Repository:
    """Open the history that a folder is recorded in."""
    place = find(folder)
    assert place is not None
    return Repository(place)


def on_disk(folder: Path, path: str) -> bytes | None:
    """Answer a file's bytes, None where there is none."""
    file = folder / path
    return file.read_bytes() if file.exists() else None


def write(folder: Path, path: str, data: bytes | None, subject: str = "Edit") -> Saved:
    """Save one file through plc, whatever it was before."""
    before = on_disk(folder, path)
    return save(folder, [Change(path, data, before)], Message(subject))


def recorded(folder: Path, path: str = RECORD, name: str = "HEAD") -> bytes:
    """Answer a file's bytes as history has them."""
    return git(folder, "cat-file", "blob", f"{name}:{path}").encode() + b"\n"


def assert_sound(folder: Path) -> None:
    """Check that history can be read whole."""
    said = git(folder, "fsck", "--full", "--no-dangling", "--no-progress")
    assert said == "", said


def assert_nothing_left(folder: Path) -> None:
    """Check that no lock, note or half file of ours is anywhere."""
    git_dir = Path(git(folder, "rev-parse", "--absolute-git-dir"))
    common = Path(git(folder, "rev-parse", "--git-common-dir"))
    common = common if common.is_absolute() else folder / common
    locks = [*git_dir.rglob("*.lock"), *common.rglob("*.lock")]
    assert locks == []
    notes = {file.name for file in (common / "plcjournal").iterdir()}
    assert notes <= {"lock", "nothing"}, notes
    assert list(folder.rglob(".plc-tmp.*")) == []
    assert not (git_dir / "index.plc").exists()


def python(folder: Path, program: str, *words: str) -> "subprocess.Popen[bytes]":
    """Start a program that saves, in a process group of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", program, *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
