"""A folder of its own in which plc is tried, and plc in processes that may be killed.

Nothing of the person's is touched or read: neither a journal nor settings of git.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plcjournal.repository import place
from plcjournal.repository.command import OLDEST, Git, GitTooOld
from plcjournal.repository.objects import version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAME = "plc-self-test-"
_SECONDS = 60.0  # for one command, on the slowest of computers
_TRIES = 10  # to take the folder away
_HIDDEN = ("GIT_", "PLC_", "XDG_")


class Failed(Exception):
    """Something a person must never meet; `is_of_disk` where the disk is to blame."""

    def __init__(self, sentence: str, *, is_of_disk: bool = False) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.is_of_disk = is_of_disk


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended, and what it said."""

    code: int
    said: str


class Stage:
    """Two people's journals and what they share, all in one new folder."""

    def __init__(self, folder: Path, until: float) -> None:
        self.folder = folder
        self._until = until
        self._chance = random.Random()  # noqa: S311  # random moments, no secrets
        self._running: list[subprocess.Popen[str]] = []
        settings = folder / "settings"
        settings.mkdir()
        (settings / "git").write_text("[init]\n\tdefaultBranch = main\n", "utf-8")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(_HIDDEN)}
        self._told = {
            "GIT_CONFIG_GLOBAL": str(settings / "git"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CEILING_DIRECTORIES": str(folder),
            "XDG_CACHE_HOME": str(settings),
            "XDG_CONFIG_HOME": str(settings),
        }
        self._environment = {**kept, **self._told}

    def begin(self) -> None:
        """Let one person begin a journal with a cycle, share it, and another join."""
        # A history of its own at once, should all of this lie in somebody else's.
        Git(self.folder)("init", "--quiet", "a", env=self._told)
        first = ("--author", "Teacher A", "--team", "Team", "--name", "Trial")
        self.must(".", "init", "a", *first)
        self.must("a", "new-cycle", "Trial", "--need", "To see whether words stay")
        self.must("a", "sync", "--with", str(self.folder / "shared.git"))
        self.must(".", "join", str(self.folder / "shared.git"), "b", *first[:1], "B")

    def rounds(self, most: int, seconds: float) -> Iterator[int]:
        """Yield numbers from 1 on while there is time, one of them in any case."""
        begun = time.monotonic()
        until = min(begun + seconds, self._until)
        for number in range(1, most + 1):
            yield number
            now = time.monotonic()
            if now + (now - begun) / number > until:
                return

    def plc(self, who: str, *words: str) -> Ended:
        """Run one command in somebody's journal."""
        return self._ended([self._start(who, words)])[0]

    def must(self, who: str, *words: str) -> float:
        """Run one command that has no reason to fail; answer its time in seconds.

        Raises:
            Failed: it failed.
        """
        begun = time.monotonic()
        ended = self.plc(who, *words)
        if ended.code:
            told = next(iter(ended.said.strip().splitlines()), "")
            raise Failed(f"plc {words[0]} ended with {ended.code}: {told}")
        return time.monotonic() - begun

    def at_once(self, who: str, several: Sequence[Sequence[str]]) -> list[Ended]:
        """Run several commands in the same journal at the same moment."""
        return self._ended([self._start(who, words) for words in several])

    def killed(self, who: str, usual: float, *words: str) -> Ended:
        """Start a command that usually takes some seconds, and kill it meanwhile."""
        process = self._start(who, words)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(usual * self._chance.uniform(0.25, 1.05))
        _kill(process)
        return self._ended([process])[0]

    def file(self, who: str, name: str) -> Path:
        """Answer where a record of somebody's cycle lies."""
        return next((self.folder / who).glob(f"cycles/*/*/{name}.yaml"))

    def check(self, who: str, words: Sequence[str]) -> None:
        """See that words are in a record of actions, on disk and in the history.

        Raises:
            Failed: they are not.
        """
        file = self.file(who, "action")
        held = file.read_bytes()
        path = file.relative_to(self.folder / who).as_posix()
        git = Git(self.folder / who)
        kept = git.attempt("show", f"HEAD:{path}", env=self._told)
        for word in words:
            if word.encode() not in held or word.encode() not in kept.out:
                raise Failed(f'"{word}" was saved, and is there no longer.')
        if held != kept.out:
            raise Failed("What is in the folder was never saved to the history.")
        if git.attempt("fsck", "--no-dangling", env=self._told).code:
            raise Failed("The history can no longer be read whole.", is_of_disk=True)

    def end(self) -> None:
        """End what still runs, and wait until it has."""
        for process in self._running:
            _kill(process)
            process.communicate()
        self._running.clear()

    def _start(self, who: str, words: Sequence[str]) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "plcjournal", *words],
            cwd=self.folder / who,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            start_new_session=sys.platform != "win32",
        )
        self._running.append(process)
        return process

    def _ended(self, processes: Sequence[subprocess.Popen[str]]) -> list[Ended]:
        found = []
        for process in processes:
            try:
                said = process.communicate(timeout=_SECONDS)[0]
            except subprocess.TimeoutExpired:
                raise Failed("plc did not come to an end within a minute.") from None
            found.append(Ended(process.returncode, said))
            self._running.remove(process)
        return found


def _kill(process: subprocess.Popen[str]) -> None:
    """End a process with all that it started, as a power cut would."""
    if sys.platform == "win32":
        process.kill()
        return
    # Whoever is not waited for yet keeps its number, so no stranger is meant.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGKILL)


@contextlib.contextmanager
def stage(beside: Path | None, seconds: float) -> Iterator[Stage]:
    """Make a folder for trials beside another, or where the system keeps such.

    It goes away again however the trials end.

    Raises:
        GitMissing: there is no git.
        GitTooOld: this git cannot keep a history safely.
    """
    with _stoppable(), _new_folder(_place(beside)) as folder:
        found = version(Git(folder))
        if found < OLDEST:
            raise GitTooOld(found)
        made = Stage(folder, time.monotonic() + seconds)
        try:
            yield made
        finally:
            made.end()


@contextlib.contextmanager
def _new_folder(above: Path | None) -> Iterator[Path]:
    made = tempfile.TemporaryDirectory(
        prefix=_NAME, dir=above, ignore_cleanup_errors=True
    )
    try:
        yield Path(made.name).resolve()
    finally:
        # What was killed may write for a moment longer, and a virus scanner look.
        for _ in range(_TRIES):
            made.cleanup()
            if not Path(made.name).exists():
                break
            time.sleep(0.2)


def _place(beside: Path | None) -> Path | None:
    """Answer the folder in which trials may be made on the disk of another."""
    if beside is None:
        return None
    above = beside.resolve().parent
    while outer := place.find(above):
        above = outer.top.parent  # not among the files of another project
        if above == outer.top:
            return None
    is_same_disk = above.stat().st_dev == beside.stat().st_dev
    return above if is_same_disk and os.access(above, os.W_OK) else None


@contextlib.contextmanager
def _stoppable() -> Iterator[None]:
    """Clean up also when the system or a closed window ends plc."""

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    known = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
    before = {one: signal.signal(one, stop) for one in known if one is not None}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
