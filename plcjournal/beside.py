"""Hides how a process of our own is started beside this one, or this one copied."""

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import IO, Any, NoReturn, TypeVar

import plcjournal

Given = TypeVar("Given")
Made = TypeVar("Made")

_MOST_OPEN = 1024  # files, as most systems have it
_HEAD = 8  # bytes that say how many follow


def command(module: str) -> list[str]:
    """Answer what runs one of our modules, not from the folder plc runs in.

    What lies there must not be taken for a library; see `variables`.
    """
    return [sys.executable, "-P", "-m", module]


def variables() -> dict[str, str]:
    """Answer the variables by which such a process finds us and our libraries."""
    roots = (str(Path(plcjournal.__file__).parents[1]), os.environ.get("PYTHONPATH"))
    return {"PYTHONPATH": os.pathsep.join(filter(None, roots))}


def started(module: str) -> subprocess.Popen[bytes]:
    """Start a process that is asked through its input and answers to its output."""
    return subprocess.Popen(
        command(module),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **variables()},
    )


def can_split() -> bool:
    """Say whether this process can be copied: it knows no thread, and may fork.

    macOS can fork, and its own libraries forbid it.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def cores() -> int:
    """Answer how many cores of the computer may work for this process."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_turns(
    work: Callable[[Sequence[Given]], Made], things: Iterable[Given], at_once: int
) -> Generator[Made, None, None]:
    """Yield what some work makes of things, so many at a time, never None, in order.

    A copy of this process does every other portion, where that can be. What the work
    opens it opens for each portion, as a copy holds nothing open.
    """
    left = iter(things)
    portions = iter(lambda: [*islice(left, at_once)], [])
    ahead = deque(islice(portions, 2))
    twin = None
    if len(ahead) > 1 and can_split() and cores() > 1:
        with suppress(OSError):  # then this process does it all
            twin = Twin(partial(serve, work))
    try:
        _ask_next(twin, ahead)
        is_there = False
        while ahead:
            portion = ahead.popleft()
            ahead.extend(islice(portions, 1))
            made = None
            if is_there and twin is not None:
                made = received(twin.stdout)
                # Asked as soon as it has told all: what is told and what is asked
                # would wait for each other where both are long.
                _ask_next(twin, ahead)
            yield work(portion) if made is None else made
            is_there = not is_there
    finally:
        if twin is not None:
            twin.kill()
            twin.has_ended_well()


def _ask_next(twin: "Twin | None", ahead: Sequence[object]) -> None:
    if twin is not None and len(ahead) > 1:
        with suppress(OSError):  # it has ended
            send(twin.stdin, ahead[1])


def serve(work: Callable[[Any], object], asked: IO[bytes], told: IO[bytes]) -> None:
    """Answer what some work makes of all that is asked, until nobody asks."""
    while (portion := received(asked)) is not None:
        send(told, work(portion))


def send(pipe: IO[bytes], value: object) -> None:
    """Send a value to another process of ours."""
    import pickle

    data = pickle.dumps(value)
    pipe.write(len(data).to_bytes(_HEAD) + data)
    pipe.flush()


def received(pipe: IO[bytes]) -> Any:
    """Answer what another process of ours sent, None where it has ended."""
    import pickle

    head = pipe.read(_HEAD)
    size = int.from_bytes(head)
    data = pipe.read(size)
    if len(head) < _HEAD or len(data) < size:
        return None
    return pickle.loads(data)  # noqa: S301  # from a process of our own


class Twin:
    """A copy of this process, with all it knows, that is asked and answers.

    It holds nothing open that this process does: no lock, nor what another program
    waits for. It ends when nobody can ask it any more, so also where this process is
    killed.
    """

    def __init__(self, serve: Callable[[IO[bytes], IO[bytes]], object]) -> None:
        """Let it serve: given what it is asked through, and what it answers to.

        Whatever goes wrong in it stays there.

        Raises:
            OSError: the system has no room for another process.
        """
        ends: list[int] = []
        before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
        try:
            # Ctrl-C is for this process, which then ends the other.
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            for _ in range(2):
                ends += os.pipe()
            asked, asking, reading, writing = ends
            self._child = os.fork()
            if not self._child:
                _finish(serve, asked, writing)
            ends = [asked, writing]
            self.stdin = os.fdopen(asking, "wb")
            self.stdout = os.fdopen(reading, "rb")
        finally:
            for end in ends:
                os.close(end)
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def __exit__(self, *_exception: object) -> None:
        """Let it end, and wait until it has."""
        self.has_ended_well()

    def kill(self) -> None:
        """End it, whatever it is doing."""
        with suppress(OSError):
            os.kill(self._child, signal.SIGKILL)

    def has_ended_well(self) -> bool:
        """Let it end, and say whether it did what it was asked."""
        with suppress(OSError):  # it may have left before it was asked everything
            self.stdin.close()
        self.stdout.close()
        try:
            return os.waitpid(self._child, 0)[1] == 0
        except ChildProcessError:  # whoever started plc does not want to hear of it
            return False


class Double:
    """A copy of this process that works one thing out meanwhile.

    Where this process is killed, it ends when its work is done.
    """

    def __init__(self, work: Callable[[], bytes]) -> None:
        """Begin the work; whatever goes wrong in it stays there.

        Raises:
            OSError: the system has no room for another process.
        """
        self._twin: Twin | None = Twin(lambda _asked, told: told.write(work()))

    def end(self) -> None:
        """End it, whatever it is doing; where it has answered, it is done."""
        if self._twin is not None:
            self._twin.kill()
            self._twin.has_ended_well()
            self._twin = None

    def answer(self) -> bytes:
        """Answer what was worked out; nothing where that went wrong."""
        if self._twin is None:
            return b""
        said = self._twin.stdout.read()  # Ctrl-C may come here: then it can be ended
        is_whole = self._twin.has_ended_well()
        self._twin = None
        return said if is_whole else b""


def _finish(
    serve: Callable[[IO[bytes], IO[bytes]], object], asked: int, writing: int
) -> NoReturn:
    """Serve as the other process, which ends with it."""
    with suppress(BaseException):
        _close_but(asked, writing)
        with os.fdopen(asked, "rb") as words, os.fdopen(writing, "wb") as told:
            serve(words, told)
        os._exit(0)
    os._exit(1)


def _close_but(*kept: int) -> None:
    """Close whatever is open but some, and let nothing be read or said elsewhere."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for usual in range(3):
        os.dup2(nothing, usual)
    ends = (*sorted(kept), _MOST_OPEN)
    for start, end in zip((2, *ends), ends, strict=False):
        os.closerange(start + 1, end)
