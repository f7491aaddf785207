"""What a copy of this process works out comes back whole, or not at all."""

import itertools
import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import pytest

from plcjournal import beside

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no process can be copied here"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the runner has threads
]

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


@pytest.mark.parametrize(("refuses", "times"), [("fork", 0), ("pipe", 0), ("pipe", 1)])
def test_no_room_for_another_process_leaves_nothing_open(
    monkeypatch: pytest.MonkeyPatch, refuses: str, times: int
) -> None:
    given, asked = getattr(os, refuses), itertools.count()

    def refused() -> object:
        if next(asked) < times:
            return given()
        raise BlockingIOError

    before = _open()
    with monkeypatch.context() as patched:
        patched.setattr(os, refuses, refused)
        with pytest.raises(BlockingIOError):
            beside.Double(lambda: LONG)
    assert _open() == before
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.parametrize("sleeps_before_it_answers", [True, False])
def test_one_that_is_awaited_can_still_be_ended(
    monkeypatch: pytest.MonkeyPatch, *, sleeps_before_it_answers: bool
) -> None:
    def sleeping() -> bytes:
        time.sleep(60)
        return LONG

    def answering(_asked: IO[bytes], told: IO[bytes]) -> None:
        told.close()  # so all is read, and its end awaited
        time.sleep(60)

    if not sleeps_before_it_answers:
        made = beside.Twin
        monkeypatch.setattr(beside, "Twin", lambda _: made(answering))
    before, begun = _open(), time.monotonic()
    double = beside.Double(sleeping)
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    with pytest.raises(KeyboardInterrupt):
        double.answer()
    double.end()
    assert time.monotonic() - begun < 30
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


def twice(words: Sequence[str]) -> tuple[list[str], int]:
    return [word * 2 for word in words], os.getpid()


@pytest.mark.parametrize("count", [0, 1, 3, 4, 13])
def test_a_copy_does_every_other_portion_and_all_come_in_order(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    _let_copy(monkeypatch)
    words = [f"word {number}" for number in range(count)]

    made = [*beside.in_turns(twice, iter(words), 3)]

    assert [one for some, _ in made for one in some] == [word * 2 for word in words]
    assert {pid for _, pid in made[::2]} <= {os.getpid()}
    assert os.getpid() not in {pid for _, pid in made[1::2]}


def test_what_a_copy_does_not_answer_is_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _let_copy(monkeypatch)
    here = os.getpid()

    def fails_once_elsewhere(word: Sequence[str]) -> int:
        if os.getpid() != here and word == ["d"]:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    made = [*beside.in_turns(fails_once_elsewhere, "abcdefgh", 1)]

    assert made[1] != here
    assert made[:1] + made[2:] == [here] * 7


def test_whoever_stops_early_leaves_no_copy_behind(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _let_copy(monkeypatch)
    before = _open()
    each = beside.in_turns(twice, "abcd", 1)
    assert next(each)
    each.close()
    assert _open() == before


def _let_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beside, "can_split", lambda: True)  # the runner has threads
    monkeypatch.setattr(beside, "cores", lambda: 2)


def _open() -> int:
    """Answer the number that the next file would get."""
    descriptor = os.dup(0)
    os.close(descriptor)
    return descriptor
