"""Commands whose files fail, tear or take them down at some change of a file.

These are samples; `python tests/faults/sweep.py` goes over every one.
"""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from failing import FAULTS, WATCH, Faultline, outcome
from installed import environment
from scenes import SCENES, TYPED, Stages
from wholeness import NEXT, check_fault

_LIKE_NOTE = {"close", "done"}


@pytest.mark.slow
@pytest.mark.parametrize("name", [one for one in SCENES if one not in _LIKE_NOTE])
def test_a_fault_anywhere_loses_nothing_and_needs_no_hand(
    faultline: Faultline, stages: Stages, name: str
) -> None:
    chance = random.Random(name)
    stage = stages.of(name)
    there = faultline.run(stage.root, stage.journal, stage.scene.words)
    assert there.code == 0, there.told
    fault, then = FAULTS[chance.choice([*FAULTS])], chance.choice(NEXT)
    check_fault(faultline, stages.of(name), fault, chance.randint(1, there.count), then)


def test_a_plc_that_starts_from_nothing_is_struck_as_well(
    faultline: Faultline, stages: Stages
) -> None:
    stage = stages.of("note")
    plan = faultline.plan(FAULTS["kill"], 5)
    ended = subprocess.run(
        [sys.executable, "-m", "plcjournal", "note", TYPED],
        cwd=stage.journal,
        env=environment(
            LD_PRELOAD=str(faultline.library),
            FAULTLINE_PLAN=str(plan),
            FAULTLINE_BELOW=str(stage.root.resolve()),
        ),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == -9
    count, what = outcome(plan)
    assert count == 5
    assert str(stage.journal) in what


def test_git_is_counted_together_with_plc(faultline: Faultline, stages: Stages) -> None:
    stage = stages.of("note")
    record = stage.root.with_name("record")
    ended = faultline.run(
        stage.root, stage.journal, stage.scene.words, WATCH, record=record
    )
    assert ended.code == 0
    written = record.read_bytes()
    for name in (b"action.yaml\t", b"refs/heads/main.lock\t", b"tmp_obj_"):
        assert name in written
    assert ended.count > 80


def test_what_is_elsewhere_is_left_alone(faultline: Faultline, stages: Stages) -> None:
    stage = stages.of("note")
    ended = faultline.run(
        Path("/nowhere"), stage.journal, stage.scene.words, FAULTS["kill-all"], 1
    )
    assert (ended.code, ended.count) == (0, 0)
