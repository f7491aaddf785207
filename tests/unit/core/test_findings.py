"""Findings as values."""

from plcjournal.core.findings import by_place
from plcjournal.core.rulebook import finding


def test_only_an_error_blocks() -> None:
    assert finding("empty", "a.yaml", "This must not be empty.").blocks
    assert not finding("no-figure", "a.yaml", "There is no figure.").blocks
    assert not finding("still-open", "a.yaml", "There is more.").blocks


def test_findings_are_read_in_the_order_of_the_file() -> None:
    found = finding("empty", "a.yaml", "This must not be empty.", loc=("title",))
    later, sooner = found.placed(9, 1), found.placed(2, 7)
    other = finding("empty", "b.yaml", "This must not be empty.").placed(1, 1)
    assert sorted([other, later, sooner], key=by_place) == [sooner, later, other]
    assert later.loc == ("title",)
