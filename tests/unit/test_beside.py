"""What a copy of this process works out comes back whole, or not at all."""

import os
import signal

import pytest

from plcjournal import beside

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="no process can be copied here"
)

LONG = b"word " * 100_000


def test_a_copy_answers_what_it_worked_out() -> None:
    pid = str(os.getpid())

    copies = [beside.Copy(lambda: str(os.getpid()).encode()), beside.Copy(lambda: LONG)]

    first, second = [copy.answer() for copy in copies]
    assert first
    assert first.decode() != pid
    assert second == LONG


def test_a_copy_that_fails_answers_nothing() -> None:
    def fails() -> bytes:
        raise ValueError

    assert beside.Copy(fails).answer() == b""


def test_a_copy_that_is_killed_answers_nothing() -> None:
    def killed() -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return LONG

    assert beside.Copy(killed).answer() == b""
