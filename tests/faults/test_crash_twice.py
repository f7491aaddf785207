"""A command that is killed, and killed again while the next one mends what it left."""

import pytest
from failing import FAULTS, Faultline
from scenes import Stage, Stages
from wholeness import check_mended

_KILL = FAULTS["kill-all"]
# Counted from the end: what the next plc is to do was noted, the branch is being moved.
_BRANCH = 15


def cut_off(line: Faultline, stage: Stage, count: int) -> None:
    """Kill a save at a point from which the next plc has to finish it."""
    stage.set()
    line.run(stage.root, stage.journal, stage.scene.words, _KILL, count - _BRANCH)
    assert (stage.journal / ".git/plcjournal/intent").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("mender", "part"), [("status", 0.3), ("doctor --fix", 0.7)])
def test_a_recovery_that_is_killed_is_finished_by_the_next(
    faultline: Faultline, stages: Stages, mender: str, part: float
) -> None:
    stage = stages.of("note")
    words = mender.split()
    count = faultline.run(stage.root, stage.journal, stage.scene.words).count
    cut_off(faultline, stage, count)
    steps = faultline.run(stage.root, stage.journal, words).count
    assert steps > 10
    cut_off(faultline, stage, count)

    at = round(steps * part)
    ended = faultline.run(stage.root, stage.journal, words, _KILL, at)

    assert ended.has_struck
    check_mended(stage, ("save",))
    assert stage.files()[_record(stage)] == stage.new[_record(stage)]


def _record(stage: Stage) -> str:
    return next(path for path in stage.new if path.endswith("action.yaml"))
