"""Laws of taking changes back: exactly what one change did, and nothing of others."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from fuzz_merge import Group, Script, groups, plain_values
from hypothesis import given
from hypothesis import strategies as st
from in_process import Plc

from plcjournal.core.diff import Change, compare
from plcjournal.undoing.restoring import Back, back

Case = tuple[Group, Group, Group]


def case(seed: int) -> Case:
    """Answer records before a change and after it, and what others made of them."""
    chance = random.Random(seed)
    script = Script(chance)
    before = script.edited(chance.choice(groups()), chance.choice([0, 2, 6]))
    after = with_same_files(before, script.edited(before, chance.choice([1, 2, 4, 12])))
    now = with_same_files(before, script.edited(after, chance.choice([1, 2, 4])))
    return before, after, now


def with_same_files(before: Group, after: Group) -> Group:
    return {path: after.get(path, values) for path, values in before.items()}


CASES = st.integers(0, 2**32).map(case)


def changes(one: Group, other: Group) -> list[Change]:
    return [c for path in one for c in compare(path, one[path], other[path])]


def meet(change: Change, others: Sequence[Change]) -> bool:
    """Say whether a change lies where one of others does, around it or in it."""
    return any(
        change.path == other.path
        and all(a == b for a, b in zip(change.keys, other.keys, strict=False))
        for other in others
    )


def is_numbered(change: Change) -> bool:
    """Say whether it is about two things of one id, which nobody can tell apart."""
    return any(key.endswith(")") for key in change.keys)


@given(CASES)
def test_taking_back_at_once_gives_what_was_before(case: Case) -> None:
    before, after, _ = case
    assert back(after, before, after) == Back(before)


@given(CASES)
def test_taking_back_twice_gives_what_was_there(case: Case) -> None:
    before, after, now = case
    once = back(after, before, now).records
    assert back(once, now, once).records == now


@given(CASES)
def test_taking_back_keeps_every_other_change(case: Case) -> None:
    before, after, now = case
    made = back(after, before, now)
    mine = changes(after, before)
    for path, values in made.records.items():
        for change in compare(path, now[path], values):
            assert meet(change, mine) or is_numbered(change)


@given(CASES)
def test_what_nobody_changed_since_is_as_it_was_before(case: Case) -> None:
    before, after, now = case
    made = back(after, before, now)
    since = changes(after, now)
    still = [*changes({p: dict(v) for p, v in made.records.items()}, before)]
    waits = [one for one in since if one.keys[:1] == ("contested",)]
    for change in changes(after, before):
        if meet(change, since) or waits or change.keys[:1] == ("contested",):
            continue
        if is_numbered(change) or any(map(is_numbered, since)):
            continue
        assert meet(change, made.left) or not meet(change, still)


@given(CASES)
def test_what_comes_of_it_can_be_read_or_is_left(case: Case) -> None:
    before, after, now = case
    for path, values in back(after, before, now).records.items():
        if path.startswith("cycles/"):
            assert plain_values(path, values) is not None


COMMANDS = [
    ("add-action", "Number talk", "--due", "2026-01-22"),
    ("add-learning", "Read a chapter", "--with", "coach"),
    ("note", "They argue from distance"),
    ("set", "priority.review_by", "2026-03-09"),
    ("set", "priority.need", "Other words"),
    ("add-evidence", "--measure", "Task", "--size", "64", "--count", "25"),
    ("team", "grade-4", "--add", "Teacher C", "--role", "teacher"),
    ("meet", "--decided", "Start on Monday", "--no-input"),
    ("new-cycle", "Reading aloud", "--need", "Few read"),
    ("remove", "action.actions.first"),
    ("remove", "--cycle", "comparing-fractions", "--yes"),
    ("done", "first"),
    ("review", "--outcome", "met", "--learned", "Lines help"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words[:2]))
def test_the_command_takes_back_every_command(
    plc: Plc, cycle: Path, journal: Path, words: tuple[str, ...]
) -> None:
    plc("add-action", "First")
    before = files(journal)
    plc(*words)
    after = files(journal)
    assert before != after
    plc("undo")
    assert files(journal) == before
    plc("undo")
    assert files(journal) == after


def files(folder: Path) -> dict[str, bytes]:
    found = sorted(file for file in folder.rglob("*") if file.is_file())
    return {
        name: file.read_bytes()
        for file in found
        if not (name := str(file.relative_to(folder))).startswith((".git", "local"))
    }
