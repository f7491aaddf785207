"""What broke a reader once, some more odd inputs, and what YAML 1.2 says they mean."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reader_targets import CASES, CRASHERS, TARGETS, mutated, put_to, seeds

from plcjournal.codec.reader import read
from plcjournal.codec.source import decode
from plcjournal.codec.tree import Items, Node, Scalar, grow

_SUITE = json.loads(CASES.read_text(encoding="utf-8"))
# libyaml forgives these: brackets and quotes that go on without being indented, and a
# comment that begins without a blank. Others refuse them; nobody reads something else.
_FORGIVEN = {"9C9N", "DK95/01", "QB6E", "S98Z", "SU5Z", "X4QW"}
# A last line of blanks that does not end: readers differ, and nobody sees a difference.
_UNSEEN = {"L24T/01"}
_TOLD = re.compile(r"=VAL (?:&\S+ )?(?:<[^>]*> )?(.)(.*)", re.DOTALL)
_SIGNS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "\\": "\\"}


@pytest.mark.parametrize(
    "file", sorted(CRASHERS.glob("*/*")), ids=lambda file: file.name
)
def test_what_broke_a_reader_once_does_so_no_more(file: Path) -> None:
    put_to(file.parent.name, file.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_odd_inputs_break_no_reader(target: str) -> None:
    dice, known = random.Random(11), seeds(target)
    for data in known[:20]:
        put_to(target, data)
    for _ in range(40):
        put_to(target, mutated(dice.choice(known), dice))


def test_what_is_accepted_means_what_yaml_says_it_means() -> None:
    accepted = [name for name, case in _SUITE.items() if _read(case) is not None]
    assert len(accepted) > 60
    assert {name for name in accepted if _SUITE[name]["error"]} == _FORGIVEN
    for name in {*accepted} - _FORGIVEN - _UNSEEN:
        assert _read(_SUITE[name]) == [*_meant(_SUITE[name]["events"])], name


def _read(case: Any) -> list[Any] | None:
    data = case["in"].encode()
    if read(data).values is None:
        return None
    return [*_said(grow(decode(data).text or ""))]


def _said(node: Node) -> Iterator[Any]:
    """Yield what we read in the order of the text, as the suite tells it."""
    if isinstance(node, Scalar):
        yield (node.style or ":", node.text)
        return
    yield "+SEQ" if isinstance(node, Items) else "+MAP"
    if isinstance(node, Items):
        for child in node.children:
            yield from _said(child)
    else:
        for key, value in node.pairs:
            yield from _said(key)
            yield from _said(value)
    yield "-SEQ" if isinstance(node, Items) else "-MAP"


def _meant(events: list[str]) -> Iterator[Any]:
    for event in events:
        told = _TOLD.match(event)
        if told:
            plain = re.sub(r"\\(.)", lambda sign: _SIGNS[sign[1]], told[2])
            yield (told[1], plain)
        elif event[1:4] in {"SEQ", "MAP"}:
            yield event[:4]
