"""A comment is about something, and stays beside it when two texts become one."""

import pytest

from plcjournal.codec.comments import Comment, attached, comments, new_comments
from plcjournal.codec.reader import read

RECORD = b"""\
# On top
title: Fractions  # for now
# About the need
need: |
  One # is no comment
  Two
actions:
  # The first one
  - id: talks
    what: "Talk # three times"  # in room 12
  - id: lines
    what: Number lines
# At the end
"""


def test_each_comment_is_about_what_follows_or_stands_beside() -> None:
    assert comments(RECORD) == (
        Comment("# On top", ("title",)),
        Comment("# for now", ("title",), is_beside=True),
        Comment("# About the need", ("need",)),
        Comment("# The first one", ("actions", "talks")),
        Comment("# in room 12", ("actions", "talks", "what"), is_beside=True),
        Comment("# At the end", ()),
    )


def test_only_what_one_side_wrote_is_new() -> None:
    ours = RECORD.replace(b"# On top", b"# On the very top")
    assert [one.words for one in new_comments(RECORD, ours, RECORD)] == [
        "# On the very top"
    ]
    assert new_comments(RECORD, RECORD, b"title: Other\n") == ()
    assert new_comments(None, ours, ours) == ()


def test_comments_go_beside_what_they_are_about() -> None:
    data = b"title: Fractions\nactions:\n  - what: Other\n    id: talks\n"
    made = attached(
        data,
        (
            Comment("# One", ("actions", "talks")),
            Comment("# Two", ("actions", "talks")),
            Comment("# for now", ("title",), is_beside=True),
            Comment("# room 12", ("actions", "talks", "what"), is_beside=True),
        ),
    )
    assert made.decode() == (
        "title: Fractions  # for now\nactions:\n"
        "  # One\n  # Two\n  - what: Other  # room 12\n    id: talks\n"
    )


def test_comments_about_something_gone_stand_at_its_list_or_at_the_end() -> None:
    data = b"title: Fractions\nactions:\n  - id: lines\n"
    more = (
        Comment("# One", ("actions", "talks", "what"), is_beside=True),
        Comment("# Two", ("need",)),
    )
    assert attached(data, more).decode() == (
        "title: Fractions\n# One\nactions:\n  - id: lines\n# Two\n"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"title: Fractions\nneed: |\n  Some\n\n  words",
        b"title: Fractions\nneed: |+\n  Some\n\n",
        b'title: "Two\n  lines"\n',
        b"{title: Fractions, need: [a, b]}\n",
        b"\xef\xbb\xbftitle: Fractions\r\nneed: x\r\n",
        b"title: Fractions # own\n",
    ],
)
def test_what_a_record_says_never_changes(data: bytes) -> None:
    more = (
        Comment("# One", ("title",), is_beside=True),
        Comment("# Two", ("need",)),
        Comment("# Three", ()),
    )
    made = attached(data, more)
    assert read(made).values == read(data).values
    assert {"# One", "# Two", "# Three"} <= {one.words for one in comments(made)}


def test_doing_it_again_finds_nothing_new() -> None:
    theirs = b"title: Fractions\nactions:\n  - id: talks\n    what: Else\n"
    more = new_comments(None, RECORD, theirs)
    made = attached(theirs, more)
    assert new_comments(None, RECORD, made) == ()
    assert new_comments(None, made, theirs) != ()


def test_what_cannot_be_read_stays_as_it_is() -> None:
    assert comments(b"title: [") == ()
    assert attached(b"title: [", (Comment("# One", ()),)) == b"title: ["


def test_the_same_words_about_another_thing_are_another_comment() -> None:
    base = b"title: One  # agreed\nneed: Two\n"
    ours = b"title: One  # agreed\nneed: Two  # agreed\n"
    theirs = b"title: Other  # agreed\nneed: Two\n"
    more = new_comments(base, ours, theirs)
    assert more == (Comment("# agreed", ("need",), is_beside=True),)
    assert attached(theirs, more) == b"title: Other  # agreed\nneed: Two  # agreed\n"
