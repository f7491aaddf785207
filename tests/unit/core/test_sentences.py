"""What somebody did at one moment, in as few sentences as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from builders import NAME
from telling import FIGURES, NAMES, TALKS, TARGET, at, back, records, say, tell

from plcjournal.core.diff import compare, reversed_
from plcjournal.core.layout import STAGES, stage_path
from plcjournal.core.telling.sentences import names_in, said, told

if TYPE_CHECKING:
    from builders import Change as Edit

FIRST = "task, 8 Oct: 39.1 % (25 of 64); mean 10.4, SD 4.1"


def test_figures_are_told_as_they_were_and_as_they_are() -> None:
    edits = (at(FIGURES, "count", 27), at(FIGURES, "mean", 11))
    assert tell(*edits) == [
        f"corrected the baseline of {FIRST} → 42.2 % (27 of 64); mean 11, SD 4.1"
    ]
    assert say(*edits) == [
        "task, 8 Oct: count 25 → 27 (+2)",
        "task, 8 Oct: mean 10.4 → 11 (+0.6)",
    ]
    levels = at(FIGURES, "levels", {"3": 4, "4": 8})
    assert tell(at(FIGURES, "count", None), levels, at(FIGURES, "role", "result")) == [
        f"corrected the result of {FIRST} → 0 % (0 of 12); mean 10.4, SD 4.1",
        "task, 8 Oct: counts as result, no longer as baseline",
    ]


def test_a_result_is_told_whole() -> None:
    interim = {"date": "2025-11-05", "size": 64, "count": 32, "group": "room-12"}
    edit = ("evidence", "measures/0/results/2", interim)
    assert tell(edit) == ["interim result of task, room-12, 5 Nov: 50 % (32 of 64)"]
    assert back(edit) == [
        "took away the interim result of task, room-12, 5 Nov: 50 % (32 of 64)"
    ]


def test_a_target_is_told_with_its_day() -> None:
    edits = (at(TARGET, "value", 70), at(TARGET, "by", "2026-01-02"))
    assert tell(*edits) == ["task: target 65 % by 5 Dec → 70 % by 2 Jan 2026"]
    grouped = {"value": 50, "group": "room-12"}
    edit = ("evidence", "measures/0/targets/1", grouped)
    assert tell(edit) == ["task, room-12: target 50 %"]


def test_a_figure_has_the_unit_of_its_measure() -> None:
    timed = ("evidence", "measures/0/unit", "minutes")
    counted = ("evidence", "measures/0/unit", "count")
    edit = at(TARGET, "value", 70)
    assert tell(edit, before=(timed,)) == ["task: target 65 → 70 min (+5)"]
    assert tell(edit, before=(counted,)) == ["task: target 65 → 70 (+5)"]


def test_done_and_its_day_are_one_sentence() -> None:
    assert back(at(TALKS, "status", "planned"), at(TALKS, "done", None)) == [
        "talks done on 20 Oct"
    ]
    assert tell(at(TALKS, "status", "planned"), at(TALKS, "done", None)) == [
        "talks is planned again"
    ]
    open_again = (at(TALKS, "status", "planned"), at(TALKS, "done", None))
    assert tell(at(TALKS, "status", "done"), before=open_again) == ["talks done"]
    reading = ("action", "learning/0/status", "done")
    assert tell(reading) == ["reading done"]


def test_dropped_and_why_are_one_sentence() -> None:
    dropped = (at(TALKS, "status", "dropped"), at(TALKS, "why", "No time"))
    assert tell(*dropped, at(TALKS, "done", None)) == ["dropped talks: No time"]
    assert tell(dropped[0]) == ["dropped talks"]
    assert tell(dropped[1]) == ["why talks was dropped: No time"]


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        ({"due": "2025-10-22"}, "added action strips, due 22 Oct"),
        ({"owner": "coach"}, "added action strips (owner: Math coach)"),
        (
            {"owner": "all", "due": "2026-01-07"},
            "added action strips, due 7 Jan 2026 (owner: all)",
        ),
        ({}, "added action strips"),
        ({"what": "Use strips"}, "added action strips: Use strips"),
    ],
)
def test_a_new_action_is_told_once(item: dict[str, object], sentence: str) -> None:
    made = {"id": "strips", "what": "Strips", "because": ["task"], **item}
    assert tell(("action", "actions/1", made)) == [sentence]


def test_learning_is_told_with_whom() -> None:
    made = {"id": "more", "what": "Read on", "with": "coach"}
    edit = ("action", "learning/1", made)
    assert tell(edit) == ["for us to learn: Read on (with Math coach)"]
    assert back(edit) == ["took away learning more"]
    alone = ("action", "learning/1", {**made, "with": None})
    assert tell(alone) == ["for us to learn: Read on"]


def test_a_new_measure_is_told_with_what_is_in_it() -> None:
    figures = [{"date": f"2025-09-{day:02}", "value": day} for day in range(1, 5)]
    made = {"id": "exit-ticket", "name": "Exit ticket", "targets": [{"value": 60}]}
    few = ("evidence", "measures/1", {**made, "results": figures[:1]})
    assert tell(few) == [
        "added measure exit-ticket",
        "exit-ticket: target 60 %",
        "interim result of exit-ticket, 1 Sep: 1 %",
    ]
    many = ("evidence", "measures/1", {**made, "name": "Tickets", "results": figures})
    assert tell(many) == [
        "added measure exit-ticket with 4 results: Tickets",
        "exit-ticket: target 60 %",
    ]
    assert back(many) == ["took away measure exit-ticket"]


def test_a_member_joins_in_a_role() -> None:
    made = {"id": "lee", "name": "Teacher L"}
    assert tell(("team", "members/2", made)) == ["Teacher L joined Maths team"]
    friend = {**made, "role": "critical-friend"}
    assert tell(("team", "members/2", friend)) == [
        "Teacher L joined Maths team as critical friend"
    ]


def test_words_and_figures_are_allowed() -> None:
    words = {"words": "Grace", "reason": "a programme"}
    figure = {"cycle": NAME, "field": "evidence.x", "reason": "agreed"}
    edit: Edit = ("plc", "privacy", {"allow": [words, figure]})
    assert tell(edit) == [
        "allowed the words Grace (a programme)",
        "allowed the figure evidence.x (agreed)",
    ]
    assert back(edit)[-1] == "no longer allowed: the words Grace (a programme)"


CYCLE = [stage_path(NAME, stage) for stage in STAGES]


def test_a_new_cycle_is_one_sentence_and_what_was_done_in_it() -> None:
    whole = records()
    came = [c for path in CYCLE for c in compare(path, None, whole[path])]
    assert told(reversed(came), NAMES, year="2025") == (
        "started the cycle Compare fractions",
        "review by 10 Dec",
        "added measure task: Common task",
        "task: predicted 60 %",
        "task: target 65 % by 5 Dec",
        "baseline of task, 8 Oct: 39.1 % (25 of 64); mean 10.4, SD 4.1",
        "result of task, 3 Dec: 67.7 % (42 of 62); mean 13.6, SD 3.8",
        "noticed: Students count digits",
        "added action talks, due 22 Oct (owner: all of us): Number talks",
        "for us to learn: Read a chapter (with Math coach)",
        "began round first",
        "noted: They argue",
        "closed the cycle: met",
        "wrote what changed: It became routine",
        "what comes next: adapt",
        "learned: Lines show thinking",
        "assumption practice: dropped",
    )
    assert told(reversed_(came)) == ("took away the cycle Compare fractions",)
    assert said(came[1]) == "wrote the evidence of the cycle"


def test_a_cycle_that_only_begins_is_two_sentences() -> None:
    blank: dict[str, Any] = {"format": 1, "answers": {}, "contested": []}
    start = {**blank, "title": "Compare fractions", "review_by": "2025-12-10"}
    parts = zip(CYCLE, [start, blank, blank, blank], strict=True)
    came = [c for path, values in parts for c in compare(path, None, values)]
    assert told(came) == (
        "started the cycle Compare fractions",
        "review by 10 Dec 2025",
    )


def test_a_single_record_that_comes_back_is_told_by_what_is_in_it() -> None:
    path = stage_path(NAME, "review")
    (came,) = compare(path, None, {"format": 1, "outcome": "met"})
    assert told([came]) == ("outcome: met",)
    (empty,) = compare(path, None, {"format": 1})
    assert told([empty]) == ("wrote the review of the cycle",)
    assert told(reversed_([empty])) == ("took away the review of the cycle",)


def test_other_records_come_and_go() -> None:
    whole = {
        path: (compare(path, None, values), compare(path, values, None))
        for path, values in records(("meeting", "decided", ["Reteach"])).items()
        if path not in CYCLE
    }
    lines = [told(one, NAMES) for pair in whole.values() for one in pair]
    assert sorted(lines) == sorted(
        [
            ("began the journal Our journal",),
            ("took away the settings of the journal",),
            (
                "started the team Maths team",
                "Teacher A joined Maths team",
                "Math coach joined Maths team as coach",
            ),
            ("took away the team Maths team",),
            (
                "Maths team met on 5 Nov 2025",
                "Maths team decided on 5 Nov 2025: Reteach",
            ),
            ("took away the meeting of Maths team on 5 Nov 2025",),
            ("added the model Small model",),
            ("took away the model Small model",),
        ]
    )


def test_looking_back_and_closing() -> None:
    opened = (("review", "closed", None),)
    nothing = (*opened, ("review", "held", None), ("review", "outcome", None))
    held, outcome = ("review", "held", "2025-12-09"), ("review", "outcome", "partly")
    closed = ("review", "closed", "2025-12-10")
    assert tell(held, outcome, before=nothing) == ["reviewed on 9 Dec: partly"]
    assert tell(held, before=nothing) == ["reviewed on 9 Dec"]
    assert tell(closed, before=opened) == ["closed the cycle: met"]
    assert tell(closed, before=nothing) == ["closed the cycle"]
    assert tell(held, outcome, closed, before=nothing) == [
        "closed the cycle: partly",
        "reviewed on 9 Dec",
    ]
    same_day = ("review", "held", "2025-12-10")
    assert tell(same_day, outcome, closed, before=nothing) == [
        "closed the cycle: partly"
    ]


def test_new_learners_are_told_with_their_number() -> None:
    edit: Edit = ("priority", "learners", {})
    assert back(edit) == ["learners: all of grade 4 (64)"]
    assert len(tell(edit)) == 2


def test_bookkeeping_is_told_only_where_there_is_nothing_else() -> None:
    digest = ("review", "based_on", "sha256:1")
    kept = "kept which evidence the review rests on"
    assert tell(digest) == [kept]
    assert tell(digest, ("review", "next", "keep")) == ["what comes next: adapt → keep"]
    path = stage_path(NAME, "action")
    bare = {"actions": [{"id": "talks", "what": "Talks"}]}
    full = {"actions": [{**bare["actions"][0], "status": "planned", "due": "soon"}]}
    assert told(compare(path, bare, full)) == ("talks: due soon",)


ENTRY = {
    "field": "action.actions.talks.due",
    "values": [{"value": "2025-10-29", "by": "A"}, {"value": "2025-11-05", "by": "B"}],
}


def test_two_versions_wait_and_are_decided() -> None:
    due, entry = at(TALKS, "due", "2025-10-29"), ("action", "contested", [ENTRY])
    assert tell(due, entry) == ["two versions of due of talks, waiting for the team"]
    settled: tuple[Edit, Edit] = (
        ("action", "contested", []),
        at(TALKS, "due", "2025-11-05"),
    )
    assert tell(*settled, before=(due, entry)) == ["decided due of talks: 5 Nov"]
    cleared = (settled[0], at(TALKS, "due", None))
    assert tell(*cleared, before=(due, entry)) == ["decided due of talks"]
    third = ("action", "contested/0/values/2", {"value": "2025-12-01"})
    assert tell(third, before=(due, entry)) == [
        "another version of due of talks, waiting for the team"
    ]
    three = {**ENTRY, "values": [{"value": number} for number in range(3)]}
    assert tell(("action", "contested", [three])) == [
        "3 versions of due of talks, waiting for the team"
    ]
    owner = at(TALKS, "owner", "coach")
    assert tell(owner, entry) == [
        "talks: owner all of us → Math coach",
        "two versions of due of talks, waiting for the team",
    ]
    whole = ("action", "contested", [{"field": "action.actions.talks"}])
    assert tell(("action", "contested", []), before=(whole,)) == [
        "decided action talks"
    ]


def test_names_are_those_of_people_teams_models_and_cycles() -> None:
    found = names_in(records())
    assert found == {**NAMES, "teacher-a": "Teacher A"}
    odd = {"teams/x.yaml": {"name": "", "members": "none"}, "notes.txt": {}}
    assert names_in(odd) == {}
    assert names_in({"teams/x.yaml": {"members": ["a", {"id": "b"}]}}) == {}
