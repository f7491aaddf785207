"""What unquoted words stand for."""

import pytest

from plcjournal.core.values import Unquoted, Value, settled, stands_for, typed


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("nULL", "nULL"),
        ("true", True),
        ("False", False),
        ("yes", "yes"),
        ("no", "no"),
        ("on", "on"),
        ("007", 7),
        ("-3", -3),
        ("0x1F", 31),
        ("0o17", 15),
        ("0b11", "0b11"),
        ("1_000", "1_000"),
        ("1.10", 1.1),
        (".5", 0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1e999", float("inf")),
        ("-.inf", float("-inf")),
        ("12:30", "12:30"),
        ("2026-02-30", "2026-02-30"),
        ("\u0665", "\u0665"),
        ("9" * 200, int("9" * 200)),
        ("9" * 5000, "9" * 5000),
        ("0x" + "f" * 5000, "0x" + "f" * 5000),
    ],
)
def test_a_word_means_what_yaml_1_2_says(word: str, meaning: Value) -> None:
    assert stands_for(word) == meaning
    assert type(stands_for(word)) is type(meaning)


def test_a_number_of_any_length_that_was_typed_fits_into_a_float() -> None:
    for word in ("9" * 200, "0x" + "f" * 198, "0o" + "7" * 198):
        meaning = stands_for(word)
        assert isinstance(meaning, int)
        assert float(meaning)


@pytest.mark.parametrize("word", ["1.10", "true", ".nan"])
def test_a_word_with_a_meaning_waits_for_its_field(word: str) -> None:
    assert isinstance(typed(word), Unquoted)
    assert typed(word) == word


def test_a_word_without_a_meaning_is_a_text_at_once() -> None:
    assert type(typed("no")) is str
    assert typed("~") is None


def test_settled_values_hold_meanings_at_every_depth() -> None:
    raw: Value = {"a": [Unquoted("1.10"), "1.10", None], "b": {"c": Unquoted("true")}}
    assert settled(raw) == {"a": [1.1, "1.10", None], "b": {"c": True}}
