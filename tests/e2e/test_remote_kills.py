"""A talk with a shared journal that is cut off leaves nothing in anybody's way."""

import contextlib
import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest
from hub import NAME, Web
from installed import environment
from saved_folder import assert_nothing_left, assert_sound, git, python
from shared_places import MAIN, commit, locks

from plcjournal.repository.remote import Remote
from plcjournal.repository.repository import Repository

if sys.platform != "win32":
    import pexpect

KILLS = int(os.environ.get("PLC_KILLS", "30"))

TALKS_FOR_EVER = """
import sys
from pathlib import Path
from plcjournal.repository.remote import Remote
from plcjournal.repository.repository import Repository, find

url, tip = sys.argv[1:]
remote = Remote(Repository(find(Path.cwd())), url)
print("ready", flush=True)
while True:
    remote.fetch("refs/heads/main")
    remote.push(tip, "refs/heads/mine")
    remote.note_seen("refs/heads/main", remote.tip("refs/heads/main"))
    remote.note_seen("refs/heads/main", tip)
"""

ASKS_ONCE = """
import sys
from pathlib import Path
from plcjournal.errors import PlcError
from plcjournal.repository.remote import Limits, Remote
from plcjournal.repository.repository import Repository, find

url, asks = sys.argv[1:]
limits = Limits(silence=20, asking=20)
remote = Remote(
    Repository(find(Path.cwd())), url, asks=asks == "asks", tell=print, limits=limits
)
print("ready", flush=True)
try:
    print(len(remote.heads().tips), "branches")
except PlcError as error:
    print(type(error).__name__)
except KeyboardInterrupt:
    print("interrupted")
"""

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no process groups to kill"
)


def gits(words: str) -> list[str]:
    """Answer the git programs that run with some words on their command line."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            line = file.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            if words in line and "git" in line.split()[0]:
                found.append(line)
    return found


def wait_until_gone(words: str) -> None:
    """Wait until no git program has some words on its command line."""
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("this system does not list its programs in files")
    deadline = time.monotonic() + 5
    while left := gits(words):
        assert time.monotonic() < deadline, left
        time.sleep(0.02)


def wait_until_asked(server: Web) -> None:
    """Wait until somebody came to the web server."""
    deadline = time.monotonic() + 20
    while not server.manners.asked:
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.mark.slow
def test_a_killed_talk_leaves_nothing_in_the_way(
    ann: Repository, bea: Repository, hub: Path
) -> None:
    chance = random.Random(os.environ.get("PLC_SEED", "7"))
    url, left = hub.as_uri(), 0
    commit(bea, "the first")
    for number in range(KILLS):
        (ann.place.top / "big").write_bytes(chance.randbytes(100_000))
        git(ann.place.top, "add", "big")
        theirs = commit(ann, f"theirs {number}")
        git(ann.place.top, "push", "-q", str(hub), "HEAD:main")
        mine = commit(bea, f"mine {number}")

        process = python(bea.place.top, TALKS_FOR_EVER, url, mine)
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n", process.communicate()
        time.sleep(chance.uniform(0, 0.15))
        if number % 2:
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
        assert process.communicate()[1] == b""
        left += bool(locks(bea))

        remote = Remote(bea, url)
        remote.fetch(MAIN)
        remote.push(mine, "refs/heads/mine")
        remote.note_seen(MAIN, theirs)
        assert remote.heads().tips == {MAIN: theirs, "refs/heads/mine": mine}
        assert remote.seen(MAIN) == theirs
        assert bea.is_complete(theirs)
        assert locks(bea) == []
    wait_until_gone(url)
    time.sleep(0.6)
    Remote(bea, url).heads()
    assert_nothing_left(bea.place.top)
    assert_sound(bea.place.top)
    assert_sound(hub)
    print(f"{left} of {KILLS} kills left a lock")  # noqa: T201 - for runs by hand


@pytest.mark.parametrize("asks", ["asks", "is silent"])
@pytest.mark.parametrize("whom", ["the process", "its group"])
def test_git_goes_when_plc_is_killed(
    bea: Repository, server: Web, asks: str, whom: str
) -> None:
    server.manners.hangs_at = "refs"
    url = server.url("journal.git")
    process = python(bea.place.top, ASKS_ONCE, url, asks)
    wait_until_asked(server)
    assert gits(url)

    if whom == "the process":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()

    wait_until_gone(url)


@pytest.mark.parametrize("asks", ["asks", "is silent"])
def test_an_interrupt_ends_git_at_once(bea: Repository, server: Web, asks: str) -> None:
    server.manners.hangs_at = "refs"
    url = server.url("journal.git")
    process = python(bea.place.top, ASKS_ONCE, url, asks)
    wait_until_asked(server)
    started = time.monotonic()

    process.send_signal(signal.SIGINT)
    out, error = process.communicate()

    assert time.monotonic() - started < 4
    assert b"interrupted" in out, error
    wait_until_gone(url)
    assert {one.name for one in bea.place.notes.iterdir()} <= {"lock", "nothing"}


def at_terminal(folder: Path, url: str, asks: str) -> "pexpect.spawn[str]":
    """Let somebody at a terminal ask what is at an address."""
    return pexpect.spawn(
        sys.executable,
        ["-c", ASKS_ONCE, url, asks],
        cwd=str(folder),
        env=environment(TERM="xterm"),
        encoding="utf-8",
        timeout=30,
    )


def test_at_a_terminal_git_asks_for_the_password(bea: Repository, server: Web) -> None:
    server.manners.password = NAME
    child = at_terminal(bea.place.top, server.url("journal.git"), "asks")

    child.expect_exact("Username for")
    time.sleep(1.5)  # somebody thinks; nothing is printed into their line
    child.sendline(NAME)
    child.expect_exact("Password for")
    child.waitnoecho(5)
    assert not child.getecho()
    child.sendline(NAME)

    child.expect_exact("0 branches")
    child.expect(pexpect.EOF)
    child.close()
    assert "Waiting" not in str(child.before)


def test_nobody_is_asked_who_did_not_agree(bea: Repository, server: Web) -> None:
    server.manners.password = NAME
    child = at_terminal(bea.place.top, server.url("journal.git"), "is silent")

    child.expect(pexpect.EOF)
    child.close()

    assert "PasswordWanted" in str(child.before)
    assert "Username" not in str(child.before)


def test_ctrl_c_at_the_question_gives_the_terminal_back(
    bea: Repository, server: Web, tmp_path: Path
) -> None:
    server.manners.password = NAME
    url = server.url("journal.git", NAME)
    program = tmp_path / "ask.py"
    program.write_text(ASKS_ONCE)
    child = pexpect.spawn(
        "/bin/sh",
        cwd=str(bea.place.top),
        env=environment(TERM="dumb", PS1="next> "),
        encoding="utf-8",
        timeout=30,
    )
    child.sendline(f"{sys.executable} {program} {url} asks; stty -a")
    child.expect_exact("Password for")
    child.waitnoecho(5)
    assert not child.getecho()

    child.sendintr()

    child.expect_exact("interrupted")
    child.expect(r"[ ;]echo[ ;]")
    child.sendline("exit")
    child.expect(pexpect.EOF)
    child.close()
    wait_until_gone(url)


def test_a_shared_connection_that_stays_does_not_hold_us_up(
    bea: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hub: Path
) -> None:
    ssh = tmp_path / "bin/ssh"
    ssh.parent.mkdir()
    # Like ssh with ControlPersist: something stays behind and holds the channel open.
    stays = f"sleep 20 >/dev/null & echo $! >{tmp_path}/stays"
    ssh.write_text(f'#!/bin/sh\n{stays}\nfor last; do :; done; eval "$last"\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    started = time.monotonic()

    assert Remote(bea, f"ssh://git@example.org{hub}").heads().tips == {}

    assert time.monotonic() - started < 5
    os.kill(int((tmp_path / "stays").read_text()), signal.SIGKILL)
