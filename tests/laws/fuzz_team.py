"""Three clones and what they share, edited, killed and synced at random, many times.

Run it by hand: `python tests/laws/fuzz_team.py --runs 100 --seed 1 --steps 25`. What
goes wrong is printed as a script for the shell, with `--shrink` as short as can be.
"""

import argparse
import contextlib
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from team_machine import Team

_AT_ONCE = 20  # runs of one seed


def run(first: int, runs: int, steps: int, shelf: Path, *, shrink: bool) -> None:
    """Let teams work for some steps each; the same seed is the same teams and work.

    Raises:
        Exception: what went wrong in one of them, with a script as its note.
    """
    Team.shelf = str(shelf)
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)
    how = settings(
        max_examples=runs,
        stateful_step_count=steps,
        phases=phases,
        deadline=None,
        database=None,
        suppress_health_check=[*HealthCheck],
    )
    run_state_machine_as_test(seed(first)(Team), settings=how)


def main() -> int:
    """Run many teams, tell how each ended, and count how commands did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=25)
    parser.add_argument("--shrink", action="store_true")
    given = parser.parse_args()
    wrong = 0
    with contextlib.suppress(KeyboardInterrupt):
        wrong = many(given.seed, given.runs, given.steps, shrink=given.shrink)
    for name, count in sorted(Team.ended.items()):
        print(f"{count:6} {name}")
    print(f"{Team.runs} runs of up to {given.steps} steps, {wrong} seeds went wrong")
    return int(bool(wrong))


def many(first: int, runs: int, steps: int, *, shrink: bool) -> int:
    """Let many teams work, some by each seed; answer how many seeds went wrong."""
    wrong, number = 0, first
    with tempfile.TemporaryDirectory(prefix="shelf") as shelf:
        while Team.runs < runs:
            begun, before = time.perf_counter(), Team.runs
            now = min(_AT_ONCE, runs - before)
            try:
                run(number, now, steps, Path(shelf), shrink=shrink)
                how = "good"
            except Exception:  # noqa: BLE001  # the next seed is another team
                traceback.print_exc(limit=0)
                wrong, how = wrong + 1, "WRONG"
            seconds = time.perf_counter() - begun
            done = Team.runs - before
            print(f"seed {number}: {done} runs, {how}, {seconds:.0f} s", flush=True)
            number += 1
    return wrong


if __name__ == "__main__":
    sys.exit(main())
