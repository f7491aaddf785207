"""plc undo on a real terminal: what is old, or went on, is shown and asked about."""

import sys
from pathlib import Path

import pytest
from installed import git, plc_in
from talking import talk
from unfinished import ACTION, FIRST, plan, read

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix kind", allow_module_level=True)

_BACK = "Take it back?"
_DUE = "action.actions.number-talks.due"


@pytest.fixture
def planned(begun: Path) -> Path:
    """A journal with an action whose day was moved, and one change after that."""
    plan(begun)
    for words in (("set", _DUE, "2026-02-15"), ("note", "We began")):
        assert plc_in(begun, *words).returncode == 0
    return begun


def test_the_last_change_is_taken_back_at_once(planned: Path) -> None:
    shown = talk(planned, ["undo"])

    assert "[ended 0]" in shown
    assert "We began" not in read(planned, ACTION)


@pytest.mark.parametrize("answer", ["n", "", "y"])
def test_an_older_change_is_shown_and_asked_about(planned: Path, answer: str) -> None:
    shown = talk(planned, ["undo", "2"], (_BACK, answer))

    assert f"Take back: Set {_DUE}: 2026-02-15 (saved on " in shown
    assert "number-talks: due 15 Feb → 1 Feb (2 weeks earlier)" in shown
    is_back = answer == "y"
    assert ("Nothing was changed." in shown) != is_back
    assert (f"due: {FIRST}" in read(planned, ACTION)) == is_back
    assert "We began" in read(planned, ACTION)


def test_nobody_is_asked_who_said_yes(planned: Path) -> None:
    assert "[ended 0]" in talk(planned, ["undo", "2", "--yes"])
    assert f"due: {FIRST}" in read(planned, ACTION)


def test_what_a_colleague_went_on_with_is_asked_about(planned: Path) -> None:
    text = read(planned, ACTION).replace("2026-02-15", "2026-02-22")
    text = text.replace("theory: null", "theory: Lines show size")
    (planned / ACTION).write_text(text, encoding="utf-8")
    plc_in(planned, "save")
    later = text.replace("2026-02-22", "2026-03-01")
    (planned / ACTION).write_text(later, encoding="utf-8")
    git(planned, "-c", "user.name=Teacher B", "commit", "-qam", "Later")

    shown = talk(planned, ["undo"], (_BACK, "y"))

    assert "But due of number-talks is kept because Teacher B changed it since" in shown
    assert "due: 2026-03-01" in read(planned, ACTION)
    assert "theory: Lines" not in read(planned, ACTION)
