"""Versions that met by plain git: every command leads to the one that helps."""

import sys
from pathlib import Path

import pytest
from installed import git
from talking import talk
from unfinished import ACTION, git_as, part, plan, plc, read, save, write

_MET = "Two versions of the journal met here and are not put together yet."
_STAND = (
    f"Two versions stand in 1 record: {ACTION}\nhint: Put them together: plc resolve"
)


@pytest.fixture
def merging(begun: Path) -> Path:
    """A journal in which a merge was begun and stopped at a record."""
    plan(begun)
    part(begun)
    git_as(begun, "Coach", "merge", "side", code=1)
    return begun


@pytest.fixture
def readable(begun: Path) -> Path:
    """A journal in which a merge was begun that only the end of is missing."""
    plan(begun)
    git(begun, "switch", "-qc", "side")
    write(begun, "notes.txt", "of Teacher B")
    save(begun, "Teacher B", "Notes")
    git(begun, "switch", "-q", "main")
    write(begun, "other.txt", "of Coach")
    save(begun, "Coach", "Others")
    git_as(begun, "Coach", "merge", "--no-commit", "side")
    return begun


@pytest.mark.parametrize("words", [("status",), ("next",), ("show",), ("diff",)])
def test_whoever_looks_at_a_record_with_both_is_led_to_resolve(
    merging: Path, words: tuple[str, ...]
) -> None:
    ran = plc(merging, *words, code=3)

    assert _STAND in ran.err
    assert ran.err.count("plc resolve") == 1
    assert "plc save" not in ran.out
    assert "plc validate" not in ran.err


def test_whoever_checks_is_led_to_resolve(merging: Path) -> None:
    ran = plc(merging, "validate", code=3)

    assert "Two versions of the same words stand here" in ran.out
    assert "To change it, type: plc resolve" in ran.out


def test_a_record_with_both_is_not_written_to(merging: Path) -> None:
    before = read(merging, ACTION)

    ran = plc(merging, "note", "They argue", code=3)

    assert f"Two versions stand in {ACTION}, so nothing was written" in ran.err
    assert "hint: Put them together first, nothing gets lost: plc resolve" in ran.err
    assert read(merging, ACTION) == before


@pytest.mark.parametrize("words", [("undo",), ("undo", "--list"), ("undo", "2")])
def test_nothing_is_taken_back_before_both_are_one(
    merging: Path, words: tuple[str, ...]
) -> None:
    ran = plc(merging, *words, code=7)

    assert (
        ran.err == f"plc: {_MET} Nothing was changed.\nhint: First type: plc resolve\n"
    )


@pytest.mark.parametrize(
    "words", [("status",), ("next",), ("diff",), ("validate",), ("show",)]
)
def test_where_everything_can_be_read_it_is_said_all_the_same(
    readable: Path, words: tuple[str, ...]
) -> None:
    ran = plc(readable, *words, code=0)

    assert ran.err.endswith(f"{_MET}\nhint: plc resolve\n")


def test_words_are_safe_and_come_along(readable: Path) -> None:
    ran = plc(readable, "note", "They argue", code=5)

    assert f"{_MET} Your words are safe in the folder" in ran.err
    assert "plc resolve (your words come along) and then: plc save" in ran.err
    plc(readable, "resolve", code=0)
    plc(readable, "save", code=0)
    assert "They argue" in git(readable, "show", f"HEAD:{ACTION}")
    assert plc(readable, "status", code=0).err == ""


def test_a_search_through_the_past_has_its_own_end(begun: Path) -> None:
    git(begun, "bisect", "start")

    ran = plc(begun, "undo", code=7)

    assert "A search through the past" in ran.err
    assert "git bisect reset" in ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a terminal of Unix kind")
def test_no_step_is_offered_before_both_are_one(readable: Path) -> None:
    shown = talk(readable, ["next"])

    assert "Do it now?" not in shown
    assert "plc resolve" in shown
