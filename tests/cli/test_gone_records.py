"""A record that somebody lost from the folder is never written over."""

import subprocess
from pathlib import Path

import pytest
from in_process import Plc

GONE = "was saved before and is gone from the folder"


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("evidence", ("add-evidence", "--noticed", "They draw bars now")),
        ("action", ("note", "We talked")),
        ("action", ("add-action", "Number talk again")),
        ("review", ("review", "--outcome", "met")),
        ("priority", ("set", "priority.need", "More of it")),
    ],
)
def test_nothing_is_written_in_the_place_of_a_lost_record(
    plc: Plc, cycle: Path, stage: str, words: tuple[str, ...]
) -> None:
    record = cycle / f"{stage}.yaml"
    before = record.read_bytes()
    record.unlink()

    ran = plc(*words, code=5)

    assert f"{stage}.yaml {GONE}" in ran.err
    assert "hint: Bring it back as it was saved: plc doctor --fix" in ran.err
    assert not record.exists()
    assert f"{stage}.yaml is back as it was saved" in plc("doctor", "--fix").out
    assert record.read_bytes() == before
    plc(*words)


def test_a_lost_record_is_not_saved_as_taken_away(plc: Plc, cycle: Path) -> None:
    (cycle / "action.yaml").unlink()
    (cycle / "review.yaml").write_text(
        (cycle / "review.yaml").read_text() + "x_mine: more\n"
    )

    ran = plc("save", code=5)

    assert "action.yaml" in ran.err
    assert "plc doctor --fix" in ran.err
    assert "Saved 1 file" in ran.out
    assert _saved(cycle, "action.yaml")
    assert "record gone from the folder" in plc("doctor", code=1).out


def test_a_cycle_that_is_taken_away_whole_is_no_slip(plc: Plc, cycle: Path) -> None:
    for file in cycle.glob("*.yaml"):
        file.unlink()

    assert "Removed: " in plc("save").out
    assert not _saved(cycle, "action.yaml")
    assert "gone from the folder" not in plc("doctor").out


def test_a_record_that_never_was_is_made(plc: Plc, cycle: Path) -> None:
    (cycle / "action.yaml").unlink()
    subprocess.run(["git", "add", "-A"], cwd=cycle, check=True)
    subprocess.run(["git", "commit", "-q", "-m", "Without"], cwd=cycle, check=True)

    plc("note", "We talked")

    assert "We talked" in (cycle / "action.yaml").read_text()


def _saved(cycle: Path, name: str) -> bool:
    shown = subprocess.run(
        ["git", "cat-file", "-e", f"HEAD:./{name}"],
        cwd=cycle.parent if not cycle.exists() else cycle,
        capture_output=True,
        check=False,
    )
    return shown.returncode == 0
