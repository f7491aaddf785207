"""What must not be in files that arrived is found, whoever looks at them."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from plcjournal import beside, checking
from plcjournal.beside import Double
from plcjournal.core import layout
from plcjournal.core.findings import Finding
from plcjournal.workspace import Workspace

CYCLES = 40
STAGES = ("priority", "evidence", "action")
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


def _found(space: Workspace) -> tuple[Finding, ...]:
    names = [_name(number) for number in range(CYCLES)]
    every = [layout.stage_path(name, stage) for name in names for stage in STAGES]
    return checking.errors_in(space, every)


@pytest.fixture
def doubles(monkeypatch: pytest.MonkeyPatch) -> list[Double]:
    """Answer the processes that were begun, as they are."""
    begun: list[Double] = []

    class Counted(Double):
        def __init__(self, work: Callable[[], bytes]) -> None:
            super().__init__(work)
            begun.append(self)

    monkeypatch.setattr(beside, "Double", Counted)
    return begun


@pytest.fixture
def alone(space: Workspace, monkeypatch: pytest.MonkeyPatch) -> tuple[Finding, ...]:
    """Answer what is found where no other process can be begun."""

    def refused() -> int:
        raise BlockingIOError(errno.EAGAIN, "no room for another process")

    with monkeypatch.context() as patched:
        if hasattr(os, "fork"):
            patched.setattr(os, "fork", refused)
        return _found(space)


def test_one_process_finds_all_that_is_wrong(alone: tuple[Finding, ...]) -> None:
    assert {one.path for one in alone} == {
        layout.stage_path(_name(number), stage) for stage, number in WRONG
    }


@_SPLITS
def test_two_processes_find_what_one_does(
    space: Workspace, alone: tuple[Finding, ...], doubles: list[Double]
) -> None:
    assert _found(space) == alone
    assert len(doubles) == 1


@_SPLITS
def test_what_another_process_does_not_answer_is_looked_at_here(
    space: Workspace, alone: tuple[Finding, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Double.answer
    monkeypatch.setattr(Double, "answer", lambda double: ended(double)[:0])
    assert _found(space) == alone
