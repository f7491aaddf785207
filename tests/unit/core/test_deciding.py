"""Fields that people changed differently, and what they decide about them."""

from typing import Any

import pytest
from builders import WHOLE

from plcjournal.core.merging.merge import Kind, Merged, Side, Signature, merge
from plcjournal.core.parse import parse
from plcjournal.core.shape import plain

PATH = "plc.yaml"
WEEKS = "plc.weeks"
Said = dict[str, Any]


def settings(weeks: int | None, *waiting: int | None, **more: Any) -> Said:
    """Answer settings with a length of cycles, and the values it waits between."""
    raw = {**WHOLE[PATH], "weeks": weeks, **more}
    if waiting:
        values = [{"value": one, "by": "Before"} for one in waiting]
        raw["contested"] = [{"field": WEEKS, "values": values}]
    record, problems = parse("settings", raw, PATH)
    assert record is not None, problems
    return dict(plain(record))


def sign(path: str, keys: tuple[str, ...], side: Side) -> Signature:
    del path, keys
    return Signature(side.value, "2025-11-01")


def unsigned(path: str, keys: tuple[str, ...], side: Side) -> Signature:
    del path, keys, side
    return Signature("Before")


def merged(base: Said, ours: Said, theirs: Said) -> tuple[Any, set[Any]]:
    """Answer what stands there and what waits, after both sides did something else."""
    ours, theirs = {**ours, "school": "Ours"}, {**theirs, "level": "team"}
    found = []
    for signing in (sign, unsigned):
        made = merge({PATH: base}, {PATH: ours}, {PATH: theirs}, signing)
        again = [
            merge({PATH: old}, {PATH: whole(made)}, {PATH: theirs}, signing)
            for old in (base, theirs)
        ]
        assert [whole(one) for one in again] == [whole(made)] * 2
        found.append((made.records[PATH]["weeks"], waiting_in(made)))
    assert found[0] == found[1]
    return found[0]


def whole(made: Merged) -> Said:
    record, problems = parse("settings", made.records[PATH], PATH)
    assert record is not None, problems
    return dict(plain(record))


def waiting_in(made: Merged) -> set[Any]:
    listed = whole(made)["contested"]
    return {one["value"] for entry in listed for one in entry["values"]}


def test_a_decision_of_one_side_holds() -> None:
    base, decided = settings(4, 4, 6), settings(6)
    assert merged(base, decided, base) == (6, set())
    assert merged(base, base, decided) == (6, set())


def test_deciding_for_what_stands_there_is_a_decision_too() -> None:
    base, decided = settings(4, 4, 6), settings(4)
    assert merged(base, decided, base) == (4, set())
    assert merged(base, base, decided) == (4, set())


def test_the_same_decision_twice_holds() -> None:
    assert merged(settings(4, 4, 6), settings(6), settings(6)) == (6, set())


@pytest.mark.parametrize(("ours", "theirs"), [(4, 6), (6, 4), (8, 4), (6, 8)])
def test_two_different_decisions_make_a_new_entry(ours: int, theirs: int) -> None:
    weeks, waiting = merged(settings(4, 4, 6), settings(ours), settings(theirs))
    assert waiting == {ours, theirs}
    # What looks like base would be taken for undecided: see the law of merging again.
    assert weeks == (theirs if theirs != 4 else ours)


@pytest.mark.parametrize(("decided", "edited"), [(4, 8), (6, 8), (6, 4), (8, 6)])
def test_a_decision_against_a_new_edit_makes_a_new_entry(
    decided: int, edited: int
) -> None:
    base = settings(5, 4, 6)
    for ours, theirs in (
        (settings(decided), settings(edited, 4, 6)),
        (settings(edited, 4, 6), settings(decided)),
    ):
        _, waiting = merged(base, ours, theirs)
        assert {decided, edited} <= waiting


def test_a_decision_against_a_value_added_to_the_list_makes_a_new_entry() -> None:
    base, grown = settings(4, 4, 6), settings(4, 4, 6, 8)
    assert merged(base, settings(6), grown) == (6, {4, 6, 8})
    assert merged(base, grown, settings(6)) == (6, {4, 6, 8})


def test_lists_of_both_sides_are_one_list() -> None:
    made = merged(settings(4), settings(6, 4, 6), settings(8, 4, 8))
    assert made == (8, {4, 6, 8})
    assert merged(settings(4), settings(4, 4, 6), settings(4)) == (4, {4, 6})


def test_a_value_struck_from_the_list_is_still_listed() -> None:
    base = settings(4, 4, 6, 8)
    assert merged(base, settings(4, 4, 6), settings(4, 4, 6, 8)) == (4, {4, 6, 8})


def test_an_empty_list_means_a_decision() -> None:
    empty = settings(6, contested=[{"field": WEEKS, "values": []}])
    assert merged(settings(4, 4, 6), empty, settings(4, 4, 6)) == (6, set())


def test_a_decision_by_hand_agrees_with_the_one_by_command() -> None:
    base = settings(4, 4, 6)
    assert merged(base, settings(8, 4, 6), settings(8)) == (8, set())
    assert merged(base, settings(8), settings(8, 4, 6)) == (8, set())


def test_values_are_a_set_in_a_fixed_order() -> None:
    one = {"value": 8, "by": "Zoe", "date": "2025-10-01"}
    two = {"value": 6, "by": "Ann", "date": "2025-10-02"}
    three = {"value": 4, "by": "Ann", "date": "2025-10-01"}
    ours, theirs = (
        settings(6, contested=[{"field": WEEKS, "values": some}])
        for some in ([one, two], [three])
    )
    for versions in ((ours, theirs), (theirs, ours)):
        mine, shared = ({PATH: one} for one in versions)
        made = whole(merge({PATH: settings(4)}, mine, shared))
        values = made["contested"][0]["values"]
        assert [value["value"] for value in values] == [4, 8, 6]


def test_a_value_listed_by_both_keeps_the_signature_that_is_new() -> None:
    def listed(by: str, *more: int) -> Said:
        every = [{"value": one} for one in (6, *more)]
        values = [{"value": 4, "by": by}, *every]
        return settings(4, contested=[{"field": WEEKS, "values": values}])

    def signatures(base: str, ours: str, theirs: str) -> list[str]:
        mine, shared = {PATH: listed(ours, 8)}, {PATH: listed(theirs, 10)}
        made = whole(merge({PATH: listed(base)}, mine, shared))
        values = made["contested"][0]["values"]
        return [one["by"] for one in values if one["value"] == 4]

    assert signatures("Old", "New", "Old") == ["New"]
    assert signatures("Old", "Old", "New") == ["New"]
    assert signatures("Old", "Zoe", "Ann") == ["Ann"]


def test_one_field_listed_twice_becomes_one_entry() -> None:
    twice = [
        {"field": WEEKS, "values": [{"value": 4}, {"value": 4.0}]},
        {"field": WEEKS, "values": [{"value": 6}]},
        {"field": "plc.school", "values": [{"value": "A"}, {"absent": True}]},
    ]
    base = settings(4, contested=twice)
    ours, theirs = ({**base, key: "team"} for key in ("school", "level"))
    made = whole(merge({PATH: base}, {PATH: ours}, {PATH: theirs}))
    assert [entry["field"] for entry in made["contested"]] == [WEEKS, "plc.school"]
    assert waiting_in(merge({PATH: base}, {PATH: ours}, {PATH: theirs})) >= {4, 6}


def test_keys_of_other_tools_in_an_entry_stay() -> None:
    def listed(value: int, **more: Any) -> Said:
        values = [{"value": 4}, {"value": value}]
        return settings(4, contested=[{"field": WEEKS, "values": values, **more}])

    ours, theirs = listed(6, x_a=1), listed(8, x_b=2)
    made = whole(merge({PATH: settings(4)}, {PATH: ours}, {PATH: theirs}))
    (entry,) = made["contested"]
    assert (entry["x_a"], entry["x_b"]) == (1, 2)


def test_the_list_of_a_kept_item_is_the_one_of_who_kept_it() -> None:
    field = "plc.network.glan.url"
    glan = {"id": "glan", "url": "https://glan.example"}
    waiting = [{"field": field, "values": [{"value": "a"}, {"value": "b"}]}]
    base = settings(4, network=[glan], contested=waiting)
    gone = settings(6)
    moved = [{**glan, "url": "https://new.example"}]
    edited = settings(4, network=moved, contested=waiting)
    for ours, theirs in ((gone, edited), (edited, gone)):
        made = merge({PATH: base}, {PATH: ours}, {PATH: theirs})
        assert whole(made)["contested"] == edited["contested"]
        assert [decision.kind for decision in made.decisions] == [Kind.KEPT]
    also_decided = settings(4, network=moved)
    made = merge({PATH: base}, {PATH: gone}, {PATH: also_decided})
    assert not whole(made)["contested"]


def test_an_item_that_comes_back_brings_what_waits_inside_it() -> None:
    field = "plc.network.glan.url"
    glan = {"id": "glan", "url": "https://glan.example"}
    waiting = [{"field": field, "values": [{"value": "a"}, {"value": "b"}]}]
    base = settings(4, contested=waiting)
    ours, theirs = settings(6), settings(4, network=[glan], contested=waiting)
    made = whole(merge({PATH: base}, {PATH: ours}, {PATH: theirs}))
    assert made["contested"] == theirs["contested"]
    again = merge({PATH: base}, {PATH: made}, {PATH: theirs})
    assert whole(again) == made
