"""Fields that people changed differently, and how somebody decides them."""

from typing import TYPE_CHECKING, Any

import pytest
from builders import GONE, NAME, journal

from plcjournal.core.edits.deciding import decide, decide_otherwise, dismiss
from plcjournal.core.edits.edited import Edited, Refused
from plcjournal.core.edits.fields import NoSuchField
from plcjournal.core.edits.waiting import (
    NoSuchVersion,
    Waiting,
    WhichVersion,
    chosen,
    find_waiting,
    waiting,
)
from plcjournal.core.journal import Journal, NotFound, WhichOne
from plcjournal.core.shape import plain

if TYPE_CHECKING:
    from builders import Change

ACTION = f"cycles/{NAME}/action.yaml"
EVIDENCE = f"cycles/{NAME}/evidence.yaml"
DUE = "action.actions.talks.due"


def entry(field: str, *values: object, absent: bool = False) -> dict[str, Any]:
    """An entry of a record's list of open decisions, signed by A, B, C in turn."""
    people = ("Teacher A", "Teacher B", "Math coach")
    signed: list[dict[str, Any]] = [
        {"value": value, "by": by, "date": f"2025-10-1{number}"}
        for number, (value, by) in enumerate(zip(values, people, strict=False))
    ]
    if absent:
        signed.append({"absent": True, "by": "Nobody here", "date": "2025-10-19"})
    return {"field": field, "values": signed}


def contested(record: str, *entries: dict[str, Any], **more: Any) -> Journal:
    changes: list[Change] = [(record, "contested", [*entries])]
    return journal(
        *changes, *((record, k.replace("__", "/"), v) for k, v in more.items())
    )


def _all(made: Journal) -> tuple[Waiting, ...]:
    return waiting(made, made.records())


def only(made: Journal) -> Waiting:
    (found,) = _all(made)
    return found


def values(edited: Edited, path: str) -> Any:
    return plain(edited.journal.records()[path])


DAYS = entry(DUE, "2025-10-29", "2025-11-05")


def test_every_record_of_a_journal_may_have_fields_that_wait() -> None:
    made = journal(
        ("plc", "contested", [entry("plc.weeks", 6, 8)]),
        ("team", "contested", [entry("teams.maths.meeting.day", "Mon", "Tue")]),
        (
            "meeting",
            "contested",
            [entry("meetings.2025-11-05-maths.minutes", 45, 50)],
        ),
        ("model", "contested", [entry("models.small.weeks", 4, 5)]),
        ("action", "contested", [DAYS]),
    )

    found = _all(made)

    assert [one.field for one in found if one.place] == [
        DUE,
        "meetings.2025-11-05-maths.minutes",
        "models.small.weeks",
        "plc.weeks",
        "teams.maths.meeting.day",
    ]
    assert [one.field for one in waiting(made, [ACTION, EVIDENCE])] == [DUE]


def test_versions_are_numbered_and_one_stands_in_place() -> None:
    made = contested("action", entry(DUE, "2025-10-22", "2025-11-05", absent=True))

    versions = only(made).versions

    assert [(one.number, one.value, one.absent) for one in versions] == [
        (1, "2025-10-22", False),
        (2, "2025-11-05", False),
        (3, None, True),
    ]
    assert [one.in_place for one in versions] == [True, False, False]
    assert versions[1].signature == "Teacher B, 2025-10-11"


def test_two_entries_about_one_field_are_one_question() -> None:
    more = entry(DUE, "2025-10-29", "2025-12-01")
    made = contested("action", DAYS, more)

    assert [one.value for one in only(made).versions] == [
        "2025-10-29",
        "2025-11-05",
        "2025-12-01",
    ]
    assert _all(dismiss(made, only(made)).journal) == ()


def test_deciding_sets_the_field_and_takes_it_off_the_list() -> None:
    made = contested("action", DAYS, entry("action.theory", "One", "Other"))
    found = find_waiting(_all(made), DUE)

    edited = decide(made, found, found.versions[1])

    record = values(edited, ACTION)
    assert record["actions"][0]["due"] == "2025-11-05"
    assert [one["field"] for one in record["contested"]] == ["action.theory"]
    assert edited.sentence == f"Decided {DUE}: 2025-11-05 (Teacher B, 2025-10-11)"
    assert edited.subject == f"Decide {DUE}: 2025-11-05"
    assert (edited.cycle, edited.stage, edited.action) == (NAME, "action", "resolve")


def test_deciding_for_nothing_clears_the_field() -> None:
    made = contested("action", entry(DUE, "2025-11-05", absent=True))
    found = only(made)

    edited = decide(made, found, found.versions[1])

    assert values(edited, ACTION)["actions"][0]["due"] is None
    assert edited.sentence.startswith(f"Decided {DUE}: nothing (Nobody here")


@pytest.mark.parametrize(
    ("record", "field", "value", "path", "place"),
    [
        ("priority", "priority.learners.size", 60, "priority", "learners/size"),
        ("priority", "priority.answers.wonder", "no", "priority", "answers/wonder"),
        ("priority", "priority.answers.1.2 new", "x", "priority", "answers/1.2 new"),
        ("priority", "priority.x_seen.by", "us", "priority", "x_seen/by"),
        (
            "evidence",
            "evidence.measures.task.results.2025-10-08.count",
            26,
            "evidence",
            "measures/0/results/0/count",
        ),
        (
            "evidence",
            "evidence.measures.task.prediction.value",
            61,
            "evidence",
            "measures/0/prediction/value",
        ),
        (
            "evidence",
            "evidence.measures.task.cut.at",
            13,
            "evidence",
            "measures/0/cut/at",
        ),
    ],
)
def test_fields_at_every_depth_can_be_decided(
    record: str, field: str, value: object, path: str, place: str
) -> None:
    made = contested(record, entry(field, value, "other"))
    found = only(made)

    edited = decide(made, found, found.versions[0])

    here = values(edited, f"cycles/{NAME}/{path}.yaml")
    for part in place.split("/"):
        here = here[int(part)] if isinstance(here, list) else here[part]
    assert here == value
    assert _all(edited.journal) == ()


def test_a_name_with_dots_in_it_is_found() -> None:
    allowed = [{"words": "Dr. Grace", "reason": "a programme"}]
    made = journal(
        ("plc", "privacy", {"allow": allowed}),
        ("plc", "contested", [entry("plc.privacy.allow.Dr. Grace.reason", "a", "b")]),
    )
    found = only(made)

    edited = decide(made, found, found.versions[1])

    assert edited.journal.settings.privacy.allow[0].reason == "b"


def test_a_value_of_its_own_is_typed_as_in_set() -> None:
    field = "evidence.measures.task.results.2025-10-08.count"
    made = contested("evidence", entry(field, 26, 27))

    edited = decide_otherwise(made, only(made), "30")

    assert values(edited, EVIDENCE)["measures"][0]["results"][0]["count"] == 30
    assert edited.sentence == f"Decided {field}: 30"
    cleared = decide_otherwise(made, only(made), "")
    assert values(cleared, EVIDENCE)["measures"][0]["results"][0]["count"] is None
    with pytest.raises(Refused):
        decide_otherwise(made, only(made), "many")


def test_a_field_of_a_model_takes_a_value_of_its_own() -> None:
    made = journal(("model", "contested", [entry("models.small.weeks", 4, 5)]))

    edited = decide_otherwise(made, only(made), "6")

    assert edited.journal.models["small"].weeks == 6
    assert _all(edited.journal) == ()


def test_a_whole_part_takes_no_typed_value() -> None:
    field = "evidence.measures.task.cut"
    made = contested("evidence", entry(field, {"at": 12}, {"at": 13}))
    found = only(made)

    assert (
        values(decide(made, found, found.versions[1]), EVIDENCE)["measures"][0]["cut"][
            "at"
        ]
        == 13
    )
    with pytest.raises(NoSuchField):
        decide_otherwise(made, found, "13")


def test_a_version_that_no_longer_fits_is_refused() -> None:
    made = contested("priority", entry("priority.title", "A title", absent=True))
    found = only(made)

    with pytest.raises(Refused):
        decide(made, found, found.versions[1])


@pytest.mark.parametrize(
    ("field", "why"),
    [
        ("action.actions.gone.due", "was taken away"),
        ("action.nowhere", "no such field"),
        ("action.actions.talks.due.more", "no such field"),
        ("priority.title", "no field of"),
        ("action.", "no field of"),
        ("whatever", "no field of"),
        ("action.format", "never changes"),
        ("action.contested.whatever", "never changes"),
        ("action.actions.talks.id", "never changes"),
    ],
)
def test_what_cannot_be_decided_is_said_and_can_be_dismissed(
    field: str, why: str
) -> None:
    made = contested("action", entry(field, "one", "two"))
    found = only(made)

    assert found.place is None
    assert why in found.trouble
    for edited in (
        dismiss(made, found),
        decide(made, found, found.versions[0]),
        decide_otherwise(made, found, "three"),
    ):
        record = values(edited, ACTION)
        assert record == {**plain(made.records()[ACTION]), "contested": []}
        assert why in edited.sentence


def test_an_entry_without_versions_can_only_be_dismissed() -> None:
    found = only(contested("action", {"field": DUE, "values": []}))

    assert found.place is None
    assert "no version" in found.trouble


def test_the_id_of_a_journal_is_a_field_like_any_other() -> None:
    made = journal(("plc", "contested", [entry("plc.id", "maple", "oak")]))
    found = only(made)

    assert decide(made, found, found.versions[1]).journal.settings.id == "oak"


@pytest.mark.parametrize(
    ("who", "number"),
    [
        ("1", 1),
        ("2", 2),
        ("teacher b", 2),
        ("coach", 3),
        ("Teacher A", 1),
        ("mine", 3),
    ],
)
def test_a_version_is_named_by_number_or_by_whose_it_is(who: str, number: int) -> None:
    found = only(
        contested("action", entry(DUE, "2025-10-01", "2025-10-02", "2025-10-03"))
    )

    assert chosen(found, who, "math coach").number == number


def test_theirs_is_what_is_not_mine_where_that_is_one() -> None:
    found = only(contested("action", DAYS))

    assert chosen(found, "theirs", "Teacher A").number == 2
    with pytest.raises(WhichVersion, match=r"2  2025-11-05  \(Teacher B"):
        chosen(found, "theirs", "Math coach")


@pytest.mark.parametrize("who", ["teacher", "e"])
def test_a_name_that_several_go_by_is_asked_about(who: str) -> None:
    with pytest.raises(WhichVersion):
        chosen(only(contested("action", DAYS)), who)


@pytest.mark.parametrize("who", ["3", "0", "nobody", "mine", ""])
def test_a_name_that_nobody_goes_by_is_said(who: str) -> None:
    with pytest.raises(NoSuchVersion, match="1  2025-10-29"):
        chosen(only(contested("action", DAYS)), who)


def test_the_whole_name_comes_before_a_part_of_another() -> None:
    one = entry(DUE, "2025-10-29", "2025-11-05")
    one["values"][1]["by"] = "Teacher A and others"

    assert chosen(only(contested("action", one)), "teacher a").number == 1


def test_a_field_is_found_by_a_part_of_its_path() -> None:
    found = _all(contested("action", DAYS, entry("action.theory", "One", "Other")))

    assert find_waiting(found, "due").field == DUE
    assert find_waiting(found, "action.theory").field == "action.theory"
    with pytest.raises(WhichOne):
        find_waiting(found, "action")
    with pytest.raises(NotFound, match="no waiting field 'need'"):
        find_waiting(found, "need")


def test_a_field_of_one_name_in_two_cycles_needs_the_cycle() -> None:
    found = only(contested("action", DAYS))
    twin = Waiting(found.path, "maths/2025-11-other", DUE, found.versions, found.place)

    with pytest.raises(WhichOne, match="waits in several cycles"):
        find_waiting((found, twin), DUE)


def test_an_item_taken_away_leaves_nothing_to_decide() -> None:
    made = journal(("action", "contested", [DAYS]), ("action", "actions", GONE))

    assert "was taken away" in only(made).trouble
