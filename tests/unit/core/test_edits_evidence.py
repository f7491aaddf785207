"""Evidence of one line."""

from typing import Any

import pytest
from builders import NAME, Change, journal, open_cycle, told

from plcjournal.core.edits.edited import Edited, Refused
from plcjournal.core.edits.evidence import (
    DayTaken,
    Figures,
    NearlyTheSame,
    NothingSaid,
    UnitTaken,
    add_figures,
    add_observation,
    measure_named,
)
from plcjournal.core.rules.journal import check_journal
from plcjournal.core.shape import plain

TODAY = "2025-11-20"
COUNT: dict[str, Any] = {"size": 64, "count": 30}


def add(*changes: Change, measure: str = "Common task", **given: Any) -> Edited:
    made = journal(*changes)
    return add_figures(made, made.cycles[NAME], Figures(measure, **given), TODAY)


def results(edited: Edited, number: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {k: v for k, v in plain(one).items() if v not in (None, {}, False)}
        for one in edited.journal.cycles[NAME].evidence.measures[number].results
    ]
    return found


def test_a_new_measure_is_made_with_its_first_figure_as_baseline() -> None:
    made, cycle = open_cycle()
    given = Figures(" Exit ticket ", size=64, count=30)
    edited = add_figures(made, cycle, given, TODAY)
    (measure,) = edited.journal.cycles[NAME].evidence.measures
    assert (measure.id, measure.name) == ("exit-ticket", "Exit ticket")
    assert results(edited) == [{"date": TODAY, "role": "baseline", **COUNT}]
    assert edited.id == "exit-ticket"
    assert edited.sentence == (
        "Added evidence: exit-ticket: new measure, baseline of 2025-11-20, "
        "46.9 % (30 of 64)"
    )
    assert edited.subject == "Add evidence: exit-ticket, new measure, baseline"


@pytest.mark.parametrize("name", ["task", "Common task", " COMMON TASK "])
def test_a_measure_is_found_by_id_or_name(name: str) -> None:
    assert measure_named(journal().cycles[NAME], name)
    edited = add(measure=name, **COUNT)
    assert len(edited.journal.cycles[NAME].evidence.measures) == 1


@pytest.mark.parametrize(
    "name", ["Comon task", "Common", "Common task, 5 items", "tasks"]
)
def test_a_name_that_is_nearly_another_is_asked_about(name: str) -> None:
    with pytest.raises(NearlyTheSame) as error:
        add(measure=name, **COUNT)
    assert error.value.existing == "Common task"
    assert '--measure "Common task"' in error.value.hint


def test_a_name_like_no_other_makes_a_new_measure() -> None:
    edited = add(measure="Exit ticket", **COUNT)
    assert len(edited.journal.cycles[NAME].evidence.measures) == 2


def test_a_new_measure_may_have_a_near_name() -> None:
    edited = add(measure="Common tasks", new=True, **COUNT)
    assert [m.name for m in edited.journal.cycles[NAME].evidence.measures] == [
        "Common task",
        "Common tasks",
    ]


@pytest.mark.parametrize(
    ("day", "changes", "role"),
    [
        ("2025-11-20", [], "interim"),
        ("2025-12-05", [], "result"),
        ("2025-12-03", [], "result"),
        ("2025-10-08", [], "baseline"),
        ("2025-12-09", [("evidence", "measures/0/targets", [])], "interim"),
        ("2025-12-10", [("evidence", "measures/0/targets", [])], "result"),
        (
            "2025-12-10",
            [("evidence", "measures/0/targets", []), ("priority", "review_by", None)],
            "interim",
        ),
        ("2025-11-01", [("evidence", "measures/0/results", [])], "baseline"),
    ],
)
def test_a_figure_has_the_role_its_day_suggests(
    day: str, changes: list[Change], role: str
) -> None:
    edited = add(*changes, date=day, **COUNT)
    assert [r["role"] for r in results(edited) if r["date"] == day] == [role]


def test_figures_in_another_unit_are_of_another_measure() -> None:
    with pytest.raises(UnitTaken) as error:
        add(size=60, mean=3.2, unit="score")
    assert error.value.sentence == (
        "The figures of 'Common task' are in percent, not in score; nothing was"
        " changed."
    )
    assert "plc set evidence.measures.task.unit score" in error.value.hint
    assert add(size=60, count=30, unit="percent").sentence.startswith("Added")
    assert add(unit="score").sentence == "Added evidence: task: unit"


def test_a_role_that_was_said_stands() -> None:
    edited = add(date="2025-11-01", role="result", **COUNT)
    assert results(edited)[1]["role"] == "result"


def test_results_stand_in_the_order_of_their_days() -> None:
    assert [r["date"] for r in results(add(date="2025-09-01", **COUNT))] == [
        "2025-09-01",
        "2025-10-08",
        "2025-12-03",
    ]


def test_entering_a_day_again_corrects_it() -> None:
    edited = add(date="2025-10-08", count=26)
    assert results(edited)[0] == {
        "date": "2025-10-08",
        "role": "baseline",
        "size": 64,
        "count": 26,
        "mean": 10.4,
        "sd": 4.1,
    }
    assert "corrected" in edited.sentence


def test_a_mean_entered_later_keeps_the_count() -> None:
    first = add(date="2025-11-01", **COUNT).journal
    given = Figures("task", date="2025-11-01", mean=9.5, sd=2)
    edited = add_figures(first, first.cycles[NAME], given, TODAY)
    assert results(edited)[1] == {
        "date": "2025-11-01",
        "role": "interim",
        **COUNT,
        "mean": 9.5,
        "sd": 2,
    }


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ({"levels": {"1": 34, "2": 30}}, {"levels", "mean", "sd", "size"}),
        ({"value": 40.0}, {"value", "mean", "sd", "size"}),
        ({"suppressed": True}, {"suppressed", "size"}),
    ],
)
def test_one_kind_of_figure_takes_the_place_of_another(
    given: dict[str, Any], left: set[str]
) -> None:
    edited = add(date="2025-10-08", **given)
    assert {*results(edited)[0]} - {"date", "role"} == left


def test_a_figure_shows_what_was_hidden() -> None:
    hidden = {"date": "2025-10-08", "role": "baseline", "suppressed": True}
    edited = add(
        ("evidence", "measures/0/results/0", hidden), date="2025-10-08", **COUNT
    )
    assert "suppressed" not in results(edited)[0]


def test_a_day_of_another_role_is_not_overwritten() -> None:
    with pytest.raises(DayTaken) as error:
        add(date="2025-10-08", role="result", **COUNT)
    assert error.value.sentence == (
        "There is a baseline of 2025-10-08 already; nothing was changed."
    )


def test_a_group_that_is_new_is_added_to_the_measure() -> None:
    edited = add(date="2025-10-08", group="room-13", **COUNT)
    (measure,) = edited.journal.cycles[NAME].evidence.measures
    assert [group.id for group in measure.groups] == ["room-12", "room-13"]
    assert [r.group for r in measure.results] == [None, "room-13", None]
    assert measure.results[1].role == "baseline"
    assert not [f for f in check_journal(edited.journal) if f.blocks]


def test_a_group_that_is_known_is_not_added_twice() -> None:
    edited = add(date="2025-10-08", group="room-12", **COUNT)
    (measure,) = edited.journal.cycles[NAME].evidence.measures
    assert [group.id for group in measure.groups] == ["room-12"]


def test_a_target_replaces_that_of_its_group_only() -> None:
    first = add(target=70.0, target_by="2026-01-10", group="room-12").journal
    given = Figures("task", target=66.0)
    edited = add_figures(first, first.cycles[NAME], given, TODAY)
    targets = edited.journal.cycles[NAME].evidence.measures[0].targets
    assert {(t.group, t.value, t.by) for t in targets} == {
        ("room-12", 70.0, "2026-01-10"),
        (None, 66.0, "2025-12-05"),
    }
    assert edited.sentence == "Added evidence: task: target 66"


def test_what_describes_a_measure_is_kept() -> None:
    edited = add(
        kind="survey",
        of="pupils",
        unit="score",
        better="down",
        tool="Sheet B",
        cut={"at": 3.0},
        prediction=4.0,
    )
    (measure,) = edited.journal.cycles[NAME].evidence.measures
    assert (measure.kind, measure.of, measure.unit) == ("survey", "pupils", "score")
    assert (measure.better, measure.tool) == ("down", "Sheet B")
    assert measure.cut is not None
    assert measure.cut.at == 3
    assert measure.prediction is not None
    assert measure.prediction.made == TODAY
    assert len(measure.results) == 2


def test_a_description_alone_says_which_keys_it_changed() -> None:
    assert add(tool="Sheet B").sentence == "Added evidence: task: tool"


@pytest.mark.parametrize(
    "given",
    [
        COUNT,
        {"sd": 2},
        {"mean": 2},
        {"value": 2},
        {"levels": {"1": 4}},
        {"suppressed": True},
    ],
)
def test_any_figure_makes_a_result(given: dict[str, Any]) -> None:
    assert Figures("task", **given).has_result
    assert len(results(add(**given))) == 3


def test_a_word_that_is_none_is_refused_and_nothing_changed() -> None:
    with pytest.raises(Refused) as error:
        add(kind="guess")
    assert error.value.sentence.startswith("Nothing was changed: 'kind' must be ")


def test_an_observation_gets_an_id_of_its_words() -> None:
    made = journal()
    first = add_observation(made, made.cycles[NAME], "They point", None, TODAY)
    cycle = first.journal.cycles[NAME]
    second = add_observation(first.journal, cycle, "They point", "At 8", TODAY)
    seen = second.journal.cycles[NAME].evidence.observations
    assert [one.id for one in seen][:2] == ["digits", "they-point"]
    assert seen[2].id.startswith("they-point-")
    assert (seen[1].means, seen[2].means, seen[2].date) == (None, "At 8", TODAY)
    assert first.sentence == "Added observation: they-point"
    assert told("double-id") == []


def test_nothing_new_about_a_known_measure_is_said_so() -> None:
    with pytest.raises(NothingSaid) as error:
        add(measure="task")
    assert (
        error.value.sentence
        == "There is nothing to add to 'task'; nothing was changed."
    )
