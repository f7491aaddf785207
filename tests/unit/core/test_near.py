"""Names that nearly match, and how a sentence lists them."""

import pytest

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
