"""What is received from a shared journal elsewhere, what is sent there, and why not."""

import os
import sys
import threading
import time
from pathlib import Path

import pytest
from git_here import git_version
from hub import NAME, Web, bare, hook, web
from saved_folder import assert_sound, git, repository_at
from shared_places import MAIN, commit, locks, teacher, written

from plcjournal.errors import Exit, PlcError
from plcjournal.repository import lock, refusals
from plcjournal.repository.address import BadAddress
from plcjournal.repository.remote import Faster, Heads, Limits, Remote
from plcjournal.repository.repository import BadSetting, Repository

HUSH = "hush-hush"
SHORT = Limits(silence=1, asking=1, overall=10, slow=60)

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="hubs are shell programs and folders of POSIX"
)


def at(repository: Repository, place: Path | str, limits: Limits = SHORT) -> Remote:
    """Look at a hub from somewhere."""
    url = place.as_uri() if isinstance(place, Path) else place
    return Remote(repository, url, limits=limits)


def shared(repository: Repository, hub: Path, words: str = "some words") -> str:
    """Let somebody share something."""
    made = commit(repository, words)
    at(repository, hub).push(made, MAIN)
    return made


def assert_safe(error: PlcError) -> None:
    """Check that an error says what a teacher needs to know."""
    assert error.exit_code == Exit.NOT_SHARED
    assert "safe on this computer" in error.sentence
    assert error.hint
    for word in ("commit", "push", "fetch", "remote", "repository", "branch", "HEAD"):
        assert word not in error.sentence.split()


# What is there.


def test_an_empty_hub_has_no_branches(ann: Repository, hub: Path) -> None:
    assert at(ann, hub).heads() == Heads(None, {})
    assert at(ann, hub).tip(MAIN) is None


def test_a_hub_has_branches_and_one_that_is_meant(
    ann: Repository, tmp_path: Path
) -> None:
    hub = bare(tmp_path / "hub", branch="journal")
    one, two = commit(ann, "one"), commit(ann, "two")
    git(ann.place.top, "tag", "a-tag")
    git(ann.place.top, "push", "-q", str(hub), f"{one}:refs/heads/a/HEAD", "a-tag")
    git(ann.place.top, "push", "-q", str(hub), f"{two}:refs/heads/journal")

    heads = at(ann, hub).heads()

    tips = {"refs/heads/a/HEAD": one, "refs/heads/journal": two}
    assert heads == Heads("refs/heads/journal", tips)
    assert at(ann, hub).tip("refs/heads/journal") == two
    assert at(ann, hub).tip("refs/heads/HEAD") is None


def test_names_that_no_branch_may_have_are_not_taken(
    ann: Repository, hub: Path
) -> None:
    one = shared(ann, hub)
    (hub / "packed-refs").write_text(f"{one} refs/heads/-x\n{one} refs/heads/ok\n")

    assert {*at(ann, hub).heads().tips} == {MAIN, "refs/heads/ok"}


# Receiving.


def test_receiving_brings_contents_and_moves_nothing(
    ann: Repository, bea: Repository, hub: Path
) -> None:
    commit(bea, "mine")
    tip = shared(ann, hub)
    before = written(bea)

    at(bea, hub).fetch(MAIN)

    assert bea.is_complete(tip)
    assert written(bea) == before
    assert git(bea.place.top, "status", "--porcelain") == ""
    assert_sound(bea.place.top)


def test_only_what_is_new_is_received(
    ann: Repository, bea: Repository, hub: Path
) -> None:
    shared(ann, hub, "one")
    at(bea, hub).fetch(MAIN)
    bea_tip = at(bea, hub).tip(MAIN)
    assert bea_tip is not None
    at(bea, hub).note_seen(MAIN, bea_tip)
    packs = bea.place.common_dir / "objects/pack"
    before = {*packs.glob("*.pack")}

    at(bea, hub).fetch(MAIN)
    assert {*packs.glob("*.pack")} == before

    tip = shared(ann, hub, "two")
    at(bea, hub).fetch(MAIN)
    assert bea.is_complete(tip)
    (new,) = {*packs.glob("*.pack")} - before
    listed = git(bea.place.top, "verify-pack", "-v", str(new)).splitlines()
    assert sum(" commit " in row for row in listed) == 1


def test_receiving_a_branch_that_is_not_there_brings_nothing(
    ann: Repository, hub: Path
) -> None:
    tip = shared(ann, hub)

    assert at(ann, hub).fetch("refs/heads/other") is None
    assert at(ann, hub).fetch(MAIN) == tip


def test_the_missing_past_of_a_shallow_copy_is_received_on_demand(
    ann: Repository, hub: Path, tmp_path: Path
) -> None:
    first = shared(ann, hub, "one")
    for words in ("two", "three"):
        shared(ann, hub, words)
    git(tmp_path, "clone", "-q", "--depth=1", hub.as_uri(), "shallow")
    copy = repository_at(tmp_path / "shallow")
    place = copy.place
    newest = shared(ann, hub, "four")

    at(copy, hub).fetch(MAIN)
    assert copy.tip(newest) == newest
    assert (place.git_dir / "shallow").exists()
    assert copy.tip(first) is None

    git(place.top, "reset", "-q", "--hard", newest)
    mine = commit(copy, "mine, on top")
    at(copy, hub).push(mine, MAIN)
    assert at(ann, hub).tip(MAIN) == mine

    at(copy, hub).fetch(MAIN, whole=True)
    assert not (place.git_dir / "shallow").exists()
    assert copy.is_ancestor(first, newest)
    at(copy, hub).fetch(MAIN, whole=True)
    assert locks(copy) == []
    assert_sound(place.top)


def test_a_history_with_long_ids_is_shared_too(tmp_path: Path) -> None:
    hub, folders = tmp_path / "hub", [tmp_path / "a", tmp_path / "b"]
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "--object-format=sha256", "hub")
    for folder in folders:
        git(tmp_path, "init", "-q", "--object-format=sha256", str(folder))
    one, other = (repository_at(folder) for folder in folders)

    tip = shared(one, hub)
    at(other, hub).fetch(MAIN)

    assert len(tip) == 64
    assert at(other, hub).tip(MAIN) == tip
    assert other.is_complete(tip)


def test_what_killed_talks_left_is_removed_and_what_goes_on_is_not(
    ann: Repository, hub: Path
) -> None:
    notes, packs = ann.place.notes, ann.place.common_dir / "objects/pack"
    names = {
        notes / "network-dead/config": 60,
        notes / "network-alive/config": 60,
        notes / "network-new/config": 0,
        packs / "tmp_pack_dead": 10_000,
        packs / "tmp_pack_alive": 60,
        packs / "pack-dead.keep": 10_000,
        packs / "pack-alive.keep": 60,
        packs / "pack-mine.keep": 10_000,
    }
    for file, age in names.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("mine" if "mine" in file.name else "fetch-pack 1 on here")
        for one in (file, file.parent) if file.name == "config" else (file,):
            os.utime(one, times=(time.time() - age, time.time() - age))

    with lock.held(notes / "network-alive"):
        os.utime(notes / "network-alive", times=(0, 0))
        at(ann, hub).heads()

    left = {file for file in names if file.exists()}
    assert left == {file for file in names if "dead" not in str(file.name)} - {
        notes / "network-dead/config"
    }


@pytest.mark.parametrize(
    "ref", ["", "main", "refs/tags/x", "refs/heads/a:b", "refs/heads/../x", "--exec=x"]
)
def test_a_branch_that_no_setting_may_name_is_not_talked_about(
    ann: Repository, hub: Path, ref: str
) -> None:
    tip = shared(ann, hub)
    remote = at(ann, hub)

    for talk in (remote.tip, remote.fetch, lambda name: remote.push(tip, name)):
        with pytest.raises(BadSetting):
            talk(ref)


# Remembering what was there.


def test_what_was_seen_is_remembered_where_plain_git_finds_it(
    ann: Repository, hub: Path
) -> None:
    remote = at(ann, hub)
    assert remote.seen(MAIN) is None
    one, two = commit(ann, "one"), commit(ann, "two")

    remote.note_seen(MAIN, one)
    assert remote.seen(MAIN) == one
    remote.note_seen(MAIN, two)
    remote.note_seen(MAIN, one)

    assert git(ann.place.top, "rev-parse", "origin/main") == one
    assert {one.name for one in ann.place.notes.iterdir()} <= {"lock", "nothing"}
    assert locks(ann) == []


@pytest.mark.parametrize("left", ["", "half", "whole"])
def test_a_lock_left_while_remembering_is_removed(
    ann: Repository, hub: Path, left: str
) -> None:
    one, two = commit(ann, "one"), commit(ann, "two")
    at(ann, hub).note_seen(MAIN, one)
    (ann.place.notes / "seen").write_text(f"refs/remotes/origin/main {two}\n")
    lock = ann.place.common_dir / "refs/remotes/origin/main.lock"
    lock.write_text({"half": two[:20], "whole": f"{two}\n"}.get(left, ""))

    at(ann, hub).note_seen(MAIN, one)

    assert locks(ann) == []
    assert at(ann, hub).seen(MAIN) == one
    at(ann, hub).note_seen(MAIN, two)
    assert at(ann, hub).seen(MAIN) == two


def test_the_lock_of_another_program_is_left_alone(ann: Repository, hub: Path) -> None:
    one, two = commit(ann, "one"), commit(ann, "two")
    at(ann, hub).note_seen(MAIN, one)
    lock = ann.place.common_dir / "refs/remotes/origin/main.lock"
    lock.write_text("somebody's\n")

    at(ann, hub).note_seen(MAIN, two)

    assert lock.read_text() == "somebody's\n"
    assert at(ann, hub).seen(MAIN) == one
    assert {one.name for one in ann.place.notes.iterdir()} <= {"lock", "nothing"}


def test_remembering_goes_on_under_a_lock_that_is_held(
    ann: Repository, hub: Path
) -> None:
    one = commit(ann)
    descriptor = os.open(ann.place.git_dir / "HEAD", os.O_RDONLY)
    try:
        inside = Repository(ann.place, (descriptor,))
        at(inside, hub).note_seen(MAIN, one)
    finally:
        os.close(descriptor)

    assert at(ann, hub).seen(MAIN) == one


# Sending.


def test_what_is_sent_is_there_and_nothing_else_is_written(
    ann: Repository, hub: Path
) -> None:
    tip = commit(ann)
    before = written(ann)

    at(ann, hub).push(tip, MAIN)
    at(ann, hub).push(tip, MAIN)

    assert git(hub, "rev-parse", MAIN) == tip
    assert git(hub, "for-each-ref", "--format=%(refname)") == MAIN
    assert written(ann) == before


def test_who_comes_second_receives_first(
    ann: Repository, bea: Repository, hub: Path
) -> None:
    theirs = shared(ann, hub, "ann's")
    mine = commit(bea, "bea's")

    with pytest.raises(Faster):
        at(bea, hub).push(mine, MAIN)

    assert git(hub, "rev-parse", MAIN) == theirs
    at(bea, hub).fetch(MAIN)
    with pytest.raises(Faster):
        at(bea, hub).push(mine, MAIN)


def test_a_hub_that_never_goes_back_is_a_hub_where_somebody_was_faster(
    ann: Repository, bea: Repository, hub: Path
) -> None:
    git(hub, "config", "receive.denyNonFastForwards", "true")
    shared(ann, hub)

    with pytest.raises(Faster):
        at(bea, hub).push(commit(bea), MAIN)


def test_somebody_who_shares_on_top_of_ours_was_not_in_the_way(
    ann: Repository, bea: Repository, hub: Path
) -> None:
    mine = commit(ann, "one")
    at(ann, hub).push(mine, MAIN)
    theirs = commit(ann, "two")
    hook(hub, "post-receive", f"git update-ref {MAIN} {theirs}")
    git(ann.place.top, "push", "-q", str(hub), f"{theirs}:refs/heads/other")
    git(hub, "update-ref", MAIN, mine)
    git(ann.place.top, "reset", "-q", "--hard", mine)

    with pytest.raises(Faster):
        at(ann, hub).push(commit(ann, "three"), MAIN)


def test_of_many_who_send_at_once_one_succeeds_each_time(
    tmp_path: Path, hub: Path
) -> None:
    people = [teacher(tmp_path / name) for name in ("a", "b", "c", "d")]
    tips = [commit(one, f"by {number}") for number, one in enumerate(people)]
    ended: list[str] = []

    def send(number: int) -> None:
        try:
            at(people[number], hub).push(tips[number], MAIN)
            ended.append(tips[number])
        except Faster:
            ended.append("")

    threads = [threading.Thread(target=send, args=(one,)) for one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(ended)[:3] == ["", "", ""]
    assert git(hub, "rev-parse", MAIN) == max(ended)


def test_a_hook_that_refuses_is_quoted_without_its_colours(
    ann: Repository, hub: Path
) -> None:
    hook(
        hub,
        "pre-receive",
        r'cat >/dev/null; echo "Closed"; printf "until \033[31mMonday\033[0m\a\n";'
        " echo; echo thank you; echo and more; exit 1",
    )
    with pytest.raises(refusals.Refused) as error:
        at(ann, hub).push(commit(ann), MAIN)

    assert_safe(error.value)
    assert "said: Closed until Monday thank you; everything" in error.value.sentence
    assert git(hub, "for-each-ref") == ""


def test_a_protected_branch_says_so(ann: Repository, hub: Path) -> None:
    shared(ann, hub)
    hook(hub, "update", 'echo "GH006: main is protected" >&2; exit 1')

    with pytest.raises(refusals.Refused) as error:
        at(ann, hub).push(commit(ann), MAIN)

    assert_safe(error.value)
    assert "said: GH006: main is protected; everything" in error.value.sentence


def test_a_hub_that_refuses_what_came_too_late_was_faster_first(
    ann: Repository, bea: Repository, hub: Path
) -> None:
    shared(ann, hub)
    hook(hub, "pre-receive", "exit 1")

    with pytest.raises(Faster):
        at(bea, hub).push(commit(bea), MAIN)


def test_a_hub_that_says_yes_and_forgets_is_not_believed(
    ann: Repository, hub: Path
) -> None:
    hook(hub, "post-receive", f"git update-ref -d {MAIN}")

    with pytest.raises(refusals.Refused) as error:
        at(ann, hub).push(commit(ann), MAIN)
    assert_safe(error.value)


def test_somebodys_working_folder_is_no_hub(ann: Repository, bea: Repository) -> None:
    commit(bea)
    folder = bea.place.top
    git(ann.place.top, "fetch", "-q", str(folder), "main")
    git(ann.place.top, "reset", "-q", "--hard", "FETCH_HEAD")

    with pytest.raises(refusals.SomebodysFolder) as error:
        at(ann, folder).push(commit(ann), MAIN)
    assert_safe(error.value)
    assert str(folder) in error.value.sentence


def test_a_hub_without_room_is_told_from_a_disk_without_room(
    ann: Repository, hub: Path
) -> None:
    words = "fatal: write error: No space left on device"
    hook(hub, "pre-receive", f"echo '{words}' >&2; exit 1")

    with pytest.raises(refusals.FullThere) as error:
        at(ann, hub).push(commit(ann), MAIN)
    assert_safe(error.value)


def test_a_lock_somebody_holds_on_the_hub_means_to_try_again(
    ann: Repository, hub: Path
) -> None:
    shared(ann, hub)
    (hub / f"{MAIN}.lock").touch()

    with pytest.raises(Faster):
        at(ann, hub).push(commit(ann), MAIN)


@pytest.mark.skipif(git_version() < (2, 39, 4), reason="this git reads what others own")
@pytest.mark.skipif(
    not hasattr(os, "getuid") or os.getuid() != 0, reason="only root gives files away"
)
def test_a_folder_of_another_account_is_named(ann: Repository, hub: Path) -> None:
    os.chown(hub, 1000, 1000)

    with pytest.raises(refusals.OthersFolder) as error:
        at(ann, hub).heads()
    assert_safe(error.value)
    assert str(hub) in error.value.hint


# Nothing there, nobody there.


def test_a_folder_without_a_journal_is_nothing(ann: Repository, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    for place in (tmp_path / "empty", tmp_path / "nowhere"):
        with pytest.raises(refusals.NothingThere) as error:
            at(ann, place).heads()
        assert_safe(error.value)
        assert str(place) in error.value.sentence


def test_a_hub_inside_the_journal_is_refused(ann: Repository) -> None:
    hub = bare(ann.place.top / "hub.git")

    for place in (hub, ann.place.top):
        with pytest.raises(BadAddress):
            at(ann, place)


def test_a_closed_door_means_offline(ann: Repository, server: Web) -> None:
    for url in ("http://127.0.0.1:1/j.git", "ssh://git@127.0.0.1:1/j.git"):
        with pytest.raises(refusals.Offline) as error:
            at(ann, url).heads()
        assert_safe(error.value)
        assert error.value.sentence.startswith("127.0.0.1:1 does not answer")


def test_a_name_nobody_has_is_named(ann: Repository) -> None:
    for url in ("https://no-such.invalid/j.git", "git@no-such.invalid:j.git"):
        with pytest.raises(refusals.NoSuchHost) as error:
            at(ann, url).heads()
        assert_safe(error.value)
        assert "no-such.invalid" in error.value.sentence


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (403, refusals.NotAllowed),
        (404, refusals.NothingThere),
        (413, refusals.Unclear),
        (500, refusals.InTrouble),
        (503, refusals.InTrouble),
    ],
)
def test_a_web_server_may_answer_with_a_number(
    ann: Repository, server: Web, status: int, kind: type[PlcError]
) -> None:
    server.manners.status = status

    with pytest.raises(kind) as error:
        at(ann, server.url("journal.git")).heads()
    assert_safe(error.value)


def test_a_web_server_on_this_computer_sends_nobody_elsewhere(
    ann: Repository, server: Web, tmp_path: Path
) -> None:
    with web(tmp_path) as other:
        server.manners.moved_to = other.url("")[:-1]
        with pytest.raises(refusals.NotReached):
            at(ann, server.url("journal.git")).heads()
        assert other.manners.asked == []


def test_a_web_server_is_as_good_as_a_folder(
    ann: Repository, bea: Repository, server: Web
) -> None:
    url = server.url("journal.git")
    one = commit(ann, "one")

    at(ann, url).push(one, MAIN)
    assert at(bea, url).heads() == Heads(MAIN, {MAIN: one})
    at(bea, url).fetch(MAIN)
    assert bea.is_complete(one)
    with pytest.raises(Faster):
        at(bea, url).push(commit(bea, "other"), MAIN)


# Passwords.


def test_a_password_opens_the_door_and_is_shown_to_nobody(
    ann: Repository, bea: Repository, server: Web
) -> None:
    server.manners.password = HUSH
    url = server.url("journal.git", f"{NAME}:{HUSH}")
    remote = at(ann, url)
    tip = commit(ann)

    remote.push(tip, MAIN)
    at(bea, url).fetch(MAIN)

    assert bea.is_complete(tip)
    assert remote.shown == server.url("journal.git")


def test_a_wrong_password_is_told_from_none(ann: Repository, server: Web) -> None:
    server.manners.password = HUSH
    tip = commit(ann)

    for person in ("", NAME):
        url = server.url("journal.git", person)
        with pytest.raises(refusals.PasswordWanted) as wanted:
            at(ann, url).heads()
        assert_safe(wanted.value)
    wrong = at(ann, server.url("journal.git", f"{NAME}:not-that"))
    for ask in (wrong.heads, lambda: wrong.push(tip, MAIN)):
        with pytest.raises(refusals.PasswordRefused) as error:
            ask()
        assert_safe(error.value)
        assert "not-that" not in f"{error.value.sentence}{error.value.detail}"


def test_a_program_the_person_named_for_all_journals_knows_the_password(
    ann: Repository, server: Web
) -> None:
    server.manners.password = HUSH
    url = server.url("journal.git")
    said = "!f() { test $1 = get && echo password=" + HUSH + "; }; f"
    git(ann.place.top, "config", "--global", "credential.helper", said)
    git(ann.place.top, "config", "--global", "credential.username", NAME)

    assert at(ann, url).heads() == Heads(None, {})


# Waiting.


@pytest.mark.parametrize("where", ["refs", "git-upload-pack"])
def test_a_server_that_never_answers_is_not_waited_for(
    ann: Repository, bea: Repository, server: Web, hub: Path, where: str
) -> None:
    shared(ann, hub)
    server.manners.hangs_at = where
    started = time.monotonic()

    with pytest.raises(refusals.TimedOut) as error:
        at(bea, server.url("journal.git")).fetch(MAIN)

    assert time.monotonic() - started < 5
    assert_safe(error.value)
    server.manners.hangs_at = ""
    at(bea, server.url("journal.git")).fetch(MAIN)
    assert locks(bea) == []


def test_git_itself_stops_waiting_for_a_web_server(
    ann: Repository, server: Web
) -> None:
    server.manners.hangs_at = "refs"
    limits = Limits(silence=30, slow=1)

    with pytest.raises(refusals.TimedOut):
        at(ann, server.url("journal.git"), limits).heads()


def test_a_server_that_takes_what_was_sent_and_never_says_so_is_asked_the_next_time(
    ann: Repository, server: Web, hub: Path
) -> None:
    tip = shared(ann, hub, "one")
    server.manners.hangs_at = "git-receive-pack"
    remote = at(ann, server.url("journal.git"))
    with pytest.raises(refusals.TimedOut):
        remote.push(commit(ann, "two"), MAIN)
    assert remote.tip(MAIN) == tip


def test_a_connection_that_breaks_off_says_so(
    ann: Repository, bea: Repository, server: Web, hub: Path
) -> None:
    shared(ann, hub)
    remote = at(bea, server.url("journal.git"))
    for where in ("refs", "git-upload-pack"):
        server.manners.drops_at = where
        with pytest.raises(refusals.BrokenOff) as error:
            remote.fetch(MAIN)
        assert_safe(error.value)


def test_what_arrived_counts_whatever_git_heard(
    ann: Repository, server: Web, hub: Path
) -> None:
    server.manners.drops_at = "git-receive-pack"
    tip = commit(ann)

    at(ann, server.url("journal.git")).push(tip, MAIN)

    assert git(hub, "rev-parse", MAIN) == tip


@pytest.mark.slow
def test_a_quick_talk_is_silent_and_a_slow_one_says_how_far_it_is(
    ann: Repository, bea: Repository, server: Web, hub: Path, tmp_path: Path
) -> None:
    (ann.place.top / "big").write_bytes(os.urandom(200_000))
    git(ann.place.top, "add", "big")
    tip = shared(ann, hub)
    told: list[str] = []
    Remote(bea, server.url("journal.git"), tell=told.append).fetch(MAIN)
    assert told == []

    server.manners.pause = 0.2
    carl = teacher(tmp_path / "carl")
    started = time.monotonic()
    Remote(carl, server.url("journal.git"), tell=told.append).fetch(MAIN)
    assert carl.is_complete(tip)
    assert told
    assert len(told) <= time.monotonic() - started
    host = f"Waiting for 127.0.0.1:{server.port}"
    for sentence in told:
        is_known = sentence.startswith(("Receiving from the", "The shared journal"))
        assert sentence == host or (is_known and sentence.endswith(" %"))
    assert any(sentence.startswith("Receiving") for sentence in told)
