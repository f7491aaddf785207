"""What changed in one cycle: its measures, what it lacks, and what to type."""

from typing import Any

import pytest
from builders import GONE, NAME, Change, journal, remembered

from plcjournal.core.basis import digest_of
from plcjournal.core.impact.cautions import CautionKind
from plcjournal.core.impact.cycle import CycleImpact, Tried, cycle_impact
from plcjournal.core.impact.revised import Step
from plcjournal.core.recalled import values_of
from plcjournal.core.steps import Todo

RESULT = "measures/0/results"
_TWO = ((45, "Teacher A"), (30, "Teacher B"))


def impact(*changes: Change) -> CycleImpact:
    made = journal(*changes)
    return cycle_impact(made, made.cycles[NAME])


def lacking(*changes: Change) -> Todo:
    (measure,) = impact(*changes).measures
    assert measure.missing is not None
    return measure.missing


def test_a_cycle_is_told_measure_by_measure_with_what_was_tried() -> None:
    found = impact()
    assert (found.title, found.outcome, found.stale) == (
        "Compare fractions",
        "met",
        False,
    )
    assert (found.sentence, found.next) == ("", None)
    (measure,) = found.measures
    assert (measure.measure, measure.missing) == ("task", None)
    assert measure.gist == (
        "up 28.7 percentage points, between 11.3 and 43.8 allowing for chance; the "
        "target of 65 % is reached"
    )
    assert measure.sentence.endswith(f": {measure.gist}.")
    assert found.actions == (Tried("2025-10-20", "Number talks", "talks"),)


def test_what_was_remembered_is_told_alike() -> None:
    made = journal()
    light = remembered(made)
    assert cycle_impact(light, light.cycles[NAME]) == cycle_impact(
        made, made.cycles[NAME]
    )


def test_a_cycle_without_measures_says_so_and_what_to_type() -> None:
    found = impact(("evidence", "", {}))
    assert found.sentence == "Nothing was measured in this cycle yet."
    assert found.next == Todo(
        'plc add-evidence fractions --measure "NAME" --date DATE --size N --count N',
        "name a measure",
    )


def test_evidence_that_cannot_be_read_says_so_and_what_to_type() -> None:
    found = impact(("evidence", "", GONE))
    assert found.sentence == (
        "evidence.yaml cannot be read, so nothing can be said of its figures."
    )
    assert found.next is not None
    assert found.next.command == f"plc validate cycles/{NAME}/evidence.yaml"


def test_evidence_of_two_versions_is_told_as_that() -> None:
    values = [{"value": n, "by": who, "date": "2025-12-01"} for n, who in _TWO]
    waiting = {"field": "evidence.measures.task.results.2025-12-03.count"}
    found = impact(("evidence", "contested", [{**waiting, "values": values}]))
    assert found.sentence == (
        "Two versions of some evidence wait (plc resolve); one is told for now."
    )
    assert found.measures


def test_a_review_whose_evidence_changed_is_stale() -> None:
    based: Change = "review", "based_on", digest_of(journal().cycles[NAME])
    assert not impact(based).stale
    found = impact(based, ("evidence", f"{RESULT}/1/count", 43))
    assert found.stale
    assert found.sentence == (
        "The evidence changed after the review; it may say something else now."
    )
    assert found.next == Todo("plc review fractions", "look back again")


def test_a_cycle_with_a_change_and_no_review_is_asked_for_one() -> None:
    assert impact(("review", "", {})).next == Todo(
        "plc review fractions", "look back together"
    )
    assert impact(("review", "", {}), ("evidence", f"{RESULT}/1", GONE)).next is None


START = "plc add-evidence fractions --measure task --date "
COUNTS = " --size N --count N"


@pytest.mark.parametrize(
    ("changes", "command", "what"),
    [
        (
            [("evidence", RESULT, [])],
            f"{START}DATE{COUNTS} --role baseline",
            "enter where learners are now",
        ),
        (
            [("evidence", f"{RESULT}/0", GONE)],
            f"{START}DATE{COUNTS} --role baseline",
            "enter where learners were before you began",
        ),
        (
            [("evidence", f"{RESULT}/1", GONE)],
            f"{START}DATE{COUNTS} --role result",
            "look again the same way (or --from FILE, for a sheet of marks)",
        ),
        (
            [("evidence", f"{RESULT}/1/size", 9), ("evidence", f"{RESULT}/1/count", 5)],
            f"{START}2025-12-03{COUNTS}",
            "enter figures about a bigger group",
        ),
        (
            [
                ("evidence", f"{RESULT}/0/mean", None),
                ("evidence", f"{RESULT}/1/count", None),
            ],
            f"{START}2025-12-03{COUNTS}",
            "enter the later figures the same way",
        ),
        (
            [
                (
                    "evidence",
                    f"{RESULT}/0",
                    {"date": "2025-10-08", "role": "baseline", "value": 39},
                )
            ],
            f"{START}2025-10-08{COUNTS}",
            "enter the counts behind the percentage, for its interval",
        ),
        (
            [("evidence", RESULT, []), ("evidence", "measures/0/unit", "score")],
            f"{START}DATE --size N --mean M --sd S --role baseline",
            "enter where learners are now",
        ),
        (
            [("evidence", RESULT, []), ("evidence", "measures/0/unit", "minutes")],
            f"{START}DATE --value N --role baseline",
            "enter where learners are now",
        ),
    ],
)
def test_what_a_measure_lacks_is_asked_for(
    changes: list[Change], command: str, what: str
) -> None:
    assert lacking(*changes) == Todo(command, what)


def past(*states: Any) -> tuple[Step, ...]:
    return tuple(
        Step("2025-12-04", *pair) for pair in zip(({}, *states), states, strict=False)
    )


def test_the_past_tells_what_changed_between_two_figures() -> None:
    made = journal(("evidence", "measures/0/tool", "Version B"))
    before = journal(
        ("evidence", "measures/0/tool", "Version A"), ("evidence", f"{RESULT}/1", GONE)
    )
    states = [values_of(one.cycles[NAME].evidence) for one in (before, made)]
    (measure,) = cycle_impact(made, made.cycles[NAME], past(*states)).measures
    assert measure.caution is not None
    assert measure.caution.kind is CautionKind.NOT_ALIKE
    assert measure.unlike == (measure.caution.sentence,)


def test_the_past_tells_of_a_prediction_changed_after_its_result() -> None:
    made = journal(("evidence", "measures/0/prediction/value", 68))
    states = [values_of(one.cycles[NAME].evidence) for one in (journal(), made)]
    (measure,) = cycle_impact(made, made.cycles[NAME], past(*states)).measures
    assert measure.prediction is not None
    assert measure.prediction.late == (
        "The prediction was changed from 60 to 68 % on 4 Dec 2025, when the result of "
        "3 Dec 2025 was known."
    )


def late(prediction: object, *before: object) -> str:
    made = journal(("evidence", "measures/0/prediction", prediction))
    states = [
        values_of(
            journal(("evidence", "measures/0/prediction", one)).cycles[NAME].evidence
        )
        for one in before
    ]
    states.append(values_of(made.cycles[NAME].evidence))
    (measure,) = cycle_impact(made, made.cycles[NAME], past(*states)).measures
    return measure.prediction.late if measure.prediction else "none"


def test_a_prediction_is_late_by_its_own_date_or_by_the_past() -> None:
    assert late({"value": 60, "made": "2025-12-03"}) == ""
    assert late({"value": 60}) == ""
    assert late({"value": 60, "made": "2025-12-04"}) == (
        "The prediction was made on 4 Dec 2025, after the result of 3 Dec 2025."
    )
    assert late({"value": 60}, None) == (
        "The prediction was written down on 4 Dec 2025, when the result of 3 Dec 2025 "
        "was known."
    )
    assert late(None, {"value": 60}) == "none"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (60, "60 %, made on 8 Oct 2025; it came out 7.7 above that"),
        (70, "70 %, made on 8 Oct 2025; it came out 2.3 below that"),
        (67.74, "67.7 %, made on 8 Oct 2025; it came out just so"),
    ],
)
def test_a_prediction_stands_beside_what_came(value: float, text: str) -> None:
    (measure,) = impact(("evidence", "measures/0/prediction/value", value)).measures
    assert measure.prediction is not None
    assert measure.prediction.text == text


def test_a_prediction_waits_for_its_result() -> None:
    changes: list[Change] = [
        ("evidence", f"{RESULT}/1", GONE),
        ("evidence", "measures/0/prediction", {"value": 60}),
    ]
    (measure,) = impact(*changes).measures
    assert measure.prediction is not None
    assert measure.prediction.text == "60 %"
    assert measure.prediction.distance is None


def test_the_smallest_group_of_the_journal_counts() -> None:
    few: list[Change] = [
        ("evidence", f"{RESULT}/1/size", 12),
        ("plc", "privacy", {"min_group": 20}),
    ]
    (measure,) = impact(*few, ("evidence", f"{RESULT}/1/count", 6)).measures
    assert measure.change is None
    assert "stay hidden" in measure.sentence
