"""What people type is taken as they mean it, or refused with a reason."""

import json
import os
import shlex
import sys
from pathlib import Path
from typing import Any

import pytest
from in_process import Plc
from installed import git

_FIGURES = ("--size", "64", "--count", "25")


@pytest.fixture
def two_teams(plc: Plc, journal: Path) -> Path:
    """A journal of two teams; only the other one has a cycle."""
    plc("team", "--new", "Year 8 team")
    plc("new-cycle", "Theirs", "--need", "More", "--team", "year-8-team")
    return journal


# Days


def test_a_weekday_is_the_last_one_for_what_happened_and_the_next_for_what_is_due(
    plc: Plc, cycle: Path
) -> None:
    assert "friday is 2026-01-09" in plc("note", "Going on", "--date", "friday").err
    assert "friday is 2026-01-16" in plc("add-action", "Talk", "--due", "friday").err


@pytest.mark.parametrize("day", ["31 February", "03-04", "noon", "november"])
def test_a_day_that_nobody_can_tell_is_refused(plc: Plc, cycle: Path, day: str) -> None:
    ran = plc("note", "Going on", "--date", day, code=2)
    assert "hint: Type " in ran.err
    assert "log: []" in (cycle / "action.yaml").read_text()


def test_a_day_on_which_two_words_differ_is_refused_with_both(
    plc: Plc, cycle: Path
) -> None:
    ran = plc("add-action", "Talk", "--due", "Friday 7 November", code=2)
    assert "2026-11-07 is a Saturday, not a Friday" in ran.err
    assert "actions: []" in (cycle / "action.yaml").read_text()


# Texts that begin with a dash


@pytest.mark.parametrize("text", ["- two learners asked", "-5 minutes", "--, said all"])
def test_a_text_may_begin_with_a_dash(plc: Plc, cycle: Path, text: str) -> None:
    plc("note", text)
    plc("add-action", text, "--owner", "- all of us")
    plc("add-action", "--quick-win", f"{text}, again")
    plc("set", "priority.need", text, "--json")
    plc("new-cycle", f"{text} only", "--need", text)
    texts = [file.read_text() for file in sorted(cycle.parent.glob("*/*.yaml"))]
    for words in (text, f"{text}, again", f"{text} only", "- all of us"):
        assert any(words in one for one in texts), words


def test_the_message_of_a_save_may_begin_with_a_dash(plc: Plc, cycle: Path) -> None:
    file = cycle / "priority.yaml"
    file.write_text(file.read_text() + "x_colour: green\n")
    plc("save", "-m", "- corrected the colour")
    assert git(cycle, "log", "-1", "--format=%s").strip() == "- corrected the colour"


def test_a_figure_may_be_below_nothing(plc: Plc, cycle: Path) -> None:
    plc("add-evidence", "--measure", "Balance", "--unit", "score", "--value", "-2")
    plc("set", "evidence.measures.balance.results.2026-01-15.value", "-3")
    assert "value: -3\n" in (cycle / "evidence.yaml").read_text()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--value", "1,200"], "Type --value 1200 or --value 1.2"),
        (["--value", "-1,200"], "Type --value -1200 or --value -1.2"),
        (["--target", "12,345"], "Type --target 12345 or --target 12.345"),
        (["--prediction", "1,200"], "Type --prediction 1200 or --prediction 1.2"),
        (["--mean", "1,200", "--size", "64"], "Type --mean 1200 or --mean 1.2"),
        ([*_FIGURES, "--cut", "1,200 secure"], "Type --cut 1200 or --cut 1.2"),
    ],
)
def test_a_comma_that_may_divide_thousands_is_never_taken_for_a_decimal_sign(
    plc: Plc, cycle: Path, words: list[str], hint: str
) -> None:
    before = (cycle / "evidence.yaml").read_bytes()
    ran = plc("add-evidence", "--measure", "Words", "--unit", "score", *words, code=2)
    assert "could be two different numbers" in ran.err
    assert f"hint: {hint}\n" in ran.err
    assert (cycle / "evidence.yaml").read_bytes() == before


@pytest.mark.parametrize(
    ("typed", "value"), [("0,125", "0.125"), ("12,5", "12.5"), ("1.200", "1.2")]
)
def test_a_decimal_comma_that_can_be_nothing_else_is_one(
    plc: Plc, cycle: Path, typed: str, value: str
) -> None:
    plc("add-evidence", "--measure", "Words", "--unit", "score", "--value", typed)
    assert f"value: {value}\n" in (cycle / "evidence.yaml").read_text()


_TASK = ("add-evidence", "--measure", "Task")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["meet", "--minutes", "-5"], "--minutes 45"),
        (["meet", "--minutes", "0"], "--minutes 45"),
        (["team", "--minutes", "-1"], "--minutes 45"),
        ([*_TASK, "--size", "x", "--count", "25"], "--size 64"),
        ([*_TASK, "--size", "64", "--count", "x"], "--count 25"),
        ([*_TASK, "--levels", "1=x"], "--levels 1=6,2=20,3=25,4=13"),
        ([*_TASK, "--target", "150"], "--target 65"),
        ([*_TASK, "--prediction", "101%"], "--prediction 65"),
        ([*_TASK, "--target", "65%", "--unit", "score"], "--target 14"),
    ],
)
def test_the_example_for_a_number_is_one_that_could_be_meant(
    plc: Plc, cycle: Path, words: list[str], hint: str
) -> None:
    ran = plc(*words, code=2)
    assert hint in ran.err.partition("hint: ")[2]


@pytest.mark.parametrize(
    ("levels", "says"),
    [
        ("1=20,2=24,2=30", "--levels: '2' stands there twice"),
        ("1=20, 1 =20", "--levels: '1' stands there twice"),
        ("1=20,30", "--levels: '30' is not a level with a number"),
        ("1=20,=30", "--levels: '=30' is not a level with a number"),
    ],
)
def test_every_level_is_counted_or_none(
    plc: Plc, cycle: Path, levels: str, says: str
) -> None:
    before = (cycle / "evidence.yaml").read_bytes()
    ran = plc("add-evidence", "--measure", "Task", "--levels", levels, code=2)
    assert says in ran.err
    assert "hint: " in ran.err
    assert (cycle / "evidence.yaml").read_bytes() == before


# Bytes that are no text

_NO_TEXT = os.fsdecode(b"\xff\xfe")


@pytest.mark.parametrize(
    "words",
    [
        ["note", _NO_TEXT],
        ["note", f"They count {_NO_TEXT} digits", "--json"],
        ["set", "priority.need", _NO_TEXT],
        ["new-cycle", _NO_TEXT, "--need", "More"],
        ["new-cycle", "Next", f"--need={_NO_TEXT}"],
        ["team", "--norm", "We listen", "--norm", _NO_TEXT],
        ["models", "--new", _NO_TEXT],
        ["privacy", "purge", _NO_TEXT],
        ["find", _NO_TEXT],
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(
    plc: Plc, cycle: Path, words: list[str]
) -> None:
    before = git(cycle, "rev-parse", "HEAD")
    ran = plc(*words, code=2)
    assert "has signs that are no text" in ran.err
    assert "hint: " in ran.err
    assert git(cycle, "rev-parse", "HEAD") == before


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are text there")
def test_files_may_be_called_by_what_is_no_text_but_never_attached(
    plc: Plc, cycle: Path, tmp_path: Path
) -> None:
    file = tmp_path / f"{_NO_TEXT}.csv"
    marks = (f"L{number},{number % 20}" for number in range(60))
    file.write_text("\n".join(["Pupil,Mark", *marks]))
    sheet = ("--from", str(file), "--column", "Mark", "--cut", "10", "--yes")
    plc("add-evidence", "--measure", "Task", *sheet)
    plc("export", "--format", "csv", "--out", str(tmp_path / _NO_TEXT))
    assert (tmp_path / _NO_TEXT / "cycles.csv").exists()
    before = git(cycle, "rev-parse", "HEAD")
    ran = plc("attach", str(file), code=2)
    assert "The name of that file has signs that are no text" in ran.err
    assert git(cycle, "rev-parse", "HEAD") == before


# Flags that need each other


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--noticed", "They count", "--measure", "Task", *_FIGURES], "two entries"),
        (["--noticed", "They count", "--suppressed"], "two entries"),
        (["--noticed", "They count", "--by", "2026-03-01"], "two entries"),
        (["--noticed", "They count", "--round", "7"], "two entries"),
        (["--noticed", "They count", "--new"], "two entries"),
        (["--means", "They cannot see the size"], "--noticed"),
        (["--by", "2026-03-01"], "--measure"),
        (["--measure", "Task", "--by", "2026-03-01"], "target"),
        (["--measure", "Task", *_FIGURES, "--levels", "1=60,2=4"], "not several"),
        (["--measure", "Task", "--count", "25", "--value", "40"], "not several"),
        (["--measure", "Task", "--date", "2026-01-15"], "--size and --count"),
        (["--date", "2026-01-15"], "--measure"),
    ],
)
def test_half_of_an_entry_is_refused_with_what_is_missing(
    plc: Plc, cycle: Path, words: list[str], says: str
) -> None:
    before = (cycle / "evidence.yaml").read_bytes()
    ran = plc("add-evidence", *words, code=2)
    assert says in ran.err
    assert "hint: " in ran.err
    assert (cycle / "evidence.yaml").read_bytes() == before


def test_a_new_date_for_a_target_needs_no_figure(plc: Plc, cycle: Path) -> None:
    plc("add-evidence", "--measure", "Task", "--target", "65", "--by", "2026-03-01")
    plc("add-evidence", "--measure", "Task", "--by", "2026-04-01")
    text = (cycle / "evidence.yaml").read_text()
    assert "by: 2026-04-01\n" in text
    assert "2026-03-01" not in text
    assert "value: 65\n" in text


_NO_WORDS = {
    "add-evidence": (
        *("--group", "--cut", "--size", "--value", "--tool", "--of", "--target"),
        *("--round", "--date", "--noticed", "--levels", "--unit", "--from"),
    ),
    "team": ("--norm", "--add", "--new", "--kind", "--minutes", "--remove"),
    "new-cycle": ("--need", "--question", "--learners", "--model"),
    "review": ("--learned", "--changed", "--because", "--next"),
    "publish": ("--out",),
    "save": ("-m",),
    "status": ("--team",),
    "privacy names": ("--add-name",),
}


@pytest.mark.parametrize("blank", ["", " \t"])
@pytest.mark.parametrize("command", _NO_WORDS)
def test_a_flag_without_words_is_a_slip_and_changes_nothing(
    plc: Plc, cycle: Path, command: str, blank: str
) -> None:
    before = git(cycle, "rev-parse", "HEAD")
    rest = (*_FIGURES, "--measure", "Task") if command == "add-evidence" else ()
    for flag in _NO_WORDS[command]:
        ran = plc(*command.split(), *rest, flag, blank, code=2)
        assert f"{flag}: there are no words." in ran.err
        assert "hint: " in ran.err
        if flag.startswith("--"):
            assert plc(*command.split(), f"{flag}={blank}", "--json", code=2).data
    assert git(cycle, "rev-parse", "HEAD") == before
    assert git(cycle, "status", "--porcelain") == ""


def test_one_blank_among_other_words_of_a_flag_is_told_as_well(
    plc: Plc, journal: Path
) -> None:
    ran = plc("team", "--norm", "We listen", "--norm", "", code=2)
    assert "--norm: there are no words." in ran.err
    assert "plc team --norm" in ran.err
    assert "We listen" not in plc("team", "grade").out


@pytest.mark.parametrize("blank", ["", " "])
def test_blank_words_clear_what_they_are_said_to_clear(
    plc: Plc, cycle: Path, blank: str
) -> None:
    plc("team", "--day", "Wed", "--place", "Room 12")
    plc("team", "--day", blank, "--place", blank)
    assert "Room 12" not in plc("team", "grade").out
    for field in ("learners.group", "review_by", "learners.size", "x_mine"):
        plc("set", f"priority.{field}", blank)
    text = (cycle / "priority.yaml").read_text()
    for key in ("group", "review_by", "size"):
        assert f"{key}: null\n" in text
    assert "x_mine" not in text


def test_a_field_inside_a_mere_word_is_told_not_to_be_there(
    plc: Plc, cycle: Path
) -> None:
    plc("set", "priority.x_a", "foo")
    before = (cycle / "priority.yaml").read_bytes()
    for words in (["set", "priority.x_a.b", "bar"], ["remove", "priority.x_a.b"]):
        ran = plc(*words, code=4)
        assert "There is no field 'priority.x_a.b'" in ran.err
        assert "priority.x_a?" in ran.err
    assert (cycle / "priority.yaml").read_bytes() == before


@pytest.mark.parametrize("why", ["", " "])
def test_dropping_an_action_needs_a_reason(plc: Plc, cycle: Path, why: str) -> None:
    plc("add-action", "Number talk")
    ran = plc("done", "number-talk", "--dropped", why, code=2)
    assert 'hint: plc done peer-scoring --dropped "Lost to' in ran.err
    assert "status: planned\n" in (cycle / "action.yaml").read_text()


def test_a_correction_says_what_stood_there(plc: Plc, cycle: Path) -> None:
    plc("add-evidence", "--measure", "Task", *_FIGURES)
    ran = plc("add-evidence", "--measure", "task", "--size", "64", "--count", "26")
    assert ran.out.index("25 of 64") < ran.out.index("26 of 64")


# Which cycle


def test_a_cycle_is_found_by_its_title(plc: Plc, cycle: Path) -> None:
    plc("new-cycle", "Second", "--need", "More")
    plc("set", "priority.title", "A sense of size", "--cycle", "comparing")
    assert plc("show", "sense of size").out.startswith("A sense of size\n")
    plc("show", "sense of time", code=4)


def test_the_only_open_cycle_is_never_another_team_s(plc: Plc, two_teams: Path) -> None:
    ran = plc("note", "Going on", code=2)
    assert "Your team has no open cycle" in ran.err
    assert "year-8-team/2026-01-theirs" in ran.err
    plc("new-cycle", "Ours", "--need", "More")
    assert "grade-4-math-team/2026-01-ours" in plc("note", "Going on").out


def _as_printed(command: str, later: str) -> list[str]:
    """Answer what a person types who fills in the words in capitals."""
    words = shlex.split(command)[1:]
    filled = {
        "NAME": "Task",
        "WHAT": "Number talk",
        "WHO": "all of us",
        "DATE": later,
        "N": "64",
        "X": "65",
        "TEXT": "Done together",
    }
    words = [filled.get(word, word) for word in words]
    if words[0] == "review":
        words += ["--outcome", "met", "--learned", "Lines help"]
    return words


def test_with_two_open_cycles_each_command_that_is_printed_runs(
    plc: Plc, cycle: Path
) -> None:
    plc("new-cycle", "Comparing decimals", "--need", "More")
    before = (cycle.parent / "2026-01-comparing-decimals").glob("*.yaml")
    untouched = {file: file.read_bytes() for file in before}
    closed = False
    for number in range(12):
        step: Any = plc("next", "comparing fractions", "--json").data
        printed = step["command"]
        assert "comparing-fractions" in printed
        plc(*_as_printed(printed, f"2026-02-{10 + number}"))
        if printed.startswith("plc close"):
            closed = True
            break
    assert closed
    assert {file: file.read_bytes() for file in untouched} == untouched


# How it ends


def test_quiet_still_says_why_something_was_not_saved(plc: Plc, cycle: Path) -> None:
    (cycle / "action.yaml").write_text("actions: [\n")
    ran = plc("-q", "save", code=5)
    assert ran.out == ""
    assert "action.yaml" in ran.err


def _strictly(text: str) -> Any:
    def refuse(word: str) -> None:
        pytest.fail(f"JSON knows no {word}")

    return json.loads(text, parse_constant=refuse)


def test_an_error_is_a_document_of_its_own(
    plc: Plc, cycle: Path, journal: Path
) -> None:
    (journal / "local/names.txt").write_text("Gwenllian\n")
    document = plc("note", "Gwenllian asked", "--json", code=5).document
    assert document["kind"] == "error"
    assert document["data"]["exit"] == 5
    assert document["problems"][0]["rule"] == "listed-name"
    document = plc("set", "plc.privacy.min_group", "3", "--json", code=2).document
    assert (document["kind"], document["data"]["exit"]) == ("error", 2)
    assert document["problems"][0]["rule"] == "group-too-small"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "nothing-like-it"], 4),
        (["note", "--bogus"], 2),
        (["set"], 2),
        (["note"], 2),
        (["nothing"], 2),
    ],
)
def test_every_way_to_fail_is_a_document_with_json(
    plc: Plc, cycle: Path, words: list[str], code: int
) -> None:
    ran = plc(*words, "--json", code=code)
    assert ran.document["kind"] == "error"
    assert ran.data["exit"] == code
    assert ran.data["hint"]


def test_what_is_no_number_of_json_is_told_as_words(plc: Plc, cycle: Path) -> None:
    file = cycle / "priority.yaml"
    file.write_text(file.read_text() + "x_f: .nan\nx_g: [-.inf, 1.5]\n")
    for words in (["show"], ["status"], ["next"], ["validate"]):
        assert _strictly(plc(*words, "--json").out)["format"] == 1
    record = _strictly(plc("show", "--json").out)["data"]["records"]["priority"]
    assert (record["x_f"], record["x_g"]) == ("nan", ["-inf", 1.5])


def test_a_record_of_a_newer_format_is_a_problem_of_looking(
    plc: Plc, cycle: Path
) -> None:
    (cycle / "review.yaml").write_text("format: 2\nnew_things: true\n")
    for words in (["status"], ["next"], ["show"]):
        problems = plc(*words, "--json", code=3).document["problems"]
        assert [one["rule"] for one in problems] == ["newer-format"]


def test_a_team_that_cannot_be_read_is_told_by_its_exit_code(
    plc: Plc, journal: Path
) -> None:
    plc("team", "--new", "Year 8 team")
    (journal / "teams/year-8-team.yaml").write_text("members: [\n")
    ran = plc("team", code=3)
    assert "Grade 4 math team" in ran.out
    assert "year-8-team.yaml" in ran.err
    assert plc("team", "--json", code=3).document["problems"]


# What is typed wrongly


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("help", "plc --help"),
        ("new", "plc new-cycle"),
        ("add", "plc add-evidence, plc add-action or plc add-learning"),
        ("statsu", "plc status"),
        ("frobnicate", "See all commands: plc --help"),
    ],
)
def test_an_unknown_command_gets_a_suggestion(plc: Plc, word: str, hint: str) -> None:
    err = plc(word, code=2).err
    assert err.startswith(f"plc: There is no command '{word}'.\nhint: ")
    assert hint in err


@pytest.mark.parametrize(
    "words", [["note", "--bogus"], ["set"], ["--bogus"], ["note", "a", "b"]]
)
def test_a_command_typed_wrongly_says_how_it_is_typed(
    plc: Plc, journal: Path, words: list[str]
) -> None:
    last = plc(*words, code=2).err.splitlines()[-1]
    assert last.startswith("hint: See how it is typed: plc ")
    assert last.endswith(" --help")


def test_looking_goes_on_where_git_is_missing(
    plc: Plc, cycle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plc("team", "--new", "Year 8 team")
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    for command in ("status", "next", "show", "validate"):
        plc(command)


@pytest.mark.parametrize(("folder", "there"), [("x/y", "x/y"), ("my x", '"my x"')])
def test_the_example_says_how_to_go_into_it(plc: Plc, folder: str, there: str) -> None:
    assert f"  cd {there} " in plc("demo", folder).out


def test_a_day_set_for_a_demo_must_be_a_day(
    plc: Plc, journal: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLC_TODAY", "nonsense")
    assert "'nonsense' is no day" in plc("status", code=2).err


def test_how_to_print_may_stand_after_the_command(plc: Plc, cycle: Path) -> None:
    assert plc("status", "--plain").out == plc("--plain", "status").out
    assert not plc("note", "The pairs drew first", "-q").out
    assert "--plain" in plc("note", "--", "--plain").out + plc("show").out
    assert plc("note", "It went", "--date", "--plain", code=2).err
