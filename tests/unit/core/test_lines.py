import pytest

from plcjournal.core.merging.lines import merge_lines

BASE = "one\ntwo\nthree\nfour\n"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        pytest.param("a\nb", "a\nb", "A\nb", "A\nb", id="only theirs"),
        pytest.param("a\nb", "A\nb", "a\nb", "A\nb", id="only ours"),
        pytest.param("a\nb", "A\nb", "A\nb", "A\nb", id="both the same"),
        pytest.param("a\nb\nc", "A\nb\nc", "a\nb\nC", "A\nb\nC", id="two places"),
        pytest.param("a\nb\n", "A\nb\n", "a\nB\n", "A\nB\n", id="neighbours"),
        pytest.param("a\nb\nc", "b\nc", "a\nb\nC", "b\nC", id="gone and changed"),
        pytest.param("a\n", "a\nx\n", "a\nx\n", "a\nx\n", id="one insertion twice"),
        pytest.param("a\nb", "a\nx\nb", "a\nx\nB", "a\nx\nB", id="shared insertion"),
        pytest.param("a\n", "x\na\n", "a\ny\n", "x\na\ny\n", id="front and end"),
        pytest.param("a\nb", "A\nb\nx", "a\nb\nx", "A\nb\nx", id="insertion included"),
        pytest.param("a\nb\nc", "a", "a\nc", "a", id="less and even less"),
        pytest.param("a\nb\nc", "", "a\nb\nc", "", id="emptied"),
        pytest.param("", "a\nb", "", "a\nb", id="begun"),
    ],
)
def test_changes_of_both_sides_come_together(
    base: str, ours: str, theirs: str, merged: str
) -> None:
    assert merge_lines(base, ours, theirs) == merged
    assert merge_lines(base, theirs, ours) == merged
    assert merge_lines(base, merged, theirs) == merged
    assert merge_lines(theirs, merged, theirs) == merged


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        pytest.param("a\nb", "A\nb", "Å\nb", id="one line, two wordings"),
        pytest.param("a\n", "a\nx\n", "a\ny\n", id="two insertions in one place"),
        pytest.param("a\nb\nc", "a\nc", "a\nB\nc", id="taken away and reworded"),
        pytest.param("a\nb\nc", "x\nc", "a\ny", id="overlapping"),
        pytest.param("", "a\nb", "c\nd", id="two beginnings"),
        pytest.param("a\nb\nc\nd", "a\nx\nd", "a\nb\ny\nc\nd", id="inside what went"),
    ],
)
def test_changes_that_meet_are_for_people(base: str, ours: str, theirs: str) -> None:
    assert merge_lines(base, ours, theirs) is None
    assert merge_lines(base, theirs, ours) is None


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("a", "a\n", "b", "b\n"),
        ("a\n", "a", "b\n", "b"),
        ("a\n", "a\nb", "A\n", "A\nb"),
        ("a", "a\n", "a\nb", "a\nb\n"),
        ("a\n\n", "a\n", "A\n\n", "A\n"),
    ],
)
def test_the_end_of_the_last_line_is_a_change_of_its_own(
    base: str, ours: str, theirs: str, merged: str
) -> None:
    assert merge_lines(base, ours, theirs) == merged


def test_accents_written_in_two_ways_are_no_change() -> None:
    base, typed = "e\u0301cole\nb\nc", "\u00e9cole\nb\nc"
    assert merge_lines(base, typed, "e\u0301cole\nb\nC") == "\u00e9cole\nb\nC"
    assert merge_lines(base, "e\u0301cole\nb\nC", typed) == "\u00e9cole\nb\nC"


def test_lines_that_repeat_keep_their_number() -> None:
    base = "- x\n- y\n- x\n- y\n"
    ours = "- x\n- y\n- x\n- y\n- x\n"
    theirs = "- a\n- x\n- y\n- x\n- y\n"
    merged = merge_lines(base, ours, theirs)
    assert merged == "- a\n- x\n- y\n- x\n- y\n- x\n"
