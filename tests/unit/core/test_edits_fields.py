"""One field, named by its path."""

from typing import Any

import pytest
from builders import NAME, Change, journal

from plcjournal.core.edits.edited import Edited, NotEditable, Refused
from plcjournal.core.edits.fields import (
    NeverChanges,
    NoSuchField,
    find_field,
    needs_cycle,
    remove_field,
    set_field,
)
from plcjournal.core.edits.pairs import NamedTwice
from plcjournal.core.shape import plain
from plcjournal.errors import Exit

RESULT = "evidence.measures.task.results.2025-10-08"


def put(path: str, text: str | None, *changes: Change) -> Edited:
    made = journal(*changes)
    return set_field(made, find_field(made, made.cycles.get(NAME), path), text)


def take(path: str, *changes: Change) -> Edited:
    made = journal(*changes)
    return remove_field(made, find_field(made, made.cycles[NAME], path))


def value(edited: Edited, path: str, place: str) -> Any:
    here = plain(edited.journal.records()[path])
    for part in place.split("/"):
        here = here[int(part)] if isinstance(here, list) else here[part]
    return here


def stage(name: str) -> str:
    return f"cycles/{NAME}/{name}.yaml"


@pytest.mark.parametrize(
    ("path", "text", "file", "place", "new"),
    [
        ("priority.title", "1.10", stage("priority"), "title", "1.10"),
        (
            "priority.review_by",
            "2026-01-10",
            stage("priority"),
            "review_by",
            "2026-01-10",
        ),
        ("priority.learners.size", " 60 ", stage("priority"), "learners/size", 60),
        ("priority.answers.wonder", "no", stage("priority"), "answers/wonder", "no"),
        ("priority.answers.id", "x", stage("priority"), "answers/id", "x"),
        (
            "priority.answers",
            "a=1, b=x",
            stage("priority"),
            "answers",
            {"a": "1", "b": "x"},
        ),
        ("priority.x_mine", "a", stage("priority"), "x_mine", "a"),
        (f"{RESULT}.count", "26", stage("evidence"), "measures/0/results/0/count", 26),
        (
            f"{RESULT}.levels",
            "1=4,2=20",
            stage("evidence"),
            "measures/0/results/0/levels",
            {"1": 4, "2": 20},
        ),
        (
            f"{RESULT}.levels.1",
            "4",
            stage("evidence"),
            "measures/0/results/0/levels",
            {"1": 4},
        ),
        (
            "evidence.measures.task.same_learners",
            "true",
            stage("evidence"),
            "measures/0/same_learners",
            True,
        ),
        (
            "evidence.measures.task.better",
            "down",
            stage("evidence"),
            "measures/0/better",
            "down",
        ),
        (
            "evidence.measures.task.targets.0.value",
            "70.5",
            stage("evidence"),
            "measures/0/targets/0/value",
            70.5,
        ),
        (
            "action.actions.talks.because",
            "task",
            stage("action"),
            "actions/0/because",
            ["task"],
        ),
        (
            "action.actions.talks.because",
            "task, digits,",
            stage("action"),
            "actions/0/because",
            ["task", "digits"],
        ),
        (
            "action.actions.talks.files",
            "a, b.pdf; c.pdf",
            stage("action"),
            "actions/0/files",
            ["a, b.pdf", "c.pdf"],
        ),
        (
            "action.learning.reading.with",
            "coach",
            stage("action"),
            "learning/0/with",
            "coach",
        ),
        ("plc.privacy.min_group", "5", "plc.yaml", "privacy/min_group", 5),
        ("plc.id", "oak", "plc.yaml", "id", "oak"),
        ("plc.part_of.cluster", "North", "plc.yaml", "part_of/cluster", "North"),
        (
            "teams.maths.norms",
            "We listen, always; We start on time",
            "teams/maths.yaml",
            "norms",
            ["We listen, always", "We start on time"],
        ),
        (
            "teams.maths.norms",
            "We listen, always",
            "teams/maths.yaml",
            "norms",
            ["We listen, always"],
        ),
        ("teams.maths.meeting.day", "Wed", "teams/maths.yaml", "meeting/day", "Wed"),
        (
            "teams.maths.part_of.cluster",
            "North",
            "teams/maths.yaml",
            "part_of/cluster",
            "North",
        ),
        (
            "meetings.2025-11-05-maths.minutes",
            "45",
            "meetings/2025-11-05-maths.yaml",
            "minutes",
            45,
        ),
    ],
)
def test_a_field_takes_what_a_person_typed(
    path: str, text: str, file: str, place: str, new: Any
) -> None:
    assert value(put(path, text), file, place) == new


def test_setting_says_what_stood_there() -> None:
    assert put("priority.review_by", "2026-01-10").sentence == (
        "Set priority.review_by: 2025-12-10 → 2026-01-10"
    )
    assert (
        put("priority.question", "Do they?").sentence
        == "Set priority.question: Do they?"
    )
    edited = put("action.actions.talks.because", "task")
    assert edited.sentence == "Set action.actions.talks.because: task, digits → task"
    assert (edited.cycle, edited.stage, edited.action) == (NAME, "action", "set")
    assert put("plc.school", "Oak").stage == ""


@pytest.mark.parametrize("text", [None, ""])
def test_a_field_is_cleared(text: str | None) -> None:
    edited = put("priority.need", text)
    assert value(edited, stage("priority"), "need") is None
    assert edited.sentence == "Cleared priority.need"
    assert (
        value(put("priority.learners", text), stage("priority"), "learners/size")
        is None
    )
    assert (
        value(
            put("action.actions.talks.because", text),
            stage("action"),
            "actions/0/because",
        )
        == []
    )


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("priority.title", None, "Nothing was changed: 'title' is missing."),
        (
            "priority.learners.size",
            "many",
            "Nothing was changed: 'learners.size': This must be a number.",
        ),
        (
            f"{RESULT}.levels",
            "5",
            (
                "Nothing was changed: "
                "'measures.task.results.2025-10-08.levels.5': This must be a number."
            ),
        ),
        (
            "evidence.measures.task.same_learners",
            "yes",
            (
                "Nothing was changed: 'measures.task.same_learners': "
                "This must be true or false, without quotes."
            ),
        ),
        (
            "priority.opened",
            "2026-02-30",
            "Nothing was changed: 'opened': There is no day 2026-02-30.",
        ),
        (
            "plc.format",
            "2",
            (
                "Nothing was changed: A newer plc wrote this file (format 2); "
                "it is left as it is."
            ),
        ),
    ],
)
def test_what_does_not_fit_is_refused(
    path: str, text: str | None, message: str
) -> None:
    with pytest.raises(Refused) as error:
        put(path, text)
    assert error.value.sentence == message


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        (f"{RESULT}.levels", "1=20,2=24, 2 =30", "2"),
        ("priority.answers", "a=1,b=x,a=1", "a"),
    ],
)
def test_a_name_that_stands_twice_is_refused(path: str, text: str, name: str) -> None:
    with pytest.raises(NamedTwice) as error:
        put(path, text)
    assert error.value.sentence == (
        f"{path}: '{name}' stands there twice; nothing was changed."
    )
    assert error.value.exit_code is Exit.USAGE


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        ("title", "priority.title"),
        ("learners.size", "priority.learners.size"),
        ("outcome", "review.outcome"),
    ],
)
def test_the_name_of_the_record_may_be_left_out(path: str, whole: str) -> None:
    made = journal()
    cycle = made.find_cycle("fractions")
    assert find_field(made, cycle, path) == find_field(made, cycle, whole)


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("priority.titel", "Did you mean priority.title?"),
        ("prioritie.title", "Did you mean priority.title?"),
        (
            "answers",
            (
                "Did you mean priority.answers, evidence.answers, action.answers "
                "or review.answers?"
            ),
        ),
        (
            "priority",
            "Did you mean priority.team, priority.need or priority.title?",
        ),
        ("", "See what is there: plc show"),
        ("..", "See what is there: plc show"),
        ("teams", "See what is there: plc show"),
        (
            "evidence.measuers.task.name",
            "Did you mean evidence.measures or evidence.answers?",
        ),
        ("evidence.measures.tsak.name", "Did you mean evidence.measures.task.name?"),
        ("evidence.measures.zzz.name", "Did you mean evidence.measures.task.name?"),
        ("evidence.measures..name", "Did you mean evidence.measures.task.name?"),
        (
            "evidence.measures.task.nmae",
            "Did you mean evidence.measures.task.name?",
        ),
        ("evidence.measures.task.name.more", "See what is there: plc show"),
        (
            f"{RESULT.replace('10-08', '10-09')}.count",
            (
                f"Did you mean {RESULT}.count or "
                "evidence.measures.task.results.2025-12-03.count?"
            ),
        ),
        (
            "evidence.measures.task.targets.7.value",
            "Did you mean evidence.measures.task.targets.0.value?",
        ),
        ("teams.math.name", "Did you mean teams.maths.name?"),
        ("teams.zzz.name", "See what is there: plc show"),
        ("plc.privcay", "Did you mean plc.privacy?"),
        ("plc", "Did you mean plc.id, plc.name or plc.school?"),
        (
            "teams.maths",
            "Did you mean teams.maths.name, teams.maths.kind or teams.maths.school?",
        ),
        (
            "priority.learners",
            "Did you mean priority.learners.group or priority.learners.size?",
        ),
        (
            "evidence.measures.task",
            (
                "Did you mean evidence.measures.task.id, evidence.measures.task.name "
                "or evidence.measures.task.kind?"
            ),
        ),
        ("action.actions.talks.because.task", "See what is there: plc show"),
        ("evidence.measures.", "Did you mean evidence.measures.task?"),
    ],
)
def test_a_path_that_leads_nowhere_suggests_a_right_one(path: str, hint: str) -> None:
    with pytest.raises(NoSuchField) as error:
        put(path, "x")
    assert error.value.sentence == f"There is no field '{path}'."
    assert error.value.hint == hint


@pytest.mark.parametrize("path", ["plc", "teams.maths"])
def test_a_whole_record_is_neither_cleared_nor_removed(path: str) -> None:
    with pytest.raises(NoSuchField):
        put(path, None)
    with pytest.raises(NoSuchField):
        take(path)


@pytest.mark.parametrize(
    "path", ["evidence.measures.task.id", "teams.maths.members.coach.id"]
)
def test_an_id_never_changes(path: str) -> None:
    with pytest.raises(NeverChanges):
        put(path, "new")


@pytest.mark.parametrize(
    ("path", "file", "place", "left"),
    [
        (RESULT, stage("evidence"), "measures/0/results/0/date", "2025-12-03"),
        ("evidence.measures.task", stage("evidence"), "measures", []),
        (
            "evidence.measures.task.targets.0",
            stage("evidence"),
            "measures/0/targets",
            [],
        ),
        (
            "action.actions.talks.because.task",
            stage("action"),
            "actions/0/because",
            ["digits"],
        ),
        ("priority.answers.wonder", stage("priority"), "answers", {}),
        ("priority.need", stage("priority"), "need", None),
        (
            "teams.maths.norms.We look at work, not at people",
            "teams/maths.yaml",
            "norms",
            [],
        ),
    ],
)
def test_an_item_or_value_is_taken_away(
    path: str, file: str, place: str, left: Any
) -> None:
    edited = take(path)
    assert value(edited, file, place) == left
    assert edited.sentence == f"Removed {path}"
    assert edited.action == "remove"


@pytest.mark.parametrize(
    "path", ["priority.question", "priority.answers.gone", "plc.network"]
)
def test_what_is_not_there_cannot_be_removed(path: str) -> None:
    with pytest.raises(NoSuchField):
        take(path)


def test_a_second_target_for_everybody_is_told_by_its_place() -> None:
    second = ("evidence", "measures/0/targets/1", {"value": 80})
    edited = take("evidence.measures.task.targets.1", second)
    targets = value(edited, stage("evidence"), "measures/0/targets")
    assert [target["value"] for target in targets] == [65]


def test_a_record_that_cannot_be_read_is_never_written() -> None:
    with pytest.raises(NotEditable):
        put("evidence.measures", "x", ("evidence", "format", 2))


def test_only_paths_inside_a_cycle_need_one() -> None:
    assert needs_cycle("priority.title")
    assert needs_cycle("title")
    assert not needs_cycle("plc.name")
    assert not needs_cycle("teams.maths.name")
    made = journal()
    with pytest.raises(NoSuchField):
        find_field(made, None, "priority.title")


def test_a_key_of_another_tool_can_be_set_at_any_depth() -> None:
    edited = put("evidence.measures.task.x_mine", "a")
    assert value(edited, stage("evidence"), "measures/0/x_mine") == "a"


def test_inside_a_key_of_another_tool_every_name_is_possible() -> None:
    mine = ("priority", "x_mine", {"deep": {"er": 1}})
    edited = put("priority.x_mine.deep.er", "2", mine)
    assert value(edited, stage("priority"), "x_mine/deep/er") in ("2", 2)


@pytest.mark.parametrize("held", ["foo", 3, True, ["foo"], [["foo"]], [3]])
@pytest.mark.parametrize("path", ["x_a.b", "x_a.0.b", "x_a.b.c", "x_a.0.b.c"])
def test_nothing_is_found_inside_a_word_of_somebody_else(
    path: str, held: object
) -> None:
    mine = ("priority", "x_a", held)
    with pytest.raises(NoSuchField) as error:
        put(f"priority.{path}", "bar", mine)
    assert error.value.sentence == f"There is no field 'priority.{path}'."
    with pytest.raises(NoSuchField):
        take(f"priority.{path}", mine)


def test_a_path_into_a_word_suggests_the_field_that_is_there() -> None:
    with pytest.raises(NoSuchField) as error:
        put("priority.x_a.b.c.d", "bar", ("priority", "x_a", {"b": "foo"}))
    assert error.value.hint == "Did you mean priority.x_a.b?"
