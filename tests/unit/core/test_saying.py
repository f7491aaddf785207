"""One change in one sentence."""

from typing import Any

import pytest
from builders import GONE, NAME
from builders import Change as Edit
from telling import FIGURES, NAMES, TALKS, TARGET, at, say, tell

from plcjournal.core.diff import Change, compare
from plcjournal.core.layout import stage_path
from plcjournal.core.telling.sentences import called, said, told

MEETING = "meeting of Maths team on 5 Nov"


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (at(TARGET, "value", 70), "task: target 65 → 70 % (+5)"),
        (at(TARGET, "value", 62.5), "task: target 65 → 62.5 % (-2.5)"),
        (
            at(TARGET, "by", "2025-12-12"),
            "task: target by 5 Dec → 12 Dec (7 days later)",
        ),
        (at(TARGET, "by", None), "task: no day for the target any more (was 5 Dec)"),
        (at(TARGET, "value", 65.0), ""),
        (
            at(FIGURES, "role", "interim"),
            "task, 8 Oct: counts as interim, no longer as baseline",
        ),
        (at(FIGURES, "sd", 4.10000678), "task, 8 Oct: SD 4.1 → 4.10000678"),
        (at(FIGURES, "levels", {"3": 4}), "task, 8 Oct: level 3: 4"),
        (
            at(FIGURES, "suppressed", True),
            "task, 8 Oct: figures hidden (small numbers)",
        ),
        (
            ("evidence", "measures/0/prediction", None),
            "task: took away the prediction (60 %)",
        ),
        (
            ("evidence", "measures/0/prediction/value", 58),
            "task: predicted 60 → 58 % (-2)",
        ),
        (("evidence", "measures/0/cut", None), "task: took away the cut 12"),
        (
            ("evidence", "measures/0/cut/label", "Level 3"),
            "task: the cut means Level 3",
        ),
        (("evidence", "measures/0/scale", None), "task: took away the scale (0 to 20)"),
        (("evidence", "measures/0/scale/max", 25), "task: highest figure 20 → 25 (+5)"),
        (
            ("evidence", "measures/0/kind", "work-sample"),
            "task: kind assessment → work sample",
        ),
        (
            ("evidence", "measures/0/better", "down"),
            "task: better when it goes down, no longer up",
        ),
        (
            ("evidence", "measures/0/same_learners", True),
            "task: the same learners each time",
        ),
        (("evidence", "measures/0/groups", []), "task: took away group room-12"),
        (
            ("evidence", "measures/0/groups/0/name", "Room 12"),
            "task: group room-12 is called Room 12",
        ),
        (
            ("evidence", "measures/0/groups/1", {"id": "b", "name": "Room 9"}),
            "task: added group b: Room 9",
        ),
        (
            ("evidence", "measures/0/groups/1", {"id": "room-9"}),
            "task: added group room-9",
        ),
        (
            ("evidence", "measures/0/name", "Our task"),
            "task: renamed Common task → Our task",
        ),
        (
            ("evidence", "observations/0/means", "Two numbers"),
            "what digits may mean: Two numbers",
        ),
        (("evidence", "observations/0/noticed", "More"), "reworded observation digits"),
        (("evidence", "observations", []), "took away observation digits"),
        (at(TALKS, "due", "2025-11-05"), "talks: due 22 Oct → 5 Nov (2 weeks later)"),
        (at(TALKS, "due", "2025-10-21"), "talks: due 22 Oct → 21 Oct (1 day earlier)"),
        (
            at(TALKS, "due", "2026-01-07"),
            "talks: due 22 Oct 2025 → 7 Jan 2026 (11 weeks later)",
        ),
        (at(TALKS, "due", None), "talks: no due day any more (was 22 Oct)"),
        (
            at(TALKS, "owner", "teacher-a; coach"),
            "talks: owner all of us → Teacher A, Math coach",
        ),
        (at(TALKS, "what", "Talks"), "reworded action talks"),
        (
            at(TALKS, "done", "2025-10-21"),
            "talks: done on 20 Oct → 21 Oct (1 day later)",
        ),
        (at(TALKS, "status", "doing"), "talks is under way"),
        (at(TALKS, "quick_win", True), "talks: a quick win"),
        (at(TALKS, "because", ["task"]), "talks: no longer because of digits"),
        (at(TALKS, "files", ["plan.pdf"]), "talks: attached plan.pdf"),
        (at(TALKS, "round", "round-2"), "talks: belongs to round 2"),
        (("action", "actions", []), "took away action talks"),
        (("action", "learning/0/with", None), "reading: no longer with Math coach"),
        (
            ("action", "rounds/0/answers", {"try": "We did"}),
            "answered 'try' in round first: We did",
        ),
        (("action", "rounds/1", {"id": "round-2"}), "began round 2"),
        (("action", "log/0/text", "They still argue"), "reworded note argue"),
        (
            ("action", "theory", "If\n we talk"),
            "wrote the theory of action: If we talk",
        ),
        (
            ("priority", "title", "Order fractions"),
            "renamed the cycle: Compare fractions → Order fractions",
        ),
        (
            ("priority", "review_by", "2025-12-17"),
            "review by 10 Dec → 17 Dec (7 days later)",
        ),
        (("priority", "need", "Nothing any more"), "reworded what we see"),
        (("priority", "learners/size", 62), "number of learners 64 → 62 (-2)"),
        (("priority", "facilitator", "coach"), "facilitator: Math coach"),
        (("priority", "model", "data-wise"), "model Small model → data-wise"),
        (("priority", "follows", "maths/2025-02-shapes"), "carries on from shapes"),
        (
            ("priority", "answers", {"wonder": "Do they?"}),
            "reworded the answer to 'wonder'",
        ),
        (("priority", "assumptions", []), "took away assumption practice"),
        (("review", "outcome", "not-met"), "outcome met → not met"),
        (("review", "closed", None), "opened the cycle again"),
        (("review", "next", "stop"), "what comes next: adapt → stop"),
        (("review", "share", "cluster"), "who may see it: team → cluster"),
        (
            ("review", "assumptions/0/now", "held"),
            "assumption practice: dropped → held",
        ),
        (("review", "learned/0/confidence", "strong"), "lines: tentative → strong"),
        (
            ("review", "learned/0/transfer", "Any grade"),
            "where else lines may hold: Any grade",
        ),
        (("review", "learned/0/because", []), "lines: no longer because of task"),
        (("team", "name", "Number team"), "renamed the team: Maths team → Number team"),
        (
            ("team", "members/1/role", "leader"),
            "role of Math coach in Maths team: coach → leader",
        ),
        (("team", "members/0/left", True), "Teacher A left Maths team"),
        (
            ("team", "members/0/name", "Teacher Z"),
            "Teacher A in Maths team is now called Teacher Z",
        ),
        (("team", "members/0", GONE), "took Teacher A off the list of Maths team"),
        (
            ("team", "norms", []),
            "Maths team took away what it had agreed: We look at work, not at people",
        ),
        (("team", "meeting", {"minutes": 45}), "Maths team meets for 45 minutes"),
        (
            ("team", "part_of", {"cluster": "North"}),
            "Maths team is part of the cluster North",
        ),
        (
            ("meeting", "present", ["coach"]),
            f"Teacher A was not at the {MEETING} after all",
        ),
        (("meeting", "decided", ["Reteach"]), "Maths team decided on 5 Nov: Reteach"),
        (
            ("meeting", "cycles", []),
            f"the {MEETING} was not about Compare fractions after all",
        ),
        (("plc", "language", "cy"), "language of the journal: English → Welsh"),
        (("plc", "privacy", {"min_group": 12}), "smallest group to show 10 → 12 (+2)"),
        (("plc", "x_tool", {"a": [1, True]}), "plc.x_tool: a: 1, yes"),
        (("model", "weeks", 6), "model Small model: 4 → 6 weeks (+2)"),
        (
            ("model", "steps/0/question", "Which?"),
            "model Small model, step need: reworded the question",
        ),
        (
            ("model", "schools", {"min": 2, "max": 4}),
            "model Small model: for this many schools: 2 to 4",
        ),
    ],
)
def test_a_change_is_told_in_the_words_of_the_field(edit: Edit, sentence: str) -> None:
    assert tell(edit) == ([sentence] if sentence else [])
    if sentence:
        assert say(edit) == [sentence]


@pytest.mark.parametrize(
    ("field", "name"),
    [
        ("action.actions.talks.due", "due of talks"),
        ("evidence.measures.task.targets.0.value", "the target of task"),
        ("evidence.measures.task.targets.room-12.value", "the target of task, room-12"),
        (
            "evidence.measures.task.results.2025-10-08@room-12.count",
            "the count of task, room-12, 8 Oct 2025",
        ),
        ("priority.answers.a.b", "the answer to 'a.b'"),
        ("plc.weeks", "the usual length of a cycle"),
        ("teams.maths.members.coach.role", "the role of Math coach"),
        (
            "meetings.2025-11-05-maths.minutes",
            "how long the meeting of Maths team on 5 Nov 2025 was",
        ),
        (
            "models.small.steps.need.name.en",
            "the name of step need of model Small model",
        ),
        ("priority.x_tool.a", "priority.x_tool.a"),
        ("teams", "the team "),
        ("", "the file "),
    ],
)
def test_a_field_has_a_name_in_words(field: str, name: str) -> None:
    assert called(field, names=NAMES) == name


def test_long_texts_are_cut_between_words_and_told_as_one_line() -> None:
    text = "They say\n" + "that size matters " * 9
    (line,) = tell(("action", "log/1", {"id": "more", "text": text}))
    assert line.startswith("noted: They say that size")
    assert line.endswith("…")
    assert len(line) < 90
    (line,) = tell(("action", "log/1", {"id": "more", "text": "a" * 200}))
    assert len(line) < 90


def test_texts_that_differ_only_far_behind_are_reworded() -> None:
    long = (
        "Compare fractions by reasoning about size, in words and on number lines, daily"
    )
    edits = (("priority", "title", f"{long} and at home"),)
    (line,) = tell(*edits, before=(("priority", "title", f"{long} and in school"),))
    assert line == "reworded the title"


def test_values_of_the_wrong_kind_are_told_all_the_same() -> None:
    path = stage_path(NAME, "action")
    old: Any = {"actions": [{"id": "talks", "due": "2025-10-22", "status": "done"}]}
    new: Any = {"actions": [{"id": "talks", "due": ["soon", 1.5], "status": 10**400}]}
    assert told(compare(path, old, new))[1] == "talks: due 22 Oct 2025 → soon, 1.5"
    assert said(Change(path, ("actions", "talks"), "x", None, "odd", is_item=True))
    assert said(Change(path, ("actions", "talks", "owner"), "x", None, " ,; ")) == (
        "talks: owner ,;"
    )
    assert said(Change("x.yaml", (), "", None, {})) == "wrote the file x.yaml"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("cut", {"at": 12, "label": "Level 3"}, "cut 12 (Level 3)"),
        ("cut", {"label": "Level 3"}, "cut Level 3"),
        ("scale", {"min": 1}, "scale (from 1)"),
        ("scale", {"max": 4}, "scale (up to 4)"),
        ("prediction", {"value": 60, "made": "2025-10-08"}, "prediction (60 %)"),
    ],
)
def test_what_goes_whole_is_told_whole(field: str, value: object, words: str) -> None:
    there, gone = f"measures/0/{field}", ("evidence", f"measures/0/{field}", None)
    line = f"task: took away the {words}"
    assert tell(gone, before=(("evidence", there, value),)) == [line]


PAIRED = {"with": "2025-10-08", "size": 60, "correlation": 0.62}


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        (
            None,
            PAIRED,
            "task, 3 Dec: paired with 8 Oct (60 pairs, correlation 0.62)",
        ),
        (
            PAIRED,
            None,
            "task, 3 Dec: no longer paired with 8 Oct (60 pairs, correlation 0.62)",
        ),
        (None, {"with": "2025-10-08"}, "task, 3 Dec: paired with 8 Oct"),
        (
            PAIRED,
            {**PAIRED, "correlation": 0.5},
            "task, 3 Dec: correlation of the pairs 0.62 → 0.5 (-0.12)",
        ),
        (
            PAIRED,
            {**PAIRED, "size": 58},
            "task, 3 Dec: number of learners there both times 60 → 58 (-2)",
        ),
        (
            PAIRED,
            {**PAIRED, "with": "2025-10-01"},
            "task, 3 Dec: paired with 1 Oct, no longer with 8 Oct",
        ),
    ],
)
def test_pairs_are_told_with_their_day_and_number(
    before: object, after: object, sentence: str
) -> None:
    place = "measures/0/results/1/paired"
    edit: Edit = ("evidence", place, after)
    assert tell(edit, before=(("evidence", place, before),)) == [sentence]
