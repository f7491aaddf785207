"""What changed in one measure: figures, assumptions, and one plain sentence."""

from collections.abc import Mapping
from typing import Any

import pytest
from builders import NAME, journal, record, remembered

from plcjournal.core.figures import Kind
from plcjournal.core.impact.cautions import CautionKind
from plcjournal.core.impact.impact import (
    Impact,
    Known,
    impact_of,
    told_with_caution,
)
from plcjournal.core.recalled import Recalled
from plcjournal.core.shape import plain

BEFORE, AFTER = "2025-10-08", "2025-12-03"
MARKS = ({"mean": 10.4, "sd": 4.1, "size": 64}, {"mean": 13.6, "sd": 3.8, "size": 62})
COUNTS = ({"count": 25, "size": 64}, {"count": 42, "size": 62})
DONE = [{"id": "talks", "what": "Number talks", "status": "done", "done": "2025-10-20"}]

Raw = Mapping[str, Any]


def measure(*results: Raw, **more: Any) -> Any:
    raw = {"id": "task", "name": "Task", "results": [*results], **more}
    return record("evidence", {"measures": [raw]}).measures[0]


def actions(*raw: Raw) -> Any:
    return record("action", {"actions": [*raw]}).actions


def baseline(figures: Raw, day: str = BEFORE) -> Raw:
    return {"date": day, "role": "baseline", **figures}


def result(figures: Raw, day: str = AFTER) -> Raw:
    return {"date": day, "role": "result", **figures}


def light(of: Any, paired: Raw | None = None) -> Any:
    """Answer a stand-in whose last result knows how its marks pair."""
    values = plain(of)
    values["results"][-1]["paired"] = paired
    return Recalled(values)


def impact(before: Raw, after: Raw, **more: Any) -> Impact:
    return impact_of(measure(baseline(before), result(after), **more), actions(*DONE))


def ends(found: Any, decimals: int = 1) -> tuple[float, float]:
    interval = found.interval
    return round(interval.low, decimals), round(interval.high, decimals)


def test_the_fractions_cycle_says_what_changed_and_how_sure_that_is() -> None:
    figures = [{**counts, **marks} for counts, marks in zip(COUNTS, MARKS, strict=True)]
    found = impact(
        *figures,
        same_learners=True,
        targets=[{"value": 65, "by": "2025-12-05"}],
    )
    assert found.baseline is not None
    assert (found.baseline.text, found.baseline.size) == ("39.1 % (25 of 64)", 64)
    assert found.latest is not None
    assert (found.latest.date, found.latest.text) == (AFTER, "67.7 % (42 of 62)")
    change = found.change
    assert change is not None
    assert (round(change.number, 1), change.unit) == (28.7, "percentage points")
    assert ends(change) == (11.3, 43.8)
    assert change.improved
    assert "as for two separate groups" in change.note
    target = found.target
    assert target is not None
    assert (round(target.distance, 2), target.by) == (2.74, "2025-12-05")
    assert round(target.progress or 0, 3) == 1.106
    assert target.is_reached
    effect = found.effect
    assert effect is not None
    assert (round(effect.g, 2), ends(effect, 2)) == (0.8, (0.44, 1.17))
    assert not effect.is_paired
    assert found.design == "the same learners before and after, no comparison group"
    assert found.caution is not None
    assert found.caution.kind is CautionKind.ORDINARY_GROWTH
    assert found.series is None
    assert found.sentence == (
        "Task rose from 39.1 % (25 of 64) on 8 Oct 2025 to 67.7 % (42 of 62) on "
        "3 Dec 2025: up 28.7 percentage points, between 11.3 and 43.8 allowing for "
        "chance; the target of 65 % is reached."
    )


def test_a_stand_in_gives_the_same_impact_as_its_record() -> None:
    whole = journal()
    for one, other in zip(
        whole.cycles[NAME].evidence.measures,
        remembered(whole).cycles[NAME].evidence.measures,
        strict=True,
    ):
        found = impact_of(one, whole.cycles[NAME].action.actions)
        again = impact_of(other, remembered(whole).cycles[NAME].action.actions)
        assert found == again
        assert found.change is not None


def test_the_argument_cycle_is_on_its_way() -> None:
    found = impact(
        {"count": 31, "size": 118, "mean": 2.01, "sd": 0.74},
        {"count": 56, "size": 114, "mean": 2.46, "sd": 0.78},
        targets=[{"value": 55, "group": "room-12"}, {"value": 55}],
        groups=[{"id": "room-12"}],
    )
    assert found.target is not None
    assert (round(found.target.distance, 1), found.target.is_reached) == (-5.9, False)
    assert found.sentence.endswith("; 80 % of the way to the target of 55 %.")
    assert found.effect is not None
    assert (round(found.effect.g, 2), ends(found.effect, 2)) == (0.59, (0.33, 0.85))


def test_a_fall_is_better_where_lower_is_better() -> None:
    found = impact(
        {"count": 30, "size": 100},
        {"count": 12, "size": 100},
        better="down",
        targets=[{"value": 10}],
    )
    assert found.change is not None
    assert found.change.improved
    assert found.sentence == (
        "Task fell from 30 % (30 of 100) on 8 Oct 2025 to 12 % (12 of 100) on "
        "3 Dec 2025: down 18 percentage points (lower is better), between 6.7 and "
        "28.8 allowing for chance; 90 % of the way to the target of 10 %."
    )


def test_a_change_that_chance_could_explain_says_so() -> None:
    found = impact({"count": 12, "size": 30}, {"count": 18, "size": 30})
    assert found.sentence.endswith(
        "up 20 percentage points, anywhere from 5 down to 41.8 up allowing for "
        "chance, so that chance alone could explain it."
    )


def test_an_interval_that_just_reaches_no_change_says_so() -> None:
    found = impact({"count": 9, "size": 60}, {"count": 18, "size": 60})
    assert "anywhere from no change to 29.3 up allowing for chance" in found.sentence


def test_no_change_is_no_change() -> None:
    found = impact({"count": 20, "size": 50}, {"count": 20, "size": 50})
    assert found.change is not None
    assert found.change.improved is None
    assert found.sentence == (
        "Task went from 40 % (20 of 50) on 8 Oct 2025 to 40 % (20 of 50) on "
        "3 Dec 2025: no change to speak of, anywhere from 18.6 down to 18.6 up "
        "allowing for chance."
    )


@pytest.mark.parametrize(
    ("before", "after", "target", "said"),
    [
        (40, 50, 40, "; the target of 40 % was met at the start already."),
        (40, 30, 40, "; the target of 40 %, met at the start, is met no longer."),
        (40, 50, 30, "; the target of 30 % was met at the start already."),
        (40, 35, 30, "; the target of 30 % was met at the start already."),
        (40, 25, 30, "; the target of 30 %, met at the start, is met no longer."),
        (40, 30, 60, "; the target of 60 % is not reached."),
        (40, 59.99, 60, "; 99 % of the way to the target of 60 %."),
    ],
)
def test_the_way_to_a_target_is_told_as_far_as_it_goes(
    before: float, after: float, target: float, said: str
) -> None:
    found = impact({"value": before}, {"value": after}, targets=[{"value": target}])
    assert found.sentence.endswith(said)


def test_means_have_a_change_in_marks() -> None:
    found = impact(*MARKS, unit="score", targets=[{"value": 14}])
    assert found.change is not None
    assert (found.change.unit, ends(found.change, 2)) == ("marks", (1.81, 4.59))
    assert found.change.note == "worked out as for two separate groups"
    assert found.sentence == (
        "Task rose from a mean of 10.4 (64 learners) on 8 Oct 2025 to a mean of 13.6 "
        "(62 learners) on 3 Dec 2025: up 3.2 marks, between 1.81 and 4.59 allowing for "
        "chance; 89 % of the way to the target of 14."
    )


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("minutes", "1.5 min on 8 Oct 2025 to 2.5 min on 3 Dec 2025: up 1 minute."),
        ("seconds", "1.5 s on 8 Oct 2025 to 2.5 s on 3 Dec 2025: up 1 second."),
        ("level", "1.5 on 8 Oct 2025 to 2.5 on 3 Dec 2025: up 1 level."),
        ("score", "1.5 on 8 Oct 2025 to 2.5 on 3 Dec 2025: up 1 mark."),
        ("count", "1.5 on 8 Oct 2025 to 2.5 on 3 Dec 2025: up 1."),
    ],
)
def test_a_change_is_in_the_unit_of_its_measure(unit: str, said: str) -> None:
    found = impact({"value": 1.5}, {"value": 2.5}, unit=unit, of="lessons")
    assert found.sentence == f"Task rose from {said}"
    assert found.change is not None
    assert found.change.interval is None
    assert found.change.note.startswith("no interval: ")
    assert found.effect is None


def test_bare_counts_have_no_interval() -> None:
    found = impact(*COUNTS, unit="count")
    assert found.change is not None
    assert (found.change.number, found.change.unit) == (17, "learners")
    assert found.change.note == "no interval: bare counts have none"
    assert "from 25 of 64 on" in found.sentence


def test_a_percentage_without_counts_has_no_interval() -> None:
    found = impact({"value": 41, "size": 60}, {"value": 63, "size": 60})
    assert found.change is not None
    assert found.change.interval is None
    assert "41 % (60 learners)" in found.sentence


def test_counted_levels_give_the_share_and_the_effect() -> None:
    found = impact(
        {"levels": {"1": 20, "2": 20, "3": 15, "4": 5}},
        {"levels": {"1": 10, "2": 15, "3": 25, "4": 10}},
        cut={"at": 3},
    )
    assert found.sentence.startswith("Task rose from 33.3 % (20 of 60)")
    assert found.effect is not None
    assert found.effect.g > 0


PAIRED = {"with": BEFORE, "size": 62, "correlation": 0.6}


def pairs(sizes: tuple[int, int], paired: Raw | None, **more: Any) -> Impact:
    two = [{**marks, "size": n} for marks, n in zip(MARKS, sizes, strict=True)]
    made = measure(baseline(two[0]), result(two[1]), unit="score", **more)
    return impact_of(light(made, paired), actions())


def test_marks_of_the_same_learners_are_compared_as_pairs() -> None:
    for same in (True, False):  # who pairs two sheets need not say it again
        found = pairs((62, 62), PAIRED, same_learners=same)
        assert found.effect is not None
        assert found.effect.is_paired
        assert (round(found.effect.g, 2), ends(found.effect, 2)) == (0.8, (0.54, 1.05))
        assert found.effect.note == (
            "worked out for the same 62 learners both times, whose marks correlate by "
            "0.6"
        )
        assert found.change is not None
        assert found.change.note == found.effect.note
        assert ends(found.change) == (2.3, 4.1)
        assert found.design == "the same 62 learners both times, no comparison group"


@pytest.mark.parametrize(
    ("sizes", "paired", "said"),
    [
        ((24, 26), {**PAIRED, "size": 24}, "those who were there both times, which is"),
        ((64, 62), {**PAIRED, "size": None}, "nearly all (taken as 58 pairs)"),
        ((12, 12), {**PAIRED, "size": None}, "nearly all (taken as 10 pairs)"),
        ((100, 100), {**PAIRED, "size": 90}, "the 90 who were there both times"),
    ],
)
def test_pairs_of_nearly_all_say_whose_means_they_use(
    sizes: tuple[int, int], paired: Raw, said: str
) -> None:
    found = pairs(sizes, paired)
    assert found.effect is not None
    assert found.effect.is_paired
    before, after = sizes
    assert found.effect.note.startswith(
        f"worked out as pairs from the mean and spread of all {before} learners before "
        f"and all {after} after; the correlation of 0.6 is that of "
    )
    assert said in found.effect.note
    assert found.design == (
        "nearly all the same learners both times, no comparison group"
    )


@pytest.mark.parametrize(
    ("sizes", "paired"),
    [
        ((64, 62), None),
        ((64, 62), {**PAIRED, "with": "2025-11-05"}),
        ((64, 62), {**PAIRED, "correlation": 1}),
        ((64, 62), {**PAIRED, "correlation": None}),
        ((64, 62), {**PAIRED, "size": 63}),
        ((64, 62), {**PAIRED, "size": 40}),
        ((24, 27), {**PAIRED, "size": 24}),
        ((24, 27), {**PAIRED, "size": None}),
    ],
    ids=["none", "date", "perfect", "unknown", "more", "few", "apart", "apart-too"],
)
def test_marks_are_no_pairs_unless_the_pairs_are_known(
    sizes: tuple[int, int], paired: Raw | None
) -> None:
    for same in (True, False):
        found = pairs(sizes, paired, same_learners=same)
        assert found.change is not None
        assert found.effect is not None
        assert not found.effect.is_paired
        assert found.effect.note == found.change.note
        assert found.effect.note.startswith("worked out as for two separate groups")
        assert ("the same learners" in found.effect.note) == same


def test_so_few_are_told_as_no_pairs() -> None:
    before, after = ({**marks, "size": 9} for marks in MARKS)
    made = light(
        measure(baseline(before), result(after), unit="score"), {**PAIRED, "size": None}
    )
    found = impact_of(made, actions(), Known(fewest=5))
    assert found.change is not None
    assert found.change.note == "worked out as for two separate groups"


def test_learners_known_to_be_others_are_not_called_perhaps_others() -> None:
    found = pairs((64, 62), {**PAIRED, "size": 40})
    assert found.design == (
        "learners before and after, only some of them the same ones, no comparison "
        "group"
    )


@pytest.mark.parametrize(
    "figures",
    [
        {"mean": 10},
        {"mean": 10, "sd": 2},
        {"mean": 10, "sd": 2, "size": 1},
        {"mean": 10, "sd": -2, "size": 20},
        {"mean": 10, "sd": 0, "size": 20},
        {"value": 10, "size": 20},
        {"levels": {"10": 20}},
        {"levels": {"10": 1}},
        {"mean": 10, "sd": 2, "size": 9},
    ],
)
def test_there_is_no_effect_without_mean_spread_and_size(figures: Raw) -> None:
    found = impact(figures, figures, unit="score", of="lessons")
    assert found.change is not None
    assert found.effect is None


def test_there_is_no_effect_where_the_spread_is_next_to_nothing() -> None:
    before = {"mean": 10, "sd": 1e-300, "size": 20}
    found = impact(before, {**before, "mean": 12}, unit="score")
    assert found.change is not None
    assert found.effect is None


@pytest.mark.parametrize("sd", [0, 5e-324])
def test_there_is_no_interval_without_any_spread(sd: float) -> None:
    before = {"mean": 10, "sd": sd, "size": 20}
    found = impact(before, {**before, "mean": 12}, unit="score")
    assert found.change is not None
    assert found.change.interval is None
    assert found.change.note == (
        "no interval: without any spread there is nothing to tell it from"
    )


def test_a_mean_of_few_lessons_still_has_its_interval() -> None:
    found = impact(
        {"mean": 1.1, "sd": 0.3, "size": 3},
        {"mean": 3.2, "sd": 0.5, "size": 3},
        unit="seconds",
        of="lessons",
    )
    assert found.change is not None
    assert ends(found.change) == (1.1, 3.1)
    assert found.design == "lessons before and after, no comparison group"
    assert found.caution is not None
    assert found.caution.kind is CautionKind.SMALL_GROUP


def test_few_lessons_are_counted_and_no_percentage() -> None:
    found = impact({"count": 2, "size": 6}, {"count": 5, "size": 6}, of="lessons")
    assert found.sentence == (
        "Task went from 2 of 6 on 8 Oct 2025 to 5 of 6 on 3 Dec 2025: too few for a "
        "percentage."
    )
    assert (found.change, found.effect, found.target) == (None, None, None)
    assert found.baseline is not None
    assert found.baseline.number is None
    assert found.caution is not None
    assert found.caution.kind is CautionKind.SMALL_GROUP


def test_a_stored_percentage_of_few_lessons_is_not_shown() -> None:
    found = impact({"value": 33, "size": 6}, {"value": 83, "size": 6}, of="lessons")
    assert "33" not in found.sentence
    assert "a share of 6" in found.sentence


@pytest.mark.parametrize(
    ("figures", "fewest"),
    [
        ({"count": 4, "size": 9}, 10),
        ({"count": 14, "size": 19}, 20),
        ({"levels": {"1": 4, "2": 5}}, 10),
        ({"suppressed": True}, 10),
    ],
)
def test_what_is_about_too_few_learners_stays_hidden(figures: Raw, fewest: int) -> None:
    known = {"count": 32, "size": 64}
    for before, after in ((figures, known), (known, figures), (figures, figures)):
        made = measure(baseline(before), result(after))
        found = impact_of(made, actions(), Known(fewest=fewest))
        assert found.sentence == "Task has figures about so few that they stay hidden."
        assert (found.change, found.effect, found.caution) == (None, None, None)
        hidden = found.baseline if before is figures else found.latest
        assert hidden is not None
        assert hidden.text == "hidden (small numbers)"
        assert (hidden.number, hidden.size) == (None, None)


def test_a_measure_without_figures_says_so() -> None:
    found = impact_of(measure(), actions())
    assert found.sentence == "Task has no figure for everybody yet."
    assert (found.baseline, found.latest, found.series) == (None, None, None)


def test_a_baseline_alone_waits_for_a_later_result() -> None:
    found = impact_of(measure(baseline(COUNTS[0])), actions())
    assert found.sentence == (
        "Task began at 39.1 % (25 of 64) on 8 Oct 2025; there is no later result yet."
    )


def test_a_result_alone_has_nothing_to_compare_with() -> None:
    found = impact_of(measure(result(COUNTS[1])), actions())
    assert found.sentence == (
        "Task was 67.7 % (42 of 62) on 3 Dec 2025, with no baseline before it."
    )


def test_figures_of_two_kinds_are_not_compared() -> None:
    found = impact({"count": 25, "size": 64}, {"mean": 13.6, "size": 62})
    assert found.sentence == (
        "Task: 39.1 % (25 of 64) on 8 Oct 2025, a mean of 13.6 (62 learners) on "
        "3 Dec 2025; these are no figures of one kind to compare."
    )
    assert found.caution is None


def test_unlike_figures_get_no_confident_headline() -> None:
    figures = [{**counts, **marks} for counts, marks in zip(COUNTS, MARKS, strict=True)]
    made = measure(
        baseline(figures[0]), result(figures[1]), targets=[{"value": 90}], cut={"at": 9}
    )
    found = impact_of(made, actions(), Known(altered=["cut", "tool"]))
    assert found.sentence == (
        "Task was 39.1 % (25 of 64) on 8 Oct 2025 and 67.7 % (42 of 62) on 3 Dec 2025: "
        "not like with like, as the tool and cut changed in between; on paper up 28.7 "
        "percentage points."
    )
    assert found.gist.startswith("not like with like")
    assert told_with_caution(found) == found.gist
    assert found.effect is None
    assert found.target is not None
    assert (found.target.progress, found.target.is_reached) == (None, False)


def test_a_change_told_in_short_carries_what_to_bear_in_mind() -> None:
    plain_one = impact(*COUNTS)
    assert told_with_caution(plain_one) == plain_one.gist
    small = impact({"count": 12, "size": 24}, {"count": 18, "size": 24})
    assert told_with_caution(small) == (
        f"{small.gist}. Bear in mind: A small group: each of 24 learners is worth "
        "4.2 points."
    )


def test_a_target_met_at_the_start_has_no_way_to_go() -> None:
    for target in (30, 40):
        found = impact({"value": 40}, {"value": 35}, targets=[{"value": target}])
        assert found.target is not None
        assert found.target.met_at_start
        assert found.target.progress is None
    found = impact({"value": 40}, {"value": 50}, targets=[{"value": 45}], better="down")
    assert found.target is not None
    assert (found.target.met_at_start, found.target.is_reached) == (True, False)


LEVELS = (
    {"levels": {"1": 20, "2": 20, "3": 15, "4": 10}},
    {"levels": {"1": 10, "2": 15, "3": 25, "4": 15}},
)


def test_a_share_as_target_of_levels_without_a_cut_says_what_it_takes() -> None:
    found = impact(*LEVELS, kind="rubric", targets=[{"value": 65}])
    assert found.target is None
    assert found.no_target == (
        "65 %, not compared: it takes how many reached it at both dates"
    )
    assert found.missing is not None
    assert found.missing.command == "plc set evidence.measures.task.cut.at LEVEL"
    assert found.change is not None
    assert found.change.unit == "levels"
    found = impact(*LEVELS, cut={"at": 3}, targets=[{"value": 65}])
    assert (found.no_target, found.missing) == ("", None)
    assert found.sentence.endswith("; 87 % of the way to the target of 65 %.")


def test_a_share_as_target_of_means_says_what_it_takes() -> None:
    found = impact(*MARKS, targets=[{"value": 65}])
    assert found.no_target.startswith("65 %, not compared")
    assert found.missing is not None
    assert found.missing.what == "compare with the target"
    assert found.missing.command.endswith(f"--date {BEFORE} --size N --count N")
    found = impact({**MARKS[0], "count": 25}, MARKS[1], targets=[{"value": 65}])
    assert found.missing is not None
    assert found.missing.command.endswith(f"--date {AFTER} --size N --count N")


def test_a_level_as_target_is_compared_with_the_mean_level() -> None:
    found = impact(*LEVELS, unit="level", cut={"at": 3}, targets=[{"value": 3}])
    assert found.kind is Kind.SHARE
    assert found.target is not None
    assert (found.target.kind, found.target.unit) == (Kind.AMOUNT, "levels")
    assert found.sentence.endswith("; 60 % of the way to the target of a mean of 3.")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (28, "all of them both times, where no rise could show."),
        (0, "none of them either time, where no fall could show."),
    ],
)
def test_at_the_very_end_of_the_scale_no_interval_is_told(
    count: int, said: str
) -> None:
    found = impact({"count": count, "size": 28}, {"count": count, "size": 28})
    assert found.sentence.endswith(f" on 3 Dec 2025: {said}")
    assert found.caution is not None
    assert found.caution.kind is CautionKind.CEILING
    assert found.caution.sentence.startswith("Both figures lie at the edge")


def test_a_baseline_dated_after_its_result_is_told_with_both_dates() -> None:
    made = measure(baseline(COUNTS[0], AFTER), result(COUNTS[1], BEFORE))
    found = impact_of(made, actions(), Known(cycle="fractions"))
    assert found.sentence == (
        "Task cannot be compared: its baseline is dated 3 Dec 2025, but its result "
        "8 Oct 2025, which is not after it."
    )
    assert found.missing is not None
    assert found.missing.command == (
        "plc set evidence.measures.task.results.2025-12-03.date DATE --cycle fractions"
    )
    interim = {**result(COUNTS[1], BEFORE), "role": "interim"}
    found = impact_of(measure(baseline(COUNTS[0], AFTER), interim), actions())
    assert "but the other figure 8 Oct 2025" in found.sentence


def test_only_what_a_sheet_can_tell_is_asked_of_a_sheet() -> None:
    for more, said in (
        ({}, "look again the same way (or --from FILE, for a sheet of marks)"),
        ({"unit": "minutes"}, "look again the same way"),
        ({"of": "lessons"}, "look again the same way"),
    ):
        found = impact_of(measure(baseline({"value": 40}), **more), actions())
        assert found.missing is not None
        assert found.missing.what == said


def test_figures_of_groups_only_are_told_with_what_is_missing() -> None:
    made = measure(
        baseline({**COUNTS[0], "group": "room-12"}),
        result({**COUNTS[1], "group": "room-12"}),
        groups=[{"id": "room-12", "name": "Room 12"}],
    )
    found = impact_of(made, actions())
    assert found.sentence == (
        "Task has figures of groups only (Room 12), none for everybody; a change is "
        "told for everybody alone, so that no group and no teacher is held up against "
        "another (plc show lists the figures)."
    )
    assert found.missing is not None
    assert found.missing.what == "add the figure for everybody"
    assert f"--date {BEFORE} --size N --count N --role baseline" in (
        found.missing.command
    )


@pytest.mark.parametrize(
    ("better", "marks", "said"),
    [
        ("down", MARKS[::-1], "minus is a fall, which is better here"),
        ("down", MARKS, "plus is a rise, which is worse here"),
        ("up", MARKS[::-1], ""),
        ("down", (MARKS[0], MARKS[0]), ""),
    ],
)
def test_the_sign_of_an_effect_is_told_where_a_fall_is_better(
    better: str, marks: tuple[Raw, Raw], said: str
) -> None:
    found = impact(*marks, unit="score", better=better)
    assert found.effect is not None
    assert found.effect.reading == said


def test_amounts_below_one_and_their_difference_keep_their_decimals() -> None:
    found = impact({"value": 0.5}, {"value": 0.61}, unit="score", of="lessons")
    assert found.sentence == (
        "Task rose from 0.50 on 8 Oct 2025 to 0.61 on 3 Dec 2025: up 0.11 marks."
    )


def test_a_result_without_a_figure_says_so() -> None:
    found = impact(COUNTS[0], {"size": 62})
    assert "no figure on 3 Dec 2025" in found.sentence


def test_the_figures_both_dates_have_are_compared() -> None:
    found = impact({**COUNTS[0], **MARKS[0]}, MARKS[1])
    assert found.change is not None
    assert found.change.unit == "marks"
    assert found.target is None


def test_the_latest_baseline_before_the_first_action_is_compared() -> None:
    made = measure(
        baseline({"count": 20, "size": 64}, "2025-09-10"),
        baseline({"count": 25, "size": 64}, "2025-10-08"),
        baseline({"count": 35, "size": 64}, "2025-11-05"),
        result({"count": 42, "size": 62}),
    )
    found = impact_of(made, actions(*DONE))
    assert found.baseline is not None
    assert found.baseline.date == "2025-10-08"


def test_a_baseline_after_the_first_action_is_told() -> None:
    made = measure(baseline(COUNTS[0], "2025-11-05"), result(COUNTS[1]))
    found = impact_of(made, actions(*DONE))
    assert found.design == (
        "learners before and after, perhaps not all the same ones, no comparison "
        "group; the baseline came after the first action"
    )


def test_what_a_caller_knows_of_the_cycle_reaches_the_caution() -> None:
    made = measure(baseline(COUNTS[0]), result(COUNTS[1]))
    found = impact_of(made, actions(), Known(altered=["tool"]))
    assert found.caution is not None
    assert found.caution.kind is CautionKind.NOT_ALIKE
    found = impact_of(made, actions(), Known(whom="Students below Level 3 in October"))
    assert found.caution is not None
    assert found.caution.kind is CautionKind.PICKED_FOR_LOW_MARKS


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"count": 70, "size": 64}, {"count": 80, "size": 62}),
        ({"count": 5, "size": 0}, {"count": 5, "size": 0}),
        ({"levels": {"low": 30}}, {"levels": {"low": 40}}),
    ],
)
def test_impossible_figures_are_no_figures(before: Raw, after: Raw) -> None:
    found = impact(before, after, cut={"at": 3})
    assert found.change is None or found.change.interval is None
    assert found.sentence.endswith(".")


def test_nothing_is_called_an_achievement_or_ranked() -> None:
    found = repr(impact({**COUNTS[0], **MARKS[0]}, {**COUNTS[1], **MARKS[1]}))
    for word in ("hinge", "0.40", "significant", "badge", "large", "rank"):
        assert word not in found
