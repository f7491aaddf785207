"""Hides how one talk of git with another computer is led: it always comes to an end.

Git runs in a session of its own, without a terminal, so that nothing it starts can ask
anybody anything. Where it may ask for a password it stays with us at the terminal:
a background program could not read from it, and Ctrl-C reaches it as it reaches us.
Either way it goes when we go: after Ctrl-C, at a time limit, and when we are killed.
"""

import contextlib
import os
import queue
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Final

from plcjournal.repository.command import Ended, GitFailed

# Ends git and what it started, unless the program it reads from says a last word:
# nobody is told of a `kill -9`, but what the killed program had open is closed. At a
# terminal the group of git is our own, so there it goes by who started whom.
_WATCH: Final = """
tree() { echo "$1"; for each in $(pgrep -P "$1" 2>/dev/null); do tree "$each"; done; }
read -r _ && exit
case "$1" in alone) kill -s TERM -- "-$2" ;; *) kill -s TERM $(tree "$2") ;; esac
"""
_PATIENCE: Final = 2.0
_LINE_END: Final = re.compile(rb"[\r\n]")
_LONGEST, _MOST = 2000, 200
_PROGRESS: Final = re.compile(r"(?:remote: )?([A-Z][a-z]+ ?[a-z]*): +(\d{1,3})% ")


@dataclass(frozen=True, slots=True)
class Limits:
    """How many seconds the other side may take.

    Args:
        silence: without a sign of life.
        asking: the same, while a person may still be typing a password.
        overall: for everything.
        slow: during which git itself hears nothing over http.
    """

    silence: float = 60
    asking: float = 300
    overall: float = 3600
    slow: int = 20


@dataclass(frozen=True, slots=True)
class Errand:
    """What git is to do, where, and whether it may ask for a password meanwhile."""

    words: Sequence[str]
    folder: Path
    env: Mapping[str, str]
    asks: bool = False
    given_up: threading.Event | None = None  # set by whoever needs no answer any more


class GivenUp(Exception):
    """Nobody waits for the answer any more."""


class Silent(Exception):
    """The other side took longer than it may; `said` is what it said until then."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@dataclass(slots=True)
class Narrator:
    """Tells a person how far it is: after a second, and then once a second."""

    sentences: Mapping[str, str]  # what git is doing: what a person reads of it
    tell: Callable[[str], None] | None = None
    waiting: str = ""  # said when nothing was heard for a while
    pause: float = 1.0
    _next: float = field(init=False)
    _last: str = ""
    is_under_way: bool = False

    def __post_init__(self) -> None:
        self._next = time.monotonic() + self.pause

    def heard(self, line: str) -> bool:
        """Take a line of git's; answer whether it was about how far it is."""
        found = _PROGRESS.match(line)
        if found is None:
            return False
        self.is_under_way = True
        if sentence := self.sentences.get(found[1]):
            self._say(f"{sentence}: {found[2]} %")
        return True

    def waited(self) -> None:
        """Take notice that time went by."""
        if self.waiting and not self.is_under_way:
            self._say(self.waiting)

    def _say(self, sentence: str) -> None:
        now = time.monotonic()
        if self.tell and now >= self._next and sentence != self._last:
            self._next, self._last = now + self.pause, sentence
            self.tell(sentence)


class _Said:
    """What git said on its error channel: the first lines and the last ones."""

    def __init__(self) -> None:
        self._first: list[str] = []
        self._last: deque[str] = deque(maxlen=_MOST)
        self._part = b""

    def add(self, chunk: bytes) -> Iterator[str]:
        """Answer the lines that a piece completes."""
        *whole, self._part = _LINE_END.split(self._part + chunk)
        if len(self._part) > _LONGEST:
            whole.append(self._part)
            self._part = b""
        for line in whole:
            yield line[:_LONGEST].decode("utf-8", "replace")

    def keep(self, line: str) -> None:
        if len(self._first) < _MOST:
            self._first.append(line)
        else:
            self._last.append(line)

    def __str__(self) -> str:
        rest = self._part.decode("utf-8", "replace")
        return "\n".join([*self._first, *self._last, rest])


def converse(errand: Errand, narrator: Narrator, limits: Limits) -> Ended:
    """Run git until it ends and answer how, without the lines about how far it is.

    Raises:
        Silent: it was ended, because the other side took too long.
        GivenUp: it was ended, because nobody waits for it.
    """
    with tempfile.TemporaryFile() as out:
        try:
            process = subprocess.Popen(
                errand.words,
                cwd=errand.folder,
                env=errand.env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.PIPE,
                # Not the lock of the journal: this may live on for a moment after us.
                start_new_session=not errand.asks,
            )
        except OSError as error:
            raise GitFailed("git", str(error)) from error
        said = _Said()
        try:
            with _watched(process, asks=errand.asks):
                asking = limits.asking if errand.asks else limits.silence
                patience = replace(limits, asking=asking)
                _listen(process, said, narrator, patience, errand.given_up)
        except BaseException:
            _end(process, asks=errand.asks)
            raise
        out.seek(0)
        return Ended(process.returncode, out.read(), str(said))


def _listen(
    process: subprocess.Popen[bytes],
    said: _Said,
    narrator: Narrator,
    limits: Limits,
    given_up: threading.Event | None,
) -> None:
    chunks = _chunks(process.stderr)
    started = heard = time.monotonic()
    is_open = True
    while is_open:
        if given_up is not None and given_up.is_set():
            raise GivenUp
        silence = limits.silence if narrator.is_under_way else limits.asking
        now = time.monotonic()
        left = min(started + limits.overall, heard + silence) - now
        if now > started + limits.overall:
            raise Silent(str(said))
        try:
            chunk = chunks.get(timeout=max(0.05, min(left, 0.2)))
        except queue.Empty:
            # Only now: after a Ctrl-Z something may have waited for us to listen.
            if left <= 0:
                raise Silent(str(said)) from None
            # What git started may stay and hold the channel open: shared connections
            # of ssh, programs that remember passwords.
            is_open = process.poll() is None
            narrator.waited()
            continue
        is_open = bool(chunk)
        heard = time.monotonic()
        for line in said.add(chunk):
            if not narrator.heard(line):
                said.keep(line)
    try:
        process.wait(limits.silence)
    except subprocess.TimeoutExpired as error:
        raise Silent(str(said)) from error


def _chunks(channel: IO[bytes] | None) -> "queue.SimpleQueue[bytes]":
    """Answer what arrives on a channel, as it arrives; nothing more is `b""`."""
    arrived: queue.SimpleQueue[bytes] = queue.SimpleQueue()

    def read(opened: IO[bytes]) -> None:
        with opened, contextlib.suppress(OSError):
            while chunk := os.read(opened.fileno(), 65536):
                arrived.put(chunk)
        arrived.put(b"")

    if channel is not None:
        # A thread, because Windows can wait for pipes in no other way.
        threading.Thread(target=read, args=(channel,), daemon=True).start()
    return arrived


@contextlib.contextmanager
def _watched(process: subprocess.Popen[bytes], *, asks: bool) -> Iterator[None]:
    """Let somebody who outlives us end git, should we be killed or give up."""
    if sys.platform == "win32":
        yield
        return
    kin = "with us" if asks else "alone"
    try:
        watch = subprocess.Popen(
            ["/bin/sh", "-c", _WATCH, "plc", kin, str(process.pid)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # whoever kills our whole group leaves it alive
        )
    except OSError:
        yield  # no shell here: the time limits of git and its helpers remain
        return
    last_word = b""
    try:
        yield
        last_word = b"\n"
    finally:
        with contextlib.suppress(OSError):
            watch.communicate(last_word)


def _end(process: subprocess.Popen[bytes], *, asks: bool) -> None:
    """End git for good; gently first, for the terminal may not echo now."""
    try:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.terminate()
            process.wait(_PATIENCE)
    finally:
        if sys.platform != "win32" and not asks:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)  # and whatever it started
        process.kill()
        process.wait()
