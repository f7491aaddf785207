"""Laws of merging: nothing is lost, and everybody has the same at the end."""

import random
from collections import Counter
from collections.abc import Sequence

from fuzz_merge import converge, one_case, run
from hypothesis import example, given, settings
from hypothesis import strategies as st

from plcjournal.core.merging.lines import merge_lines
from plcjournal.core.merging.ordering import arranged

SEEDS = st.integers(0, 10**9)
LINES = st.lists(st.sampled_from(["a", "b", "c", "", "e\u0301", "\u00e9"]), max_size=6)
TEXTS = st.builds(
    lambda lines, end: "\n".join(lines) + end, LINES, st.sampled_from(["", "\n"])
)
ORDERS = st.lists(st.integers(0, 7), unique=True)


@settings(max_examples=max(150, settings().max_examples))
@given(SEEDS)
def test_records_of_two_sides_become_one_by_every_law(seed: int) -> None:
    # Identity, merging again, symmetry, nothing lost, nothing back, always readable.
    one_case(random.Random(seed), Counter())


@given(SEEDS)
def test_three_people_who_edit_and_share_have_the_same_at_the_end(seed: int) -> None:
    converge(random.Random(seed), steps=15)


def test_random_merges_meet_what_only_people_can_decide() -> None:
    told, failures = run(21, seed=3)
    assert not failures
    assert told["true merges"] > 5
    assert told["with decisions"] > 1


@given(TEXTS, TEXTS, TEXTS)
@example("a\nb", "b\na", "a\nb\na")
@example("a\ne\u0301", "a\n\u00e9", "e\u0301")
def test_texts_of_two_sides_become_one_by_every_law(
    base: str, ours: str, theirs: str
) -> None:
    assert merge_lines(base, base, theirs) == theirs
    assert merge_lines(base, ours, base) == ours
    assert merge_lines(base, ours, ours) == ours
    merged = merge_lines(base, ours, theirs)
    turned = merge_lines(base, theirs, ours)
    assert (merged is None) is (turned is None)
    if merged is not None and turned is not None:
        assert plain(merged) == plain(turned)
        assert merge_lines(base, merged, theirs) == merged
        assert merge_lines(theirs, merged, theirs) == merged
        for side in (ours, theirs):
            new = {*plain(side)} - {*plain(base), ""}
            assert new <= {*plain(merged)}


def plain(text: str) -> list[str]:
    return text.replace("e\u0301", "\u00e9").split("\n")


@given(ORDERS, ORDERS, ORDERS, st.data())
def test_orders_of_two_sides_become_one_by_every_law(
    base: Sequence[int], ours: Sequence[int], theirs: Sequence[int], data: st.DataObject
) -> None:
    both = {*ours, *theirs}
    left = data.draw(st.sets(st.sampled_from(sorted(both))) if both else st.just(set()))
    order = arranged(base, ours, theirs, left)
    assert sorted(order) == sorted(left)
    assert arranged(base, order, theirs, left) == order
    assert arranged(theirs, order, theirs, left) == order
    assert arranged(base, base, theirs, theirs) == theirs
    assert arranged(base, ours, base, ours) == ours
