"""Names that nearly match, and how a sentence lists them."""

from difflib import get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plcjournal.core.near import meant, near, or_list


def test_the_nearest_name_comes_first_and_strangers_never() -> None:
    known = ["measures", "meeting", "members"]
    assert near("measuers", known)[0] == "measures"
    assert near("zzz", known) == ()
    assert near("member", known, 1) == ("members",)


@pytest.mark.parametrize(
    ("words", "text"),
    [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_names_are_joined_as_people_say_them(words: list[str], text: str) -> None:
    assert or_list(words) == text


def test_a_hint_names_what_was_meant_or_else_says_what_to_do() -> None:
    assert meant(["a", "b"], "See all.") == "Did you mean a or b?"
    assert meant([], "See all.") == "See all."


@given(st.text("ab-1", max_size=8), st.lists(st.text("ab-1", max_size=8), unique=True))
def test_the_nearest_names_are_those_that_weighing_all_would_find(
    word: str, known: list[str]
) -> None:
    assert near(word, known) == tuple(get_close_matches(word, known, n=3, cutoff=0.6))
