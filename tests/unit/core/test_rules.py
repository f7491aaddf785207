"""What must hold inside a cycle and between records."""

from typing import Any

import pytest
from builders import GONE, NAME, Change, findings, journal, told

from plcjournal.core import layout
from plcjournal.core.rules.journal import check_journal

TALKS = {"id": "talks", "what": "Again", "because": ["task"]}


@pytest.mark.parametrize(
    ("rule", "change", "message", "field", "fix"),
    [
        (
            "double-id",
            ("action", "actions/1", TALKS),
            "'talks' is used twice under actions; give one another id.",
            "action.actions.talks.id",
            "id: talks-2",
        ),
        (
            "double-id",
            ("evidence", "measures/0/groups/1", {"id": "room-12"}),
            "'room-12' is used twice under groups; give one another id.",
            "evidence.measures.task.groups.room-12.id",
            "id: room-12-2",
        ),
        (
            "unknown-reference",
            ("action", "actions/0/because/1", "digit"),
            (
                "'digit' is no measure, observation or note of this cycle; "
                "did you mean digits?"
            ),
            "action.actions.talks.because.digit",
            "digits",
        ),
        (
            "unknown-reference",
            ("review", "learned/0/because", ["zzz"]),
            "'zzz' is no measure, observation or note of this cycle.",
            "review.learned.lines.because.zzz",
            "",
        ),
        (
            "unknown-reference",
            ("review", "assumptions/0/id", "practise"),
            "The priority lists no assumption 'practise'; did you mean practice?",
            "review.assumptions.practise.id",
            "practice",
        ),
        (
            "unknown-reference",
            ("evidence", "measures/0/results/1/round", "frist"),
            "There is no round 'frist' in this cycle; did you mean first?",
            "evidence.measures.task.results.2025-12-03.round",
            "first",
        ),
        (
            "unknown-member",
            ("meeting", "present/0", "teacher-b"),
            "'teacher-b' is no member of maths; did you mean teacher-a?",
            "meetings.2025-11-05-maths.present.teacher-b",
            "teacher-a",
        ),
        (
            "unknown-cycle",
            ("meeting", "cycles/0", "maths/2025-10-fraction"),
            (
                "There is no cycle 'maths/2025-10-fraction' in this journal; "
                f"did you mean {NAME}?"
            ),
            "meetings.2025-11-05-maths.cycles.maths/2025-10-fraction",
            NAME,
        ),
        (
            "unknown-cycle",
            ("priority", "follows", "zzz"),
            "There is no cycle 'zzz' in this journal.",
            "priority.follows",
            "",
        ),
        (
            "unknown-model",
            ("priority", "model", "smalls"),
            "plc knows no model 'smalls'; did you mean 'small'?",
            "priority.model",
            "model: small",
        ),
        (
            "team-and-folder",
            ("priority", "team", "reading"),
            (
                "'team' says reading, but the cycle lies in the folder of maths; "
                "the folder is right."
            ),
            "priority.team",
            "team: maths",
        ),
        (
            "team-and-folder",
            ("meeting", "team", "reading"),
            "'team' says reading, but the file is called 2025-11-05-maths; choose one.",
            "meetings.2025-11-05-maths.team",
            "team: maths",
        ),
        (
            "bad-id",
            ("model", "id", "smaller"),
            "The file is called small, but its model 'smaller'.",
            "models.small.id",
            "id: small",
        ),
        (
            "dates-in-order",
            ("priority", "review_by", "2025-09-30"),
            "The review (2025-09-30) comes before the start (2025-10-01).",
            "priority.review_by",
            "",
        ),
        (
            "dates-in-order",
            ("review", "held", "2025-09-30"),
            "'held' (2025-09-30) comes before the cycle opened (2025-10-01).",
            "review.held",
            "",
        ),
        (
            "dates-in-order",
            ("review", "closed", "2025-12-09"),
            "Closed (2025-12-09) before the review was held (2025-12-10).",
            "review.closed",
            "",
        ),
        (
            "closed-without-outcome",
            ("review", "outcome", None),
            "A closed cycle needs an outcome: met, partly, not-met or cannot-tell.",
            "review.outcome",
            "outcome: cannot-tell",
        ),
        (
            "closed-without-learning",
            ("review", "learned", None),
            "A closed cycle needs one thing the team learned.",
            "review.learned",
            "",
        ),
        (
            "action-without-reason",
            ("action", "actions/0/because", None),
            "'talks' names no evidence as its reason.",
            "action.actions.talks.because",
            "plc set action.actions.talks.because task",
        ),
        (
            "done-without-status",
            ("action", "actions/0/status", "planned"),
            "'talks' has a done date but is planned.",
            "action.actions.talks.done",
            "status: done",
        ),
        (
            "answer-to-no-step",
            ("evidence", "answers", {"wander": "x"}),
            "The model small has no step 'wander'; the answer is kept.",
            "evidence.answers.wander",
            "",
        ),
        (
            "still-open",
            ("evidence", "measures/0/targets", []),
            "The model still asks for 1 of its evidence steps: plc next",
            "",
            "",
        ),
        (
            "contested",
            (
                "priority",
                "contested",
                [{"field": "priority.need", "values": [{"value": 1}, {}]}],
            ),
            "'priority.need' has 2 versions; choose one.",
            "priority.need",
            "",
        ),
        (
            "unknown-team",
            ("meetings/2025-11-06-math.yaml", "", {}),
            "There is no team 'math' in this journal; did you mean maths?",
            "meetings.2025-11-06-math.team",
            "maths",
        ),
        (
            "unknown-team",
            ("meetings/notes.yaml", "", {}),
            "Nobody can tell which team met.",
            "meetings.notes.team",
            "team: …",
        ),
    ],
)
def test_a_broken_rule_says_what_where_and_what_to_type(
    rule: str, change: Change, message: str, field: str, fix: str
) -> None:
    found = [f for f in findings(change) if f.rule == rule]
    assert [(f.message, f.field, f.fix) for f in found] == [(message, field, fix)]


def test_the_third_item_of_a_name_gets_a_third_number() -> None:
    twice: list[Change] = [("action", f"actions/{n}", TALKS) for n in (1, 2)]
    fixes = [f.fix for f in findings(*twice) if f.rule == "double-id"]
    assert fixes == ["id: talks-2", "id: talks-3"]


def test_a_result_may_be_older_than_the_cycle() -> None:
    assert findings(("evidence", "measures/0/results/0/date", "2024-01-01")) == ()


def test_what_cannot_be_read_accuses_nobody_else() -> None:
    for stage in layout.STAGES:
        rule = {f.rule for f in findings((stage, "format", 9))}
        assert rule == {"newer-format"}, stage


def test_a_missing_record_accuses_nobody_of_links_to_it() -> None:
    for stage in ("evidence", "action"):
        assert told("unknown-reference", (stage, "", GONE)) == []


def test_a_cycle_without_a_known_model_is_asked_for_nothing() -> None:
    unheard = ("priority", "model", "unheard-of")
    found = {f.rule for f in findings(unheard, ("priority", "need", None))}
    assert found == {"unknown-model"}


def test_a_cycle_without_a_model_of_its_own_follows_that_of_the_journal() -> None:
    changes: list[Change] = [("priority", "model", None), ("priority", "need", None)]
    assert told("still-open", *changes)


EVERYWHERE: list[Change] = [
    ("plc", "model", "large"),
    ("model", "id", "other"),
    ("team", "members/0/id", "coach"),
    ("meeting", "present", ["zzz"]),
    ("priority", "follows", "zzz"),
]


@pytest.mark.parametrize(
    ("paths", "rule"),
    [
        (["plc.yaml"], "unknown-model"),
        (["models/small.yaml"], "bad-id"),
        (["teams/maths.yaml"], "double-id"),
        (["meetings/2025-11-05-maths.yaml"], "unknown-member"),
        ([f"cycles/{NAME}/review.yaml"], "unknown-cycle"),
        (["README.md"], None),
        ([], None),
    ],
)
def test_with_paths_only_what_they_belong_to_is_checked(
    paths: list[str], rule: str | None
) -> None:
    made = journal(*EVERYWHERE)
    assert {f.rule for f in check_journal(made, paths)} == ({rule} if rule else set())
    assert len({f.rule for f in check_journal(made)}) == len(EVERYWHERE)


@pytest.mark.parametrize("raw", [{}, {"team": None, "present": None, "cycles": None}])
def test_an_empty_meeting_of_a_known_team_is_fine(raw: dict[str, Any]) -> None:
    assert findings(("meeting", "", raw)) == ()
