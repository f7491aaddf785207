"""A few random teams in the suite; `python tests/laws/fuzz_team.py` runs more."""

import sys
from pathlib import Path

import pytest
from fuzz_team import run
from team_commands import COMMANDS

from plcjournal.cli.app import COMMANDS as TYPED

_ELSEWHERE = {"demo", "join"}  # begin a journal of their own
_LOOKS = {"next", "status", "show", "impact", "find", "history", "diff", "validate"}
_RULES_OF_THEIR_OWN = {"save", "sync", "resolve", "undo"}
_AT_THE_END = {"audit", "join"}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills a process group")
def test_a_team_that_works_apart_loses_nothing_and_comes_together(
    tmp_path: Path,
) -> None:
    run(3, 3, 15, tmp_path, shrink=False)


def test_every_command_is_something_that_a_team_does() -> None:
    done = {verb.split()[0] for verb in COMMANDS} | _RULES_OF_THEIR_OWN | _AT_THE_END
    assert {*TYPED} - done <= _ELSEWHERE | _LOOKS
