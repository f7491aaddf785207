"""What differs between two states of a record."""

import subprocess
import sys
import time
import timeit
from typing import Any

import pytest
from builders import NAME, journal

from plcjournal.core.diff import Change, apply, compare, parts, reversed_
from plcjournal.core.layout import stage_path
from plcjournal.core.shape import plain

PATH = stage_path(NAME, "action")
ACTION: dict[str, Any] = {
    "id": "talks",
    "what": "Number talks",
    "due": None,
    "because": [],
}


def change(*keys: str, field: str, before: Any = None, after: Any = None) -> Change:
    return Change(PATH, keys, f"action.{field}", before, after)


def test_a_changed_field_is_named_as_people_type_it() -> None:
    before = {"actions": [{**ACTION, "due": "2025-10-22"}]}
    after = {"actions": [{**ACTION, "due": "2025-10-29"}]}
    assert compare(PATH, before, after) == (
        change(
            *("actions", "talks", "due"),
            field="actions.talks.due",
            before="2025-10-22",
            after="2025-10-29",
        ),
    )


def test_a_whole_item_comes_and_goes() -> None:
    other = {**ACTION, "id": "other"}
    came, gone = compare(PATH, {"actions": [ACTION]}, {"actions": [other]})[::-1]
    assert (came.keys, came.after, came.is_item) == (("actions", "other"), other, True)
    assert (gone.keys, gone.before, gone.is_item) == (
        ("actions", "talks"),
        ACTION,
        True,
    )


def test_a_word_of_a_list_is_an_item() -> None:
    (added,) = compare(PATH, {"norms": ["one"]}, {"norms": ["two", "one"]})
    assert (added.keys, added.after, added.is_item) == (("norms", "two"), "two", True)
    assert added.field == "action.norms.two"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"a": None}, {}),
        ({"a": ""}, {"a": []}),
        ({"a": {"b": None, "c": []}}, {"a": {}}),
        ({"a": 1}, {"a": 1.0}),
        ({"a": [1, [2, 3]]}, {"a": [[3, 2.0], 1.0]}),
        ({"a": "e\u0301"}, {"a": "é"}),
        ({"a": ["x", "y"]}, {"a": ["y", "x", "x"]}),
        ({"a": [{"id": "x"}, {}]}, {"a": [{"id": "x", "b": None}]}),
        ({"a": [{"b": 1, "c": 2}]}, {"a": [{"c": 2, "b": 1.0}]}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ],
)
def test_order_and_what_says_nothing_is_no_change(before: Any, after: Any) -> None:
    assert compare(PATH, before, after) == ()
    assert compare(PATH, after, before) == ()


def test_true_is_not_one() -> None:
    assert compare(PATH, {"a": True}, {"a": 1}) == (
        change("a", field="a", before=True, after=1),
    )


def test_a_value_of_another_kind_is_one_change() -> None:
    (one,) = compare(PATH, {"a": ["x"]}, {"a": {"b": 1}})
    assert (one.before, one.after, one.is_item) == (["x"], {"b": 1}, False)


def test_answers_are_told_one_by_one_but_a_cut_whole() -> None:
    (answer,) = compare(PATH, {"answers": {}}, {"answers": {"wonder": "Why?"}})
    assert answer.keys == ("answers", "wonder")
    (cut,) = compare(PATH, {"cut": None}, {"cut": {"at": 12, "label": None}})
    assert (cut.keys, cut.after) == (("cut",), {"at": 12, "label": None})


def test_a_target_for_everybody_is_typed_by_its_place() -> None:
    before: Any = {"targets": [{"value": 60, "group": None}]}
    after: Any = {"targets": [{"value": 65, "group": None}]}
    (one,) = compare(PATH, before, after)
    assert (one.keys, one.field) == (("targets", "", "value"), "action.targets.0.value")


def test_a_result_is_told_by_its_date_and_group() -> None:
    before: Any = {"results": [{"date": "2025-10-08", "group": "room-12", "count": 4}]}
    after: Any = {"results": [{"date": "2025-10-08", "group": "room-12", "count": 5}]}
    (one,) = compare(PATH, before, after)
    assert one.field == "action.results.2025-10-08@room-12.count"


def test_two_items_of_one_id_are_told_apart_whatever_their_order() -> None:
    one: Any
    other: Any
    one, other = {"id": "x", "due": "1"}, {"id": "x", "due": "2"}
    assert compare(PATH, {"a": [one, other]}, {"a": [other, one]}) == ()
    after: Any = {"a": [one, {**other, "due": "3"}]}
    (told,) = compare(PATH, {"a": [one, other]}, after)
    assert (told.keys, told.field) == (("a", "x (2)", "due"), "action.a.x (2).due")
    assert apply({"a": [other, one]}, [told]) == after
    odd: Any = {"a": [1, "1", "1 (2)"]}
    assert len(compare(PATH, {}, odd)) == 3


def test_a_word_that_becomes_an_item_is_a_change() -> None:
    one, other = compare(PATH, {"a": ["x", 1]}, {"a": [{"id": "x"}, "1"]})
    assert (one.before, one.after, one.is_item) == ("x", {"id": "x"}, True)
    assert (other.before, other.after) == (1, "1")


def test_a_whole_record_is_one_change() -> None:
    assert compare(PATH, None, {"a": 1}) == (Change(PATH, (), "", None, {"a": 1}),)
    assert compare(PATH, {"a": 1}, None) == (Change(PATH, (), "", {"a": 1}, None),)
    assert compare(PATH, None, None) == ()
    assert apply({"a": 1}, compare(PATH, {"a": 1}, None)) == {}


def test_a_file_of_no_known_kind_is_named_by_its_path() -> None:
    (one,) = compare("other.yaml", {"a": 1}, {"a": 2})
    assert one.field == "other.yaml.a"


def test_a_change_knows_what_is_around_it() -> None:
    after = {"actions": [{**ACTION, "due": "2025-10-29"}]}
    (one,) = compare(PATH, {"actions": [ACTION]}, after)
    assert one.within == (after, after["actions"][0])


def test_taking_back_gives_the_old_state() -> None:
    before: Any = {"actions": [ACTION], "theory": "If", "log": []}
    after: Any = {"actions": [{**ACTION, "due": "2025-10-29"}], "log": [{"id": "one"}]}
    back = reversed_(compare(PATH, before, after))
    old = apply(after, back)
    assert compare(PATH, old, before) == ()
    assert "due" not in str(old)


def test_a_change_of_what_is_not_there_is_refused() -> None:
    change_of_it = change("actions", "gone", "due", field="x", after="2025-10-29")
    with pytest.raises(LookupError):
        apply({"actions": [ACTION]}, [change_of_it])


def test_the_parts_of_an_item_leave_out_what_it_is_called_by() -> None:
    result = {"date": "2025-10-08", "group": None, "count": 5, "levels": {"1": 2}}
    (came,) = compare(PATH, {"results": []}, {"results": [result]})
    assert [one.keys[2:] for one in parts(came)] == [("count",), ("levels", "1")]
    (gone,) = reversed_([came])
    assert [(one.before, one.after) for one in parts(gone)] == [(5, None), (2, None)]
    assert parts(change("a", field="a", before={"b": 1}, after={"b": 2})) == ()
    assert parts(change("a", field="a", after=1)) == ()


@pytest.mark.skipif(sys.gettrace() is not None, reason="tracing takes its own time")
def test_two_records_are_compared_in_a_millisecond() -> None:
    record = plain(journal().records()[stage_path(NAME, "evidence")])
    (measure,) = record["measures"]
    results = [
        {**measure["results"][0], "date": f"2025-10-{day:02}"} for day in range(1, 7)
    ]
    before = {**record, "measures": [{**measure, "results": results}]}
    changed = [{**results[0], "count": 7}, *results[1:]]
    after = {**record, "measures": [{**measure, "results": changed}]}
    clock = timeit.Timer(
        lambda: compare("evidence.yaml", before, after), timer=time.process_time
    )
    assert min(clock.repeat(repeat=20, number=20)) / 20 < 0.001


def test_comparing_and_telling_load_no_pydantic() -> None:
    code = (
        "import sys, plcjournal.core.diff, plcjournal.core.telling.sentences;"
        "print({'pydantic', 'yaml', 'git', 'difflib'} & {*sys.modules} or 'none')"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False
    )
    assert (ran.stdout, ran.stderr) == ("none\n", "")
