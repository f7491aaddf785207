"""What colleagues shared is on its way while plc saves; nobody is asked meanwhile."""

import _thread
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hub import Web
from saved_folder import git
from shared_places import MAIN, commit

from plcjournal.repository import refusals
from plcjournal.repository.remote import Limits, Remote
from plcjournal.repository.repository import Repository

SHORT = Limits(silence=20, asking=20)


def shared(repository: Repository, hub: Path, words: str) -> str:
    """Let somebody share something."""
    made = commit(repository, words)
    Remote(repository, hub.as_uri()).push(made, MAIN)
    return made


def outposts(repository: Repository) -> list[Path]:
    return [*repository.place.notes.glob("network-*")]


@pytest.fixture
def hanging(ann: Repository, server: Web) -> Remote:
    """What was fetched ahead of, from a server that was asked and says nothing."""
    server.manners.hangs_at = "refs"
    remote = Remote(ann, server.url("journal.git"), limits=SHORT)
    remote.fetch_ahead(MAIN)
    while not server.manners.asked:
        time.sleep(0.01)
    return remote


def test_what_is_fetched_ahead_is_there_when_it_is_asked_for(
    ann: Repository, bea: Repository, hub: Path
) -> None:
    first = shared(ann, hub, "one")
    remote = Remote(bea, hub.as_uri())
    remote.fetch_ahead(MAIN)
    assert remote.fetch(MAIN) == first
    assert bea.is_complete(first)

    second = shared(ann, hub, "two")
    assert remote.fetch(MAIN) == second, "what was fetched ahead counts once"


def test_what_was_fetched_of_one_branch_is_not_taken_for_another(
    ann: Repository, bea: Repository, hub: Path
) -> None:
    first = shared(ann, hub, "one")
    git(hub, "branch", "other", first)
    shared(ann, hub, "two")
    remote = Remote(bea, hub.as_uri())
    remote.fetch_ahead(MAIN)
    assert remote.fetch("refs/heads/other") == first
    assert not outposts(bea)


def test_what_hinders_fetching_ahead_is_told_where_it_is_asked_for(
    ann: Repository, tmp_path: Path
) -> None:
    nowhere = Remote(ann, (tmp_path / "nowhere.git").as_uri())
    nowhere.fetch_ahead(MAIN)
    with pytest.raises(refusals.NothingThere):
        nowhere.fetch(MAIN)


def test_what_nobody_waits_for_is_ended_and_leaves_nothing(
    ann: Repository, hanging: Remote
) -> None:
    assert outposts(ann)
    start = time.monotonic()
    hanging.close()
    assert time.monotonic() - start < 5
    assert not outposts(ann)


def test_ctrl_c_while_the_answer_is_awaited_leaves_nothing(
    ann: Repository, hanging: Remote
) -> None:
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Timer(0.3, _thread.interrupt_main).start()
        with pytest.raises(KeyboardInterrupt):
            hanging.fetch(MAIN)
    finally:
        signal.signal(signal.SIGINT, before)
    assert not outposts(ann)


@pytest.mark.skipif(sys.platform == "win32", reason="this ssh is a shell program")
def test_a_password_is_asked_for_only_when_the_answer_is_needed(
    ann: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, ssh = tmp_path / "said", tmp_path / "bin/ssh"
    ssh.parent.mkdir()
    ssh.write_text(
        f'#!/bin/sh\necho "$@" >> {said}\n'
        "echo 'Permission denied (publickey).' >&2; exit 255\n"
    )
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    remote = Remote(ann, "git@example.org:journal.git", asks=True)
    remote.fetch_ahead(MAIN)
    with pytest.raises(refusals.KeyRefused):
        remote.fetch(MAIN)
    silently, asking = said.read_text().splitlines()
    assert "BatchMode=yes" in silently
    assert "BatchMode" not in asking


@pytest.mark.skipif(sys.platform == "win32", reason="this ssh is a shell program")
def test_a_branch_is_missing_only_where_the_other_side_does_not_list_it(
    ann: Repository,
    bea: Repository,
    hub: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = shared(ann, hub, "one")
    ssh = tmp_path / "ssh"
    # It says what git says of a branch that is not there, and works all the same.
    ssh.write_text(
        f'#!/bin/sh\necho "fatal: couldn\'t find remote ref {MAIN}" >&2\n'
        f"exec git upload-pack {hub}\n"
    )
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    monkeypatch.setenv("GIT_SSH_VARIANT", "simple")
    remote = Remote(bea, f"ssh://git@example.org{hub}")
    assert remote.fetch(MAIN) == first
    assert remote.fetch("refs/heads/other") is None


def test_a_copy_without_its_past_is_not_received_and_said_to_be_one(
    ann: Repository, bea: Repository, hub: Path, tmp_path: Path
) -> None:
    for words in ("one", "two", "three"):
        shared(ann, hub, words)
    part = tmp_path / "hubs/part.git"
    subprocess.run(
        ["git", "clone", "-q", "--bare", "--depth=1", hub.as_uri(), str(part)],
        check=True,
    )
    with pytest.raises(refusals.WithoutPast) as error:
        Remote(bea, part.as_uri()).fetch(MAIN)
    assert "without the whole past" in error.value.sentence
    assert not outposts(bea)
