import copy
from typing import Any

import pytest
from builders import NAME, WHOLE

from plcjournal.core.edits.edited import new_id
from plcjournal.core.layout import stage_path
from plcjournal.core.merging.renaming import told_apart
from plcjournal.core.merging.sides import Side

EVIDENCE = stage_path(NAME, "evidence")
ACTION = stage_path(NAME, "action")
REVIEW = stage_path(NAME, "review")
PRIORITY = stage_path(NAME, "priority")
Cycle = dict[str, dict[str, Any]]


def whole() -> Cycle:
    paths = (PRIORITY, EVIDENCE, ACTION, REVIEW)
    return copy.deepcopy({path: WHOLE[path] for path in paths})


def seen(words: str, name: str = "seen", reason: bool = True) -> Cycle:
    """Answer the cycle with an observation more, which an action names."""
    made = whole()
    made[EVIDENCE]["observations"].append({"id": name, "noticed": words})
    if reason:
        made[ACTION]["actions"][0]["because"].append(name)
    return made


def ids(records: Any, path: str, name: str) -> list[str]:
    return [item["id"] for item in records[path][name]]


def test_the_later_in_text_order_gets_a_suffix_whichever_side_it_is_on() -> None:
    told = told_apart(whole(), seen("They guess"), seen("They count"))
    new = told.renamed[0].new
    assert new.startswith("seen-")
    assert len(new) == len("seen-") + 4
    assert ids(told.ours, EVIDENCE, "observations") == ["digits", new]
    assert ids(told.theirs, EVIDENCE, "observations") == ["digits", "seen"]
    assert told.renamed[0].side is Side.OURS
    turned = told_apart(whole(), seen("They count"), seen("They guess"))
    assert ids(turned.theirs, EVIDENCE, "observations") == ["digits", new]
    assert turned.renamed[0].side is Side.THEIRS


def test_reasons_of_actions_and_claims_follow() -> None:
    ours = seen("They guess")
    ours[REVIEW]["learned"][0]["because"] = ["seen", "task"]
    told: Any = told_apart(whole(), ours, seen("They count"))
    new = told.renamed[0].new
    assert told.ours[ACTION]["actions"][0]["because"] == ["task", "digits", new]
    assert told.ours[REVIEW]["learned"][0]["because"] == [new, "task"]
    assert told.theirs[ACTION]["actions"][0]["because"] == ["task", "digits", "seen"]


def test_a_reason_that_two_things_have_the_name_of_stays() -> None:
    ours = seen("They guess")
    ours[ACTION]["log"].append({"id": "seen", "text": "Seen again"})
    told: Any = told_apart(whole(), ours, seen("They count"))
    assert "seen" in told.ours[ACTION]["actions"][0]["because"]


@pytest.mark.parametrize("words", ["they COUNT", "They  count", "They count"])
def test_the_same_words_are_the_same_thing(words: str) -> None:
    told = told_apart(whole(), seen(words), seen("They count"))
    assert not told.renamed


def test_accents_written_in_two_ways_are_the_same_words() -> None:
    assert not told_apart(whole(), seen("\u00c9cole"), seen("e\u0301cole")).renamed


def test_a_group_without_a_name_is_the_group_of_that_id() -> None:
    base, ours, theirs = whole(), whole(), whole()
    ours[EVIDENCE]["measures"][0]["groups"].append({"id": "a"})
    theirs[EVIDENCE]["measures"][0]["groups"].append({"id": "a", "name": "Room A"})
    assert not told_apart(base, ours, theirs).renamed


def test_results_and_targets_of_a_group_follow_it() -> None:
    base, ours, theirs = whole(), whole(), whole()
    for side, name in ((ours, "Zebras"), (theirs, "Ants")):
        measure = side[EVIDENCE]["measures"][0]
        measure["groups"] += [{"id": "a", "name": name}, {"id": "b", "part_of": "a"}]
        measure["targets"].append({"value": 1, "group": "a"})
        measure["results"].append({"date": "2026-01-07", "group": "a", "count": 1})
    start = "evidence.measures.task"
    ours[EVIDENCE]["contested"] = [
        {"field": f"{start}.results.2026-01-07@a.count", "values": []},
        {"field": f"{start}.targets.a.value", "values": []},
        {"field": f"{start}.groups.a.name", "values": []},
        {"field": f"{start}.name", "values": []},
    ]
    told: Any = told_apart(base, ours, theirs)
    (renamed,) = told.renamed
    measure = told.ours[EVIDENCE]["measures"][0]
    assert [g.get("part_of") for g in measure["groups"]][-1] == renamed.new
    assert measure["targets"][-1]["group"] == renamed.new
    assert measure["results"][-1]["group"] == renamed.new
    assert [entry["field"] for entry in told.ours[EVIDENCE]["contested"]] == [
        f"{start}.results.2026-01-07@{renamed.new}.count",
        f"{start}.targets.{renamed.new}.value",
        f"{start}.groups.{renamed.new}.name",
        f"{start}.name",
    ]


def test_what_became_of_an_assumption_follows_it() -> None:
    base, ours, theirs = whole(), whole(), whole()
    for side, words in ((ours, "Zeal helps"), (theirs, "Anger helps")):
        side[PRIORITY]["assumptions"].append({"id": "help", "text": words})
        side[REVIEW]["assumptions"].append({"id": "help", "now": "held"})
        field = "review.assumptions.help.now"
        side[REVIEW]["contested"] = [{"field": field, "values": []}]
    told: Any = told_apart(base, ours, theirs)
    new = told.renamed[0].new
    assert ids(told.ours, REVIEW, "assumptions") == ["practice", new]
    assert ids(told.theirs, REVIEW, "assumptions") == ["practice", "help"]
    assert told.ours[REVIEW]["contested"][0]["field"] == f"review.assumptions.{new}.now"


def test_an_item_that_was_there_before_keeps_its_id_whatever_its_words() -> None:
    base, ours, theirs = seen("They count"), seen("They guess"), seen("They know")
    assert not told_apart(base, ours, theirs).renamed


def test_an_id_that_one_side_uses_twice_is_left_alone() -> None:
    ours = seen("They guess")
    ours[EVIDENCE]["observations"].append({"id": "seen", "noticed": "More"})
    assert not told_apart(whole(), ours, seen("They count")).renamed


def test_everybody_follows_a_side_that_told_things_apart_before() -> None:
    shared = seen("They guess")
    told = told_apart(whole(), seen("They count"), shared)
    new = told.renamed[0].new
    merged = seen("They count")
    merged[EVIDENCE]["observations"].append({"id": new, "noticed": "They guess"})
    late = seen("They guess")
    late[EVIDENCE]["observations"][-1]["means"] = "Nothing"
    for ours, theirs in ((late, merged), (merged, late)):
        again: Any = told_apart(shared, ours, theirs)
        assert not again.renamed
        versions = [again.base, again.ours, again.theirs]
        found = [ids(one, EVIDENCE, "observations") for one in versions]
        assert found.count(["digits", new]) == 2
        assert again.base[ACTION]["actions"][0]["because"][-1] == new
    unshared: Any = told_apart(whole(), merged, late)
    assert ids(unshared.theirs, EVIDENCE, "observations") == ["digits", new]


def test_who_took_a_thing_away_keeps_the_other_of_its_old_id() -> None:
    shared = seen("They guess")
    told = told_apart(whole(), seen("They count"), shared)
    merged: Any = seen("They count")
    again = copy.deepcopy(merged)
    new = {"id": told.renamed[0].new, "noticed": "They guess"}
    merged[EVIDENCE]["observations"].append(new)
    # The second time: what was taken away is gone, what the others have is here.
    result: Any = told_apart(shared, again, merged)
    assert ids(result.ours, EVIDENCE, "observations") == ["digits", "seen"]


def test_something_added_twice_on_purpose_is_nobody_elses() -> None:
    base = seen("seen")
    ours = seen("seen, mostly")
    second = new_id("seen", ["seen"])
    ours[EVIDENCE]["observations"].append({"id": second, "noticed": "seen"})
    told = told_apart(base, ours, base)
    assert told.base == base
    assert told.ours == ours


def test_a_suffix_that_is_taken_grows() -> None:
    told = told_apart(whole(), seen("They guess"), seen("They count"))
    taken = seen("They guess")
    first = told.renamed[0].new
    taken[EVIDENCE]["observations"].append({"id": first, "noticed": "Another"})
    base = whole()
    base[EVIDENCE]["observations"].append({"id": first, "noticed": "Another"})
    (renamed,) = told_apart(base, taken, seen("They count")).renamed
    assert renamed.new.startswith(first)
    assert len(renamed.new) == len(first) + 4


def test_only_the_measure_of_a_group_is_touched() -> None:
    base, ours, theirs = whole(), whole(), whole()
    for side, name in ((ours, "Zebras"), (theirs, "Ants")):
        side[EVIDENCE]["measures"] += [{"id": "other", "groups": [{"id": "a"}]}]
        side[EVIDENCE]["measures"][0]["groups"] += [{"id": "a", "name": name}]
    told: Any = told_apart(base, ours, theirs)
    (renamed,) = told.renamed
    assert renamed.list_keys == ("measures", "task", "groups")
    assert told.ours[EVIDENCE]["measures"][1]["groups"] == [{"id": "a"}]


def test_groups_of_a_measure_that_stands_twice_are_left_alone() -> None:
    base, ours, theirs = whole(), whole(), whole()
    for side, name in ((ours, "Zebras"), (theirs, "Ants")):
        measure = side[EVIDENCE]["measures"][0]
        measure["groups"] += [{"id": "a", "name": name}]
        side[EVIDENCE]["measures"] += [copy.deepcopy(measure)]
    assert not told_apart(base, ours, theirs).renamed


def test_a_cycle_without_all_records_has_its_ids_told_apart_too() -> None:
    base, ours, theirs = whole(), seen("They guess"), seen("They count")
    for side in (base, ours, theirs):
        del side[REVIEW]
    (renamed,) = told_apart(base, ours, theirs).renamed
    assert renamed.old == "seen"


def test_records_outside_a_cycle_have_their_own_ids() -> None:
    path = "teams/maths.yaml"
    base, ours, theirs = (copy.deepcopy({path: WHOLE[path]}) for _ in range(3))
    ours[path]["members"].append({"id": "jo", "name": "Jo!"})
    theirs[path]["members"].append({"id": "jo", "name": "Jo"})
    (renamed,) = told_apart(base, ours, theirs).renamed
    assert (renamed.path, renamed.list_keys, renamed.old) == (path, ("members",), "jo")
