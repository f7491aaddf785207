"""What breaks a rule is held back on every way in, and nothing else is."""

from pathlib import Path

import pytest
from editors import editor_that
from in_process import Plc
from installed import git


def _commits(folder: Path) -> int:
    return len(git(folder, "log", "--all", "--format=%h").splitlines())


def _add(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    old = file.read_text() if file.exists() else ""
    file.write_text(old + text)


@pytest.fixture
def reasoned(plc: Plc, cycle: Path) -> Path:
    """A cycle whose action names a measure as its reason."""
    plc("add-evidence", "--measure", "Task", "--size", "64", "--count", "25")
    plc("add-action", "Number talk", "--because", "task")
    return cycle


_WITHOUT_MEASURE = "text = text[:text.index('measures:')] + 'measures: []\\n'"


def test_an_editor_cannot_take_away_what_an_action_rests_on(
    plc: Plc, reasoned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (reasoned / "evidence.yaml").read_bytes()
    monkeypatch.setenv("EDITOR", editor_that(tmp_path, _WITHOUT_MEASURE))
    ran = plc("edit", "--stage", "evidence", code=5)
    assert "'task' is no measure" in ran.err
    assert (reasoned / "evidence.yaml").read_bytes() == before


def test_a_hand_edit_that_takes_away_what_an_action_rests_on_waits(
    plc: Plc, reasoned: Path
) -> None:
    commits = _commits(reasoned)
    (reasoned / "evidence.yaml").write_text("format: 1\nmeasures: []\n")
    ran = plc("save", code=5)
    assert "'task' is no measure" in ran.err
    assert _commits(reasoned) == commits


def test_a_hand_edit_waits_also_beside_one_of_what_rests_on_it(
    plc: Plc, reasoned: Path
) -> None:
    commits = _commits(reasoned)
    (reasoned / "evidence.yaml").write_text("format: 1\nmeasures: []\n")
    _add(reasoned / "action.yaml", "x_colour: green\n")
    plc("save", code=5)
    assert _commits(reasoned) == commits
    file = reasoned / "action.yaml"
    file.write_text(file.read_text().replace("- task", "").replace("because:", ""))
    plc("save")


def test_removing_what_an_action_rests_on_is_refused(plc: Plc, reasoned: Path) -> None:
    plc("remove", "evidence.measures.task", code=2)
    assert "id: task\n" in (reasoned / "evidence.yaml").read_text()


def test_removing_a_cycle_that_another_follows_is_refused(
    plc: Plc, cycle: Path
) -> None:
    plc("new-cycle", "Again", "--need", "More", "--follows", "comparing")
    ran = plc("remove", "--cycle", "comparing", "--yes", code=2)
    assert "There is no cycle" in ran.err
    assert (cycle / "priority.yaml").exists()


def test_a_cycle_that_another_follows_is_not_deleted_by_hand_either(
    plc: Plc, cycle: Path
) -> None:
    plc("new-cycle", "Again", "--need", "More", "--follows", "comparing")
    commits = _commits(cycle.parent)
    for file in cycle.iterdir():
        file.unlink()
    cycle.rmdir()
    plc("save", code=5)
    assert _commits(cycle.parent) == commits


@pytest.mark.usefixtures("cycle")
@pytest.mark.parametrize(
    ("path", "text", "says"),
    [
        (
            "cycles/grade-4-math-team/2026-02-new/priority.yaml",
            "format: 1\ntitle: New\nteam: other-team\n",
            "the folder is right",
        ),
        (
            "cycles/nobody/2026-02-new/priority.yaml",
            "format: 1\ntitle: New\n",
            "There is no team 'nobody'",
        ),
        (
            "meetings/2026-01-15-others.yaml",
            "format: 1\ndate: 2026-01-15\nteam: others\n",
            "There is no team 'others'",
        ),
        (
            "teams/second.yaml",
            "format: 1\nname: Second\nmembers: [{id: a, name: A}, {id: a, name: B}]\n",
            "used twice",
        ),
    ],
)
def test_a_new_file_written_by_hand_keeps_the_rules(
    plc: Plc, journal: Path, path: str, text: str, says: str
) -> None:
    _add(journal / path, text)
    commits = _commits(journal)
    assert says in plc("save", code=5).err
    assert _commits(journal) == commits


def test_one_broken_file_does_not_hold_back_its_good_neighbours(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    _add(cycle / "action.yaml", "actions: [\n")
    _add(cycle / "priority.yaml", "x_colour: green\n")
    _add(cycle / "evidence.yaml", "measures:\n  - {id: a, name: A}\n")
    _add(journal / "plc.yaml", "weeks: 7\n")
    ran = plc("save", code=5)
    assert "Saved 2 files" in ran.out
    left = git(journal, "status", "--porcelain", "--", "*.yaml")
    assert "action.yaml" in left
    assert "priority.yaml" not in left
    assert "plc.yaml" not in left


def test_a_record_deleted_by_hand_is_told(plc: Plc, cycle: Path) -> None:
    (cycle / "priority.yaml").unlink()
    assert "priority.yaml" in plc("status").out
    assert "The cycle has no priority.yaml" in plc("validate").out
    ran = plc("save", code=5)
    assert "priority.yaml: error: It was saved before and is gone" in ran.out + ran.err


@pytest.mark.parametrize("name", ["action.yaml", "files/plan.txt", "files/deep/a.txt"])
def test_a_cycle_with_unsaved_work_in_its_folder_is_not_removed(
    plc: Plc, cycle: Path, name: str
) -> None:
    _add(cycle / name, "# mine\n")
    ran = plc("remove", "--cycle", "comparing", "--yes", code=2)
    assert name in ran.err
    assert (cycle / name).read_text().endswith("# mine\n")
    plc("save")
    plc("remove", "--cycle", "comparing", "--yes")
    assert not (cycle / name).exists()
