"""Two versions on a real terminal: asked one by one, saved one by one."""

import sys
from pathlib import Path

import pytest
from installed import git
from talking import talk
from unfinished import ACTION, OURS, THEIRS, git_as, part, plan, read, resolve, write

if sys.platform == "win32":
    pytest.skip("needs a terminal of Unix kind", allow_module_level=True)

_ENTER = ""
_WHICH = "Which one?"
_NEED = "Digits are counted"


@pytest.fixture
def waiting(begun: Path) -> Path:
    """A journal in which two fields of one record wait for a decision."""
    plan(begun)
    theory = (
        "  - field: action.theory\n    values:\n"
        "      - value: Lines show size\n        by: Coach\n        date: 2026-01-10\n"
        "      - value: Talk shows size\n        by: Teacher B\n"
    )
    due = (
        "  - field: action.actions.number-talks.due\n    values:\n"
        f"      - value: {OURS}\n        by: Coach\n        date: 2026-01-10\n"
        f"      - value: {THEIRS}\n        by: Teacher B\n        date: 2026-01-11\n"
    )
    write(begun, ACTION, f"{read(begun, ACTION)}contested:\n{due}{theory}")
    git(begun, "commit", "-qam", "Two versions met")
    return begun


def commits(folder: Path) -> int:
    return int(git(folder, "rev-list", "--count", "HEAD"))


def test_each_field_is_asked_about_and_saved_by_itself(waiting: Path) -> None:
    before = commits(waiting)

    shown = talk(waiting, ["resolve"], (_WHICH, "2"), (_WHICH, "mine"))

    assert "[ended 0]" in shown
    assert "1  15 Feb 2026   (you, 10 Jan 2026)" in shown
    assert "2  8 Feb 2026   (Teacher B, 11 Jan 2026)" in shown
    assert "2  Talk shows size   (Teacher B)" in shown
    text = read(waiting, ACTION)
    assert f"due: {THEIRS}\n" in text
    assert "theory: Lines show size\n" in text
    assert "- field:" not in text
    assert commits(waiting) == before + 2


def test_enter_leaves_a_field_for_later(waiting: Path) -> None:
    shown = talk(waiting, ["resolve"], (_WHICH, _ENTER), (_WHICH, "teacher b"))

    assert "[ended 7]" in shown
    assert "1 field waits for later: plc resolve" in shown
    text = read(waiting, ACTION)
    assert "field: action.actions.number-talks.due\n" in text
    assert "theory: Talk shows size\n" in text


def test_a_number_that_is_not_on_the_list_is_asked_about_again(waiting: Path) -> None:
    shown = talk(
        waiting,
        ["resolve"],
        (_WHICH, "37"),
        (_WHICH, "later"),
        (_WHICH, "3.5"),
        (_WHICH, "2"),
    )

    assert "37 is not on the list. Type a number from 1 to 2, or Enter" in shown
    assert "3.5 is not on the list." in shown
    assert "[ended 7]" in shown
    text = read(waiting, ACTION)
    assert "field: action.actions.number-talks.due\n" in text
    assert "theory: Talk shows size\n" in text


def test_a_number_for_a_field_of_numbers_is_taken_after_a_question(
    begun: Path,
) -> None:
    values = "".join(f"      - value: {n}\n        by: {n} weeks\n" for n in (6, 8))
    settings = read(begun, "plc.yaml")
    entry = f"contested:\n  - field: plc.weeks\n    values:\n{values}"
    write(begun, "plc.yaml", f"{settings}{entry}")
    git(begun, "commit", "-qam", "Two versions met")
    takes = "12 is not on the list; take it as the value?"

    shown = talk(
        begun, ["resolve"], (_WHICH, "12"), (takes, "n"), (_WHICH, "12"), (takes, "y")
    )

    assert "[ended 0]" in shown
    assert "weeks: 12\n" in read(begun, "plc.yaml")


def test_what_was_decided_before_ctrl_c_stays_decided(waiting: Path) -> None:
    shown = talk(waiting, ["resolve"], (_WHICH, "1"), (_WHICH, "^C"))

    assert "[ended 130]" in shown
    text = read(waiting, ACTION)
    assert f"due: {OURS}\n" in text
    assert "field: action.theory\n" in text
    assert git(waiting, "status", "--porcelain") == ""


def test_another_value_may_be_typed_and_is_asked_for_again(waiting: Path) -> None:
    shown = talk(
        waiting,
        ["resolve"],
        (_WHICH, "on some day"),
        (_WHICH, "next friday"),
        (_WHICH, "=2"),
    )

    assert "does not understand the day 'on some day'" in shown
    text = read(waiting, ACTION)
    assert "due: 2026-01-16\n" in text
    assert 'theory: "2"\n' in text


def test_an_entry_about_nothing_is_taken_off_the_list(waiting: Path) -> None:
    text = read(waiting, ACTION).replace("field: action.theory", "field: action.gone")
    write(waiting, ACTION, text)
    git(waiting, "commit", "-qam", "By hand")

    shown = talk(waiting, ["resolve"], (_WHICH, "1"), ("off the list?", "y"))

    assert "there is no such field" in shown
    assert "- field:" not in read(waiting, ACTION)


@pytest.mark.parametrize("keeps", ["y", "n"])
def test_a_file_changed_by_hand_is_asked_about(begun: Path, keeps: str) -> None:
    plan(begun)
    part(begun)
    git_as(begun, "Coach", "merge", "side", code=1)
    by_hand = git(begun, "show", f"side:{ACTION}").replace(THEIRS, "2026-03-01")
    write(begun, ACTION, by_hand)
    turns = [("Keep it as it is now?", keeps)]
    if keeps == "n":
        turns.append((_WHICH, _ENTER))

    shown = talk(begun, ["resolve"], *turns)

    kept = "2026-03-01" in read(begun, ACTION)
    assert kept == (keeps == "y")
    assert ("number-line" in read(begun, ACTION)) == (keeps == "n")
    assert ("local/kept/" in shown) == (keeps == "n")
    assert git(begun, "status", "--porcelain") == ""


def test_off_a_terminal_nothing_is_asked(waiting: Path) -> None:
    assert "[ended 7]" in talk(waiting, ["resolve", "--no-input"])
    assert "--take" in resolve(waiting, code=7).out
