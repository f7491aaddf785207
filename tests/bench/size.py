"""What plc costs at every size, beside programs that do the least that is needed.

Run it by hand: `python tests/bench/size.py`, or `--rows start --turns 3` for a part.
It prints a table: each row says how many times as long plc took as what it is beside,
medians taken turn by turn in one run: by the clock, and in brackets by the time of
the cores, which a busy machine changes less. Nothing fails; a slow row says so.
"""

import argparse
import math
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from places import Place, Places
from timing import PLC, Act, Ratio, Stopped, in_turns, loading, median, ratio, spent

_SMALL = 20
_BIG = 10_000
_STEPS = 100  # growth is measured at a hundredth, a tenth and the whole


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: how far what is beside what, and how far it came."""

    what: str
    against: str
    goal: float
    reached: Ratio | float
    note: str = ""

    def __str__(self) -> str:
        figure = self.reached.wall if isinstance(self.reached, Ratio) else self.reached
        shown = self.reached if isinstance(self.reached, Ratio) else f"{figure:.2f}"
        mark = "" if figure <= self.goal else " **over**"
        goal = "" if math.isinf(self.goal) else f"{self.goal:g}"
        cells = (self.what, self.against, goal, f"{shown}{mark}", self.note)
        return f"| {' | '.join(cells)} |"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where to measure, how often, and how big the big journal is."""

    places: Places
    turns: int
    big: int
    left_out: Sequence[str] = ()

    def leaves_out(self, what: str) -> bool:
        """Say whether somebody wants no row about this: it takes them too long."""
        return any(word in what for word in self.left_out)

    @property
    def small_place(self) -> Place:
        """Answer a journal of a small school."""
        return self.places.of(_SMALL)

    @property
    def big_place(self) -> Place:
        """Answer the journal of a district."""
        return self.places.of(self.big)

    def beside(
        self, mine: Act, theirs: Act, start: Act | None = None
    ) -> tuple[Ratio, str]:
        """Answer the ratio of two things done in turn, and how long both took."""
        acts = [mine, theirs, *([start] if start else [])]
        ours, other, *rest = in_turns(self.turns, *acts)
        off = rest[0] if rest else ()
        seconds = f"{median(ours).wall:.3f} s beside {median(other).wall:.3f} s"
        if off:
            seconds += f"; start {median(off).wall:.3f} s"
        return ratio(ours, other, off), seconds


def _completing(place: Place) -> Act:
    line = f"plc show {place.district.short(place.district.open.start)[:5]}"
    env = {"_PLC_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": line}
    return Place(place.folder, place.district, {**place.env, **env}).plc()


def _start(bench: Bench) -> Iterator[Row]:
    place = bench.small_place
    acts: dict[str, tuple[Act, float]] = {
        "plc --version": (place.plc("--version"), 1.5),
        "completing a cycle": (_completing(place), 1.5),
        "plc --help": (place.plc("--help"), 7.5),
        "a usage error": (_mistyped(place), 7.5),
    }
    for what, (act, goal) in acts.items():
        yield Row(what, "bare Python", goal, *bench.beside(act, place.bare))


def _mistyped(place: Place) -> Act:
    return lambda: spent([*PLC, "statsu"], place.folder, place.env, (2,))


def _looks(place: Place) -> dict[str, Act]:
    return {
        "plc status": place.plc("status"),
        "plc next": place.plc("next", place.cycle),
        "plc show": place.plc("show", place.cycle),
    }


def _small(bench: Bench) -> Iterator[Row]:
    place = bench.small_place
    for what, act in _looks(place).items():
        yield Row(what, "bare Python", 8.5, *bench.beside(act, place.bare))
    for what, act in _looks(place).items():
        reached = bench.beside(place.afresh(act), place.bare)
        yield Row(f"{what}, never read before", "bare Python", 25, *reached)


def _save(bench: Bench) -> Iterator[Row]:
    for place in (bench.small_place, bench.big_place):
        start = _started(place, place.doing)
        reached = bench.beside(place.done, place.planned, start)
        what = f"plc done in {place.district.cycles} cycles, beyond its start"
        yield Row(what, "git add + commit, core.fsync=all", 3, *reached)
        place.put_back()


def _started(place: Place, words: Sequence[str]) -> Act:
    """Answer the start of a command: Python, and the modules that it loads."""
    program = loading(words, place.folder, place.env)
    return lambda: place.run(*program)


def _big(bench: Bench) -> Iterator[Row]:
    small, big = bench.small_place, bench.big_place
    against = f"{_SMALL} cycles"

    def commands(place: Place) -> dict[str, Act]:
        words = f"common task {place.district.open.start}"
        return {"plc status": place.plc("status"), "plc find": place.plc("find", words)}

    for what, act in commands(big).items():
        other = commands(small)[what]
        where = f"{what} over {bench.big} cycles"
        yield Row(where, against, 1.5, *bench.beside(act, other))
        both = bench.beside(big.touched(act), small.touched(other))
        yield Row(f"{where}, one record changed", f"{against}, likewise", 1.7, *both)
        small.settle()
        one = bench.beside(big.touched(act), other)
        yield Row(f"{where}, one record changed", f"{against}, nothing is", 1.7, *one)
        big.settle()


def _validate(bench: Bench) -> Iterator[Row]:
    place = bench.big_place
    act = place.plc("validate")
    where = f"plc validate of {bench.big} cycles"
    reached = bench.beside(place.afresh(act), place.reader)
    yield Row(f"{where} never seen", "the reader on one core", 0.9, *reached)
    reached = bench.beside(act, place.git("status"))
    yield Row(f"{where} again", "git status", 4, *reached)


def _past(bench: Bench) -> Iterator[Row]:
    place = bench.big_place
    middle = place.district.name(place.district.cycles // 2)
    for name, which in ((middle, "of years ago"), (place.cycle, "open now")):
        day = place.district.opened(place.district.cycles // 2).isoformat()
        log = place.git("log", "-p", "--", f"cycles/{name}")
        for what, words in (
            ("plc history CYCLE", ("history", name)),
            ("plc diff CYCLE --from DAY", ("diff", name, "--from", day)),
        ):
            reached = bench.beside(place.plc(*words), log, _started(place, words))
            yield Row(f"{what}, {which}", "git log -p -- FOLDER", 1.5, *reached)


def _sync(bench: Bench) -> Iterator[Row]:
    records = bench.big // 20
    mine, theirs = bench.big_place.receiving(records)
    what = f"plc sync bringing {records} records into {bench.big} cycles"
    yield Row(what, "git pull", 3, *bench.beside(mine, theirs))


def _growth(bench: Bench) -> Iterator[Row]:
    sizes = [bench.big // _STEPS, bench.big // 10, bench.big]
    places = [bench.places.of(size) for size in sizes]
    grown: dict[str, tuple[Callable[[Place], Act], float]] = {
        "plc status": (lambda place: place.plc("status"), 1.05),
        "plc validate, never seen": (
            lambda place: place.afresh(place.plc("validate")),
            1.05,
        ),
        "plc publish": (lambda place: place.published, 1.05),
        "plc sync of a twentieth of the cycles": (
            lambda place: place.receiving(place.district.cycles // 20)[0],
            1.05,
        ),
        "plc done": (lambda place: place.done, 0.1),
    }
    told = ", ".join(f"{size:,}" for size in sizes)
    for what, (made, goal) in grown.items():
        if bench.leaves_out(what):
            continue
        times = [*map(median, in_turns(bench.turns, *map(made, places)))]
        seconds = ", ".join(f"{one.wall:.2f}" for one in times) + " s"
        slopes = Ratio(
            _slope(sizes, [one.wall for one in times]),
            _slope(sizes, [one.cpu for one in times]),
        )
        yield Row(f"growth of {what}", f"{told} cycles", goal, slopes, seconds)
    for place in places:
        place.put_back()


def _slope(sizes: Sequence[int], times: Sequence[float]) -> float:
    """Answer the slope of a line through logarithms: 1 is twice for twice as much."""
    across, up = [*map(math.log, sizes)], [*map(math.log, times)]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    both = sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True))
    return both / sum((x - middle) ** 2 for x in across)


def _memory(bench: Bench) -> Iterator[Row]:
    place = bench.big_place
    out = place.folder.with_name(f"{place.folder.name}-tables")
    receive, _ = place.receiving(bench.big // 20)
    acts: dict[str, Act] = {
        "plc status": place.afresh(place.plc("status")),
        "plc find": place.plc("find", "common task"),
        "plc validate": place.afresh(place.plc("validate")),
        "plc done": place.done,
        "plc history --all": place.plc("history", "--all"),
        "plc diff --from": place.plc("diff", "--from", "2025-06-01"),
        "plc sync": receive,
        "plc publish": place.published,
        "plc export": place.plc("export", "--format", "csv", "--out", str(out)),
    }
    for what, act in acts.items():
        if bench.leaves_out(what):
            continue
        try:
            took = act()
        except Stopped as stopped:
            print(f"{what} was not measured: {stopped}", file=sys.stderr)
            continue
        where = f"most memory of {what} over {bench.big} cycles, MB"
        yield Row(where, "", 250, round(took.peak), f"{took.wall:.1f} s")
    place.put_back()


def _others(bench: Bench) -> Iterator[Row]:
    """What no goal was set for, and nobody should have to wait for all the same."""

    def acts(place: Place) -> dict[str, Act]:
        path = str(place.action_file.relative_to(place.folder))
        words = {
            "plc impact CYCLE": ("impact", place.cycle),
            "plc history": ("history",),
            "plc meet": ("meet", "--no-input"),
            "plc resolve": ("resolve",),
            "plc validate PATH": ("validate", path),
            "plc team": ("team",),
            "plc models": ("models",),
            "plc calendar": ("calendar", "--out", f"{place.folder}.ics"),
        }
        looks = {what: place.plc(*some) for what, some in words.items()}
        return {**looks, "plc note, then plc undo": place.undone}

    small, big = acts(bench.small_place), acts(bench.big_place)
    for what, act in big.items():
        if not bench.leaves_out(what):
            reached = bench.beside(act, small[what])
            yield Row(f"{what} over {bench.big} cycles", "20", math.inf, *reached)


ROWS: dict[str, Callable[[Bench], Iterator[Row]]] = {
    "start": _start,
    "small": _small,
    "save": _save,
    "big": _big,
    "validate": _validate,
    "past": _past,
    "others": _others,
    "sync": _sync,
    "growth": _growth,
    "memory": _memory,
}


def _tell(words: str) -> None:
    print(words, file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", nargs="*", choices=[*ROWS], default=[*ROWS])
    parser.add_argument("--turns", type=int, default=9)
    parser.add_argument("--cycles", type=int, default=_BIG, help="of the big journal")
    parser.add_argument(
        "--but",
        nargs="*",
        default=[],
        help="words of rows to leave out, such as publish",
    )
    parser.add_argument("--keep", type=Path, help="a folder to keep the journals in")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = given.keep or Path(name)
        home.mkdir(parents=True, exist_ok=True)
        bench = Bench(
            Places(home.resolve(), _tell), given.turns, given.cycles, given.but
        )
        print("| what | beside | goal | reached, clock (cores) | seconds |")
        print("| --- | --- | --- | --- | --- |")
        for rows in given.rows:
            try:
                for row in ROWS[rows](bench):
                    print(row, flush=True)
            except Stopped as stopped:
                _tell(f"The other rows of '{rows}' were not measured: {stopped}")


if __name__ == "__main__":
    main()
