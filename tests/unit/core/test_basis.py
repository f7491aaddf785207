"""What a review rests on, and whether that is still what stands there."""

import pytest
from builders import NAME, Change, journal

from plcjournal.core.basis import digest_of, is_stale
from plcjournal.core.cycle import Cycle
from plcjournal.core.recalled import Recalled
from plcjournal.core.shape import plain

COUNT: Change = ("evidence", "measures/0/results/0/count", 26)


def having(*changes: Change) -> Cycle:
    return journal(*changes).cycles[NAME]


def test_the_digest_follows_measures_and_observations_alone() -> None:
    cycle = having()
    assert digest_of(cycle).startswith("sha256:")
    same: list[Change] = [
        ("evidence", "answers", {"x": "y"}),
        ("evidence", "x_mine", 1),
        ("action", "log", []),
    ]
    assert digest_of(having(*same)) == digest_of(cycle)
    for change in (COUNT, ("evidence", "observations/0/means", "x")):
        assert digest_of(having(change)) != digest_of(cycle)


TASK = "measures/0/"
RESULT = "measures/0/results/1/"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (TASK + "name", "Other words"),
        (TASK + "tool", "Version B"),
        (TASK + "same_learners", False),
        (TASK + "same_learners", True),
        (TASK + "targets", []),
        (TASK + "prediction", {"value": 60}),
        (RESULT + "paired", {"with": "2025-10-08", "correlation": 0.5}),
    ],
)
def test_what_was_not_measured_makes_no_review_stale(place: str, value: object) -> None:
    assert digest_of(having(("evidence", place, value))) == digest_of(having())


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (TASK + "unit", "score"),
        (TASK + "better", "down"),
        (TASK + "cut", {"at": 11}),
        (TASK + "scale", {"min": 0, "max": 25}),
        (RESULT + "role", "interim"),
        (RESULT + "count", 41),
    ],
)
def test_what_gives_the_figures_their_meaning_does(place: str, value: object) -> None:
    assert digest_of(having(("evidence", place, value))) != digest_of(having())


def test_the_digest_of_what_was_remembered_is_the_same() -> None:
    cycle = having()
    light = cycle.with_stage("evidence", Recalled(plain(cycle.evidence)))  # type: ignore[arg-type]
    assert digest_of(light) == digest_of(cycle)


def test_what_says_nothing_and_how_a_number_is_written_change_nothing() -> None:
    numbers: Change = ("evidence", "measures/0/results/0/mean", 10.0)
    whole: Change = ("evidence", "measures/0/results/0/mean", 10)
    assert digest_of(having(numbers)) == digest_of(having(whole))
    empty: Change = ("evidence", "measures/0/results/0/paired", None)
    assert digest_of(having(empty)) == digest_of(having())


def test_a_review_is_stale_once_its_evidence_changed() -> None:
    based: Change = ("review", "based_on", digest_of(having()))
    assert not is_stale(having(based))
    assert is_stale(having(based, COUNT))


@pytest.mark.parametrize("known", [None, ""])
def test_a_review_that_rests_on_nothing_known_is_not_stale(known: str | None) -> None:
    assert not is_stale(having(("review", "based_on", known), COUNT))
