"""How a change lands in a file that a person wrote."""

import copy
import difflib
import time
from collections.abc import Callable

import pytest

from plcjournal.codec.editor import RevisionError, revise
from plcjournal.codec.reader import read
from plcjournal.core.findings import Severity
from plcjournal.core.values import Unquoted, Value, settled
from plcjournal.errors import Exit

Record = dict[str, Value]

TEXT = """\
# A cycle, by hand
format: 1
title: Compare  fractions   # the title
# Who is in the team?
members:   # people
  # the first
  - id: a
    name: "Ann"   # says Ann

  # about b
  - id: b
    name: 'Bo'
    # what b does
    role: lead

# Why?
need: |
  line one
  line two

# Nothing yet
empty:
nothing: null  # so far
flow: [a, b]  # brackets
norms:
- x
# mid
- y   # why
part_of: {cluster: North}
learners:
    size: 64    # all
    group: all
last: >-
  folded
  text
"""


def record_of(text: str) -> Record:
    values = settled(read(text.encode()).values)
    assert isinstance(values, dict)
    return values


def edited(text: str, **changes: Value) -> str:
    before = record_of(text)
    return revise(text.encode(), before, {**before, **changes}).decode()


def changed_lines(old: str, new: str) -> list[str]:
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [line for line in lines if line[0] in "-+"]


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({"title": "New"}, ["-title: Compare  fractions   # the title",
                            "+title: New   # the title"]),
        ({"title": "a: b"}, ["-title: Compare  fractions   # the title",
                             '+title: "a: b"   # the title']),
        ({"title": "one\ntwo"}, ["-title: Compare  fractions   # the title",
                                 "+title: |-   # the title", "+  one", "+  two"]),
        ({"title": None}, ["-title: Compare  fractions   # the title",
                           "+title: null   # the title"]),
        ({"title": ["q"]}, ["-title: Compare  fractions   # the title",
                            "+title:   # the title", "+  - q"]),
        ({"need": "one"}, ["-need: |", "-  line one", "-  line two", "+need: one"]),
        ({"need": "line one\nline 2\n"}, ["-  line two", "+  line 2"]),
        ({"empty": "x"}, ["-empty:", "+empty: x"]),
        ({"empty": ["x"]}, ["+  - x"]),
        ({"empty": {"a": 1}}, ["+  a: 1"]),
        ({"nothing": "x"}, ["-nothing: null  # so far", "+nothing: x  # so far"]),
        ({"nothing": ["x"]}, ["-nothing: null  # so far", "+nothing:  # so far",
                              "+  - x"]),
        ({"flow": ["a", "c"]}, ["-flow: [a, b]  # brackets", "+flow:  # brackets",
                                "+  - a", "+  - c"]),
        ({"flow": []}, ["-flow: [a, b]  # brackets", "+flow: []  # brackets"]),
        ({"norms": ["x", "z", "y"]}, ["+- z"]),
        ({"norms": ["x", "y", "z"]}, ["+- z"]),
        ({"norms": ["z", "x", "y"]}, ["+- z"]),
        ({"norms": ["y"]}, ["-- x"]),
        ({"norms": ["y", "x"]}, ["+- y   # why", "-- y   # why"]),
        ({"norms": []}, ["-norms:", "-- x", "+norms: []", "-- y   # why"]),
        ({"norms": None}, ["-norms:", "-- x", "+norms: null", "-- y   # why"]),
        ({"norms": ["p", "q"]}, ["+- p", "+- q", "-- x", "-- y   # why"]),
        ({"part_of": {"cluster": "South"}}, ["-part_of: {cluster: North}", "+part_of:",
                                             "+  cluster: South"]),
        ({"part_of": {}}, ["-part_of: {cluster: North}", "+part_of: {}"]),
        ({"learners": {"size": 65, "group": "all"}}, ["-    size: 64    # all",
                                                      "+    size: 65    # all"]),
        ({"learners": {"size": None, "group": "all"}}, ["-    size: 64    # all"]),
        ({"learners": {"size": 64, "group": "all", "x_a": "é"}}, ["+    x_a: é"]),
        ({"learners": {"size": None, "group": None}},
         ["-learners:", "-    size: 64    # all", "-    group: all", "+learners: {}"]),
        ({"last": "x"}, ["-last: >-", "-  folded", "-  text", "+last: x"]),
        ({"x_new": "two\nlines"}, ["+x_new: |-", "+  two", "+  lines"]),
    ],
)  # fmt: skip
def test_only_the_lines_of_the_change_change(changes: Record, lines: list[str]) -> None:
    new = edited(TEXT, **changes)
    found = [line[0] + line[2:] for line in changed_lines(TEXT, new)]
    assert sorted(found) == sorted(lines)


def members(change: Callable[[list[dict[str, Value]]], object]) -> list[str]:
    """Change the members in place; answer the lines that changed."""
    before = record_of(TEXT)
    after = copy.deepcopy(before)
    change(after["members"])  # type: ignore[arg-type]
    new = revise(TEXT.encode(), before, after).decode()
    return [line[0] + line[2:] for line in changed_lines(TEXT, new)]


def test_a_field_of_an_item_is_changed_in_its_place() -> None:
    assert members(lambda them: them[0].update(name="New: x")) == [
        '-    name: "Ann"   # says Ann',
        '+    name: "New: x"   # says Ann',
    ]


def test_a_new_field_of_an_item_stands_after_the_one_before_it() -> None:
    assert members(lambda them: them[0].update(role="coach")) == ["+    role: coach"]


def test_an_emptied_field_of_an_item_loses_its_line_and_no_comment() -> None:
    assert members(lambda them: them[1].update(role=None)) == ["-    role: lead"]


def test_a_removed_item_loses_its_lines_and_the_comments_around_stay() -> None:
    assert members(lambda them: them.pop(0)) == [
        "-  - id: a",
        '-    name: "Ann"   # says Ann',
    ]


def test_a_new_item_stands_before_the_comments_of_the_next_key() -> None:
    new = edited(TEXT, members=[*record_of(TEXT)["members"], {"id": "c"}])  # type: ignore[misc]
    assert "    role: lead\n  - id: c\n\n# Why?\n" in new


def test_a_new_first_item_leaves_the_comment_with_the_item_below() -> None:
    new = edited(TEXT, members=[{"id": "c"}, *record_of(TEXT)["members"]])  # type: ignore[misc]
    assert "members:   # people\n  - id: c\n  # the first\n  - id: a\n" in new


def test_a_new_item_says_nothing_about_fields_that_say_nothing() -> None:
    assert members(
        lambda them: them.append(
            {"id": "c", "name": None, "files": [], "text": "a\nb", "cut": {"at": None}}
        )
    ) == ["+  - id: c", "+    text: |-", "+      a", "+      b", "+    cut: {}"]


def test_an_item_that_moves_takes_its_comments_and_quotes_along() -> None:
    before = record_of(TEXT)
    after = {**before, "members": before["members"][::-1]}  # type: ignore[index]
    new = revise(TEXT.encode(), before, after).decode()
    assert sorted(new.splitlines()) == sorted(TEXT.splitlines())
    assert record_of(new) == after


def test_an_item_that_moves_may_change_on_its_way() -> None:
    before = record_of(TEXT)
    after = copy.deepcopy(before)
    after["members"].reverse()  # type: ignore[union-attr]
    after["members"][0]["role"] = "coach"  # type: ignore[index]
    after["members"][1]["role"] = "coach"  # type: ignore[index]
    assert record_of(revise(TEXT.encode(), before, after).decode()) == after


def test_a_number_that_did_not_change_stays_as_it_was_typed() -> None:
    text = "level: 1.10\ntitle: x\nl:\n  - id: a\n    at: 1.50\n"
    before: Record = {"level": "1.10", "title": "x", "l": [{"id": "a", "at": 1.5}]}
    after: Record = {**before, "title": "z", "l": [{"id": "a", "at": 1.5, "b": 1}]}
    new = revise(text.encode(), before, after).decode()
    assert new == "level: 1.10\ntitle: z\nl:\n  - id: a\n    at: 1.50\n    b: 1\n"


def test_defaults_that_are_not_in_the_file_stay_out_of_it() -> None:
    before: Record = {"title": "x", "of": "learners", "items": [], "m": {"a": None}}
    after = {**before, "title": "z", "m": {"a": None, "b": 1}}
    assert revise(b"title: x\n", before, after) == b"title: z\nm:\n  b: 1\n"


def test_a_key_that_is_gone_from_the_record_loses_its_lines() -> None:
    text = "a: 1\n# about\ncontested:\n  - field: x\nb: 2\n"
    before = record_of(text)
    after = {key: value for key, value in before.items() if key != "contested"}
    assert revise(text.encode(), before, after) == b"a: 1\n# about\nb: 2\n"


def test_a_key_that_no_record_knows_is_left_alone() -> None:
    text = b"a: 1\nx_ours: {b: 1.10}   # ours\n"
    assert revise(text, {"a": 1}, {"a": 2}) == b"a: 2\nx_ours: {b: 1.10}   # ours\n"


@pytest.mark.parametrize(
    ("text", "item", "new"),
    [
        ("l:\n  - id: a\n    b: 1\n", {"b": 1}, "l:\n  - b: 1\n"),
        ("l:\n  - id: a  # gone\n    b: 1\n", {"b": 1}, "l:\n  - b: 1\n"),
        ("l:\n  - id: a\n    # note\n    b: 1\n", {"b": 1},
         "l:\n  -\n    # note\n    b: 1\n"),
        ("l:\n  - id: a\n    b: 1\n    c: 2\n", {"c": 2}, "l:\n  - c: 2\n"),
    ],
)  # fmt: skip
def test_the_first_field_of_an_item_can_go(text: str, item: Value, new: str) -> None:
    before = record_of(text)
    # Two items without id are told apart by their turn, so name them by position.
    text, new = (t.replace("l:", "targets:") for t in (text, new))
    before = {"targets": before["l"]}
    after: Record = {"targets": [item]}
    assert revise(text.encode(), before, after).decode() == new


@pytest.mark.parametrize("dash", ["- ", "-   ", "  - ", "    -  "])
def test_a_new_item_takes_indent_and_dash_of_its_siblings(dash: str) -> None:
    indent = " " * len(dash)
    text = f"l:\n{dash}id: a\n{indent}b: 1\nz: 1\n"
    before = record_of(text)
    after = {**before, "l": [*before["l"], {"id": "c", "t": "x\ny", "b": ["q"]}]}  # type: ignore[misc]
    new = revise(text.encode(), before, after).decode()
    assert f"l:\n{dash}id: a\n{indent}b: 1\n{dash}id: c\n{indent}t: |-\n" in new
    assert new.endswith("\nz: 1\n")
    assert record_of(new) == after


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_and_mark_of_the_file_are_kept(ending: str) -> None:
    text = "\ufeff" + TEXT.replace("\n", ending)
    before = record_of(text)
    after = {**before, "title": "one\ntwo", "norms": ["x", "n", "y"], "x_new": ["a"]}
    new = revise(text.encode(), before, after).decode()
    assert new.startswith("\ufeff#")
    assert "\n" not in new.replace(ending, "")
    assert record_of(new) == after
    assert f"title: |-   # the title{ending}  one{ending}  two{ending}" in new


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("a: 1", "a: 1\nb: x\n"),
        ("a: |\n  t", "a: |-\n  t\nb: x\n"),
        ("a: |+\n  t", "a: |-\n  t\nb: x\n"),
        ("a: >\n  t\n  \n", "a: >\n  t\nb: x\n  \n"),
        ("a: |\n  t\n    ", "a: |-\n  t\n    \nb: x\n"),
        ("a: |+\n  t\n\n", "a: |+\n  t\n\nb: x\n"),
        ("a: 1\n# end", "a: 1\nb: x\n# end"),
        ("a: 1\n\n# end\n", "a: 1\nb: x\n\n# end\n"),
        ("---\na: 1\n...\n", "---\na: 1\nb: x\n...\n"),
    ],
)
def test_a_key_is_added_at_the_end_whatever_the_end_is(text: str, new: str) -> None:
    assert edited(text, b="x") == new


@pytest.mark.parametrize(
    ("text", "value", "new"),
    [
        ("a:\n  old words\nb: 1\n", "new", "a:\n  new\nb: 1\n"),
        ("a:\n  old # note\nb: 1\n", ["m"], "a:\n  - m\n  # note\nb: 1\n"),
        ("a: one\n  two # note\nb: 1\n", "new", "a: new # note\nb: 1\n"),
        ("a: 'one\n\n  two'\nb: 1\n", None, "a: null\nb: 1\n"),
        ("a: | # note\n  x\nb: 1\n", "new", "a: new # note\nb: 1\n"),
        ("a: | # note\n  x\nb: 1\n", ["m"], "a: # note\n  - m\nb: 1\n"),
        ("a:\n|\n  x\nb: 1\n", "e\r", 'a: "e\\r"\nb: 1\n'),
        ("a:\n  # deep\nb: 1\n", "l1\nl2", 'a: "l1\\nl2"\n  # deep\nb: 1\n'),
        ("a: [x,\n  y] # note\nb: 1\n", ["z"], "a: # note\n  - z\nb: 1\n"),
        ("'a' : x\nb: 1\n", "y: z", "'a' : \"y: z\"\nb: 1\n"),
        ("a:\n  - [x]\n  - y\nb: 1\n", ["y"], "a:\n  - y\nb: 1\n"),
        ("a:\n  - - x\n    - z\nb: 1\n", [["x"]], "a:\n  - - x\nb: 1\n"),
        ("a:\n  b: 1\n  # in\n  c: 2\nb: 1\n", "x", "a: x\n  # in\nb: 1\n"),
        ("a:\n  b: 1\nb: 1\n", ["x"], "a:\n  - x\nb: 1\n"),
    ],
)
def test_an_unusual_layout_takes_a_new_value(text: str, value: Value, new: str) -> None:
    assert edited(text, a=value) == new


def test_what_is_read_as_a_list_is_written_as_one_when_it_changes() -> None:
    new = revise(b"owner: ana  # one\n", {"owner": ["ana"]}, {"owner": ["ana", "bo"]})
    assert new == b"owner:  # one\n  - ana\n  - bo\n"


def test_equal_items_are_told_apart_by_their_turn() -> None:
    text = "l:\n  - x # 1\n  - x # 2\n  - y\n"
    assert edited(text, l=["x", "y"]) == "l:\n  - x # 1\n  - y\n"


def test_an_item_in_brackets_is_replaced_whole() -> None:
    text = "l:\n  - {id: a, b: 1}\n  - {id: c}\n"
    new = edited(text, l=[{"id": "a", "b": 2}, {"id": "c"}])
    assert new == "l:\n  - id: a\n    b: 2\n  - {id: c}\n"


def test_changing_nothing_changes_no_byte_even_of_odd_files() -> None:
    data = b"\xef\xbb\xbfa:   1\r\nb: [ x ]\n\r\n  \n# end"
    before: Record = {"a": 1, "b": ["x"], "c": None}
    assert revise(data, before, before) == data


@pytest.mark.parametrize("data", [b"", b"a: b: c\n", b"a: 1\na: 2\n", b"\xff", b"- a"])
def test_a_file_that_cannot_be_read_is_never_written(data: bytes) -> None:
    with pytest.raises(RevisionError) as caught:
        revise(data, {"a": 1}, {"a": 2})
    assert caught.value.sentence.endswith("the file was left as it is.")
    assert caught.value.exit_code is Exit.JOURNAL


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("a: 1\n", {"a": 1}, {}),
        ("a:\n  - x\n", {"a": ["x", "y"]}, {"a": ["y", "x"]}),
        ("a: 1\n", {"a": 1}, {"a": "\ud800"}),
        ("b: x\nc: |\n  t\nr: 1\n    # deep\n", {"b": "x", "r": 1}, {"b": "x"}),
    ],
)
def test_what_would_not_read_back_as_asked_is_refused(
    text: str, before: Record, after: Record
) -> None:
    try:
        new = revise(text.encode(), before, after)
    except RevisionError:
        return
    assert record_of(new.decode()).items() >= after.items()


def test_a_number_as_it_was_typed_survives_a_move() -> None:
    """An item that went elsewhere was written anew, and 1.50 became 1.5."""
    text = "l:\n  - id: a\n    at: 1.50  # so\n  - id: b\n"
    before = record_of(text)
    after = {"l": before["l"][::-1]}  # type: ignore[index]
    new = revise(text.encode(), before, after).decode()
    assert new == "l:\n  - id: b\n  - id: a\n    at: 1.50  # so\n"


@pytest.mark.parametrize(
    ("text", "changes", "new"),
    [
        ("{}\n", {"a": 1, "b": ["x"]}, "a: 1\nb:\n  - x\n"),
        ("{a: 1.10, b: 2} # end", {"b": 3}, "a: 1.10\nb: 3 # end"),
        (
            "# top\n{a: 1}\n# end\n",
            {"b": "x\ny"},
            "# top\na: 1\nb: |-\n  x\n  y\n# end\n",
        ),
    ],
)
def test_a_record_in_brackets_is_unfolded(text: str, changes: Record, new: str) -> None:
    assert edited(text, **changes) == new


def test_a_key_leaves_a_record_in_brackets() -> None:
    assert revise(b"{a: 1, b: 2}\n", {"a": 1, "b": 2}, {"a": 1}) == b"a: 1\n"


def test_a_word_of_an_enumeration_is_a_text() -> None:
    assert revise(b"a: 1\n", {"a": 1}, {"a": Severity.NOTE}) == b"a: note\n"


@pytest.mark.parametrize("crowd", [2_000])
def test_a_great_record_is_revised_quickly(crowd: int) -> None:
    text = "members:\n" + "".join(f"  - id: m{n}\n    x: y\n" for n in range(crowd))
    before = record_of(text)
    after = {"members": before["members"][::-1]}  # type: ignore[index]
    began = time.perf_counter()
    assert record_of(revise(text.encode(), before, after).decode()) == after
    assert time.perf_counter() - began < 10


def test_a_word_as_it_was_typed_may_be_put_in() -> None:
    assert revise(b"a: 1\n", {"a": 1}, {"a": Unquoted("1.10")}) == b"a: 1.10\n"


def test_the_end_of_the_file_stays_when_the_change_is_elsewhere() -> None:
    """The bar of a text at the end got a dash when another field changed."""
    assert edited("a: 1\nb: |\n  t", a=2) == "a: 2\nb: |\n  t"
