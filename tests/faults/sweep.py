"""Every fault at every operation of every scene, or each so-manyth of them.

Run it by hand: `python tests/faults/sweep.py --every 1 --scene note --fault kill-all`.
Without words it takes all scenes and faults, and each 17th operation. `power` is one
more fault: the power goes there, in three ways. `twice` kills the command, and then
`plc doctor --fix` at each so-manyth of its own operations.
"""

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from failing import FAULTS, WATCH, Faultline, why_not
from power_cut import Cut, PowerCuts, changes
from scenes import SCENES, Stages
from wholeness import NEXT, after, check_fault, check_mended

_KILL = FAULTS["kill-all"]
_LONGEST = 5000


def _hermetic(home: Path) -> None:
    home.mkdir()
    for name in [*os.environ]:
        if name.startswith(("GIT_", "PLC_", "XDG_")):
            del os.environ[name]
    os.environ.update(
        HOME=str(home),
        XDG_CACHE_HOME=str(home / "cache"),
        XDG_CONFIG_HOME=str(home / "config"),
        GIT_CONFIG_GLOBAL=os.devnull,
        GIT_CONFIG_NOSYSTEM="1",
        PLC_TODAY="2026-01-15",
        LC_ALL="C.UTF-8",
        TZ="UTC",
        COLUMNS="80",
        NO_COLOR="1",
    )


class _Sweep:
    """One scene and one fault, at operation after operation."""

    def __init__(self, line: Faultline, stages: Stages, every: int, seed: int) -> None:
        self._line = line
        self._stages = stages
        self._every = every
        self._chance = random.Random(seed)
        self.tried: Counter[str] = Counter()
        self.wrong: Counter[str] = Counter()

    def go(self, scene: str, fault: str) -> None:
        """Try a fault all over a scene; say what was wrong."""
        tries = {"power": self._power, "twice": self._twice}
        for what in tries.get(fault, self._once)(scene, fault):
            self.tried[f"{scene} {fault}"] += 1
            if what:
                self.wrong[f"{scene} {fault}"] += 1
                print(f"## {scene} {fault} {what}\n", flush=True)

    def _points(self, end: int = _LONGEST) -> range:
        return range(1 + self._chance.randrange(self._every), end, self._every)

    def _once(self, scene: str, fault: str) -> Iterator[str]:
        for number, at in enumerate(self._points()):
            then = NEXT[number % len(NEXT)]
            stage = self._stages.of(scene)
            try:
                ended = check_fault(self._line, stage, FAULTS[fault], at, then)
            except Exception:  # noqa: BLE001 - whatever it is, it is a finding
                yield f"at {at}, then {then}\n{traceback.format_exc()}"
                continue
            if not ended.has_struck:
                return
            yield ""

    def _power(self, scene: str, _fault: str) -> Iterator[str]:
        stage = self._stages.of(scene)
        if stage.scene.makes_pages:  # pages are not flushed: they can be made again
            return
        with tempfile.TemporaryDirectory() as folder:
            record = Path(folder) / "record"
            words = stage.scene.words
            self._line.run(stage.root, stage.journal, words, WATCH, record=record)
            new = stage.files()
            stage.set()
            cuts = PowerCuts(stage.root, changes(record))
        end = len(cuts.done)
        for number, at in enumerate((*self._points(end), end)):
            for cut in Cut:
                cuts.leave(at, cut, self._chance)
                lost = {*new.items()} - {*stage.files().items()} if at == end else {}
                then = NEXT[number % 4].split()
                words = stage.scene.words if then == ["same"] else tuple(then)
                try:
                    assert not lost, f"was confirmed: {lost}"
                    check_mended(stage, words)
                except Exception:  # noqa: BLE001 - whatever it is, it is a finding
                    yield f"after {at}, {cut}, then {then}\n{traceback.format_exc()}"
                else:
                    yield ""

    def _twice(self, scene: str, _fault: str) -> Iterator[str]:
        for at in self._points():
            for again in self._points():
                stage = self._stages.of(scene)
                where, words = (stage.root, stage.journal), ("doctor", "--fix")
                first = self._line.run(*where, stage.scene.words, _KILL, at)
                if not first.has_struck:
                    return
                second = self._line.run(*where, words, _KILL, again)
                if not second.has_struck:
                    break
                try:
                    check_mended(stage, after(stage, second, "save"))
                except Exception:  # noqa: BLE001 - whatever it is, it is a finding
                    yield f"at {at}, then {again}\n{traceback.format_exc()}"
                else:
                    yield ""


def main() -> int:
    """Sweep; answer how many things were wrong."""
    known = [*FAULTS, "power", "twice"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scene", action="append", choices=[*SCENES])
    parser.add_argument("--fault", action="append", choices=known)
    parser.add_argument("--every", type=int, default=17)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    if reason := why_not():
        print(f"not here: {reason}")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        _hermetic(Path(folder) / "home")
        line = Faultline(Path(folder))
        sweep = _Sweep(line, Stages(Path(folder) / "stages"), asked.every, asked.seed)
        for scene in asked.scene or SCENES:
            started = time.monotonic()
            for fault in asked.fault or known:
                sweep.go(scene, fault)
            seconds = time.monotonic() - started
            tried = sum(n for key, n in sweep.tried.items() if key.split()[0] == scene)
            print(f"{scene}: {tried} tried in {seconds:.0f} s", flush=True)
        line.close()
    print(
        f"{sweep.tried.total()} tried, {sweep.wrong.total()} wrong: {dict(sweep.wrong)}"
    )
    return sweep.wrong.total()


if __name__ == "__main__":
    sys.exit(main() > 0)
