"""What must hold after a fault, and after the one command that follows it."""

import hashlib
import re
import shlex
from collections.abc import Container
from pathlib import Path

from failing import Act, Ended, Fault, Faultline
from installed import git, plc_in
from scenes import ESSAY, SETTINGS, Stage

_HONEST = {0, 1, 3, 5, 6, 7, 75}
_LEFT = re.compile(r"\.plc-tmp\.|\.lock$|^index\.plc$")
# Locks, an empty folder, and what was only remembered to be quicker.
_NOTES = re.compile(
    r"lock|nothing|.*\.sqlite(-journal)?|pages-passed\.json|checked\.json"
    r"|folders(\.new)?"
)
_UNTOUCHED = re.compile(
    r"^plc: (\S+) could not be written and is as it was", re.MULTILINE
)
_TYPED = re.compile(r": (plc [a-z][^\n(]*?)(?= and then|$)", re.MULTILINE)
_WAITING = "Your words are safe in the folder, but not yet in its history."


class Broken(AssertionError):
    """A promise that did not hold."""


def _must(holds: object, *told: object) -> None:
    if not holds:
        raise Broken("\n".join(str(one) for one in told))


NEXT = ("same", "save", "doctor --fix", "sync", "hint")
"""What people do next: the same again, another command, or what they were told to."""


def check_fault(
    line: Faultline, stage: Stage, fault: Fault, at: int, then: str
) -> Ended:
    """Let something happen to the command of a scene, and check all that must hold.

    Args:
        line: the plc it happens to.
        stage: a scene that was just set.
        fault: what happens.
        at: at which change of a file, from 1.
        then: what is done next, one of `NEXT`.
    """
    ended = line.run(stage.root, stage.journal, stage.scene.words, fault, at)
    check_told(stage, ended, may_flush=fault.act is not Act.FAIL_FROM_THEN_ON)
    if ended.has_struck:
        check_mended(stage, after(stage, ended, then))
    return ended


def check_told(stage: Stage, ended: Ended, *, may_flush: bool = True) -> None:
    """Check what a command said of itself against what is there, before any mending."""
    _must("Traceback" not in ended.told, "a traceback", ended.told)
    _must(
        ended.is_cut_off or ended.code in _HONEST, "exit code", ended.code, ended.told
    )
    _must(
        not ended.code or ended.is_cut_off or ended.err.startswith("plc: "),
        "no sentence",
        ended,
    )
    files = stage.files()
    _old_or_new(stage, files, ended.told)
    for path in _UNTOUCHED.findall(ended.err):
        is_old = files.get(f"journal/{path}") == stage.old.get(f"journal/{path}")
        _must(is_old, "said to be untouched", ended.err)
    is_recorded = _recorded(stage) == _records(stage.new)
    if ended.code == 0:
        _must(files == stage.new, "said to be done", ended.told)
        _must(is_recorded, "done, not in history", ended.told)
    if _WAITING in ended.err:
        _must(files == stage.new, "said to be safe", ended.err)
        # What could not be flushed may be in history, and may be gone tomorrow.
        is_unsure = ended.what.startswith("fsync") or not may_flush
        _must(is_unsure or not is_recorded, "is in history already", ended.err)
    _sound(stage.journal)


def after(stage: Stage, ended: Ended, what: str) -> tuple[str, ...]:
    """Answer the command that somebody types next."""
    if what == "same":
        return stage.scene.words
    if what != "hint":
        return tuple(shlex.split(what))
    found = _TYPED.findall(ended.err)
    return tuple(shlex.split(found[-1])[1:]) if found else stage.scene.words


def check_mended(stage: Stage, words: tuple[str, ...]) -> None:
    """Check that one command makes the journal whole, and that others add nothing."""
    output = _typed(stage, words, {0, 1, 2, 3, 4, 7})
    _whole(stage, output)
    output += _typed(stage, ("save",))
    _whole(stage, output)
    status = git(stage.journal, "status", "--porcelain")
    _must(status == f"AM {ESSAY}\n", "not everything is saved", status, output)
    files = stage.files()
    if words != stage.scene.words:
        _old_or_new(stage, files, output)
    if files not in (stage.old, stage.new):
        output += _typed(stage, ("validate",))
    before = digest(stage.root)
    output += _typed(stage, ("doctor", "--fix"), {0, 1})
    _must(digest(stage.root) == before, "a second mending changed something", output)
    output += _typed(stage, ("set", "plc.weeks", "7"))
    if stage.scene.is_shared:
        output += _typed(stage, ("sync",))
        _is_shared(stage, output)
    if stage.scene.makes_pages:
        output += _typed(stage, stage.scene.words)
        _must({*_pages(stage.files())} == {*_pages(stage.new)}, "pages", output)
    _whole(stage, output, is_swept=True)
    _sound(stage.journal)
    _sound(stage.root / "hub.git")


def _pages(files: dict[str, bytes]) -> list[str]:
    return [path for path in files if path.startswith("pages/")]


def _typed(stage: Stage, words: tuple[str, ...], codes: Container[int] = (0,)) -> str:
    told = plc_in(stage.journal, *words)
    output = f"plc {' '.join(words)}: {told.returncode}\n{told.stdout}{told.stderr}"
    _must("Traceback" not in output and told.returncode in codes, output)
    return output


def _old_or_new(stage: Stage, files: dict[str, bytes], told: str) -> None:
    for path in {*stage.old, *stage.new}:
        states = {stage.old.get(path), stage.new.get(path)}
        found = files.get(path)
        _must(found in states, "neither old nor new", path, found, told)


def _is_shared(stage: Stage, told: str) -> None:
    """Check that everybody has the same, with every word of it."""
    output = plc_in(stage.root / "teacher", "sync")
    tips = {
        git(stage.root / one, "rev-parse", "main").strip()
        for one in ("journal", "hub.git", "teacher")
    }
    _must(len(tips) == 1, "not the same everywhere", tips, told, output)
    _old_or_new(stage, stage.files() | {SETTINGS: stage.new[SETTINGS]}, told)


def _whole(stage: Stage, told: str, *, is_swept: bool = False) -> None:
    journal = stage.journal
    git(journal, "merge-base", "--is-ancestor", stage.tip, "HEAD")
    left = [f for f in journal.rglob("*") if _LEFT.search(f.name)]
    if not is_swept:  # halves of our own that are in nobody's way may wait
        left = [f for f in left if f.suffix == ".lock" and "plcjournal" not in f.parts]
    _must(not left, "left over", left, told)
    notes = {file.name for file in (journal / ".git/plcjournal").iterdir()}
    _must("intent" not in notes, "not finished", told)
    notes = {name for name in notes if not _NOTES.fullmatch(name)}
    _must(not notes or not is_swept, "notes left over", notes, told)
    index = git(journal, "diff", "--cached", "--name-only").split()
    _must(index == [ESSAY], "the index and history differ", index, told)
    staged = git(journal, "ls-files", "--stage", ESSAY)
    _must(staged == stage.staged, "somebody's own staged work", staged, told)


def _sound(folder: Path) -> None:
    said = git(folder, "fsck", "--full", "--no-dangling", "--no-progress")
    _must(said == "", said)


def _recorded(stage: Stage) -> dict[str, bytes]:
    names = git(stage.journal, "ls-tree", "-r", "--name-only", "-z", "HEAD").split("\0")
    return {
        f"journal/{name}": git(
            stage.journal, "cat-file", "blob", f"HEAD:{name}"
        ).encode()
        for name in names
        if name.endswith(".yaml")
    }


def _records(files: dict[str, bytes]) -> dict[str, bytes]:
    return {
        path: data
        for path, data in files.items()
        if path.startswith("journal/") and path.endswith(".yaml")
    }


def digest(root: Path) -> str:
    """Answer a digest of everything people see: files, index and history."""
    found = hashlib.sha256()
    journal = root / "journal"
    for file in sorted(root.rglob("*")):
        if file.is_file() and ".git" not in file.parts and "hub.git" not in file.parts:
            found.update(str(file).encode() + file.read_bytes())
    for words in (
        ("rev-parse", "HEAD"),
        ("ls-files", "--stage"),
        ("status", "--porcelain"),
    ):
        found.update(git(journal, *words).encode())
    return found.hexdigest()
