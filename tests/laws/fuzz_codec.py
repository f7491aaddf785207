"""Throws random bytes and mutated records at the codec; run it with --cases N.

It is no test by itself: test_codec_fuzz.py runs a few hundred cases in the suite.
"""

import argparse
import random
import re
import time

from plcjournal.codec.editor import revise
from plcjournal.codec.excerpts import excerpt
from plcjournal.codec.mend import mend
from plcjournal.codec.reader import Trouble, locate_all, read
from plcjournal.codec.writer import write
from plcjournal.core.values import Value, settled
from plcjournal.errors import PlcError

RECORD = """\
# Evidence of the cycle
format: 1
title: Compare fractions   # the title
measures:
  # What do we know?
  - id: common-task
    name: 'Common task, 5 items'
    cut: {at: 12, label: "Level 3: above"}
    results:
      - date: 2025-10-08
        mean: 10.40
        role: baseline     # first

  - id: other
    name: |
      Two lines
      of text
    groups: []
# Why?
need: "Many treat 1/8 as larger"
norms:
- We look at work
- 'Don''t judge'
answers:
  what-now: >-
    folded
    text
part_of:
follows: null
"""
PIECES = (
    *"\t\r\n:-#'\"[]{}&*!|>%@`,?~\\ \0\x7f",
    *"\u0085\u2028\ufeff\u201c\u201d\u2019é😀",
    *(": ", " #", "- ", "  ", "\r\n", "---\n", "...", "<<<<<<< x\n", "=======\n"),
    *("<<: ", "? ", "!!str ", "&a ", "*a", "|+\n", ">-\n", "'", '"', "null", "[" * 40),
    *("title: a: b\n", "a:b\n", "%YAML 1.2\n", "- - x\n", "x_y: 1\n", "\n\n", "1.10"),
)


def a_case(dice: random.Random) -> bytes:
    """Answer random bytes, or a record with a few random changes."""
    if dice.random() < 0.1:
        return dice.randbytes(dice.randrange(200))
    text = RECORD
    if dice.random() < 0.2:
        text = text.replace("\n", "\r\n")
    for _ in range(dice.randrange(5)):
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + dice.choice((0, 0, 1, 3, 20)))
        text = text[:start] + dice.choice(PIECES) + text[end:]
    if dice.random() < 0.1:
        text = text[: dice.randrange(len(text))]
    data = text.encode(
        dice.choice(("utf-8",) * 12 + ("utf-8-sig", "utf-16", "cp1252")),
        errors="replace",
    )
    if dice.random() < 0.1:
        at = dice.randrange(len(data) + 1)
        data = data[:at] + dice.randbytes(2) + data[at:]
    return data


def changed(value: Value, dice: random.Random) -> Value:
    """Answer a value with something in it changed, added or removed."""
    words: Value = dice.choice(
        ("x", "a: b", "l1\nl2", "", "no", "5", " b ", "e\r", None, 3, [])
    )
    if isinstance(value, dict) and value:
        key = dice.choice([*value])
        kind = dice.random()
        if kind < 0.15:
            return {**value, f"x_{dice.randrange(9)}": words}
        if kind < 0.25 and len(value) > 1:
            return {name: item for name, item in value.items() if name != key}
        return {**value, key: changed(value[key], dice)}
    if isinstance(value, list) and value:
        at = dice.randrange(len(value))
        kind = dice.random()
        if kind < 0.2:
            return [*value[:at], *value[at + 1 :]]
        if kind < 0.4:
            return [
                *value[:at],
                {"id": f"n{dice.randrange(9)}", "t": words},
                *value[at:],
            ]
        if kind < 0.5:
            return dice.sample(value, len(value))
        return [*value[:at], changed(value[at], dice), *value[at + 1 :]]
    return words


def typed_in(data: bytes, trouble: Trouble) -> bytes:
    """Answer the file with the line that a trouble suggests in its place."""
    lines = re.split(r"(\r\n|\r|\n)", data.decode("utf-8-sig"))
    lines[2 * (trouble.line - 1)] = trouble.fix
    return "".join(lines).encode()


def check(data: bytes, dice: random.Random) -> str:
    """Put one case through the whole codec; answer how far it came."""
    reading = read(data)
    for trouble in reading.troubles:
        assert trouble.line >= 1
        assert trouble.column >= 1
        assert trouble.cause
        if trouble.fix:
            assert trouble not in read(typed_in(data, trouble)).troubles
        assert len(excerpt(data, trouble.line, trouble.column).split("\n")) == 2
    assert (reading.values is None) == any(
        t.severity == "error" for t in reading.troubles
    )
    excerpt(data, dice.randrange(-2, 99), dice.randrange(-2, 999))
    path = [dice.choice(("measures", 0, 1, "results", "name", "x")) for _ in range(4)]
    [(line, column)] = locate_all(data, [path])
    assert line >= 1
    assert column >= 1
    mended = mend(data)
    assert mend(mended.data) == type(mended)(mended.data, ())
    if reading.values is None:
        return "refused"
    values = settled(reading.values)
    assert isinstance(values, dict)
    assert settled(read(write(values)).values) == values
    assert revise(data, values, values) == data
    after = changed(values, dice) if values else {"x_1": "new"}
    assert isinstance(after, dict)
    try:
        revised = revise(data, values, after)
    except PlcError:
        return "not revised"
    assert read(revised).values is not None
    return "revised"


def run(cases: int, seed: int) -> dict[str, int]:
    """Run cases; answer how many came how far."""
    counts: dict[str, int] = {}
    for number in range(seed, seed + cases):
        dice = random.Random(number)
        data = a_case(dice)
        began = time.perf_counter()
        try:
            outcome = check(data, dice)
        except Exception as error:
            error.add_note(f"seed {number}: {data!r}")
            raise
        assert time.perf_counter() - began < 2, (number, data)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    print(run(asked.cases, asked.seed))
