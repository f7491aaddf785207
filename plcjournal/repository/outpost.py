"""Hides where git talks to other computers from: a bare folder of our own.

It has the journal's contents at hand but none of its settings. Those of a folder that
somebody copied may name programs to run (core.sshCommand, remote.*.uploadpack,
remote.*.vcs, credential.helper, hooks), other places to send to (url.*.insteadOf,
http.proxy, http.curloptResolve), files to write (http.cookieFile) or to load
(http.sslCert, http.sslEngine), or that certificates do not matter (http.sslVerify);
any list of them would be out of date some day. What the person or an administrator
says about git on this computer counts as ever.
"""

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from plcjournal import disk
from plcjournal.repository import lock
from plcjournal.repository.command import Git
from plcjournal.repository.repository import Repository

_NAME = "network-"
_YOUNG = 0.5  # seconds; it may not yet be locked by who makes it
_FORGOTTEN = 2 * 3600  # longer than any talk may last


@dataclass(frozen=True, slots=True)
class Outpost:
    """A bare git folder, and the environment in which git takes it for the one."""

    folder: Path
    env: Mapping[str, str]

    def ask(self, *words: str) -> str:
        """Answer one line git says here, empty if it has nothing to say."""
        ended = Git(self.folder).attempt(*words, env=self.env)
        return "" if ended.code else os.fsdecode(ended.out).rstrip("\n")


@contextlib.contextmanager
def outpost(repository: Repository, *, with_tips: bool = False) -> Iterator[Outpost]:
    """Make such a folder for a while.

    Args:
        repository: whose contents are at hand there.
        with_tips: let git know what there is already, so that it asks for the rest.
    """
    notes = repository.place.notes
    disk.make_folder(notes)
    sweep(repository)
    folder = Path(tempfile.mkdtemp(dir=notes, prefix=_NAME))
    try:
        with lock.held(folder, wait=0):
            _furnish(folder, is_long=repository.id_digits(None) == 64)
            common_dir = repository.place.common_dir
            if with_tips:
                (folder / "packed-refs").write_bytes(_tips(repository))
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(common_dir / "shallow", folder / "shallow")
            objects = str(common_dir / "objects")
            yield Outpost(
                folder, {"GIT_DIR": str(folder), "GIT_OBJECT_DIRECTORY": objects}
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _furnish(folder: Path, *, is_long: bool) -> None:
    """Write what makes a folder a git folder, and what its ids look like."""
    config = "[core]\n\tbare = true\n\trepositoryFormatVersion = "
    config += "1\n[extensions]\n\tobjectFormat = sha256\n" if is_long else "0\n"
    (folder / "config").write_text(config, encoding="ascii")
    (folder / "HEAD").write_text("ref: refs/heads/none\n", encoding="ascii")
    (folder / "refs").mkdir()


def _tips(repository: Repository) -> bytes:
    return Git(repository.place.top)(
        *("for-each-ref", "--format=%(objectname) %(refname)"),
        *("refs/heads", "refs/remotes"),
    )


def sweep(repository: Repository) -> None:
    """Remove what talks that were killed left: such folders, half received packs."""
    place = repository.place
    for left in place.notes.glob(f"{_NAME}*"):
        with contextlib.suppress(OSError, lock.Busy):
            if left.is_symlink() or _age(left) < _YOUNG:
                continue
            with lock.held(left, wait=0):
                pass  # who made it is dead
            shutil.rmtree(left)
    packs = place.common_dir / "objects" / "pack"
    for left in (*packs.glob("tmp_*"), *packs.glob("*.keep")):
        with contextlib.suppress(OSError):
            is_dead = _age(left) > _FORGOTTEN
            if is_dead and (left.suffix != ".keep" or _is_of_receiving(left)):
                left.unlink()


def _age(file: Path) -> float:
    return time.time() - file.lstat().st_mtime


def _is_of_receiving(keep: Path) -> bool:
    with keep.open("rb") as opened:
        return opened.read(20).startswith(b"fetch-pack ")
