"""Answers typed on a terminal survive Ctrl-C, other people and a missing name."""

import sys
from pathlib import Path

import pytest
from installed import git, plc_in
from talking import CTRL_C, talk

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix kind", allow_module_level=True)


def _text(folder: Path, stage: str) -> str:
    return next(folder.glob(f"cycles/*/*/{stage}.yaml")).read_text(encoding="utf-8")


def test_a_review_stopped_with_ctrl_c_offers_its_answers_again(begun: Path) -> None:
    shown = talk(
        begun,
        ["review"],
        ("How did it go?", "partly"),
        ("What changed", "They explain"),
        ("One thing you learned?", CTRL_C),
    )
    assert "[ended 130]" in shown
    assert "outcome: null" in _text(begun, "review")
    shown = talk(
        begun,
        ["review"],
        ("[partly]", ""),
        ("[They explain]", ""),
        ("One thing you learned?", "Lines help"),
        ("What comes next?", ""),
        ("Who may see", ""),
    )
    assert "[ended 0]" in shown
    assert "outcome: partly\n" in _text(begun, "review")
    assert "changed: They explain\n" in _text(begun, "review")
    assert not list(begun.glob("local/drafts/*.json"))


def test_an_action_stopped_with_ctrl_c_offers_its_answers_again(begun: Path) -> None:
    stopped = talk(
        begun,
        ["add-action"],
        ("What will you try?", "Number talk"),
        ("Who does it?", "Teacher A"),
        ("By when?", CTRL_C),
    )
    assert "[ended 130]" in stopped
    shown = talk(
        begun,
        ["add-action"],
        ("[Number talk]", ""),
        ("[Teacher A]", ""),
        ("By when?", ""),
    )
    assert "[ended 0]" in shown
    assert "owner: Teacher A\n" in _text(begun, "action")


@pytest.mark.slow
def test_answers_survive_when_somebody_else_saved_meanwhile(begun: Path) -> None:
    def other() -> str:
        ended = plc_in(begun, "add-action", "Exit slips")
        assert ended.returncode == 0, ended.stderr
        return "Teacher A"

    shown = talk(
        begun,
        ["add-action"],
        ("What will you try?", "Number talk"),
        ("Who does it?", other),
        ("By when?", "next friday"),
    )
    assert "changed by somebody else" in shown
    assert "[ended 7]" in shown
    shown = talk(
        begun,
        ["add-action"],
        ("[Number talk]", ""),
        ("[Teacher A]", ""),
        ("[next friday]", ""),
    )
    assert "[ended 0]" in shown
    text = _text(begun, "action")
    assert "what: Exit slips\n" in text
    assert "what: Number talk\n" in text
    assert git(begun, "status", "--porcelain") == ""


@pytest.mark.slow
def test_who_has_no_name_here_is_asked_once_then_saved(
    begun: Path, tmp_path: Path
) -> None:
    nobody = tmp_path / "nobody"
    nobody.write_text("")
    git(begun, "config", "--unset", "user.name")
    git(begun, "config", "--unset", "user.email")
    shown = talk(
        begun,
        ["note", "Going on"],
        ("Your name or role", "Teacher B"),
        ("E-mail", ""),
        GIT_CONFIG_GLOBAL=str(nobody),
    )
    assert "[ended 0]" in shown
    assert git(begun, "log", "-1", "--format=%an").strip() == "Teacher B"
    shown = talk(begun, ["note", "Still going on"], GIT_CONFIG_GLOBAL=str(nobody))
    assert "[ended 0]" in shown
    assert git(begun, "log", "-2", "--format=%an").split("\n")[:2] == ["Teacher B"] * 2


def test_no_color_means_the_same_plain_lines_as_in_a_pipe(begun: Path) -> None:
    piped = plc_in(begun, "status").stdout.split()
    plain = talk(begun, ["status"], NO_COLOR="1")
    assert plain.split()[: len(piped)] == piped
    assert "\x1b" not in plain
    assert talk(begun, ["status"], NO_COLOR="").split()[: len(piped)] != piped
