"""plc history: who changed what, and when, in sentences."""

import subprocess
from pathlib import Path

import pytest
from dated import On, days
from in_process import Plc
from installed import git

NAME = "grade-4-math-team/2025-10-comparing-fractions"
FOLDER = f"cycles/{NAME}"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> On:
    return days(monkeypatch)


@pytest.fixture
def team(plc: Plc, on: On, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A journal of October 2025 with one cycle; the test stands inside."""
    on("2025-10-01")
    plc("init", "journal", "--author", "Math coach", "--team", "Grade 4 math team")
    folder = tmp_path / "work/journal"
    monkeypatch.chdir(folder)
    plc("new-cycle", "Comparing fractions", "--need", "Many count digits")
    return folder


@pytest.fixture
def year(team: Path, plc: Plc, on: On) -> Path:
    """The same journal after a few weeks of work."""
    on("2025-10-08", "Zoë Teacher")
    plc("add-action", "Number talks", "--due", "2025-10-22")
    on("2025-10-15", "Ben Teacher")
    plc("set", "action.actions.number-talks.due", "2025-10-29")
    on("2025-10-20")
    plc("team", "--add", "Ben Teacher", "--role", "teacher")
    plc("done", "number-talks")
    return team


def test_a_cycle_is_told_newest_first(plc: Plc, year: Path) -> None:
    assert plc("history", "fractions").out == (
        f"Comparing fractions ({NAME})\n\n"
        "20 Oct 2025, Math coach: number-talks done on 20 Oct\n"
        "15 Oct 2025, Ben Teacher: number-talks: due 22 Oct → 29 Oct (7 days later)\n"
        "8 Oct 2025, Zoë Teacher: added action number-talks, due 22 Oct\n"
        "1 Oct 2025, Math coach:\n"
        "  started the cycle Comparing fractions\n"
        "  review by 12 Nov\n"
    )


def test_the_whole_journal_is_told_day_by_day(plc: Plc, year: Path) -> None:
    assert plc("history").out == (
        "journal\n"
        "\n"
        "20 Oct 2025\n"
        "  Math coach (comparing-fractions): number-talks done on 20 Oct\n"
        "  Math coach: Ben Teacher joined Grade 4 math team\n"
        "\n"
        "15 Oct 2025\n"
        "  Ben Teacher (comparing-fractions): number-talks: due 22 Oct → 29 Oct"
        " (7 days later)\n"
        "\n"
        "8 Oct 2025\n"
        "  Zoë Teacher (comparing-fractions): added action number-talks, due 22 Oct\n"
        "\n"
        "1 Oct 2025\n"
        "  Math coach (comparing-fractions):\n"
        "    started the cycle Comparing fractions\n"
        "    review by 12 Nov\n"
        "  Math coach:\n"
        "    began the journal journal\n"
        "    started the team Grade 4 math team\n"
        "    Math coach joined Grade 4 math team\n"
    )


def test_json_has_one_item_for_each_change_saved(plc: Plc, year: Path) -> None:
    document = plc("history", "fractions", "--json").document
    assert (document["kind"], document["problems"]) == ("history", [])
    item = document["data"]["items"][1]
    assert item == {
        "commit": git(year, "rev-parse", "HEAD~2").strip(),
        "when": "2025-10-15T12:00:00+00:00",
        "day": "2025-10-15",
        "who": "Ben Teacher",
        "cycle": NAME,
        "changes": [
            {
                "field": "action.actions.number-talks.due",
                "before": "2025-10-22",
                "after": "2025-10-29",
                "sentence": "number-talks: due 22 Oct → 29 Oct (7 days later)",
                "words": [],
            }
        ],
        "sentences": ["number-talks: due 22 Oct → 29 Oct (7 days later)"],
        "ahead": False,
    }
    cycles = [one["cycle"] for one in plc("history", "--json").data["items"]]
    assert cycles == [NAME, "", NAME, NAME, NAME, ""]


@pytest.mark.parametrize(
    "field",
    ["due", "actions.due", "number-talks.due", "action.actions.number-talks.due"],
)
def test_a_field_tells_when_we_decided_it_and_what_it_was_before(
    plc: Plc, year: Path, field: str
) -> None:
    assert plc("history", "fractions", "--field", field).out == (
        f"Comparing fractions ({NAME})\n\n"
        "15 Oct 2025, Ben Teacher: number-talks: due 22 Oct → 29 Oct (7 days later)\n"
        "8 Oct 2025, Zoë Teacher: number-talks: due 22 Oct\n"
    )


def test_a_field_may_be_a_whole_list_or_lie_beside_the_cycles(
    plc: Plc, year: Path
) -> None:
    out = plc("history", "fractions", "--field", "action").out
    assert [line.split(",")[0] for line in out.splitlines()[2:]] == [
        "20 Oct 2025",
        "15 Oct 2025",
        "8 Oct 2025",
    ]
    members = plc("history", "--field", "teams.grade-4-math-team.members").out
    assert "Ben Teacher joined" in members
    assert "Zoë" not in members


def test_a_field_of_words_tells_how_it_was_reworded(
    plc: Plc, year: Path, on: On
) -> None:
    on("2025-10-21")
    plc("set", "priority.need", "Many still count digits")
    assert plc("history", "fractions", "--field", "need").out == (
        f"Comparing fractions ({NAME})\n\n"
        "21 Oct 2025, Math coach: reworded what we see\n"
        "    Many {+still +}count digits\n"
        "1 Oct 2025, Math coach: wrote what we see: Many count digits\n"
    )
    assert "{+" not in plc("history", "fractions").out


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (("Does A?", "Does B?"), "Does [-A-]{+B+}?"),
        (("Why?", "How?"), "[-Why-]{+How+}?"),
        (("the", "question"), "[-the-]{+question+}"),
    ],
)
def test_a_short_text_tells_its_words_as_well(
    plc: Plc, team: Path, on: On, texts: tuple[str, str], told: str
) -> None:
    for day, text in zip(("2025-10-08", "2025-10-21"), texts, strict=True):
        on(day)
        plc("set", "priority.question", text)
    out = plc("history", "fractions", "--field", "question").out
    assert f"reworded the question\n    {told}\n" in out
    assert told in plc("diff", "--from", "2025-10-20").out


def test_a_field_of_several_kinds_is_asked_about(plc: Plc, team: Path) -> None:
    plc("add-action", "Number talks")
    plc("add-learning", "Read a chapter")
    ran = plc("history", "--field", "what", code=2)
    assert ran.err == (
        "plc: Several kinds of fields are called 'what':\n"
        "  action.actions.what\n"
        "  action.learning.what\n"
        "hint: Type more of one: --field actions.what\n"
    )
    assert "Read a chapter" not in plc("history", "--field", "actions.what").out
    assert "Number talks" not in plc("history", "--field", "learning.what").out


def test_a_field_that_was_never_changed_suggests_near_ones(
    plc: Plc, year: Path
) -> None:
    ran = plc("history", "--field", "deu", code=4)
    assert ran.err.startswith("plc: No saved change touches a field 'deu'.\nhint: Did")
    assert "due" in ran.err
    ran = plc("history", "--field", "xyzzy", code=4)
    assert "hint: See every change: plc history" in ran.err


def test_a_field_unchanged_since_then_is_no_mistake(plc: Plc, year: Path) -> None:
    ran = plc("history", "--field", "due", "--since", "2025-10-20")
    assert ran.out.endswith(
        "No saved change of the field due since 20 Oct 2025, that day included.\n"
    )
    plc("history", "--field", "deu", "--since", "2025-10-20", code=4)
    ran = plc("history", "--since", "tomorrow")
    assert "No saved change since then (tomorrow is " in ran.out


@pytest.mark.parametrize("name", ["Ben Teacher", "ben", "BEN"])
def test_what_somebody_did_is_found_by_part_of_their_name(
    plc: Plc, year: Path, name: str
) -> None:
    items = plc("history", "--by", name, "--json").data["items"]
    assert [one["who"] for one in items] == ["Ben Teacher"]


def test_a_name_is_found_without_its_accents(plc: Plc, year: Path) -> None:
    assert "8 Oct 2025, Zoë Teacher" in plc("history", "fractions", "--by", "zoe").out


def test_nobody_of_that_name_suggests_near_ones(plc: Plc, year: Path) -> None:
    ran = plc("history", "--by", "Bne", code=4)
    assert ran.err == (
        "plc: Nobody called 'Bne' saved anything here.\n"
        "hint: Did you mean Ben Teacher?\n"
    )
    ran = plc("history", "--by", "xyzzy", code=4)
    assert "hint: These did: Ben Teacher, Math coach, Zoë Teacher\n" in ran.err


def test_somebody_who_did_nothing_here_is_no_mistake(plc: Plc, year: Path) -> None:
    plc("new-cycle", "Angles", "--need", "Many guess")
    ran = plc("history", "angles", "--by", "zoë")
    assert ran.out.endswith("No saved change by zoë.\n")


def test_since_tells_what_changed_from_that_day_on(plc: Plc, year: Path) -> None:
    ran = plc("history", "fractions", "--since", "2025-10-15")
    assert "15 Oct 2025, Ben" in ran.out
    assert "8 Oct 2025" not in ran.out
    assert ran.err == "--since: 15 Oct 2025, that day included\n"
    whole = plc("history", "--since", "2020-01-01").out
    assert whole == plc("history").out
    ran = plc("history", "--since", "tomorrow")
    assert "still to come" in ran.err
    assert plc("history", "--since", "gibberish", code=2).err.startswith(
        "plc: plc does not understand the moment 'gibberish'."
    )


def test_of_a_whole_journal_the_newest_changes_are_told_unless_all_are_wanted(
    plc: Plc, year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = plc("history", "--all").out
    assert plc("history").out == whole  # there are not that many
    monkeypatch.setattr("plcjournal.cli.past._MOST", 3)
    told, more = plc("history").out.rsplit("\n\n", 1)
    assert whole.startswith(told)
    assert told.count("\n  ") == 3
    assert more == "There is more before that: plc history --all\n"
    assert plc("history", "--all").out == whole
    assert len(plc("history", "--json").data["items"]) > 3
    assert "more before" not in plc("history", "--since", "2025-10-01").out
    assert "more before" not in plc("history", "fractions").out


def test_a_journal_never_saved_has_an_empty_history(plc: Plc, tmp_path: Path) -> None:
    Path("plc.yaml").write_text("format: 1\nname: Ours\n")
    assert plc("history").out == "Ours\n\nNothing was saved here yet.\n"
    assert plc("history", "--json").data["items"] == []
    subprocess.run(["git", "init", "-q"], check=True)
    assert plc("history").out == "Ours\n\nNothing was saved here yet.\n"
    ran = plc("history", "--since", "yesterday", code=4)
    assert "no past to look at" in ran.err
    assert "hint: Save what is there: plc save" in ran.err


def test_a_cycle_nobody_knows_is_not_guessed(plc: Plc, year: Path) -> None:
    ran = plc("history", "comparing-fraktions", code=4)
    assert "There is no cycle 'comparing-fraktions'." in ran.err
    assert "hint: Did you mean comparing-fractions?" in ran.err


def test_a_cycle_taken_away_and_started_again_has_its_whole_history(
    plc: Plc, year: Path, on: On
) -> None:
    on("2025-11-01")
    plc("remove", "--cycle", "fractions", "--yes")
    gone = plc("history", "fractions").out
    assert gone.startswith(f"{NAME}\n\n1 Nov 2025, Math coach: ")
    assert "8 Oct 2025, Zoë Teacher: added action number-talks" in gone
    on("2025-10-30")
    plc("new-cycle", "Comparing fractions", "--need", "Many still count digits")
    out = plc("history", "fractions").out
    assert out.count("started the cycle Comparing fractions") == 2
    assert "8 Oct 2025, Zoë Teacher: added action number-talks" in out


def test_comments_alone_are_told_as_such(plc: Plc, year: Path, on: On) -> None:
    file = year / FOLDER / "action.yaml"
    file.write_text(f"# A word beside it\n{file.read_text()}")
    plc("save")
    first = plc("history", "fractions").out.splitlines()[2]
    assert first == "20 Oct 2025, Math coach: changed only comments or layout"
    assert plc("history", "fractions", "--json").data["items"][0]["changes"] == []


def test_an_old_record_that_cannot_be_read_is_told(
    plc: Plc, year: Path, on: On
) -> None:
    on("2025-10-21", "Ben Teacher")
    file = year / FOLDER / "action.yaml"
    good = file.read_text()
    file.write_text("actions: [\n")
    git(year, "commit", "-qam", "By hand")
    on("2025-10-22")
    file.write_text(good)
    git(year, "commit", "-qam", "Mended")

    ran = plc("history", "fractions", code=3)
    again = "action.yaml, which could not be read, can be read again"
    assert ran.out.splitlines()[2:5] == [
        f"22 Oct 2025, Math coach: {again}",
        "21 Oct 2025, Ben Teacher: action.yaml cannot be read as it was saved here",
        "20 Oct 2025, Math coach: number-talks done on 20 Oct",
    ]
    assert ran.err.startswith(
        f"{FOLDER}/action.yaml: As Ben Teacher saved it on 21 Oct 2025, this record"
        " cannot be read: "
    )
    assert "Traceback" not in ran.err
    document = plc("history", "fractions", "--json", code=3).document
    (problem,) = document["problems"]
    assert problem["path"] == f"{FOLDER}/action.yaml"
    assert len(document["data"]["items"]) == 6


def test_a_record_of_another_shape_is_compared_by_what_stood_there(
    plc: Plc, year: Path, on: On
) -> None:
    on("2025-10-21")
    file = year / FOLDER / "priority.yaml"
    file.write_text(f"{file.read_text()}mood: hopeful\n")
    git(year, "commit", "-qam", "By hand")
    first = plc("history", "fractions").out.splitlines()[2]
    assert first == "21 Oct 2025, Math coach: priority.mood: hopeful"


def test_files_beside_the_records_are_told(plc: Plc, year: Path) -> None:
    Path("plan.txt").write_text("A lesson plan")
    plc("attach", "plan.txt", "--to", "number-talks")
    assert "added the file plan.txt" in plc("history", "fractions").out


def test_a_clock_that_was_ahead_is_told(
    plc: Plc, year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_DATE", "2098-01-01T12:00:00+00:00")
    plc("note", "It works")
    assert plc("history", "fractions").out.splitlines()[2:4] == [
        "1 Jan 2098, Math coach: noted: It works",
        "  (the clock of Math coach's computer was ahead)",
    ]
    assert plc("history", "fractions", "--json").data["items"][0]["ahead"]


def _met(folder: Path, *, decided: str = "") -> None:
    """Let a side line change the need, ours the review day, and both meet."""
    git(folder, "switch", "-qc", "side")
    file = folder / FOLDER / "priority.yaml"
    before = file.read_text()
    file.write_text(before.replace("Many count digits", "Some count digits"))
    git(folder, "commit", "-qam", "Their need")
    git(folder, "switch", "-q", "main")
    file.write_text(before.replace("2025-11-12", "2025-11-19"))
    git(folder, "commit", "-qam", "Our day")
    subprocess.run(
        ["git", "merge", "-q", "--no-commit", "side"], cwd=folder, check=False
    )
    both = before.replace("Many count digits", decided or "Some count digits")
    file.write_text(both.replace("2025-11-12", "2025-11-19"))
    git(folder, "commit", "-qam", "Meet")


def test_a_meeting_of_two_lines_is_silent_where_each_field_came_from_one(
    plc: Plc, year: Path, on: On
) -> None:
    on("2025-10-21")
    _met(year)
    out = plc("history", "fractions").out.splitlines()[2:5]
    assert [line.split(": ", 1)[1] for line in out] == [
        "review by 12 Nov → 19 Nov (7 days later)",
        "reworded what we see",
        "number-talks done on 20 Oct",
    ]
    assert len(plc("history", "fractions", "--json").data["items"]) == 6


def test_a_meeting_of_two_lines_tells_what_was_decided_in_it(
    plc: Plc, year: Path, on: On
) -> None:
    on("2025-10-21")
    _met(year, decided="Most count digits")
    items = plc("history", "fractions", "--json").data["items"]
    assert len(items) == 7
    assert items[0]["commit"] == git(year, "rev-parse", "HEAD").strip()
    (change,) = items[0]["changes"]
    assert change["field"] == "priority.need"
    assert change["after"] == "Most count digits"


def test_a_meeting_of_many_lines_is_told_once(plc: Plc, year: Path, on: On) -> None:
    on("2025-10-21")
    sides = []
    for name in ("one", "two", "three"):
        git(year, "switch", "-qc", name, "main")
        file = year / FOLDER / "review.yaml"
        file.write_text(f"{file.read_text()}x_{name}: yes\n")
        git(year, "commit", "-qam", name)
        sides += ["-p", name]
    tree = git(year, "rev-parse", "one^{tree}").strip()
    words = ["commit-tree", tree, "-p", "main", *sides, "-m", "All"]
    git(year, "switch", "-q", "main")
    git(year, "reset", "-q", "--hard", git(year, *words).strip())
    items = plc("history", "fractions", "--json").data["items"]
    fields = [one["field"] for item in items[:3] for one in item["changes"]]
    assert sorted(fields) == ["review.x_one", "review.x_three", "review.x_two"]
    assert len(items) == 7


def test_a_link_in_the_past_is_no_record(plc: Plc, year: Path, on: On) -> None:
    on("2025-10-21")
    file = year / FOLDER / "review.yaml"
    file.unlink()
    file.symlink_to("/etc/hostname")
    git(year, "commit", "-qam", "A link")
    ran = plc("history", "fractions", code=3)
    assert "review.yaml cannot be read as it was saved here" in ran.out
    assert "no ordinary file, but a link to something elsewhere" in ran.err
    ran = plc("show", "fractions", "--at", "today", code=3)
    assert "Could not be read: review.yaml" in ran.out
    assert "As it was (today is 21 Oct 2025, as saved by Math coach" in ran.err


def test_one_change_in_two_cycles_is_one_item_for_each(
    plc: Plc, year: Path, on: On
) -> None:
    plc("new-cycle", "Angles", "--need", "Many guess")
    for file in (year / "cycles").glob("*/*/priority.yaml"):
        file.write_text(file.read_text().replace("need: Many", "need: Some"))
    plc("save")
    items = plc("history", "--json").data["items"][:2]
    assert {one["cycle"] for one in items} == {
        NAME,
        "grade-4-math-team/2025-10-angles",
    }
    assert len({one["commit"] for one in items}) == 1


def test_a_shallow_copy_says_where_its_history_begins(
    plc: Plc, year: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    git(tmp_path, "clone", "-q", "--depth=3", year.as_uri(), str(copy))
    monkeypatch.chdir(copy)
    ran = plc("history", "fractions")
    assert ran.out.splitlines()[-1] == (
        "The history here begins on 15 Oct 2025: this copy does not have what was"
        " before."
    )
    assert "started" not in ran.out
    assert plc("history", "--json").data["begins"] == "2025-10-15"


def test_a_journal_in_a_bigger_folder_has_its_own_history(
    plc: Plc, on: On, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on("2025-10-01")
    work = tmp_path / "work"
    git(work, "init", "-q")
    (work / "cycles/a/2025-10-b").mkdir(parents=True)
    (work / "cycles/a/2025-10-b/priority.yaml").write_text("title: Not ours\n")
    git(work, "add", ".")
    git(work, "commit", "-qm", "Something else")
    plc("init", "journal", "--author", "Math coach", "--team", "Grade 4 math team")
    monkeypatch.chdir(work / "journal")
    plc("new-cycle", "Comparing fractions", "--need", "Many count digits")
    out = plc("history").out
    assert "Not ours" not in out
    assert "started the cycle Comparing fractions" in out
    assert len(plc("history", "fractions", "--json").data["items"]) == 1


def test_what_a_person_set_for_git_changes_nothing(plc: Plc, year: Path) -> None:
    before = plc("history", "--json").out
    for setting in (
        "log.showSignature=true",
        "log.follow=true",
        "log.showRoot=false",
        "log.date=relative",
        "diff.noprefix=true",
        "diff.renames=copies",
        "diff.external=/bin/false",
        "diff.orderFile=/nowhere",
        "format.pretty=oneline",
        "color.ui=always",
        "i18n.logOutputEncoding=latin1",
    ):
        git(year, "config", *setting.split("=", 1))
    assert plc("history", "--json").out == before


def test_control_characters_of_names_do_not_reach_the_terminal(
    plc: Plc, year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Eve\x1b[2J\u202eX")
    git(year, "commit", "-q", "--allow-empty", "-m", "Empty")
    file = year / FOLDER / "review.yaml"
    file.write_text("format: 1\nchanged: It worked\n")
    git(year, "commit", "-qam", "By hand")
    out = plc("history", "fractions").out
    assert "It worked" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
