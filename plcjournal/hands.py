"""Many hands for one check: the cores of a computer each take portions of a journal.

The others are processes of our own, which end when this one does, whatever way: copies
of this one where it can be copied, which begin at once and with everything loaded. One
that fails leaves its portion to this process: that finds the same, or says what failed.
"""

from __future__ import annotations

import contextlib
import gc
import signal
import sys
import threading
from collections import deque
from functools import partial
from typing import IO, TYPE_CHECKING

from plcjournal import beside
from plcjournal.portions import Checker, Task

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Sequence

    from plcjournal.portions import Part

_FEW = 50  # cycles: to copy a process takes as long as to check so many
_ENOUGH = 300  # cycles: the same of one that has to start and load everything
_MOST = 4  # processes: each takes memory of its own
_OBJECTS = 200_000  # made between two looks
_TICK = 0.2  # seconds, after which Ctrl-C is noticed
_PATIENCE = 3.0  # seconds for what others have begun, when nothing else is left


def spare(cycles: int) -> int:
    """Answer how many more processes than this one are worth their start."""
    enough = _FEW if beside.can_split() else _ENOUGH
    return 0 if cycles < enough else min(beside.cores(), _MOST) - 1


def parts(task: Task, checker: Checker, others: int) -> tuple[Part, ...]:
    """Answer what is found in each portion of a journal, in order.

    `others` says how many other processes take portions beside this one.
    """
    board = Board(task.portions())
    hands: list[Hand] = []
    try:
        with _seldom_tidied():  # also in copies of this process
            for _ in range(others):
                with contextlib.suppress(OSError):  # then this process does it all
                    hands.append(Hand(task, board, checker))
            for hand in hands:  # none is copied while another is talked with
                hand.start()
            _work(board, checker, hands)
    finally:
        for hand in hands:
            hand.end()
    return tuple(board.done[number] for number in range(len(board.portions)))


def _work(board: Board, checker: Checker, hands: Sequence[Hand]) -> None:
    """Do portions until all are done; in the end also those that take too long."""
    waited = 0.0
    while missing := board.missing():
        number = board.take()
        busy = [hand for hand in hands if hand.is_alive()]
        if number is None and busy and waited < _PATIENCE:
            busy[0].join(_TICK)
            waited += _TICK
            continue
        number = missing[0] if number is None else number
        board.done[number] = checker.part(board.portions[number])


@contextlib.contextmanager
def _seldom_tidied() -> Iterator[None]:
    """Let Python seldom look for what refers to itself: records never do."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class Board:
    """The portions to be done, and what was found in those that are."""

    def __init__(self, portions: Sequence[tuple[str, ...]]) -> None:
        self.portions = portions
        self.done: dict[int, Part] = {}
        self._todo = deque(range(len(portions)))

    def missing(self) -> list[int]:
        """Answer the portions that are not done yet."""
        return [n for n in range(len(self.portions)) if n not in self.done]

    def take(self) -> int | None:
        """Answer a portion that nobody has taken, None where there is none."""
        try:
            return self._todo.popleft()
        except IndexError:
            return None

    def give_back(self, number: int) -> None:
        """Leave a portion to somebody else."""
        self._todo.append(number)


class Hand(threading.Thread):
    """Hands one portion after the other to another process."""

    def __init__(self, task: Task, board: Board, checker: Checker) -> None:
        super().__init__(daemon=True)
        self._board = board
        self._process: beside.Twin | subprocess.Popen[bytes]
        if beside.can_split():
            self._task = None
            self._process = beside.Twin(partial(beside.serve, checker.part))
        else:
            self._task = task
            self._process = beside.started(__name__)

    def run(self) -> None:
        """Go on until there are no portions, or the process has ended."""
        asked, told = self._process.stdin, self._process.stdout
        if asked is None or told is None:
            return
        with contextlib.suppress(OSError, ValueError):
            if self._task is not None:
                beside.send(asked, tuple(self._task))
        while (number := self._board.take()) is not None:
            part = None
            with contextlib.suppress(OSError, ValueError):  # ended, or closed by us
                beside.send(asked, self._board.portions[number])
                part = beside.received(told)
            if part is None:
                self._board.give_back(number)
                return
            self._board.done[number] = part

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._process.kill()
        if self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()  # so whatever it started ends too
        if self.is_alive():  # Ctrl-C may come before it begins
            self.join(_PATIENCE)
        if not self.is_alive():
            with contextlib.suppress(OSError):
                self._process.__exit__(None, None, None)


def serve(asked: IO[bytes], told: IO[bytes]) -> None:
    """Check portions of the journal that is told of first, until no more are asked."""
    begun = beside.received(asked)
    if begun is None:
        return
    with _seldom_tidied():
        beside.serve(Checker(Task(*begun)).part, asked, told)


if __name__ == "__main__":
    # Ctrl-C is for the process that started this one, and then ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(BrokenPipeError):
        serve(sys.stdin.buffer, sys.stdout.buffer)
