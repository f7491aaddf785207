"""Words go in every form, and what was readable stays readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plcjournal.codec import reader
from plcjournal.core.edits.edited import slug
from plcjournal.purging.words import Words

NAME = Words("Invent Learnerson")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("I saw Invent  Learnerson's work", "I saw (removed)'s work"),
        ("INVÉNT LEARNERSON", "(removed)"),
        ("id: invent-learnerson", "id: removed"),
        ("  - invent-learnerson-reads", "  - removed-reads"),
        ("files: [invent-learnerson.txt]", "files: [removed.txt]"),
        ('x: "Invent Learnerson"', 'x: "(removed)"'),
        ("text: Invent\n  Learnerson went", "text: (removed) went"),
        ("invent learnerson: 3", "removed: 3"),
        ("Inventor Learnersons", "Inventor Learnersons"),
        ("Invent is not Learnerson", "Invent is not Learnerson"),
    ],
)
def test_words_go_in_every_form(text: str, left: str) -> None:
    assert NAME.replaced(text) == left


@pytest.mark.parametrize(
    ("words", "text", "left"),
    [
        ("Inventán O'Learner", "id: inventan-o-learner-reads", "id: removed-reads"),
        ("Inventán O'Learner", "Inventan O\u2019Learner's", "(removed)'s"),
        ("Inventán O'Learner", "'Inventán O''Learner'", "'(removed)'"),
        ("Inventán O'Learner", "INVENTAN OLEARNER went", "(removed) went"),
        ("Inventán O'Learner", "inventan.olearner@", "(removed)@"),
        ("Ìnvent Lärner-Weiß", "id: invent-larner-weiss-x", "id: removed-x"),
        ("Ìnvent Lärner-Weiß", "Invent Larnerweiss", "(removed)"),
        ("Łinvent Øst", "id: linvent-ost", "id: removed"),
        ("Изобретён", "id: izobreten-reads", "id: removed-reads"),
        ("I. Learnerson", "id: i-learnerson", "id: removed"),
        ("C++", "C and C++", "C and (removed)"),
        ("In Vent", "invent", "invent"),
    ],
)
def test_a_name_with_signs_goes_from_ids_as_well(
    words: str, text: str, left: str
) -> None:
    assert Words(words).replaced(text) == left


@given(st.text(st.sampled_from("aZé'-. \u2019øß(я"), min_size=2, max_size=12))
def test_nothing_is_left_of_the_id_that_is_made_of_some_words(text: str) -> None:
    words = Words(text)
    made = slug(text, 0)
    if "-" in made and not made.startswith("item-"):
        assert not words.stand_in(words.replaced_in_path(f"x/{made}/y"))
        assert words.stand_in(made)


def test_exactly_means_exactly() -> None:
    words = Words("Invent", exact=True)
    assert words.replaced("Invent invent Invént") == "(removed) invent Invént"


def test_an_address_is_some_words_as_well() -> None:
    assert Words("in@vent.example").replaced("to in@vent.example.") == "to (removed)."


def test_a_path_stays_a_path() -> None:
    path = "cycles/a/2026-01-invent-learnerson/files/Invent Learnerson.txt"
    left = "cycles/a/2026-01-removed/files/removed.txt"
    assert NAME.replaced_in_path(path) == left


def test_two_words_in_two_values_do_not_tear_the_record() -> None:
    data = b"first: Invent\nLearnerson: x\n"
    made = NAME.replaced_in(data) or b""
    assert reader.read(made).values is not None
    assert not NAME.stand_in(made.decode())


def test_what_is_no_text_is_left_to_others() -> None:
    assert NAME.replaced_in(b"\0Invent Learnerson") is None


def test_another_encoding_stays_what_it_is() -> None:
    text = "é Invent Learnerson\r\n"
    for encoding in ("utf-16", "cp1252", "utf-8-sig"):
        made = NAME.replaced_in(text.encode(encoding)) or b""
        assert made.decode(encoding) == "é (removed)\r\n"


_PIECES = st.sampled_from(
    [
        "Invent",
        "Learnerson",
        "invent-learnerson",
        " ",
        "\n",
        "\n  ",
        ": ",
        "- ",
        "x",
        "é",
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_nothing_is_left_and_doing_it_again_changes_nothing(text: str) -> None:
    made = NAME.replaced(text)
    assert not NAME.stand_in(made)
    assert NAME.replaced(made) == made


@given(st.lists(_PIECES, max_size=20).map("".join))
def test_a_record_that_could_be_read_can_be_read_afterwards(text: str) -> None:
    data = f"need: {text}\nother: Invent\n".encode()
    if reader.read(data).values is not None:
        made = NAME.replaced_in(data) or b""
        assert reader.read(made).values is not None
