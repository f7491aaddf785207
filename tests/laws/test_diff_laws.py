"""Laws of comparing two states of a record, and of telling what changed."""

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_records_laws import ANYTHING, KIND_AND_RAW, parsed

from plcjournal.core.diff import (
    Change,
    apply,
    compare,
    parts,
    reversed_,
)
from plcjournal.core.likeness import is_nothing, keyed
from plcjournal.core.shape import plain
from plcjournal.core.telling.rewording import words_between
from plcjournal.core.telling.sentences import called, names_in, said, told

SLOW = settings(suppress_health_check=[HealthCheck.too_slow])
PATHS = {
    "settings": "plc.yaml",
    "team": "teams/maths.yaml",
    "meeting": "meetings/2025-11-05-maths.yaml",
    "model": "models/small.yaml",
    "priority": "cycles/maths/2025-10-fractions/priority.yaml",
    "evidence": "cycles/maths/2025-10-fractions/evidence.yaml",
    "action": "cycles/maths/2025-10-fractions/action.yaml",
    "review": "cycles/maths/2025-10-fractions/review.yaml",
}
ALWAYS_THERE = ("answers", "learners", "levels", "meeting", "part_of", "privacy")
Pair = tuple[str, dict[str, Any], dict[str, Any]]


def content(value: Any) -> object:
    """Answer what a value tells, whatever order it stands in."""
    if isinstance(value, Mapping):
        inner = {key: content(item) for key, item in value.items()}
        return frozenset((k, v) for k, v in inner.items() if v is not None) or None
    if isinstance(value, list | tuple):
        items = [content(item) for item in value]
        return frozenset(("item", one) for one in items if one is not None) or None
    if isinstance(value, bool):
        return ("flag", value)
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value) or None
    return value


@st.composite
def edited(draw: st.DrawFn, value: Any) -> Any:
    """Answer a value with some of what is in it changed, moved or taken away."""
    what = draw(st.sampled_from(["keep", "keep", "inside", "inside", "other", "gone"]))
    if what == "keep":
        return value
    if what == "other":
        return draw(ANYTHING)
    if what == "gone":
        return None
    if isinstance(value, dict):
        made = {key: draw(edited(item)) for key, item in value.items()}
        return dict(draw(st.permutations([*made.items()])))
    if isinstance(value, list):
        made_items = [draw(edited(item)) for item in value]
        more = draw(st.lists(st.sampled_from(value), max_size=1)) if value else []
        return draw(st.permutations([*made_items, *more]))
    return f"{value} more" if isinstance(value, str) else value


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    """Answer two states of one record: edited, or of two people's own making."""
    kind, raw = draw(KIND_AND_RAW)
    before = plain(parsed(kind, raw))
    if draw(st.booleans()):
        after = {key: draw(edited(value)) for key, value in before.items()}
    else:
        others = KIND_AND_RAW.filter(lambda made: made[0] == kind)
        after = plain(parsed(*draw(others)))
    return PATHS[kind], before, after


def leaves(
    value: Any, way: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], object]]:
    """Answer every single value of a record, by the way to it."""
    if is_nothing(value):
        return
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield from leaves(item, (*way, key))
    elif isinstance(value, list | tuple):
        for key, item in keyed(way[-1], value).items():
            inside = isinstance(item, Mapping)
            here = (*way, key)
            yield from leaves(item, here) if inside else [(here, [content(item)])]
    else:
        yield way, [content(value)]


@SLOW
@given(pairs())
def test_applying_what_changed_gives_the_other_state(pair: Pair) -> None:
    path, before, after = pair
    changes = compare(path, before, after)
    assert content(apply(before, changes)) == content(after)
    assert content(apply(after, reversed_(changes))) == content(before)


@SLOW
@given(pairs())
def test_a_whole_record_comes_and_goes(pair: Pair) -> None:
    path, before, _ = pair
    (came,) = compare(path, None, before)
    (gone,) = compare(path, before, None)
    assert apply({}, [came]) == before
    assert apply(before, [gone]) == {}
    assert content(apply({}, parts(came))) == content(before)
    assert content(apply(before, parts(gone))) is None


def mixed(draw: st.DrawFn, value: Any) -> Any:
    """Answer the same in another order, with things that say nothing."""
    if isinstance(value, dict):
        empty: dict[str, Any] = draw(
            st.sampled_from([{}, {"x_nothing": None}, {"x_nothing": [{}]}])
        )
        made = {key: mixed(draw, item) for key, item in value.items()}
        return dict(draw(st.permutations([*made.items(), *empty.items()])))
    if isinstance(value, list):
        items = [mixed(draw, item) for item in value]
        return draw(st.permutations(items))
    if isinstance(value, str):
        return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), value)
    if isinstance(value, int) and not isinstance(value, bool) and value < 2**53:
        return draw(st.sampled_from([value, float(value)]))
    return draw(st.sampled_from([None, "", [], {}])) if is_nothing(value) else value


@SLOW
@given(KIND_AND_RAW, st.data())
def test_order_and_what_says_nothing_is_no_change(
    made: tuple[str, Any], data: st.DataObject
) -> None:
    record = plain(parsed(*made))
    path = PATHS[made[0]]
    assert compare(path, record, record) == ()
    draw: Any = data.draw
    assert compare(path, record, mixed(draw, record)) == ()


@SLOW
@given(pairs())
def test_every_changed_leaf_is_in_exactly_one_change(pair: Pair) -> None:
    path, before, after = pair
    changes = compare(path, before, after)
    old, new = dict(leaves(before)), dict(leaves(after))
    changed = [way for way in {**old, **new} if old.get(way) != new.get(way)]
    covered: set[tuple[str, ...]] = set()
    for way in changed:
        over = [one.keys for one in changes if one.keys == way[: len(one.keys)]]
        assert len(over) == 1, way
        covered.update(over)
    assert covered == {one.keys for one in changes}


@SLOW
@given(pairs())
def test_taking_back_twice_changes_nothing(pair: Pair) -> None:
    changes = compare(*pair)
    assert reversed_(reversed_(changes)) == changes


TEXTS = st.text(max_size=40) | st.sampled_from(
    ["a b, c", "one two three four", "one 2 three, four.", "a\n\nb c\n", " a", "\x85"]
)


@given(TEXTS, TEXTS)
def test_runs_of_words_make_up_both_texts(before: str, after: str) -> None:
    runs = words_between(before, after)
    assert "".join(text for kind, text in runs if kind != "new") == before
    assert "".join(text for kind, text in runs if kind != "gone") == after
    assert all(text for _, text in runs)
    changed = {kind for kind, _ in runs} - {"same"}
    assert bool(changed) == (before != after)


def is_a_sentence(line: str) -> bool:
    return bool(line.strip()) and line.splitlines() == [line]


NAMES = st.dictionaries(
    st.sampled_from(["coach", "maths", "maths/2025-10-fractions", "a"]), TEXTS
)


@SLOW
@given(pairs(), NAMES, st.sampled_from(["", "2025", "0001"]))
def test_every_change_is_one_whole_sentence(
    pair: Pair, names: dict[str, str], year: str
) -> None:
    path, before, _ = pair
    several = [compare(*pair), compare(path, None, before), compare(path, before, None)]
    for changes in several:
        inner = [one for change in changes for one in parts(change)]
        for change in (*changes, *reversed_(changes), *inner):
            assert is_a_sentence(said(change, names=names, year=year))
            assert is_a_sentence(called(change.field, names=names))
        lines = told(changes, names, year=year)
        assert all(map(is_a_sentence, lines))
        assert bool(lines) == bool(changes)
        assert len({*lines}) == len(lines)


@SLOW
@given(pairs())
def test_a_sentence_needs_nothing_but_the_change_itself(pair: Pair) -> None:
    for one in compare(*pair):
        bare = Change(one.path, one.keys, one.field, one.before, one.after)
        item = Change(one.path, one.keys, one.field, one.before, one.after, True)
        assert is_a_sentence(said(bare))
        assert is_a_sentence(said(item))
        assert told([bare, item])


@SLOW
@given(KIND_AND_RAW)
def test_names_are_found_in_any_record(made: tuple[str, Any]) -> None:
    record = plain(parsed(*made))
    found = names_in({PATHS[made[0]]: record, "files/x.png": {}})
    assert all(map(is_a_sentence, found.values()))
