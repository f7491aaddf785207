"""What several people save apart comes together, and nobody loses a word."""

from pathlib import Path

import pytest
from forking import CAN_FORK
from installed import git
from saved_folder import git as piped
from team_of_clones import Colleague, Team, assert_settled

from plcjournal import beside


@pytest.fixture
def team(tmp_path: Path, begun: Path, shelf: Path) -> Team:
    return Team(tmp_path, begun, shelf)


@pytest.fixture
def coach(team: Team) -> Colleague:
    return team.first


@pytest.fixture
def ana(team: Team) -> Colleague:
    return team.colleague("Teacher A")


def test_the_first_sync_shares_everything(team: Team, coach: Colleague) -> None:
    assert team.tip() == coach.tip()
    assert coach.git("remote", "get-url", "origin") == team.hub.as_uri()
    told = coach.plc("sync")
    assert told == (
        "Nothing new: here and in the shared journal everything is the same.\n"
    )


def test_joining_brings_the_journal_with_its_history(
    team: Team, coach: Colleague
) -> None:
    ana = team.joined("Teacher A")
    assert ana.tip() == coach.tip()
    assert ana.text("priority") == coach.text("priority")
    assert ana.git("config", "user.name") == "Teacher A"
    assert ana.git("config", "plc.team") == "maths"
    assert_settled(ana)


def test_one_sends_and_the_other_receives(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    ana.plc("add-action", "Number talks", "--due", "2026-02-01")
    sent = ana.plc("sync")
    assert "Shared 1 change with" in sent
    assert "Add action: number-talks, due 2026-02-01 (fractions)" in sent
    received = coach.plc("sync")
    assert "Received 1 change from Teacher A:" in received
    assert coach.tip() == ana.tip() == team.tip()
    assert "Number talks" in coach.text("action")
    assert_settled(coach, ana)


def test_very_many_files_arrive_at_once_changed_new_and_gone(
    coach: Colleague, ana: Colleague
) -> None:
    files = [
        f"{ana.file('action').parent.relative_to(ana.folder)}/files/{n}.txt"
        for n in range(120)
    ]
    (ana.folder / files[0]).parent.mkdir()
    for path in files[:60]:
        (ana.folder / path).write_text(f"first {path}\n", encoding="utf-8")
    ana.plc("save", "--no-input")
    ana.plc("sync")
    coach.plc("sync")
    for path in files[60:]:
        (ana.folder / path).write_text(f"second {path}\n", encoding="utf-8")
    for path in files[:55]:
        (ana.folder / path).write_text(f"changed {path}\n", encoding="utf-8")
    for path in files[55:60]:
        (ana.folder / path).unlink()
    ana.plc("save", "--no-input")
    ana.plc("sync")

    coach.plc("sync")

    for path in files:
        mine, theirs = coach.folder / path, ana.folder / path
        assert mine.exists() == theirs.exists()
        assert not mine.exists() or mine.read_bytes() == theirs.read_bytes()
    assert_settled(coach, ana)


@pytest.mark.skipif(not CAN_FORK or beside.cores() == 1, reason="one process does all")
def test_many_records_are_checked_while_they_become_part_of_history(
    coach: Colleague, ana: Colleague, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"

    class Seen(beside.Double):
        def answer(self) -> bytes:
            said = super().answer()
            with asked.open("ab") as noted:
                noted.write(said)
            return said

    monkeypatch.setattr(beside, "Double", Seen)
    cycles = [ana.folder / f"cycles/maths/2026-01-many-{n:03}" for n in range(120)]
    for number, folder in enumerate(cycles):
        folder.mkdir()
        title = "[" if number in (7, 119) else f"Cycle {number}"
        text = f"format: 1\ntitle: {title}\n"
        (folder / "priority.yaml").write_text(text, encoding="utf-8")
    ana.git("add", "-A")
    ana.git("commit", "-q", "-m", "Many cycles")
    ana.git("push", "-q", "origin", "HEAD:main")
    asked.unlink(missing_ok=True)

    told = coach.plc("sync")

    assert "Together the records say 2 things that cannot be" in told
    assert b"many-007" in asked.read_bytes(), "what the other process found"
    assert b"many-119" not in asked.read_bytes(), "what was left to this one"
    assert_settled(coach)


def test_both_add_to_one_cycle_and_both_stay(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    coach.plc("add-action", "Number talks")
    ana.plc("add-action", "Number lines")
    ana.plc("note", "They argue from distance")
    coach.plc("sync")
    document = ana.json("sync")
    assert document["kind"] == "sync"
    assert [one["who"] for one in document["data"]["received"]] == ["Coach"]
    assert document["data"]["waiting"] == []
    assert document["data"]["commit"] == team.tip()
    coach.plc("sync")
    for one in (coach, ana):
        assert "number-talks" in one.text("action")
        assert "number-lines" in one.text("action")
        assert "argue from distance" in one.text("action")
    assert coach.tip() == ana.tip() == team.tip()
    assert_settled(coach, ana)


def test_two_versions_of_a_field_are_both_kept_and_signed(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    coach.plc("add-action", "Number talks", "--due", "2026-02-01")
    coach.plc("sync")
    ana.plc("sync")
    coach.plc("set", "action.actions.number-talks.due", "2026-02-08")
    ana.plc("set", "action.actions.number-talks.due", "2026-02-15")
    coach.plc("sync")
    told = ana.plc("sync")
    assert "1 field was changed differently by two people; both versions" in told
    assert "plc resolve fractions --field action.actions.number-talks.due" in told
    coach.plc("sync")
    document = coach.json("show")
    entry = document["data"]["records"]["action"]["contested"][0]
    assert entry["field"] == "action.actions.number-talks.due"
    assert {(one["value"], one["by"]) for one in entry["values"]} == {
        ("2026-02-08", "Coach"),
        ("2026-02-15", "Teacher A"),
    }
    assert all(one["date"] for one in entry["values"])
    assert "due: 2026-02-08" in coach.text("action")
    assert coach.text("action") == ana.text("action")
    history = coach.plc("history", "fractions")
    assert "two versions of due of number-talks, waiting for the team" in history
    assert "contested" not in history
    assert_settled(coach, ana)


def test_a_cycle_taken_away_here_and_worked_on_there_stays(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    coach.plc("remove", "--cycle", "fractions", "--yes")
    ana.plc("add-action", "Number talks")
    coach.plc("sync")
    told = ana.plc("sync")
    assert "Kept" in told
    coach.plc("sync")
    for one in (coach, ana):
        assert "number-talks" in one.text("action")
        assert one.file("priority").exists()
    assert coach.tip() == ana.tip()
    assert_settled(coach, ana)


def test_a_file_attached_to_a_cycle_that_is_taken_away_and_kept_stays(
    team: Team, coach: Colleague, ana: Colleague, tmp_path: Path
) -> None:
    ben = team.colleague("Teacher B")
    (tmp_path / "plan.txt").write_text("A plan\n", encoding="utf-8")
    coach.plc("remove", "--cycle", "fractions", "--yes")
    ana.plc("attach", str(tmp_path / "plan.txt"), "--cycle", "fractions")
    ben.plc("note", "They argue", "--cycle", "fractions")
    for one in (coach, ana, ben):
        one.plc("sync")
    assert len([*ben.folder.glob("cycles/*/*/files/plan.txt")]) == 1
    assert "They argue" in ben.text("action")


def test_other_files_changed_by_two_are_both_kept(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    for one, words in ((coach, "A plan"), (ana, "Another plan")):
        (one.folder / "plan.txt").write_text(words, encoding="utf-8")
        one.plc("attach", "plan.txt")
        (one.folder / "plan.txt").unlink()
    coach.plc("sync")
    told = ana.plc("sync")
    assert "Both versions of" in told
    coach.plc("sync")
    texts = {
        file.read_text(encoding="utf-8")
        for file in coach.folder.glob("cycles/*/*/files/*")
    }
    assert {"A plan", "Another plan"} <= texts
    assert_settled(coach, ana)


def test_a_record_nobody_can_read_goes_over_beside_the_readable_one(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    coach.plc("add-action", "Number talks")
    ana.file("action").write_text("actions: [\n", encoding="utf-8")
    git(ana.folder, "commit", "-qam", "By hand")
    coach.plc("sync")
    told = ana.plc("sync")
    assert "Both versions of" in told
    assert "number-talks" in ana.text("action")
    kept = [*ana.folder.glob("conflicts/*.yaml")]
    assert [one.read_text(encoding="utf-8") for one in kept] == ["actions: [\n"]
    coach.plc("sync")
    assert coach.tip() == ana.tip()
    assert_settled(coach, ana)


def test_hand_edits_are_saved_on_the_way_and_broken_ones_stay(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    priority = ana.text("priority").replace("Digits are counted", "They count digits")
    ana.file("priority").write_text(priority, encoding="utf-8")
    ana.file("review").write_text("outcome: [\n", encoding="utf-8")
    coach.plc("note", "A note of the coach")
    coach.plc("sync")
    told = ana.plc("sync", code=5)
    assert "Saved what was changed by hand: priority.yaml" in told
    assert "Received 1 change" in told
    assert ana.text("review") == "outcome: [\n"
    coach.plc("sync")
    assert "They count digits" in coach.text("priority")


def test_a_broken_hand_edit_is_put_aside_only_where_others_changed_the_same_lines(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    coach.plc("add-action", "Number talks")
    broken = "actions: [ my words\n"
    ana.file("action").write_text(broken, encoding="utf-8")
    coach.plc("sync")
    told = ana.plc("sync", code=5)
    assert "Your unsaved version of" in told
    kept = [*ana.folder.glob("local/kept/*")]
    assert [one.read_text(encoding="utf-8") for one in kept] == [broken]
    assert "number-talks" in ana.text("action")
    name = kept[0].relative_to(ana.folder).as_posix()
    assert f"{name}:1:10: error: The bracket [ opens here" in told
    assert "action.yaml:1:10" not in told


def test_what_was_put_aside_is_mentioned_until_it_is_gone(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    coach.plc("add-action", "Number talks")
    ana.file("action").write_text("actions: [ my words\n", encoding="utf-8")
    coach.plc("sync")
    ana.plc("sync", code=5)
    (kept,) = ana.folder.glob("local/kept/*")
    name = kept.relative_to(ana.folder).as_posix()
    told = ana.plc("status")
    assert f"as versions met that did not fit together:\n  {name}\n" in told
    assert "Take over what is still needed, then delete it" in told
    assert ana.json("status")["data"]["kept"] == [name]
    told = ana.plc("doctor", code=None)
    assert "1 file in local/kept: set aside as versions met" in told
    kept.unlink()
    assert "kept" not in ana.plc("status")
    assert "local/kept" not in ana.plc("doctor", code=None)


def test_comments_of_both_stay(team: Team, coach: Colleague, ana: Colleague) -> None:
    coach.plc("add-action", "Number talks")
    coach.plc("sync")
    ana.plc("sync")
    for one, words in ((coach, "# Ask the parents"), (ana, "# Only in room 12")):
        text = one.text("action").replace(
            "  - id: number", f"  {words}\n  - id: number"
        )
        one.file("action").write_text(text, encoding="utf-8")
        one.plc("add-action", f"Another of {one.name}")
        one.plc("save")
    coach.plc("sync")
    ana.plc("sync")
    coach.plc("sync")
    for words in ("# Ask the parents", "# Only in room 12"):
        assert coach.text("action").count(words) == 1
    assert_settled(coach, ana)


def test_staged_work_of_a_person_stays_as_it_is(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    (ana.folder / "own.txt").write_text("staged", encoding="utf-8")
    ana.git("add", "own.txt")
    (ana.folder / "own.txt").write_text("not staged", encoding="utf-8")
    coach.plc("note", "A note of the coach")
    coach.plc("sync")
    ana.plc("note", "A note of A")
    ana.plc("sync")
    assert ana.git("diff", "--cached", "--name-only") == "own.txt"
    assert ana.git("show", ":own.txt") == "staged"
    assert (ana.folder / "own.txt").read_text(encoding="utf-8") == "not staged"


def test_two_computers_that_begin_the_same_cycle_have_begun_one(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    for one, need in ((coach, "They count digits"), (ana, "They guess")):
        one.plc("new-cycle", "Decimals", "--need", need)
        one.plc("sync")
    coach.plc("sync")
    files = [*coach.folder.glob("cycles/*/*decimals/priority.yaml")]
    assert len(files) == 1
    text = files[0].read_text(encoding="utf-8")
    assert "They count digits" in text
    assert "They guess" in text
    assert_settled(coach, ana)


def test_a_third_person_can_decide(
    team: Team, coach: Colleague, ana: Colleague
) -> None:
    ben = team.colleague("Teacher B")
    coach.plc("set", "priority.need", "One way", "--cycle", "fractions")
    ana.plc("set", "priority.need", "Another way", "--cycle", "fractions")
    coach.plc("sync")
    ana.plc("sync")
    ben.plc("sync")
    ben.plc("resolve", "fractions", "--field", "priority.need", "--take", "Teacher A")
    ben.plc("sync")
    coach.plc("sync")
    assert "need: Another way" in coach.text("priority")
    assert "contested" not in coach.text("priority").replace("contested: []", "")


def test_many_small_packs_of_past_receiving_become_few(coach: Colleague) -> None:
    packs = coach.folder / ".git/objects/pack"
    blob = ""
    for number in range(51):
        blob = piped(coach.folder, "hash-object", "-w", "--stdin", stdin=f"{number}\n")
        piped(coach.folder, "pack-objects", "-q", str(packs / "pack"), stdin=blob)
    assert len([*packs.glob("*.pack")]) > 50
    coach.plc("sync")
    assert len([*packs.glob("*.pack")]) < 10
    assert piped(coach.folder, "cat-file", "blob", blob) == "50"
    assert_settled(coach)
