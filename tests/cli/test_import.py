"""Cycles from an old tracker: what comes in, what does not, and what is told."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from in_process import Plc
from installed import git
from openpyxl import Workbook
from trackers import ACTIONS, FORM, FORMS, SMART, Rows, csv_file, two_sheets

TEAM = "grade-4-math-team"


def _record(journal: Path, cycle: str, stage: str) -> str:
    found = list(journal.glob(f"cycles/*/{cycle}/{stage}.yaml"))
    assert len(found) == 1, sorted(journal.glob("cycles/*/*"))
    return _without_blanks(found[0].read_text(encoding="utf-8"))


def _without_blanks(text: str) -> str:
    """Answer a record without the fields that nobody has filled in."""
    return "".join(
        line
        for line in text.splitlines(keepends=True)
        if not line.endswith((": null\n", ": {}\n"))
    )


def _changes(journal: Path) -> list[str]:
    return git(journal, "log", "--format=%s").splitlines()


def test_a_sheet_of_smart_goals_comes_in_as_one_change(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    before = _changes(journal)

    ran = plc("import", csv_file(tmp_path, SMART), "--yes")

    assert "Brought in 3 cycles, saved as one change." in ran.out
    assert _changes(journal) == ["Import 3 cycles", *before]
    name = "2024-09-students-place-fractions-on-a"
    assert "opened: 2024-09-15\nreview_by: 2024-12-10\n" in _record(
        journal, name, "priority"
    )
    evidence = _record(journal, name, "evidence")
    assert "date: 2024-09-15\n        role: baseline\n        size: 64\n" in evidence
    assert "date: 2024-12-10\n        role: result\n        size: 62\n" in evidence
    assert "value: 65\n" in evidence
    action = _record(journal, name, "action")
    assert action.count("status: planned") == 2
    assert "owner: Grade 4 teacher A\n" in action
    assert "Comments" not in action
    note = "Number talks three times a week: Materials in the shared cupboard"
    assert f'text: "{note}"\n' in action
    review = _record(journal, name, "review")
    assert "outcome: met\n" in review
    assert "claim: Saying why, not the line itself\n" in review
    assert plc("validate").out.endswith("notes.\n")


def test_what_does_not_fit_stays_as_words_and_is_told(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    ran = plc("import", csv_file(tmp_path, SMART), "--yes")

    assert "Row 7, column E is no figure" in ran.out
    assert "Row 7, column C is taken as 2024-09-01" not in ran.out
    assert "Row 7, column C is taken as 2025-09-01" in ran.out
    action = _record(journal, "2025-09-reading-stamina", "action")
    assert '"Baseline: about half"' in action or "Baseline: about half" in action


def test_off_a_terminal_nothing_is_written_without_yes(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    before = _changes(journal)

    ran = plc("import", csv_file(tmp_path, SMART), code=2)

    assert "3 cycles would come in:" in ran.out
    assert "Column A 'SMART Goal': what should improve (title)" in ran.out
    assert "type the same with --yes" in ran.out
    assert _changes(journal) == before
    assert not list(journal.glob("cycles/*/*"))
    assert plc("import", csv_file(tmp_path, SMART), "-n").out == ran.out


def test_the_same_file_again_adds_nothing(
    plc: Plc, journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = csv_file(tmp_path, ACTIONS, sign=";")
    plc("import", file, "--dates", "day-first", "--yes")
    before = _changes(journal)
    monkeypatch.setenv("PLC_TODAY", "2026-03-20")  # the file names no first day
    plc("set", "title", "Comparing fractions", "--cycle", "fractions")

    ran = plc("import", file, "--dates", "day-first", "--yes")

    assert "There already, so left as they are: 2 cycles" in ran.out
    assert f"{TEAM}/2026-01-compare-fractions (rows 2 and 3)" in ran.out
    assert len(_changes(journal)) == len(before) + 1


def test_a_row_more_comes_in_alone(plc: Plc, journal: Path, tmp_path: Path) -> None:
    plc("import", csv_file(tmp_path, SMART), "--yes")
    more = [*SMART, ["Decimals on a number line", "Grade 4", "06/10/2025"]]

    ran = plc("import", csv_file(tmp_path, more), "--yes")

    assert "Brought in 1 cycle" in ran.out
    assert "left as they are: 3 cycles" in ran.out
    assert _changes(journal)[0].startswith("Import the cycle: Decimals on a number")


def test_an_import_is_taken_back_by_undo(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    plc("import", csv_file(tmp_path, SMART), "--yes")
    assert "Took back: Import 3 cycles" in plc("undo").out
    assert not list(journal.glob("cycles/*/*/priority.yaml"))


def test_days_that_may_be_two_are_never_guessed(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, ACTIONS, sign=";")

    ran = plc("import", file, "--yes", code=2)
    assert "may be two different days" in ran.err
    assert "--dates day-first or --dates month-first" in ran.err
    assert "--dates day-first" in plc("import", file, code=2).out
    assert not list(journal.glob("cycles/*/*"))

    plc("import", file, "--dates", "month", "--yes")
    assert "due: 2025-03-10\n" in _record(
        journal, "2026-01-compare-fractions", "action"
    )


def test_one_day_of_the_file_tells_how_all_are_read(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    ran = plc("import", csv_file(tmp_path, FORMS), "--yes")
    assert "Days are read month-first, as row 2 shows." in ran.out
    assert "opened: 2025-09-15\n" in _record(
        journal, "2025-09-fractions-on-a-line", "priority"
    )
    action = _record(journal, "2025-09-fractions-on-a-line", "action")
    assert "office@example.org" not in action


def test_actions_of_one_title_are_one_cycle(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, ACTIONS, sign=";")
    ran = plc("import", file, "--dates", "day-first", "--opened", "2025-09-29", "--yes")

    assert "Row 5, column D is no day" in ran.out
    action = _record(journal, "2025-09-compare-fractions", "action")
    assert "status: done\n" in action
    assert "status: doing\n" in action
    assert "Exit slips: Two groups so far" in action
    other = _record(journal, "2025-09-attendance-on-mondays", "action")
    assert "By when: spring term" in other


def test_a_form_closes_the_cycle_it_says_is_closed(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    plc("import", csv_file(tmp_path, FORM), "--yes")
    review = _record(journal, "2025-09-number-talks", "review")
    assert "outcome: met\n" in review
    assert "closed: 2025-12-01\n" in review


def test_the_sheet_with_the_tracker_is_found_under_merged_headings(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    ran = plc("import", two_sheets(tmp_path), "--yes")
    assert "Brought in 2 cycles" in ran.out
    assert "1 row is hidden in the sheet; it counts as well." in ran.out
    evidence = _record(journal, "2025-09-fractions", "evidence")
    assert "date: 2025-09-10\n        role: baseline\n        value: 39\n" in evidence
    assert "date: 2025-12-03\n        role: result\n        value: 68\n" in evidence


@pytest.mark.parametrize(
    ("sign", "encoding"),
    [(",", "utf-8"), (";", "utf-8-sig"), (";", "utf-16"), ("\t", "cp1252")],
)
def test_a_text_of_any_program_comes_in(
    plc: Plc, journal: Path, tmp_path: Path, sign: str, encoding: str
) -> None:
    rows = [["Goal", "Start", "Action"], ["Décimaux", "2025-09-08", "Réglettes"]]
    plc("import", csv_file(tmp_path, rows, sign=sign, encoding=encoding), "--yes")
    assert "what: Réglettes\n" in _record(journal, "2025-09-decimaux", "action")


_PRIVATE: Rows = [
    ["Goal", "Start", "Action", "Comments"],
    ["Fractions", "2025-09-08", "Number talk", "write to ana.b@example.org"],
    ["Fractions", "2025-09-08", "Exit slips", "fine"],
    ["", "", "Peer talk", "a learner born 03/04/2015"],
]


def test_private_rows_stop_everything_and_are_never_quoted(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    file = csv_file(tmp_path, _PRIVATE)

    ran = plc("import", file, "--yes", code=1)

    assert "Row 2, column D must not be kept: An address names a person" in ran.out
    assert "Row 4, column D must not be kept:" in ran.out
    assert "ana.b" not in ran.out + ran.err
    assert not list(journal.glob("cycles/*/*"))

    ran = plc("import", file, "--yes", "--leave-out")
    assert "Left out:" in ran.out
    action = _record(journal, "2025-09-fractions", "action")
    assert "exit-slips" in action
    assert "peer-talk" not in action
    assert "number-talk" not in action


def test_a_private_column_may_stay_out_alone(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    plc("import", csv_file(tmp_path, _PRIVATE), "--map", "Comments=leave", "--yes")
    action = _record(journal, "2025-09-fractions", "action")
    assert action.count("status: planned") == 3


def test_few_learners_do_not_come_in(plc: Plc, journal: Path, tmp_path: Path) -> None:
    rows = [
        ["Goal", "Start", "Baseline"],
        ["Fractions", "2025-09-08", "3 of 7"],
        ["Stamina", "2025-09-08", "30 of 64"],
    ]
    ran = plc("import", csv_file(tmp_path, rows), "--yes", code=1)
    assert "Row 2 cannot come in:" in ran.out
    assert "1 cycle would come in:" in ran.out
    plc("import", csv_file(tmp_path, rows), "--yes", "--leave-out")
    assert len(list(journal.glob("cycles/*/*/priority.yaml"))) == 1


@pytest.mark.parametrize("heading", ["No. pupils", "Learners", "Students"])
def test_a_column_of_numbers_says_how_many_learners_there_are(
    plc: Plc, journal: Path, tmp_path: Path, heading: str
) -> None:
    rows = [
        ["Goal", "Start", heading, "Baseline %"],
        ["Fractions", "2025-09-08", "6", "20"],
        ["Stamina", "2025-09-08", "64 pupils", "30"],
    ]
    ran = plc("import", csv_file(tmp_path, rows), "--yes", code=1)
    assert f"'{heading}': how many learners (size)" in ran.out
    assert "Row 2 cannot come in:" in ran.out
    plc("import", csv_file(tmp_path, rows), "--yes", "--leave-out")
    assert "size: 64" in next(journal.glob("cycles/*/*/priority.yaml")).read_text()


def test_names_on_the_list_of_this_computer_stay_out(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    (journal / "local").mkdir(exist_ok=True)
    (journal / "local/names.txt").write_text("Fictitia Inventedsson\n", "utf-8")
    rows = [
        ["Goal", "Start", "Notes"],
        ["Reading", "2025-09-08", "as Fictitia Inventedsson"],
    ]
    ran = plc("import", csv_file(tmp_path, rows), "--yes", code=1)
    assert "Row 2, column C must not be kept:" in ran.out
    assert "Fictitia" not in ran.out + ran.err


def test_a_name_of_the_class_list_on_another_sheet_stays_out(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Goal", "Start", "Notes"])
    book.active.append(["Reading", "2025-09-08", "Ask Zebedia first"])
    tab = book.create_sheet("4B")
    tab.append(["Pupil name"])
    tab.append(["Zebedia Inventedsson"])
    book.save(tmp_path / "both.xlsx")

    file = str(tmp_path / "both.xlsx")
    ran = plc("import", file, "--sheet", "1", "--yes", code=1)

    assert "the list of learners on another sheet" in ran.out
    assert "Zebedia" not in ran.out + ran.err


def test_a_column_of_learners_is_refused(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [["Student", "Goal"], ["Fictitia Inventedsson", "Read for 20 minutes"]]
    ran = plc("import", csv_file(tmp_path, rows), "--yes", code=5)
    assert "Column A seems to name learners" in ran.err
    assert "Fictitia" not in ran.out + ran.err
    assert not list(journal.glob("cycles/*/*"))


_HOSTILE = [
    "=HYPERLINK(http://x)",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "\x1b[31mred\x07",
    "yes: no # really",
    "- [x] @name",
    "a\tb",
    "'=1+1",
]


def test_hostile_cells_come_in_as_text(plc: Plc, journal: Path, tmp_path: Path) -> None:
    rows = [["Goal", "Start", "Action"]]
    rows += [["Fractions", "2025-09-08", text] for text in _HOSTILE]

    ran = plc("import", csv_file(tmp_path, rows, sign=";"), "--yes")

    assert "\x1b" not in ran.out + ran.err
    action = _record(journal, "2025-09-fractions", "action")
    assert "\x1b" not in action
    assert action.count("status: planned") == len(_HOSTILE)
    assert "what: =1+1" in action.replace('"', "")
    assert plc("validate").code == 0


def test_titles_that_begin_alike_are_two_cycles_and_stay_two(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    same = "By June all Grade 4 students will be able to "
    rows = [["Goal", "Start"]]
    rows += [[same + what, "2025-09-08"] for what in ("add", "divide", "compare")]

    plc("import", csv_file(tmp_path, rows), "--yes")
    assert len(list(journal.glob("cycles/*/*"))) == 3
    ran = plc("import", csv_file(tmp_path, rows), "--yes")
    assert "left as they are: 3 cycles" in ran.out


def test_one_title_in_two_years_is_two_cycles(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [["Goal", "Start"], ["Reading", "2023-09-08"], ["Reading", "2024-09-09"]]
    plc("import", csv_file(tmp_path, rows), "--yes")
    assert len(list(journal.glob("cycles/*/*"))) == 2


def test_a_value_that_contradicts_one_above_stays_as_a_note(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [
        ["Goal", "Start", "Need", "Baseline", "Target"],
        ["Reading", "2025-09-08", "They stop early", "40%", "60%"],
        ["Reading", "2025-09-08", "They skip words", "45%", "70%"],
    ]
    ran = plc("import", csv_file(tmp_path, rows), "--yes")
    assert "Row 3, column C says something else than row 2" in ran.out
    assert "Row 3, column D is another figure than the one above" in ran.out
    assert "Row 3, column E is another target than the one above" in ran.out
    action = _record(journal, "2025-09-reading", "action")
    for words in ("They skip words", "Baseline: 45%", "Target: 70%"):
        assert words in action


def test_teams_are_those_of_the_journal(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    plc("team", "--new", "Reading team")
    rows = [
        ["Goal", "Start", "Team"],
        ["Fractions", "2025-09-08", "Grade 4 Math Team"],
        ["Stamina", "2025-09-08", "reading-team"],
        ["Stamina", "", ""],
        ["Choirs", "2025-09-08", "Nobody's team"],
    ]
    file = csv_file(tmp_path, rows)
    ran = plc("import", file, "--yes", code=1)
    assert "Row 5, column C names a team that is not here" in ran.out
    plc("import", file, "--yes", "--leave-out")
    assert sorted(path.parent.name for path in journal.glob("cycles/*/*")) == [
        TEAM,
        "reading-team",
    ]
    plc("import", file, "--yes", "--team", "reading")
    assert len(list(journal.glob("cycles/reading-team/*"))) == 3


def test_members_are_kept_by_their_id(plc: Plc, journal: Path, tmp_path: Path) -> None:
    plc("team", "--add", "Grade 4 teacher A", "--role", "teacher")
    rows = [
        ["Goal", "Start", "Led by", "Action", "Who"],
        ["Fractions", "2025-09-08", "math coach", "Talk", "Grade 4 Teacher A"],
    ]
    plc("import", csv_file(tmp_path, rows), "--yes")
    assert "facilitator: math-coach\n" in _record(
        journal, "2025-09-fractions", "priority"
    )
    assert "owner: grade-4-teacher-a\n" in _record(
        journal, "2025-09-fractions", "action"
    )


@pytest.mark.parametrize(
    ("rows", "flags", "ends"),
    [
        ([["Colour", "Size of shoe"], ["red", "x"]], [], (2, "No column says what")),
        ([["Goal"], ["a"]], ["--map", "Goal"], (2, "is no column and field")),
        ([["Goal"], ["a"]], ["--map", "Gaol=title"], (2, "There is no column 'Gaol'")),
        ([["Goal"], ["a"]], ["--map", "Goal=titel"], (2, "can be no 'titel'")),
        ([["Goal"], ["a"]], ["--dates", "year"], (2, "is none of day-first")),
        ([["Goal"], ["a"]], ["--team", "nobody"], (4, "There is no team 'nobody'")),
        ([[""]], [], (2, "is empty")),
    ],
)
def test_what_is_wrong_ends_with_a_sentence(
    plc: Plc, journal: Path, rows: Rows, flags: Sequence[str], ends: tuple[int, str]
) -> None:
    code, says = ends
    ran = plc("import", csv_file(journal.parent, rows), *flags, "--yes", code=code)
    assert says in ran.err


def test_a_map_says_what_a_column_is(plc: Plc, journal: Path, tmp_path: Path) -> None:
    rows = [["Colour", "Extra"], ["Reading aloud", "Every day"]]
    file = csv_file(tmp_path, rows)
    plc("import", file, "--map", "Colour=title", "--map", "B=action", "--yes")
    assert "what: Every day\n" in _record(journal, "2026-01-reading-aloud", "action")


def test_a_row_without_a_title_at_the_top_belongs_nowhere(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [["Goal", "Action"], ["", "Talk"], ["Fractions", "Slips"]]
    ran = plc("import", csv_file(tmp_path, rows), "--yes", code=1)
    assert "Row 2, column A is empty, so nobody can say which cycle" in ran.out


def test_json_answers_one_document(plc: Plc, journal: Path, tmp_path: Path) -> None:
    file = csv_file(tmp_path, SMART)
    ran = plc("import", file, "--json", "--dry-run")
    assert ran.document["kind"] == "import"
    assert not ran.data["saved"]
    assert [one["rows"] for one in ran.data["cycles"]] == [
        *(["row 4", "row 5"], ["row 6"], ["row 7"])
    ]
    assert ran.data["kept"] == [
        {"kind": "kept", "row": "row 7", "column": "column E", "why": "is no figure"}
    ]
    assert plc("import", file, "--json", "--yes").data["saved"]


def test_a_tracker_comes_in_through_a_pipe(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    file = Path(csv_file(tmp_path, SMART))
    ended = subprocess.run(
        [sys.executable, "-m", "plcjournal", "import", "-", "--yes"],
        cwd=journal,
        input=file.read_bytes(),
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert b"Brought in 3 cycles" in ended.stdout


def test_many_rows_are_understood_quickly(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [["Goal", "Start", "Baseline", "Action", "Who", "Comments"]]
    rows += [
        [
            f"Priority {n}",
            f"2025-{n % 9 + 1:02d}-15",
            f"{n % 40 + 20} of 64",
            f"Talk {n}",
            "Math coach",
            f"Went on in week {n}",
        ]
        for n in range(1000)
    ]
    ran = plc("import", csv_file(tmp_path, rows), "--dry-run")
    assert "1000 cycles would come in:" in ran.out
    assert "and 970 more (all of them: --json)" in ran.out


def test_what_plc_exports_comes_back_into_an_empty_journal(
    plc: Plc, journal: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plc("import", csv_file(tmp_path, SMART), "--yes")
    plc("review", "fractions-on-a", "--outcome", "partly", "--changed", "Most say why")
    for out in ("tables", "tables.xlsx"):
        form = "xlsx" if out.endswith("x") else "csv"
        plc("export", "--format", form, "--out", str(tmp_path / out))
    before = plc("status", "--all", "--json").data["cycles"]
    for name, file in (("a", "tables/cycles.csv"), ("b", "tables.xlsx")):
        monkeypatch.chdir(tmp_path)
        plc("init", name, "--author", "Coach", "--team", "Grade 4 math team")
        monkeypatch.chdir(tmp_path / name)
        plc("import", str(tmp_path / file), "--yes")
        after = plc("status", "--all", "--json").data["cycles"]
        told = [(one["cycle"], one["title"], one["review_by"]) for one in after]
        assert told == [(c["cycle"], c["title"], c["review_by"]) for c in before]
        folder = next((tmp_path / name).glob("cycles/*/*fractions-on-a"))
        theirs = next(journal.glob("cycles/*/*fractions-on-a"))
        copy, mine = ((at / "priority.yaml").read_bytes() for at in (folder, theirs))
        assert copy == mine
        assert "changed: Most say why\n" in (folder / "review.yaml").read_text("utf-8")
        action = (folder / "action.yaml").read_text("utf-8")
        assert ("Number talks three times a week" in action) == (name == "b")


def test_a_table_of_actions_alone_makes_no_cycles_of_names(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [["cycle", "what", "owner"], [f"{TEAM}/2025-10-fractions", "Talk", "Coach"]]
    ran = plc("import", csv_file(tmp_path, rows), "--yes", code=2)
    assert "No column says what should improve" in ran.err


def test_what_looks_like_something_else_is_never_guessed(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [
        ["Goal", "Start", "School year", "Baseline", "Target", "Result", "Completed"],
        ["Reading", "2025-09-08", "2025-26", "0.39", "65%", "70", "2025-12-01"],
        ["Writing", "2025-09-08", "2025-26", "40%", "120%", "", "2025-12-02"],
    ]
    ran = plc("import", csv_file(tmp_path, rows), "--yes")

    assert "Row 2, column D may be a share of 1 or a percentage" in ran.out
    assert "Row 3, column E is no figure" in ran.out
    assert "Row 2 says it is over, but a cycle closes with an outcome" in ran.out
    action = _record(journal, "2025-09-reading", "action")
    for words in ("School year: 2025-26", "Baseline: 0.39", "Closed: 2025-12-01"):
        assert words in action
    evidence = _record(journal, "2025-09-reading", "evidence")
    assert "date: 2025-12-01\n        role: result\n        value: 70\n" in evidence
    assert "0.39" not in evidence


def test_two_measures_of_one_cycle_are_two(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [
        ["Goal", "Start", "Measure", "Baseline", "Target"],
        ["Reading", "2025-09-08", "Common task", "12.5", "14"],
        ["Reading", "2025-09-08", "Student survey", "25 of 64", "60%"],
    ]
    plc("import", csv_file(tmp_path, rows), "--yes")
    evidence = _record(journal, "2025-09-reading", "evidence")
    assert "id: common-task\n" in evidence
    assert "unit: score\n" in evidence
    assert "id: student-survey\n" in evidence


def test_formulas_without_a_result_are_told_by_their_place(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Goal", "Start", "Target"])
    book.active.append(["Reading", "2025-09-08", "=1+1"])
    book.save(tmp_path / "sums.xlsx")
    ran = plc("import", str(tmp_path / "sums.xlsx"), "--yes", code=1)
    assert "Row 2, column C is a formula without a result" in ran.out


def test_dropped_actions_and_looks_back_come_in(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [
        [
            *("Goal", "Start", "Action", "Status", "Date completed", "Observations"),
            *("Professional learning", "With whom", "Decision", "Model", "Theory"),
        ],
        [
            *("Reading", "2025-09-08", "Logs", "Abandoned", "", "They stop early"),
            *("Reading fluency", "Reading lead", "Adapt", "triad", "If, then"),
        ],
        ["Reading", "2025-09-08", "Pairs", "", "2025-10-01", "", "", "", "", "", ""],
        ["Writing", "2025-09-08", "", "", "", "", "", "", "Perhaps", "no such", ""],
    ]
    ran = plc("import", csv_file(tmp_path, rows), "--yes")
    action = _record(journal, "2025-09-reading", "action")
    for words in ("status: dropped", "done: 2025-10-01", "with: Reading lead"):
        assert words in action
    assert "theory: If, then\n" in action
    assert "noticed: They stop early\n" in _record(
        journal, "2025-09-reading", "evidence"
    )
    assert "next: adapt\n" in _record(journal, "2025-09-reading", "review")
    assert "model: triad\n" in _record(journal, "2025-09-reading", "priority")
    assert "Row 4, column I is none of the words for that" in ran.out
    assert "Row 4, column J is no model that plc knows" in ran.out


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"%PDF-1.7", b"PK\x03\x04nothing", b"\xff" * 2000]
)
def test_what_is_no_tracker_ends_with_a_sentence(
    plc: Plc, journal: Path, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "odd.xlsx").write_bytes(data)
    ran = plc("import", str(tmp_path / "odd.xlsx"), "--yes", code=2)
    assert "nothing was changed" in ran.err


def test_a_file_that_is_not_there_is_named(plc: Plc, journal: Path) -> None:
    assert "There is no file none.xlsx" in plc("import", "none.xlsx", code=2).err


def test_what_may_name_somebody_comes_in_and_is_told_by_its_place(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [
        ["Goal", "Start", "Who", "Action", "Comments"],
        ["Reading", "2025-09-08", "Emma Coach", "Logs", "Emma's story is longer now"],
    ]
    ran = plc("import", csv_file(tmp_path, rows), "--yes")
    told = ran.out.partition("Look at these again, for they come in as they are:")[2]
    assert told.splitlines()[1].startswith("  Row 2, column E may point at a person:")
    assert "column C" not in told  # colleagues may be named


def test_taking_many_back_names_their_number(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    rows = [["Goal", "Start"], *([f"Goal {n}", "2025-09-08"] for n in range(12))]
    plc("import", csv_file(tmp_path, rows), "--yes")
    assert "Saved: 48 records" in plc("undo").out


def test_the_team_must_be_said_where_nobody_knows_it(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    plc("team", "--new", "Reading team")
    git(journal, "config", "--unset", "plc.team")
    rows = [["Goal", "Start"], ["Fractions", "2025-09-08"]]
    ran = plc("import", csv_file(tmp_path, rows), "--yes", code=2)
    assert "Add --team" in ran.err


def test_outside_a_journal_the_way_in_is_named(plc: Plc, tmp_path: Path) -> None:
    ran = plc("import", csv_file(tmp_path, SMART), "--yes", code=3)
    assert "plc init" in ran.err


def test_the_sheet_must_be_said_where_several_are_trackers(
    plc: Plc, journal: Path, tmp_path: Path
) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "Autumn"
    for tab in (book.active, book.create_sheet("Spring")):
        tab.append(["Goal", "Start", "Action"])
        tab.append([f"{tab.title} goal", "2025-09-08", "Talk"])
    file = str(tmp_path / "terms.xlsx")
    book.save(file)

    ran = plc("import", file, "--yes", code=2)
    assert "Add --sheet with a name or number: 1 'Autumn', 2 'Spring'" in ran.err
    ran = plc("import", file, "--sheet", "Winter", "--yes", code=2)
    assert "there is no sheet 'Winter'" in ran.err
    plc("import", file, "--sheet", "spring", "--yes")
    assert len(list(journal.glob("cycles/*/2025-09-spring-goal"))) == 1
