from pathlib import Path

import pytest
from in_process import Plc
from installed import git


def test_a_broken_record_never_hides_the_others(plc: Plc, cycle: Path) -> None:
    plc("new-cycle", "Second", "--need", "Something")
    (cycle / "evidence.yaml").write_text("format: 1\nmeasures: [\n")
    ran = plc("status", code=3)
    assert "Comparing fractions" in ran.out
    assert "Second" in ran.out
    assert "1 record could not be read" in ran.err
    document = plc("status", "--json", code=3).document
    assert document["problems"][0]["path"].endswith("evidence.yaml")
    assert len(document["data"]["cycles"]) == 2
    assert "Could not be read: evidence.yaml" in plc("show", "comparing", code=3).out


def test_a_record_that_cannot_be_read_is_never_written_to(
    plc: Plc, cycle: Path
) -> None:
    (cycle / "action.yaml").write_text("format: 1\nactions: {{\n")
    ran = plc("note", "Going well", code=3)
    assert "nothing was written" in ran.err
    assert (cycle / "action.yaml").read_text() == "format: 1\nactions: {{\n"


@pytest.mark.parametrize(
    ("typed", "says", "code"),
    [
        ("title: 80% of Year 4: reading\n", 'title: "80% of Year 4: reading"', 3),
        ("title: @home\n", 'title: "@home"', 3),
        ("title: 'Don't count'\n", 'title: "Don\'t count"', 3),
        ("title: A\ntitle: B\n", "twice", 3),
        ("<<<<<<< ours\ntitle: A\n=======\n", "Two versions", 3),
        ("title: A\n\tneed: B\n", "tab", 3),
        ("titel: A\n", "did you mean 'title'?", 3),
        ("title: A\nopened: 2026-02-30\n", "There is no day 2026-02-30", 3),
        ("title: A\nlearners:\n  size: many\n", "must be a number", 3),
        ("title: A\nteam: other-team\n", "the folder is right", 1),
        ("title: A\nmodel: four-stge\n", "did you mean 'four-stage'?", 0),
        ("title: A\nfollows: grade-4-math-team/2025-01-x\n", "There is no cycle", 1),
    ],
)
def test_what_people_mistype_is_explained_with_its_place(
    plc: Plc, cycle: Path, typed: str, says: str, code: int
) -> None:
    (cycle / "priority.yaml").write_text("format: 1\n" + typed)
    ran = plc("validate", str(cycle / "priority.yaml"), code=code)
    assert says in ran.out
    assert "priority.yaml:" in ran.out
    assert "^" in ran.out


def test_fix_mends_quotes_tabs_line_ends_and_marks_and_says_so(
    plc: Plc, cycle: Path
) -> None:
    file = cycle / "priority.yaml"
    file.write_bytes("\ufeffformat: 1\r\ntitle: 80% of Year 4: reading\r\n".encode())
    plc("validate", code=3)
    ran = plc("validate", "--fix")
    assert ran.out.count("Mended:") >= 3
    assert file.read_bytes() == b'format: 1\ntitle: "80% of Year 4: reading"\n'


def test_validate_works_without_git_and_before_anything_was_saved(
    plc: Plc, tmp_path: Path
) -> None:
    folder = tmp_path / "work"
    (folder / "plc.yaml").write_text("format: 1\nname: Ours\n")
    assert plc("validate").out == "1 record checked: nothing to mend.\n"
    assert plc("status").out.startswith("Ours\n")


def test_validate_sorts_findings_by_place_with_all_their_parts(
    plc: Plc, cycle: Path
) -> None:
    (cycle / "priority.yaml").write_text("format: 1\ntitle: A\nfoo: 1\nbar: 2\n")
    found = plc("validate", "--json", code=3).data["findings"]
    assert [(f["line"], f["rule"]) for f in found[-2:]] == [
        (3, "unknown-key"),
        (4, "unknown-key"),
    ]
    parts = {"severity", "rule", "path", "line", "column", "field", "message", "fix"}
    assert parts <= {*found[0]}


def test_rules_are_listed_with_severity_and_reason(plc: Plc, journal: Path) -> None:
    assert "double-result (error): " in plc("validate", "--rules").out


def test_save_records_hand_edits_that_validate_and_names_the_others(
    plc: Plc, cycle: Path
) -> None:
    good, bad = cycle / "priority.yaml", cycle / "action.yaml"
    good.write_text(good.read_text() + "x_colour: green\n")
    bad.write_text("format: 1\nactions: [\n")
    assert "Changed by hand, not saved yet" in plc("status", code=3).out
    ran = plc("save", code=5)
    assert "Saved 1 file" in ran.out
    assert "action.yaml" in ran.err
    left = git(cycle, "status", "--porcelain").split()
    assert [left[0], left[1].rsplit("/", 1)[-1], left[2:]] == ["M", "action.yaml", []]
    bad.write_text("format: 1\nactions: []\n")
    plc("save", "-m", "Emptied the actions")
    assert git(cycle, "log", "-1", "--format=%s").strip() == "Emptied the actions"
    assert "Nothing to save" in plc("save").out


def test_save_leaves_other_work_of_the_person_alone(plc: Plc, journal: Path) -> None:
    (journal / "essay.txt").write_text("mine")
    git(journal, "add", "essay.txt")
    (journal / "plc.yaml").write_text((journal / "plc.yaml").read_text() + "weeks: 7\n")
    plc("save")
    assert git(journal, "status", "--porcelain") == "A  essay.txt\n"


def test_keys_of_other_tools_are_kept_by_every_edit(plc: Plc, cycle: Path) -> None:
    file = cycle / "priority.yaml"
    file.write_text(file.read_text() + "x_colour: # mine\n  shade: 007\n")
    plc("set", "priority.question", "Does it help?")
    assert "x_colour: # mine\n  shade: 007\n" in file.read_text()


def test_a_record_of_a_newer_format_is_left_alone_and_named(
    plc: Plc, cycle: Path
) -> None:
    (cycle / "review.yaml").write_text("format: 2\nnew_things: true\n")
    ran = plc("validate")
    assert "newer plc" in ran.out
    plc("review", "--outcome", "met", code=3)
    assert (cycle / "review.yaml").read_text() == "format: 2\nnew_things: true\n"


def test_only_a_newer_journal_stops_plc(plc: Plc, journal: Path) -> None:
    (journal / "plc.yaml").write_text("format: 2\n")
    assert "newer plc" in plc("status", code=3).err


def test_a_file_that_was_meant_for_a_record_is_told_of(plc: Plc, cycle: Path) -> None:
    (cycle / "reveiw.yaml").write_text("format: 1\n")
    out = plc("validate").out
    assert "plc does not read a file 'reveiw.yaml'. Did you mean review.yaml?" in out
    (cycle / "reveiw.yaml").write_text("format: 1\n# Ring 020 7946 0123\n")
    assert "is a telephone number" in plc("validate", code=1).out
