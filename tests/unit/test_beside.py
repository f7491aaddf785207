"""What a copy of this process works out comes back whole, or not at all."""

import os
import signal
import time
from pathlib import Path
from typing import IO

import pytest

from plcjournal import beside

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="no process can be copied here"
)

LONG = b"word " * 100_000


def test_a_copy_answers_what_it_worked_out() -> None:
    pid = str(os.getpid())

    copies = [
        beside.Double(lambda: str(os.getpid()).encode()),
        beside.Double(lambda: LONG),
    ]

    first, second = [copy.answer() for copy in copies]
    assert first
    assert first.decode() != pid
    assert second == LONG


def test_a_copy_that_fails_answers_nothing() -> None:
    def fails() -> bytes:
        raise ValueError

    assert beside.Double(fails).answer() == b""


def test_a_copy_that_is_killed_answers_nothing() -> None:
    def killed() -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return LONG

    assert beside.Double(killed).answer() == b""


def test_one_that_nobody_may_wait_for_answers_nothing() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert beside.Double(lambda: LONG).answer() == b""
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_no_room_for_another_process_leaves_nothing_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused() -> int:
        raise BlockingIOError

    before = _open()
    monkeypatch.setattr(os, "fork", refused)
    with pytest.raises(BlockingIOError):
        beside.Double(lambda: LONG)
    assert _open() == before


def test_what_is_left_early_is_ended() -> None:
    def sleeping() -> bytes:
        time.sleep(60)
        return LONG

    before, begun = _open(), time.monotonic()
    beside.Double(sleeping).end()
    assert time.monotonic() - begun < 30
    assert _open() == before


def test_ctrl_c_is_not_for_the_other_process() -> None:
    def pressed() -> bytes:
        os.kill(os.getpid(), signal.SIGINT)
        return LONG

    assert beside.Double(pressed).answer() == LONG


def test_a_copy_holds_nothing_open_but_its_answer_and_the_usual_three(
    tmp_path: Path,
) -> None:
    with (tmp_path / "held").open("wb") as held:

        def still_open() -> bytes:
            asked = [one for one in range(3, 64) if _is_open(one)]
            return b"held" if held.fileno() in asked else str(len(asked)).encode()

        assert beside.Double(still_open).answer() == b"2"


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def test_a_twin_answers_as_often_as_it_is_asked_and_ends_when_nobody_asks() -> None:
    def twice(asked: IO[bytes], told: IO[bytes]) -> None:
        for line in asked:
            told.write(line * 2)
            told.flush()

    twin = beside.Twin(twice)
    for words in (b"one\n", b"two\n"):
        twin.stdin.write(words)
        twin.stdin.flush()
        assert [twin.stdout.readline() for _ in range(2)] == [words, words]
    assert twin.has_ended_well()


def _open() -> int:
    """Answer the number that the next file would get."""
    descriptor = os.dup(0)
    os.close(descriptor)
    return descriptor
