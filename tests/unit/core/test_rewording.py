"""How a text was reworded, word by word."""

import time

import pytest

from plcjournal.core.telling.rewording import words_between

SAME, GONE, NEW = "same", "gone", "new"


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("", "", ()),
        ("same", "same", ((SAME, "same"),)),
        ("", "new words", ((NEW, "new words"),)),
        ("old words", "", ((GONE, "old words"),)),
        (
            "Many count digits.",
            "Many still count digits.",
            ((SAME, "Many "), (NEW, "still "), (SAME, "count digits.")),
        ),
        (
            "They say 1/8 is larger, often",
            "They say 1/4 is larger often",
            (
                (SAME, "They say "),
                (GONE, "1/8"),
                (NEW, "1/4"),
                (SAME, " is larger"),
                (GONE, ","),
                (SAME, " often"),
            ),
        ),
        (
            "We look at the old work together",
            "We look at all new work together",
            (
                (SAME, "We look at "),
                (GONE, "the old"),
                (NEW, "all new"),
                (SAME, " work together"),
            ),
        ),
    ],
)
def test_a_text_is_compared_word_by_word(
    before: str, after: str, runs: tuple[tuple[str, str], ...]
) -> None:
    assert words_between(before, after) == runs


def test_another_text_with_a_few_same_words_is_told_as_another_text() -> None:
    before = "Many learners think that a bigger number below means a bigger part"
    after = "When we ask for a reason, that is what half of the class cannot yet say"
    assert words_between(before, after) == ((GONE, before), (NEW, after))


def test_long_texts_are_compared_line_by_line_or_not_at_all() -> None:
    lines = [f"line {number} of a long text about many things" for number in range(600)]
    before, after = "\n".join(lines), "\n".join([*lines[1:], "and one more"])
    started = time.perf_counter()
    runs = words_between(before, after)
    assert [kind for kind, _ in runs] == [GONE, SAME, GONE, NEW]
    one, other = "a\n" * 1100, "b\n" * 1100
    assert words_between(one, other) == ((GONE, one), (NEW, other))
    assert time.perf_counter() - started < 5
