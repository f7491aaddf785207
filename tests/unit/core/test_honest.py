"""What a review is told about itself: what it rests on, and whether like meets like."""

from typing import Any

import pytest
from builders import GONE, NAME, TODAY, Change, findings, journal, told

from plcjournal.core.basis import digest_of
from plcjournal.core.findings import Severity
from plcjournal.core.rules.journal import check_journal

LATER = "measures/0/results/1"
BARE: Change = ("review", "learned/0/because", [])
OPEN: Change = ("review", "", {})
COUNT: Change = ("evidence", f"{LATER}/count", 43)
HONEST = {
    "stale-review",
    "prediction-after-result",
    "not-like-with-like",
    "claim-without-evidence",
    "outcome-without-evidence",
    "evidence-without-action",
}


def fixes(rule: str, *changes: Change) -> list[str]:
    return [found.fix for found in findings(*changes) if found.rule == rule]


def based() -> Change:
    return "review", "based_on", digest_of(journal().cycles[NAME])


def test_nothing_that_makes_a_review_honest_keeps_anybody_from_saving() -> None:
    changes: list[Change] = [
        based(),
        ("evidence", f"{LATER}/size", 50),
        ("evidence", "measures/0/prediction/made", "2025-12-11"),
        BARE,
        ("review", "learned/0/confidence", "strong"),
    ]
    found = [one for one in findings(*changes) if one.rule in HONEST]
    assert len({one.rule for one in found}) == 4
    assert all(one.severity is not Severity.ERROR for one in found)
    assert {f.rule for f in check_journal(journal(*changes))}.isdisjoint(HONEST)


def test_a_review_whose_evidence_changed_says_how_to_look_back_again() -> None:
    assert told("stale-review", based()) == []
    assert told("stale-review", based(), COUNT) == [
        "The evidence changed after the review, which may no longer hold."
    ]
    assert fixes("stale-review", based(), COUNT) == [
        "plc review maths/2025-10-fractions --outcome met"
    ]
    bare = ("review", "", {"based_on": "sha256:0"})
    assert fixes("stale-review", bare) == ["plc review maths/2025-10-fractions"]


@pytest.mark.parametrize("confidence", ["supported", "strong"])
def test_a_claim_that_is_called_sure_is_asked_for_its_evidence(confidence: str) -> None:
    changes: list[Change] = [BARE, ("review", "learned/0/confidence", confidence)]
    assert told("claim-without-evidence", *changes) == [
        f"'lines' is called {confidence}, but rests on no evidence."
    ]
    assert fixes("claim-without-evidence", *changes) == [
        "plc set review.learned.lines.because task --cycle maths/2025-10-fractions"
    ]
    nothing: list[Change] = [("evidence", "", {}), ("action", "", {})]
    assert fixes("claim-without-evidence", *changes, *nothing) == [
        'plc add-evidence maths/2025-10-fractions --noticed "WHAT YOU SAW"'
    ]


def test_a_tentative_claim_needs_no_evidence() -> None:
    assert told("claim-without-evidence", BARE) == []


@pytest.mark.parametrize("outcome", ["met", "partly", "not-met"])
def test_an_outcome_needs_a_figure_before_and_after(outcome: str) -> None:
    changes: list[Change] = [
        ("review", "outcome", outcome),
        ("evidence", LATER, GONE),
    ]
    assert told("outcome-without-evidence", *changes) == [
        (
            f"The outcome is '{outcome}', but nothing was measured before and after; "
            "'cannot-tell' is as good an outcome."
        )
    ]
    assert fixes("outcome-without-evidence", *changes) == [
        "plc review maths/2025-10-fractions --outcome cannot-tell"
    ]


def test_hidden_figures_before_and_after_are_figures() -> None:
    hidden = [
        {"date": "2025-10-08", "role": "baseline", "suppressed": True},
        {"date": "2025-12-03", "role": "result", "suppressed": True},
    ]
    change: Change = ("evidence", "measures/0/results", hidden)
    assert told("outcome-without-evidence", change) == []


def test_other_learners_are_no_like_with_like() -> None:
    assert told("not-like-with-like", ("evidence", f"{LATER}/size", 50)) == [
        (
            "'Common task': not the same learners: 64 before and 50 after, so that "
            "part of the change may be who was there."
        )
    ]


def test_other_groups_are_no_like_with_like() -> None:
    before: dict[str, Any] = {"date": "2025-10-08", "role": "baseline", "size": 30}
    after: dict[str, Any] = {"date": "2025-12-03", "role": "result", "size": 62}
    results = [{**before, "count": 12, "group": "room-12"}, {**after, "count": 42}]
    change: Change = ("evidence", "measures/0/results", results)
    assert told("not-like-with-like", change) == [
        (
            "'Common task': not the same group: before it was room-12, afterwards "
            "everybody."
        )
    ]
    both = [*results, {**after, "size": 30, "count": 20, "group": "room-12"}]
    change = ("evidence", "measures/0/results", both)
    assert told("not-like-with-like", change) == []


def test_nothing_is_compared_where_nobody_claims_a_change() -> None:
    other: Change = ("evidence", f"{LATER}/size", 50)
    for review in ({}, {"outcome": "cannot-tell"}):
        assert told("not-like-with-like", other, ("review", "", review)) == []
    claimed: Change = ("review", "", {"outcome": "cannot-tell", "changed": "A lot"})
    assert len(told("not-like-with-like", other, claimed)) == 1


def test_a_prediction_made_after_its_result_is_none() -> None:
    late: Change = ("evidence", "measures/0/prediction/made", "2025-12-04")
    assert told("prediction-after-result", late) == [
        (
            "'Common task': the prediction was made on 4 Dec 2025, after the result of "
            "3 Dec 2025."
        )
    ]
    assert fixes("prediction-after-result", late) == [
        "plc remove evidence.measures.task.prediction --cycle maths/2025-10-fractions"
    ]
    interim: Change = ("evidence", f"{LATER}/role", "interim")
    assert told("prediction-after-result", late, interim) == []


BASELINE: Change = ("evidence", LATER, GONE)


@pytest.mark.parametrize(
    ("actions", "day", "waits"),
    [
        ([], "2025-11-28", True),
        ([], "2025-11-29", False),
        ([{"id": "a", "what": "Talk", "status": "doing"}], "2025-11-28", False),
        ([{"id": "a", "what": "Talk", "status": "dropped"}], "2025-11-28", True),
        (
            [{"id": "a", "what": "Talk", "status": "done", "done": "2025-11-28"}],
            "2025-11-28",
            False,
        ),
        (
            [{"id": "a", "what": "Talk", "status": "done", "done": "2025-11-27"}],
            "2025-11-28",
            True,
        ),
    ],
)
def test_evidence_waits_two_weeks_for_an_action(
    actions: list[dict[str, Any]], day: str, waits: bool
) -> None:
    changes: list[Change] = [
        OPEN,
        BASELINE,
        ("evidence", "measures/0/results/0/date", day),
        ("action", "", {"actions": actions}),
    ]
    said = [f"'task' of {day} is 14 days old, and no action answers it yet."]
    assert told("evidence-without-action", *changes) == (said if waits else [])


def test_something_noticed_waits_for_an_action_too() -> None:
    changes: list[Change] = [
        OPEN,
        ("evidence", "measures", []),
        ("evidence", "observations/0/date", "2025-11-01"),
        ("action", "actions", []),
    ]
    assert fixes("evidence-without-action", *changes) == [
        'plc add-action "WHAT" --because digits --cycle maths/2025-10-fractions'
    ]


@pytest.mark.parametrize(
    "change",
    [
        ("evidence", "measures/0/results/0/date", TODAY),
        ("evidence", "", {}),
        ("review", "closed", TODAY),
        ("evidence", LATER, {"date": "2025-10-09", "role": "result", "value": 50}),
    ],
)
def test_nothing_waits_that_is_new_closed_or_ready_for_the_review(
    change: Change,
) -> None:
    changes: list[Change] = [OPEN, BASELINE, ("action", "actions", []), change]
    assert told("evidence-without-action", *changes) == []


@pytest.mark.parametrize("stage", ["evidence", "action", "review"])
def test_a_record_that_cannot_be_read_is_accused_of_nothing(stage: str) -> None:
    strong: Change = ("review", "learned/0/confidence", "strong")
    changes: list[Change] = [BARE, strong, (stage, "", GONE)]
    rules = {found.rule for found in findings(*changes)}
    assert "stale-review" not in rules
    assert "evidence-without-action" not in rules
    if stage != "action":
        assert rules.isdisjoint(HONEST)
