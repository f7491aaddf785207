"""What a copy of this process works out comes back whole, or not at all."""

import os
import signal
import time

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
    with beside.Double(sleeping):
        pass
    assert time.monotonic() - begun < 30
    assert _open() == before


def test_ctrl_c_is_not_for_the_other_process() -> None:
    def pressed() -> bytes:
        os.kill(os.getpid(), signal.SIGINT)
        return LONG

    assert beside.Double(pressed).answer() == LONG


def _open() -> int:
    """Answer the number that the next file would get."""
    descriptor = os.dup(0)
    os.close(descriptor)
    return descriptor
