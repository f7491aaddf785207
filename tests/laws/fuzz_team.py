"""Three clones and what they share, edited, killed and synced at random, many times.

Run it by hand: `python tests/laws/fuzz_team.py --runs 100 --seed 1 --steps 60`. What
goes wrong is printed as a script for the shell, with `--shrink` as short as can be.
"""

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from team_moves import Chooser, Move
from team_world import World, Wrong, environment, is_at_the_end


@dataclass(frozen=True)
class Ended:
    """How one run ended: what was wrong, '' for nothing, and how to see it again."""

    why: str
    moves: tuple[Move, ...]
    script: str
    ended: Counter[str]

    @property
    def kind(self) -> str:
        """Answer what kind of thing was wrong, without names and numbers."""
        line = next(iter(self.why.strip().splitlines()), "")
        return " ".join(w for w in line.split() if w.isalpha() and w.islower())


def one_run(seed: int, steps: int, shelf: Path) -> Ended:
    """Let a team work for some steps; the same seed is the same team and work."""

    def act(world: World) -> None:
        chooser = Chooser(random.Random(seed), world.folder)
        done = 0
        while done < steps:
            for move in chooser.next():
                world.do(move)
                done += 1

    return _ended(shelf, act)


def again(moves: Sequence[Move], shelf: Path) -> Ended:
    """Do some moves once more, and end as ever."""

    def act(world: World) -> None:
        for move in moves:
            world.do(move)

    return _ended(shelf, act)


def shrunk(failed: Ended, shelf: Path) -> Ended:
    """Leave out moves as long as the same kind of thing goes wrong."""
    moves = [move for move in failed.moves if not is_at_the_end(move)]
    size, best = max(1, len(moves) // 2), failed
    while size:
        start = 0
        while start < len(moves):
            fewer = moves[:start] + moves[start + size :]
            tried = again(fewer, shelf)
            if tried.kind == failed.kind:
                moves, best = fewer, tried
            else:
                start += size
        size //= 2
    return best


def _ended(shelf: Path, act: Callable[[World], None]) -> Ended:
    with tempfile.TemporaryDirectory(prefix="team") as name, _alone(Path(name)):
        world = World.begin(Path(name), shelf)
        begun = len(world.moves)
        why = ""
        try:
            act(world)
            world.finish()
        except Wrong as wrong:
            why = f"{wrong}\n{world.told}"
        except Exception:  # noqa: BLE001  # whatever it is, it can be done again
            why = f"{traceback.format_exc()}\n{world.told}"
        moves = tuple(world.moves[begun:])
        return Ended(why, moves, world.script(why), world.ended)


def _alone(folder: Path) -> AbstractContextManager[None]:
    """Hide the person who runs this, and their settings."""
    home = folder / "home"
    home.mkdir()
    settings = "[init]\n\tdefaultBranch = main\n"
    (home / ".gitconfig").write_text(settings, encoding="utf-8")
    more = {
        "HOME": str(home),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CEILING_DIRECTORIES": str(folder),
        "GIT_EDITOR": "true",
        "GIT_OPTIONAL_LOCKS": "0",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "NO_COLOR": "1",
        "PLC_DEBUG": "1",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    }
    return environment(more, hidden=("GIT_", "PLC_", "XDG_"))


def main() -> int:
    """Run many teams, tell how each ended, and count how commands did."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--shrink", action="store_true")
    given = parser.parse_args()
    totals: Counter[str] = Counter()
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="shelf") as shelf:
        for seed in range(given.seed, given.seed + given.runs):
            begun = time.perf_counter()
            made = one_run(seed, given.steps, Path(shelf))
            seconds = time.perf_counter() - begun
            totals += made.ended
            wrong += bool(made.why)
            how = "WRONG" if made.why else "good"
            print(f"seed {seed}: {how} {seconds:.1f} s", flush=True)
            if made.why:
                print(made.why, flush=True)
                told = shrunk(made, Path(shelf)) if given.shrink else made
                print(f"--- seed {seed}\n{told.script}---", flush=True)
    for name, count in sorted(totals.items()):
        print(f"{count:6} {name}")
    print(f"{given.runs} runs of {given.steps} steps, {wrong} wrong")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
