"""plc join on a real terminal: names are asked for, and stopping leaves no riddle."""

import socket
import sys
from pathlib import Path

import pytest
from installed import environment, git, plc_in
from talking import CTRL_C, talk
from team_of_clones import Team

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix kind", allow_module_level=True)
else:
    import pexpect

_NAME, _MAIL, _ARE = "Your name or role:", "E-mail", "You are:"
_HERE = "The journal is here, but does not know yet who you are."


@pytest.fixture
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let git know nobody on this computer."""
    empty = tmp_path / "empty"
    empty.write_text("[init]\n\tdefaultBranch = main\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(empty))


@pytest.fixture
def team(tmp_path: Path, begun: Path, shelf: Path) -> Team:
    return Team(tmp_path, begun, shelf)


def test_a_name_is_asked_for_until_there_is_one(
    tmp_path: Path, nobody: None, team: Team
) -> None:
    shown = talk(
        tmp_path,
        ["join", str(team.hub), "mine"],
        (_NAME, ""),
        (_NAME, "..."),
        (_NAME, "Ben"),
        (_MAIL, ""),
        (_ARE, ""),
    )

    assert "[ended 0]" in shown
    assert shown.count("Please type a name or a role") == 2
    assert git(tmp_path / "mine", "config", "user.name") == "Ben\n"


@pytest.mark.parametrize("answered", [(), ((_NAME, "Ben"),)])
def test_whoever_stops_at_the_questions_is_told_how_to_go_on(
    tmp_path: Path, nobody: None, team: Team, answered: tuple[tuple[str, str], ...]
) -> None:
    last = (_MAIL if answered else _NAME, CTRL_C)
    shown = talk(tmp_path, ["join", str(team.hub), "mine"], *answered, last)

    assert "[ended 130]" in shown
    assert _HERE in shown
    assert f"cd {tmp_path / 'mine'} and then plc init --author" in " ".join(
        shown.split()
    )
    assert plc_in(tmp_path / "mine", "note", "Here").returncode == 5
    assert plc_in(tmp_path / "mine", "init", "--author", "Ben").returncode == 0
    assert plc_in(tmp_path / "mine", "save").returncode == 0
    assert git(tmp_path / "mine", "log", "-1", "--format=%an") == "Ben\n"


def test_whoever_stops_while_nothing_answers_leaves_no_folder(
    tmp_path: Path,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/journal"
        child = pexpect.spawn(
            sys.executable,
            ["-m", "plcjournal", "join", address, "mine"],
            cwd=str(tmp_path),
            env=environment(TERM="xterm"),
            encoding="utf-8",
            timeout=30,
        )
        with silent.accept()[0]:  # now it waits for an answer
            child.sendintr()
            child.expect(pexpect.EOF)
            child.close()

    assert child.exitstatus == 130
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize(
    "words", ["hello world", "git@example.org", "example.org", "nowhere"]
)
def test_what_is_no_address_is_told_what_one_looks_like(
    tmp_path: Path, words: str
) -> None:
    ended = plc_in(tmp_path, "join", words)

    assert ended.returncode == 2
    assert "An address looks like https://example.org/team/journal.git" in ended.stderr
    assert "saved" not in ended.stderr
    assert not (tmp_path / "nowhere").exists()


def test_nothing_is_promised_to_be_safe_where_there_is_nothing_yet(
    tmp_path: Path,
) -> None:
    (tmp_path / "folder").mkdir()

    ended = plc_in(tmp_path, "join", str(tmp_path / "folder"), "mine")

    assert ended.returncode == 6
    assert "nothing is on this computer yet" in ended.stderr
    assert "safe" not in ended.stderr


def test_a_new_place_is_not_made_of_words_that_are_none(begun: Path) -> None:
    ended = plc_in(begun, "sync", "--with", "hello world")

    assert ended.returncode == 2
    assert "neither a folder here nor an address" in ended.stderr
    assert not (begun / "hello world").exists()
