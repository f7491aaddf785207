"""The questions of plc models --choose on a real terminal."""

import sys
from pathlib import Path

import pytest
from installed import environment, git
from talking import interrupt

from plcjournal import templates

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix kind", allow_module_level=True)
import pexpect

_APPROACHES = [approach.id for approach in templates.choosing().approaches]


def _start(folder: Path, *words: str) -> "pexpect.spawn[str]":
    return pexpect.spawn(
        sys.executable,
        ["-m", "plcjournal", "models", "--choose", *words],
        cwd=str(folder),
        env=environment(TERM="xterm"),
        encoding="utf-8",
        timeout=30,
        dimensions=(40, 80),
    )


def _rate(child: "pexpect.spawn[str]", ratings: dict[str, str]) -> None:
    for number, name in enumerate(_APPROACHES, 1):
        child.expect_exact(f"{number}. ")
        child.expect_exact("[low]:")
        child.sendline(ratings.get(name, ""))


def _end(child: "pexpect.spawn[str]") -> str:
    child.expect(pexpect.EOF)
    child.close()
    assert "Traceback" not in str(child.before)
    return f"{child.before}[ended {child.exitstatus}]"


def test_each_approach_is_asked_and_the_choice_is_kept_on_request(
    begun: Path,
) -> None:
    child = _start(begun)
    child.expect_exact("so stubborn?")
    child.sendline("Few answer")
    child.expect_exact("tried so far?")
    child.sendline("")
    _rate(child, {"plc-here": "m", "action-enquiry": "high"})
    child.expect_exact("(action-enquiry)")
    child.expect_exact("new cycles here follow?")
    child.sendline("welsh")
    shown = _end(child)
    assert "New cycles in this journal follow welsh-plc." in shown
    assert "[ended 0]" in shown
    text = (begun / "plc.yaml").read_text()
    assert "model: welsh-plc\n" in text
    assert "  issue: Few answer\n" in text
    assert git(begun, "status", "--porcelain") == ""


def test_enter_keeps_everything_as_it_is(begun: Path) -> None:
    before = (begun / "plc.yaml").read_bytes()
    child = _start(begun, "--issue", "Few answer", "--tried", "Exit slips")
    _rate(child, {"plc-here": "high"})
    child.expect_exact("new cycles here follow?")
    child.sendline("")
    assert "[ended 0]" in _end(child)
    assert (begun / "plc.yaml").read_bytes() == before


def test_ratings_given_before_ctrl_c_are_offered_again(begun: Path) -> None:
    flags = ("--issue", "Few answer", "--tried", "Exit slips")
    child = _start(begun, *flags)
    child.expect_exact("[low]:")
    child.sendline("high")
    child.expect_exact("[low]:")
    interrupt(child)
    assert "[ended 130]" in _end(child)
    child = _start(begun, *flags)
    child.expect_exact("[high]:")
    interrupt(child)
    _end(child)


def test_outside_a_journal_the_questions_lead_to_a_suggestion(tmp_path: Path) -> None:
    child = _start(tmp_path, "--issue", "Few answer", "--tried", "Exit slips")
    _rate(child, {"plc-nearby": "high"})
    shown = _end(child)
    assert "cluster-network" in shown
    assert "new cycles here" not in shown
