"""Whole journals with broken, odd and mutated files, read and checked many times over.

Run it by hand: `python tests/laws/fuzz_journal.py --cases 20000`.
"""

import argparse
import random
import time
from collections.abc import Mapping

from plcjournal import leaf, reading, templates
from plcjournal.beginning import Beginning, journal_from, new_files
from plcjournal.core import privacy
from plcjournal.core.edits.start import Start, start_cycle
from plcjournal.core.rules.journal import check_journal
from plcjournal.core.status import status_of
from plcjournal.core.story import story_of
from plcjournal.texts import texts

_WORDS = [
    *(
        "no",
        "on",
        "12:30",
        "1.10",
        "007",
        "2026-02-30",
        "null",
        "~",
        "true",
        "[]",
        "{}",
    ),
    *("- ", ": ", " #", "@a", "'", '"', "|", ">", "&a", "*a", "!t", "%", "\t", "\r\n"),
    *(
        "\x00",
        "\x1b",
        "\u2028",
        "\ufeff",
        "“",
        "é",
        "🙂",
        "-1",
        "1e400",
        "0x1f",
        ".nan",
    ),
    *("format: 2", "x_a: 1", "<<<<<<< a", "=======", ">>>>>>> b", "a: {b: [c", "  "),
]


def _files() -> dict[str, bytes]:
    journal, team = journal_from(Beginning("Fuzz", "Maths"))
    files = new_files(journal)
    model = journal.models["triad"]
    started = start_cycle(
        journal,
        Start("Odd", team, "2026-01-05", need="Much", model=model.id, size=60),
    )
    files |= texts(journal, started.journal, files)
    return {**files, "models/own.yaml": templates.model_files()["models/pdsa.yaml"]}


def _mutated(text: bytes, chance: random.Random) -> bytes:
    data = bytearray(text)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                data[at:at] = chance.choice(_WORDS).encode()
            case 1:
                del data[at : at + chance.randint(1, 12)]
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                lines = bytes(data).splitlines(keepends=True) or [b""]
                line = chance.choice(lines)
                data[at:at] = line
    return bytes(data)


def one_case(files: Mapping[str, bytes], chance: random.Random) -> int:
    """Read, check and show a journal in which some files are broken; count findings."""
    broken = dict(files)
    for path in chance.sample(sorted(files), chance.randint(1, 3)):
        broken[path] = _mutated(broken[path], chance)
    read = reading.read(broken)
    journal = read.journal
    found = [
        *read.findings,
        *check_journal(journal, today="2026-01-15"),
        *privacy.check(journal, broken),
    ]
    leaf.place(found, broken)
    for cycle in journal.cycles.values():
        status_of(journal, cycle, "2026-02-01")
        story_of(journal, cycle, "2026-02-01", {})
    return len(found)


def run(cases: int, seed: int) -> tuple[int, float]:
    """Run many cases; answer how many had findings, and the slowest in seconds."""
    chance, files = random.Random(seed), _files()
    with_findings, slowest = 0, 0.0
    for _ in range(cases):
        start = time.perf_counter()
        with_findings += bool(one_case(files, chance))
        slowest = max(slowest, time.perf_counter() - start)
    return with_findings, slowest


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    told, longest = run(given.cases, given.seed)
    print(f"{given.cases} cases, {told} with findings, slowest {longest:.2f} s")
