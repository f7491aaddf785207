from pathlib import Path

import pytest
from in_process import Plc
from installed import git


def test_init_makes_a_journal_whose_first_save_is_in_the_history(
    plc: Plc, journal: Path
) -> None:
    schema, *settings = (journal / "plc.yaml").read_text().splitlines()
    assert schema == "# yaml-language-server: $schema=schemas/settings.json"
    assert settings[:2] == ["format: 1", "id: journal"]
    assert (journal / "teams/grade-4-math-team.yaml").exists()
    assert git(journal, "log", "--format=%an %s") == (
        "Math coach Start the journal: journal\n"
    )
    assert git(journal, "status", "--porcelain") == ""
    assert git(journal, "config", "plc.team").strip() == "grade-4-math-team"
    assert git(journal, "config", "plc.member").strip() == "math-coach"
    assert plc("validate").out == "2 records checked: nothing to mend.\n"


def test_init_without_a_name_and_without_anybody_to_ask_names_the_flag(
    plc: Plc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.write_text("")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(empty))
    ran = plc("init", "here", code=2)
    assert ran.err == (
        "plc: Your name or role stands beside your changes, and nobody said it yet."
        " Nothing was changed.\n"
        'hint: Say it once: plc init here --author "Grade 4 teacher A"\n'
    )
    assert not (tmp_path / "work/here").exists()
    ran = plc("init", "with blanks/x", code=2)
    assert 'plc init "with blanks/x" --author "Grade' in ran.err
    assert "Say it once: plc init --author" in plc("init", code=2).err


def test_a_journal_in_another_folder_is_gone_into_first(
    plc: Plc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = ["plc new-cycle                 start a cycle: three questions"]
    for folder, way in (("here", "cd here  "), ("a b/c", 'cd "a b/c"  ')):
        told = [line.strip() for line in plc("init", folder).out.splitlines()[2:]]
        assert told[0].startswith(way)
        assert told[1:] == new
        again = plc("init", folder, "--author", "Coach").out.splitlines()[1:]
        assert [line.split()[0] for line in again] == ["cd", "plc"]
    (tmp_path / "work/there").mkdir()
    monkeypatch.chdir(tmp_path / "work/there")
    assert [line.strip() for line in plc("init").out.splitlines()[2:]] == new
    assert "cd " not in plc("init", "--author", "Coach").out


def test_a_name_without_a_letter_is_refused(plc: Plc, tmp_path: Path) -> None:
    ran = plc("init", "here", "--author", "...", code=2)
    assert "'...' has no letters that could stand beside your changes" in ran.err
    assert not (tmp_path / "work/here").exists()


def test_whoever_is_nobody_is_told_a_command_that_works_anywhere_in_the_journal(
    plc: Plc, cycle: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.write_text("")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(empty))
    git(cycle, "config", "--unset", "user.name")
    monkeypatch.chdir(cycle)

    ran = plc("note", "They argue", code=5)

    assert "This folder does not know yet who you are. Your words are safe" in ran.err
    command = 'plc init --author "Grade 4 teacher A" and then: plc save'
    assert f"hint: Say your name or role: {command}\n" in ran.err
    ran = plc("init", "--author", "Grade 4 teacher A")
    assert "at this computer you are Grade 4 teacher A" in ran.out
    assert "plc save" in ran.out
    assert not (cycle / "plc.yaml").exists()
    plc("save")
    assert git(cycle, "log", "-1", "--format=%an") == "Grade 4 teacher A\n"


def test_init_offers_an_address_that_reaches_nobody(plc: Plc, journal: Path) -> None:
    plc("init", "--author", "Grade 4 teacher B")
    assert git(journal, "config", "user.email").strip() == (
        "grade-4-teacher-b@noreply.invalid"
    )


def test_init_inside_a_repository_touches_nothing_else(
    plc: Plc, tmp_path: Path
) -> None:
    outer = tmp_path / "work"
    git(outer, "init", "-q")
    (outer / "essay.txt").write_text("mine")
    (outer / "staged.txt").write_text("staged")
    git(outer, "add", "staged.txt")
    before = git(outer, "status", "--porcelain")
    plc("init", "journal", "--team", "Science")
    after = git(outer, "status", "--porcelain")
    assert before == after
    named = git(outer, "show", "--name-only", "--format=").split()
    assert all(name.startswith("journal/") for name in named)
    assert not (outer / "journal/.git").exists()


def test_init_again_says_who_sits_here(plc: Plc, journal: Path) -> None:
    ran = plc("init", "--author", "Grade 4 teacher A", "--email", "a@example.org")
    assert "you are Grade 4 teacher A" in ran.out
    assert git(journal, "config", "user.email").strip() == "a@example.org"
    assert git(journal, "rev-list", "--count", "HEAD").strip() == "1"


def test_init_refuses_a_language_and_suggests_a_model(plc: Plc) -> None:
    assert "en, cy or fr" in plc("init", "j", "--language", "de", code=2).err
    ran = plc("init", "j", "--model", "ontario-inqury", code=4)
    assert "ontario-inquiry" in ran.err


def test_demo_makes_a_journal_with_a_history_of_several_authors(
    plc: Plc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran = plc("demo")
    folder = tmp_path / "work/plc-demo"
    assert ran.out.count("plc ") >= 4
    monkeypatch.chdir(folder)
    document = plc("validate", "--json").document
    assert [f for f in document["data"]["findings"] if f["severity"] != "note"] == []
    assert len({*git(folder, "log", "--format=%an").splitlines()}) >= 4
    assert len({*git(folder, "log", "--format=%as").splitlines()}) >= 20
    assert git(folder, "status", "--porcelain") == ""
    git(folder, "fsck", "--strict")
    status = plc("status", "--all", "--json").data["cycles"]
    assert len(status) == 3


def test_demo_touches_no_folder_that_has_something_in_it(
    plc: Plc, tmp_path: Path
) -> None:
    (tmp_path / "work/plc-demo").mkdir()
    (tmp_path / "work/plc-demo/mine.txt").write_text("mine")
    assert "is there already" in plc("demo", code=2).err


def test_team_shows_adds_and_lets_go(plc: Plc, journal: Path) -> None:
    plc("team", "--add", "Grade 4 teacher A", "--role", "teacher")
    assert "Grade 4 teacher A, teacher [grade-4-teacher-a]" in plc("team", "grade").out
    plc("team", "--remove", "Grade 4 teacher A")
    assert "has left" in plc("team", "grade-4").out
    assert plc("team", "--json").data["teams"][0]["members"][1]["left"] is True
    assert (
        "teacher, facilitator"
        in plc("team", "--add", "X", "--role", "boss", code=2).err
    )
    assert "Did you mean" in plc("team", "grade-5-math-team", code=4).err
    plc("team", "--new", "Grade 5 science")
    assert (journal / "teams/grade-5-science.yaml").exists()
