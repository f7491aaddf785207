"""plc export: tables, case studies and minutes, for the team and for others."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from in_process import Plc
from openpyxl import load_workbook

NAME = "comparing-fractions"
TEAM = "grade-4-math-team"
WHOLE = f"{TEAM}/2026-01-{NAME}"
TASK = ("add-evidence", NAME, "--measure", "Common task")


@pytest.fixture
def told(plc: Plc, cycle: Path, shelf: Path) -> Path:
    """A reviewed cycle that the school may see, and a meeting; answers the journal."""
    folder, kept = cycle.parents[2], shelf / "reviewed-for-tables"
    if kept.exists():
        shutil.rmtree(folder / ".git")
        shutil.copytree(kept, folder, dirs_exist_ok=True)
        return folder
    plc("team", "--add", "Ann Example", "--role", "coach")
    plc("set", "priority.question", "Do number lines help?")
    plc(*TASK, "--date", "2026-01-05", "--size", "64", "--count", "25")
    plc("add-action", "Ann Example models a lesson", "--owner", "Ann Example")
    plc("done", "ann-example-models", "--date", "2026-01-08")
    result = ("--role", "result", "--size", "62", "--count", "42")
    plc(*TASK, "--date", "2026-01-14", *result)
    decided = ("--decided", "Ann Example brings number lines")
    action = ("--action", "Exit slips; Ann Example; 2026-01-29")
    plc("meet", "--present", "all", *decided, *action, "--minutes", "40")
    learned = ("--learned", "Lines show thinking", "--outcome", "met")
    plc("review", *learned, "--next", "keep", "--share", "school")
    shutil.copytree(folder, kept)
    return folder


def tables(plc: Plc, *words: str, code: int = 0) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = plc("export", *words, code=code).data[
        "tables"
    ]
    return found


def everything(plc: Plc, *words: str) -> str:
    return plc("export", *words).out


def saved_by_hand(folder: Path) -> None:
    for words in (("add", "-A"), ("commit", "-qm", "By hand")):
        subprocess.run(["git", *words], cwd=folder, check=True)


# Tables


def test_off_a_terminal_everything_is_one_json_document(plc: Plc, told: Path) -> None:
    ran = plc("export")
    assert ran.document["kind"] == "export"
    data = ran.data
    assert (data["audience"], data["left_out"], data["hidden"]) == ("team", 0, 0)
    found = data["tables"]
    assert {name: len(rows) for name, rows in found.items() if name != "changes"} == {
        "cycles": 1,
        "measures": 1,
        "results": 2,
        "actions": 2,
        "learned": 1,
        "meetings": 1,
    }
    assert found["results"][0]["percent"] == 39.0625
    assert found["cycles"][0]["cycle"] == WHOLE
    assert {one["cycle"] for one in found["actions"]} == {WHOLE}
    assert found["meetings"][0]["present"] == ["Math coach", "Ann Example"]
    assert found["meetings"][0]["cycles"] == [WHOLE]
    named = {(one["table"], one["column"]) for one in data["dictionary"]}
    assert named == {(t, key) for t, rows in found.items() for key in rows[0]}


def test_json_on_the_screen_and_in_a_file_is_the_same(plc: Plc, told: Path) -> None:
    shown = everything(plc, "--json")
    assert everything(plc, "--format", "json") == shown
    assert everything(plc, "--out", "-") == shown
    plc("export", "--out", "journal.json")
    assert Path("journal.json").read_text("utf-8") == shown


def test_changes_are_told_in_sentences_the_oldest_first(plc: Plc, told: Path) -> None:
    changes = tables(plc)["changes"]
    sentences = [one["sentence"] for one in changes]
    assert any("Do number lines help?" in one for one in sentences)
    asked = plc("history", "--json").data["items"]
    assert sentences == [one for item in reversed(asked) for one in item["sentences"]]
    assert [one["date"] for one in changes] == sorted(one["date"] for one in changes)
    assert {one["who"] for one in changes} == {"Math coach"}
    assert len({(one["change"], one["part"], one["cycle"]) for one in changes}) == len(
        changes
    )


def test_every_form_has_the_same_rows(plc: Plc, told: Path) -> None:
    found = tables(plc)
    plc("export", "--format", "csv", "--out", "tables")
    plc("export", "--format", "parquet", "--out", "parquet")
    plc("export", "--out", "journal.xlsx")
    page = everything(plc, "--format", "markdown")
    book = load_workbook("journal.xlsx")
    assert book.sheetnames == [*found, "dictionary"]
    for name, rows in found.items():
        read = [*csv.DictReader(io.StringIO(Path(f"tables/{name}.csv").read_text()))]
        assert len(read) == len(rows) == book[name].max_row - 1
        kept = pq.read_table(f"parquet/{name}.parquet").to_pylist()
        for mine, other in zip(rows, kept, strict=True):
            assert {key: str(value) for key, value in other.items()} == {
                key: str(float(value) if key in _floats(name) and value else value)
                for key, value in mine.items()
            }
        assert f"## {name}" in page
    dictionary = pq.read_table("parquet/dictionary.parquet")
    assert dictionary.num_rows == book["dictionary"].max_row - 1


def _floats(name: str) -> set[str]:
    schema = pq.read_schema(f"parquet/{name}.parquet")
    return {field.name for field in schema if str(field.type) == "double"}


def test_twice_the_same_bytes(plc: Plc, told: Path) -> None:
    made = {}
    for turn in ("one", "two"):
        plc("export", "--format", "csv", "--out", f"{turn}/csv")
        plc("export", "--format", "parquet", "--out", f"{turn}/parquet")
        plc("export", "--out", f"{turn}/journal.xlsx")
        plc("export", "--out", f"{turn}/journal.md")
        plc("export", "--case-study", NAME, "--out", f"{turn}/study.md")
        plc("export", "--minutes", "last", "--out", f"{turn}/minutes.md")
        made[turn] = {
            one.relative_to(turn): one.read_bytes()
            for one in sorted(Path(turn).rglob("*"))
            if one.is_file()
        }
    assert made["one"] == made["two"]
    assert len(made["one"]) == 22
    again = plc("export", "--out", "two/journal.xlsx")
    assert "It was there already" in again.out


def test_what_is_not_saved_is_named_and_not_exported(plc: Plc, told: Path) -> None:
    file = told / f"cycles/{WHOLE}/priority.yaml"
    file.write_text(file.read_text().replace("Do number lines", "Do strips"))
    ran = plc("export", "--format", "csv", "--out", "tables")
    assert f"not saved yet: cycles/{WHOLE}/priority.yaml" in ran.out
    assert "Do strips" not in Path("tables/cycles.csv").read_text()


def test_a_record_that_cannot_be_read_is_told_and_ends_with_three(
    plc: Plc, told: Path
) -> None:
    (told / f"cycles/{WHOLE}/evidence.yaml").write_text("format: [\n")
    (told / f"meetings/2026-01-15-{TEAM}.yaml").write_text("format: [\n")
    saved_by_hand(told)
    ran = plc("export", code=3)
    (row,) = ran.data["tables"]["cycles"]
    assert row["unreadable"] == ["evidence"]
    assert {one["path"] for one in ran.document["problems"]} == {
        *(ran.data["unreadable"]),
        f"cycles/{WHOLE}/evidence.yaml",
        f"meetings/2026-01-15-{TEAM}.yaml",
    }
    assert ran.data["tables"]["results"] == []
    assert any(
        "cannot be read" in one["sentence"] for one in ran.data["tables"]["changes"]
    )
    theirs = plc("export", "--audience", "school", code=3)
    assert theirs.data["tables"]["cycles"] == []
    assert "evidence" not in json.dumps(theirs.document["problems"])
    assert theirs.data["unreadable"] == []
    assert "2 records could not be read" in theirs.err
    assert (
        "cannot be read as it was saved"
        in plc("export", "--case-study", NAME, code=3).err
    )
    assert "there are no minutes" in plc("export", "--minutes", "last", code=3).err


@pytest.mark.parametrize("audience", ["team", "school"])
def test_minutes_tell_of_a_record_that_they_would_have_been_made_from(
    plc: Plc, told: Path, audience: str
) -> None:
    (told / f"cycles/{WHOLE}/action.yaml").write_text("format: [\n")
    saved_by_hand(told)
    ran = plc("export", "--minutes", "last", "--audience", audience, code=3)
    assert "1 record could not be read" in ran.err


def test_a_page_of_one_team_does_not_mind_what_another_cannot_read(
    plc: Plc, told: Path
) -> None:
    plc("team", "--new", "Art")
    away = told / "cycles/art/2026-01-other"
    away.mkdir(parents=True)
    (away / "action.yaml").write_text("format: [\n")
    saved_by_hand(told)
    assert not plc("export", "--minutes", "last").err
    assert not plc("export", "--case-study", WHOLE, "--audience", "team").err
    assert plc("export", "--json", code=3).document["problems"]


def test_others_are_told_nothing_where_a_team_cannot_be_read(
    plc: Plc, told: Path
) -> None:
    (told / f"teams/{TEAM}.yaml").write_text("format: [\n")
    saved_by_hand(told)
    assert "nothing was exported" in plc("export", "--audience", "school", code=3).err
    assert tables(plc, code=3)["cycles"]


# For others than the team


def test_others_see_what_is_shared_with_them(plc: Plc, told: Path) -> None:
    plc("new-cycle", "Quiet question", "--need", "Nobody knows")
    for audience, cycles in (("team", 2), ("school", 1), ("cluster", 0)):
        data = plc("export", "--audience", audience).data
        assert (len(data["tables"]["cycles"]), data["left_out"]) == (cycles, 2 - cycles)
        assert ("Quiet question" in json.dumps(data)) is (audience == "team")
        assert len(data["tables"]["meetings"]) == (audience == "team")


def test_people_are_named_for_their_team_alone(plc: Plc, told: Path) -> None:
    assert "Ann Example" in everything(plc)
    shown = everything(plc, "--audience", "school")
    assert not re.search(r"\bann", shown, re.IGNORECASE)
    assert "xample" not in shown
    first = tables(plc, "--audience", "school")["actions"][0]
    assert first["action"] == "coach-models-a-lesson"
    assert (first["what"], first["owner"]) == ("coach models a lesson", "coach")


def test_others_do_not_read_what_the_past_said(plc: Plc, told: Path) -> None:
    plc("note", "A slip of the pen", "--cycle", NAME)
    plc("remove", "action.log.a-slip-of-the-pen", "--cycle", NAME, "--yes")
    assert "slip of the pen" in everything(plc)
    shown = tables(plc, "--audience", "school")["changes"]
    assert "Wrote a note" in {one["sentence"] for one in shown}
    assert not any("slip" in one["sentence"] for one in shown)
    assert {(one["change"], one["moment"]) for one in shown} == {(None, None)}


def test_figures_about_few_are_hidden_from_others_everywhere(
    plc: Plc, told: Path
) -> None:
    plc(*TASK, "--date", "2026-01-14", "--size", "62", "--count", "55")
    plc("set", "review.changed", "All but 7, 55 of 62, did it", "--cycle", NAME)
    mine, theirs = tables(plc), tables(plc, "--audience", "school")
    assert mine["results"][1]["count"] == 55
    row = theirs["results"][1]
    assert (row["hidden"], row["figure"]) == (True, "all but fewer than 10 of 62")
    gone = ("size", "count", "percent", "amount", "value", "mean", "sd", "levels")
    assert not any(row[name] for name in gone)
    assert theirs["measures"][0]["change"] is None
    del theirs["changes"]
    assert "55" not in json.dumps(theirs)
    assert "88.7" not in json.dumps(theirs)
    ran = plc("export", "--audience", "school", "--format", "csv", "--out", "t")
    assert "few learners are behind them: 1 figure" in ran.out
    assert "55 of 62" not in everything(plc, "--case-study", NAME)


def test_groups_that_subtraction_would_show_are_left_out(plc: Plc, told: Path) -> None:
    file = told / f"cycles/{WHOLE}/evidence.yaml"
    text = file.read_text()
    file.write_text(
        text.replace(
            "    results:\n",
            "    groups:\n      - id: room-12\n    results:\n"
            "      - date: 2026-01-05\n        role: baseline\n        group: room-12\n"
            "        size: 50\n        count: 18\n",
        )
    )
    saved_by_hand(told)
    assert len(tables(plc)["results"]) == 3
    theirs = tables(plc, "--audience", "school")
    assert [one["group"] for one in theirs["results"]] == [None, None]


def test_a_name_on_the_list_stops_everything(plc: Plc, told: Path) -> None:
    (told / "local").mkdir(exist_ok=True)
    (told / "local/names.txt").write_text("Number Lines\n")
    for words in ((), ("--audience", "school"), ("--minutes", "last")):
        ran = plc("export", *words, "--out", "x.json" if not words else "x.md", code=6)
        assert "Nothing was exported, to protect people" in ran.err
    assert not Path("x.json").exists()
    assert not Path("x.md").exists()


def test_a_page_about_one_cycle_is_not_stopped_by_another(plc: Plc, told: Path) -> None:
    plc("new-cycle", "Other question", "--need", "Zork Fnord counts digits")
    (told / "local").mkdir(exist_ok=True)
    (told / "local/names.txt").write_text("Zork Fnord\n")
    plc("export", code=6)
    assert "Zork" not in everything(plc, "--case-study", NAME)
    plc("export", "--minutes", "last")
    plc("export", "--case-study", "other-question", code=6)


def test_how_many_were_there_both_days_is_for_the_team(plc: Plc, told: Path) -> None:
    file = told / f"cycles/{WHOLE}/evidence.yaml"
    text = file.read_text()
    end = "count: 42\n"
    assert end in text
    pairs = "        paired:\n          with: 2026-01-05\n          size: 55\n"
    file.write_text(text.replace(end, f"{end}{pairs}          correlation: 0.5\n"))
    saved_by_hand(told)
    assert tables(plc)["results"][1]["pairs"] == 55
    theirs = tables(plc, "--audience", "school")["results"][1]
    assert (theirs["count"], theirs["pairs"], theirs["correlation"]) == (42, None, None)


def test_a_name_that_only_the_past_has_is_not_told_again(plc: Plc, told: Path) -> None:
    plc("note", "Zork Fnord helped", "--cycle", NAME)
    plc("remove", "action.log.zork-fnord-helped", "--cycle", NAME, "--yes")
    (told / "local").mkdir(exist_ok=True)
    (told / "local/names.txt").write_text("Zork Fnord\n")
    shown = everything(plc)
    assert "Zork Fnord" not in shown
    assert "to protect people: see plc history" in shown


# One cycle as a page


def test_a_case_study_tells_the_whole_story(plc: Plc, told: Path) -> None:
    page = everything(plc, "--case-study", "fractions")
    heads = [line[3:] for line in page.splitlines() if line.startswith("## ")]
    assert heads == [
        "Context",
        "Priority",
        "Evidence",
        "What we tried",
        "What changed",
        "What we learned",
        "Next",
    ]
    for words in (
        "# Comparing fractions",
        "Many count digits",
        "- **Our question:** Do number lines help?",
        "| 5 January 2026 | Baseline | 39.1 % (25 of 64) |",
        "Common task rose from 39.1 % (25 of 64) on 5 Jan 2026 to 67.7 % (42 of 62)",
        "no comparison group",
        "- **Outcome, as we see it ourselves:** Met",
        "- Lines show thinking. A first idea.",
        "- **What becomes of it:** Keep doing it",
        "as it was saved on",
    ):
        assert words in page, words


def test_a_case_study_is_for_those_its_cycle_is_shared_with(
    plc: Plc, told: Path
) -> None:
    assert "Ann Example" not in everything(plc, "--case-study", NAME)
    assert "coach models a lesson" in everything(plc, "--case-study", NAME)
    assert "Ann Example models" in everything(
        plc, "--case-study", NAME, "--audience", "team"
    )
    ran = plc("export", "--case-study", NAME, "--audience", "public", code=6)
    assert "shared with the school only" in ran.err
    assert re.search(rf"plc set review.share public --cycle \S+{NAME}", ran.err)
    plc("set", "review.share", "public", "--cycle", NAME)
    plc("export", "--case-study", NAME, "--audience", "public")


def test_a_case_study_of_a_cycle_just_begun_claims_nothing(
    plc: Plc, cycle: Path
) -> None:
    page = everything(plc, "--case-study", NAME)
    assert "still going on" in page
    assert "## What changed" not in page
    assert "## What we learned" not in page


def test_a_name_that_several_cycles_have_is_asked_about(plc: Plc, told: Path) -> None:
    plc("new-cycle", "Comparing decimals", "--need", "More")
    ran = plc("export", "--case-study", "comparing", code=2)
    assert "hint: Name one, for example: plc export --case-study grade-4" in ran.err


def test_a_journal_without_cycles_has_empty_tables(plc: Plc, journal: Path) -> None:
    data = plc("export").data
    assert {
        len(rows) for name, rows in data["tables"].items() if name != "changes"
    } == {0}
    assert "No rows." in everything(plc, "--format", "markdown")
    plc("export", "--format", "parquet", "--out", "tables")
    assert pq.read_table("tables/cycles.parquet").num_rows == 0


def test_a_cycle_that_was_never_saved_has_no_case_study(plc: Plc, told: Path) -> None:
    shutil.copytree(told / f"cycles/{WHOLE}", told / f"cycles/{TEAM}/2026-02-by-hand")
    assert "was not saved yet" in plc("export", "--case-study", "by-hand", code=4).err


def test_answers_stand_under_their_step(plc: Plc, cycle: Path) -> None:
    plc("set", "priority.model", "spiral")
    step = next(
        one["id"]
        for one in plc("models", "spiral", "--json").data["steps"]
        if one["done_when"] == "answered"
    )
    plc("answer", step, "First line\n\n- second *line*")
    page = everything(plc, "--case-study", NAME)
    assert "First line\n\n\\- second \\*line\\*" in page


# Minutes


def test_minutes_are_made_from_what_was_written_down(plc: Plc, told: Path) -> None:
    page = everything(plc, "--minutes", "last")
    for words in (
        "# Minutes: Grade 4 math team, 15 January 2026",
        "- **Time:** 40 minutes",
        "- **Present:** Math coach, Ann Example",
        "- Comparing fractions: Do number lines help?",
        "- Ann Example brings number lines",
        "| Exit slips | Ann Example | 29 January 2026 | planned | Comparing fr",
        "- No date was written down.",
    ):
        assert words in page, words
    assert "models a lesson" not in page
    assert everything(plc, "--minutes", "2026-01-15") == page


def test_minutes_do_not_tell_what_was_planned_later(plc: Plc, told: Path) -> None:
    plc("add-action", "Something much later", "--cycle", NAME)
    plc("done", "exit-slips", "--date", "2026-01-29", "--cycle", NAME)
    plc("meet", "--date", "2026-01-30", "--present", "all", "--decided", "Go on")
    page = everything(plc, "--minutes", "2026-01-15")
    assert "much later" not in page
    assert "done 29 January 2026" in page
    assert "## Next meeting\n\n- 30 January 2026" in page
    later = everything(plc, "--minutes", "last")
    assert "What we decided on 15 January 2026: Ann Example brings" in later
    assert "Something much later" in later
    assert "Exit slips" not in later


def test_minutes_tell_what_was_added_to_the_meeting_later(plc: Plc, told: Path) -> None:
    plc("add-action", "Planned between", "--cycle", NAME)
    words = ("--action", "Number talks; Ann Example; 2026-02-05")
    plc("meet", "--date", "2026-01-15", *words)
    plc("add-action", "Planned and named", "--cycle", NAME)
    words = ("--action", "Planned and named; Ann Example; 2026-02-06")
    plc("meet", "--date", "2026-01-15", *words)
    plc("meet", "--date", "2026-01-16", "--action", "Another day; Ann Example")
    plc("done", "number-talks", "--date", "2026-02-05", "--cycle", NAME)
    page = everything(plc, "--minutes", "2026-01-15")
    assert "| Exit slips | Ann Example | 29 January 2026 | planned |" in page
    assert "| Number talks | Ann Example | 5 February 2026 | done 5 February" in page
    assert "Planned and named | Ann Example | 6 February" in page
    assert "Planned between" not in page
    assert "Another day" not in page
    assert "Number talks" in everything(plc, "--minutes", "2026-01-16")


def test_minutes_for_others_name_nobody(plc: Plc, told: Path) -> None:
    page = everything(plc, "--minutes", "last", "--audience", "school")
    assert "Ann" not in page
    assert "- **Present:** Math coach, coach" in page
    assert "- coach brings number lines" in page
    assert "Exit slips | coach" in page
    wider = everything(plc, "--minutes", "last", "--audience", "public")
    assert "Comparing fractions" not in wider
    assert "No action was open." in wider


def test_a_meeting_that_nobody_wrote_down_has_no_minutes(plc: Plc, cycle: Path) -> None:
    ran = plc("export", "--minutes", "last", code=4)
    assert "plc meet" in ran.err


# Where it goes


def test_a_file_that_is_there_is_not_replaced_unasked(plc: Plc, told: Path) -> None:
    Path("mine.md").write_text("my own words")
    ran = plc("export", "--out", "mine.md", code=2)
    assert "is there already; nothing was written" in ran.err
    assert Path("mine.md").read_text() == "my own words"
    plc("export", "--out", "mine.md", "--yes")
    assert Path("mine.md").read_text().startswith("# ")


@pytest.mark.parametrize(
    ("words", "told_so"),
    [
        (("--format", "pdf"), "There is no form 'pdf' of tables."),
        (("--audience", "world"), "'world' is none of them"),
        (("--out", "somewhere"), "In which form shall somewhere be?"),
        (("--out", "x.csv"), "In which form shall x.csv be?"),
        (("--format", "xlsx", "--out", "-"), "is not for the screen"),
        (("--format", "csv", "--out", "cycles"), "belongs to the journal itself"),
        (("--out", "plc.yaml.json", "--format", "nothing"), "no form 'nothing'"),
        (("--case-study", NAME, "--format", "csv"), "in Markdown only"),
        (("--case-study", NAME, "--minutes", "last"), "two pages"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    plc: Plc, told: Path, words: tuple[str, ...], told_so: str
) -> None:
    ran = plc("export", *words, code=2)
    assert told_so in ran.err
    assert "hint: " in ran.err


def test_a_journal_that_was_never_saved_has_nothing_to_export(
    plc: Plc, journal: Path
) -> None:
    shutil.rmtree(journal / ".git")
    assert "Nothing was saved" in plc("export", code=4).err


def test_an_export_as_json_says_what_was_written(plc: Plc, told: Path) -> None:
    ran = plc("export", "--format", "csv", "--out", "tables", "--json")
    assert ran.document["kind"] == "exported"
    assert ran.data["out"].endswith("tables")
    assert "cycles.csv" in ran.data["written"]
    assert dict(ran.data["tables"])["results"] == 2


def test_without_the_library_parquet_says_how_to_get_it(told: Path) -> None:
    blocked = (
        "import sys; sys.modules['pyarrow'] = None; import plcjournal.__main__ as m"
    )
    ended = subprocess.run(
        [sys.executable, "-c", f"{blocked}; m.main()", *_PARQUET],
        cwd=told,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ},
        check=False,
    )
    assert ended.returncode == 2, ended.stderr
    assert "pip install 'plcjournal[parquet]'" in ended.stderr
    assert not (told / "export-parquet").exists()


_PARQUET = ("export", "--format", "parquet")


# Hostile words


def test_hostile_words_are_text_in_every_form(plc: Plc, told: Path) -> None:
    evil = "=cmd|' /C calc'!A0 <script>x</script> {{ 7*7 }} | a\u200fb\u202ec"
    file = told / f"cycles/{WHOLE}/priority.yaml"
    quoted = json.dumps(evil)
    file.write_text(file.read_text().replace("Many count digits", quoted))
    saved_by_hand(told)
    name = "Coach \x1b[31m=red()"
    subprocess.run(["git", "config", "user.name", name], cwd=told, check=True)
    plc("note", "=1+1", "--cycle", NAME)
    plc("export", "--format", "csv", "--out", "tables")
    plc("export", "--out", "journal.xlsx")
    plc("export", "--out", "journal.md")
    plc("export", "--case-study", NAME, "--out", "study.md")
    texts = {
        one: one.read_text("utf-8")
        for one in (*Path("tables").glob("*.csv"), Path("journal.md"), Path("study.md"))
    }
    for path, text in texts.items():
        for mark in "\x1b\u202e\u200f":
            assert mark not in text, path
    (row,) = csv.DictReader(io.StringIO(texts[Path("tables/cycles.csv")]))
    assert row["need"].startswith("'=cmd|' /C calc'!A0 <script>")
    for page in (texts[Path("journal.md")], texts[Path("study.md")]):
        assert "<script" not in page
        assert "{{" not in page
        assert "=cmd\\|" in page
    cell = load_workbook("journal.xlsx")["cycles"]["O2"]
    assert cell.value.startswith("=cmd|")
    assert cell.data_type in ("s", "inlineStr")
