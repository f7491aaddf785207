"""Two lines of work that met in one folder, by plain git, and were left so."""

import io
import os
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

from in_process import Ran
from installed import git

from plcjournal.cli.app import run

CYCLE = "cycles/maths/2026-01-fractions"
ACTION, PRIORITY, EVIDENCE = (
    f"{CYCLE}/{stage}.yaml" for stage in ("action", "priority", "evidence")
)
DUE = "action.actions.number-talks.due"
FIRST, OURS, THEIRS = "2026-02-01", "2026-02-15", "2026-02-08"


def person(name: str) -> dict[str, str]:
    """The environment in which git takes somebody for the one who writes."""
    email = f"{name.casefold().replace(' ', '-')}@noreply.invalid"
    return {
        **os.environ,
        "GIT_AUTHOR_NAME": name,
        "GIT_AUTHOR_EMAIL": email,
        "GIT_COMMITTER_NAME": name,
        "GIT_COMMITTER_EMAIL": email,
    }


def git_as(folder: Path, name: str, *words: str, code: int | None = 0) -> str:
    """Run plain git as a person would; answer what it printed."""
    ended = subprocess.run(
        ["git", *words],
        cwd=folder,
        env=person(name),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert code is None or ended.returncode == code, ended.stdout + ended.stderr
    return ended.stdout + ended.stderr


def read(folder: Path, path: str) -> str:
    return (folder / path).read_bytes().decode()


def write(folder: Path, path: str, text: str | bytes) -> None:
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)


def change(folder: Path, path: str, *pairs: tuple[str, str]) -> None:
    """Put other words into a file."""
    text = read(folder, path)
    for old, new in pairs:
        assert old in text, (old, text)
        text = text.replace(old, new)
    write(folder, path, text)


def save(folder: Path, name: str, subject: str) -> str:
    """Commit everything with plain git; answer the commit."""
    git_as(folder, name, "add", "-A")
    git_as(folder, name, "commit", "-qm", subject)
    return git(folder, "rev-parse", "HEAD").strip()


def plan(folder: Path) -> None:
    """Add an action and a figure to the cycle of a journal."""
    for words in (
        ("add-action", "Number talks", "--due", FIRST),
        ("add-evidence", "--measure", "Task", "--size", "64", "--count", "25"),
    ):
        plc(folder, *words, code=0)


def item(name: str) -> tuple[str, str]:
    """The change that adds an action at the end of the list."""
    words = name.replace("-", " ").capitalize()
    return "learning: []", (
        f"  - id: {name}\n    what: {words}\n    status: planned\nlearning: []"
    )


def part(folder: Path) -> None:
    """Let two people set another day, and each add an action; nothing met yet.

    Teacher B works on `side`; Coach, whose folder it is, on `main`.
    """
    git(folder, "switch", "-qc", "side")
    change(folder, ACTION, (FIRST, THEIRS), item("exit-slips"))
    change(folder, PRIORITY, ("Digits are counted", "Digits are counted aloud"))
    save(folder, "Teacher B", "Another day and exit slips")
    git(folder, "switch", "-q", "main")
    change(folder, ACTION, (FIRST, OURS), item("number-line"))
    save(folder, "Coach", "Another day and a number line")


def plc(folder: Path, *words: str, code: int | None) -> Ran:
    """Run plc in this process, off a terminal, as far as it can see."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        ended = run(["-C", str(folder), *words])
    for stream in streams:
        stream.seek(0)
    out, err = (stream.read() for stream in streams)
    assert code in (None, ended), out + err
    assert "Traceback" not in err
    return Ran(ended, out, err)


def resolve(folder: Path, *words: str, code: int | None) -> Ran:
    """Finish what was begun."""
    return plc(folder, "resolve", *words, code=code)


def assert_clean(folder: Path) -> None:
    """Check that nothing is left of what was begun, and that history is sound."""
    assert git(folder, "status", "--porcelain") == ""
    git_dir = Path(git(folder, "rev-parse", "--absolute-git-dir").strip())
    left = {
        *("MERGE_HEAD", "MERGE_MSG", "MERGE_MODE", "AUTO_MERGE", "CHERRY_PICK_HEAD"),
        *("REVERT_HEAD", "rebase-merge", "rebase-apply", "sequencer", "SQUASH_MSG"),
        *("MERGE_AUTOSTASH", "index.lock", "HEAD.lock", "index.plc"),
    }
    found = {one.name for one in git_dir.iterdir()} & left
    assert not found, found
    notes = {one.name for one in (git_dir / "plcjournal").iterdir()}
    assert notes <= {"lock", "nothing", "seen.sqlite", "glances.sqlite"}, notes
    said = git(folder, "fsck", "--full", "--no-dangling", "--no-progress")
    assert said == "", said
    assert "<<<<<<<" not in git(folder, "show", f"HEAD:{ACTION}")
    plc(folder, "validate", code=0)


def assert_both(folder: Path, *, in_place: str = THEIRS) -> None:
    """Check that nobody's work is lost and that the day waits for a decision."""
    text = read(folder, ACTION)
    for words in ("id: number-line", "id: exit-slips", f"field: {DUE}"):
        assert words in text, text
    for day, who in ((OURS, "Coach"), (THEIRS, "Teacher B")):
        assert f"- value: {day}\n        by: {who}\n" in text, text
    assert f"    due: {in_place}\n" in text
    assert "counted aloud" in read(folder, PRIORITY)
