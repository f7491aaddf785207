"""Two versions of a text in one file, taken apart."""

import pytest

from plcjournal.codec.markers import Tangled, has_markers, take_apart

BOTH = b"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> side\nc: 1\n"
WITH_BASE = BOTH.replace(b"=======", b"||||||| abc123\nb: 0\n=======")


def test_versions_are_told_apart_with_what_stands_around_them() -> None:
    apart = take_apart(BOTH)

    assert apart.first.data == b"a: 1\nb: 2\nc: 1\n"
    assert apart.second.data == b"a: 1\nb: 3\nc: 1\n"
    assert apart.base is None
    assert apart.names == ("HEAD", "side")


def test_what_both_began_with_is_told_where_the_marks_tell_it() -> None:
    apart = take_apart(WITH_BASE)

    assert apart.base is not None
    assert apart.base.data == b"a: 1\nb: 0\nc: 1\n"
    assert take_apart(WITH_BASE + BOTH).base is None


def test_a_line_of_a_version_knows_its_place_in_the_file() -> None:
    apart = take_apart(BOTH)

    assert [apart.second.line_of(line) for line in (1, 2, 3)] == [1, 5, 7]
    assert [apart.first.line_of(line) for line in (2, 99)] == [3, 7]


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end_is_kept(ends: bytes) -> None:
    apart = take_apart(BOTH.replace(b"\n", ends))

    assert apart.first.data == b"a: 1\nb: 2\nc: 1\n".replace(b"\n", ends)
    assert apart.names == ("HEAD", "side")


def test_a_file_may_end_without_a_line_end() -> None:
    assert take_apart(BOTH.removesuffix(b"\nc: 1\n")).second.data == b"a: 1\nb: 3\n"


def test_longer_marks_are_words_like_any_other() -> None:
    data = WITH_BASE.replace(b"b: 0\n", b"<<<<<<<<< x\nb: 0\n>>>>>>>>> y\n")

    base = take_apart(data).base

    assert base is not None
    assert b"<<<<<<<<< x" in base.data


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"<<<<<<< a\nb\n>>>>>>> c\n", 3),
        (b"<<<<<<< a\nb\n=======\nc\n", 4),
        (b"a\n>>>>>>> c\n", 2),
        (b"<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> c\n", 2),
        (b"<<<<<<< a\n=======\n=======\n>>>>>>> c\n", 3),
        (b"<<<<<<< a\n||||||| b\n>>>>>>> c\n", 3),
    ],
)
def test_marks_that_do_not_match_are_named_by_their_line(
    data: bytes, line: int
) -> None:
    with pytest.raises(Tangled) as found:
        take_apart(data)
    assert found.value.line == line


def test_only_marks_as_git_sets_them_count() -> None:
    assert has_markers(BOTH)
    for data in (b"a: 1\n", b"text\n=======\nmore\n", b"  <<<<<<< x\n", b"<<<<<< x\n"):
        assert not has_markers(data)
    assert take_apart(b"text\n=======\nmore\n").first.data == b"text\n=======\nmore\n"
