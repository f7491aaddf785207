"""Plain git that puts records together, switched on, half there, and off."""

import os
import shutil
from pathlib import Path

import pytest
from examined import FIX, all_bytes, append, examined, old, states
from in_process import Plc
from installed import git

from plcjournal.driver import DRIVER
from plcjournal.repository.repository import Repository, find

ON, OFF = ("doctor", "--git-merge", "on"), ("doctor", "--git-merge", "off")
PATHS = [
    "plc.yaml",
    "teams/maths.yaml",
    "cycles/maths/2026-01-x/action.yaml",
    "meetings/2026-01-01-maths.yaml",
    "models/ours.yaml",
]


@pytest.fixture
def installed_plc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plc where git finds it."""
    file = tmp_path / "bin" / "plc"
    file.parent.mkdir()
    file.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    file.chmod(0o755)
    git_folder = Path(str(shutil.which("git"))).parent
    monkeypatch.setenv("PATH", f"{file.parent}{os.pathsep}{git_folder}")
    return file


def test_switched_on_and_off_everything_is_as_it_was(
    plc: Plc, journal: Path, installed_plc: Path
) -> None:
    info = journal / ".git/info"
    info.mkdir(exist_ok=True)
    (info / "attributes").write_bytes(b"# mine\r\n*.png binary\r\n")
    git(journal, "config", "merge.plc.recursive", "text")
    before = all_bytes(journal)
    for _ in range(2):
        plc(*ON)
    assert git(journal, "config", "merge.plc.driver").strip() == DRIVER
    values = git(journal, "check-attr", "-z", "merge", "--", *PATHS).split("\0")[2::3]
    assert {*values} == {"plc"}
    assert git(journal, "--no-optional-locks", "status", "--porcelain") == ""
    assert states(examined(plc), "git-merge") == ["good"]
    for _ in range(2):
        plc(*OFF)
    assert all_bytes(journal) == before
    assert "git-merge" not in examined(plc)


def test_where_nothing_was_before_nothing_is_left(
    plc: Plc, journal: Path, installed_plc: Path
) -> None:
    before = all_bytes(journal)
    plc(*OFF)
    plc(*ON)
    ran = plc(*OFF)
    assert "line by line" in ran.out
    assert all_bytes(journal) == before


def test_what_is_only_half_there_is_told_with_its_mend(
    plc: Plc, journal: Path, installed_plc: Path
) -> None:
    plc(*ON)
    attributes = journal / ".git/info/attributes"
    lines = attributes.read_text()
    git(journal, "config", "--remove-section", "merge.plc")
    assert "but not how" in examined(plc)["git-merge"][0].sentence
    plc(*ON)
    attributes.write_text(lines.splitlines(keepends=True)[0])
    assert "only some records" in examined(plc)["git-merge"][0].sentence
    plc(*ON)
    assert states(examined(plc), "git-merge") == ["good"]
    attributes.unlink()
    assert "no records yet" in examined(plc)["git-merge"][0].sentence
    plc(*ON)
    assert attributes.read_text() == lines


def test_lines_that_stand_there_twice_are_mended(
    plc: Plc, journal: Path, installed_plc: Path
) -> None:
    plc(*ON)
    attributes = journal / ".git/info/attributes"
    lines = attributes.read_text()
    attributes.write_text(f"*.png binary\n*.png binary\n{lines}{lines}")
    assert examined(plc)["git-merge"][0].mend == FIX
    assert "has each line of plc once" in plc("doctor", "--fix").out
    assert attributes.read_text() == f"*.png binary\n*.png binary\n{lines}"


def test_a_program_that_git_does_not_find_is_told(
    plc: Plc, journal: Path, installed_plc: Path
) -> None:
    plc(*ON)
    installed_plc.unlink()
    found = examined(plc)["git-merge"][0]
    assert found.state == "attention"
    assert "does not find plc here" in found.sentence
    assert "does not find plc here" in plc(*ON).out


def test_what_somebody_else_set_up_is_told_and_left_alone(
    plc: Plc, journal: Path, installed_plc: Path
) -> None:
    plc(*ON)
    git(journal, "config", "merge.plc.driver", "plc git-merge %O %A %B")
    assert "Somebody set up another way" in examined(plc)["git-merge"][0].sentence
    assert "Left as it is" in plc(*OFF).out
    driver = git(journal, "config", "merge.plc.driver").strip()
    assert driver == "plc git-merge %O %A %B"
    plc(*ON)
    assert states(examined(plc), "git-merge") == ["good"]
    append(journal / ".git/info/attributes", "*.yaml merge=binary\n")
    found = examined(plc)
    assert "something else about records" in found["git-merge"][0].sentence
    assert states(found, "effects") == ["attention"]


def test_lines_that_colleagues_receive_are_told(
    plc: Plc, journal: Path, installed_plc: Path
) -> None:
    append(journal / ".gitattributes", "*.yaml merge=plc\n")
    found = examined(plc, "--fix")["git-merge"]
    assert found[0].details == [".gitattributes: *.yaml merge=plc"]
    assert "merge=plc" in (journal / ".gitattributes").read_text()


def test_two_journals_of_one_project_are_switched_apart(
    plc: Plc, tmp_path: Path, installed_plc: Path
) -> None:
    work = tmp_path / "work"
    git(work, "init", "-q")
    before = all_bytes(work / ".git")
    for name in ("one", "two"):
        plc("init", name, "--author", "Coach", "--team", "Maths")
        plc("-C", name, *ON)
    ran = plc("-C", "one", *OFF)
    assert "The settings stay" in ran.out
    values = git(work, "check-attr", "-z", "merge", "one/plc.yaml", "two/plc.yaml")
    assert values.split("\0")[2::3] == ["unspecified", "plc"]
    assert git(work, "config", "merge.plc.driver").strip() == DRIVER
    plc("-C", "two", *OFF)
    assert not (work / ".git/info/attributes").exists()
    assert "merge.plc" not in git(work, "config", "--list")
    assert {*before} <= {*all_bytes(work / ".git")}


def test_somebody_who_changes_settings_at_the_same_moment_is_waited_for(
    plc: Plc, journal: Path, installed_plc: Path
) -> None:
    before = (journal / ".git/config").read_bytes()
    (journal / ".git/config.lock").touch()
    ran = plc(*ON, code=75)
    assert "plc doctor --git-merge on" in ran.err
    assert (journal / ".git/config").read_bytes() == before
    (journal / ".git/config.lock").unlink()
    plc(*ON)
    (journal / ".git/config.lock").touch()
    assert "plc doctor --git-merge off" in plc(*OFF, code=75).err


def test_other_words_than_on_and_off_are_refused(plc: Plc, journal: Path) -> None:
    plc("doctor", "--git-merge", "maybe", code=2)
    ran = plc("doctor", "--git-merge", "on", "--fix", code=2)
    assert "one after the other" in ran.err


def test_a_second_work_tree_is_looked_at_and_switched_like_the_first(
    plc: Plc, journal: Path, tmp_path: Path, installed_plc: Path
) -> None:
    there = tmp_path / "second"
    git(journal, "worktree", "add", "-q", str(there))
    old(journal / ".git/worktrees/second/index.lock")
    plc("-C", str(there), "doctor", code=1)
    plc("-C", str(there), "doctor", "--fix")
    plc("-C", str(there), *ON)
    values = git(journal, "check-attr", "-z", "merge", "--", *PATHS).split("\0")[2::3]
    assert {*values} == {"plc"}
    place = find(there)
    assert place is not None
    assert Repository(place).setting("merge.plc.driver") == DRIVER
