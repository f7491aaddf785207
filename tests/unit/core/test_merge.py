import copy
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from builders import NAME, WHOLE

from plcjournal.core.layout import spot, stage_path
from plcjournal.core.merging.merge import (
    ABSENT,
    Kind,
    Merged,
    Side,
    Signature,
    field_path,
    merge,
)
from plcjournal.core.parse import parse
from plcjournal.core.shape import plain

Group = dict[str, dict[str, Any]]
Edit = Callable[[dict[str, Any]], object]

PRIORITY, EVIDENCE, ACTION, REVIEW = (
    stage_path(NAME, stage) for stage in ("priority", "evidence", "action", "review")
)
SETTINGS, TEAM, MODEL = "plc.yaml", "teams/maths.yaml", "models/small.yaml"
DUE = "action.actions.talks.due"


def values(path: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    where = spot(path)
    assert where is not None
    record, problems = parse(where.kind, raw, path)
    assert record is not None, problems
    return copy.deepcopy(dict(plain(record)))


def edited(path: str, *edits: Edit, base: Group | None = None) -> Group:
    """Answer one record of the whole journal as a group, after some edits."""
    made = copy.deepcopy(base or {path: values(path, WHOLE[path])})
    for edit in edits:
        edit(made[path])
    return {path: values(path, made[path])}


def sign(path: str, keys: tuple[str, ...], side: Side) -> Signature:
    del path, keys
    return Signature("Me", "2025-10-15") if side is Side.OURS else Signature("You")


def put(place: str, value: object) -> Edit:
    """Make an edit that sets the value at a place such as `actions/0/due`."""
    *way, last = place.split("/")

    def edit(record: dict[str, Any]) -> None:
        here: Any = record
        for part in way:
            here = here[int(part) if part.isdecimal() else part]
        if isinstance(here, list):
            here[int(last) :] = [value]
        else:
            here[last] = value

    return edit


def add(place: str, *items: object) -> Edit:
    """Make an edit that adds items to a list at a place such as `actions`."""

    def edit(record: dict[str, Any]) -> None:
        here: Any = record
        for part in place.split("/"):
            here = here[int(part) if part.isdecimal() else part]
        here.extend(items)

    return edit


def merged(path: str, ours: list[Edit], theirs: list[Edit], *base: Edit) -> Any:
    """Merge two versions of a record, see that it stays so, answer it and decisions."""
    old = edited(path, *base)
    mine, shared = (edited(path, *some, base=old) for some in (ours, theirs))
    made = merge(old, mine, shared, sign)
    result = read(made)
    assert read(merge(old, result, shared, sign)) == result
    assert read(merge(shared, result, shared, sign)) == result
    return result[path], made.decisions


def read(made: Merged) -> Group:
    return {path: values(path, one) for path, one in made.records.items()}


def entries(record: Any) -> dict[str, list[tuple[Any, str | None, str | None]]]:
    return {
        entry["field"]: [
            (ABSENT if v["absent"] else v["value"], v["by"], v["date"])
            for v in entry["values"]
        ]
        for entry in record["contested"]
    }


def test_changes_of_different_fields_come_together() -> None:
    made, decisions = merged(
        ACTION,
        [put("actions/0/due", "2025-10-29")],
        [put("actions/0/status", "doing"), put("theory", "Because")],
    )
    action = made["actions"][0]
    assert (action["due"], action["status"]) == ("2025-10-29", "doing")
    assert made["theory"] == "Because"
    assert not decisions


def test_a_clash_keeps_the_shared_value_and_lists_both_signed() -> None:
    made, (decision,) = merged(
        ACTION,
        [put("actions/0/due", "2025-10-29")],
        [put("actions/0/due", "2025-11-05")],
    )
    assert made["actions"][0]["due"] == "2025-11-05"
    both = [("2025-11-05", "You", None), ("2025-10-29", "Me", "2025-10-15")]
    assert entries(made) == {DUE: both}
    assert (decision.kind, decision.field) == (Kind.CONTESTED, DUE)
    assert (decision.ours, decision.theirs) == ("2025-10-29", "2025-11-05")
    assert decision.keys == ("actions", "talks", "due")
    assert decision.path == ACTION


def test_without_keeping_both_a_clash_is_only_told() -> None:
    base = edited(ACTION)
    ours = edited(ACTION, put("actions/0/due", "2025-10-29"))
    theirs = edited(ACTION, put("actions/0/due", "2025-11-05"))
    made = merge(base, ours, theirs, keep_both=False)
    assert made.records == theirs
    assert [decision.field for decision in made.decisions] == [DUE]


def test_a_value_may_be_nobodys() -> None:
    ours = edited(ACTION, put("actions/0/due", "2025-10-29"))
    theirs = edited(ACTION, put("actions/0/due", "2025-11-05"))
    made = read(merge(edited(ACTION), ours, theirs))
    assert entries(made[ACTION])[DUE] == [
        ("2025-10-29", None, None),
        ("2025-11-05", None, None),
    ]


def test_absence_is_a_value_too() -> None:
    made, (decision,) = merged(
        ACTION, [put("actions/0/due", None)], [put("actions/0/due", "2025-11-05")]
    )
    assert entries(made) == {
        DUE: [("2025-11-05", "You", None), (ABSENT, "Me", "2025-10-15")]
    }
    assert decision.ours is ABSENT


@pytest.mark.parametrize(
    ("place", "ours", "theirs"),
    [
        ("actions/0/owner", "Caf\u00e9", "Cafe\u0301"),
        ("x_number", 1, 1.0),
        ("x_list", [], None),
        ("x_text", "", {}),
    ],
)
def test_what_says_the_same_is_no_clash(place: str, ours: Any, theirs: Any) -> None:
    made, decisions = merged(ACTION, [put(place, ours)], [put(place, theirs)])
    assert not decisions
    assert not made["contested"]


def test_true_and_one_are_two_things() -> None:
    _, (decision,) = merged(ACTION, [put("x_a", True)], [put("x_a", 1)])
    assert decision.field == "action.x_a"


def test_a_default_is_no_value_that_somebody_gave() -> None:
    new = {"id": "walk", "what": "Walk"}
    made, decisions = merged(
        ACTION,
        [add("actions", {**new, "quick_win": True})],
        [add("actions", {**new, "status": "doing"})],
    )
    assert made["actions"][1]["status"] == "doing"
    assert made["actions"][1]["quick_win"] is True
    assert not decisions


def test_two_teams_that_start_the_same_cycle_share_it() -> None:
    ours = edited(PRIORITY, put("need", "More"), put("question", None))
    theirs = edited(PRIORITY, put("need", None), put("question", "Why?"))
    made = merge({}, ours, theirs)
    assert not made.decisions
    record = made.records[PRIORITY]
    assert (record["need"], record["question"]) == ("More", "Why?")


def test_long_text_is_merged_by_line() -> None:
    text = "First\nsecond\nthird\n"
    made, decisions = merged(
        PRIORITY,
        [put("need", "Zeroth\nFirst\nsecond\nthird\n")],
        [put("need", "First\nsecond\nthird, again\n")],
        put("need", text),
    )
    assert made["need"] == "Zeroth\nFirst\nsecond\nthird, again\n"
    assert not decisions


def test_long_texts_that_meet_are_contested_whole() -> None:
    made, (decision,) = merged(
        PRIORITY,
        [put("need", "First\nmine\n")],
        [put("need", "First\nyours\n")],
        put("need", "First\n"),
    )
    assert made["need"] == "First\nyours\n"
    assert decision.field == "priority.need"
    assert [value for value, *_ in entries(made)["priority.need"]] == [
        "First\nyours\n",
        "First\nmine\n",
    ]


def test_a_text_that_waits_for_a_decision_is_not_merged_by_line() -> None:
    texts = [{"value": "First\n"}, {"value": "Second\n"}]
    waiting = {"field": "priority.need", "values": texts}
    made, (decision,) = merged(
        PRIORITY,
        [put("need", "First\nmine\n")],
        [put("need", "Zeroth\nFirst\n")],
        put("need", "First\n"),
        add("contested", waiting),
    )
    assert decision.field == "priority.need"
    assert len(entries(made)["priority.need"]) == 4


def test_a_text_that_was_cleared_is_not_merged_by_line() -> None:
    made, (decision,) = merged(
        PRIORITY,
        [put("need", None)],
        [put("need", "First\nsecond\n")],
        put("need", "First\n"),
    )
    assert decision.kind is Kind.CONTESTED
    assert made["need"] == "First\nsecond\n"


def test_what_one_side_took_away_is_gone() -> None:
    made, decisions = merged(
        ACTION, [put("actions", [])], [put("theory", "Because"), put("log", [])]
    )
    assert made["actions"] == made["log"] == []
    assert not decisions


def test_what_was_edited_stays_although_the_other_side_took_it_away() -> None:
    made, (decision,) = merged(
        ACTION, [put("actions", [])], [put("actions/0/due", "2025-11-05")]
    )
    assert made["actions"][0]["due"] == "2025-11-05"
    assert (decision.kind, decision.field) == (Kind.KEPT, "action.actions.talks")
    assert decision.ours is ABSENT
    assert decision.theirs == made["actions"][0]


def test_an_item_with_a_new_contest_inside_counts_as_edited() -> None:
    listed = {"field": DUE, "values": [{"value": "2025-10-22"}, {"value": None}]}
    made, (decision,) = merged(
        ACTION,
        [add("contested", listed), put("theory", "Because")],
        [put("actions", [])],
    )
    assert decision.kind is Kind.KEPT
    assert [*entries(made)] == [DUE]


def test_a_prediction_that_was_edited_stays_whole() -> None:
    made, (decision,) = merged(
        EVIDENCE,
        [put("measures/0/prediction", None), put("measures/0/cut", None)],
        [put("measures/0/prediction/value", 61)],
    )
    assert made["measures"][0]["prediction"] == {"value": 61, "made": "2025-10-08"}
    assert made["measures"][0]["cut"] is None
    assert decision.kind is Kind.KEPT
    assert decision.field == "evidence.measures.task.prediction"


def test_a_whole_record_goes_or_stays() -> None:
    base = {**edited(ACTION), **edited(REVIEW), **edited(PRIORITY)}
    ours = edited(PRIORITY, put("need", "Else"))
    theirs = {**base, **edited(REVIEW, put("outcome", "partly"))}
    made = merge(base, ours, theirs)
    assert {*made.records} == {REVIEW, PRIORITY}
    (decision,) = made.decisions
    assert (decision.path, decision.field, decision.keys) == (REVIEW, "", ())
    assert (decision.kind, decision.ours) == (Kind.KEPT, ABSENT)


def test_a_new_record_of_one_side_is_there() -> None:
    base = edited(PRIORITY)
    ours = edited(PRIORITY, put("need", "Else"))
    theirs = {**edited(PRIORITY, put("question", "Why?")), **edited(ACTION)}
    made = merge(base, ours, theirs)
    assert {*made.records} == {PRIORITY, ACTION}
    assert not made.decisions


def test_lists_of_words_are_sets_with_the_order_of_the_people() -> None:
    made, decisions = merged(
        TEAM,
        [put("norms", ["Mine", "We look at work, not at people"])],
        [put("norms", ["Yours"])],
    )
    assert made["norms"] == ["Mine", "Yours"]
    assert not decisions


def test_results_are_told_by_date_and_group_and_targets_by_group() -> None:
    result = {"date": "2025-12-03", "group": "room-12", "count": 3, "size": 20}
    made, decisions = merged(
        EVIDENCE,
        [
            add("measures/0/results", result),
            add("measures/0/targets", {"value": 70, "group": "room-12"}),
        ],
        [put("measures/0/results/1/count", 43), put("measures/0/targets/0/value", 66)],
    )
    measure = made["measures"][0]
    assert [one["count"] for one in measure["results"]] == [25, 43, 3]
    assert [one["value"] for one in measure["targets"]] == [66, 70]
    assert not decisions


@pytest.mark.parametrize(
    ("path", "place", "theirs", "field"),
    [
        (EVIDENCE, "measures/0/targets/0/value", 70, "measures.task.targets.0.value"),
        (
            EVIDENCE,
            "measures/0/results/1/count",
            40,
            "measures.task.results.2025-12-03.count",
        ),
        (PRIORITY, "learners/size", 60, "learners.size"),
        (PRIORITY, "answers/wonder", "What?", "answers.wonder"),
    ],
)
def test_a_contested_field_is_named_as_people_type_it(
    path: str, place: str, theirs: Any, field: str
) -> None:
    ours = "Else" if isinstance(theirs, str) else theirs + 1
    made, (decision,) = merged(path, [put(place, ours)], [put(place, theirs)])
    start = "priority" if path == PRIORITY else "evidence"
    assert decision.field == f"{start}.{field}"
    assert [*entries(made)] == [decision.field]


def test_fields_of_other_records_begin_with_where_they_are() -> None:
    _, (decision,) = merged(
        TEAM, [put("meeting/day", "Wed")], [put("meeting/day", "Thu")]
    )
    assert decision.field == "teams.maths.meeting.day"
    _, (decision,) = merged(SETTINGS, [put("weeks", 4)], [put("weeks", 8)])
    assert decision.field == "plc.weeks"
    assert field_path("notes.txt", ("a", "")) == "a.0"


def test_a_key_that_no_line_can_hold_is_written_visibly() -> None:
    made, (decision,) = merged(
        ACTION, [put("x_a\nb\u202e", 1)], [put("x_a\nb\u202e", 2)]
    )
    assert decision.field == "action.x_a\\u000ab\\u202e"
    assert decision.keys == ("x_a\nb\u202e",)
    assert [*entries(made)] == [decision.field]


def test_keys_of_other_tools_are_merged_at_every_depth() -> None:
    made, decisions = merged(
        ACTION,
        [put("actions/0/x_a", {"one": 1, "deep": {"b": [1]}})],
        [put("actions/0/x_a", {"two": 2, "deep": {"b": [2], "c": 3}})],
    )
    assert made["actions"][0]["x_a"] == {
        "two": 2,
        "deep": {"b": [1, 2], "c": 3},
        "one": 1,
    }
    assert not decisions


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "contested"),
    [
        ({"a": 1}, "word", {"a": 2}, True),
        ([1], {"a": 1}, [1, 2], True),
        ({"a": 1}, None, {"a": 1}, False),
        ([1], None, [1, 2], False),
        (None, [{"id": "a", "is": 1}], [{"id": "a", "is": 2}], True),
        ("word", ["a"], ["b"], False),
        ({"a": 1}, "word", None, True),
    ],
)
def test_any_shapes_meet_without_loss(
    base: Any, ours: Any, theirs: Any, contested: bool
) -> None:
    made, decisions = merged(
        ACTION, [put("x_a", ours)], [put("x_a", theirs)], put("x_a", base)
    )
    assert bool(made["contested"]) is contested
    assert bool(decisions) is contested


def test_the_fingerprint_of_a_review_is_never_contested() -> None:
    made, decisions = merged(
        REVIEW, [put("based_on", "sha256:1")], [put("based_on", "sha256:2")]
    )
    assert made["based_on"] == "sha256:2"
    assert not decisions
    assert not made["contested"]


def test_the_same_id_for_two_things_is_told() -> None:
    ours = {"id": "walk", "what": "Walk and talk", "because": ["task"]}
    theirs = {"id": "walk", "what": "Talk while walking"}
    made, (decision,) = merged(
        ACTION,
        [add("actions", ours)],
        [add("actions", theirs), put("theory", "Because")],
    )
    first, second = (action["id"] for action in made["actions"][1:])
    assert second == "walk"
    assert first.startswith("walk-")
    assert decision.kind is Kind.RENAMED
    assert decision.field == f"action.actions.{first}"
    assert decision.keys == ("actions", first)
    assert decision.ours["id"] == first
    assert decision.theirs["id"] == "walk"


def test_an_id_that_stands_twice_is_merged_by_what_it_holds() -> None:
    one, two = ({"id": "note", "text": text} for text in ("One", "Two"))
    made, decisions = merged(
        ACTION,
        [put("log/1/text", "One, mine")],
        [put("log/2/text", "Two, yours")],
        add("log", one, two),
    )
    assert [entry["text"] for entry in made["log"]] == [
        "They argue",
        "One, mine",
        "Two, yours",
    ]
    assert not decisions


def test_steps_of_a_model_that_do_not_fit_together_stay_whole() -> None:
    def without(name: str) -> Edit:
        def edit(record: dict[str, Any]) -> None:
            steps = record["steps"]
            record["steps"] = [step for step in steps if step["id"] != name]

        return edit

    only = [without("need"), put("weeks", 5)]
    made, (decision,) = merged(MODEL, [without("wonder")], only)
    assert decision.field == "models.small.steps"
    assert [step["id"] for step in made["steps"]][:2] == ["wonder", "measure"]
    (listed,) = made["contested"]
    kept = [[step["id"] for step in one["value"]] for one in listed["values"]]
    assert sorted(ids[0] for ids in kept) == ["need", "wonder"]


def test_a_text_of_a_model_never_loses_its_last_language() -> None:
    made, (decision,) = merged(
        MODEL,
        [put("name", {"en": "Small"})],
        [put("name", {"cy": "Bach"})],
        put("name", {"en": "Small", "cy": "Bach"}),
    )
    assert made["name"] == {"cy": "Bach"}
    assert decision.field == "models.small.name"


def test_a_signature_with_control_characters_makes_a_record_all_the_same() -> None:
    def odd(path: str, keys: tuple[str, ...], side: Side) -> Signature:
        del path, keys
        return Signature(f"A\n{side}\u202e")

    ours, theirs = (edited(SETTINGS, put("weeks", weeks)) for weeks in (4, 8))
    made = read(merge(edited(SETTINGS), ours, theirs, odd))
    (listed,) = made[SETTINGS]["contested"]
    assert [one["by"] for one in listed["values"]] == [
        "A\\u000aours\\u202e",
        "A\\u000atheirs\\u202e",
    ]


def test_files_that_plc_does_not_know_are_merged_as_they_are() -> None:
    made = merge({"a": {"b": 1, "c": 1}}, {"a": {"b": 2, "c": 1}}, {"a": {"b": 1}})
    assert made.records == {"a": {"b": 2}}
