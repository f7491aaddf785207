"""What must not be in files that arrived is found, whoever looks at them."""

import errno
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from plcjournal import beside
from plcjournal.beside import Double
from plcjournal.core import layout
from plcjournal.core.findings import Finding
from plcjournal.incoming import Incoming
from plcjournal.workspace import Workspace

CYCLES = 40
STAGES = ("priority", "evidence", "action")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of threads
_SPLITS = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2,
    reason="work is shared only on Linux, and between two cores",
)
WRONG = {
    ("priority", 3): "title: [",
    ("action", 5): "theory: Ring 020 7946 0123",
    ("evidence", 30): "measures:\n  - id: task\n    name: Task\n    result: 4",
    ("action", 33): "theory: Write to a.learner@school.example",
}


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """Make a journal of many files, few of which are wrong."""
    (tmp_path / "plc.yaml").write_text("format: 1\n")
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams/team.yaml").write_text("format: 1\nname: A team\n")
    for number in range(CYCLES):
        for stage in STAGES:
            file = tmp_path / layout.stage_path(_name(number), stage)
            file.parent.mkdir(parents=True, exist_ok=True)
            fine = f"title: Cycle {number}" if stage == "priority" else ""
            file.write_text(f"format: 1\n{WRONG.get((stage, number), fine)}\n")
    return Workspace(tmp_path)


def _name(number: int) -> str:
    return f"team/2025-10-cycle-{number:02}"


def _every() -> list[str]:
    names = [_name(number) for number in range(CYCLES)]
    return [layout.stage_path(name, stage) for name in names for stage in STAGES]


def _found(space: Workspace, ahead: Sequence[str] = ()) -> tuple[Finding, ...]:
    with Incoming(space) as incoming:
        incoming.look_ahead(ahead)
        return incoming.errors(_every())


@pytest.fixture
def doubles(monkeypatch: pytest.MonkeyPatch) -> list[Double]:
    """Answer the processes that were begun, as they are."""
    begun: list[Double] = []

    class Counted(Double):
        def __init__(self, work: Callable[[], bytes]) -> None:
            super().__init__(work)
            begun.append(self)

    monkeypatch.setattr(beside, "can_split", lambda: True)  # the runner has threads
    monkeypatch.setattr(beside, "Double", Counted)
    return begun


def test_all_that_is_wrong_is_found_and_nothing_that_is_only_better_otherwise(
    space: Workspace,
) -> None:
    found = _found(space)
    wrong = {layout.stage_path(_name(number), stage) for stage, number in WRONG}
    assert {one.path for one in found} == wrong
    assert all(one.blocks for one in found)


@_SPLITS
def test_what_another_process_found_meanwhile_is_among_it(
    space: Workspace, doubles: list[Double]
) -> None:
    assert _found(space, _every()) == _found(space)
    assert len(doubles) == 1


@_SPLITS
def test_what_another_process_does_not_answer_is_looked_at_here(
    space: Workspace, doubles: list[Double], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Double.answer
    monkeypatch.setattr(Double, "answer", lambda double: ended(double)[:0])
    assert _found(space, _every()) == _found(space)
    assert len(doubles) == 1


@_SPLITS
def test_where_there_is_no_room_for_another_process_this_one_does_all(
    space: Workspace, doubles: list[Double], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _found(space)

    def refused() -> int:
        raise BlockingIOError(errno.EAGAIN, "no room for another process")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fork", refused)
        assert _found(space, _every()) == whole
    assert not doubles


@_SPLITS
def test_only_what_came_in_after_all_is_told_of(
    space: Workspace, doubles: list[Double]
) -> None:
    more, wanted = _every(), _every()[:60]
    with Incoming(space) as incoming:
        incoming.look_ahead(more[:-10])
        incoming.look_ahead(more)  # there was another round
        found = incoming.errors(wanted)
    assert found == tuple(one for one in _found(space) if one.path in wanted)
    assert found
    assert len(doubles) == 2


@_SPLITS
def test_a_look_that_nobody_asks_about_is_ended(
    space: Workspace, doubles: list[Double], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Incoming, "_look", lambda *_: time.sleep(60))
    begun = time.monotonic()
    with Incoming(space) as incoming:
        incoming.look_ahead(_every())
    assert time.monotonic() - begun < 30
    assert len(doubles) == 1


def test_nobody_else_begins_where_no_process_can_be_copied_or_files_are_few(
    space: Workspace, doubles: list[Double], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _found(space, _every()[:20])
    monkeypatch.setattr(beside, "can_split", lambda: False)
    assert _found(space, _every()) == whole
    assert not doubles
