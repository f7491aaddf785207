"""Look back, close, open again."""

from typing import Any

import pytest
from builders import NAME, Change, journal

from plcjournal.core.basis import digest_of
from plcjournal.core.cycle import Cycle
from plcjournal.core.edits.edited import AlreadySo, Refused
from plcjournal.core.edits.review import (
    Lookback,
    NothingClaimed,
    NotReadyToClose,
    StillUndecided,
    close,
    reopen,
    review,
)
from plcjournal.core.journal import Journal, NotFound
from plcjournal.core.shape import plain
from plcjournal.errors import Exit

TODAY = "2025-12-12"
OPEN: Change = ("review", "closed", None)


def having(*changes: Change) -> tuple[Journal, Cycle]:
    made = journal(*changes)
    return made, made.cycles[NAME]


def test_a_review_keeps_everything_that_was_said() -> None:
    made, cycle = having(("review", "", {}))
    said = Lookback(
        outcome="partly",
        changed="Routine",
        learned=("Waiting works", "Waiting works"),
        because=("task", "digits"),
        confidence="supported",
        transfer="Any grade",
        next="spread",
        share="school",
    )
    edited = review(made, cycle, said, TODAY)
    kept = edited.journal.cycles[NAME].review
    assert (kept.outcome, kept.changed, kept.next, kept.share) == (
        "partly",
        "Routine",
        "spread",
        "school",
    )
    assert kept.held == TODAY
    assert len({claim.id for claim in kept.learned}) == 2
    assert {claim.because for claim in kept.learned} == {("task", "digits")}
    assert {claim.confidence for claim in kept.learned} == {"supported"}
    assert {claim.transfer for claim in kept.learned} == {"Any grade"}
    assert edited.sentence == (
        "Reviewed: outcome partly, 2 things learned, next spread, shared with school, "
        "changes noted"
    )


def test_a_second_look_back_changes_only_what_it_says() -> None:
    made, cycle = having(OPEN)
    edited = review(made, cycle, Lookback(next="stop"), TODAY)
    before, after = plain(cycle.review), plain(edited.journal.cycles[NAME].review)
    assert {k for k in after if after[k] != before[k]} == {"next", "based_on"}


@pytest.mark.parametrize(
    "said",
    [{"because": ("task",)}, {"confidence": "strong"}, {"transfer": "Any grade"}],
)
def test_what_belongs_to_a_claim_is_never_dropped_without_a_word(
    said: dict[str, Any],
) -> None:
    with pytest.raises(NothingClaimed) as error:
        review(*having(OPEN), Lookback(outcome="met", **said), TODAY)
    assert "--learned" in error.value.hint
    assert not Lookback(**said).says_nothing


def test_saying_nothing_is_known() -> None:
    assert Lookback().says_nothing
    assert not Lookback(changed="x").says_nothing


def test_a_reason_that_is_nothing_of_the_cycle_is_refused() -> None:
    with pytest.raises(NotFound):
        review(*having(OPEN), Lookback(learned=("x",), because=("zzz",)), TODAY)


def test_an_outcome_that_is_none_is_refused() -> None:
    with pytest.raises(Refused) as error:
        review(*having(OPEN), Lookback(outcome="great"), TODAY)
    assert "met, partly, not-met or cannot-tell" in error.value.sentence


@pytest.mark.parametrize("outcome", ["met", "partly", "not-met", "cannot-tell"])
def test_a_cycle_closes_with_any_honest_outcome(outcome: str) -> None:
    edited = close(*having(OPEN, ("review", "outcome", outcome)), TODAY)
    assert edited.journal.cycles[NAME].review.closed == TODAY
    assert edited.sentence == f"Closed the cycle 'Compare fractions': {outcome}"


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        (
            [("review", "outcome", None)],
            "an outcome (met, partly, not-met or cannot-tell)",
        ),
        ([("review", "learned", [])], "one thing you learned"),
        (
            [("review", "outcome", None), ("review", "learned", [])],
            (
                "an outcome (met, partly, not-met or cannot-tell) and "
                "one thing you learned"
            ),
        ),
    ],
)
def test_closing_needs_an_outcome_and_one_thing_learned(
    changes: list[Change], missing: str
) -> None:
    with pytest.raises(NotReadyToClose) as error:
        close(*having(OPEN, *changes), TODAY)
    assert (
        error.value.sentence
        == f"'Compare fractions' stays open: it still needs {missing}."
    )
    assert error.value.exit_code is Exit.NO


def test_a_cycle_in_which_two_versions_wait_stays_open() -> None:
    values = [
        {"value": "met", "by": "Teacher A", "date": "2025-12-01"},
        {"value": "not-met", "by": "Teacher B", "date": "2025-12-02"},
    ]
    waiting = {"field": "review.outcome", "values": values}
    with pytest.raises(StillUndecided) as error:
        close(*having(OPEN, ("review", "contested", [waiting])), TODAY)
    assert error.value.sentence == (
        "'Compare fractions' stays open: two versions wait of 1 field (review.outcome)."
    )
    assert error.value.hint == "Decide first: plc resolve fractions"


def test_a_closed_cycle_opens_again_with_its_review() -> None:
    made, cycle = having()
    with pytest.raises(AlreadySo) as error:
        close(made, cycle, TODAY)
    assert error.value.hint == "To work on it again: plc reopen fractions"
    edited = reopen(made, cycle)
    opened = edited.journal.cycles[NAME]
    assert opened.is_open
    assert opened.review.learned == cycle.review.learned
    with pytest.raises(AlreadySo, match="is open"):
        reopen(edited.journal, opened)


def test_only_a_look_at_the_evidence_is_signed_with_its_digest() -> None:
    made, cycle = having(OPEN, ("review", "based_on", "sha256:old"))
    shared = review(made, cycle, Lookback(share="public"), TODAY).journal
    assert shared.cycles[NAME].review.based_on == "sha256:old"
    looked = review(made, cycle, Lookback(changed="x"), TODAY).journal
    assert looked.cycles[NAME].review.based_on == digest_of(cycle)
