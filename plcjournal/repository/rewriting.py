"""Hides how a past is written anew: beside the history first, then in its place.

The work is done in a bare folder of our own that has the history's contents at hand
but none of its settings, and nobody sees it before the names of all lines move at once.
"""

import contextlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from plcjournal import beside, disk
from plcjournal.repository import lock
from plcjournal.repository.command import Git, GitFailed, environment
from plcjournal.repository.notes import Entry
from plcjournal.repository.repository import Repository

_NAME = "rewriting-"
_SECONDS = 3600
_CONFIG = """[core]
\tbare = true
\trepositoryFormatVersion = 0
\thooksPath = {nowhere}
\tfsync = all
[gc]
\tauto = 0
[fastimport]
\tunpackLimit = 0
"""
# What git and plc keep beside the history and make again when they need it.
_LEAVINGS = (
    *("ORIG_HEAD", "FETCH_HEAD", "COMMIT_EDITMSG", "MERGE_MSG", "SQUASH_MSG"),
    *("AUTO_MERGE", "gitk.cache", "index.plc", "index.lock.stale"),
)
_FOLDERS = ("logs", "rr-cache", "lost-found")
_OWN = (
    *("checked.json", "folders", "folders.new"),
    *(
        f"{name}.sqlite{end}"
        for name in ("seen", "glances")
        for end in ("", "-journal", "-wal", "-shm")
    ),
)
_OWN_NOTES = ("pending", "receiving", "tree-index", "config")


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The new commit of each old one, and the oldest ones that are otherwise now."""

    commits: Mapping[str, str]
    roots: tuple[str, ...]


def rewritten(
    repository: Repository, tips: Sequence[str], module: str, task: bytes
) -> Rewritten:
    """Write the past of some commits anew and bring what is new into the history.

    Args:
        repository: where; the write lock on it is held. No name moves.
        tips: the commits.
        module: the program that does it, run in a git folder with nothing else in it.
        task: what it reads on its standard input.

    Raises:
        GitFailed: it did not work; nothing is changed.
    """
    notes = repository.place.notes
    for left in notes.glob(f"{_NAME}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(dir=notes, prefix=_NAME))
    try:
        _furnish(folder, repository.place.common_dir / "objects", tips)
        _run(folder, module, task)
        told = _told(folder)
        _bring(folder / "objects", repository.place.common_dir / "objects")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return told


def _furnish(folder: Path, objects: Path, tips: Sequence[str]) -> None:
    config = _CONFIG.format(nowhere=os.devnull)
    (folder / "config").write_text(config, encoding="ascii")
    (folder / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
    (folder / "refs").mkdir()
    (folder / "objects" / "info").mkdir(parents=True)
    (folder / "objects" / "pack").mkdir()
    alternates = folder / "objects" / "info" / "alternates"
    alternates.write_text(f"{objects}\n", encoding="utf-8", newline="\n")
    names = dict.fromkeys(tips)
    rows = [f"{tip} refs/heads/line-{n:06}\n" for n, tip in enumerate(names)]
    (folder / "packed-refs").write_text("".join(rows), encoding="ascii", newline="\n")


def _run(folder: Path, module: str, task: bytes) -> None:
    variables = {**environment(), **beside.variables(), "GIT_DIR": str(folder)}
    try:
        ended = subprocess.run(
            beside.command(module),
            cwd=folder,
            env=variables,
            input=task,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise GitFailed("filter-repo", "it took too long") from error
    if ended.returncode:
        raise GitFailed("filter-repo", ended.stderr.decode("utf-8", "replace"))


def _told(folder: Path) -> Rewritten:
    made = folder / "filter-repo"
    rows = (made / "commit-map").read_text("ascii").splitlines()[1:]
    pairs = dict(row.split() for row in rows)
    if any(not new.strip("0") for new in pairs.values()):
        raise GitFailed("filter-repo", "a commit was left out")
    first = (made / "first-changed-commits").read_text("ascii").splitlines()
    return Rewritten(pairs, tuple(row.split()[0] for row in first if row))


def _bring(made: Path, objects: Path) -> None:
    """Copy new contents, the list of a pack after the pack itself."""
    files = [one for one in made.rglob("*") if one.is_file()]
    files = [one for one in files if one.parent.name != "info"]
    for file in sorted(files, key=lambda one: one.suffix == ".idx"):
        target = objects / file.relative_to(made)
        if not target.exists():
            disk.make_folder(target.parent)
            disk.put(target, file.read_bytes(), 0o444)


def move_names(
    repository: Repository, moves: Sequence[tuple[str, str, str, str]]
) -> None:
    """Move names all at once: each from an old name and id to a new name and id."""
    if not moves:
        return
    rows = ["start\n"]
    for name, old, new_name, new in moves:
        if name == new_name:
            rows.append(f"update {name} {new} {old}\n")
        else:
            rows += [f"delete {name} {old}\n", f"create {new_name} {new}\n"]
    rows += ["prepare\n", "commit\n"]
    git = Git(repository.place.top, repository.inherit)
    git("update-ref", "--no-deref", "--stdin", stdin="".join(rows).encode())


def retold_tag(repository: Repository, content: bytes) -> str:
    """Store what a tag says, as new; answer its id. A signature no longer fits."""
    head, _, words = content.partition(b"\n\n")
    words = words.partition(b"-----BEGIN ")[0]
    git = Git(repository.place.top, repository.inherit)
    made = git("mktag", "--no-strict", stdin=head + b"\n\n" + words)
    return made.decode().strip()


def hindrance(repository: Repository, *, is_unfinished: bool) -> tuple[str, str]:
    """Name what git keeps here that cannot be written anew, and what to type first.

    Both are '' if there is nothing. What is prepared for saving is not looked at
    where an earlier try was stopped.
    """
    place = repository.place
    git = Git(place.top, repository.inherit)
    if place.git_dir != place.common_dir:
        what = "this folder is a second one of the same history (git worktree)"
        return what, f"cd {shlex.quote(str(place.common_dir.parent))}"
    worktrees = place.common_dir / "worktrees"
    if worktrees.is_dir() and any(worktrees.iterdir()):
        other = _second_folder(git)
        what = "the history has a second folder (git worktree)"
        remove = f"git worktree remove {shlex.quote(other)}"
        return what, remove if other else "git worktree prune"
    if not git.attempt("rev-parse", "--verify", "--quiet", "refs/stash").code:
        mend = "git stash pop and then: plc save (not needed any more? git stash clear)"
        return "work was put aside with git stash", mend
    if git("for-each-ref", "--count=1", "refs/replace"):
        return (
            "parts of the history were replaced (git replace)",
            "git replace --delete $(git replace)",
        )
    if (place.common_dir / "shallow").exists():
        return (
            "this copy leaves out the beginning of the history",
            "git fetch --unshallow",
        )
    if (place.common_dir / "objects" / "info" / "alternates").exists():
        return (
            "the history borrows from another folder (git clone --shared)",
            "git repack -a -d && rm .git/objects/info/alternates",
        )
    if not is_unfinished and git(
        "diff-index", "--cached", "--name-only", "-z", "HEAD", "--"
    ):
        return (
            "something is prepared for saving with git (git add)",
            "plc save (or, to keep it back: git reset)",
        )
    return "", ""


def _second_folder(git: Git) -> str:
    """Answer a folder of the same history that is still there, '' for none."""
    rows = os.fsdecode(git("worktree", "list", "--porcelain")).splitlines()
    folders = [row[9:] for row in rows if row.startswith("worktree ")]
    return next((one for one in folders[1:] if Path(one).is_dir()), "")


def own_settings(repository: Repository) -> tuple[tuple[str, str], ...]:
    """Answer the settings that stand in the history's own folder."""
    git = Git(repository.place.top, repository.inherit)
    told = os.fsdecode(git("config", "--local", "--list", "-z"))
    rows = (one.partition("\n") for one in told.split("\0") if one)
    return tuple((key, value) for key, _, value in rows)


def bundle(repository: Repository, file: Path) -> None:
    """Write the whole history into one file from which it can be joined again."""
    git = Git(repository.place.top, repository.inherit)
    git("bundle", "create", "--quiet", str(file), "--all", "HEAD", seconds=_SECONDS)
    if sys.platform != "win32":
        file.chmod(0o600)
    disk.flush_file(file)
    disk.flush_folder(file.parent)


def match_index(repository: Repository, tip: str) -> None:
    """Make the index say what a commit says; what stays out of the folder, stays."""
    index = repository.index
    out = index.left_out()
    with lock.claimed(index.lock, repository.place.notes):
        index.fill(tip)
        staged = index.entries()
        entries = [Entry(p, *staged[p], left_out=True) for p in out if p in staged]
        if entries:
            index.edit(entries, len(tip))


def forget_past(repository: Repository) -> None:
    """Remove for good what no name leads to, and what git and plc remembered of it."""
    place = repository.place
    for folder in {place.git_dir, place.common_dir}:
        for name in _LEAVINGS:
            (folder / name).unlink(missing_ok=True)
        for name in _FOLDERS:
            shutil.rmtree(folder / name, ignore_errors=True)
    for notes in {place.notes, place.own_notes}:
        for name in (*_OWN, *_OWN_NOTES):
            (notes / name).unlink(missing_ok=True)
    forget_unreachable(repository)


def forget_unreachable(repository: Repository) -> None:
    """Remove the contents that no name leads to."""
    place = repository.place
    git = Git(place.top, repository.inherit)
    git("pack-refs", "--all", "--prune")
    packs = place.common_dir / "objects" / "pack"
    for left in (*packs.glob("*.keep"), *packs.glob("multi-pack-index*")):
        with contextlib.suppress(OSError):
            left.unlink()
    git("repack", "-a", "-d", "--quiet", seconds=_SECONDS)
    git("prune", "--expire=now", seconds=_SECONDS)
    git("prune-packed", "--quiet", seconds=_SECONDS)
    info = place.common_dir / "objects" / "info"
    (info / "commit-graph").unlink(missing_ok=True)
    shutil.rmtree(info / "commit-graphs", ignore_errors=True)


def everything(repository: Repository) -> Iterator[tuple[str, str, bytes]]:
    """Yield id, kind and content of everything stored, led to by a name or not."""
    git = Git(repository.place.top, repository.inherit)
    process = git.start(
        *("cat-file", "--batch-all-objects", "--batch", "--unordered", "--buffer")
    )
    try:
        if process.stdin is not None:
            process.stdin.close()
        out = process.stdout
        while out is not None and (head := out.readline().split()):
            if len(head) != 3:
                raise GitFailed("cat-file", "an object is damaged")
            yield head[0].decode(), head[1].decode(), out.read(int(head[2]))
            out.read(1)
    finally:
        process.kill()
        for pipe in (process.stdout, process.stderr):
            if pipe:
                pipe.close()
        process.wait()
