"""plc add-evidence: a date again, late marks, cuts and targets that do not fit."""

from pathlib import Path

import pytest
from in_process import Plc
from mark_sheets import person, some_marks, text_sheet
from test_evidence_from_sheets import measure_in

MARKS = [*some_marks(24), 17]
TASK = ("add-evidence", "--measure", "Task", "--from")
DAY = ("--date", "2025-10-15")


def _sheet(folder: Path, size: int, more: int = 0) -> str:
    rows: list[list[object]] = [["Name", "Mark /30"]]
    rows += [[person(n), m + n % (more + 1)] for n, m in enumerate(MARKS[:size])]
    return str(text_sheet(rows, name=f"{size}-{more}.csv")(folder))


def test_a_late_mark_is_not_given_away(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    plc(*TASK, _sheet(tmp_path, 24), *DAY, "--cut", "12")
    file = _sheet(tmp_path, 25)
    ran = plc(*TASK, file, *DAY, code=5)
    assert "anybody can work out the mark of that learner" in ran.err
    assert "--late counts" in ran.err
    assert measure_in(journal).results[0].size == 24
    ran = plc(*TASK, file, *DAY, "--late", "counts")
    [result] = measure_in(journal).results
    assert (result.size, result.mean, result.sd) == (25, None, None)
    assert result.count is not None
    assert "have no mean so far" in plc(*TASK, file, *DAY, code=5).err
    ran = plc(*TASK, file, *DAY, "--late", "all")
    assert measure_in(journal).results[0].mean is not None


def test_without_counts_a_late_mark_is_all_or_nothing(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    plc(*TASK, _sheet(tmp_path, 24), *DAY)
    file = _sheet(tmp_path, 25)
    plc(*TASK, file, *DAY, "--late", "counts", code=5)
    plc(*TASK, file, *DAY, "--late", "some", code=2)
    ran = plc(*TASK, file, *DAY, "--late", "all")
    assert "The history keeps both" in ran.out
    assert measure_in(journal).results[0].size == 25


def test_the_same_sheet_again_changes_nothing(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    file = _sheet(tmp_path, 24)
    plc(*TASK, file, *DAY, "--cut", "12")
    before = plc("history").out
    assert "Nothing changed, task has this already: 2025" in plc(*TASK, file, *DAY).out
    assert plc("history").out == before


def test_a_wrong_cut_that_is_corrected_is_not_compared_with_itself(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    file = _sheet(tmp_path, 24)
    plc(*TASK, file, *DAY, "--cut", "12")
    ran = plc(*TASK, file, *DAY, "--cut", "10")
    assert "not alike" not in ran.out
    ran = plc(*TASK, file, *DAY)
    assert "as on earlier dates" not in ran.out
    ran = plc(*TASK, file, "--cut", "14")
    assert "count from 10 on, this one from 14 on" in ran.out


def test_a_new_measure_has_a_new_name(plc: Plc, cycle: Path, tmp_path: Path) -> None:
    file = _sheet(tmp_path, 24)
    plc(*TASK, file, "--new")
    ran = plc(*TASK, file, "--new", code=2)
    assert "There is a measure 'Task' already; nothing was changed." in ran.err


# Pairs


def test_pairs_make_the_learners_the_same_for_impact(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    before = _sheet(tmp_path, 24)
    plc(*TASK, before, *DAY)
    ran = plc(*TASK, _sheet(tmp_path, 24, 3), "--paired-with", before)
    assert "plc impact compares them pair by pair" in ran.out
    assert measure_in(journal).same_learners
    told = plc("impact").out
    assert "the same 24 learners both times" in told


def test_pairs_of_shares_serve_the_effect_size(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    before = _sheet(tmp_path, 24)
    plc(*TASK, before, *DAY, "--cut", "12")
    ran = plc(*TASK, _sheet(tmp_path, 24, 3), "--paired-with", before)
    assert "pairs their marks for the effect size" in ran.out


def test_so_few_pairs_leave_the_learners_as_they_were(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    before = _sheet(tmp_path, 24)
    plc(*TASK, before, *DAY)
    rows: list[list[object]] = [["Name", "Mark /30"]]
    rows += [[person(n + 10), m + n % 3] for n, m in enumerate(MARKS[:24])]
    after = str(text_sheet(rows)(tmp_path))
    ran = plc(*TASK, after, "--paired-with", before)
    assert "separate groups: too few of them are in both" in ran.out
    assert not measure_in(journal).same_learners


def test_pairing_needs_the_earlier_figures_first(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    ran = plc(*TASK, "none.csv", "--paired-with", _sheet(tmp_path, 24), code=2)
    assert "has no result before 2026-01-15" in ran.err


def test_no_pairs_says_what_to_do(plc: Plc, cycle: Path, tmp_path: Path) -> None:
    before = _sheet(tmp_path, 24)
    plc(*TASK, before, *DAY)
    rows: list[list[object]] = [["Name", "Mark /30"]]
    rows += [[person(50 + n), m] for n, m in enumerate(MARKS[:24])]
    after = str(text_sheet(rows)(tmp_path))
    ran = plc(*TASK, after, "--paired-with", before)
    assert "Paired: 0 learners" in ran.out
    assert "--id-column C" in ran.out


def test_a_mean_corrected_by_hand_is_paired_no_longer(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    before = _sheet(tmp_path, 24)
    plc(*TASK, before, *DAY)
    plc(*TASK, _sheet(tmp_path, 24, 3), "--paired-with", before)
    assert measure_in(journal).results[1].paired is not None
    plc(*TASK[:3], "--mean", "12.5", "--sd", ".6")
    result = measure_in(journal).results[1]
    assert (result.paired, result.mean, result.sd) == (None, 12.5, 0.6)


# Targets


@pytest.mark.parametrize("flag", ["--target", "--prediction"])
def test_a_share_is_no_target_of_a_mean(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path, flag: str
) -> None:
    file = _sheet(tmp_path, 24)
    assert "by a mean mark" in plc(*TASK, file, flag, "65%", code=2).err
    plc(*TASK, file)
    assert "by a mean mark" in plc(*TASK[:3], flag, "65%", code=2).err
    assert "goes to 30" in plc(*TASK[:3], flag, "65", code=2).err
    plc(*TASK[:3], flag, "18")
    plc("add-evidence", "--measure", "Share", flag, "65%")


def test_a_target_of_levels_is_a_mean_level(plc: Plc, cycle: Path) -> None:
    rubric = ("add-evidence", "--measure", "Rubric", "--unit", "level")
    assert "by the mean level" in plc(*rubric, "--target", "65%", code=2).err
    assert "is the mean level: 3" in plc(*rubric, "--target", "3").out


def test_a_day_after_the_twelfth_is_clear(
    plc: Plc, cycle: Path, journal: Path, tmp_path: Path
) -> None:
    file = _sheet(tmp_path, 24)
    for words in ("15/10/2025", "15.10.2025", "10/15/2025"):
        plc(*TASK, file, "--date", words)
    assert [r.date for r in measure_in(journal).results] == ["2025-10-15"]
    assert "two different days" in plc(*TASK, file, "--date", "03/04/2025", code=2).err
    assert "no day 32/10/2025" in plc(*TASK, file, "--date", "32/10/2025", code=2).err
