"""Power that goes while a command writes, or right after it said that all is saved."""

import random
from pathlib import Path

import pytest
from failing import WATCH, Faultline
from installed import git
from power_cut import Cut, PowerCuts, changes
from scenes import SETTINGS, Stages
from wholeness import check_mended


def _cuts(line: Faultline, stages: Stages, name: str, record: Path) -> PowerCuts:
    stage = stages.of(name)
    ended = line.run(stage.root, stage.journal, stage.scene.words, WATCH, record=record)
    assert ended.code == 0, ended.told
    stage.set()
    return PowerCuts(stage.root, changes(record))


@pytest.mark.slow
@pytest.mark.parametrize("cut", Cut)
def test_what_was_said_to_be_saved_is_there_after_a_power_cut(
    faultline: Faultline, stages: Stages, tmp_path: Path, cut: Cut
) -> None:
    stage = stages.of("note")
    cuts = _cuts(faultline, stages, "note", tmp_path / "record")

    cuts.leave(len(cuts.done), cut, random.Random(7))

    assert stage.files() == stage.new
    check_mended(stage, ("doctor", "--fix"))
    assert stage.files() == stage.new | {SETTINGS: stage.files()[SETTINGS]}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["note", "sync"])
def test_a_power_cut_in_the_middle_leaves_the_old_words_or_the_new(
    faultline: Faultline, stages: Stages, tmp_path: Path, name: str
) -> None:
    stage = stages.of(name)
    cuts = _cuts(faultline, stages, name, tmp_path / "record")
    chance = random.Random(name)

    cuts.leave(chance.randrange(len(cuts.done)), Cut.MIXED, chance)

    check_mended(stage, ("save",))


def test_a_power_cut_before_anything_was_done_changes_nothing(
    faultline: Faultline, stages: Stages, tmp_path: Path
) -> None:
    stage = stages.of("note")
    cuts = _cuts(faultline, stages, "note", tmp_path / "record")

    cuts.leave(0, Cut.MIXED, random.Random(7))

    assert stage.files() == stage.old


def test_the_whole_of_what_was_written_down_makes_the_same_folder(
    faultline: Faultline, stages: Stages, tmp_path: Path
) -> None:
    stage = stages.of("sync")
    cuts = _cuts(faultline, stages, "sync", tmp_path / "record")

    cuts.leave(len(cuts.done), Cut.KEPT, random.Random(7))

    assert stage.files() == stage.new
    git(stage.root / "hub.git", "fsck", "--full", "--strict")
    tip = git(stage.journal, "rev-parse", "HEAD")
    assert git(stage.root / "hub.git", "rev-parse", "main") == tip
