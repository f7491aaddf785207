"""plc undo: one saved change is taken back, and everything else stays."""

from pathlib import Path

import pytest
from dated import By, people
from in_process import Plc
from installed import git

NAME = "grade-4-math-team/2026-01-comparing-fractions"
TALK = "action.actions.number-talk"


@pytest.fixture
def by(monkeypatch: pytest.MonkeyPatch) -> By:
    return people(monkeypatch)


@pytest.fixture
def talk(plc: Plc, cycle: Path, by: By) -> Path:
    """A cycle with one action, all by the coach; answers the action's file."""
    by("Math coach")
    plc("add-action", "Number talk", "--due", "2026-01-22")
    return cycle / "action.yaml"


# What it says.


def test_undo_says_what_it_took_back_and_how_to_change_that(
    plc: Plc, talk: Path
) -> None:
    ran = plc("undo")
    assert ran.out == (
        "Took back: Add action: number-talk, due 2026-01-22 (saved on 16 Jan 2026).\n"
        f"Cycle: {NAME}\n"
        "  took away action number-talk\n"
        "Saved: action.yaml\n"
        "To change it back:\n"
        "  plc undo\n"
    )
    assert ran.err == ""


def test_undo_as_json_tells_field_by_field(plc: Plc, talk: Path) -> None:
    plc("set", f"{TALK}.due", "2026-01-29")
    saved = git(talk.parent, "rev-parse", "HEAD").strip()
    document = plc("undo", "--json").document
    assert document["kind"] == "changed"
    assert document["data"] == {
        "sentence": f"Took back: Set {TALK}.due: 2026-01-29 (saved on 16 Jan 2026)",
        "commit": saved,
        "when": "2026-01-16",
        "cycle": NAME,
        "changes": [
            {
                "path": f"cycles/{NAME}/action.yaml",
                "field": f"{TALK}.due",
                "before": "2026-01-29",
                "after": "2026-01-22",
                "sentence": "number-talk: due 29 Jan → 22 Jan (7 days earlier)",
            }
        ],
        "left": [],
        "paths": [f"cycles/{NAME}/action.yaml"],
        "saved_before": [],
    }


def test_quiet_undo_says_nothing(plc: Plc, talk: Path) -> None:
    ran = plc("-q", "undo")
    assert (ran.out, ran.err) == ("", "")


def test_the_history_says_what_was_taken_back(plc: Plc, talk: Path) -> None:
    saved = git(talk.parent, "rev-parse", "HEAD").strip()
    plc("undo")
    assert git(talk.parent, "log", "-1", "--format=%B").strip().splitlines() == [
        "Take back: Add action: number-talk, due 2026-01-22 (comparing-fractions)",
        "",
        f"Cycle: {NAME}",
        "Stage: action",
        "Plc-Action: undo",
        f"Undoes: {saved}",
    ]


# Which change.


def test_undo_again_brings_back_and_takes_back_in_turn(plc: Plc, talk: Path) -> None:
    before, with_talk = (
        git(talk.parent, "show", "HEAD^:./action.yaml"),
        talk.read_text(),
    )
    for told, text in [
        ("Took back: Add action: number-talk", before),
        ("Brought back: Add action: number-talk", with_talk),
        ("Took back: Add action: number-talk", before),
    ]:
        assert plc("undo").out.startswith(told)
        assert talk.read_text() == text
    subject = git(talk.parent, "log", "-2", "--format=%s").splitlines()
    assert [one.split(":")[0] for one in subject] == ["Take back", "Bring back"]


def test_a_number_takes_back_an_earlier_change(plc: Plc, talk: Path) -> None:
    plc("note", "We tried it")
    plc("set", "priority.need", "They count digits")
    assert "took away action number-talk" in plc("undo", "3").out
    text = talk.read_text()
    assert "We tried it" in text
    assert "number-talk" not in text


def test_a_change_that_is_taken_back_already_leads_to_the_one_before(
    plc: Plc, talk: Path
) -> None:
    plc("undo")
    ran = plc("undo", "2", code=4)
    assert "Nothing is left to take back of 'Add action: number-talk" in ran.err
    assert "hint: Take back the change before it: plc undo 3" in ran.err


def test_more_changes_than_i_made_are_refused(plc: Plc, talk: Path, by: By) -> None:
    assert "You have saved only" in plc("undo", "9", code=4).err
    by("Teacher A")
    ran = plc("undo", code=4)
    assert "You have saved nothing here yet" in ran.err
    plc("note", "Mine")
    assert "You have saved only one change here" in plc("undo", "2", code=4).err


@pytest.mark.parametrize("words", ["0", "-1", "two", "1.5", "99999999", "²"])
def test_what_is_no_number_of_a_change_is_refused(
    plc: Plc, talk: Path, words: str
) -> None:
    ran = plc("undo", words, code=2)
    assert "is not which change" in ran.err
    assert "hint: plc undo 2" in ran.err


def test_changes_of_others_are_never_taken_back(plc: Plc, talk: Path, by: By) -> None:
    by("Teacher A")
    plc("note", "Mine")
    by("Math coach")
    assert "took away action number-talk" in plc("undo").out
    assert "Mine" in talk.read_text()


def test_somebody_with_my_address_and_another_name_is_not_me(
    plc: Plc, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Teacher A")
    assert "You have saved nothing here yet" in plc("undo", code=4).err


def test_my_name_in_other_letters_is_still_me(
    plc: Plc, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_AUTHOR_NAME", "MATH  Coach ")
    monkeypatch.setenv("GIT_AUTHOR_EMAIL", "Math-Coach@noreply.invalid")
    plc("undo")


def test_nobody_has_no_change_to_take_back(
    plc: Plc, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(talk.parent, "config", "user.name", "")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "")
    assert "plc does not know who you are" in plc("undo", code=4).err


def test_where_nothing_was_saved_nothing_is_taken_back(plc: Plc) -> None:
    Path("plc.yaml").write_text("format: 1\n", encoding="utf-8")
    assert "You have saved nothing here yet" in plc("undo", code=4).err


def test_the_beginning_of_a_journal_stays(plc: Plc, journal: Path) -> None:
    ran = plc("undo", code=1)
    assert "That is how the journal began" in ran.err
    assert (journal / "plc.yaml").exists()


def test_merges_and_changes_beside_the_journal_are_passed_over(
    plc: Plc, talk: Path
) -> None:
    top = talk.parents[3]
    git(top, "checkout", "-q", "-b", "there")
    plc("set", "plc.school", "Maple Ridge")
    git(top, "checkout", "-q", "main")
    git(top, "merge", "-q", "--no-ff", "-m", "Merge", "there")
    (top / "notes.txt").write_text("mine", encoding="utf-8")
    git(top, "add", "notes.txt")
    git(top, "commit", "-q", "-m", "Not of the journal")
    assert "plc.school" in plc("undo").out
    assert (top / "notes.txt").exists()


# What others, or I, did since.


def test_what_others_did_since_in_the_same_record_stays(
    plc: Plc, talk: Path, by: By
) -> None:
    by("Teacher A")
    plc("set", "action.theory", "If they explain, they reason")
    plc("note", "They argue")
    by("Math coach")
    plc("undo")
    text = talk.read_text()
    assert "number-talk" not in text
    assert "If they explain" in text
    assert "They argue" in text


def test_a_field_that_somebody_changed_since_is_left_and_named(
    plc: Plc, talk: Path, by: By
) -> None:
    text = talk.read_text().replace("2026-01-22", "2026-01-29")
    talk.write_text(text.replace("status: planned", "status: doing"), encoding="utf-8")
    plc("save")
    by("Teacher A")
    plc("set", f"{TALK}.due", "2026-02-05")
    by("Math coach")
    ran = plc("undo")
    left = "due of number-talk is kept because Teacher A changed it since"
    assert f"But {left} (16 Jan 2026)\n" in ran.out
    assert "number-talk is planned again" in ran.out
    assert "due: 2026-02-05" in talk.read_text()


def test_nothing_is_changed_where_all_of_it_was_changed_since(
    plc: Plc, talk: Path, by: By
) -> None:
    plc("set", f"{TALK}.due", "2026-01-29")
    by("Teacher A")
    plc("set", f"{TALK}.due", "2026-02-05")
    by("Math coach")
    before = talk.read_bytes()
    ran = plc("undo", code=7)
    assert (
        "Nothing was changed: due of number-talk is kept because Teacher A changed it"
        " since (16 Jan 2026)." in ran.err
    )
    assert talk.read_bytes() == before


def test_what_i_changed_since_myself_is_said_so(plc: Plc, talk: Path) -> None:
    plc("set", f"{TALK}.due", "2026-01-29")
    plc("set", f"{TALK}.due", "2026-02-05")
    ran = plc("undo", "2", code=7)
    assert "number-talk is kept because you changed it since (16 Jan 2026)" in ran.err


def test_an_action_that_others_went_on_with_stays(plc: Plc, talk: Path, by: By) -> None:
    by("Teacher A")
    plc("done", "number-talk")
    by("Math coach")
    ran = plc("undo", code=7)
    assert "action number-talk is kept because Teacher A changed it since" in ran.err
    assert "status: done" in talk.read_text()


def test_what_others_took_away_does_not_come_back(plc: Plc, talk: Path, by: By) -> None:
    plc("set", f"{TALK}.due", "2026-01-29")
    by("Teacher A")
    plc("remove", TALK)
    by("Math coach")
    plc("undo", code=7)
    assert "number-talk" not in talk.read_text()


def test_an_id_that_means_something_else_by_now_is_left_to_it(
    plc: Plc, talk: Path, by: By
) -> None:
    plc("remove", TALK)
    by("Teacher A")
    text = talk.read_text()
    other = "actions:\n  - id: number-talk\n    what: Another talk\n"
    talk.write_text(text.replace("actions: []\n", other), encoding="utf-8")
    plc("save")
    by("Math coach")
    before = talk.read_bytes()
    ran = plc("undo", code=7)
    assert "action number-talk" in ran.err
    assert talk.read_bytes() == before


def test_hand_edits_that_are_not_saved_stay(plc: Plc, talk: Path) -> None:
    text = talk.read_text().replace("theory: null", "theory: Typed by hand")
    talk.write_text(f"# mine\n{text}", encoding="utf-8")
    plc("undo")
    assert talk.read_text().startswith("# mine\n")
    assert "theory: Typed by hand" in talk.read_text()
    assert "number-talk" not in talk.read_text()


def test_a_hand_edit_of_the_same_field_stays_and_is_said_so(
    plc: Plc, talk: Path
) -> None:
    plc("set", f"{TALK}.due", "2026-01-29")
    text = talk.read_text()
    talk.write_text(text.replace("2026-01-29", "2026-03-05"), encoding="utf-8")
    ran = plc("undo", code=7)
    assert "kept because it was changed by hand and is not saved yet" in ran.err
    assert "2026-03-05" in talk.read_text()


def test_a_field_that_waits_for_a_decision_waits_again(plc: Plc, talk: Path) -> None:
    entry = (
        f"contested:\n  - field: {TALK}.due\n    values:\n"
        "      - value: 2026-01-22\n      - value: 2026-03-05\n"
    )
    with talk.open("a", encoding="utf-8") as file:
        file.write(entry)
    plc("save")
    waiting = talk.read_text()
    talk.write_text(waiting.replace(entry, ""), encoding="utf-8")
    plc("save")
    plc("undo")
    assert talk.read_text() == waiting


# Whole records, cycles and files.


def test_comments_come_back_with_what_they_are_about(plc: Plc, talk: Path) -> None:
    plc("add-action", "Reteach")
    text = talk.read_text()
    talk.write_text(
        text.replace("what: Number talk", "what: Number talk  # three times a week"),
        encoding="utf-8",
    )
    plc("save")
    whole = talk.read_text()
    plc("remove", TALK)
    assert "three times" not in talk.read_text()
    plc("undo")
    assert talk.read_text() == whole
    plc("remove", TALK)
    plc("note", "Meanwhile")
    plc("undo", "2")
    assert "what: Number talk  # three times a week\n" in talk.read_text()
    assert "Meanwhile" in talk.read_text()


def test_comments_alone_are_taken_back_too(plc: Plc, talk: Path) -> None:
    before = talk.read_text()
    talk.write_text(f"# a comment\n{before}", encoding="utf-8")
    plc("save")
    assert "put back the comments and layout of action.yaml" in plc("undo").out
    assert talk.read_text() == before


def test_a_new_cycle_goes_and_comes_back_byte_for_byte(plc: Plc, talk: Path) -> None:
    plc("new-cycle", "Reading aloud", "--need", "Few read")
    folder = talk.parents[1] / "2026-01-reading-aloud"
    held = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert "took away the cycle Reading aloud" in plc("undo").out
    assert not [*folder.glob("*")]
    assert "reading" not in plc("status").out
    plc("undo")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == held


def test_a_new_cycle_that_others_worked_on_stays(plc: Plc, talk: Path, by: By) -> None:
    plc("new-cycle", "Reading aloud", "--need", "Few read")
    by("Teacher A")
    plc("note", "We began", "--cycle", "reading")
    by("Math coach")
    ran = plc("undo", code=7)
    assert (
        "The cycle 'Reading aloud' was worked on since (last by Teacher A, on 16 Jan"
        " 2026), so it stays; nothing was changed." in ran.err
    )
    assert "plc remove --cycle reading-aloud" in ran.err


def test_a_new_cycle_with_a_file_beside_its_records_stays(plc: Plc, talk: Path) -> None:
    plc("new-cycle", "Reading aloud", "--need", "Few read")
    folder = talk.parents[1] / "2026-01-reading-aloud"
    (folder / "files").mkdir()
    (folder / "files/plan.txt").write_text("not saved", encoding="utf-8")
    assert "(by hand, not saved yet)" in plc("undo", code=7).err
    assert (folder / "priority.yaml").exists()


def test_a_removed_cycle_comes_back_with_its_files_and_its_meetings(
    plc: Plc, talk: Path
) -> None:
    (talk.parents[4] / "plan.txt").write_bytes(b"\x00\xff plan")
    plc("attach", str(talk.parents[4] / "plan.txt"), "--to", "number-talk")
    plc("meet", "--decided", "Start on Monday", "--no-input")
    top = talk.parents[3]
    held = {
        file: file.read_bytes()
        for kind in ("cycles", "meetings")
        for file in (top / kind).rglob("*")
        if file.is_file()
    }
    plc("remove", "--cycle", "fractions", "--yes")
    assert not talk.exists()
    ran = plc("undo")
    assert "brought back the file plan.txt" in ran.out
    for file, data in held.items():
        assert file.read_bytes() == data


def test_an_attached_file_goes_and_a_changed_one_is_left(
    plc: Plc, talk: Path, by: By
) -> None:
    plan = talk.parents[4] / "plan.txt"
    plan.write_text("a plan", encoding="utf-8")
    plc("attach", str(plan))
    held = talk.parent / "files/plan.txt"
    assert "took away the file plan.txt" in plc("undo").out
    assert not held.exists()
    plc("undo")
    assert held.read_text() == "a plan"
    by("Teacher A")
    held.write_text("a better plan", encoding="utf-8")
    plc("save")
    by("Math coach")
    ran = plc("undo", "3", code=7)
    assert (
        "plan.txt is kept because Teacher A changed it since (16 Jan 2026)" in ran.err
    )
    assert held.read_text() == "a better plan"


def test_a_record_that_went_since_stays_away(plc: Plc, talk: Path, by: By) -> None:
    plc("team", "--new", "Reading team")
    plc("set", "teams.reading-team.meeting.day", "Wed")
    by("Teacher A")
    (talk.parents[3] / "teams/reading-team.yaml").unlink()
    plc("save")
    by("Math coach")
    ran = plc("undo", code=7)
    assert "because Teacher A changed it since" in ran.err


# What may not be.


def test_a_record_nobody_can_read_is_never_written_to(plc: Plc, talk: Path) -> None:
    talk.write_text("actions: [\n", encoding="utf-8")
    ran = plc("undo", code=3)
    assert "action.yaml cannot be read, so nothing was written to it" in ran.err
    assert talk.read_text() == "actions: [\n"


def test_taking_back_passes_the_rules(plc: Plc, talk: Path, by: By) -> None:
    plc("team", "--new", "Reading team")
    by("Teacher A")
    plc("new-cycle", "Reading", "--need", "Few read", "--team", "reading-team")
    by("Math coach")
    ran = plc("undo", code=2)
    assert "Nothing was changed" in ran.err
    assert (talk.parents[3] / "teams/reading-team.yaml").exists()


def test_words_that_name_a_person_are_not_brought_back(plc: Plc, talk: Path) -> None:
    plc("note", "Nicholas read aloud")
    plc("remove", "action.log.nicholas-read-aloud")
    names = talk.parents[3] / "local/names.txt"
    names.parent.mkdir(exist_ok=True)
    names.write_text("Nicholas\n", encoding="utf-8")
    before = talk.read_bytes()
    ran = plc("undo", code=5)
    assert "Not saved, to protect people" in ran.err
    assert talk.read_bytes() == before


def test_a_name_can_be_taken_out_whatever_the_old_change_was_called(
    plc: Plc, talk: Path
) -> None:
    plc("note", "Nicholas read aloud")
    names = talk.parents[3] / "local/names.txt"
    names.parent.mkdir(exist_ok=True)
    names.write_text("Nicholas\n", encoding="utf-8")
    plc("undo")
    assert "Nicholas" not in talk.read_text()
    subject = git(talk.parent, "log", "-1", "--format=%s").strip()
    assert subject == "Take back an earlier change"


def test_a_copy_without_the_beginning_says_what_it_does_not_have(
    plc: Plc, talk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{talk.parents[3]}", "copy")
    monkeypatch.chdir(tmp_path / "copy")
    ran = plc("undo", code=1)
    assert "does not have what was before that change" in ran.err


def test_a_journal_inside_a_bigger_history_takes_back_only_its_own(
    plc: Plc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = tmp_path / "work"
    git(top, "init", "-q")
    plc("init", "journal", "--author", "Test Teacher", "--team", "Maths")
    monkeypatch.chdir(top / "journal")
    plc("set", "teams.maths.meeting.day", "Wed")
    (top / "other.txt").write_text("other", encoding="utf-8")
    git(top, "add", "other.txt")
    git(top, "commit", "-q", "-m", "Not of the journal")
    assert "teams.maths.meeting.day" in plc("undo").out
    assert "Wed" not in Path("teams/maths.yaml").read_text()
    assert (top / "other.txt").exists()
    ended = git(top, "show", "--name-only", "--format=", "HEAD").split()
    assert ended == ["journal/teams/maths.yaml"]


def test_nobody_is_asked(plc: Plc, talk: Path) -> None:
    plc("undo", "--no-input")
    plc("undo", "--yes")


@pytest.mark.slow
def test_a_shared_change_is_taken_back_for_everybody(
    plc: Plc, talk: Path, by: By, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "-q", "--bare", "hub")
    plc("sync", "--with", str(tmp_path / "hub"), "--no-input")
    plc("set", f"{TALK}.due", "2026-01-29")
    plc("sync", "--no-input")
    by("Teacher A")
    plc("join", str(tmp_path / "hub"), str(tmp_path / "two"), "--no-input")
    monkeypatch.chdir(tmp_path / "two")
    plc("set", f"{TALK}.owner", "all of us")
    plc("sync", "--no-input")
    by("Math coach")
    monkeypatch.chdir(talk.parents[3])
    plc("undo")
    plc("sync", "--no-input")
    by("Teacher A")
    monkeypatch.chdir(tmp_path / "two")
    plc("sync", "--no-input")
    text = (tmp_path / "two/cycles" / NAME / "action.yaml").read_text()
    assert "due: 2026-01-22" in text
    assert "owner: all of us" in text
    assert text == talk.read_text()
