"""plc impact: what changed for learners, as text and as JSON."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from in_process import Plc, Ran

TASK = ("add-evidence", "--measure", "Common task")
BEFORE = ("--date", "2025-10-08", "--size", "64", "--count", "25")
AFTER = ("--date", "2025-12-03", "--size", "62", "--count", "42", "--role", "result")
MARKS = (("--mean", "10.4", "--sd", "4.1"), ("--mean", "13.6", "--sd", "3.8"))


@pytest.fixture
def measured(plc: Plc, cycle: Path) -> Path:
    """A cycle with a baseline, an action that was done, and a result."""
    aims = ("--target", "65", "--by", "2025-12-05", "--cut", "12 Level 3")
    plc(*TASK, *BEFORE, *MARKS[0], *aims)
    plc("add-action", "Number talk", "--because", "common-task")
    plc("done", "number-talk", "--date", "2025-10-20")
    plc(*TASK, *AFTER, *MARKS[1])
    return cycle


def lines(ran: Ran) -> list[str]:
    return ran.out.splitlines()


def test_a_measured_cycle_is_told_whole(plc: Plc, measured: Path) -> None:
    ran = plc("impact")
    assert ran.err == ""
    assert ran.out == (
        "Comparing fractions (grade-4-math-team/2026-01-comparing-fractions)\n"
        "\n"
        "Common task [common-task]\n"
        "  Common task rose from 39.1 % (25 of 64) on 8 Oct 2025 to 67.7 % (42 of 62) "
        "on 3 Dec 2025: up 28.7 percentage points, between 11.3 and 43.8 allowing for "
        "chance; the target of 65 % is reached.\n"
        "  Baseline: 39.1 % (25 of 64), 8 Oct 2025\n"
        "  Latest: 67.7 % (42 of 62), 3 Dec 2025\n"
        "  Change: +28.7 percentage points (95 % interval 11.3 to 43.8)\n"
        "  Target: 65 % by 5 Dec 2025, reached: 2.7 percentage points above, 111 % of "
        "the way\n"
        "  Effect size: Hedges' g 0.80 (95 % interval 0.44 to 1.17), in standard "
        "deviations of the marks\n"
        "  How: worked out as for two separate groups\n"
        "  Design: learners before and after, perhaps not all the same ones, no "
        "comparison group\n"
        "  Bear in mind: Without a comparison group, some of it may have come anyway "
        "(ordinary growth, practice with the task).\n"
        "\n"
        "Actions done\n"
        "  20 Oct 2025: Number talk\n"
        "\n"
        "To look back together, type:\n"
        "  plc review comparing-fractions\n"
    )


KEYS = [
    *("measure", "name", "kind", "unit", "scale", "better", "sentence", "gist"),
    *("baseline", "latest", "change", "target", "no_target", "prediction"),
    *("effect", "design", "caution", "unlike", "series", "missing"),
]


def test_json_has_the_figures_unrounded_under_stable_keys(
    plc: Plc, measured: Path
) -> None:
    document = plc("impact", "comparing", "--json").document
    assert (document["format"], document["kind"]) == (1, "impact")
    data = document["data"]
    assert [*data] == [
        *("cycle", "title", "sentence", "outcome", "stale", "measures", "actions"),
        "next",
    ]
    (task,) = data["measures"]
    assert [*task] == KEYS
    assert task["change"]["number"] == pytest.approx(28.6794, abs=1e-4)
    assert task["change"]["interval"].keys() == {"low", "high", "level"}
    assert task["effect"]["g"] == pytest.approx(0.804, abs=5e-4)
    assert task["effect"]["is_paired"] is False
    assert task["baseline"] == {
        "date": "2025-10-08",
        "role": "baseline",
        "text": "39.1 % (25 of 64)",
        "number": 39.0625,
        "size": 64,
        "interval": task["baseline"]["interval"],
    }
    assert data["actions"] == [
        {"date": "2025-10-20", "what": "Number talk", "id": "number-talk"}
    ]
    assert data["next"]["command"] == "plc review comparing-fractions"


def test_a_cycle_without_evidence_says_what_to_type(plc: Plc, cycle: Path) -> None:
    assert lines(plc("impact"))[1:] == [
        "Nothing was measured in this cycle yet.",
        "",
        "To name a measure, type:",
        (
            '  plc add-evidence comparing-fractions --measure "NAME" --date DATE '
            "--size N --count N"
        ),
    ]


def test_one_figure_waits_for_the_next(plc: Plc, cycle: Path) -> None:
    plc(*TASK, *BEFORE)
    assert lines(plc("impact"))[3:] == [
        (
            "  Common task began at 39.1 % (25 of 64) on 8 Oct 2025; there is no later "
            "result yet."
        ),
        "  Baseline: 39.1 % (25 of 64), 8 Oct 2025",
        "  To look again the same way (or --from FILE, for a sheet of marks), type:",
        (
            "    plc add-evidence comparing-fractions --measure common-task "
            "--date DATE --size N --count N --role result"
        ),
    ]


def test_what_is_asked_for_can_be_typed(plc: Plc, cycle: Path) -> None:
    plc(*TASK, *BEFORE)
    command = lines(plc("impact"))[-1].split()[1:]
    given = iter(["2025-12-03", "62", "42"])
    plc(*(next(given) if word in {"DATE", "N"} else word for word in command))
    assert "67.7 % (42 of 62)" in plc("impact").out


def test_figures_without_counts_have_no_interval_and_say_why(
    plc: Plc, cycle: Path
) -> None:
    plc(*TASK, "--date", "2025-10-08", "--value", "39")
    plc(*TASK, "--date", "2025-12-03", "--value", "68", "--role", "result")
    out = plc("impact").out
    assert (
        "Common task rose from 39 % on 8 Oct 2025 to 68 % on 3 Dec 2025: up 29" in out
    )
    assert "How: no interval: the counts behind a percentage are not known" in out
    assert "To enter the counts behind the percentage, for its interval, type:" in out


def test_few_lessons_get_neither_percentage_nor_effect(plc: Plc, cycle: Path) -> None:
    plc("add-evidence", "--measure", "Talk", "--of", "lessons", *few("2025-10-08", "2"))
    plc(
        "add-evidence", "--measure", "Talk", *few("2025-12-03", "5"), "--role", "result"
    )
    out = plc("impact").out
    assert "Talk went from 2 of 6 on 8 Oct 2025 to 5 of 6 on 3 Dec 2025: too few" in out
    assert "Only 6 lessons: too few for a percentage or an effect size." in out
    assert "Change:" not in out
    assert "33" not in plc("show").out
    assert "2025-10-08 baseline: 2 of 6" in plc("show").out


def few(day: str, count: str) -> tuple[str, ...]:
    return "--date", day, "--size", "6", "--count", count


def test_show_status_and_impact_say_the_same_of_a_measure_in_marks(
    plc: Plc, cycle: Path
) -> None:
    score = ("--unit", "score")
    plc(*TASK, *BEFORE, *MARKS[0], *score)
    plc(*TASK, *AFTER, *MARKS[1])
    shown = plc("show").out
    assert "2025-10-08 baseline: mean 10.4 (64 learners); 39.1 % (25 of 64)" in shown
    assert "Change: up 3.2 marks, between 1.81 and 4.59 allowing for chance" in shown
    told = plc("impact").out
    assert "Common task rose from a mean of 10.4 (64 learners) on 8 Oct 2025" in told
    assert "up 3.2 marks, between 1.81 and 4.59 allowing for chance" in told


def test_marks_of_the_same_learners_are_compared_as_pairs(
    plc: Plc, measured: Path
) -> None:
    measure = "evidence.measures.common-task"
    pairs = f"{measure}.results.2025-12-03.paired"
    for key, value in (("with", "2025-10-08"), ("correlation", "0.6")):
        plc("set", f"{pairs}.{key}", value)
    out = plc("impact").out
    assert "Hedges' g 0.80 (95 % interval 0.54 to 1.06)" in out
    assert "How (change): worked out as for two separate groups" in out
    assert "How (effect size): worked out as pairs from the mean and spread of" in out
    assert "Design: nearly all the same learners both times, no comparison" in out
    refused = plc("set", f"{pairs}.size", "60", code=5)
    assert "leaves 1 to 4 learners who were not" in refused.err


def test_a_cut_that_was_put_right_is_held_against_nobody(plc: Plc, cycle: Path) -> None:
    plc(*TASK, *BEFORE, "--cut", "12", "--target", "65")
    plc(*TASK, *AFTER, "--cut", "10")
    headline = (
        "  Common task was 39.1 % (25 of 64) on 8 Oct 2025 and 67.7 % (42 of 62) on "
        "3 Dec 2025: not like with like, as the cut changed in between; on paper up "
        "28.7 percentage points."
    )
    assert headline in lines(plc("impact"))
    assert "  Target: 65 % by" not in plc("impact").out
    assert "    Change: not like with like, as the cut changed" in plc("show").out
    plc(*TASK, *BEFORE[:-1], "30")  # counted anew, now from the same cut
    assert "like with like" not in plc("impact").out
    assert "like with like" not in plc("show").out


def test_show_says_what_to_bear_in_mind_of_a_change(plc: Plc, cycle: Path) -> None:
    plc(*TASK, "--date", "2025-10-08", "--size", "28", "--count", "14")
    later = ("--date", "2025-12-03", "--size", "28", "--count", "18")
    plc(*TASK, *later, "--role", "result")
    assert ". Bear in mind: A small group: each of 28 learners" in plc("show").out
    shown = plc("show", "--json").data["measures"][0]["change"]
    assert "Bear in mind" in shown


def test_a_target_in_levels_is_shown_beside_a_share(plc: Plc, cycle: Path) -> None:
    rubric = (*TASK, "--levels")
    first = ("--date", "2025-10-08", "--unit", "level", "--target", "3", "--cut", "3")
    plc(*rubric, "1=20,2=20,3=15,4=10", *first)
    plc(*rubric, "1=10,2=15,3=25,4=15", "--date", "2025-12-03", "--role", "result")
    out = plc("impact").out
    assert "  Target: mean 3, not reached: 0.31 levels below, 60 % of the way" in out


def test_a_fall_that_is_better_says_what_its_minus_means(plc: Plc, cycle: Path) -> None:
    plc(*TASK, *BEFORE[:4], *MARKS[1], "--unit", "score", "--better", "down")
    plc(*TASK, *AFTER[:4], *MARKS[0], "--role", "result")
    told = next(one for one in lines(plc("impact")) if "Effect size" in one)
    assert "g -0.81" in told
    assert told.endswith("; minus is a fall, which is better here")


def test_a_wrong_date_can_be_put_right_as_told(plc: Plc, cycle: Path) -> None:
    plc(*TASK, "--date", "2025-10-08", "--size", "64", "--count", "42", "--role=result")
    plc(*TASK, "--date", "2025-12-03", *BEFORE[2:], "--role", "baseline")
    out = plc("impact").out
    assert "its baseline is dated 3 Dec 2025, but its result 8 Oct 2025" in out
    command = out.splitlines()[-1].replace("DATE", "2025-09-10").split()
    plc(*command[1:])
    assert "rose from 39.1 % (25 of 64) on 10 Sep 2025" in plc("impact").out


def test_another_tool_in_between_is_known_from_the_history(
    plc: Plc, cycle: Path
) -> None:
    plc(*TASK, *BEFORE, "--tool", "Version A")
    plc(*TASK, *AFTER, "--tool", "Version B")
    caution = (
        "Not like with like: tool changed between the two dates, which alone can move "
        "the figure."
    )
    assert f"  Bear in mind: {caution}" in lines(plc("impact"))
    ran = plc("review", "--outcome", "met", "--learned", "Lines help")
    assert f"Common task: {caution}" in lines(ran)
    assert "Not like with like" not in plc("review", "--next", "keep").out


def test_another_tool_that_is_not_saved_yet_is_known_too(plc: Plc, cycle: Path) -> None:
    plc(*TASK, *BEFORE, "--tool", "Version A")
    file = cycle / "evidence.yaml"
    text = file.read_text().replace("tool: Version A", "tool: Version B")
    row = next(one for one in text.splitlines() if "- date: 2025-10-08" in one)
    start = row[: row.index("-")]
    more = ("- date: 2025-12-03", "  role: result", "  size: 62", "  count: 42")
    later = "".join(f"{start}{one}\n" for one in more)
    file.write_text(text.replace("count: 25\n", f"count: 25\n{later}"))
    assert "tool changed between the two dates" in plc("impact").out


def test_a_prediction_changed_after_its_result_is_shown_as_such(
    plc: Plc, cycle: Path
) -> None:
    plc(*TASK, *BEFORE, "--prediction", "60")
    plc("set", "evidence.measures.common-task.prediction.made", "2025-10-08")
    plc(*TASK, *AFTER)
    out = plc("impact").out
    assert "Prediction: 60 %, made on 8 Oct 2025; it came out 7.7 above that" in out
    assert "Also:" not in out
    plc("set", "evidence.measures.common-task.prediction.value", "67")
    changed = "Also: The prediction was changed from 60 to 67 % on "
    assert changed in plc("impact").out
    assert "prediction-after-result" not in plc("validate").out


def test_a_stale_review_is_shown_as_such(plc: Plc, measured: Path) -> None:
    plc("review", "--outcome", "met", "--learned", "Lines help")
    assert "Stale" not in plc("show").out
    plc(*TASK, "--date", "2025-12-03", "--size", "62", "--count", "43")
    assert "  Stale: the evidence changed after this review" in lines(plc("show"))
    stale = "The evidence changed after the review; it may say something else now."
    assert lines(plc("impact"))[1] == stale
    assert plc("impact", "--json").data["stale"] is True
    assert "[stale-review]" in plc("validate").out
    plc("review", "--outcome", "met")
    assert "[stale-review]" not in plc("validate").out


def test_a_record_that_cannot_be_read_is_told_and_ends_with_3(
    plc: Plc, measured: Path
) -> None:
    (measured / "evidence.yaml").write_text("measures: [\n")
    ran = plc("impact", code=3)
    assert "evidence.yaml cannot be read" in ran.out
    assert "plc validate cycles/grade-4-math-team" in ran.out
    assert "1 record could not be read" in ran.err


def test_without_any_history_the_record_alone_is_told(
    plc: Plc, measured: Path, journal: Path
) -> None:
    (journal / ".git").rename(journal / "not-git")
    assert "up 28.7 percentage points" in plc("impact").out


def test_without_git_on_the_computer_the_record_alone_is_told(
    plc: Plc, measured: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(measured / "nowhere"))
    assert "up 28.7 percentage points" in plc("impact").out


def test_which_cycle_is_meant_is_asked_for_like_elsewhere(
    plc: Plc, measured: Path
) -> None:
    plc("new-cycle", "Second one", "--need", "Something else")
    ran = plc("impact", "--no-input", code=2)
    assert "Several cycles are open" in ran.err
    assert "Second one" in plc("impact", "second").out
    assert "There is no cycle" in plc("impact", "zzz", code=4).err


def test_the_worked_cycles_of_the_demo_come_out_as_computed(
    plc: Plc, monkeypatch: pytest.MonkeyPatch
) -> None:
    plc("demo", "demo")
    monkeypatch.chdir("demo")
    found = {
        (name, one["name"]): one
        for name in ("comparing", "extended", "explaining")
        for one in plc("impact", name, "--json").data["measures"]
    }
    printed = {
        "Common task, 5 items": "up 28.7 percentage points, between 11.3 and 43.8",
        "Open questions": "up 23.9 percentage points, between 12.2 and 34.9",
        "Pupils giving an extended answer": (
            "up 22.9 percentage points, between 7.5 and 36.9"
        ),
        "Books showing a response to feedback": (
            "up 30.6 percentage points, between 7.5 and 49.4"
        ),
        "Argument paragraph": "up 22.9 percentage points, between 10.4 and 34.4",
        "Weekly exit ticket": "up 24 percentage points",
        "Median wait time": "up 2.1 seconds",
    }
    assert {name for _, name in found} == {*printed}
    for (_, name), one in found.items():
        assert one["gist"].startswith(printed[name]), name
    effects = {
        name: f"{one['effect']['g']:.2f}"
        for (_, name), one in found.items()
        if one["effect"]
    }
    assert effects == {"Common task, 5 items": "0.80", "Argument paragraph": "0.59"}
    argument = found["explaining", "Argument paragraph"]
    assert argument["gist"].endswith("; 80 % of the way to the target of 55 %")
    tickets = found["comparing", "Weekly exit ticket"]["series"]
    assert tickets["chart"]["centre"] == 46
    assert tickets["since_baseline"]["centre"] == 40.5
    assert tickets["since_baseline"]["shift"] is True


def test_what_show_remembers_of_the_past_ends_with_the_past_it_is_about(
    plc: Plc, cycle: Path
) -> None:
    file = cycle / "evidence.yaml"
    nothing = file.read_bytes()
    plc(*TASK, *BEFORE, "--cut", "12 Level 3")
    at_first = file.read_bytes()
    plc(*TASK, *AFTER)
    both = file.read_bytes()
    told = plc("show").out
    assert "Change: up" in told
    assert plc("show").out == told
    for other in (nothing, at_first.replace(b"at: 12", b"at: 11")):
        file.write_bytes(other)
        plc("save")
    file.write_bytes(both)  # the same words as before, after another past
    assert "Change: not like with like, as the cut changed" in plc("show").out


def test_show_tells_the_same_when_what_it_remembers_is_damaged(
    plc: Plc, cycle: Path
) -> None:
    plc(*TASK, *BEFORE)
    plc(*TASK, *AFTER)
    told = plc("show").out
    kept = cycle.parents[2] / ".git/plcjournal/seen.sqlite"
    with closing(sqlite3.connect(kept)) as base, base:
        wrong = [('{"x": 1}', key) for (key,) in base.execute("SELECT key FROM seen")]
        base.executemany("UPDATE seen SET entry = ? WHERE key = ?", wrong)
    assert plc("show").out == told
    kept.write_bytes(b"no database")
    assert plc("show").out == told
