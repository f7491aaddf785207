"""Tables of a journal: what stands in them, and that the dictionary says so."""

from typing import Any

import pytest
from builders import NAME, Change, journal, remembered

from plcjournal.core.impact.cycle import cycle_impact
from plcjournal.core.tables import declared
from plcjournal.core.tables.column import Kind, Plan, Table
from plcjournal.core.tables.of_cycles import ACTIONS, CYCLES, LEARNED
from plcjournal.core.tables.of_figures import MEASURES, RESULTS
from plcjournal.core.tables.of_teams import CHANGES, MEETINGS
from plcjournal.core.tables.sources import (
    Claimed,
    Looked,
    Met,
    Said,
    Seen,
    Tried,
    Whole,
)

# The stable interface: columns may come at the end, and none may go or move.
COLUMNS = {
    "cycles": "cycle team team_name school cluster district province title model opened"
    " review_by facilitator learners learners_size need question theory plan_link"
    " follows adapts held outcome changed next share closed stale contested unreadable",
    "measures": "cycle measure name kind of unit better tool cut_at cut_label scale_min"
    " scale_max same_learners target target_by prediction predicted baseline_date"
    " latest_date change change_low change_high change_unit effect_size effect_low"
    " effect_high sentence design caution",
    "results": "cycle measure date group group_name role size count percent amount"
    " value mean sd levels paired_with pairs correlation round hidden figure",
    "actions": "cycle action what because owner due status done why quick_win files"
    " round",
    "learned": "cycle learned claim because confidence transfer held",
    "meetings": "meeting team team_name date minutes facilitator present focus cycles"
    " decided",
    "changes": "change part date moment who cycle sentence",
}


def whole(*changes: Change) -> Whole:
    made = remembered(journal(*changes))
    cycle = made.cycles[NAME]
    return Whole(
        cycle=cycle,
        team_name="Maths team",
        places={"school": "Some school"},
        model="small",
        impact=cycle_impact(made, cycle),
        called=str,
    )


def row(plan: Plan[Any], source: object) -> dict[str, Any]:
    table = plan.filled([source])
    names = [column.name for column in table.columns]
    [cells] = table.rows
    return dict(zip(names, cells, strict=True))


def result(*changes: Change, at: int = 0) -> dict[str, Any]:
    made = whole(*changes)
    measure = made.cycle.evidence.measures[0]
    return row(RESULTS, Seen(made, measure, measure.results[at]))


def test_the_columns_are_those_that_programs_know() -> None:
    assert {
        plan.name: " ".join(column.name for column in plan.columns)
        for plan in declared.PLANS
    } == COLUMNS
    assert [plan.name for plan in declared.PLANS] == [*COLUMNS]


def test_the_dictionary_explains_every_column_from_its_own_declaration() -> None:
    told = declared.dictionary()
    explained = [(row[0], row[1]) for row in told.rows]
    assert explained == [
        (table, name) for table, names in COLUMNS.items() for name in names.split()
    ]
    for entry in told.rows:
        assert entry[2] in {str(kind) for kind in Kind}
        assert len(str(entry[4])) > 3, entry


def test_every_join_leads_to_a_column_of_ids() -> None:
    known = {
        f"{plan.name}.{column.name}": column.kind
        for plan in declared.PLANS
        for column in plan.columns
    }
    joins = [c.refers for plan in declared.PLANS for c in plan.columns if c.refers]
    assert joins
    assert {known[one] for one in joins} == {Kind.ID}


def test_a_cycle_is_one_row() -> None:
    told = row(CYCLES, whole())
    assert told["cycle"] == NAME
    assert told["title"] == "Compare fractions"
    assert told["school"] == "Some school"
    assert told["learners_size"] == 64
    assert told["outcome"] == "met"
    assert told["closed"] == "2025-12-10"
    assert told["theory"] is None
    assert told["contested"] is None
    assert told["stale"] is False


def test_a_record_that_cannot_be_read_is_named() -> None:
    made = whole()
    broken = Whole(
        cycle=type(made.cycle)(
            name=NAME,
            priority=made.cycle.priority,
            evidence=made.cycle.evidence,
            action=made.cycle.action,
            review=made.cycle.review,
            unread=frozenset({"review", "evidence"}),
        ),
        team_name="",
        places={},
        model="small",
        impact=made.impact,
        called=str,
    )
    assert row(CYCLES, broken)["unreadable"] == ("evidence", "review")


def test_a_measure_says_what_changed_and_how_sure_that_is() -> None:
    made = whole()
    told = row(
        MEASURES, Looked(made, made.cycle.evidence.measures[0], made.impact.measures[0])
    )
    assert (told["target"], told["target_by"]) == (65, "2025-12-05")
    assert (told["baseline_date"], told["latest_date"]) == ("2025-10-08", "2025-12-03")
    assert told["change"] == pytest.approx(28.6794)
    assert told["change_low"] < told["change"] < told["change_high"]
    assert told["change_unit"] == "percentage points"
    assert told["sentence"].startswith("Common task rose from 39.1 %")
    assert "no comparison group" in told["design"]
    assert told["caution"]


def test_a_measure_without_a_result_claims_no_change() -> None:
    made = whole(
        ("evidence", "measures/0/results", []), ("evidence", "observations", [])
    )
    told = row(
        MEASURES, Looked(made, made.cycle.evidence.measures[0], made.impact.measures[0])
    )
    gone = ("baseline_date", "change", "change_low", "effect_size", "caution", "design")
    assert [told[name] for name in gone] == [None] * len(gone)
    assert told["sentence"] == "Common task has no figure for everybody yet."


def test_a_result_has_counts_and_the_share_they_make() -> None:
    told = result()
    assert (told["size"], told["count"], told["percent"]) == (64, 25, 39.0625)
    assert (told["mean"], told["amount"], told["sd"]) == (10.4, 10.4, 4.1)
    assert told["group"] is None
    assert told["hidden"] is False
    assert told["figure"] == "39.1 % (25 of 64); mean 10.4, SD 4.1"


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"size": 8, "count": 4}, {"percent": None, "count": 4, "size": 8}),
        ({"value": 55}, {"percent": 55, "value": 55, "count": None}),
        ({"levels": {"10": 20, "12": 44}}, {"count": 44, "size": 64, "percent": 68.75}),
        ({"levels": {"10": 20, "12": 44}}, {"levels": ("10: 20", "12: 44")}),
        ({"suppressed": True}, {"hidden": True, "figure": "hidden (small numbers)"}),
    ],
)
def test_what_is_not_known_of_a_result_is_empty(
    figures: dict[str, object], expected: dict[str, object]
) -> None:
    one = {"date": "2025-10-08", "role": "baseline", **figures}
    told = result(("evidence", "measures/0/results", [one]))
    assert {key: told[key] for key in expected} == expected


def test_a_code_stands_in_the_place_of_a_hidden_figure() -> None:
    made = whole()
    measure = made.cycle.evidence.measures[0]
    told = row(RESULTS, Seen(made, measure, measure.results[0], "fewer than 10 of 64"))
    assert told["hidden"] is True
    assert told["figure"] == "fewer than 10 of 64"


def test_actions_and_claims_name_what_they_rest_on() -> None:
    made = whole()
    action = row(ACTIONS, Tried(made, made.cycle.action.actions[0]))
    assert action["because"] == ("task", "digits")
    assert (action["owner"], action["done"]) == ("all of us", "2025-10-20")
    claim = row(LEARNED, Claimed(made, made.cycle.review.learned[0]))
    assert (claim["learned"], claim["because"]) == ("lines", ("task",))
    assert claim["held"] == "2025-12-10"


def test_a_meeting_without_its_own_date_has_that_of_its_name() -> None:
    name = "2025-11-05-maths"
    made = journal(("meeting", "date", None), ("meeting", "team", None))
    told = row(MEETINGS, Met(name, "Maths team", made.meetings[name], str.title))
    assert (told["date"], told["team"]) == ("2025-11-05", "maths")
    assert told["present"] == ("Teacher-A", "Coach")


def test_words_that_say_nothing_are_no_words() -> None:
    said = Said("", 1, "2025-11-05", "", "Coach", "", "changed something")
    assert CHANGES.filled([said]) == Table(
        "changes",
        CHANGES.meaning,
        (*CHANGES.columns,),
        ((None, 1, "2025-11-05", None, "Coach", None, "changed something"),),
    )
