"""What must not be in files that arrived is found, whoever looks at them."""

from pathlib import Path

import pytest

from plcjournal import checking
from plcjournal.beside import Copy
from plcjournal.core import layout
from plcjournal.core.findings import Finding
from plcjournal.workspace import Workspace

CYCLES = 40
STAGES = ("priority", "evidence", "action")
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


def test_two_processes_find_what_one_does(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies: list[Copy] = []

    class Counted(Copy):
        def answer(self) -> bytes:
            copies.append(self)
            return super().answer()

    monkeypatch.setattr(checking, "_may_split", lambda _files: False)
    alone = _found(space)
    monkeypatch.undo()
    assert {one.path for one in alone} == {
        layout.stage_path(_name(number), stage) for stage, number in WRONG
    }

    monkeypatch.setattr(checking, "Copy", Counted)
    assert _found(space) == alone
    assert len(copies) == checking._may_split(CYCLES * len(STAGES))


def test_what_a_copy_does_not_answer_is_looked_at_here(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _found(space)
    ended = Copy.answer
    monkeypatch.setattr(Copy, "answer", lambda copy: ended(copy)[:0])
    assert _found(space) == whole
