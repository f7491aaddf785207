"""Hides what somebody began here with git and has not finished, and how it goes on."""

import contextlib
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from plcjournal import disk
from plcjournal.repository.command import Ended, Git
from plcjournal.repository.repository import Repository

_LONG = 3600.0  # a rebase of many commits, or a passphrase that somebody has to type
# In the order in which git looks: a rebase may merge and pick on its way.
_KINDS = (
    ("rebase-merge", "rebase"),
    ("rebase-apply/applying", "am"),
    ("rebase-apply", "rebase"),
    ("MERGE_HEAD", "merge"),
    ("CHERRY_PICK_HEAD", "cherry-pick"),
    ("REVERT_HEAD", "revert"),
)
# What git removes when such a thing is done; the one that says so goes last.
_STATE = (
    *("MERGE_MSG", "MERGE_MODE", "MERGE_RR", "SQUASH_MSG", "AUTO_MERGE"),
    *("CHERRY_PICK_HEAD", "REVERT_HEAD", "MERGE_HEAD"),
)
_SILENT = {"GIT_EDITOR": "true", "GIT_SEQUENCE_EDITOR": "true"}


class Underway(NamedTuple):
    """What was begun: a merge, rebase, am, cherry-pick or revert; '' for nothing.

    `ours` is the side git's second stage is of, `theirs` the sides of the third, as
    far as they are commits; `base` is where they parted, where only one can be meant.
    With nothing begun, `theirs` is a guess: what was last taken over as one change.
    """

    what: str
    ours: str | None
    theirs: tuple[str, ...] = ()
    base: str | None = None
    is_merge: bool = False

    @property
    def is_one_commit(self) -> bool:
        """Say whether one commit ends it, which we make ourselves."""
        return self.what in ("merge", "cherry-pick", "revert")


def told(what: str) -> tuple[str, str]:
    """Say in words without git's what is not finished, and what finishes it."""
    if what == "bisect":
        sentence = "A search through the past that somebody began with git goes on."
        return sentence, "git bisect reset"
    if what == "purge":
        return "A purge stopped half way.", "plc privacy purge"
    sentence = "Two versions of the journal met here and are not put together yet."
    return sentence, "plc resolve"


def underway(repository: Repository) -> Underway:
    """Answer what somebody began here with git and has not finished."""
    git_dir = repository.place.git_dir
    what = next((what for name, what in _KINDS if (git_dir / name).exists()), "")
    what = what or _of_sequence(git_dir / "sequencer/todo")
    head = repository.tip()
    if (git_dir / "MERGE_HEAD").exists():
        return Underway(what, head, _ids(git_dir / "MERGE_HEAD"), is_merge=True)
    if what == "revert":
        taken = _tip_of(repository, "REVERT_HEAD")
        before = repository.tip(f"{taken}^1") if taken else None
        return Underway(what, head, (before,) if before else (), taken)
    name = {"rebase": "REBASE_HEAD", "cherry-pick": "CHERRY_PICK_HEAD"}.get(what, "")
    picked = _tip_of(repository, name) if name else None
    if picked is None:
        return Underway(what, head, _squashed(git_dir) if not what else ())
    # Of a picked merge nobody knows here which of its parents was meant.
    is_plain = repository.tip(f"{picked}^2") is None
    base = repository.tip(f"{picked}^1") if is_plain else None
    return Underway(what, head, (picked,), base)


def _tip_of(repository: Repository, name: str) -> str | None:
    return repository.tip(name) if (repository.place.git_dir / name).exists() else None


def _squashed(git_dir: Path) -> tuple[str, ...]:
    """Answer the last of several commits that were to be taken over as one change."""
    try:
        text = (git_dir / "SQUASH_MSG").read_text("utf-8", "replace")
    except OSError:
        return ()
    found = re.search(r"^commit ([0-9a-f]{40,64})$", text, re.MULTILINE)
    return (found[1],) if found else ()


def _of_sequence(todo: Path) -> str:
    """Answer what is done with several commits, between one and the next."""
    try:
        words = todo.read_bytes().split(maxsplit=1)
    except OSError:
        return ""
    return "revert" if words[:1] == [b"revert"] else "cherry-pick"


def first_try(repository: Repository, state: Underway) -> str | None:
    """Answer the tree that git made by itself, marks and all; None if it is unknown."""
    if len(state.theirs) > 1:
        return None  # git puts several together one by one and keeps no such tree
    found = _ids(repository.place.git_dir / "AUTO_MERGE")
    return found[0] if found else None


def message(repository: Repository) -> str:
    """Answer the words that git prepared, without its remarks; '' if there are none."""
    try:
        data = (repository.place.git_dir / "MERGE_MSG").read_bytes()
    except OSError:
        return ""
    lines = data.decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines):
        if re.fullmatch(r"\S+ -+ >8 -+", line):
            lines = lines[:number]
            break
        told = re.fullmatch(r"(\S+) Conflicts:", line)
        if told and all(one.startswith(told[1]) for one in lines[number:]):
            lines = lines[:number]
            break
    return "\n".join(lines).strip()


def forget(repository: Repository) -> None:
    """Remove what git keeps of a merge, pick or revert until it is done."""
    git_dir = repository.place.git_dir
    for name in _STATE:
        (git_dir / name).unlink(missing_ok=True)
    disk.flush_folder(git_dir)
    _settled_file(repository).unlink(missing_ok=True)


def note_settled(repository: Repository, state: Underway, paths: Iterable[str]) -> None:
    """Note which paths were put together while others wait for a person."""
    told = {*noted_settled(repository, state), *paths}
    disk.make_folder(repository.place.own_notes)
    words = "\0".join([_name_of(state), *sorted(told)])
    disk.put(_settled_file(repository), os.fsencode(words))


def noted_settled(repository: Repository, state: Underway) -> frozenset[str]:
    """Answer the paths that were put together before, for the very same thing."""
    try:
        words = os.fsdecode(_settled_file(repository).read_bytes())
    except OSError:
        return frozenset()
    name, *paths = words.split("\0")
    return frozenset(paths) if name == _name_of(state) else frozenset()


def _settled_file(repository: Repository) -> Path:
    return repository.place.own_notes / "settled"


def _name_of(state: Underway) -> str:
    return " ".join([state.what, state.ours or "", *state.theirs])


def forget_tries(repository: Repository) -> None:
    """Remove the notes of what git made by itself: nothing is open any more."""
    for name in ("AUTO_MERGE", "SQUASH_MSG"):
        (repository.place.git_dir / name).unlink(missing_ok=True)
    _settled_file(repository).unlink(missing_ok=True)


def is_sequence(repository: Repository) -> bool:
    """Say whether more commits were to be picked or reverted."""
    return (repository.place.git_dir / "sequencer").is_dir()


def go_on(repository: Repository, what: str, variables: Mapping[str, str]) -> Ended:
    """Let git itself go on with what it began; no hook is run, nobody is asked."""
    git = Git(repository.place.top, repository.inherit)
    # Whoever is to sign is told by variables; git would else guess from the host.
    return git.attempt(
        *("-c", "core.editor=true", "-c", "sequence.editor=true"),
        *(what, "--continue"),
        env={**_SILENT, **variables},
        seconds=_LONG,
    )


def put_aside(repository: Repository) -> str | None:
    """Answer the changes that git put aside before a merge; None if it did not."""
    found = _ids(repository.place.git_dir / "MERGE_AUTOSTASH")
    return found[0] if found else None


def bring_back(repository: Repository, aside: str) -> bool:
    """Let git bring back what it put aside before a merge, or keep it in its stash."""
    git = Git(repository.place.top, repository.inherit)
    is_back = not git.attempt("stash", "apply", "--quiet", aside).code
    if not is_back:
        git("stash", "store", "-m", "autostash", "--quiet", aside)
    (repository.place.git_dir / "MERGE_AUTOSTASH").unlink(missing_ok=True)
    return is_back


def step(repository: Repository) -> str:
    """Answer where a rebase stands, to see whether it got any further."""
    git_dir = repository.place.git_dir
    told = []
    for name in ("rebase-merge/msgnum", "rebase-apply/next", "sequencer/todo"):
        with contextlib.suppress(OSError):
            told.append((git_dir / name).read_text("utf-8", "replace"))
    return "\n".join(told)


def patch_author(repository: Repository) -> str:
    """Answer who wrote a patch that is being applied, '' if nobody knows."""
    file = repository.place.git_dir / "rebase-apply/author-script"
    with contextlib.suppress(OSError):
        script = file.read_text("utf-8")
        told = re.search(r"^GIT_AUTHOR_NAME='(.*)'$", script, re.MULTILINE)
        return told[1] if told else ""
    return ""


def _ids(file: Path) -> tuple[str, ...]:
    try:
        words = file.read_bytes().decode("ascii", "replace").split()
    except OSError:
        return ()
    return tuple(word for word in words if re.fullmatch(r"[0-9a-f]{40,64}", word))
