"""A few random teams in the suite; `python tests/laws/fuzz_team.py` runs more."""

import sys
from pathlib import Path

import pytest
from fuzz_team import one_run


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills a process group")
@pytest.mark.parametrize("seed", [1, 2])
def test_a_team_that_works_apart_loses_nothing_and_comes_together(
    seed: int, tmp_path: Path
) -> None:
    ended = one_run(seed, 25, tmp_path)
    assert not ended.why, f"{ended.why}\n{ended.script}"
