"""plc add-evidence --from: real-looking sheets of marks, nothing but their totals."""

import statistics
from pathlib import Path

import pytest
from in_process import Plc
from mark_sheets import (
    FORENAME,
    SHEETS,
    SURNAME,
    Expected,
    person,
    some_marks,
    text_sheet,
)

from plcjournal import reading, store
from plcjournal.core.records import Measure


def measure_in(journal: Path, name: str = "") -> Measure:
    """Answer the only measure of the journal, or the one of an id."""
    files = {path: store.read(journal, path) for path in store.record_paths(journal)}
    known = reading.read({p: data for p, data in files.items() if data}).journal
    [cycle] = known.cycles.values()
    measures = {one.id: one for one in cycle.evidence.measures}
    return measures[name] if name else next(iter(measures.values()))


@pytest.mark.parametrize("sheet", SHEETS.values(), ids=[*SHEETS])
def test_a_sheet_of_marks_becomes_its_totals(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path, sheet: Expected
) -> None:
    file = sheet.write(tmp_path)
    words = ("--measure", "Common task", "--from", str(file), *sheet.flags)
    ran = plc("add-evidence", *words)
    [result] = measure_in(journal).results
    assert result.size == len(sheet.marks)
    assert result.mean == pytest.approx(statistics.fmean(sheet.marks), abs=0.005)
    assert result.sd == pytest.approx(statistics.stdev(sheet.marks), abs=0.005)
    assert (result.count, result.role) == (None, "baseline")
    for said in (f"Read {len(sheet.marks)} marks", *sheet.says):
        assert said in ran.out
    scale = measure_in(journal).scale
    assert (scale.max if scale else None) == sheet.scale
    assert SURNAME not in ran.out + ran.err
    assert FORENAME not in ran.out + ran.err


# The cut


def _sheet(folder: Path, marks: list[int], name: str = "marks.csv") -> str:
    rows: list[list[object]] = [["Name", "Total"]]
    rows += [[person(n), m] for n, m in enumerate(marks)]
    return str(text_sheet(rows, name=name)(folder))


def test_who_is_at_the_cut_has_reached_it(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    file = _sheet(tmp_path, [11] * 6 + [12] * 7 + [13] * 5)
    words = ("--measure", "Task", "--from", file, "--cut", "12 Level 3 or above")
    ran = plc("add-evidence", *words)
    found = measure_in(journal)
    assert found.cut is not None
    assert (found.cut.at, found.cut.label) == (12, "Level 3 or above")
    assert (found.unit, found.results[0].count, found.results[0].size) == (
        "percent",
        12,
        18,
    )
    assert "66.7 % (12 of 18)" in ran.out


def test_a_cut_may_be_a_share_of_what_the_marks_are_out_of(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    rows = [["Name", "Mark"], *[[person(n), f"{n}/20"] for n in range(20)]]
    file = str(text_sheet(rows)(tmp_path))
    for number, cut in enumerate(("60%", "12/20", "12", "60 % secure")):
        words = ("--measure", f"{number} tasks", "--new", "--from", file, "--cut", cut)
        plc("add-evidence", *words)
        found = measure_in(journal, f"{number}-tasks")
        assert found.cut is not None
        assert (found.cut.at, found.results[0].count) == (12, 8)
        assert found.cut.label == ("secure" if "secure" in cut else None)


def test_the_cut_of_the_measure_holds_and_another_one_is_told(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    file = _sheet(tmp_path, some_marks(30))
    task = ("--measure", "Task", "--from", file)
    plc("add-evidence", *task, "--cut", "12", "--date", "2025-10-08")
    ran = plc("add-evidence", *task, "--date", "2025-11-08")
    assert "Reached means 12 or more, as on earlier dates." in ran.out
    ran = plc("add-evidence", *task, "--date", "2025-12-08", "--cut", "10")
    assert "count from 12 on, this one from 10 on: they are not alike." in ran.out


def test_a_cut_nobody_can_reach_is_a_slip(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    rows = [["Name", "Mark"], *[[person(n), f"{n}/20"] for n in range(20)]]
    file = str(text_sheet(rows)(tmp_path))
    words = ("--measure", "Task", "--from", file, "--cut", "60")
    ran = plc("add-evidence", *words, code=2)
    assert "The cut is 60, but these marks go to 20" in ran.err


def test_where_earlier_figures_are_shares_a_cut_is_needed(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    task = ("--measure", "Task")
    plc("add-evidence", *task, "--size", "30", "--count", "12", "--date", "2025-10-08")
    file = _sheet(tmp_path, some_marks(30))
    ran = plc("add-evidence", *task, "--from", file, code=2)
    assert "--cut 12" in ran.err
    plc("add-evidence", *task, "--from", file, "--cut", "12")
    assert measure_in(journal).results[1].count is not None


def test_12_of_20_is_60_where_the_measure_goes_to_100(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    percent = [["Name", "%"], *[[person(n), f"{5 * n}%"] for n in range(20)]]
    shares = [["Name", "Mark"], *[[person(n), f"{n}/20"] for n in range(20)]]
    task = ("--measure", "Task", "--from")
    file = str(text_sheet(percent, name="a.csv")(tmp_path))
    plc("add-evidence", *task, file, "--cut", "50", "--date", "2025-10-08")
    file = str(text_sheet(shares, name="b.csv")(tmp_path))
    ran = plc("add-evidence", *task, file)
    assert "20 is 100 %" in ran.out
    first, second = measure_in(journal).results
    assert (first.mean, first.sd, first.count) == (
        second.mean,
        second.sd,
        second.count,
    )


# Levels


def test_a_rubric_is_counted_by_level(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    file = _sheet(tmp_path, [1] * 5 + [2] * 9 + [3] * 8 + [4] * 6)
    words = ("--measure", "Rubric", "--kind", "rubric", "--from", file, "--cut", "3")
    ran = plc("add-evidence", *words)
    [result] = measure_in(journal).results
    assert dict(result.levels) == {"1": 5, "2": 9, "3": 8, "4": 6}
    assert (result.count, result.size) == (None, 28)
    assert "50 % (14 of 28)" in ran.out


def test_levels_that_show_few_learners_are_left_out_but_not_the_rest(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    file = _sheet(tmp_path, [1] * 2 + [2] * 9 + [3] * 8 + [4] * 6)
    words = ("--measure", "Rubric", "--kind", "rubric", "--from", file, "--cut", "3")
    ran = plc("add-evidence", *words)
    [result] = measure_in(journal).results
    assert (dict(result.levels), result.count, result.size) == ({}, 14, 25)
    assert "Not kept: the counts by level" in ran.out


# Few learners


def test_a_count_that_shows_few_learners_is_left_out(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    file = _sheet(tmp_path, [5] * 20 + [15] * 3)
    ran = plc("add-evidence", "--measure", "Task", "--from", file, "--cut", "12")
    [result] = measure_in(journal).results
    assert (result.count, result.size, result.mean) == (None, 23, 6.3)
    assert "Not kept: how many reached it" in ran.out


def test_so_few_marks_are_not_kept_at_all(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    before = (cycle / "evidence.yaml").read_bytes()
    file = _sheet(tmp_path, some_marks(9))
    ran = plc("add-evidence", "--measure", "Task", "--from", file, code=5)
    assert "there are 9 marks" in ran.err
    assert (cycle / "evidence.yaml").read_bytes() == before
    assert not (journal / "local/drafts").exists()


def test_marks_of_lessons_may_be_few(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    rows: list[list[object]] = [["Lesson", "Score"]]
    rows += [[f"Lesson {n}", n] for n in range(6)]
    file = str(text_sheet(rows)(tmp_path))
    plc("add-evidence", "--measure", "Wait time", "--of", "lessons", "--from", file)
    assert measure_in(journal).results[0].size == 6


# Groups


def _classes(folder: Path, sizes: dict[str, int], heading: str = "Class") -> str:
    rows: list[list[object]] = [["Name", heading, "Total"]]
    for name, size in sizes.items():
        start = len(rows)
        rows += [[person(start + n), name, n % 20] for n in range(size)]
    return str(text_sheet(rows)(folder))


def test_each_class_gets_a_figure_of_its_own(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    file = _classes(tmp_path, {"4A": 24, "4a ": 2, "4B": 22})
    words = ("--measure", "Task", "--from", file, "--cut", "10", "--group-by", "class")
    ran = plc("add-evidence", *words)
    found = measure_in(journal)
    sizes = {result.group: result.size for result in found.results}
    assert sizes == {None: 48, "4a": 26, "4b": 22}
    assert [group.id for group in found.groups] == ["4a", "4b"]
    assert "2 groups: 4a, 4b" in ran.out
    assert {result.role for result in found.results} == {"baseline"}


def test_with_a_small_group_goes_the_next_smallest(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    file = _classes(tmp_path, {"4A": 24, "4B": 12, "Nurture": 4, "": 3})
    words = ("--measure", "Task", "--from", file, "--group-by", "Class")
    ran = plc("add-evidence", *words)
    sizes = {result.group: result.size for result in measure_in(journal).results}
    assert sizes == {None: 43, "4a": 24}
    assert "Not kept: 1 group (of 4 learners)" in ran.out
    assert "Not kept either: 1 group (of 12 learners)" in ran.out
    assert "3 marks are of no group" in ran.out
    assert "Nurture" not in ran.out + ran.err


def test_no_figure_is_about_one_teacher(plc: Plc, cycle: Path, tmp_path: Path) -> None:
    file = _classes(tmp_path, {"A": 24, "B": 22}, "Teacher")
    words = ("--measure", "Task", "--from", file, "--group-by", "Teacher")
    ran = plc("add-evidence", *words, code=2)
    assert "no figure about one teacher" in ran.err


def test_a_group_with_a_listed_name_is_not_spoken_of(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    (journal / "local/names.txt").write_text("Fictitia\n")
    file = _classes(tmp_path, {"Set Fictitia": 24, "B": 22})
    words = ("--measure", "Task", "--from", file, "--group-by", "Class")
    ran = plc("add-evidence", *words, code=2)
    assert "a group has the name of a person" in ran.err
    assert FORENAME not in ran.out + ran.err


# Again, and by whom


def test_entering_a_date_again_replaces_all_its_figures(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    task = ("--measure", "Task", "--date", "2026-01-12", "--from")
    plc("add-evidence", *task, _sheet(tmp_path, some_marks(30)), "--cut", "12")
    ran = plc("add-evidence", *task, _sheet(tmp_path, [5] * 20 + [15] * 3))
    [result] = measure_in(journal).results
    assert (result.size, result.count) == (23, None)
    assert "corrected" in ran.out


def test_figures_and_a_sheet_are_not_given_together(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    file = _sheet(tmp_path, some_marks(30))
    for words in (("--size", "30"), ("--mean", "4"), ("--suppressed",)):
        plc("add-evidence", "--measure", "Task", "--from", file, *words, code=2)
    plc("add-evidence", "--noticed", "Something", "--from", file, code=2)
    for words in (("--column", "B"), ("--group-by", "B"), ("--as-percent",)):
        ran = plc("add-evidence", "--measure", "Task", *words, code=2)
        assert "--from" in ran.err
    ids = ("--measure", "Task", "--from", file, "--paired-column", "A")
    assert "--paired-with" in plc("add-evidence", *ids, code=2).err


def test_json_carries_what_was_understood(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    file = _sheet(tmp_path, some_marks(30))
    ran = plc("add-evidence", "--measure", "Task", "--from", file, "--json")
    assert ran.document["kind"] == "changed"
    assert ran.data["notes"][0].startswith("Read 30 marks from column 'Total'")
