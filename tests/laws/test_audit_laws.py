"""Laws of finding what merges lost: nothing that is there, everything that is not."""

import random
from collections.abc import Sequence

from fuzz_merge import Group, Script, groups, read, signer
from hypothesis import given
from hypothesis import strategies as st

from plcjournal.auditing.lost import lost
from plcjournal.core.diff import Change, apply, compare
from plcjournal.core.merging.merge import merge

Three = tuple[Group, Group, Group]


def three(seed: int) -> Three:
    """Answer records, and what two people made of them."""
    chance = random.Random(seed)
    script = Script(chance)
    base = script.edited(chance.choice(groups()), chance.choice([0, 2, 6]))
    ours, theirs = (script.edited(base, chance.choice([1, 2, 4, 12])) for _ in range(2))
    return base, ours, theirs


THREE = st.integers(0, 2**32).map(three)


@given(THREE)
def test_our_own_merges_never_lose_anything(case: Three) -> None:
    base, ours, theirs = case
    merged = read(merge(base, ours, theirs, signer("2025-11-01")).records)
    assert [*lost(base, [ours, theirs], merged)] == []
    assert [*lost(base, [theirs, ours], merged)] == []


@given(THREE)
def test_a_side_that_nobody_else_changed_is_lost_whole_or_not_at_all(
    case: Three,
) -> None:
    base, ours, _ = case
    assert [*lost(base, [base, ours], ours)] == []
    found = {(c.path, c.keys) for c, _ in lost(base, [base, ours], base)}
    for path in {**base, **ours}:
        waiting = [one["field"] for one in base.get(path, {}).get("contested", ())]
        for change in compare(path, base.get(path), ours.get(path)):
            # Where two versions wait, people see both of them.
            is_seen = any(one.startswith(change.field) for one in waiting)
            is_seen |= change.field.startswith(tuple(waiting))
            is_entry = change.keys[:1] == ("contested",)
            assert is_seen or is_entry or (path, change.keys) in found


@given(THREE)
def test_putting_back_all_that_was_lost_leaves_nothing_lost(case: Three) -> None:
    base, ours, theirs = case
    for result in (ours, theirs):
        changes = [change for change, _ in lost(base, [ours, theirs], result)]
        mended = dict(result)
        for path in dict.fromkeys(change.path for change in changes):
            some = [change for change in changes if change.path == path]
            made = apply(result.get(path, {}), some)
            mended |= {path: made}
            if not made:
                del mended[path]
        left = [*lost(base, [ours, theirs], mended)]
        assert left == [] or has_numbered(left)


def has_numbered(found: Sequence[tuple[Change, tuple[int, ...]]]) -> bool:
    """Say whether two things of one id are in it, which nobody can tell apart."""
    return any(" (" in repr(change.keys) for change, _ in found)
