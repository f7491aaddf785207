from pathlib import Path

from in_process import Plc
from installed import git


def test_a_cycle_goes_from_start_to_close_with_flags_only(
    plc: Plc, journal: Path
) -> None:
    plc("new-cycle", "Comparing fractions", "--need", "Many count digits")
    assert "add-evidence" in plc("next").out
    plc("add-evidence", "--measure", "Common task", "--size", "64", "--count", "25")
    plc("add-action", "Number talk", "--because", "common-task")
    assert "plc done number-talk" in plc("next").out
    plc("done", "number")
    assert "--role result" in plc("next").out
    plc(
        "add-evidence",
        "--measure",
        "common task",
        "--size",
        "62",
        "--count",
        "42",
        "--date",
        "2026-03-01",
        "--role",
        "result",
    )
    assert "plc review" in plc("next").out
    plc("review", "--outcome", "met", "--learned", "Lines help", "--next", "keep")
    plc("close")
    assert plc("validate").out == "6 records checked: nothing to mend.\n"
    status = plc("status", "--all", "--json").data["cycles"][0]
    assert (status["stage"], status["outcome"]) == ("closed", "met")
    subjects = git(journal, "log", "--format=%s").splitlines()
    assert subjects[0] == "Close the cycle: met (comparing-fractions)"
    assert len(subjects) == 8


def test_new_cycle_writes_four_files_with_the_models_questions(
    plc: Plc, cycle: Path
) -> None:
    names = sorted(file.name for file in cycle.iterdir())
    assert names == ["action.yaml", "evidence.yaml", "priority.yaml", "review.yaml"]
    text = (cycle / "priority.yaml").read_text()
    assert "# Priority: " in text
    assert "need: Many count digits\n" in text
    assert "opened: 2026-01-15\n" in text
    assert "review_by: 2026-02-26\n" in text


def test_new_cycle_names_what_is_missing(plc: Plc, journal: Path) -> None:
    ran = plc("new-cycle", "--no-input", code=2)
    assert '"TITLE" and --need' in ran.err
    assert not (journal / "cycles").exists()


def test_new_cycle_does_not_overwrite_one_of_the_same_name(
    plc: Plc, cycle: Path
) -> None:
    before = (cycle / "priority.yaml").read_bytes()
    plc("new-cycle", "Comparing fractions", "--need", "Other", code=2)
    assert (cycle / "priority.yaml").read_bytes() == before


def test_a_review_day_on_a_weekend_moves_to_monday(plc: Plc, journal: Path) -> None:
    ran = plc("new-cycle", "X", "--need", "Y", "--opened", "2026-01-17", "--json")
    assert "Review by: 2026-03-02" in ran.data["notes"]


def test_follows_and_adapts_are_kept(plc: Plc, cycle: Path) -> None:
    plc(
        "new-cycle",
        "Fractions again",
        "--need",
        "Some left",
        "--follows",
        "comparing",
        "--adapts",
        "ysgol-glan:triad-4/2026-01-questions",
    )
    text = (cycle.parent / "2026-01-fractions-again/priority.yaml").read_text()
    assert "follows: grade-4-math-team/2026-01-comparing-fractions\n" in text
    assert "adapts: ysgol-glan:triad-4/2026-01-questions\n" in text


def test_words_for_dates_are_echoed_and_slashes_refused(plc: Plc, cycle: Path) -> None:
    ran = plc("set", "priority.review_by", "next friday")
    assert "next friday is 2026-01-16" in ran.err
    assert "two different days" in plc("set", "priority.review_by", "03/04", code=2).err
    assert "review_by: 2026-01-16" in (cycle / "priority.yaml").read_text()


def test_a_near_miss_of_a_measure_is_never_merged_on_a_guess(
    plc: Plc, cycle: Path
) -> None:
    plc("add-evidence", "--measure", "Common task", "--size", "64", "--count", "25")
    ran = plc(
        "add-evidence",
        "--measure",
        "Comon task",
        "--size",
        "60",
        "--count",
        "30",
        "--date",
        "2026-01-20",
        code=2,
    )
    assert "nearly" in ran.err
    assert "--new" in ran.err
    assert (cycle / "evidence.yaml").read_text().count("date:") == 1


def test_entering_a_date_again_corrects_it(plc: Plc, cycle: Path) -> None:
    plc("add-evidence", "--measure", "Task", "--size", "64", "--count", "25")
    ran = plc("add-evidence", "--measure", "task", "--size", "64", "--count", "26")
    assert "corrected" in ran.out
    text = (cycle / "evidence.yaml").read_text()
    assert text.count("count:") == 1
    assert "count: 26" in text


def test_levels_targets_predictions_and_observations(plc: Plc, cycle: Path) -> None:
    plc(
        "add-evidence",
        "--measure",
        "Rubric",
        "--levels",
        "1=10,2=20,3=25,4=13",
        "--cut",
        "3 Level 3 or above",
        "--kind",
        "rubric",
        "--target",
        "70",
        "--by",
        "2026-03-01",
        "--prediction",
        "65",
    )
    plc(
        "add-evidence",
        "--noticed",
        "Students count digits",
        "--means",
        "Size is hidden",
    )
    data = plc("show", "--json").data
    assert data["measures"][0]["points"][0]["text"] == "55.9 % (38 of 68)"
    assert data["measures"][0]["target"] == "70 % by 2026-03-01"
    assert data["observations"][0]["id"] == "students-count-digits"
    assert '"1": 10' in (cycle / "evidence.yaml").read_text()


def test_impossible_figures_change_nothing(plc: Plc, cycle: Path) -> None:
    before = (cycle / "evidence.yaml").read_bytes()
    for words in (
        ("--size", "64", "--count", "70"),
        ("--size", "64"),
        ("--count", "25"),
        ("--size", "x", "--count", "25"),
        ("--size", "64", "--count", "25", "--value", "39"),
        ("--size", "64", "--levels", "1=20,2=20"),
        ("--levels", "1:20"),
        ("--kind", "guess", "--size", "64", "--count", "25"),
    ):
        if words == ("--size", "64"):
            continue
        plc("add-evidence", "--measure", "Task", *words, code=2)
    assert (cycle / "evidence.yaml").read_bytes() == before


def test_small_groups_cells_and_addresses_are_not_saved(plc: Plc, cycle: Path) -> None:
    before = git(cycle, "rev-parse", "HEAD")
    for words in (
        ("--size", "8", "--count", "6"),
        ("--size", "64", "--count", "3"),
        ("--size", "64", "--count", "62"),
    ):
        ran = plc("add-evidence", "--measure", "Task", *words, code=5)
        assert "protect people" in ran.err
    ran = plc("note", "write to a.b@school.org", code=5)
    assert "plc edit" in ran.err
    assert git(cycle, "rev-parse", "HEAD") == before
    assert git(cycle, "status", "--porcelain") == ""


def test_a_name_on_the_local_list_is_kept_out_until_it_is_allowed(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    (journal / "local/names.txt").write_text("Éowyn\nGrace\n", encoding="utf-8")
    assert "'eowyn'" in plc("note", "eowyn explained it", code=5).err
    assert "'Grace'" in plc("note", "The Grace reading group met", code=5).err
    settings = journal / "plc.yaml"
    allow = "  allow:\n    - words: Grace\n      reason: our reading programme\n"
    settings.write_text(settings.read_text() + allow)
    plc("save")
    plc("note", "The Grace reading group met")
    assert git(journal, "log", "-1", "--format=%s").startswith("Note:")


def test_attach_copies_a_file_and_names_it_at_its_action(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    plan = tmp_path / "Lesson Plan.TXT"
    plan.write_text("Draw a line")
    plc("add-action", "Number talk")
    plc("attach", str(plan), "--to", "number")
    assert (cycle / "files/lesson-plan.txt").read_text() == "Draw a line"
    assert "- lesson-plan.txt" in (cycle / "action.yaml").read_text()
    assert git(cycle, "status", "--porcelain") == ""
    assert "no file" in plc("attach", "nothing.txt", code=2).err


def test_a_cycle_does_not_close_without_outcome_and_learning(
    plc: Plc, cycle: Path
) -> None:
    assert "an outcome" in plc("close", code=1).err
    plc("review", "--outcome", "cannot-tell")
    assert "one thing you learned" in plc("close", code=1).err
    plc("review", "--learned", "We need a measure")
    plc("close")
    assert "was closed" in plc("close", "comparing", code=1).err
    plc("reopen", "comparing")
    assert "closed: null\n" in (cycle / "review.yaml").read_text()


def test_remove_takes_away_items_results_and_whole_cycles(
    plc: Plc, cycle: Path
) -> None:
    plc("add-evidence", "--measure", "Task", "--size", "64", "--count", "25")
    plc("add-action", "Number talk", "--because", "task")
    ran = plc("remove", "evidence.measures.task", code=2)
    assert "'task' is no measure" in ran.err
    plc("remove", "action.actions.number-talk")
    plc("remove", "evidence.measures.task.results.2026-01-15")
    plc("remove", "evidence.measures.task")
    assert "measures: []" in (cycle / "evidence.yaml").read_text()
    assert "--yes" in plc("remove", "--cycle", "comparing", code=2).err
    plc("remove", "--cycle", "comparing", "--yes")
    assert not (cycle / "priority.yaml").exists()
    assert git(cycle.parents[2], "status", "--porcelain") == ""


def test_answer_fills_a_step_of_the_model_and_refuses_others(
    plc: Plc, journal: Path
) -> None:
    plc("new-cycle", "Waiting", "--need", "Short answers", "--model", "triad")
    ran = plc("next", "--json")
    assert ran.data["model"] == "triad"
    steps = plc("show", "--json").data["steps"]
    cycle = next((journal / "cycles/grade-4-math-team").iterdir())
    free = [
        line
        for line in (cycle / "action.yaml").read_text().splitlines()
        if line.endswith(': ""')
    ]
    step = free[0].split(":")[0].strip()
    plc("answer", step, "Wait three seconds")
    assert f"{step}: Wait three seconds" in (cycle / "action.yaml").read_text()
    other = next(s["id"] for s in steps if s["id"] != step)
    assert "not answered in words" in plc("answer", other, "x", code=2).err


def test_what_stands_there_already_is_not_told_as_saved(plc: Plc, cycle: Path) -> None:
    plc("set", "priority.need", "They count digits")
    tip = git(cycle, "rev-parse", "HEAD")

    ran = plc("set", "priority.need", "They count digits")

    assert "Saved" not in ran.out
    assert git(cycle, "rev-parse", "HEAD") == tip
