"""Whatever keeps people from sharing has its sentence, and their work is safe."""

import shutil
from pathlib import Path

import pytest
from hub import bare, hook, web
from installed import git, plc_in
from team_of_clones import Colleague, Team, assert_settled


@pytest.fixture
def team(tmp_path: Path, begun: Path, shelf: Path) -> Team:
    return Team(tmp_path, begun, shelf)


def _refused(one: Colleague, *words: str, code: int) -> str:
    """Run a command that cannot go on: it says why, what is safe, what to type."""
    before, text = one.tip(), one.text("action")
    told = one.plc(*words, code=code)
    assert told.startswith("plc: "), told
    assert "hint: " in told
    assert one.tip() == before
    assert one.text("action") == text
    assert one.git("status", "--porcelain") == ""
    return told


def test_a_journal_nobody_shares_says_how_to_begin(begun: Path) -> None:
    told = _refused(Colleague(begun, "Coach"), "sync", code=6)
    assert "not shared with anybody yet; everything is saved here" in told
    assert "plc sync --with ADDRESS" in told


def test_offline_nothing_is_lost_and_the_next_sync_does_it(team: Team) -> None:
    coach, away = team.first, team.folder / "away.git"
    coach.plc("note", "Written on the train")
    team.hub.rename(away)
    told = _refused(coach, "sync", code=6)
    assert "everything you saved is safe on this computer" in told
    away.rename(team.hub)
    assert "Shared 1 change" in coach.plc("sync")


def test_another_journal_at_the_address_is_not_touched(
    team: Team, tmp_path: Path
) -> None:
    other = plc_in(tmp_path, "init", "other", "--author", "B", "--team", "Reading")
    assert other.returncode == 0
    stranger = Colleague(tmp_path / "other", "B")
    tip = team.tip()
    ended = plc_in(stranger.folder, "sync", "--with", str(team.hub))
    assert ended.returncode == 7
    assert "At that address there is another journal 'journal'" in ended.stderr
    assert "plc join" in ended.stderr
    assert team.tip() == tip
    assert "remote" not in stranger.git("config", "--list")


def test_something_that_is_no_journal_is_not_touched(
    team: Team, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    git(tmp_path, "init", "-q", "-b", "main", str(project))
    git(project, "commit", "-q", "--allow-empty", "-m", "Start")
    hub = bare(tmp_path / "project.git")
    git(project, "push", "-q", str(hub), "main")
    ended = plc_in(team.first.folder, "sync", "--with", str(hub))
    assert ended.returncode == 7
    assert "something that is no journal" in ended.stderr
    joined = plc_in(tmp_path, "join", str(hub), "copy")
    assert joined.returncode == 4
    assert "is no journal of plc" in joined.stderr
    assert not (tmp_path / "copy").exists()


def test_a_rewritten_shared_history_is_left_to_people(team: Team) -> None:
    coach = team.first
    coach.plc("note", "One")
    coach.plc("sync")
    tip = git(team.hub, "rev-parse", "main~1").strip()
    git(team.hub, "update-ref", "refs/heads/main", tip)
    coach.plc("note", "Two")
    told = _refused(coach, "sync", code=7)
    assert "was changed since you last received it" in told
    assert "plc join" in told
    assert team.tip() == tip


def test_a_shallow_copy_gets_its_past_when_it_needs_it(team: Team) -> None:
    folder = team.folder / "shallow"
    git(team.folder, "clone", "-q", "--depth=1", team.hub.as_uri(), str(folder))
    git(folder, "config", "user.name", "Teacher S")
    git(folder, "config", "user.email", "s@noreply.invalid")
    ana, coach = Colleague(folder, "Teacher S"), team.first
    ana.plc("note", "From the shallow copy")
    for number in range(3):
        coach.plc("note", f"Coach {number}")
    coach.plc("sync")
    assert "Received 3 changes" in ana.plc("sync")
    coach.plc("sync")
    assert coach.tip() == ana.tip() == team.tip()
    assert_settled(coach, ana)


def test_a_rule_of_the_host_is_told_in_its_own_words(team: Team) -> None:
    coach = team.first
    hook(team.hub, "pre-receive", "echo 'main is protected: ask the office'; exit 1")
    coach.plc("note", "One")
    told = _refused(coach, "sync", code=6)
    assert "did not accept your changes and said: main is protected" in told
    (team.hub / "hooks/pre-receive").unlink()
    assert "Shared 1 change" in coach.plc("sync")


def test_a_journal_inside_a_bigger_project_is_not_shared(tmp_path: Path) -> None:
    project = tmp_path / "project"
    git(tmp_path, "init", "-q", "-b", "main", str(project))
    made = plc_in(project, "init", "journal", "--author", "A", "--team", "Maths")
    assert made.returncode == 0
    ended = plc_in(project / "journal", "sync", "--with", str(tmp_path / "hub.git"))
    assert ended.returncode == 7
    assert "lies inside a bigger project" in ended.stderr
    assert not (tmp_path / "hub.git").exists()


def test_a_merge_begun_with_git_is_finished_first(team: Team) -> None:
    coach = team.first
    coach.git("switch", "-qc", "side")
    coach.plc("set", "priority.need", "One", "--cycle", "fractions")
    coach.git("switch", "-q", "main")
    coach.plc("set", "priority.need", "Two", "--cycle", "fractions")
    with pytest.raises(Exception, match="merge"):
        coach.git("merge", "side")
    told = coach.plc("sync", code=7)
    assert "are not put together yet" in told
    assert "plc resolve" in told


def test_joining_twice_into_a_taken_folder_and_into_an_empty_place(
    team: Team, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "plan.txt").write_text("mine", encoding="utf-8")
    ended = plc_in(tmp_path, "join", str(team.hub), "taken")
    assert ended.returncode == 2
    assert "has something else in it; nothing was changed" in ended.stderr
    assert [one.name for one in taken.iterdir()] == ["plan.txt"]
    ana = team.joined("Teacher A")
    ended = plc_in(tmp_path, "join", str(team.hub), str(ana.folder))
    assert ended.returncode == 2
    assert "plc sync" in ended.stderr
    empty = bare(tmp_path / "empty.git")
    ended = plc_in(tmp_path, "join", str(empty), "copy")
    assert ended.returncode == 4
    assert "Nothing has been shared" in ended.stderr
    assert not (tmp_path / "copy").exists()


def test_an_interrupted_join_goes_on_where_it_stopped(
    team: Team, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    git(tmp_path, "init", "-q", "-b", "main", str(copy))
    git(copy, "config", "remote.origin.url", team.hub.as_uri())
    shutil.copy2(team.first.folder / "plc.yaml", copy / "plc.yaml")
    ended = plc_in(tmp_path, "join", str(team.hub), "copy", "--author", "A")
    assert ended.returncode == 0, ended.stderr
    assert git(copy, "status", "--porcelain") == ""
    assert git(copy, "rev-parse", "HEAD").strip() == team.tip()


def test_a_place_to_share_is_made_in_an_empty_folder(
    tmp_path: Path, begun: Path
) -> None:
    coach = Colleague(begun, "Coach")
    told = coach.plc("sync", "--with", "../shared/journal.git")
    assert "Shared" in told
    joined = plc_in(tmp_path, "join", "shared/journal.git", "copy", "--author", "A")
    assert joined.returncode == 0, joined.stderr
    assert (tmp_path / "copy/plc.yaml").exists()


def test_what_names_people_is_received_around_and_not_shared(team: Team) -> None:
    coach, ana = team.first, team.colleague("Teacher A")
    coach.plc("note", "Of the coach")
    coach.plc("sync")
    action = ana.text("action").replace(
        "log: []", "log:\n  - id: x\n    text: Write to parent@example.com"
    )
    assert "parent@example.com" in action
    ana.file("action").write_text(action, encoding="utf-8")
    ana.git("commit", "-qam", "By hand")
    tip = team.tip()
    told = ana.plc("sync", code=6)
    assert "Not shared, to protect people" in told
    assert "What others shared was received" in told
    assert "Of the coach" in ana.text("action")
    assert team.tip() == tip


def test_over_the_web_with_and_without_a_password(tmp_path: Path, begun: Path) -> None:
    coach = Colleague(begun, "Coach")
    hub = bare(tmp_path / "hubs" / "journal.git")
    git(hub, "config", "http.receivepack", "true")
    with web(tmp_path / "hubs", "secret") as server:
        told = coach.plc("sync", "--with", server.url("journal.git"), code=6)
        assert "asks for a name and a password" in told
        assert "remote.origin" not in coach.git("config", "--list")
        wrong = server.url("journal.git", "anna:wrong")
        told = coach.plc("sync", "--with", wrong, code=6)
        assert "did not accept the name or the password" in told
        right = server.url("journal.git", "anna:secret")
        told = coach.plc("sync", "--with", right)
        assert "secret" not in told
        assert "Shared" in told
        joined = plc_in(tmp_path, "join", right, "copy", "--author", "Teacher A")
        assert joined.returncode == 0, joined.stderr
        assert "secret" not in joined.stdout + joined.stderr
        ana = Colleague(tmp_path / "copy", "Teacher A")
        ana.plc("note", "Over the web")
        ana.plc("sync")
        assert "Received 1 change from Teacher A" in coach.plc("sync")
        server.manners.password = None
        coach.git("config", "remote.origin.url", server.url("journal.git"))
        assert "Nothing new" in coach.plc("sync")
    told = coach.plc("sync", code=6)
    assert "does not answer" in told
