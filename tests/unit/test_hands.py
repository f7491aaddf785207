"""A journal checked in portions, by one process or several, says the same."""

import os
import shutil
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from plcjournal import beside, hands, reading
from plcjournal.core.findings import by_place
from plcjournal.files import FolderFiles
from plcjournal.listing import Listing
from plcjournal.portions import FLAT, Checker, Part, Task
from plcjournal.workspace import Workspace

TEAMS, EACH = 4, 20
needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="no process can be copied here"
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Answer a journal of many cycles, some of which say what they should not."""
    top = tmp_path_factory.mktemp("many")
    allow = [
        "    - words: Zed\n      reason: a programme",
        "    - words: Never said\n      reason: a programme",
        "    - cycle: team-1/2025-10-cycle-3\n      field: measures.task",
        "      reason: agreed",
    ]
    settings = ["format: 1", "privacy:", "  allow:", *allow, ""]
    (top / "plc.yaml").write_text("\n".join(settings))
    for team in range(TEAMS):
        _write(top, f"teams/team-{team}", "name: A team")
        for number in range(EACH):
            here = f"cycles/team-{team}/2025-10-cycle-{number}"
            _write(top, f"{here}/priority", f"title: Cycle {number}")
            _write(top, f"{here}/evidence", _measured(number))
            said = "Ring 020 7946 0123" if number == 7 else f"Zed helps {number}"
            _write(top, f"{here}/action", f"theory: {said}")
    (top / "teams/team-0.yaml").unlink()
    (top / "teams/team-0.yaml").mkdir()
    _write(top, "cycles/team-2/2025-10-cycle-4/priority", "title: [")
    _write(top, "cycles/team-3/2025-10-cycle-5/priority", "title: A\nfollows: team-0/x")
    return top


def _write(top: Path, name: str, text: str) -> None:
    file = top / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"format: 1\n{text}\n")


def _measured(number: int) -> str:
    return f"""\
measures:
  - id: task
    name: Common task
    results:
      - date: 2025-10-08
        role: baseline
        size: {3 if number == 3 else 40}
        count: 20
"""


@pytest.fixture
def task(folder: Path) -> Task:
    files = FolderFiles(Listing(folder))
    return Task(folder, "2026-01-15", ("Zed Zeta",), files.flat(), files.cycles())


def test_each_cycle_is_in_one_portion_and_teams_stay_together(task: Task) -> None:
    portions = task.portions()
    assert portions[0] == FLAT
    assert [name for one in portions for name in one] == [*task.cycles]
    assert len(portions) > 2
    for one in portions[1:]:
        assert {name[:6] for name in one}.isdisjoint(
            name[:6] for other in portions for name in other if other is not one
        )


def test_one_team_with_very_many_cycles_is_cut(task: Task) -> None:
    many = tuple(f"team/2025-10-{number:05}" for number in range(5000))
    portions = task._replace(cycles=many).portions()
    assert [name for one in portions for name in one] == [*many]
    assert max(map(len, portions)) <= 300


def test_portions_together_find_what_one_look_at_the_whole_does(task: Task) -> None:
    checker = Checker(task)
    parts = hands.parts(task, checker, 0)
    found = [one for part in parts for one, _ in part.findings]
    found += [one for one, _ in checker.idle(parts)]
    whole = Workspace(task.folder)
    whole.today = task.today
    read = reading.read(FolderFiles(Listing(task.folder)))
    (task.folder / "local").mkdir()
    (task.folder / "local/names.txt").write_text("Zed Zeta\n")
    assert sorted(found, key=by_place) == [*whole.check(read)]
    shutil.rmtree(task.folder / "local")
    assert {one.rule for one in found} > {
        *("phone-number", "unknown-cycle", "missing-record", "idle-allowance"),
        *("still-open", "small-group"),
    }
    assert [one.path for part in parts for one in part.problems] == [
        "teams/team-0.yaml",
        "cycles/team-2/2025-10-cycle-4/priority.yaml",
    ]
    assert sum(part.records for part in parts) == 1 + TEAMS + 3 * TEAMS * EACH
    assert ("phone-number", "theory: Ring 020 7946 0123\n^") in {
        (one.rule, line) for part in parts for one, line in part.findings
    }


@pytest.fixture(params=[False, pytest.param(True, marks=needs_fork)])
def copied(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Have other processes be copies of this one, or start anew."""
    is_copied: bool = request.param
    monkeypatch.setattr(beside, "can_split", lambda: is_copied)
    return is_copied


@pytest.mark.usefixtures("copied")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_several_processes_answer_the_same_in_the_same_order(task: Task) -> None:
    alone = hands.parts(task, Checker(task), 0)
    assert hands.parts(task, Checker(task), 2) == alone


@pytest.mark.usefixtures("copied")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the runner has threads
def test_another_process_does_portions(task: Task) -> None:
    board = hands.Board(task.portions())
    hand = hands.Hand(task, board, Checker(task))
    hand.start()
    hand.join(60)
    hand.end()
    assert len(board.done) == len(board.portions)
    assert board.take() is None


@pytest.fixture(
    params=["ends at once", "answers half", "is not there", "says nothing", "stays"]
)
def failing(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let other processes fail."""
    script = tmp_path / "python"
    lines = {
        "ends at once": "exit 1",
        "answers half": f'"{sys.executable}" "$@" | head -c 3000',
        "stays": "exec sleep 60",
        "says nothing": "head -c 100 > /dev/null",
    }
    if request.param in lines:
        script.write_text(f"#!/bin/sh\n{lines[request.param]}\n")
        script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    monkeypatch.setattr(beside, "can_split", lambda: False)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell stands in for Python")
@pytest.mark.usefixtures("failing")
def test_what_another_process_leaves_undone_is_done_here(task: Task) -> None:
    alone = hands.parts(task, Checker(task), 0)
    assert hands.parts(task, Checker(task), 2) == alone


@needs_fork
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_what_a_copy_leaves_undone_is_done_here(
    task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checker = Checker(task)
    alone = hands.parts(task, checker, 0)
    here, whole = os.getpid(), checker.part
    done_elsewhere = tmp_path / "begun"

    def part(cycles: Sequence[str]) -> Part:
        if os.getpid() != here:
            done_elsewhere.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return whole(cycles)

    monkeypatch.setattr(checker, "part", part)
    monkeypatch.setattr(beside, "can_split", lambda: True)
    assert hands.parts(task, checker, 2) == alone
    assert done_elsewhere.exists()


def test_few_cycles_are_checked_by_one_process() -> None:
    assert hands.spare(20) == 0
    assert 0 <= hands.spare(10_000) <= 3


def test_a_process_that_is_copied_is_worth_it_sooner(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(beside, "cores", lambda: 2)
    spare = []
    for is_copied in (False, True):
        monkeypatch.setattr(beside, "can_split", lambda is_it=is_copied: is_it)
        spare.append(hands.spare(100))
    assert spare == [0, 1]
